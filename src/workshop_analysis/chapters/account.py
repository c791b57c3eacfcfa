"""Who read, what was assumed, where it comes from: what a reader needs to check the report."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

import pandas as pd
from babel.dates import format_date

from workshop_analysis.chapters.wording import NOT_KNOWN, stamp_of
from workshop_analysis.display.objects import ReportTable, ReportText
from workshop_analysis.display.sentences import verbatim
from workshop_analysis.terms import label

if TYPE_CHECKING:
    import datetime

    from workshop_analysis.folder.codebook import Codebook
    from workshop_analysis.folder.session import Session
    from workshop_analysis.folder.workshop import Workshop


def coders_sentence(codebook: Codebook) -> ReportText:
    """Who read and coded, and what that means for agreement."""
    names = ", ".join(coder.key for coder in codebook.coders)
    if len(codebook.coders) == 1:
        return ReportText(
            f"De rode draden en de verbanden zijn gelezen door één lezer (‘{verbatim(names)}’). "
            "Met één lezer is geen overeenstemming te berekenen. Een andere lezer kan anders "
            "indelen; bij elke keuze staat daarom de reden.",
            literals=(names,),
        )
    return ReportText(
        f"De rode draden en de verbanden zijn gelezen door: {verbatim(names)}.",
        literals=(names,),
    )


def facts_table(session: Session, *, codebook: Codebook) -> ReportTable:
    """The facts of the session as its file declares them: one row per fact."""
    rows = [
        ("Wanneer", _day_and_origin(session)),
        ("Deelnemers", session.participants or NOT_KNOWN),
        ("Soort gegevens", label(session.evidence)),
        ("Is de volgorde een rangorde?", label(session.order_is_ranking)),
        ("Selectie", session.selection or NOT_KNOWN),
        ("Vraag aan de deelnemers", session.question or NOT_KNOWN),
        ("Werkwijze", session.method or NOT_KNOWN),
        ("Codeboek", f"{codebook.title}, versie {codebook.version}"),
        ("Licentie", session.licence or NOT_KNOWN),
    ]
    return _facts(rows, key="sessie", caption="Over de sessie", session=session)


def publication_table(session: Session) -> ReportTable:
    """Version, publication date and every correction since: one row each."""
    publication = session.publication
    rows = [
        ("Versie", publication.version),
        ("Gepubliceerd op", _date(publication.date)),
        *((f"Correctie van {_date(one.date)}", one.text) for one in publication.corrections),
    ]
    if not publication.corrections:
        rows.append(("Correcties", "geen"))
    return _facts(rows, key="versie", caption="Versie en correcties", session=session)


def provenance_table(workshop: Workshop) -> ReportTable:
    """The sha256 of each input file and source document, so that anyone can check them."""
    session = workshop.session
    rows = [
        *((f"Bron: {one.title}", one.sha256) for one in session.source.documents),
        *((name, digest) for name, digest in workshop.hashes.items()),
        ("Gemaakt met", f"workshop-analysis {version('workshop-analysis')}"),
    ]
    return _facts(rows, key="herkomst", caption="Bestanden en hun sha256", session=session)


def _facts(rows: list[tuple[str, str]], *, key: str, caption: str, session: Session) -> ReportTable:
    """A table of two columns: what, and what is known about it."""
    return ReportTable(
        pd.DataFrame(rows, columns=["what", "value"]),
        key=key,
        caption=caption,
        source="sessiemap" if key == "herkomst" else "session.toml",
        labels={"what": "Wat", "value": "Gegeven"},
        stamp=stamp_of(session),
    )


def _date(day: datetime.date) -> str:
    return str(format_date(day, "d MMMM y", locale="nl"))


def _day_and_origin(session: Session) -> str:
    """The date, and how we know it."""
    day = format_date(session.date, "EEEE d MMMM y", locale="nl")
    return f"{day}. {session.date_note}" if session.date_note else str(day)


def contact(session: Session) -> ReportText:
    """Where questions and corrections go."""
    return ReportText(
        f"Vragen, of iets gezien dat niet klopt? Mail naar {verbatim(str(session.contact))}. "
        "Verbeteringen komen met datum in de tabel ‘Versie en correcties’.",
        literals=(str(session.contact),),
    )
