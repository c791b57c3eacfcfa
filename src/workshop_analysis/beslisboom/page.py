"""An advice as one page: the sections that the screen, the HTML and the PDF share."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from workshop_analysis.beslisboom.walk import Advice, Passed
from workshop_analysis.checks import join

_WIDTH = 80


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part of the page: a heading of ours, then lines and a list."""

    heading: str
    lines: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether there is anything below the heading."""
        return bool(self.lines or self.items)


@dataclass(frozen=True, kw_only=True)
class Page:
    """The advice on one page; `lead` is its shortest form and can stand alone."""

    title: str
    lead: str
    sections: tuple[Section, ...]
    closing: str
    origin: str


def advice_page(advice: Advice) -> Page:
    """Return the one page on which an advice stands, the answer first and the way to it last."""
    sections = (*(() if advice.stop else _advice_sections(advice)), *_last_sections(advice))
    return Page(
        title=f"Advies uit de {advice.title}",
        lead=advice.stop or _lead(advice),
        sections=tuple(section for section in sections if section.says_something),
        closing=advice.closing,
        origin=f"De tekst van dit advies komt uit de {advice.title}. {_OURS[bool(advice.remarks)]}",
    )


_OURS = {
    False: "De kopjes en de eerste zin zijn van ons.",
    True: "De kopjes, de eerste zin en de opmerking zijn van ons.",
}


def page_text(page: Page) -> str:
    """Return the page as plain text, in lines of at most 80 characters."""
    blocks = [_underlined(page.title, "="), wrapped(page.lead)]
    blocks += [_section_text(section) for section in page.sections]
    return "\n\n".join([*blocks, wrapped(page.closing), wrapped(page.origin)]) + "\n"


def _lead(advice: Advice) -> str:
    """Return the advice in one or two sentences of ours around the source's words."""
    if advice.rung is None:
        return "U kunt een traject starten."
    known = f"De trede op de participatieladder is {advice.rung.name}."
    if not advice.rung.participation:
        known = f"{known} Dat is geen participatie."
    return f"{known} Let op de voorwaarde hieronder." if advice.conditions else known


def _advice_sections(advice: Advice) -> tuple[Section, ...]:
    """Return what to do, for a way that reached the finish."""
    none = "De beslisboom noemt op deze weg geen voorwaarden."
    return (
        Section(heading="Wat de doelgroep mag", lines=_rung_lines(advice)),
        Section(heading="Onze opmerking", lines=advice.remarks),
        Section(heading="Voorwaarden", lines=advice.conditions or (none,)),
        Section(
            heading="Instrumenten",
            lines=_given(_instruments(advice.instruments), advice.instruments_hint),
        ),
        Section(heading="Doelgroep", lines=_given(advice.group, *advice.group_notes)),
        Section(heading="Wat u regelt", lines=_given(advice.arrange)),
    )


def _last_sections(advice: Advice) -> tuple[Section, ...]:
    """Return where to go from here, and the way that led here."""
    contact = f"{advice.finish.contact} {advice.finish.mailbox}"
    return (
        Section(heading="Hoe u verdergaat", lines=_given(advice.help, contact)),
        Section(
            heading="Uw weg door de beslisboom",
            items=tuple(_passed_line(passed) for passed in advice.path),
        ),
    )


def _given(*texts: str | None) -> tuple[str, ...]:
    """Return the texts that are there."""
    return tuple(text for text in texts if text)


def _instruments(chosen: tuple[str, ...]) -> str:
    """Return the chosen instruments on one line: the page has to stay one page."""
    return f"{join(chosen, last='en')}." if chosen else "U koos nog geen instrument."


def _rung_lines(advice: Advice) -> tuple[str, ...]:
    """Return the rung in the source's words, with its note."""
    rung = advice.rung
    if rung is None:
        return ()
    named = f"{rung.name.capitalize()}: {rung.definition}."
    return _given(named, advice.rung_note)


def _passed_line(passed: Passed) -> str:
    """Return one step of the way with the answer given there."""
    asked = f"Stap {passed.step.number}. {passed.step.question}"
    short = [option.label.rpartition(" - ")[2] for option in passed.chosen]
    given = ", ".join(short) or "geen keuze"
    return f"{asked} Antwoord: {given}." if passed.step.answers else asked


def _section_text(section: Section) -> str:
    items = (wrapped(item, first="- ", later="  ") for item in section.items)
    return "\n".join([_underlined(section.heading, "-"), *map(wrapped, section.lines), *items])


def _underlined(heading: str, mark: str) -> str:
    return f"{heading}\n{mark * len(heading)}"


def wrapped(text: str, *, first: str = "", later: str = "") -> str:
    """Return a text in lines of at most 80 characters, whole words only."""
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )
