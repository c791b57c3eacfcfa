"""A later session and its baseline, read together: both checked, and what must not have changed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from workshop_analysis.checks import Fault, SessionError, join
from workshop_analysis.folder import workshop as folders
from workshop_analysis.folder.codebook import Codebook, scan_codebook
from workshop_analysis.folder.crosswalk import FILE as CROSSWALK
from workshop_analysis.folder.crosswalk import SAME_MEANING, codebook_diff, scan_crosswalk
from workshop_analysis.folder.session import FILE, Session, scan_session
from workshop_analysis.folder.workshop import Folder
from workshop_analysis.terms import Evidence

NO_CONTRIBUTIONS = (
    "dit is een gepubliceerde lijst zonder bijdragen, en die kan alleen een nulmeting zijn. Geef "
    "een sessie met bijdragen op, en deze map achter --baseline."
)
UNTIED = (
    f"{FILE}: er staat geen [baseline] in, dus niet is na te gaan of de nulmeting nog dezelfde is. "
    "Een map van 'workshop-analysis new' heeft dat blok vanzelf."
)


@dataclass(frozen=True)
class Beside:
    """A later session, its baseline, and what became of each code of the baseline's codebook."""

    later: Folder
    baseline: Folder
    crosswalk: pd.DataFrame
    notices: tuple[str, ...] = ()


def read_beside(later: Path | str, *, baseline: Path | str) -> Beside:
    """Return both sessions with the crosswalk between their codebooks.

    The baseline's published files must be those that the later session was tied to; its codebook
    and links may have moved on, which is a notice.

    Raises
    ------
    SessionError
        With every fault of both folders, each with its folder: a published file that changed, and
        an old code without a fate, among them.
    """
    paths = Path(later), Path(baseline)
    found: list[Folder] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            found.append(folders.read_folder(path))
        except SessionError as error:
            faults += in_folder(error.faults, path)
    if faults:
        raise SessionError([*faults, *in_folder(crosswalk_faults(paths[0], paths[1]), paths[0])])
    now, then = found
    if now.session.evidence is Evidence.PUBLISHED:
        raise SessionError([Fault(str(paths[0]), NO_CONTRIBUTIONS)])
    crosswalk = scan_crosswalk(paths[0], new=now.codebook, old=then.codebook)
    faults = [*frozen_faults(now.session, baseline=then.session, folders=paths)]
    faults += in_folder(crosswalk.faults, paths[0])
    if faults:
        raise SessionError(faults)
    others = (f"{paths[1]}: {said}" for said in then.notices)
    notices = (*now.notices, *others, *codebook_notices(now, then, crosswalk=crosswalk.value))
    return Beside(now, then, crosswalk.value, notices)


def read_tied(later: Path | str) -> tuple[Folder, Path | None]:
    """Return a session and the folder of its baseline; None where that does not stand near by.

    Raises
    ------
    SessionError
        With every fault of the session, those of its crosswalk to that baseline included.
    """
    path = Path(later)
    near = baseline_near(path)
    try:
        content = folders.read_folder(path)
    except SessionError as error:
        raise SessionError([*error.faults, *crosswalk_faults(path, near)]) from error
    faults = crosswalk_faults(path, near, new=content.codebook)
    if faults:
        raise SessionError(faults)
    return content, near


def baseline_near(folder: Path) -> Path | None:
    """Return the folder beside this one that holds the baseline it names; None without one."""
    reference = _toml(folder / FILE).get("baseline")
    key = reference.get("key") if isinstance(reference, dict) else None
    beside = sorted(folder.absolute().parent.glob(f"*/{FILE}"))
    found = [file.parent.name for file in beside if key and _toml(file).get("key") == key]
    return folder.parent / found[0] if found and found[0] != folder.absolute().name else None


def frozen_faults(
    later: Session, *, baseline: Session, folders: tuple[Path, Path]
) -> tuple[Fault, ...]:
    """Return a fault for each published file of the baseline that is no longer what it was.

    `folders` are those of the later session and of the baseline, to name them by.
    """
    reference, (own, other) = later.baseline, folders
    if reference is None:
        return ()
    if reference.key != baseline.key:
        return (_other_baseline(reference.key, baseline, folders),)
    changed = [
        name for name, sha in reference.sha256.items() if baseline.hashes.get(name, "") != sha
    ]
    return tuple(
        Fault(str(other / name), _changed(name, baseline.hashes, own=own)) for name in changed
    )


