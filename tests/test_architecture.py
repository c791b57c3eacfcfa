"""The laws of the house: which room may know which, what touches the disk, how long things are."""

from __future__ import annotations

import ast
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from package_source import (
    PACKAGE,
    SOURCE,
    Function,
    Module,
    cycle,
    every_import,
    functions,
    graph,
    module,
    modules,
    nodes,
)


@dataclass(frozen=True)
class Floor:
    """Rooms at one height. They know rooms below them only; those `on_disk` may open files."""

    rooms: tuple[str, ...] = ()
    on_disk: tuple[str, ...] = ()


FLOORS = (
    Floor(("terms", "faults", "estimates"), on_disk=("style", "engine")),
    Floor(("checks", "privacy")),
    Floor(on_disk=("files",)),
    Floor(on_disk=("folder", "beslisboom")),
    Floor(("coders",)),
    Floor(("counting",)),
    Floor(("compare",)),
    Floor(("charts", "display")),
    Floor(("chapters",)),
    Floor(on_disk=("report",)),
    Floor(on_disk=("commands",)),
    Floor(("__main__",)),
)
"""The house from the ground up. A room that stands on no floor fails, whatever it does."""
START = "__init__"
"""The package itself, which knows nothing: `import workshop_analysis` costs nothing."""
OPEN_TO_ALL = {("style", "read_style")}
"""Doors to the disk that any room may use: without a file it gives the package's own style."""
NOT_YET = {
    "compare.series": "reads the folders of a trend itself, instead of taking what was read",
    "display.figures": "hands the style's font files to matplotlib",
}
"""Modules that break the law of the disk today, and how; a module that no longer does so fails."""
TWICE_YET = {
    "Block": "display.loose_page, report.blocks",
    "Cell": "compare.plan, display.cells, report",
    "Column": "checks, report.columns",
    "Counted": "compare.plan, counting.counted",
    "Fault": "faults, report.structure",
    "Note": "compare.states, report.blocks",
    "Payload": "display.steps_shown, report.typst_table",
    "Publication": "folder.session, report.publish",
    "Row": "charts.shares, report.columns",
    "Step": "beslisboom.tree, folder.beleidskompas",
    "Token": "report.markdown, report.typst_prose",
}
"""Names that two things have today, and where; a name that has one meaning again fails."""

FORBIDDEN_NAMES = r"utils?|core|helpers?|common|pipeline|processing|managers?|misc|tools?"
DISK_LIBRARIES = {
    "fileinput", "glob", "mmap", "os", "pathlib", "shutil", "sqlite3", "subprocess", "tempfile",
    "zipfile", "openpyxl", "python_calamine", "socket", "urllib",
}  # fmt: skip
READS_OR_WRITES = {
    "read_text", "write_text", "read_bytes", "write_bytes", "read_csv", "read_excel",
    "to_csv", "to_excel", "savefig", "unlink", "mkdir", "iterdir", "glob", "rglob",
    "load_workbook", "copytree", "copyfile", "rmtree", "exists", "is_file", "is_dir",
}  # fmt: skip
CLOCK = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("time", "time")}


def heights() -> dict[str, int]:
    """Give per room the floor it stands on, from the ground up."""
    return {
        room: height
        for height, floor in enumerate(FLOORS, start=1)
        for room in (*floor.rooms, *floor.on_disk)
    } | {START: 0}


def unlisted(package: tuple[Module, ...]) -> set[str]:
    """Give the rooms that stand on no floor."""
    return {one.room for one in package} - heights().keys()


def wrong_arrows(package: tuple[Module, ...]) -> list[str]:
    """Give each module that knows a room which is not below its own."""
    height = heights()
    return [
        f"{name} -> {other}"
        for name, known in graph(package).items()
        for other in sorted(known)
        if (room := name.split(".")[0]) != (below := other.split(".")[0])
        and height.get(room, 0) <= height.get(below, 0)
    ]


def rooms_known_by(package: tuple[Module, ...], room: str) -> set[str]:
    """Give the other rooms that a room knows."""
    road = graph(package)
    known = {other.split(".")[0] for one in package if one.room == room for other in road[one.name]}
    return known - {room}


def relative_imports(package: tuple[Module, ...]) -> list[str]:
    """Give each import that does not say from which room it comes."""
    return [
        f"{one.name}: {dotted}"
        for one in package
        for _, dotted in every_import(one.tree)
        if dotted.startswith(".")
    ]


def pure(one: Module) -> bool:
    """Whether a module stands in a room that may not touch the disk."""
    return one.room not in {room for floor in FLOORS for room in floor.on_disk}


def disk_uses(package: tuple[Module, ...]) -> list[str]:
    """Give each way in which a room that may not does touch the disk."""
    closed = doors(package) - OPEN_TO_ALL
    return [
        f"{one.name}: {use}"
        for one in package
        if pure(one)
        for use in (*disk_libraries(one), *disk_calls(one), *paths_asked(one), *opened(one, closed))
    ]


