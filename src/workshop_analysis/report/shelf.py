"""The folder where publications stand: a publication is put there whole, over its own only."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workshop_analysis.report.desk import finish_what_was_left, new_desk
from workshop_analysis.report.manifest import read_outputs, sha256

_REASONS = {
    errno.EACCES: "u mag daar niet schrijven",
    errno.EPERM: "u mag daar niet schrijven",
    errno.EROFS: "die plek is alleen om te lezen",
    errno.ENOSPC: "de schijf is vol",
    errno.EEXIST: "er is al een bestand met die naam",
    errno.ENOTDIR: "een deel van het pad is een bestand",
}


class OutputRefused(Exception):
    """The publication cannot be put where it was asked; says why and what to do."""


@dataclass(frozen=True)
class Shelf:
    """A folder for publications."""

    folder: Path

    def open(self) -> None:
        """Make sure that the folder is there and can be written in.

        Where an earlier publication was stopped halfway, it is put there whole first.

        Raises OutputRefused.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder):
                pass
            finish_what_was_left(self.folder)
        except OSError as error:
            raise self._refused(error) from error

    def place(self, files: Mapping[str, bytes], *, manifest: str) -> tuple[Path, ...]:
        """Put the files in the folder, all of them or none, and return where they are.

        `manifest` is the one among them that lists the others: of an earlier publication it says
        which files may be replaced, and which of them are no longer made and go.

        Raises OutputRefused when a file stands in the way that no earlier publication made.
        """
        earlier = read_outputs(self.folder / manifest)
        self._check_free(files, earlier=earlier, manifest=manifest)
        gone = [name for name in sorted(earlier.keys() - files.keys()) if self._ours(name, earlier)]
        try:
            with new_desk(self.folder) as desk:
                desk.lay_out(files, last=manifest, gone=gone)
                desk.carry_out()
        except OSError as error:
            raise self._refused(error) from error
        return tuple(self.folder / name for name in files)

    def _check_free(
        self, files: Mapping[str, bytes], *, earlier: Mapping[str, str], manifest: str
    ) -> None:
        for name, content in files.items():
            path = self.folder / name
            self._check_real(path)
            may_go = {sha256(content), earlier.get(name)}
            if not path.exists() or (name == manifest and earlier):
                continue
            if not path.is_file() or sha256(path.read_bytes()) not in may_go:
                what = "is na de vorige publicatie veranderd" if name in earlier else "staat er al"
                raise OutputRefused(
                    f"'{path}' {what}, en wordt niet overschreven. Verplaats of verwijder het, "
                    "of kies met --output een andere map. Er is niets geschreven."
                )

    def _check_real(self, path: Path) -> None:
        """Refuse a link on the way to a file: what it leads to is not this folder."""
        steps = (path, *path.parents)
        for place in steps[: steps.index(self.folder)]:
            if place.is_symlink():
                raise OutputRefused(
                    f"'{place}' is een verwijzing naar een andere plaats, en daar schrijven wij "
                    "niet. Haal de verwijzing weg, of kies met --output een andere map. Er is "
                    "niets geschreven."
                )

    def _ours(self, name: str, earlier: Mapping[str, str]) -> bool:
        """Whether a file of an earlier publication still stands there as it was published."""
        here = self.folder.resolve()
        path = (here / name).resolve()
        there = path.is_relative_to(here) and path.is_file()
        return there and sha256(path.read_bytes()) == earlier[name]

    def _refused(self, error: OSError) -> OutputRefused:
        reason = _REASONS.get(error.errno or 0)
        because = f": {reason}" if reason else ""
        return OutputRefused(
            f"In de map '{self.folder}' kan niet geschreven worden{because}. "
            "Kies met --output een map waarin u mag schrijven."
        )
