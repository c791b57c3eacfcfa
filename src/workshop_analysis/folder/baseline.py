"""A later session and its baseline, read together: both checked, and what must not have changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from workshop_analysis.checks import Fault, SessionError, join
from workshop_analysis.files.opened import OpenedFolder, open_folder
from workshop_analysis.files.toml_file import scan_toml
from workshop_analysis.folder.codebook import Codebook
from workshop_analysis.folder.crosswalk import FILE as CROSSWALK
from workshop_analysis.folder.crosswalk import SAME_MEANING, check_crosswalk, codebook_diff
from workshop_analysis.folder.session import FILE, Session
from workshop_analysis.folder.workshop import ScannedWorkshop, Workshop, in_folder, scan_workshop
from workshop_analysis.terms import Evidence, KindWords, SideWords, Vocabulary

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

    later: Workshop
    baseline: Workshop
    crosswalk: pd.DataFrame
    notices: tuple[str, ...] = ()


def read_beside(later: Path | str, *, baseline: Path | str) -> Beside:
    """Return both sessions with the crosswalk between their codebooks; each file is opened once.

    Raises
    ------
    SessionError
        With every fault of both folders, each with its folder, and everything `tied` refuses.
    """
    now, then = (scan_workshop(open_folder(place)) for place in (later, baseline))
    if now.workshop is None or then.workshop is None:
        faults = (
            *in_folder(now.faults, Path(later)),
            *in_folder(then.faults, Path(baseline)),
            *in_folder(crosswalk_faults(now, then), Path(later)),
        )
        raise SessionError(faults)
    return tied(now.workshop, baseline=then.workshop)


def tied(later: Workshop, *, baseline: Workshop) -> Beside:
    """Return a later session with its baseline, when the two may be laid side by side.

    The baseline's published files must be those that the later session was tied to; its codebook
    and links may have moved on, which is a notice.

    Raises
    ------
    SessionError
        With every reason why not: a published file that changed, an old code without a fate.
    """
    if later.session.evidence is Evidence.PUBLISHED:
        raise SessionError([Fault(str(later.place), NO_CONTRIBUTIONS)])
    places = later.place, baseline.place
    crosswalk = check_crosswalk(later.crosswalk, new=later.codebook, old=baseline.codebook)
    faults = [*frozen_faults(later.session, baseline=baseline.session, folders=places)]
    faults += in_folder(crosswalk.faults, later.place)
    if faults:
        raise SessionError(faults)
    others = (f"{baseline.place}: {said}" for said in baseline.notices)
    moved = codebook_notices(later, baseline, crosswalk=crosswalk.value)
    return Beside(later, baseline, crosswalk.value, (*later.notices, *others, *moved))


def followups(*workshops: Workshop | None) -> pd.DataFrame:
    """Return what became of the beloftes of these sessions, the last named first.

    One row per line: promise, text (its words in that codebook), status, date, source.
    """
    tables = [workshop.followup for workshop in reversed(workshops) if workshop is not None]
    return pd.concat(tables, ignore_index=True).drop_duplicates(ignore_index=True)


def scan_near(folder: OpenedFolder, *, key: str | None) -> ScannedWorkshop | None:
    """Return the baseline of this key from the folders beside this one; None where it is not."""
    if key is None:
        return None
    for place in folder.beside():
        near = open_folder(place)
        if FILE in near and _key(near) == key:
            return scan_workshop(near)
    return None


def _key(folder: OpenedFolder) -> object:
    """Return the key of a session as far as its file can be read."""
    file = scan_toml(folder[FILE]).value
    return file.data.get("key") if file else None


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
    later: Workshop, baseline: Workshop, *, crosswalk: pd.DataFrame
) -> tuple[str, ...]:
    """Return what a reader must know of the two codebooks; moving on is no fault."""
    reference, version = later.session.baseline, baseline.codebook.version
    versions = (
        *_versions(later.codebook, baseline.codebook, crosswalk=crosswalk),
        *_other_words(later.session.words, baseline.session.words),
    )
    if reference is None:
        return (UNTIED, *versions)
    moved = reference.codebook_version not in (None, version)
    since = (
        f"het codeboek van de nulmeting was versie {reference.codebook_version} toen deze sessie "
        f"werd opgezet, en is nu versie {version}. Dat mag."
    )
    return (*((since,) if moved else ()), *versions)


def crosswalk_faults(later: ScannedWorkshop, baseline: ScannedWorkshop) -> tuple[Fault, ...]:
    """Return every fault in the crosswalk of a session, as far as both codebooks can be read."""
    if later.codebook is None or baseline.codebook is None:
        return ()
    return check_crosswalk(later.crosswalk, new=later.codebook, old=baseline.codebook).faults


# -- the sentences ----------------------------------------------------------------------------


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


def _other_words(new: Vocabulary, old: Vocabulary) -> tuple[str, ...]:
    """Say where two sessions have other kinds and sides; nothing where they are the same."""
    now, then = _by_key(new), _by_key(old)
    told = {
        "Alleen hier": [key for key in now if key not in then],
        "Alleen daar": [key for key in then if key not in now],
        "Met andere woorden of een andere rol": [k for k in now if k in then and now[k] != then[k]],
    }
    parts = [f"{what}: {join(keys, last='en')}." for what, keys in told.items() if keys]
    if not parts:
        return ()
    start = "de soorten en kanten van deze sessie zijn andere dan die van de nulmeting."
    end = "Wat onder een lijst staat die de andere sessie niet heeft, kan daar niet onder staan."
    return (" ".join([start, *parts, end]),)


def _by_key(words: Vocabulary) -> dict[str, KindWords | SideWords]:
    return {one.key: one for one in (*words.kinds, *words.sides)}


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
