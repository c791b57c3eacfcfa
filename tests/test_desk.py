"""An edition lands whole, also when somebody pulls the plug between two files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from workshop_analysis.report import desk
from workshop_analysis.report.manifest import PACKAGE, sha256
from workshop_analysis.report.shelf import OutputRefused, Shelf

MANIFEST = "rapport.manifest.json"


def edition(text: str, *names: str) -> dict[str, bytes]:
    """Give an edition with its manifest last; each file says which edition it belongs to."""
    made = {name: f"{name} {text}".encode() for name in names}
    listed = {name: sha256(content) for name, content in made.items()}
    manifest = {"outputs": listed, "made_with": {PACKAGE: "1"}}
    return made | {MANIFEST: json.dumps(manifest).encode()}


FIRST = edition("eerst", "a.html", "a.pdf", "figuren/oud.svg", "figuren/een.svg")
SECOND = edition("daarna", "a.html", "a.pdf", "figuren/een.svg", "figuren/twee.svg")
THIRD = edition("ten slotte", "a.html", "a.pdf")


def place(folder: Path, files: dict[str, bytes]) -> None:
    """Put an edition in the folder as `report` does."""
    shelf = Shelf(folder)
    shelf.open()
    shelf.place(files, manifest=MANIFEST)


def held(folder: Path) -> dict[str, bytes]:
    """Give everything that stands in the folder, leftovers included."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def moves(folder: Path) -> int:
    """Give how often a file changes place or goes while the second edition replaces the first."""
    place(folder, FIRST)
    return _stopped(folder, after=10_000, how=_never)


def _never(count: int) -> None:
    raise AssertionError(count)


class _Stopped(BaseException):
    """A stop that is no error, as from a key."""


def _raises(count: int) -> None:
    raise _Stopped(count)


def _falls_dead(count: int) -> None:
    os._exit(9)


def _stopped(folder: Path, *, after: int, how) -> int:
    """Replace the first edition by the second, and stop at so many moves; give how many came."""
    count = 0
    patch = pytest.MonkeyPatch()
    for name in ("replace", "unlink"):
        original = getattr(Path, name)

        def counted(self, *arguments, original=original, **named):
            nonlocal count
            count += 1
            if count == after:
                how(count)
            return original(self, *arguments, **named)

        patch.setattr(Path, name, counted)
    try:
        place(folder, SECOND)
    except _Stopped:
        pass
    finally:
        patch.undo()
    return count


def test_the_number_of_moves_is_known(tmp_path: Path) -> None:
    assert moves(tmp_path / "uit") == 8  # the plan, five files, one that goes, the plan again


@pytest.mark.parametrize("after", range(1, 9))
def test_a_stop_at_any_move_leaves_one_edition_whole(tmp_path: Path, after: int) -> None:
    place(tmp_path, FIRST)
    _stopped(tmp_path, after=after, how=_raises)
    assert held(tmp_path) in (FIRST, SECOND)


@pytest.mark.parametrize("after", range(1, 9))
@pytest.mark.parametrize("then", [SECOND, THIRD, FIRST], ids=["same", "other", "back"])
def test_after_a_power_cut_the_next_report_is_whole_and_not_refused(
    tmp_path: Path, after: int, then: dict[str, bytes]
) -> None:
    place(tmp_path, FIRST)
    child = os.fork()
    if child == 0:
        _stopped(tmp_path, after=after, how=_falls_dead)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    place(tmp_path, then)
    assert held(tmp_path) == then


def test_a_desk_that_was_left_before_its_plan_is_only_cleared_away(tmp_path: Path) -> None:
    place(tmp_path, FIRST)
    (tmp_path / ".bezig-oud" / "nieuw").mkdir(parents=True)
    (tmp_path / ".bezig-oud" / "nieuw" / "a.html").write_bytes(b"half")
    Shelf(tmp_path).open()
    assert held(tmp_path) == FIRST


def test_what_somebody_changed_after_a_power_cut_is_not_overwritten(tmp_path: Path) -> None:
    place(tmp_path, FIRST)
    child = os.fork()
    if child == 0:
        _stopped(tmp_path, after=3, how=_falls_dead)
    os.waitpid(child, 0)
    (tmp_path / "a.pdf").write_bytes(b"met de hand")
    with pytest.raises(OutputRefused):
        place(tmp_path, SECOND)
    assert (tmp_path / "a.pdf").read_bytes() == b"met de hand"


def test_a_desk_at_which_somebody_works_is_left_alone(tmp_path: Path) -> None:
    with desk.new_desk(tmp_path) as other:
        Shelf(tmp_path).open()
        assert other.place.is_dir()
    assert held(tmp_path) == {}


def test_a_folder_of_figures_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "elders", tmp_path / "uit"
    elsewhere.mkdir()
    folder.mkdir()
    (folder / "figuren").symlink_to(elsewhere)
    with pytest.raises(OutputRefused) as refused:
        place(folder, FIRST)
    assert str(refused.value) == (
        f"'{folder / 'figuren'}' is een verwijzing naar een andere plaats, en daar schrijven wij "
        "niet. Haal de verwijzing weg, of kies met --output een andere map. Er is niets geschreven."
    )
    assert held(elsewhere) == {}
