import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_analysis.coders.flags import flags, is_non_answer
from workshop_analysis.coders.prototypes import hit_at_3, sources_of
from workshop_analysis.coders.similarity import (
    ExtraMissing,
    character_vectors,
    near_duplicates,
    reading_order,
)
from workshop_analysis.coders.suggest import (
    CHARACTERS,
    MEANING,
    labelled_texts,
    one_row_each,
    suggest,
    uncoded,
)
from workshop_analysis.folder.codebook import read_codebook

FIXTURE = Path(__file__).parent / "fixtures" / "voorbeeld_gelabeld.csv"
CODES = pd.DataFrame(
    {
        "code": ["tijd", "kennis", "cultuur"],
        "text": ["Onvoldoende tijd", "Onvoldoende kennis", "Interne cultuur"],
        "definition": [
            "Er is te weinig tijd of de druk is te hoog.",
            "Men weet niet hoe je burgers betrekt.",
            "In de organisatie staat efficiëntie voorop.",
        ],
    }
)
TEXTS = pd.DataFrame(
    {
        "id": ["b1", "b2", "b3", "b4"],
        "text": [
            "Er is nooit genoeg tijd voor burgers",
            "weet ik niet",
            "te druk",
            "Wij weten niet hoe burgers te druk zijn voor ons",
        ],
    }
)


@pytest.fixture(scope="module")
def labelled() -> pd.DataFrame:
    return pd.read_csv(FIXTURE)


def statements(labelled: pd.DataFrame) -> pd.DataFrame:
    """The first text of each code stands in for its statement."""
    first = labelled.drop_duplicates("code")[["code", "text"]]
    return first.assign(definition=first["text"])


def meanings(vectors: dict[str, list[float]]):
    return lambda texts: [vectors.get(text, [0.0, 0.0, 1.0]) for text in texts]


# --- suggestions ----------------------------------------------------------------------------


def test_each_text_gets_its_nearest_codes_and_then_none_of_these():
    table = suggest(TEXTS, codes=CODES).table
    first = table[table["record"].eq("b1")]
    assert first["rank"].tolist() == [1, 2, 3, 4]
    assert (first["code"].iloc[0], first["code"].iloc[-1]) == ("tijd", "geen-code")
    assert first["similarity"].dropna().is_monotonic_decreasing
    assert np.isnan(first["similarity"].iloc[-1])


def test_a_suggestion_shows_the_texts_it_resembles():
    table = suggest(TEXTS, codes=CODES).table.set_index(["record", "rank"])
    assert table.loc[("b4", 1), "evidence"][0] == "Men weet niet hoe je burgers betrekt."
    assert table.loc[("b4", 4), "evidence"] == ()
    assert table["evidence"].map(len).max() <= 3


def test_a_coded_text_is_evidence_for_its_code():
    coded = pd.DataFrame(
        {"record": ["b9"], "code": ["cultuur"], "text": ["Zo gaat het hier al jaren"]}
    )
    asked = pd.DataFrame({"id": ["b1"], "text": ["Zo gaat dat hier al jaren zo"]})
    table = suggest(asked, codes=CODES, labelled=coded).table
    assert table.loc[0, ["code", "evidence"]].tolist() == ["cultuur", (coded["text"][0],)]


def test_a_statement_weighs_more_than_a_definition():
    said = ["rode appels van de boom", "gele peren uit de tuin"]
    twins = pd.DataFrame({"code": ["een", "twee"], "text": said[::-1], "definition": said})
    asked = pd.DataFrame({"id": ["b1"], "text": ["rode appels van de boom"]})
    assert suggest(asked, codes=twins).table["code"][0] == "twee"


def test_suggested_and_refused_texts_are_all_texts():
    found = suggest(TEXTS, codes=CODES)
    refused = found.refusals.query("about == 'bijdrage'")
    assert sorted([*found.table["record"].unique(), *refused["key"]]) == TEXTS["id"].tolist()
    assert refused[["key", "reason"]].values.tolist() == [
        ["b2", "lijkt geen antwoord"],
        ["b3", "minder dan drie woorden"],
    ]


def test_a_text_that_resembles_nothing_is_said_to_resemble_nothing():
    found = suggest(pd.DataFrame({"id": ["b1"], "text": ["qqq zzz yyy"]}), codes=CODES)
    assert found.table.empty
    assert found.refusals.values.tolist() == [["bijdrage", "b1", "lijkt op geen enkele code"]]


def test_with_one_code_nothing_is_offered():
    found = suggest(TEXTS, codes=CODES.head(1))
    assert (found.method, len(found.table)) == ("geen", 0)
    assert found.refusals["reason"].unique().tolist() == [
        "het codeboek heeft minder dan twee codes om uit te kiezen"
    ]


