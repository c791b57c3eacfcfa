"""What a command writes: only where nothing stands yet; and the extra it may need to do it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workshop_analysis.commands.refusal import Refused


def must_be_free(file: Path, *, ending: str) -> None:
    """Refuse beforehand what could not be written at the end.

    Raises Refused where the file is there, has another ending, or has no folder to stand in.
    """
    if file.suffix.casefold() != ending:
        raise Refused(f"'{file}' eindigt niet op {ending}. Geef een naam die zo eindigt.")
    if file.exists():
        raise Refused(f"'{file}' bestaat al en wordt niet overschreven. Kies een andere naam.")
    if not file.absolute().parent.is_dir():
        raise Refused(f"De map van '{file}' bestaat niet. Maak die map, of kies een andere.")


@contextmanager
def written(file: Path) -> Iterator[None]:
    """Turn a file that cannot be written into a refusal."""
    try:
        yield
    except OSError as error:
        raise Refused(f"'{file}' is niet te schrijven. Kies een andere plaats.") from error


@contextmanager
def extras_refused() -> Iterator[None]:
    """Turn a part of the package that is not installed into a refusal that says how to get it."""
    from workshop_analysis.coders.similarity import ExtraMissing
    from workshop_analysis.estimates.libraries import StatsMissing

    try:
        yield
    except (ExtraMissing, StatsMissing) as error:
        raise Refused(str(error)) from error
