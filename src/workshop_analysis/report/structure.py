"""The shape of a report as a whole: one title, no skipped level, every link leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise, takewhile

from workshop_analysis.display.payloads import TablePayload
from workshop_analysis.display.steps_shown import steps_anchors, steps_targets
from workshop_analysis.report import markdown
from workshop_analysis.report.blocks import (
    Figure,
    Front,
    Heading,
    Placed,
    Prose,
    Steps,
    Table,
    Text,
)
from workshop_analysis.report.markdown import Token

Fault = tuple[int | None, str]


def shape_faults(placed: Sequence[Placed]) -> list[Fault]:
    """Name what is wrong with front, title, order, levels: part (None: the whole) and sentence."""
    return [
        *_front_faults(placed),
        *_title_faults(placed),
        *_order_faults(placed),
        *_level_faults(placed),
        *_caption_faults(placed),
    ]


def anchor_faults(placed: Sequence[Placed], *, notes: Iterable[tuple[int, Token]]) -> list[Fault]:
    """Name each anchor that stands twice and each link that leads nowhere."""
    owners = [(one.part, anchor) for one in placed for anchor in anchors(one)]
    known = [anchor for _, anchor in owners]
    doubles: list[tuple[int | None, str]] = [
        (cell, f"geeft het anker '{anchor}' nog eens. Een anker staat eenmaal in het rapport.")
        for place, (cell, anchor) in enumerate(owners)
        if anchor in known[:place]
    ]
    links = [(one.part, target) for one in placed for target in _targets(one) if target]
    links += [(cell, target) for cell, token in notes for target in _token_targets([token])]
    return doubles + [
        (
            cell,
            f"linkt naar '#{target}', maar dat anker is er niet. {_nearest(target, known=known)}",
        )
        for cell, target in links
        if target not in known
    ]


def anchors(one: Placed) -> list[str]:
    """List the places in this block that a link may lead to."""
    thing = one.thing
    if isinstance(thing, Heading):
        return [thing.anchor]
    if isinstance(thing, Table):
        return [thing.anchor, *(a for a in thing.payload["anchors"] if a is not None)]
    if isinstance(thing, Steps):
        return steps_anchors(thing.payload)
    return [thing.anchor] if isinstance(thing, Figure) else []


def _front_faults(placed: Sequence[Placed]) -> list[Fault]:
    cells = [one.part for one in placed if isinstance(one.thing, Front)]
    if not cells:
        return [(None, "heeft geen voorblad. Toon ReportFront in een cel bovenaan.")]
    return [(cell, "toont een tweede voorblad. Houd er één over.") for cell in cells[1:]]


def _title_faults(placed: Sequence[Placed]) -> list[Fault]:
    titles = [one for one in placed if isinstance(one.thing, Heading) and one.thing.level == 1]
    if not titles:
        return [(None, "heeft geen titel. Begin een tekstcel bovenaan met '# ' en de titel.")]
    return [
        (one.part, f"heeft een tweede titel ('# {one.thing.text}'). Maak er '## ' van.")
        for one in titles[1:]
        if isinstance(one.thing, Heading)
    ]


def _order_faults(placed: Sequence[Placed]) -> Iterator[Fault]:
    shown = [one for one in placed if not isinstance(one.thing, Front)]
    before_title = list(takewhile(lambda one: not _is_title(one), shown))
    if len(before_title) < len(shown):
        for cell in dict.fromkeys(one.part for one in before_title):
            yield cell, "staat vóór de titel. Zet de cel met '# ' erboven."
    for before, one in pairwise(one for one in shown if not _is_title(one)):
        if one.opening and not before.opening:
            yield (
                one.part,
                f"heeft het label 'voorpagina', maar cel {before.part} ervoor niet. "
                "Zet alles van de voorpagina bij elkaar, direct onder de titel.",
            )


def _level_faults(placed: Sequence[Placed]) -> Iterator[Fault]:
    headings = [(one.part, one.thing) for one in placed if isinstance(one.thing, Heading)]
    for (_, before), (cell, heading) in pairwise(headings):
        if heading.level > before.level + 1:
            yield (
                cell,
                f"slaat een kopniveau over: '{heading.text}' heeft {'#' * heading.level}, de kop "
                f"ervoor {'#' * before.level}. Maak er {'#' * (before.level + 1)} van.",
            )


def _caption_faults(placed: Sequence[Placed]) -> Iterator[Fault]:
    seen: dict[tuple[type, str], int] = {}
    for one in placed:
        if isinstance(one.thing, Table | Figure):
            caption = one.thing.payload["caption"]
            place = (type(one.thing), caption)
            if place in seen:
                yield (
                    one.part,
                    f"herhaalt het bijschrift '{caption}' van cel {seen[place]}. "
                    "Geef elk een eigen bijschrift: wie het hoort, ziet de rest niet.",
                )
            seen.setdefault(place, one.part)


def _is_title(one: Placed) -> bool:
    return isinstance(one.thing, Heading) and one.thing.level == 1


def _targets(one: Placed) -> Iterator[str | None]:
    thing = one.thing
    if isinstance(thing, Heading | Prose):
        yield from _token_targets(thing.tokens)
    elif isinstance(thing, Table):
        yield from _table_targets(thing.payload)
    elif isinstance(thing, Figure):
        yield from _table_targets(thing.payload["table"])
    elif isinstance(thing, Steps):
        yield from steps_targets(thing.payload)
    elif isinstance(thing, Text):
        yield from (p["target"] for p in thing.payload["parts"] if not isinstance(p, str))


def _token_targets(tokens: Iterable[Token]) -> Iterator[str]:
    for token in markdown.walk(tokens):
        if token["type"] == "link" and token["attrs"]["url"].startswith("#"):
            yield token["attrs"]["url"][1:]


def _table_targets(payload: TablePayload) -> Iterator[str | None]:
    for row in payload["rows"]:
        for cell in row:
            if isinstance(cell, dict):
                yield from (line["target"] for line in cell["lines"])


def _nearest(target: str, *, known: Sequence[str]) -> str:
    near = get_close_matches(target, known, n=1)
    return f"Bedoelde u '#{near[0]}'?" if near else "Haal de link weg of geef het doel een anker."
