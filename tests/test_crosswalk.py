"""A codebook over time: what changed is seen, and every old code has a fate."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from session_folders import crosswalk_of

from workshop_analysis.checks import SessionError
from workshop_analysis.folder.codebook import Codebook
from workshop_analysis.folder.crosswalk import (
    apply_crosswalk,
    changed_codes,
    changed_keys,
    codebook_diff,
)

EXPLAINED = ["definition", "include", "exclude"]


def codebook(version: str, placed: dict[str, str]) -> Codebook:
    """Give a codebook with these codes, each under one theme."""
    codes = pd.DataFrame({"code": list(placed)}).assign(text=lambda c: "Over " + c["code"])
    themes = pd.DataFrame({"theme": sorted(set(placed.values()))}).assign(name=lambda t: t["theme"])
    placements = pd.DataFrame({"code": list(placed), "theme": list(placed.values())})
    blank = pd.Series(pd.NA, range(9), "str")
    return Codebook(
        version=version,
        title="Proef",
        coders=(),
        themes=themes.assign(**dict.fromkeys([*EXPLAINED, "example"], blank)),
        codes=codes.assign(**dict.fromkeys(EXPLAINED, blank)),
        placements=placements,
    )


OLD = codebook("1.0", {"tijd": "tijd", "geld": "sturing", "druk": "sturing", "beeld": "burgers"})
NEW = codebook(
    "1.1",
    {"tijd": "tijd", "prikkels": "sturing", "mensbeeld": "burgers", "kennis": "burgers"},
)
CROSSWALK = pd.DataFrame(
    [
        ("geld", "prikkels", "samengevoegd", "gaat over hetzelfde"),
        ("druk", "prikkels", "samengevoegd", "gaat over hetzelfde"),
        ("beeld", "mensbeeld", "hernoemd", "duidelijker naam"),
    ],
    columns=["old", "new", "fate", "reason"],
).astype("str")


def faults(folder: Path, *rows: str) -> list[str]:
    """Give every fault in a crosswalk with these rows."""
    text = "\n".join(["old,new,fate,reason", *rows])
    (folder / "crosswalk.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SessionError) as caught:
        crosswalk_of(folder, new=NEW, old=OLD)
    return [str(fault) for fault in caught.value.faults]


FINE = (
    "geld,prikkels,samengevoegd,x",
    "druk,prikkels,samengevoegd,x",
    "beeld,mensbeeld,hernoemd,x",
)


def test_two_equal_codebooks_do_not_differ():
    assert codebook_diff(OLD, old=OLD).empty


def test_the_diff_names_what_came_went_and_changed():
    later = replace(
        NEW, codes=NEW.codes.assign(definition=["Ook tijdsdruk", *[pd.NA] * 3]).astype("str")
    )
    diff = codebook_diff(later, old=OLD)
    codes = diff[diff["what"].eq("code")]
    assert codes.loc[codes["change"].eq("added"), "key"].tolist() == [
        *("prikkels", "mensbeeld", "kennis")
    ]
    assert codes.loc[codes["change"].eq("removed"), "key"].tolist() == ["geld", "druk", "beeld"]
    changed = codes[codes["change"].eq("changed")].iloc[0]
    assert changed[["key", "field", "new"]].tolist() == ["tijd", "definition", "Ook tijdsdruk"]
    placements = diff[diff["what"].eq("placement")]
    assert "kennis: burgers" in placements.loc[placements["change"].eq("added"), "key"].tolist()


def test_renamed_and_merged_codes_move_and_a_record_keeps_each_code_once():
    coding = pd.DataFrame(
        [("b1", "geld", "A"), ("b1", "druk", "A"), ("b2", "beeld", "A"), ("b3", "geen-code", "A")],
        columns=["record", "code", "coder"],
    ).astype("str")
    moved = apply_crosswalk(coding, crosswalk=CROSSWALK)
    assert moved["code"].tolist() == ["prikkels", "mensbeeld", "geen-code"]
    assert moved["record"].tolist() == ["b1", "b2", "b3"]
    assert coding["code"].tolist() == ["geld", "druk", "beeld", "geen-code"]


def test_a_split_code_stays_where_it_was():
    split = CROSSWALK.assign(old="tijd", fate="gesplitst").iloc[:2]
    coding = pd.DataFrame({"record": ["b1"], "code": ["tijd"], "coder": ["A"]})
    assert apply_crosswalk(coding, crosswalk=split)["code"].tolist() == ["tijd"]


def test_one_changed_code_makes_its_theme_not_comparable():
    assert changed_codes(NEW, old=OLD, crosswalk=CROSSWALK) == {"geld", "druk", "prikkels"}
    assert changed_keys(NEW, old=OLD, crosswalk=CROSSWALK) == {"sturing"}
    assert changed_keys(NEW, old=OLD, crosswalk=CROSSWALK, level="code") == {
        *("geld", "druk", "prikkels")
    }


def test_a_reworded_code_is_changed_unless_the_crosswalk_says_that_it_is_the_same():
    reworded = replace(NEW, codes=NEW.codes.assign(text=lambda c: c["text"].str.upper()))
    same = pd.DataFrame([("tijd", "tijd", "gelijk", "tikfout")], columns=list(CROSSWALK))
    both = pd.concat([CROSSWALK, same])
    assert "tijd" in changed_keys(reworded, old=OLD, crosswalk=CROSSWALK)
    assert "tijd" not in changed_keys(reworded, old=OLD, crosswalk=both)


def test_a_redefined_theme_is_not_comparable_and_a_renamed_one_is():
    wider = replace(NEW, themes=NEW.themes.assign(definition="Alles over tijd"))
    named = replace(NEW, themes=NEW.themes.assign(name=["a", "b", "c"]))
    assert "tijd" not in changed_keys(named, old=OLD, crosswalk=CROSSWALK)
    assert changed_keys(wider, old=OLD, crosswalk=CROSSWALK) == {"tijd", "sturing", "burgers"}


def test_a_whole_crosswalk_is_read(tmp_path):
    rows = "\n".join(["oude code;nieuwe code;lot;reden", *(r.replace(",", ";") for r in FINE)])
    (tmp_path / "crosswalk.csv").write_text(rows, encoding="cp1252")
    assert crosswalk_of(tmp_path, new=NEW, old=OLD)["new"].tolist() == [
        *("prikkels", "prikkels", "mensbeeld")
    ]


def test_without_a_crosswalk_every_lost_code_is_a_fault(tmp_path):
    with pytest.raises(SessionError) as caught:
        crosswalk_of(tmp_path, new=NEW, old=OLD)
    assert [str(fault) for fault in caught.value.faults] == [
        f"crosswalk.csv: code '{code}' staat in codeboek 1.0 en niet in 1.1. Schrijf er een rij "
        "voor met zijn lot: hernoemd, gesplitst, samengevoegd of vervallen."
        for code in ("geld", "druk", "beeld")
    ]


def test_a_codebook_that_only_grew_needs_no_crosswalk(tmp_path):
    grown = codebook("1.1", {**dict(zip(OLD.codes["code"], "abcd", strict=True)), "extra": "e"})
    assert crosswalk_of(tmp_path, new=grown, old=OLD).empty


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [*FINE[1:], "gelt,prikkels,samengevoegd,x", "geld,prikkels,samengevoegd,x"],
            "crosswalk.csv, rij 4, kolom 'old': oude code 'gelt' bestaat niet. Bedoelde u 'geld'?",
        ),
        (
            [*FINE[:2], "beeld,mensbeelt,hernoemd,x"],
            "crosswalk.csv, rij 4, kolom 'new': nieuwe code 'mensbeelt' bestaat niet. "
            "Bedoelde u 'mensbeeld'?",
        ),
        (
            [*FINE[:2], "beeld,mensbeeld,vernoemd,x"],
            "crosswalk.csv, rij 4, kolom 'fate': 'vernoemd' bestaat niet. Bedoelde u 'hernoemd'? "
            "Toegestaan: gelijk, hernoemd, gesplitst, samengevoegd of vervallen.",
        ),
        (
            [*FINE[:2], "beeld,mensbeeld,vervallen,x"],
            "crosswalk.csv, rij 4, kolom 'fate': een vervallen code heeft geen nieuwe code. "
            "Maak de kolom 'new' op deze rij leeg.",
        ),
        (
            [*FINE[:2], "beeld,,hernoemd,x"],
            "crosswalk.csv, rij 4, kolom 'new': code 'beeld' is hernoemd, maar er staat niet "
            "waarin. Vul de nieuwe code in.",
        ),
        (
            [*FINE[:2], "beeld,mensbeeld,gesplitst,x"],
            "crosswalk.csv, rij 4, kolom 'fate': code 'beeld' is gesplitst, maar staat op één rij. "
            "Geef elke nieuwe code een eigen rij.",
        ),
        (
            [*FINE[:2], "beeld,mensbeeld,samengevoegd,x"],
            "crosswalk.csv, rij 4, kolom 'fate': code 'beeld' is samengevoegd, maar geen andere "
            "code gaat naar 'mensbeeld'. Bedoelt u hernoemd?",
        ),
        (
            [*FINE[:2], "beeld,mensbeeld,gelijk,x"],
            "crosswalk.csv, rij 4, kolom 'fate': code 'beeld' is gelijk gebleven, maar heet nu "
            "'mensbeeld'. Bedoelt u hernoemd?",
        ),
        (
            [*FINE, "beeld,kennis,hernoemd,x"],
            "crosswalk.csv, rij 4, kolom 'fate': code 'beeld' is hernoemd, maar 'beeld' of "
            "'mensbeeld' staat op meer rijen. Bedoelt u gesplitst of samengevoegd?",
        ),
        (
            [*FINE, "beeld,kennis,gesplitst,x"],
            "crosswalk.csv, rij 5, kolom 'fate': code 'beeld' heeft op een andere rij een ander "
            "lot. Een code heeft er één.",
        ),
    ],
)
def test_a_fault_in_a_crosswalk_says_where_and_how_to_mend_it(tmp_path, rows, message):
    assert message in faults(tmp_path, *rows)