def test_a_text_is_never_its_own_example_nor_shown_how_others_coded_it():
    mine = pd.DataFrame({"record": ["b1"], "code": ["cultuur"], "text": [TEXTS["text"][0]]})
    alone, with_mine = (suggest(TEXTS, codes=CODES, labelled=one) for one in (None, mine))
    pd.testing.assert_frame_equal(alone.table, with_mine.table)


def test_a_code_without_definition_and_examples_is_not_offered():
    bare = CODES.assign(definition=[CODES["definition"][0], CODES["definition"][1], None])
    found = suggest(TEXTS, codes=bare)
    assert "cultuur" not in set(found.table["code"])
    assert found.refusals.loc[0].tolist() == [
        "code",
        "cultuur",
        "geen definitie en minder dan twee gecodeerde voorbeelden",
    ]


def test_two_examples_make_up_for_a_definition():
    bare = CODES.assign(definition=[CODES["definition"][0], CODES["definition"][1], None])
    coded = pd.DataFrame(
        {"record": ["x", "y"], "code": ["cultuur"] * 2, "text": ["Altijd haast", "Zo gaat dat"]}
    )
    assert "cultuur" not in set(suggest(TEXTS, codes=bare, labelled=coded).refusals["key"])


def test_no_similarity_is_a_percentage(labelled):
    table = suggest(labelled, codes=statements(labelled)).table
    assert table["similarity"].dropna().between(0, 1).all()
    assert not table.astype(str).apply(lambda column: column.str.contains("%")).any(axis=None)


def test_the_same_question_gets_the_same_bytes(labelled):
    once, again = (
        suggest(labelled, codes=statements(labelled)).table.to_csv().encode() for _ in range(2)
    )
    assert once == again


def test_most_made_up_contributions_find_their_code_among_three(labelled, november):
    table = suggest(labelled, codes=read_codebook(november).codes).table
    own = table.merge(labelled.rename(columns={"id": "record", "code": "own"}), on="record")
    found = own.loc[own["code"].eq(own["own"]), "record"].nunique() / len(labelled)
    assert found > 0.75  # by chance 3 of 18 codes: a sixth


@pytest.mark.parametrize("size", [1, 2, 7])
def test_an_empty_or_small_session_is_no_fault(size):
    found = suggest(TEXTS.head(size - 1), codes=CODES.head(size))
    assert found.table["record"].isin(TEXTS["id"]).all()


# --- the choice between two methods ---------------------------------------------------------


