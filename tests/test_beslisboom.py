"""The tree file holds the source, and a file that is wrong is refused with every fault."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop_analysis.beslisboom import (
    Status,
    StepKind,
    Tree,
    ladder,
    ladder_note,
    outline,
    read_beslisboom,
)
from workshop_analysis.checks import SessionError
from workshop_analysis.counting.links import step_coverage

OURS = {"edition", "source"}

# Two questions, one choice within an answer, two ways out: everything a tree can have.
TOY = """
title = "Boom"
subtitle = "Zal ik?"
closing = "Sterkte!"
[edition]
version = "1.0"
date = 2026-01-02
[source]
sha256 = "0"
order = "."
stars = "."
left_out = "."
corrections = []
[start]
text = "Start"
to = 1
status = "printed"
[[step]]
number = 1
question = "Mag het?"
kind = "single"
[[step.answer]]
key = "ja"
text = "Ja"
to = 2
status = "inferred"
[[step.answer]]
key = "nee"
text = "Nee"
note = "Stop óf vraag het."
[[step.answer.choice]]
key = "stop"
own_label = "Stoppen"
part = 1
to = "stop"
status = "printed"
[[step.answer.choice]]
key = "vraag"
own_label = "Vragen"
part = 2
condition = true
to = 2
status = "inferred"
[[step]]
number = 2
question = "Waarmee?"
kind = "several"
to = "finish"
status = "printed"
[[step.answer]]
key = "pen"
text = "Pen"
[[exit]]
key = "stop"
own_label = "Niets doen"
[[exit]]
key = "finish"
text = "Finish"
contact = "Vragen?"
mailbox = "boom@voorbeeld.nl"
"""


@pytest.fixture(scope="session")
def tree() -> Tree:
    """Give the tree of the source."""
    return read_beslisboom()


@pytest.fixture
def refusal(tmp_path: Path) -> Callable[..., str]:
    """Read the toy tree with these words replaced, and give the refusal word for word."""

    def read(*changes: tuple[str, str]) -> str:
        text = TOY
        for old, new in changes:
            assert text.count(old) >= 1, old
            text = text.replace(old, new, 1)
        (tmp_path / "boom.toml").write_text(text, encoding="utf-8")
        with pytest.raises(SessionError) as error:
            read_beslisboom(tmp_path / "boom.toml")
        return str(error.value)

    return read


def values(data: Any) -> Iterator[str]:
    """Give every text in nested data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from (text for value in data.values() for text in values(value))
    elif isinstance(data, list):
        yield from (text for value in data for text in values(value))


def test_every_printed_sentence_stands_in_the_data_exactly_once(repository: Path) -> None:
    source = repository / "tests" / "fixtures" / "beslisboom_source.txt"
    data = tomllib.loads((repository / "data" / "beslisboom.toml").read_text(encoding="utf-8"))
    texts = list(values({name: part for name, part in data.items() if name not in OURS}))
    sentences = source.read_text(encoding="utf-8").splitlines()
    whole = [line for line in sentences if len(line.split()) < 3]
    assert {line: texts.count(line) for line in whole} == dict.fromkeys(whole, 1)
    parts = [line for line in sentences if line not in whole]
    found = {line: sum(text.count(line) for text in texts) for line in parts}
    assert found == dict.fromkeys(parts, 1)


def test_the_data_holds_no_sentence_that_the_source_has_not(repository: Path) -> None:
    source = (repository / "tests" / "fixtures" / "beslisboom_source.txt").read_text("utf-8")
    data = tomllib.loads((repository / "data" / "beslisboom.toml").read_text(encoding="utf-8"))
    printed = " ".join(source.splitlines())
    names = {"title", "subtitle", "closing", "question", "text", "note", "contact", "mailbox"}
    texts = [text for field, text in fields(data) if field in names]
    assert len(texts) == 42
    assert [text for text in texts if text not in printed] == []


def fields(data: Any) -> Iterator[tuple[str, str]]:
    """Give every text in nested data with the name of its field."""
    for name, value in data.items():
        blocks = value if isinstance(value, list) else [value]
        for block in blocks:
            if isinstance(block, dict) and name not in OURS:
                yield from fields(block)
            elif isinstance(block, str):
                yield name, block


