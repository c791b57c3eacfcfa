"""From `new` to a filled-in and checked folder: what the commands before a comparison say."""

from __future__ import annotations

from pathlib import Path

import pytest
from later_sessions import (
    CELLS,
    DATED,
    EXAMPLE,
    FORMULA,
    HIDDEN,
    MERGED,
    NEW,
    NO_FATE,
    PROTECTED,
    ROWS,
    Say,
    fill,
    replace,
    set_cells,
    table,
    write_form,
)
from openpyxl import load_workbook

from workshop_analysis.counting.shares import shares
from workshop_analysis.counting.themes import assign_themes
from workshop_analysis.folder.workshop import read_workshop

NOVEMBER = "data/workshop_12nov"
pytestmark = pytest.mark.usefixtures("data_here")


@pytest.fixture
def made(say: Say) -> Path:
    """The folder of a new session, filled in with three contributions."""
    assert say("new", DATED, "--baseline", NOVEMBER)[0] == 0
    fill(NEW, ROWS)
    return Path(NEW)


# -- new --------------------------------------------------------------------------------------


def test_new_says_what_it_made_and_what_comes_next(say: Say) -> None:
    assert say("new", DATED, "--baseline", NOVEMBER) == (
        0,
        f"De map '{NEW}' staat klaar:\n"
        "- session.toml: waar, wanneer, met wie en met welke vraag; vul dit voor de sessie in\n"
        "- bijdragen.xlsx: elke bijdrage op een eigen rij, en later de codes\n"
        "- codebook.toml: de codes en rode draden, om te beginnen die van de nulmeting\n"
        "- begeleidersblad.html: om af te drukken en mee te nemen: open het met een dubbelklik\n"
        "- README.md: de uitleg van deze map\n"
        "- .gitignore: houdt wat mensen zeiden buiten versiebeheer\n"
        "- beleidskompas.toml: het kader: de vragen staan er, de antwoorden vult u in\n"
        "- beslisboom.toml: een kopie van de beslisboom van de nulmeting\n"
        "Nulmeting: Burgers betrekken bij beleid en uitvoering (workshop_12nov), met codeboek "
        "1.0.\n"
        "Let op: van de nulmeting is de precieze vraag niet bekend. Een verschil kan dus ook door "
        "de vraag komen.\n"
        "Wat u nu doet:\n"
        f"1. Vul {NEW}/session.toml in, de vraag voorop.\n"
        "2. Kijk wat zo'n sessie kan laten zien, bijvoorbeeld: workshop-analysis plan 45 --tables "
        "8\n"
        f"3. Vul tijdens of na de sessie {NEW}/bijdragen.xlsx in.\n"
        f"4. Kijk de map na: workshop-analysis check {NEW}\n",
        "",
    )
    assert sorted(path.name for path in Path(NEW).iterdir()) == [
        *(".gitignore", "README.md", "begeleidersblad.html", "beleidskompas.toml"),
        *("beslisboom.toml", "bijdragen.xlsx", "codebook.toml", "session.toml"),
    ]


def test_new_beside_a_session_with_a_question_shows_that_question(say: Say) -> None:
    _, out, _ = say("new", DATED, "--baseline", EXAMPLE)
    assert (
        "De vraag was daar: Wat houdt u tegen om burgers te betrekken, en wat zou helpen? "
        "(verzonnen vraag)\n"
    ) in out


def test_new_goes_where_a_path_points(say: Say) -> None:
    assert say("new", "./los", "--baseline", NOVEMBER)[0] == 0
    Path("elders").mkdir()
    assert say("new", "elders/los", "--baseline", NOVEMBER)[0] == 0
    assert Path("elders/los/session.toml").is_file()


def test_new_overwrites_nothing(say: Say) -> None:
    Path(NEW).mkdir()
    Path(NEW, "README.md").write_text("van mij")
    assert say("new", DATED, "--baseline", NOVEMBER) == (
        1,
        "",
        f"De map '{NEW}' is niet klaargezet:\n"
        f"- {NEW}/README.md: dit bestand bestaat al, en wij overschrijven niets.\n"
        f"- {NEW}: Kies een andere naam voor de nieuwe sessie.\n",
    )
    assert [path.name for path in Path(NEW).iterdir()] == ["README.md"]
    assert Path(NEW, "README.md").read_text() == "van mij"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            (DATED, "--baseline", "data/workshop_12nob"),
            "De map 'data/workshop_12nob' bestaat niet. Bedoelde u 'data/workshop_12nov'?\n",
        ),
        (
            (DATED,),
            "Er ontbreekt iets: geef ook --baseline op. Hulp: workshop-analysis new --help\n",
        ),
    ],
)
def test_new_needs_a_baseline(say: Say, arguments: tuple[str, ...], message: str) -> None:
    assert say("new", *arguments) == (2, "", message)


