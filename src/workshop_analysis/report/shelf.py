"""The folder where publications stand: a publication is put there whole, over its own only."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

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

        Raises OutputRefused.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder):
                pass
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
        try:
            self._move_in(files, last=manifest)
            self._remove(earlier.keys() - files.keys(), earlier=earlier)
        except OSError as error:
            raise self._refused(error) from error
        return tuple(self.folder / name for name in files)

    def _check_free(
        self, files: Mapping[str, bytes], *, earlier: Mapping[str, str], manifest: str
    ) -> None:
        for name, content in files.items():
            path = self.folder / name
            may_go = {sha256(content), earlier.get(name)}
            if not path.exists() or (name == manifest and earlier):
                continue
            if not path.is_file() or sha256(path.read_bytes()) not in may_go:
                what = "is na de vorige publicatie veranderd" if name in earlier else "staat er al"
                raise OutputRefused(
                    f"'{path}' {what}, en wordt niet overschreven. Verplaats of verwijder het, "
                    "of kies met --output een andere map. Er is niets geschreven."
                )

    def _move_in(self, files: Mapping[str, bytes], *, last: str) -> None:
        """Write everything beside its place first, so that what can go wrong does so there."""
        desk = Path(tempfile.mkdtemp(dir=self.folder, prefix=".bezig-"))
        try:
            for name, content in files.items():
                (desk / name).parent.mkdir(parents=True, exist_ok=True)
                (desk / name).write_bytes(content)
            for name in sorted(files, key=lambda name: name == last):
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                (desk / name).replace(self.folder / name)
        finally:
            shutil.rmtree(desk, ignore_errors=True)

    def _remove(self, names: set[str], *, earlier: Mapping[str, str]) -> None:
        here = self.folder.resolve()
        for name in sorted(names):
            path = (here / name).resolve()
            ours = path.is_relative_to(here) and path.is_file()
            if ours and sha256(path.read_bytes()) == earlier[name]:
                path.unlink()

    def _refused(self, error: OSError) -> OutputRefused:
        reason = _REASONS.get(error.errno or 0)
        because = f": {reason}" if reason else ""
        return OutputRefused(
            f"In de map '{self.folder}' kan niet geschreven worden{because}. "
            "Kies met --output een map waarin u mag schrijven."
        )
