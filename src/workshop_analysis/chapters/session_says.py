"""What a session says of itself: every sentence here is carried by a field of its folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from babel.dates import format_date

from workshop_analysis.chapters.wording import (
    NOT_KNOWN,
    escaped,
    full_stop,
    plain,
    stamp_of,
)
from workshop_analysis.display.objects import (
    ReportFront,
    ReportHeading,
    ReportText,
)
from workshop_analysis.terms import Evidence, Ranking

if TYPE_CHECKING:
    from workshop_analysis.folder.session import Session
    from workshop_analysis.folder.workshop import Workshop
    from workshop_analysis.terms import Vocabulary

LED_BY = 2
"""So many of the source's own sentences open the report; the others stand with the facts."""
SUBTITLES = {
    Evidence.PUBLISHED: "Wat er is gepubliceerd, en hoe het is gelezen",
    Evidence.CONTRIBUTIONS: "Wat er is ingebracht, en hoe het is gelezen",
}


def day_text(session: Session) -> str:
    """The day in Dutch words, such as ``dinsdag 12 november 2024``."""
    return str(format_date(session.date, "EEEE d MMMM y", locale="nl"))


def date_text(workshop: Workshop) -> str:
    """The day of the session in words, with the mark that report.toml puts behind it."""
    day, mark = day_text(workshop.session), workshop.report.date_mark
    return f"{day} ({mark})" if mark else day


def front(workshop: Workshop) -> ReportFront:
    """The head of the report: title, day, edition and who answers questions."""
    session, facts, edition = workshop.session, workshop.report, workshop.publication
    return ReportFront(
        title=session.title,
        subtitle=facts.subtitle or SUBTITLES[session.evidence],
        date_text=date_text(workshop),
        version=edition.version,
        publication_date=edition.date,
        contact=session.contact or NOT_KNOWN,
        stamp=stamp_of(session),
        keywords=facts.keywords or (session.title,),
    )


def title(workshop: Workshop) -> ReportHeading:
    """The question that the report answers, as report.toml asks it or else by the title."""
    words = workshop.report.title or f"Wat kwam er uit ‘{workshop.session.title}’?"
    return ReportHeading(words, level=1, literals=(words,))


def audience(workshop: Workshop) -> list[ReportText]:
    """For whom the report is; nothing where nobody wrote that down."""
    words = workshop.report.audience
    return [plain(words)] if words else []


def lead(workshop: Workshop) -> list[ReportText]:
    """The source's own first sentences; without them what the session was about, and when."""
    session = workshop.session
    quoted = " ".join(session.source.intro[:LED_BY])
    if not quoted:
        return [
            plain(f"De sessie van {day_text(session)} ging over: {full_stop(session.title)}"),
            *question(session),
        ]
    name = session.source.title
    from_source = f"Zo staat het in de bron, ‘{name}’."
    return [
        plain(f"‘{quoted}’", role="lead"),
        ReportText(escaped(from_source), literals=(name,)),
        *question(session),
    ]


def question(session: Session) -> list[ReportText]:
    """What people were asked; nothing where that was not recorded."""
    return [plain(f"De vraag was: ‘{session.question}’")] if session.question else []


def glossary(workshop: Workshop) -> list[ReportHeading | ReportText]:
    """The words that ask for an explanation, explained by us; nothing where none do."""
    if not workshop.report.glossary:
        return []
    told = [plain(f"{one.word}: {one.meaning}", role="item") for one in workshop.report.glossary]
    return [
        ReportHeading("Woorden die uitleg vragen", level=3),
        ReportText("Deze uitleg is van ons, niet van de bron."),
        *told,
    ]


def assumptions(workshop: Workshop) -> list[ReportHeading | ReportText]:
    """What the report rests on, as report.toml lists it; nothing where it lists nothing."""
    told = [plain(one, role="item") for one in workshop.report.assumptions]
    return [ReportHeading("Aannames", level=3), *told] if told else []


def limits(workshop: Workshop, *, judged: bool, dots: bool = False) -> list[ReportText]:
    """What a reader may look for and that this report does not say, each with its reason.

    `judged`: a belofte or a step was judged beside a belemmering; `dots`: people gave votes.
    """
    session = workshop.session
    published = session.evidence is not Evidence.CONTRIBUTIONS
    told = [_NO_COUNTS, *_ORDER[session.order_is_ranking]] if published else [*_ONLY_THEM]
    told += [_DOTS] if dots else []
    told += [_judged(session.words)] if judged else []
    told += _no_followup(session) if workshop.followup.empty else []
    own = [f"{one.what}. {one.why}" for one in workshop.report.limits]
    return [
        *(ReportText(words, role="item") for words in told),
        *(plain(words, role="item") for words in own),
    ]


_NO_COUNTS = (
    "Hoe vaak iets is genoemd. Van deze sessie is een lijst gepubliceerd, zonder aantallen. Daarom "
    "staan hier geen percentages."
)
_ORDER: dict[Ranking, Sequence[str]] = {
    Ranking.UNKNOWN: (
        "Wat het belangrijkst is. De bron zegt niet of de volgorde iets betekent. Lees de volgorde "
        "niet als rangorde.",
    ),
    Ranking.NO: ("Wat het belangrijkst is. De volgorde van de lijst is geen rangorde.",),
    Ranking.YES: (
        "Hoeveel belangrijker het een is dan het ander. De volgorde van de lijst is een rangorde, "
        "en meer dan een volgorde is het niet.",
    ),
}
_ONLY_THEM = (
    "Wat anderen vinden. Een interval gaat over mensen als deze deelnemers, hadden anderen op hun "
    "plaats gezeten.",
    "Wat het belangrijkst is. Vaak genoemd is niet hetzelfde als zwaar wegend.",
    "Wat er niet speelt. Wat niemand noemde, kan er wel zijn.",
)
_DOTS = "Hoe zwaar iets weegt voor iedereen. Een stem is een keuze op dat moment."


def _judged(words: Vocabulary) -> str:
    hoped, barrier = words.promise, words.barrier
    what = f"een {hoped.singular} of een stap" if hoped else "een stap"
    return (
        f"Of {what} werkt. Dat die ingaat op een {barrier.singular if barrier else 'uitkomst'}, is "
        "een oordeel over woorden, niet over effect."
    )


def _no_followup(session: Session) -> list[str]:
    """Say that nothing was kept of what was hoped; nothing where nobody hoped."""
    hoped = session.words.promise
    if hoped is None or not session.records["kind"].eq(hoped.key).any():
        return []
    return [
        f"Wat er van de {hoped.plural} is gekomen. Daarover is in deze sessiemap niets vastgelegd. "
        "Dat is niet hetzelfde als dat er niets is gebeurd."
    ]


def we(workshop: Workshop) -> list[ReportText]:
    """Who speaks as ‘wij’: the makers of the folder, with what report.toml adds."""
    start = ReportText("‘Wij’ en ‘dit project’ zijn in dit rapport: wie deze sessiemap maakte.")
    own = [plain(one) for one in (workshop.report.we, workshop.report.readers) if one]
    return [start, *own]


def text_notes(workshop: Workshop) -> list[ReportText]:
    """What was done to the words of the source, as far as somebody wrote that down."""
    told = (workshop.report.text_note, workshop.session.source.note)
    return [plain(one) for one in told if one]