# -- plan -------------------------------------------------------------------------------------


def test_plan_gives_both_ends_before_a_session(say: Say) -> None:
    status, out, err = say("plan", "45", "--tables", "8")
    first, ends, *lines, last = out.splitlines()
    assert (status, err) == (0, "")
    assert first == "Wat een sessie met 45 deelnemers aan 8 tafels kan laten zien, en wat niet:"
    assert ends.startswith("Er staan steeds twee uitersten.")
    assert lines[1] == (
        "- Noemt 30% van de deelnemers iets, dan ligt het aandeel bij mensen zoals zij tussen 19% "
        "en 45%."
    )
    assert "- Naast een even grote sessie valt een daling vanaf 10% niet aan te tonen." in lines
    assert all(line.startswith("- ") for line in lines)
    assert last.endswith("reken dan met de tafels.")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("45", "--tables", "60"),
            "Geef minstens één deelnemer op, en niet meer tafels dan deelnemers. U gaf 45 "
            "deelnemers en 60 tafels op.\n",
        ),
        (
            ("veel",),
            "Bij DEELNEMERS hoort een heel getal, zoals 8. Hulp: workshop-analysis plan --help\n",
        ),
    ],
)
def test_plan_refuses_what_it_cannot_count(
    say: Say,
    arguments: tuple[str, ...],
    message: str,
) -> None:
    assert say("plan", *arguments) == (2, "", message)


# -- check ------------------------------------------------------------------------------------


def test_a_filled_in_spreadsheet_is_read_as_it_is(say: Say, made: Path) -> None:
    assert say("check", made) == (
        0,
        f"'{NEW}' is in orde.\n"
        "Sessie: Leeratelier (17 maart 2026)\n"
        "Gelezen: session.toml, bijdragen.xlsx, beleidskompas.toml, codebook.toml, "
        "beslisboom.toml\n"
        "3 bijdragen: 2 belemmeringen (1 beleid, 1 uitvoering) en 1 belofte\n"
        "Van 3 deelnemers aan 2 tafels\n"
        "Codeboek 1.0: 8 rode draden, 18 codes\n"
        "0 oordelen over belofte en belemmering\n"
        "Let op: bijdragen.xlsx: 297 rijen hebben alleen een nummer en tellen niet mee.\n"
        + "".join(
            f"Let op: rode draad '{theme}' is door niemand gebruikt. Is hij nodig, of heet hij "
            "anders?\n"
            for theme in unused(made)
        )
        + "Stand van zaken:\n"
        "- lezer-1 codeerde 2 van de 3 bijdragen.\n"
        "- 1 bijdrage zonder codering: b003.\n"
        "- niet ingevuld in session.toml: question (de vraag), method (hoe er is gewerkt), "
        "selection (wie er waren), unit (wat één rij is), participants (hoeveel mensen), contact "
        "(bij wie een lezer terechtkan) en licence (wat anderen ermee mogen).\n"
        f"Volgende opdracht: workshop-analysis coder {NEW} lezer-2\n",
        "",
    )


def unused(folder: Path) -> list[str]:
    read = read_workshop(folder)
    placed = read.codebook.placements
    used = set(placed.loc[placed["code"].isin(read.coding["code"]), "theme"])
    return [theme for theme in read.codebook.themes["theme"] if theme not in used]


def test_check_names_what_compare_will_refuse(say: Say) -> None:
    replace(Path(NOVEMBER, "outcomes.csv"), "Onvoldoende tijd", "Te weinig tijd")
    status, out, _ = say("check", EXAMPLE)
    assert status == 0
    [said] = [line for line in out.splitlines() if "outcomes.csv" in line]
    assert said.startswith(
        "Let op: data/workshop_12nov/outcomes.csv: dit bestand is veranderd sinds "
        "'data/voorbeeldsessie' werd opgezet, en een nulmeting staat vast."
    )
    assert said.endswith("Tot die tijd weigert compare.")


def test_check_says_that_the_baseline_stands_elsewhere(say: Say) -> None:
    Path(NOVEMBER).rename("nulmeting")
    assert (
        "Let op: de nulmeting 'workshop_12nov' staat niet naast deze map. Of zij nog dezelfde is "
        "en of elke oude code een lot heeft, zegt compare.\n"
    ) in say("check", EXAMPLE)[1]


def test_check_refuses_a_code_without_a_fate_with_every_other_fault(say: Say) -> None:
    Path(EXAMPLE, "crosswalk.csv").unlink()
    replace(Path(EXAMPLE, "coding.csv"), "b001,belofte-5,", "b001,belofte-55,")
    assert say("check", EXAMPLE) == (
        1,
        "",
        "2 fouten in 'data/voorbeeldsessie':\n"
        "- coding.csv, rijen 2 en 153, kolom 'code': code 'belofte-55' bestaat niet. Bedoelde u "
        "'belofte-5'?\n"
        f"- {NO_FATE}\n"
        "Er is niets geschreven.\n",
    )


def test_check_reads_what_became_of_the_beloftes(say: Say) -> None:
    row = "promise,status,date,source\nbelofte-9,bezig,2027-01-01,een brief\n"
    Path(EXAMPLE, "opvolging.csv").write_text(row, encoding="utf-8")
    assert say("check", EXAMPLE)[2].splitlines()[1] == (
        "- opvolging.csv, rij 2, kolom 'promise': belofte 'belofte-9' bestaat niet. Bedoelde u "
        "'belofte-5'?"
    )


def refusals(out: tuple[int, str, str]) -> list[str]:
    """Give the faults that a refused folder got, without their bullets."""
    status, printed, err = out
    first, *lines, last = err.splitlines()
    assert (status, printed, last) == (1, "", "Er is niets geschreven.")
    assert first == f"{len(lines)} fout{'en' if len(lines) > 1 else ''} in '{NEW}':"
    return [line.removeprefix("- ") for line in lines]


@pytest.mark.parametrize(
    ("cells", "message"),
    CELLS,
)
def test_what_is_wrong_in_a_cell_is_told_with_its_cell(
    say: Say,
    made: Path,
    cells: dict[str, object],
    message: str,
) -> None:
    set_cells(made / "bijdragen.xlsx", cells)
    assert refusals(say("check", made)) == [message]


def test_a_formula_is_told_and_its_cell_has_no_value_of_its_own(say: Say, made: Path) -> None:
    set_cells(made / "bijdragen.xlsx", {"D3": "=A1"})
    assert refusals(say("check", made)) == [
        FORMULA,
        "bijdragen.xlsx, rij 3, kolom 'tekst': deze cel is leeg. Vul de tekst in, of haal de hele "
        "rij weg.",
    ]


def test_merged_cells_and_hidden_rows_are_told(say: Say, made: Path) -> None:
    path = made / "bijdragen.xlsx"
    book = load_workbook(path)
    sheet = book["Bijdragen"]
    sheet.merge_cells("B4:B5")
    sheet.row_dimensions[3].hidden = True
    book.save(path)
    assert refusals(say("check", made)) == [
        HIDDEN,
        MERGED,
        "bijdragen.xlsx, rij 5, kolom 'soort': deze cel is leeg. Vul hem in, of haal de hele rij "
        "weg.",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"\xd0\xcf\x11\xe0 met wachtwoord",
            PROTECTED,
        ),
        (
            b"PK kapot",
            "bijdragen.xlsx: dit bestand is beschadigd of is geen Excel-bestand. Open het in "
            "Excel, laat het herstellen en sla het onder een nieuwe naam op als .xlsx.",
        ),
    ],
)
def test_a_protected_or_broken_file_is_told(
    say: Say,
    made: Path,
    content: bytes,
    message: str,
) -> None:
    (made / "bijdragen.xlsx").write_bytes(content)
    assert refusals(say("check", made)) == [message]


def test_every_fault_of_the_spreadsheet_comes_at_once(say: Say, made: Path) -> None:
    set_cells(made / "bijdragen.xlsx", {"E3": "Jan", "G3": "30%", "D4": "=A1", "I5": "tijd"})
    assert [said.split(":")[0] for said in refusals(say("check", made))] == [
        "bijdragen.xlsx, rij 4, kolom 'tekst'",
        "bijdragen.xlsx, rij 3, kolom 'deelnemer'",
        "bijdragen.xlsx, rij 3, kolom 'stemmen'",
        "bijdragen.xlsx, rij 4, kolom 'tekst'",
        "bijdragen.xlsx, rij 5, kolom 'code 1'",
        "bijdragen.xlsx, rij 5, kolom 'codeur'",
    ]


@pytest.mark.parametrize("command", [("report", NEW), ("compare", NEW, "--baseline", NOVEMBER)])
def test_a_name_is_refused_before_anything_is_written(
    say: Say,
    made: Path,
    command: tuple[str, ...],
) -> None:
    set_cells(made / "bijdragen.xlsx", {"E3": "Jan Jansen"})
    status, out, err = say(*command)
    assert (status, out) == (1, "")
    assert "Jan" not in err
    assert not Path("reports").exists()


# -- the forms --------------------------------------------------------------------------------


def tallied(folder: str) -> str:
    """Give the whole tally per rode draad of a folder that one person coded."""
    read = read_workshop(folder)
    coded = assign_themes(read.session.records, coding=read.coding, codebook=read.codebook)
    return shares(coded, by=["theme"], keys=tuple(read.codebook.themes["theme"])).to_csv()


def as_one_reader() -> None:
    """Leave the first reader of the example only."""
    own = table(f"{EXAMPLE}/coding.csv").query("coder == 'lezer-1'")
    own.to_csv(f"{EXAMPLE}/coding.csv", index=False)


@pytest.mark.parametrize("form", ["komma", "puntkomma", "puntkomma met BOM", "xlsx"])
def test_the_forms_of_a_table_give_the_same_tally(form: str) -> None:
    as_one_reader()
    expected = tallied(EXAMPLE)
    for name in ("contributions.csv", "coding.csv"):
        frame = table(f"{EXAMPLE}/{name}")
        Path(EXAMPLE, name).unlink()
        write_form(frame, Path(EXAMPLE, name), form=form)
    assert tallied(EXAMPLE) == expected


def test_the_spreadsheet_gives_the_same_tally_as_the_tables(say: Say) -> None:
    as_one_reader()
    expected = tallied(EXAMPLE)
    assert say("new", "ingevuld", "--baseline", EXAMPLE)[0] == 0
    given = table(f"{EXAMPLE}/coding.csv").groupby("record")["code"].agg(list)
    rows = table(f"{EXAMPLE}/contributions.csv").to_dict("records")
    cells: dict[str, object] = {}
    for place, row in enumerate(rows, start=3):
        codes = given.get(row["id"], [])
        own = ("id", "kind", "side", "text", "participant", "table", "votes", "publishable")
        cells |= {f"{'ABCDEFGH'[at]}{place}": row[name] or None for at, name in enumerate(own)}
        cells |= {f"{'IJK'[at]}{place}": code for at, code in enumerate(codes)}
        cells[f"L{place}"] = "lezer-1" if codes else None
    set_cells(Path("data/ingevuld/bijdragen.xlsx"), cells)
    replace(Path("data/ingevuld/session.toml"), "# date = 2026-03-17", "date = 2026-03-17")
    replace(Path("data/ingevuld/session.toml"), "# publication.date", "publication.date")
    assert tallied("data/ingevuld") == expected


# -- codebook ---------------------------------------------------------------------------------


def test_codebook_diff_says_what_changed(say: Say) -> None:
    replace(Path(EXAMPLE, "codebook.toml"), 'name = "Tijd', 'name = "Te weinig tijd')
    status, out, err = say("codebook", "diff", NOVEMBER, f"{EXAMPLE}/codebook.toml")
    lines = out.splitlines()
    assert (status, err) == (0, "")
    assert lines[0].endswith(
        ", versie 1.0, naar 'VOORBEELD: codeboek van een verzonnen sessie', versie 1.1"
    )
    assert lines[1:7] == [
        "Rode draden:",
        "- erbij: taal-en-toegang",
        "- erbij: terugkoppeling",
        "- veranderd: tijd-en-timing, naam",
        "  was:   Tijd en timing",
        "  wordt: Te weinig tijd en timing",
    ]
    assert lines[7:14] == [
        "Codes:",
        "- erbij: grip-op-kosten",
        "- erbij: grip-op-uitkomst",
        "- erbij: taal-te-moeilijk",
        "- erbij: digitale-drempel",
        "- erbij: terugkoppelen",
        "- weg: beleid-4",
    ]
    assert lines[14] == "Plaatsingen (code: rode draad):"
    assert lines[-1] == "- weg: beleid-4: sturing-en-prikkels"


def test_codebook_diff_of_the_same_codebook_says_so(say: Say) -> None:
    _, out, _ = say("codebook", "diff", NOVEMBER, NOVEMBER)
    assert out.splitlines()[1:] == ["Er is niets veranderd."]


def test_codebook_knows_one_action(say: Say) -> None:
    assert say("codebook", "verschil", NOVEMBER, EXAMPLE) == (
        2,
        "",
        "'verschil' kan niet bij ACTIE. Kies uit: 'diff'. "
        "Hulp: workshop-analysis codebook --help\n",
    )


def test_codebook_diff_names_the_faults_of_both_folders(say: Say) -> None:
    replace(Path(EXAMPLE, "codebook.toml"), 'version = "1.1"', "version = 1.1")
    status, _, err = say("codebook", "diff", NOVEMBER, EXAMPLE)
    assert status == 1
    assert err.startswith("1 fout in 'data/workshop_12nov' en 'data/voorbeeldsessie':\n- codebook")
