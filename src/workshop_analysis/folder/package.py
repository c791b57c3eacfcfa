"""datapackage.json beside the data: whether the published files are still those it describes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from workshop_analysis.checks import Checked, Fault
from workshop_analysis.files.opened import OpenedFolder
from workshop_analysis.folder.beleidskompas import FILE as BELEIDSKOMPAS_FILE

FILE = "datapackage.json"
FROZEN = ("session.toml", "outcomes.csv", "uitkomsten.csv", BELEIDSKOMPAS_FILE)
"""What was published and stays as it is; the codebook and the judgements are ours and may move."""
_START = "sha256:"


@dataclass(frozen=True)
class Described:
    """A file as the package describes it: its sha256 then, and now ("" where it is gone)."""

    name: str
    then: str
    now: str


def scan_package(folder: OpenedFolder) -> Checked[tuple[Described, ...]]:
    """Return every described file that is no longer what the package says.

    A fault for each published file, a notice for what is ours; nothing where there is no package.
    """
    if FILE not in folder:
        return Checked(())
    text = folder[FILE].content.decode("utf-8-sig", errors="replace")
    try:
        package = json.loads(text)
    except (ValueError, RecursionError):
        return Checked((), (), (_UNREADABLE,))
    changed = tuple(one for one in _described(folder, package) if one.then != one.now)
    faults = tuple(Fault(one.name, _frozen(one, folder)) for one in changed if _is_frozen(one))
    return Checked(changed, faults, tuple(_ours(one) for one in changed if not _is_frozen(one)))


def refreshed(folder: OpenedFolder, changed: tuple[Described, ...]) -> str:
    """Return the text of the package with the sha256 of each changed file, and no other change."""
    text = folder[FILE].content.decode("utf-8-sig")
    for one in changed:
        text = text.replace(f'"{_START}{one.then}"', f'"{_START}{one.now}"')
    return text


_UNREADABLE = (
    f"{FILE} is niet te lezen. Of de gepubliceerde bestanden nog dezelfde zijn, is dus niet "
    "nagegaan."
)


def _described(folder: OpenedFolder, package: Any) -> Iterator[Described]:
    resources = package.get("resources") if isinstance(package, dict) else None
    for resource in resources if isinstance(resources, list) else ():
        name, digest = (
            (resource.get("path"), resource.get("hash")) if isinstance(resource, dict) else ("", "")
        )
        if isinstance(name, str) and isinstance(digest, str) and digest.startswith(_START):
            now = folder[name].sha256 if name in folder.names else ""
            yield Described(name, digest.removeprefix(_START), now)


def _is_frozen(one: Described) -> bool:
    return one.name in FROZEN


def _frozen(one: Described, folder: OpenedFolder) -> str:
    if not one.now:
        return f"dit bestand staat in {FILE} en is er niet meer. Zet het terug."
    return (
        f"dit bestand is veranderd sinds {FILE} werd gemaakt, en wat gepubliceerd is, staat vast. "
        "Zet de versie van toen terug. Is er met opzet iets gecorrigeerd? Schrijf dat dan in "
        "session.toml in een blok [[publication.corrections]], en geef daarna: workshop-analysis "
        f"package '{folder.place}' --refresh"
    )


def _ours(one: Described) -> str:
    gone = "is er niet meer" if not one.now else "is veranderd"
    return f"{one.name} {gone} sinds {FILE} werd gemaakt. Dat mag: het is van ons."