def disk_libraries(one: Module) -> list[str]:
    """Give the libraries of files and folders that a module imports, if only for its types."""
    asked = {dotted.split(".")[0] for _, dotted in every_import(one.tree)}
    return sorted(asked & DISK_LIBRARIES)


def disk_calls(one: Module) -> list[str]:
    """Give each call that reads or writes."""
    calls = (node for node in nodes(one.tree) if isinstance(node, ast.Call) and touches_disk(node))
    return [f"line {call.lineno}, {ast.unparse(call.func)}" for call in calls]


def touches_disk(call: ast.Call) -> bool:
    """Whether a call reads or writes; what else can be opened than a file is no matter."""
    name = ast.unparse(call.func)
    if name.endswith("open"):
        return bool(re.search(r"^open$|(^|[._])(path|file|io|os)\.open$|Path\(.*\)\.open$", name))
    return name.rpartition(".")[2] in READS_OR_WRITES


def paths_asked(one: Module) -> list[str]:
    """Give each function that wants to be told where something lies."""
    return [f"{function.name}(Path)" for _, function in functions((one,)) if takes_path(function)]


def takes_path(function: Function) -> bool:
    """Whether a parameter is a path, as its annotation says."""
    listed = function.args
    every = (*listed.posonlyargs, *listed.args, *listed.kwonlyargs, listed.vararg, listed.kwarg)
    said = (ast.unparse(one.annotation) for one in every if one and one.annotation)
    return any(re.search(r"\b(Path|PathLike)\b", text) for text in said)


def doors(package: tuple[Module, ...]) -> set[tuple[str, str]]:
    """Give (room, function) for each function that is told where something lies on the disk."""
    on_disk = tuple(one for one in package if not pure(one))
    return {
        (name.split(".")[0], function.name)
        for name, function in functions(on_disk)
        if takes_path(function)
    }


def opened(one: Module, closed: set[tuple[str, str]]) -> list[str]:
    """Give each door to the disk that a module opens, by its name or through its module."""
    known = {pair for pair in every_import(one.tree) if pair[1].startswith(f"{PACKAGE}.")}
    asked = {dotted for _, dotted in known} | {
        f"{dotted}.{node.attr}"
        for node in ast.walk(one.tree)
        if isinstance(node, ast.Attribute)
        for name, dotted in known
        if ast.unparse(node.value) in (name, dotted)
    }
    ends = {(dotted.split(".")[1], dotted.rpartition(".")[2]) for dotted in asked}
    return sorted(f"{room}.{name}" for room, name in ends & closed)


def names_twice(package: tuple[Module, ...]) -> set[str]:
    """Give each public name of a class or type that stands for two things."""
    named = Counter(name for one in package for name in set(types_of(one)))
    return {name for name, times in named.items() if times > 1}


def types_of(one: Module) -> Iterator[str]:
    """Give the classes and the named types that a module makes; those with a _ are its own."""
    for node in one.tree.body:
        made = [node.name] if isinstance(node, ast.ClassDef) else []
        made += [target.id for target in targets(node) if isinstance(target, ast.Name)]
        yield from (name for name in made if re.match(r"[A-Z]+[a-z]", name))


def has_docstring(node: ast.Module | ast.ClassDef | Function) -> bool:
    """Whether something says what it gives."""
    return bool((ast.get_docstring(node) or "").strip())


def body_lines(function: Function) -> int:
    """Count the lines of a body, the docstring left out."""
    body = function.body[1:] if has_docstring(function) else function.body
    last = body[-1].end_lineno if body else None
    return 0 if last is None else last - body[0].lineno + 1


def parameters(function: Function) -> list[str]:
    """Give the names a caller fills in."""
    listed = function.args
    named = [*listed.posonlyargs, *listed.args, *listed.kwonlyargs]
    return [one.arg for one in named if one.arg not in {"self", "cls"}]


def root_of(target: ast.expr) -> str | None:
    """Give the name whose content an assignment to `name[...]` or `name.loc[...]` changes."""
    if not isinstance(target, ast.Subscript):
        return None
    value = target.value
    if isinstance(value, ast.Attribute) and value.attr in {"loc", "iloc", "at", "iat"}:
        value = value.value
    return value.id if isinstance(value, ast.Name) else None


def targets(node: ast.AST) -> list[ast.expr]:
    """Give what a statement assigns to or deletes."""
    if isinstance(node, ast.Assign | ast.Delete):
        return node.targets
    return [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign) else []


