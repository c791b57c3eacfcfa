"""Judgements about words: one yardstick, the words in both texts, what two readers agreed on."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from session_folders import copy_of, faults

from workshop_analysis.coders.judgements import judgement_agreement
from workshop_analysis.counting.links import answered, reach, settled_links, step_coverage
from workshop_analysis.folder.shared_words import content_stems, share_a_word
from workshop_analysis.folder.workshop import Workshop, read_workshop
from workshop_analysis.terms import Kind


@pytest.fixture(scope="module")
def read(november: Path) -> Workshop:
    return read_workshop(november)


# -- the yardstick, in the November data --------------------------------------------------------


@pytest.mark.parametrize("table", ["links", "step_links"])
def test_each_ja_has_the_words_of_both_texts(read: Workshop, table: str) -> None:
    judged: pd.DataFrame = getattr(read, table)
    fragments = [name for name in judged if name.endswith("_fragment")]
    assert judged.loc[judged["strength"].eq("ja"), fragments].notna().all(axis=None)
    assert judged.loc[judged["strength"].ne("ja"), fragments].isna().all(axis=None)


def test_the_old_reading_left_the_data(read: Workshop) -> None:
    for judged in (read.links, read.step_links):
        assert "projectlezing 1" not in set(judged["coder"])


# -- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("grip (op kosten)", "het kost altijd tijd, geld", True),
        ("KPI’s organisatie", "structuur (KPI’s, jaargesprekken)", True),
        ("Hoeveel mandaat of ruimte is er", "ruimte binnen eigen organisatie", True),
        ("voor wie is het", "het is voor wie", False),
        ("wat de best passende manier is", "hoe je burgers betrekt", False),
    ],
)
def test_a_shared_word_names_something(one: str, other: str, shared: bool) -> None:
    assert share_a_word(one, other) is shared


def test_a_pair_of_synonyms_counts_as_one_word_in_either_order() -> None:
    pairs = frozenset({frozenset({"perspectief nemen", "inlevingsvermogen"})})
    assert share_a_word("waardoor perspectief nemen", "Inlevingsvermogen", synonyms=pairs)
    assert share_a_word("inlevingsvermogen", "perspectief nemen", synonyms=pairs)
    assert not share_a_word("perspectief", "inlevingsvermogen", synonyms=pairs)


def test_a_word_has_its_ending_taken_off_and_letters_are_no_words() -> None:
    assert content_stems("De kosten, en s") == content_stems("kost")


# -- at the door --------------------------------------------------------------------------------


def test_a_file_from_before_the_fragments_is_read_and_that_is_said(
    november: Path, tmp_path: Path
) -> None:
    folder = copy_of(november, tmp_path)
    old = "promise,barrier,strength,coder,reason\nbelofte-1,uitvoering-1,ja,A,Allebei KPI’s.\n"
    (folder / "links.csv").write_text(old, encoding="utf-8")
    assert read_workshop(folder).notices == (
        "links.csv: er staan geen fragmenten in. Bij een 'ja' is zo niet na te gaan welke woorden "
        "van beide teksten hetzelfde noemen; zet ze in 'promise_fragment' en 'barrier_fragment'.",
    )


def test_a_later_session_judges_the_codes_of_its_codebook(repository: Path, tmp_path: Path) -> None:
    folder = copy_of(repository / "data" / "voorbeeldsessie", tmp_path)
    header = "promise,barrier,strength,promise_fragment,barrier_fragment,coder,origin,reason\n"
    rows = (
        "belofte-1,uitvoering-1,ja,KPI’s,KPI’s organisatie,A,,Allebei noemen KPI’s.\n",
        "belofte-1,grip-op-kosten,nee,,,A,,Over kosten staat niets in de belofte.\n",
    )
    (folder / "links.csv").write_text(header + "".join(rows), encoding="utf-8")
    assert faults(folder) == []
    assert len(read_workshop(folder).links) == 2


def test_a_record_of_the_other_kind_is_refused_in_a_later_session(
    repository: Path, tmp_path: Path
) -> None:
    folder = copy_of(repository / "data" / "voorbeeldsessie", tmp_path)
    records = read_workshop(folder).session.records
    barrier = records.loc[records["kind"].eq(Kind.BELEMMERING), "id"].iloc[0]
    table = f"promise,barrier,strength,coder,reason\n{barrier},beleid-1,nee,A,Iets anders.\n"
    (folder / "links.csv").write_text(table, encoding="utf-8")
    assert faults(folder) == [
        f"links.csv, rij 2, kolom 'promise': '{barrier}' is een belemmering; hier hoort een "
        "belofte."
    ]


# -- counting -----------------------------------------------------------------------------------

COLUMNS = ["promise", "barrier", "strength", "promise_fragment", "barrier_fragment"]
ROWS = [
    ("p1", "b1", "ja", "x", "x", "A", "programma", "Een."),
    ("p1", "b1", "ja", "x", "x", "B", "programma", "Twee."),
    ("p1", "b2", "deels", None, None, "A", "programma", "Een."),
    ("p1", "b2", "nee", None, None, "B", "programma", "Twee."),
    ("p1", "b2", "nee", None, None, "samen", "consensus", "Drie."),
    ("p2", "b1", "ja", "x", "x", "A", "programma", "Een."),
    ("p2", "b1", "nee", None, None, "B", "programma", "Twee."),
    ("p2", "b2", "nee", None, None, "A", "programma", "Een."),
]


def links() -> pd.DataFrame:
    return pd.DataFrame(ROWS, columns=[*COLUMNS, "coder", "origin", "reason"], dtype="str")


def test_what_was_decided_together_goes_before_what_each_found() -> None:
    table = settled_links(links())
    assert table[["promise", "barrier", "strength", "coder"]].to_numpy().tolist() == [
        ["p1", "b1", "ja", "A, B"],
        ["p1", "b2", "nee", "samen"],
        ["p2", "b1", "deels", "A, B"],
        ["p2", "b2", "nee", "A"],
    ]
    assert table["reason"].tolist() == ["A: Een. B: Twee.", "Drie.", "A: Een. B: Twee.", "Een."]


def test_agreement_is_from_before_they_conferred() -> None:
    table = judgement_agreement(links=links(), step_links=links().iloc[:0])
    row = table.iloc[0]
    assert row[["what", "coders", "n", "equal"]].tolist() == ["promise", 2, 3, 1]
    assert row["percent"] == pytest.approx(1 / 3)
    assert table["what"].tolist() == ["promise"]


def test_one_reader_has_no_agreement() -> None:
    alone = links()[lambda rows: rows["coder"].eq("A")]
    assert judgement_agreement(links=alone, step_links=alone.iloc[:0]).empty


def test_in_november_both_readers_judged_every_pair_and_agreed_on_153(read: Workshop) -> None:
    table = judgement_agreement(links=read.links, step_links=read.step_links).set_index("what")
    assert table["n"].to_dict() == {"promise": 65, "step": 91}
    assert table["equal"].to_dict() == {"promise": 62, "step": 91}
    assert table["alpha"].round(3).to_dict() == {"promise": 0.891, "step": 1.0}


def november_answers(read: Workshop) -> pd.DataFrame:
    records = read.session.records
    return step_coverage(records, links=read.links, step_links=read.step_links)


def test_the_beslisboom_reaches_further_into_beleid_than_into_uitvoering(read: Workshop) -> None:
    table = reach(november_answers(read)).set_index("side")
    assert table.loc["beleid", ["barriers", "steps_ja", "steps", "nothing"]].tolist() == [
        4,
        2,
        3,
        0,
    ]
    assert table.loc["uitvoering", ["barriers", "steps_ja", "steps"]].tolist() == [6, 0, 1]
    assert table["barriers"].sum() == 13


def test_every_belofte_and_step_has_its_number_of_belemmeringen(read: Workshop) -> None:
    answers = november_answers(read)
    promises = [f"belofte-{number}" for number in range(1, 6)]
    tied = answered(answers, what="promises", keys=promises)
    assert tied["ja"].tolist() == [1, 2, 1, 0, 0]
    assert tied["key"].tolist() == promises
    steps = answered(answers, what="steps", keys=range(1, 8))
    assert steps["ja"].tolist() == [1, 1, 0, 1, 1, 2, 1]