def coded(count: int) -> pd.DataFrame:
    """Texts in which the letters say nothing about the code."""
    words = ["aap noot mies", "vuur gijs lam", "kees bok weide", "does hok duif"]
    texts = [f"{words[n % 4]} {n}" for n in range(count)]
    codes = CODES["code"].tolist()
    return pd.DataFrame(
        {
            "record": [f"r{n}" for n in range(count)],
            "code": [codes[n // 4 % 3] for n in range(count)],
            "text": texts,
        }
    )


FOUR = pd.concat(
    [CODES, CODES.assign(code=CODES["code"] + "-b", definition="aap noot mies vuur gijs lam kees")]
)


def by_meaning(examples: pd.DataFrame):
    corners = {code: np.eye(3)[n].tolist() for n, code in enumerate(CODES["code"])}
    return meanings(dict(zip(examples["text"], examples["code"].map(corners), strict=True)))


def test_meaning_is_used_where_it_finds_more_of_the_coders_own_codes():
    examples = coded(24)
    found = suggest(TEXTS, codes=FOUR, labelled=examples, encoder=by_meaning(examples))
    assert (found.method, found.tried["method"].tolist()) == (MEANING, [CHARACTERS, MEANING])
    assert found.tried["hit_at_3"][1] > found.tried["hit_at_3"][0]


def test_meaning_is_not_used_where_it_adds_nothing():
    examples = coded(24)
    found = suggest(
        TEXTS, codes=FOUR, labelled=examples, encoder=lambda texts: [[0.0]] * len(texts)
    )
    assert (found.method, len(found.tried)) == (CHARACTERS, 2)


def test_under_twenty_coded_texts_meaning_is_not_tried():
    examples = coded(19)
    found = suggest(TEXTS, codes=FOUR, labelled=examples, encoder=by_meaning(examples))
    assert found.tried[["method", "coded"]].values.tolist() == [[CHARACTERS, 19]]


def test_leaving_one_out_equals_building_the_prototypes_anew(labelled):
    codes, few = statements(labelled), labelled.rename(columns={"id": "record"}).head(24)
    sources = sources_of(codes, examples=few)
    vectors = character_vectors(sources.texts)
    coded_texts, found = hit_at_3(vectors, sources=sources)
    assert (coded_texts, found) == (24, plainly(vectors, sources))


def plainly(vectors, sources) -> float:
    dense, hits = vectors.toarray(), []
    for place in np.flatnonzero(sources.example):
        weight = np.where(np.arange(len(dense)) == place, 0, sources.weight)
        prototypes = np.stack(
            [((sources.owner == code) * weight) @ dense for code in range(sources.codes)]
        )
        alike = prototypes @ dense[place] / np.linalg.norm(prototypes, axis=1)
        hits.append(sources.owner[place] in np.argsort(-alike.round(6), kind="stable")[:3])
    return float(np.mean(hits))


# --- around the suggestions -----------------------------------------------------------------

RECORDS = pd.DataFrame({"id": ["b1", "b2", "b3"], "text": ["een", "twee", "drie"]})
CODING = pd.DataFrame(
    {
        "record": ["b1", "b1", "b2"],
        "code": ["tijd", "tijd", "geen-code"],
        "coder": ["anna", "bert", "anna"],
    }
)


def test_what_two_coders_gave_is_one_example_and_no_code_is_none():
    assert labelled_texts(CODING, records=RECORDS).values.tolist() == [["b1", "tijd", "een"]]


def test_coded_as_none_fits_is_coded():
    assert uncoded(RECORDS, coding=CODING)["id"].tolist() == ["b3"]


def test_a_spreadsheet_gets_one_row_per_record():
    table = one_row_each(suggest(TEXTS, codes=CODES))
    assert table["id"].tolist() == ["b1", "b4"]
    assert table.loc[0, "suggestion_1"] == "tijd"
    assert table.loc[0, "evidence_1"] == "Er is te weinig tijd of de druk is te hoog."
    assert "geen-code" not in set(table["suggestion_1"])


def test_without_scikit_learn_the_message_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.feature_extraction.text", None)
    with pytest.raises(ExtraMissing) as error:
        suggest(TEXTS, codes=CODES)
    assert str(error.value) == (
        "Voor suggesties en leesvolgorde is scikit-learn nodig. Zet het klaar met: make setup "
        "(of, in de map van het project: pip install '.[suggest]')."
    )


def test_importing_the_room_does_not_import_scikit_learn():
    code = "import sys, workshop_analysis.coders.suggest; sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- flags, order and near duplicates -------------------------------------------------------

NOTES = pd.DataFrame(
    {
        "id": list("abcdef"),
        "text": [
            "Te weinig tijd om burgers te betrekken",
            "De leidinggevende steunt het niet",
            "te weinig tijd, om burgers te betrekken!",
            "n.v.t.",
            "Te weinig tijd om burgers goed te betrekken",
            "...",
        ],
    }
)


def test_a_repeated_text_points_to_the_first_and_stays():
    table = flags(NOTES)
    assert table["id"].tolist() == NOTES["id"].tolist()
    assert table["duplicate_of"].dropna().to_dict() == {2: "a"}
    assert table["non_answer"].tolist() == [False, False, False, True, False, True]


@pytest.mark.parametrize("text", ["", "?", "-", "n.v.t.", "Weet niet", "geen idee!", "xx", None])
def test_this_is_no_answer(text):
    assert is_non_answer(text)


@pytest.mark.parametrize("text", ["Geen tijd", "Nee, want het mag niet", "meer geld", "Geen steun"])
def test_this_is_an_answer(text):
    assert not is_non_answer(text)


def test_near_duplicates_are_pairs_with_the_same_words_first():
    pairs = near_duplicates(NOTES)
    assert pairs[["first", "second"]].values.tolist() == [["a", "c"], ["a", "e"], ["c", "e"]]
    assert pairs["exact"].tolist() == [True, False, False]


def test_above_two_thousand_texts_only_exact_copies_are_pairs():
    numbers = [f"tekst nummer {n} over iets" for n in range(2000)]
    many = pd.DataFrame(
        {
            "id": range(2002),
            "text": [*numbers, "tekst nummer 7 over iets", "Tekst nummer 7 over iets!"],
        }
    )
    assert near_duplicates(many)[["first", "second"]].values.tolist() == [[7, 2000], [7, 2001]]
    assert reading_order(many)["id"].tolist() == list(range(2002))


def test_related_texts_stand_together_and_texts_without_words_last():
    order = reading_order(NOTES)
    places = order.set_index("id")["position"]
    assert max(places[["a", "c", "e"]]) - min(places[["a", "c", "e"]]) == 2
    assert order["id"].iloc[-1] == "f"


@given(st.lists(st.text(alphabet="abc .", max_size=8), max_size=12))
def test_the_reading_order_holds_each_record_once(texts):
    records = pd.DataFrame({"id": range(len(texts)), "text": pd.Series(texts, dtype="str")})
    assert sorted(reading_order(records)["id"]) == list(range(len(texts)))
    assert len(flags(records)) == len(texts)