def test_the_tree_has_seven_steps_of_three_kinds(tree: Tree) -> None:
    assert [step.number for step in tree.steps] == [1, 2, 3, 4, 5, 6, 7]
    kinds = [step.kind for step in tree.steps]
    assert kinds.count(StepKind.REFLECTION) == 2
    assert kinds.count(StepKind.SEVERAL) == 1
    assert [len(step.answers) for step in tree.steps] == [0, 3, 5, 6, 3, 0, 2]


def test_four_of_the_eighteen_arrows_are_printed(tree: Tree) -> None:
    printed = [(e.source, e.answer, e.target) for e in tree.edges if e.status is Status.PRINTED]
    assert len(tree.edges) == 18
    assert printed == [
        ("start", None, 1),
        (2, "geen/niet-starten", "niet-starten"),
        (7, "ja", "finish"),
        (7, "nee", "finish"),
    ]


def test_four_rungs_are_participation_and_informeren_is_set_apart(tree: Tree) -> None:
    assert [(rung.name, rung.participation) for rung in tree.rungs] == [
        ("meebeslissen", True),
        ("coproduceren", True),
        ("adviseren", True),
        ("raadplegen", True),
        ("informeren", False),
    ]


def test_the_stars_are_gone_and_no_footnote_was_written(tree: Tree) -> None:
    texts = [answer.text for answer in tree.step(2).answers]
    assert texts == ["Genoeg", "Weinig", "Geen"]
    assert "schrijven er geen voetnoot bij" in tree.source.stars


def test_the_ladder_follows_the_source_and_our_note_names_two_differences(tree: Tree) -> None:
    rows = ladder(tree).set_index("rung")
    assert rows.loc["adviseren", "definition"] == (
        "De burgers mogen een voorstel inbrengen, de bestuurders beslissen"
    )
    assert list(rows["elsewhere"].dropna().index) == ["coproduceren", "adviseren"]
    assert [ladder_note(rung) is None for rung in tree.rungs] == [True, False, False, True, True]


def test_the_outline_has_one_row_per_option_in_the_order_of_the_tree(tree: Tree) -> None:
    rows = outline(tree)
    assert list(rows["step"].value_counts(sort=False)) == [1, 4, 5, 6, 3, 1, 2]
    assert rows["next"].notna().all()
    assert list(rows.loc[rows["flag"].notna(), "answer"].str.rpartition(" - ")[2]) == ["informeren"]
    assert list(rows.columns) == [
        "step", "question", "text", "answer", "note", "next", "status", "flag",
    ]  # fmt: skip


def test_the_outline_keeps_missing_what_the_source_does_not_say(tree: Tree) -> None:
    first = outline(tree).iloc[0]
    assert pd.isna(first["answer"])
    assert pd.isna(first["note"])
    assert first["next"] == "stap 2"


def test_the_toy_tree_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "boom.toml").write_text(TOY, encoding="utf-8")
    toy = read_beslisboom(tmp_path / "boom.toml")
    rows = outline(toy)[["step", "answer", "note", "next"]].fillna("-")
    assert rows.to_numpy().tolist() == [
        [1, "Ja", "-", "stap 2"],
        [1, "Nee: stoppen", "Stop.", "Niets doen"],
        [1, "Nee: vragen", "Vraag het.", "stap 2"],
        [2, "Pen", "-", "Finish"],
    ]


def test_an_arrow_into_nothing_is_refused(refusal: Callable[..., str]) -> None:
    assert refusal(('text = "Ja"\nto = 2', 'text = "Ja"\nto = 9')) == (
        "boom.toml: Stap 1, antwoord 'ja': 'to' wijst naar 9, en die is er niet. "
        "Kies uit: 1, 2, 'stop', 'finish'."
    )


def test_a_step_that_nothing_leads_to_is_refused(refusal: Callable[..., str]) -> None:
    extra = (
        '[[step]]\nnumber = 3\nquestion = "?"\nkind = "reflection"\nto = 2\nstatus = "printed"\n'
    )
    assert refusal(("[[exit]]", f"{extra}[[exit]]")) == (
        "boom.toml: Naar stap 3 leidt geen enkel antwoord. "
        "Laat er een antwoord heen wijzen of haal dit deel weg."
    )