def writes_to_arguments(package: tuple[Module, ...]) -> list[str]:
    """Give each statement that changes the content of a parameter."""
    found = []
    for name, function in functions(package):
        own = set(parameters(function)) - rebound(function)
        for node in ast.walk(function):
            changed = {root_of(target) for target in targets(node)} & own
            if changed or asks_inplace(node):
                found.append(f"{name} regel {getattr(node, 'lineno', 0)}: {ast.unparse(node)}")
    return found


def rebound(function: Function) -> set[str]:
    """Give the parameters that the function replaces by a table of its own first."""
    plain = [target for node in ast.walk(function) for target in targets(node)]
    return {target.id for target in plain if isinstance(target, ast.Name)}


def asks_inplace(node: ast.AST) -> bool:
    """Whether a call changes its table instead of giving a new one."""
    return isinstance(node, ast.Call) and any(
        keyword.arg == "inplace" and ast.unparse(keyword.value) == "True"
        for keyword in node.keywords
    )


def undocumented(package: tuple[Module, ...]) -> list[str]:
    """Give each public module, class, function and method without docstring."""
    found = [one.name for one in package if not has_docstring(one.tree)]
    for one in package:
        classes = [node for node in one.tree.body if isinstance(node, ast.ClassDef)]
        for holder in (one.tree, *classes):
            public = [
                node for node in holder.body
                if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_")
            ]  # fmt: skip
            found += [f"{one.name}.{node.name}" for node in public if not has_docstring(node)]
    return found


def clock_reads(package: tuple[Module, ...]) -> list[str]:
    """Give each look at the clock: its answer differs from run to run."""
    return [
        f"{one.name} regel {node.lineno}: {ast.unparse(node)}"
        for one in package
        for node in nodes(one.tree)
        if isinstance(node, ast.Call)
        and tuple(ast.unparse(node.func).split(".")[-2:]) in CLOCK
    ]  # fmt: skip


def test_each_room_stands_on_a_floor() -> None:
    assert unlisted(modules()) == set()
    assert unlisted((module("cellar.wine", ""), module("terms", ""))) == {"cellar"}


def test_each_room_of_a_floor_is_there_once() -> None:
    listed = [room for floor in FLOORS for room in (*floor.rooms, *floor.on_disk)]
    assert sorted(listed) == sorted({one.room for one in modules()} - {START})


def test_a_room_knows_rooms_below_it_only() -> None:
    assert wrong_arrows(modules()) == []
    assert relative_imports(modules()) == []


TURNS = {
    "upward": f"import {PACKAGE}.chapters.themes",
    "in a function": f"def f():\n    from {PACKAGE}.chapters import themes",
    "for a type": f"if TYPE_CHECKING:\n    from {PACKAGE}.chapters.themes import Chapter",
    "by its name": f"import_module('{PACKAGE}.chapters.themes')",
}


@pytest.mark.parametrize("code", TURNS.values(), ids=TURNS)
def test_a_wrong_turn_is_seen(code: str) -> None:
    package = module("compare.trend", code), module("chapters.themes", "")
    assert wrong_arrows(package) == ["compare.trend -> chapters.themes"]
    assert wrong_arrows((module("report.page", code), package[1])) == []


def test_a_turn_to_a_neighbour_and_to_a_room_on_no_floor_are_seen() -> None:
    neighbours = (
        module("charts.matrix", f"import {PACKAGE}.display.cells"),
        module("display.cells", ""),
    )
    assert wrong_arrows(neighbours) == ["charts.matrix -> display.cells"]
    stranger = module("cellar", f"import {PACKAGE}.terms"), module("terms", "")
    assert wrong_arrows(stranger) == ["cellar -> terms"]
    assert relative_imports((module("terms", "from . import style"),)) == ["terms: ..style"]


def test_no_module_leads_back_to_itself() -> None:
    assert cycle(modules()) == []


def test_a_ring_is_seen_inside_a_room_and_through_a_type() -> None:
    ring = (
        module("folder.codebook", f"def scan():\n    from {PACKAGE}.folder import session"),
        module("folder.session", f"if TYPE_CHECKING:\n    import {PACKAGE}.folder.codebook"),
    )
    assert set(cycle(ring)) == {"folder.codebook", "folder.session"}


def test_drawing_neither_counts_nor_opens_a_session() -> None:
    assert rooms_known_by(modules(), "charts") <= {"style", "terms"}
    wrong = (
        module("charts.shares", f"import {PACKAGE}.counting.shares"),
        module("counting.shares", ""),
    )
    assert rooms_known_by(wrong, "charts") == {"counting"}


def test_no_step_touches_the_disk() -> None:
    today = {use.partition(":")[0] for use in disk_uses(modules())}
    assert [use for use in disk_uses(modules()) if use.partition(":")[0] not in NOT_YET] == []
    assert NOT_YET.keys() - today == set()


