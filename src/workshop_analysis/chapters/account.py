"""Who read, what was assumed, where it comes from: what a reader needs to check the report."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

import pandas as pd
from babel.dates import format_date

from workshop_analysis.chapters.session_says import LED_BY
from workshop_analysis.chapters.wording import escaped, full_stop, plain, stamp_of
from workshop_analysis.display.objects import ReportNothing, ReportTable, ReportText
from workshop_analysis.faults import join
from workshop_analysis.terms import Evidence, label

if TYPE_CHECKING:
    import datetime

    from workshop_analysis.folder.codebook import Codebook
    from workshop_analysis.folder.session import Session
    from workshop_analysis.folder.workshop import Workshop


def coders_sentences(codebook: Codebook) -> list[ReportText]:
    """Who read and coded, as the codebook describes each; nothing where it names nobody."""
    told = [
        plain(f"‘{coder.key}’: {full_stop(coder.description)}", role="item")
        for coder in codebook.coders
    ]
    return [ReportText("Het codeboek noemt als lezer:"), *told] if told else []


def one_reader(workshop: Workshop) -> ReportText | ReportNothing:
    """What it means that one reader made every choice; nothing where there were several."""
    tables = (workshop.codebook.placements, workshop.links, workshop.step_links)
    if pd.concat([table["coder"] for table in tables]).nunique() != 1:
        return ReportNothing("er is meer dan één lezer")
    return ReportText(
        "Alle keuzes zijn van één lezer. Of een ander hetzelfde ziet, weten wij niet. Bij elke "
        "keuze staat daarom de reden."
    )


def facts_table(workshop: Workshop) -> ReportTable:
    """The facts of the session as its files declare them: one row per fact.

    The last row names, once, what they do not tell.
    """
    session, codebook = workshop.session, workshop.codebook
    silent = [name for name, told in _facts_of(workshop).items() if not told]
    rows = [
        *((name, told) for name, told in _facts_of(workshop).items() if told),
        ("Soort gegevens", label(session.evidence)),
        *_ranking(session),
        ("Codeboek", f"{codebook.title}, versie {codebook.version}"),
        *((("Regel van het codeboek", codebook.note),) if codebook.note else ()),
        *((("Niet vastgelegd", join(silent, last="en").lower()),) if silent else ()),
    ]
    return _facts(rows, key="sessie", caption="Over de sessie", session=session)


def _facts_of(workshop: Workshop) -> dict[str, str | None]:
    """What session.toml may tell of a session, in the words of its file; None where it does not."""
    session, source = workshop.session, workshop.session.source
    return {
        "Wanneer": _day_and_origin(session),
        "Deelnemers": session.participants,
        "Selectie": session.selection,
        "Vraag": session.question,
        "Werkwijze": session.method,
        "Wat één rij is": session.unit,
        "Bron": source.title,
        "Maker van de bron": source.publisher,
        "Over de bron": source.note,
        "Adres van de bron": source.url,
        "Verder in de inleiding": " ".join(source.intro[LED_BY:]) or None,
        "Contact": session.contact,
        "Licentie": session.licence,
    }


def _ranking(session: Session) -> list[tuple[str, str]]:
    """Whether the order is a ranking: a question for a published list only."""
    if session.evidence is not Evidence.PUBLISHED:
        return []
    return [("Is de volgorde een rangorde?", label(session.order_is_ranking))]


def publication_table(workshop: Workshop) -> ReportTable:
    """Version, publication date and every correction since: one row each."""
    publication = workshop.publication
    rows = [
        ("Versie", publication.version),
        ("Gepubliceerd op", _date(publication.date)),
        *((f"Correctie van {_date(one.date)}", one.text) for one in publication.corrections),
    ]
    if not publication.corrections:
        rows.append(("Correcties", "geen"))
    return _facts(rows, key="versie", caption="Versie en correcties", session=workshop.session)


def provenance_table(workshop: Workshop) -> ReportTable:
    """The sha256 of each input file and source document, so that anyone can check them."""
    session = workshop.session
    rows = [
        *((f"Bron: {one.title}", one.sha256) for one in session.source.documents),
        *workshop.certified.items(),
        ("Gemaakt met", f"workshop-analysis {version('workshop-analysis')}"),
    ]
    return _facts(rows, key="herkomst", caption="Bestanden en hun sha256", session=session)


def _facts(rows: list[tuple[str, str]], *, key: str, caption: str, session: Session) -> ReportTable:
    """A table of two columns: what, and what is known about it."""
    return ReportTable(
        pd.DataFrame(rows, columns=["what", "value"]),
        key=key,
        caption=caption,
        source="de sessiemap",
        labels={"what": "Wat", "value": "Gegeven"},
        stamp=stamp_of(session),
    )


def _date(day: datetime.date) -> str:
    return str(format_date(day, "d MMMM y", locale="nl"))


def _day_and_origin(session: Session) -> str:
    """The date, and how we know it."""
    day = format_date(session.date, "EEEE d MMMM y", locale="nl")
    start = f"{day} ({session.date_source})" if session.date_source else str(day)
    return f"{start}. {session.date_note}" if session.date_note else start


def contact(session: Session) -> ReportText:
    """Where questions and corrections go, as far as the session has an address."""
    after = "Verbeteringen komen met datum in de tabel ‘Versie en correcties’."
    if not session.contact:
        return ReportText(after)
    asked = f"Vragen, of iets gezien dat niet klopt? Contact: {full_stop(session.contact)}"
    return ReportText(escaped(f"{asked} {after}"), literals=(session.contact,))
