"""The road is one-way: which room may know which, what touches disk, and how long a function is."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter

import pytest
from validators import REPOSITORY

PACKAGE = "workshop_analysis"
SOURCE = REPOSITORY / "src" / PACKAGE
LEAVES = {"terms", "style", "estimates"}
STEPS = {"themes", "tally", "compare", "agreement", "suggest", "links", "privacy"}
DRAWING = {"charts", "charts_tree"}
ON_DISK = {
    "session",
    "codebook",
    "beleidskompas",
    "beslisboom",
    "exchange",
    "report",
    "style",  # its own style.toml
    "folder",
    "baseline",  # the folder that a later session compares itself with
    "scaffold",  # the folder of a new session
    "commands",
    "__main__",
}
FORBIDDEN_NAMES = r"utils?|core|helpers?|common|pipeline|processing|managers?|misc|tools?"
READS_OR_WRITES = {
    "read_text", "write_text", "read_bytes", "write_bytes", "read_csv", "read_excel",
    "to_csv", "to_excel", "savefig", "unlink", "mkdir", "iterdir", "glob", "rglob",
    "load_workbook", "copytree", "copyfile", "rmtree", "exists", "is_file", "is_dir",
}  # fmt: skip
CLOCK = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("time", "time")}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One file of the package: its dotted name and its parsed code."""

    name: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The room it stands in."""
        return self.name.split(".")[0]


def module(name: str, code: str) -> Module:
    """Give a module from code typed in a test."""
    return Module(name, ast.parse(code))


@cache
def modules() -> tuple[Module, ...]:
    """Give every module of the package; a folder is called after itself."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found.append(Module(name or "__init__", ast.parse(path.read_text(encoding="utf-8"))))
    return tuple(found)


def only_for_types(node: ast.AST) -> bool:
    """Whether this is a block that only a type checker reads."""
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Give every node that runs."""
    for child in ast.iter_child_nodes(tree):
        if not only_for_types(child):
            yield child
            yield from nodes(child)


def imported(tree: ast.AST) -> set[str]:
    """Give the dotted name of everything that this code imports, inside functions too."""
    found = set()
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def known_modules(one: Module, names: set[str]) -> set[str]:
    """Give which of our modules a module imports."""
    found = set()
    for dotted in imported(one.tree):
        own = dotted.removeprefix(f"{PACKAGE}.")
        if own != dotted:
            found.add(own if own in names else own.rpartition(".")[0])
    return found - {one.name, ""}


def graph(package: tuple[Module, ...]) -> dict[str, set[str]]:
    """Give per module which of our modules it imports."""
    names = {one.name for one in package}
    return {one.name: known_modules(one, names) for one in package}


def rooms_known_by(package: tuple[Module, ...], rooms: set[str]) -> set[tuple[str, str]]:
    """Give (module, room) for each room that a module of these rooms imports."""
    road = graph(package)
    return {
        (one.name, other.split(".")[0])
        for one in package
        if one.room in rooms
        for other in road[one.name]
        if other.split(".")[0] != one.room
    }


def cycle(package: tuple[Module, ...]) -> list[str]:
    """Give the modules that import each other in a ring; none when the road is one-way."""
    try:
        TopologicalSorter(graph(package)).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def disk_calls(package: tuple[Module, ...]) -> list[str]:
    """Give each call that reads or writes a file in a room that may not."""
    return [
        f"{one.name} regel {node.lineno}: {ast.unparse(node.func)}"
        for one in package
        if one.room not in ON_DISK
        for node in nodes(one.tree)
        if isinstance(node, ast.Call) and touches_disk(node)
    ]


def touches_disk(call: ast.Call) -> bool:
    """Whether a call reads or writes; what else can be opened than a file is no matter."""
    name = ast.unparse(call.func)
    if name.endswith("open"):
        return bool(re.search(r"^open$|(^|[._])(path|file|io|os)\.open$|Path\(.*\)\.open$", name))
    return name.rpartition(".")[2] in READS_OR_WRITES


def functions(package: tuple[Module, ...]) -> list[tuple[str, Function]]:
    """Give each function and method with its module's name."""
    return [
        (one.name, node) for one in package for node in ast.walk(one.tree)
        if isinstance(node, Function)
    ]  # fmt: skip


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


def test_the_leaves_know_no_other_room() -> None:
    assert rooms_known_by(modules(), LEAVES) == set()


def test_no_module_leads_back_to_itself() -> None:
    assert cycle(modules()) == []


def test_a_ring_and_a_wrong_turn_are_seen() -> None:
    ring = (
        module("tally", f"from {PACKAGE}.charts import draw"),
        module("charts", f"def draw():\n    from {PACKAGE} import tally"),
    )
    assert set(cycle(ring)) == {"tally", "charts"}
    assert rooms_known_by(ring, {"tally"}) == {("tally", "charts")}


def test_what_only_a_type_checker_reads_is_no_road() -> None:
    code = f"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import {PACKAGE}.charts"
    assert rooms_known_by((module("tally", code), module("charts", "")), {"tally"}) == set()


def test_no_step_knows_another_step() -> None:
    assert {edge for edge in rooms_known_by(modules(), STEPS) if edge[1] in STEPS} == set()


def test_no_step_knows_how_it_is_shown_or_published() -> None:
    later = DRAWING | {"report", "chapters", "commands", "__main__"}
    assert {edge for edge in rooms_known_by(modules(), STEPS) if edge[1] in later} == set()


def test_drawing_neither_counts_nor_opens_a_session() -> None:
    known = {room for _, room in rooms_known_by(modules(), DRAWING)}
    assert known <= {"style", "terms", *DRAWING}


def test_nothing_knows_the_command_line() -> None:
    others = {one.room for one in modules()} - {"commands", "__main__"}
    known = rooms_known_by(modules(), others)
    assert {edge for edge in known if edge[1] in {"commands", "__main__"}} == set()


def test_only_the_named_rooms_touch_disk() -> None:
    assert disk_calls(modules()) == []


def test_a_step_that_opens_a_file_is_seen() -> None:
    step = module("tally", "def count(folder):\n    return folder.read_text()")
    assert disk_calls((step,)) == ["tally regel 2: folder.read_text"]


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
