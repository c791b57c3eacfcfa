"""Every table, sentence, figure and command holds for sessions that call nothing as November does.

Folders of `own_sides`: one, three and six sides, kinds that are no belemmering or belofte, with the
roles and without. Looked for: a crash, a record that is nowhere, a list without a column, a word of
November.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import product
from pathlib import Path
from typing import Any

import own_sides
import pytest
from later_sessions import Say, say
from session_folders import change

from workshop_analysis.chapters.published_report import PublishedReport, published_report
from workshop_analysis.chapters.session_report import SessionReport, session_report
from workshop_analysis.chapters.trend import trend_page
from workshop_analysis.compare.series import lay_in_a_row, series_trend
from workshop_analysis.compare.side_by_side import lay_beside
from workshop_analysis.counting.counted import count_session
from workshop_analysis.counting.links import coverage, judgements
from workshop_analysis.counting.tally import list_of, outcomes_per_side
from workshop_analysis.display.objects import ReportFigure, ReportNothing, ReportTable
from workshop_analysis.folder.baseline import tied
from workshop_analysis.folder.workshop import Workshop, read_workshop
from workshop_analysis.style import read_style

__all__ = ["say"]
EVERY = [*product((1, 3, 6), (False, True))]
"""How many sides, and whether the roles are left out."""
EXCEPTIONS = ("Beleidskompas", "beleidskompas.toml", "matrix-rode-draden", "resultaten")
"""What may stand in a report of theirs all the same: the name of the frame and of its file."""


MAKERS = (own_sides.published, own_sides.contributed)


@dataclass(frozen=True)
class Told:
    """A published list and a later session in the same words, with the reports about them."""

    listed: Workshop
    later: Workshop
    of_list: PublishedReport
    of_session: SessionReport
    beside: SessionReport


@pytest.fixture(
    scope="module", params=EVERY, ids=lambda one: f"{one[0]}-{'plain' if one[1] else 'roles'}"
)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Told:
    sides, plain = request.param
    place, style = tmp_path_factory.mktemp("own"), read_style()
    listed, later = (read_workshop(make(place, sides=sides, plain=plain)) for make in MAKERS)
    return Told(
        listed,
        later,
        published_report(listed, style=style),
        session_report(later, style=style),
        session_report(later, baseline=listed, style=style),
    )


def blocks(report: Any) -> Iterator[Any]:
    for chapter in fields(report):
        yield from getattr(report, chapter.name)


def said(block: Any) -> str:
    """Give everything that a reader of a block gets to see, drawings included."""
    if isinstance(block, ReportNothing):
        return str(block.reason)
    return re.sub(r"base64,[^\"\\]*", "", json.dumps(block.payload, ensure_ascii=False))


def not_theirs(words: str) -> list[str]:
    for name in EXCEPTIONS:
        words = words.replace(name, "")
    words = words.replace("interpretation", "").replace("promise", "").replace("barrier", "")
    return [words[max(0, m.start() - 40) : m.end() + 20] for m in FORBIDDEN.finditer(words)]


FORBIDDEN = re.compile(own_sides.NOT_THEIRS, re.IGNORECASE)


def tables(report: Any) -> dict[str, ReportTable]:
    return {
        block.payload["key"]: block for block in blocks(report) if isinstance(block, ReportTable)
    }


def test_the_words_of_november_would_be_found() -> None:
    assert (
        not_theirs("Geen belofte bij een Belemmering van beleid, gezamenlijk of de uitvoering")
        != []
    )
    assert len(FORBIDDEN.findall("belofte Belemmering beleid gezamenlijk uitvoering")) == 5


def test_no_report_says_a_word_of_november(told: Told) -> None:
    reports = [told.of_list, told.of_session, told.beside]
    found = [
        each for report in reports for block in blocks(report) for each in not_theirs(said(block))
    ]
    assert found == []


def test_every_outcome_stands_once_in_the_table_of_its_list(told: Told) -> None:
    records, lists = told.listed.session.records, told.listed.session.words.lists
    shown = tables(told.of_list)
    where = list_of(records, lists)
    for one in lists:
        own = shown[f"uitkomsten-{one.key}"].frame["text"]
        assert list(own) == list(records.loc[where == one.key, "text"])
        assert shown[f"uitkomsten-{one.key}"].caption == one.caption


def test_the_parts_add_up_to_the_whole(told: Told) -> None:
    records, words = told.listed.session.records, told.listed.session.words
    assert outcomes_per_side(records, words=words)["records"].sum() == len(records)
    figures = tables(told.of_list)["kerncijfers"].frame
    numbers = dict(zip(figures["figure"], figures["value"], strict=True))
    assert (
        sum(numbers[kind.plural] for kind in words.kinds) == numbers["uitkomsten"] == len(records)
    )
    for kind in words.kinds:
        sides = [numbers[f"{kind.plural}, kant {side.word}"] for side in words.sides if kind.sides]
        assert not sides or sum(sides) == numbers[kind.plural]
    groups = tables(told.of_session)["bijdragen"].frame
    assert list(groups["group"]) == [one.caption for one in words.lists]
    assert groups["contributions"].sum() == len(told.later.session.records)


def test_the_matrix_has_a_column_for_every_list_and_every_outcome_in_it(told: Told) -> None:
    listed, report = told.listed, told.of_list
    figure = next(b for b in blocks(report) if isinstance(b, ReportFigure) and "rode" in b.key)
    columns = figure.payload["table"]["columns"]
    headings = [one.heading for one in listed.session.words.lists]
    assert [column["label"] for column in columns] == ["Rode draad", *headings]
    cells = [cell for row in figure.payload["table"]["rows"] for cell in row[1:] if cell]
    assert sum(len(cell["lines"]) if "lines" in cell else len(cell) for cell in cells) == len(
        listed.session.records
    )
    for drawing in ("svg_wide", "svg_narrow"):
        drawn = re.sub(r"<[^>]+>", " ", figure.payload[drawing])
        assert all(word in drawn for heading in headings for word in heading.split())


def test_without_the_roles_nothing_is_said_of_judgements(told: Told) -> None:
    listed, report = told.listed, told.of_list
    words = listed.session.words
    judged = [block for block in report.answers if not isinstance(block, ReportNothing)]
    matrix = judgements(listed.session.records, links=listed.links, words=words)
    if words.promise is None:
        assert judged == []
        assert matrix.shape == (0, 0)
        assert coverage(listed.session.records, links=listed.links, words=words).empty
        return
    assert judged[0].payload["text"] == "Van zorg naar wens naar beslisboom"
    assert matrix.shape == (2 * len(words.sides), 2)
    assert matrix.notna().all(axis=None)


def test_every_list_of_both_sessions_is_compared(told: Told) -> None:
    listed, later = told.listed, told.later
    beside = lay_beside(count_session(later), tied(later, baseline=listed))
    assert beside is not None
    lists = listed.session.words.lists
    assert set(list_of(beside.lists, beside.pair.lists)) == {one.key for one in lists}
    found = {name for names in beside.codes["baseline_lists"] for name in names}
    assert found == {one.key for one in lists}
    assert beside.lists["baseline"].sum() == len(listed.session.records)


def with_a_new_side(place: Path) -> Path:
    """Give a later session with the three sides of the list, and a fourth one of its own."""
    folder = own_sides.contributed(place, sides=3)
    text = (folder / "session.toml").read_text(encoding="utf-8")
    more = f'{text}keuken = {{word = "de keuken"}}\n'.replace('"zorgen"', '"bezwaren"')
    (folder / "session.toml").write_text(more, encoding="utf-8")
    return change(folder, "contributions.csv", "b1,zorg,bewoners", "b1,zorg,keuken")


def test_a_side_that_only_one_session_has_is_a_list_too(tmp_path: Path, style: Any) -> None:
    listed = read_workshop(own_sides.published(tmp_path, sides=3))
    later = read_workshop(with_a_new_side(tmp_path))
    both = tied(later, baseline=listed)
    beside = lay_beside(count_session(later), both)
    assert beside is not None
    lists = [one.heading for one in beside.pair.lists]
    assert lists == ["Bewoners", "Koks", "De tweede school", "Wensen", "Ideeën", "De keuken"]
    shown = tables(session_report(later, baseline=listed, style=style))["overlap"].frame
    assert list(shown["list"]) == lists
    assert (
        "de soorten en kanten van deze sessie zijn andere dan die van de nulmeting. Alleen hier: "
        "keuken. Met andere woorden of een andere rol: zorg. Wat onder een lijst staat die de "
        "andere sessie niet heeft, kan daar niet onder staan."
    ) in both.notices


def test_the_same_words_give_no_remark(told: Told) -> None:
    notices = tied(told.later, baseline=told.listed).notices
    assert not any("soorten en kanten" in notice for notice in notices)


@pytest.mark.parametrize("sides", [1, 6])
def test_a_trend_holds_for_their_words(tmp_path: Path, style: Any, sides: int) -> None:
    made = [own_sides.published(tmp_path, sides=sides)]
    made += [own_sides.contributed(tmp_path, sides=sides, year=year) for year in (2026, 2027)]
    series = lay_in_a_row([read_workshop(folder) for folder in made])
    page = trend_page(
        series_trend(series), sessions=series.sessions, themes=series.themes, style=style
    )
    assert not_theirs(" ".join(map(said, page))) == []


# -- the commands, from folder to files ---------------------------------------------------------


def readable(path: Path) -> str:
    """Give the words of a published page, without its style and its embedded files."""
    text = re.sub(
        r"<style.*?</style>|base64,[^\"']*", "", path.read_text(encoding="utf-8"), flags=re.S
    )
    return re.sub(r"<[^>]+>", " ", text)


@pytest.mark.parametrize(
    ("sides", "plain"),
    [pytest.param(*one, marks=[] if one == (6, False) else pytest.mark.long) for one in EVERY],
)
def test_every_command_finishes_and_speaks_their_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, say: Say, sides: int, plain: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    where = Path("data")
    listed = own_sides.published(where, sides=sides, plain=plain)
    first, second = (
        own_sides.contributed(where, sides=sides, plain=plain, year=year) for year in (2026, 2027)
    )
    heard = [
        say("check", listed),
        say("check", first),
        say("report", listed),
        say("compare", first, "--baseline", listed),
        say("compare", second, "--baseline", first),
        say("trend", listed, first, second),
        say("agreement", first),
        say("suggest", first),
        say("new", "data/2028-05-06-vervolg", "--baseline", listed),
    ]
    assert [(status, err) for status, _, err in heard if status] == []
    assert not_theirs(" ".join(out for _, out, _ in heard)) == []
    pages = sorted(Path("reports").glob("*.html"))
    assert len(pages) == 4
    assert [found for page in pages for found in not_theirs(readable(page))] == []
    made = (
        path.read_text(encoding="utf-8") for path in Path("data/2028-05-06-vervolg").glob("*.*d")
    )
    assert not_theirs(" ".join(made)) == []