def test_a_way_out_that_nothing_leads_to_is_refused(refusal: Callable[..., str]) -> None:
    assert refusal(('to = "stop"', "to = 2")) == (
        "boom.toml: Naar uitgang 'stop' leidt geen enkel antwoord. "
        "Laat er een antwoord heen wijzen of haal dit deel weg."
    )


def test_a_loop_is_refused(refusal: Callable[..., str]) -> None:
    third = '[[step]]\nnumber = 3\nquestion = "?"\nkind = "single"\n'
    answers = "".join(
        f'[[step.answer]]\nkey = "{key}"\ntext = "{key}"\nto = {to}\nstatus = "printed"\n'
        for key, to in (("terug", 1), ("klaar", '"finish"'))
    )
    loop = (('to = "finish"', "to = 3"), ("[[exit]]", f"{third}{answers}[[exit]]"))
    assert refusal(*loop) == (
        "boom.toml: De stappen 1, 2, 3, 1 vormen een kring. Laat één ervan verder wijzen."
    )


def test_a_dead_end_is_refused(refusal: Callable[..., str]) -> None:
    assert refusal(('text = "Ja"\nto = 2\nstatus = "inferred"', 'text = "Ja"')) == (
        "boom.toml: Stap 1, antwoord 'ja': hier loopt de weg dood. "
        "Vul bij 'to' in waarheen: 1, 2, 'stop', 'finish'."
    )


def test_an_answer_that_stands_twice_is_refused(refusal: Callable[..., str]) -> None:
    twice = (
        "boom.toml: Stap 1: antwoord 'nee' staat er twee keer. "
        "Geef elk antwoord een eigen key en tekst."
    )
    assert refusal(('text = "Ja"', 'text = "Nee"')) == twice
    assert refusal(('key = "ja"', 'key = "nee"')) == twice


def test_a_choice_and_a_step_that_stand_twice_are_refused(refusal: Callable[..., str]) -> None:
    assert refusal(('key = "vraag"', 'key = "stop"')) == (
        "boom.toml: Stap 1: antwoord 'nee-stop' staat er twee keer. "
        "Geef elk antwoord een eigen key en tekst."
    )
    assert refusal(("number = 2", "number = 1")).splitlines()[0] == (
        "boom.toml: Stap 1 staat er twee keer. Geef elke stap een eigen nummer."
    )


def test_an_unknown_status_is_refused_with_its_line(refusal: Callable[..., str]) -> None:
    assert refusal(('status = "inferred"', 'status = "gok"')) == (
        "boom.toml, regel 22, sleutel 'status': 'gok' bestaat niet. "
        "Toegestaan: printed of inferred."
    )


def test_an_arrow_without_status_is_refused(refusal: Callable[..., str]) -> None:
    assert refusal(('to = 2\nstatus = "inferred"', "to = 2")) == (
        "boom.toml, regel 22, sleutel 'status': bij 'to' hoort een status. "
        "Kies 'printed' of 'inferred'."
    )


def test_a_misspelled_key_is_refused_and_named(refusal: Callable[..., str]) -> None:
    assert refusal(('note = "Stop', 'nota = "Stop')).splitlines() == [
        "boom.toml, regel 27, sleutel 'nota': deze sleutel bestaat hier niet. Bedoelde u 'note'?",
        *(
            f"boom.toml: Stap 1, antwoord 'nee': keuze '{key}' verwijst naar deel {part} van de "
            "noot, en dat is er niet. Splits de noot met ' óf ' of pas 'part' aan."
            for key, part in (("stop", 1), ("vraag", 2))
        ),
    ]


def test_a_toml_mistake_is_refused_with_its_line(refusal: Callable[..., str]) -> None:
    assert refusal(("[start]", "[start")) == (
        "boom.toml, regel 14: deze regel is niet te lezen: '[start'. Kijk of er een "
        "aanhalingsteken, een haakje of een = ontbreekt, en of dezelfde sleutel er niet twee keer "
        "staat."
    )


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SessionError) as error:
        read_beslisboom(tmp_path / "weg.toml")
    assert str(error.value) == "weg.toml: dit bestand ontbreekt."