USES = {
    "def f(place):\n    return place.read_text()": "line 2, place.read_text",
    "def f(place):\n    return open(place)": "line 2, open",
    "def f(place: Path | str): ...": "f(Path)",
    "def f(*, places: list[Path]): ...": "f(Path)",
    "if TYPE_CHECKING:\n    from pathlib import Path": "pathlib",
    "import os.path": "os",
    f"from {PACKAGE}.folder.workshop import read_folder": "folder.read_folder",
    f"from {PACKAGE}.folder import workshop as w\nw.read_folder('x')": "folder.read_folder",
}


@pytest.mark.parametrize(("code", "use"), USES.items(), ids=USES.values())
def test_a_step_that_touches_the_disk_is_seen(code: str, use: str) -> None:
    door = module("folder.workshop", "def read_folder(path: Path): ...")
    assert disk_uses((module("counting.tally", code), door)) == [f"counting.tally: {use}"]
    assert disk_uses((module("report.page", code), door)) == []


def test_a_step_may_take_what_was_read_and_a_curve_of_a_drawing() -> None:
    reading = module("folder.session", "class Session: ...\ndef title(session: Session): ...")
    code = f"from {PACKAGE}.folder.session import Session, title\nfrom matplotlib.path import Path"
    assert disk_uses((module("counting.tally", code), reading)) == []


def test_no_name_stands_for_two_things() -> None:
    assert names_twice(modules()) == TWICE_YET.keys()


def test_a_name_for_two_things_is_seen() -> None:
    package = (
        module("checks", "class Column: ...\nclass _Own: ...\nLIMIT = 3"),
        module("report.columns", "Column = tuple[str, ...]\nclass _Own: ...\nLIMIT = 4"),
    )
    assert names_twice(package) == {"Column"}


def test_no_module_has_a_name_that_fits_everything() -> None:
    words = [(one.name, word) for one in modules() for word in re.split(r"[._]", one.name)]
    assert [name for name, word in words if re.fullmatch(FORBIDDEN_NAMES, word)] == []


def test_no_room_is_longer_than_a_person_reads() -> None:
    lengths = {
        path.relative_to(SOURCE).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in SOURCE.rglob("*.py")
    }
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_half_of_the_functions_have_at_most_six_lines_and_nine_in_ten_twenty() -> None:
    sizes = [body_lines(function) for _, function in functions(modules())]
    assert statistics.median(sizes) <= 6
    assert statistics.quantiles(sizes, n=10)[8] <= 20


def test_no_function_has_more_than_forty_lines_or_four_parameters() -> None:
    listed = functions(modules())
    assert [f"{name}.{node.name}" for name, node in listed if body_lines(node) > 40] == []
    assert [f"{name}.{node.name}" for name, node in listed if len(parameters(node)) > 4] == []


def test_a_body_is_counted_without_its_docstring_and_a_method_without_self() -> None:
    code = 'class A:\n    def b(self, c, *, d):\n        """E."""\n        c = d\n        return c'
    [(_, function)] = functions((module("tally", code),))
    assert body_lines(function) == 2
    assert parameters(function) == ["c", "d"]


def test_no_function_writes_to_an_argument() -> None:
    # report/ fills notebooks, drawings and PDFs in, which are trees and not tables.
    tables = tuple(one for one in modules() if one.room != "report")
    assert writes_to_arguments(tables) == []


@pytest.mark.parametrize(
    "statement",
    ["table['n'] = 1", "table.loc[0, 'n'] = 1", "del table['n']", "table['n'] += 1"],
)
def test_a_write_to_an_argument_is_seen(statement: str) -> None:
    code = f"def count(table):\n    {statement}\n    return table"
    assert writes_to_arguments((module("tally", code),)) == [f"tally regel 2: {statement}"]


def test_a_write_to_a_table_of_its_own_is_allowed() -> None:
    code = "def count(table):\n    own = table.copy()\n    own['n'] = 1\n    return own"
    assert writes_to_arguments((module("tally", code),)) == []
    assert writes_to_arguments((module("tally", "def f(t):\n    t.sort(inplace=True)"),)) != []


def test_each_public_name_says_what_it_gives() -> None:
    assert undocumented(modules()) == []


def test_a_public_name_that_says_nothing_is_seen() -> None:
    code = '"""A room."""\nclass A:\n    """A."""\n    def b(self): ...\n    def _c(self): ...'
    assert undocumented((module("tally", code),)) == ["tally.b"]


def test_nothing_depends_on_the_clock() -> None:
    assert clock_reads(modules()) == []
    assert clock_reads((module("tally", "import datetime\ndatetime.date.today()"),)) != []


def test_the_difference_that_statsmodels_has_wrong_is_not_used() -> None:
    wrong = [
        f"{one.name} regel {node.value.lineno}"
        for one in modules()
        for node in nodes(one.tree)
        if isinstance(node, ast.keyword)
        and node.arg == "method"
        and ast.unparse(node.value) == "'score'"
    ]
    assert wrong == []
