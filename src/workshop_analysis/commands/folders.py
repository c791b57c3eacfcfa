"""The folder that somebody named: there it is, or the nearest one."""

from __future__ import annotations

from pathlib import Path

from workshop_analysis.commands.refusal import Refused, nearest


def session_folder(named: Path) -> Path:
    """Return the folder when it exists; what is in it, the check says.

    Raises Refused with the nearest session folder.
    """
    if named.is_dir():
        return named
    if named.exists():
        raise Refused(f"'{named}' is een bestand. Geef de map op waar het in staat.")
    sessions = _sessions_near(named)
    by_name = {Path(session).name.lower(): session for session in sessions}
    near = nearest(named.name, by_name)
    if near:
        raise Refused(f"De map '{named}' bestaat niet. Bedoelde u '{by_name[near]}'?")
    here = f" Sessiemappen hier: {', '.join(sessions)}." if sessions else ""
    raise Refused(f"De map '{named}' bestaat niet.{here}")


def _sessions_near(named: Path) -> list[str]:
    """Return the session folders beside the named one and in `data`, as one would type them."""
    places = dict.fromkeys([named.parent, Path("data"), Path()])
    found = [file.parent for place in places for file in sorted(place.glob("*/session.toml"))]
    return list(dict.fromkeys(str(folder) for folder in found))