def test_kinds_that_do_not_fit_their_answers_are_refused(refusal: Callable[..., str]) -> None:
    assert refusal(('kind = "several"', 'kind = "single"')) == (
        "boom.toml: Stap 2: bij kind 'single' staat 'to' bij elk antwoord. Zet het daar."
    )
    assert refusal(('kind = "several"', 'kind = "reflection"')) == (
        "boom.toml: Stap 2: bij kind 'reflection' horen geen antwoorden. "
        "Haal ze weg of kies 'single'."
    )
    own = 'key = "pen"\nto = "finish"\nstatus = "printed"'
    assert refusal(('key = "pen"', own)) == (
        "boom.toml: Stap 2: bij kind 'several' staat 'to' bij de stap zelf. Zet het daar."
    )


def test_two_mailboxes_or_none_are_refused(refusal: Callable[..., str]) -> None:
    assert refusal(('mailbox = "boom@voorbeeld.nl"', "")) == (
        "boom.toml: 0 uitgangen hebben een mailbox. "
        "Geef precies één [[exit]] een 'contact' en een 'mailbox'."
    )


def test_all_faults_of_a_file_come_at_once(refusal: Callable[..., str]) -> None:
    changes = (
        ('kind = "single"', 'kind = "singel"'),
        ("part = 1", "part = 5"),
        ("to = 1", "to = true"),
    )
    assert refusal(*changes).splitlines() == [
        "boom.toml, regel 18, sleutel 'kind': 'singel' bestaat niet. Bedoelde u 'single'? "
        "Toegestaan: reflection, single of several.",
        "boom.toml: Stap 1, antwoord 'nee': keuze 'stop' verwijst naar deel 5 van de noot, en dat "
        "is er niet. Splits de noot met ' óf ' of pas 'part' aan.",
        "boom.toml: [start]: 'to' wijst naar true, en die is er niet. "
        "Kies uit: 1, 2, 'stop', 'finish'.",
    ]


@given(st.data())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_line_that_says_something_else_gives_a_tree_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    lines = TOY.splitlines()
    place = data.draw(st.sampled_from([n for n, line in enumerate(lines) if " = " in line]))
    value = data.draw(
        st.sampled_from(["3", "true", '"x"', '""', "[]", "[1]", '["x"]', "1.0", "{}"])
    )
    lines[place] = f"{lines[place].partition(' = ')[0]} = {value}"
    file = tmp_path_factory.mktemp("boom") / "boom.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    said = ""
    try:
        outline(read_beslisboom(file))
    except SessionError as error:
        said = str(error)
    assert all(line.startswith("boom.toml") for line in said.splitlines())


def test_each_step_link_names_a_step_and_a_belemmering_that_exist(
    tree: Tree, november: Path
) -> None:
    links = pd.read_csv(november / "step_links.csv")
    outcomes = pd.read_csv(november / "outcomes.csv")
    barriers = set(outcomes.loc[outcomes["kind"] == "belemmering", "id"])
    assert set(links["step"]) == {step.number for step in tree.steps}
    assert set(links["barrier"]) == barriers
    assert not links.duplicated(["step", "barrier", "coder"]).any()


def test_the_tree_speaks_to_five_belemmeringen_two_of_them_without_belofte(november: Path) -> None:
    rows = _answered(november)
    helped = rows[rows["steps_ja"].map(len) + rows["steps_deels"].map(len) > 0]
    assert list(helped["barrier"]) == [
        "gezamenlijk-1", "gezamenlijk-3", "beleid-1", "beleid-2", "beleid-4",
    ]  # fmt: skip
    assert list(rows.loc[rows["state"] == "geen", "barrier"]) == ["gezamenlijk-1", "beleid-4"]


def test_three_belemmeringen_have_at_most_a_partial_belofte_and_no_step(november: Path) -> None:
    rows = _answered(november).set_index("barrier")
    least = rows.loc[["beleid-3", "uitvoering-3", "uitvoering-5"]]
    assert set(least["state"]) <= {"deels", "geen"}
    assert set(least["steps_ja"]) == {()}
    assert set(least["steps_deels"]) == {()}


def _answered(november: Path) -> pd.DataFrame:
    return step_coverage(
        pd.read_csv(november / "outcomes.csv"),
        links=pd.read_csv(november / "links.csv"),
        step_links=pd.read_csv(november / "step_links.csv"),
    )
