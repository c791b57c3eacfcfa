"""Where a publication lies ready before it is put in its folder: whole, also when we are stopped.

Everything is written on the desk first, the files that it replaces beside it, and then a plan.
From the plan on there are two whole editions: who is stopped with an error puts the old one back,
and what is stopped dead (a power cut) is finished by the next publication in that folder.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BufferedRandom, BufferedWriter
from pathlib import Path

PREFIX = ".bezig-"
NEW, OLD, PLAN, IN_USE = "nieuw", "oud", "plan.json", "in-gebruik"


@dataclass(frozen=True)
class Desk:
    """A folder inside the folder of publications, where one edition lies ready."""

    place: Path

    @property
    def folder(self) -> Path:
        """The folder for which the edition is meant."""
        return self.place.parent

    def lay_out(self, files: Mapping[str, bytes], *, last: str, gone: Sequence[str]) -> None:
        """Write the new files here, keep those that they replace, and say what must be done.

        The plan is the last thing written: without it nothing has been touched.
        """
        order = sorted(files, key=lambda name: name == last)
        for name, content in files.items():
            _ready(self.place / NEW / name).write_bytes(content)
        for name in (*order, *gone):
            if (self.folder / name).is_file():
                shutil.copy2(self.folder / name, _ready(self.place / OLD / name))
        plan = self.place / f"{PLAN}.half"
        plan.write_text(json.dumps({"files": order, "gone": list(gone)}), encoding="utf-8")
        plan.replace(self.place / PLAN)

    def carry_out(self) -> None:
        """Put the new edition in the folder; when that fails the old one is put back."""
        try:
            self.put(NEW)
        except BaseException:
            self.put(OLD)
            raise

    def untouched(self) -> bool:
        """Whether everything in the folder is still of one of the two editions, and nobody's."""
        plan = json.loads((self.place / PLAN).read_text(encoding="utf-8"))
        return all(self._is_ours(name) for name in (*plan["files"], *plan["gone"]))

    def _is_ours(self, name: str) -> bool:
        there = self.folder / name
        both = [self.place / edition / name for edition in (NEW, OLD)]
        ours = {kept.read_bytes() for kept in both if kept.is_file()}
        return not there.exists() or (there.is_file() and there.read_bytes() in ours)

    def put(self, edition: str) -> None:
        """Put one of the two editions in the folder whole, and let go of the plan.

        Both stay on the desk until then, so that this can be done again as often as it is stopped.
        """
        plan = json.loads((self.place / PLAN).read_text(encoding="utf-8"))
        for name in (*plan["files"], *plan["gone"]):
            kept = self.place / edition / name
            if kept.is_file():
                under_way = self.place / "onderweg"
                shutil.copy2(kept, under_way)
                under_way.replace(_ready(self.folder / name))
            else:
                (self.folder / name).unlink(missing_ok=True)
        (self.place / PLAN).unlink()


def _ready(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@contextlib.contextmanager
def new_desk(folder: Path) -> Iterator[Desk]:
    """Give an empty desk in the folder, cleared away afterwards; nobody else finishes it."""
    place = Path(tempfile.mkdtemp(dir=folder, prefix=PREFIX))
    try:
        with (place / IN_USE).open("wb") as mark:
            _take(mark)
            yield Desk(place)
    finally:
        if not (place / PLAN).exists():
            shutil.rmtree(place, ignore_errors=True)


def finish_what_was_left(folder: Path) -> None:
    """Put an edition that was stopped halfway in the folder whole, and clear every desk away.

    A desk at which somebody is working now is left alone.
    """
    for place in sorted(folder.glob(f"{PREFIX}*")):
        if place.is_dir() and not place.is_symlink() and _left(place):
            if (place / PLAN).is_file() and Desk(place).untouched():
                Desk(place).put(NEW)
            shutil.rmtree(place, ignore_errors=True)


def _left(place: Path) -> bool:
    """Whether nobody is working at this desk any more."""
    mark = place / IN_USE
    if not mark.exists():
        return True
    try:
        with mark.open("r+b") as opened:
            return _take(opened)
    except OSError:
        return False


def _take(mark: BufferedWriter | BufferedRandom) -> bool:
    """Take a desk for this process, as long as the mark is open; False when another has it."""
    try:
        import fcntl
    except ImportError:  # Windows keeps a desk by itself: an open file cannot be taken away
        return True
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
