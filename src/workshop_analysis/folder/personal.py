"""Columns with personal data, such as a form adds by itself: left at the door, counted, named."""

from __future__ import annotations

from dataclasses import replace

from workshop_analysis.checks import Checked, RawTable, join

PERSONAL = frozenset(
    {
        *("naam", "name", "voornaam", "achternaam", "volledige naam", "full name"),
        *("first name", "last name", "gebruikersnaam", "username", "user name"),
        *("ingevuld door", "inzender", "respondent naam", "naam deelnemer"),
        *("e-mail", "email", "e-mailadres", "emailadres", "mailadres", "email address", "mail"),
        *("ip", "ip-adres", "ip adres", "ip address", "ipaddress"),
        *("telefoon", "telefoonnummer", "mobiel", "mobiel nummer", "phone", "phone number"),
        *("adres", "postcode", "geboortedatum", "bsn", "burgerservicenummer"),
    }
)
"""Headers, in small letters, whose cells say who somebody is."""


def without_personal(scanned: Checked[RawTable]) -> Checked[RawTable]:
    """Return a table without the columns that say who somebody is; that they stood there is said.

    Nothing of them goes further: no later step sees a name or an address.
    """
    table = scanned.value
    personal = [name for name, said in table.written.items() if _is_personal(said)]
    if not personal:
        return scanned
    left = table.frame.drop(columns=personal)
    headers = {name: said for name, said in table.written.items() if name not in personal}
    unknown = tuple(said for said in table.unknown if not _is_personal(said))
    kept = replace(table, frame=left, written=headers, unknown=unknown)
    faults = tuple(f for f in scanned.faults if f.column is None or not _is_personal(f.column))
    return Checked(kept, faults, (*scanned.notices, _left_out(table, personal)))


def _is_personal(header: str) -> bool:
    return " ".join(header.casefold().split()).rstrip(":*") in PERSONAL


def _left_out(table: RawTable, personal: list[str]) -> str:
    cells = [(table.written[name], int(table.frame[name].notna().sum())) for name in personal]
    told = [f"'{said}' ({n} {'cel' if n == 1 else 'cellen'} ingevuld)" for said, n in cells]
    what = "kolom" if len(told) == 1 else f"{len(told)} kolommen"
    return (
        f"{table.name}: {what} met persoonsgegevens niet overgenomen: {join(told, last='en')}. "
        "Haal ze ook uit het bestand zelf weg."
    )