def codebook_notices(
    later: Folder, baseline: Folder, *, crosswalk: pd.DataFrame
) -> tuple[str, ...]:
    """Return what a reader must know of the two codebooks; moving on is no fault."""
    reference, version = later.session.baseline, baseline.codebook.version
    versions = _versions(later.codebook, baseline.codebook, crosswalk=crosswalk)
    if reference is None:
        return (UNTIED, *versions)
    moved = reference.codebook_version not in (None, version)
    since = (
        f"het codeboek van de nulmeting was versie {reference.codebook_version} toen deze sessie "
        f"werd opgezet, en is nu versie {version}. Dat mag."
    )
    return (*((since,) if moved else ()), *versions)


def crosswalk_faults(
    later: Path, baseline: Path | None, *, new: Codebook | None = None
) -> tuple[Fault, ...]:
    """Return every fault in the crosswalk of a session, as far as both codebooks can be read.

    `new` is the later session's codebook, where it was read already.
    """
    if baseline is None or not all((folder / FILE).is_file() for folder in (later, baseline)):
        return ()
    old = _codebook(baseline)
    new = new or _codebook(later)
    return scan_crosswalk(later, new=new, old=old).faults if new and old else ()


def _codebook(folder: Path) -> Codebook | None:
    return scan_codebook(folder, session=scan_session(folder)).value


# -- the sentences ----------------------------------------------------------------------------


def in_folder(faults: Iterable[Fault], folder: Path) -> list[Fault]:
    """Name the folder with each file: two folders have files with the same names."""
    here = str(folder)
    return [
        fault if fault.file == here else replace(fault, file=str(folder / fault.file))
        for fault in faults
    ]


def _other_baseline(key: str, baseline: Session, folders: tuple[Path, Path]) -> Fault:
    own, other = folders
    return Fault(
        str(own / FILE),
        f"deze sessie hoort bij de nulmeting '{key}', en '{other}' is '{baseline.key}'. Geef "
        "achter --baseline de map van haar eigen nulmeting op.",
        column="baseline.key",
        column_word="sleutel",
    )


def _changed(name: str, hashes: object, *, own: Path) -> str:
    now = hashes.get(name) if isinstance(hashes, dict) else None
    if now is None:
        return f"dit bestand was er toen '{own}' werd opgezet, en is er niet meer. Zet het terug."
    return (
        f"dit bestand is veranderd sinds '{own}' werd opgezet, en een nulmeting staat vast. Zet de "
        f"versie van toen terug. Is er met opzet iets gecorrigeerd en gepubliceerd? Zet dan in "
        f'{own / FILE} onder [baseline.sha256]: "{name}" = "{now}".'
    )


def _versions(new: Codebook, old: Codebook, *, crosswalk: pd.DataFrame) -> tuple[str, ...]:
    """Say where two codebooks differ without a crosswalk being needed for it."""
    diff = codebook_diff(new, old=old)
    if new.version == old.version and len(diff):
        return (
            f"beide codeboeken heten versie {new.version}, en ze verschillen. Geef het nieuwe een "
            "eigen 'version'; 'workshop-analysis codebook diff' noemt de verschillen.",
        )
    same = crosswalk.loc[crosswalk["fate"].isin(SAME_MEANING), "old"]
    changed = diff["what"].eq("code") & diff["change"].eq("changed") & ~diff["key"].isin(same)
    reworded = diff.loc[changed, "key"].unique()
    if not len(reworded):
        return ()
    listed = join([f"'{code}'" for code in reworded], last="en")
    return (
        f"in codeboek {new.version} hebben deze codes andere woorden dan in {old.version}: "
        f"{listed}. Zij gelden als niet vergelijkbaar, tenzij {CROSSWALK} zegt: gelijk.",
    )


def _toml(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return {}
