import hashlib
import subprocess
import tomllib

import pytest
from later_sessions import replace
from openpyxl import load_workbook
from session_folders import copy_of, session_of, small_session

from workshop_analysis.checks import SessionError
from workshop_analysis.folder.codebook import read_codebook
from workshop_analysis.folder.crosswalk import codebook_diff
from workshop_analysis.folder.new import FILES, new_session
from workshop_analysis.folder.session import Session
from workshop_analysis.folder.workshop import read_workshop
from workshop_analysis.terms import MAILBOX

NAME = "2026-03-17-leeratelier"


@pytest.fixture
def made(november, tmp_path):
    return new_session(tmp_path / NAME, baseline=november)


def facts(made) -> dict:
    return tomllib.loads((made.folder / "session.toml").read_text(encoding="utf-8"))


def test_a_new_session_has_eight_files(made):
    assert [path.name for path in made.files] == [
        *("session.toml", "bijdragen.xlsx", "codebook.toml", "begeleidersblad.html", "README.md"),
        *(".gitignore", "beleidskompas.toml", "beslisboom.toml"),
    ]
    assert sorted(path.name for path in made.folder.iterdir()) == sorted(FILES)


def test_the_name_gives_key_date_and_title(made):
    assert [str(facts(made)[key]) for key in ("key", "date", "title", "evidence")] == [
        *(NAME, "2026-03-17", "Leeratelier", "contributions")
    ]


@pytest.mark.parametrize(
    ("name", "title"), [("tweede sessie", "Tweede sessie"), ("2026-13-40 x", "2026 13 40 x")]
)
def test_without_a_date_in_the_name_the_date_is_asked(november, tmp_path, name, title):
    made = new_session(tmp_path / name, baseline=november)
    assert facts(made)["title"] == title
    with pytest.raises(SessionError) as error:
        session_of(made.folder)
    assert str(error.value) == (
        "session.toml, sleutel 'date': deze sleutel ontbreekt. Schrijf een datum zonder "
        "aanhalingstekens, zoals 2026-03-17.\n"
        "session.toml, sleutel 'publication.date': deze sleutel ontbreekt. Schrijf een datum "
        "zonder aanhalingstekens, zoals 2026-03-17.\n"
        "bijdragen.xlsx: hierin staat nog geen enkele rij. Vul er minstens één in."
    )


def test_the_baselines_published_files_are_written_down_as_they_are(made, november):
    written = facts(made)["baseline"]
    assert (written["key"], written["codebook_version"]) == ("workshop_12nov", "1.0")
    assert written["sha256"] == {
        name: hashlib.sha256((november / name).read_bytes()).hexdigest()
        for name in ("session.toml", "outcomes.csv", "beleidskompas.toml")
    }


def test_it_says_that_the_question_of_november_is_unknown(made):
    text = (made.folder / "session.toml").read_text(encoding="utf-8")
    assert (
        "# Let op: van de nulmeting (Burgers betrekken bij beleid en uitvoering, 12 november 2024) "
        "is de precieze vraag niet\n# bekend."
    ) in text


def test_the_new_codebook_is_that_of_the_baseline_with_the_texts_of_the_outcomes(made, november):
    changes = codebook_diff(read_codebook(made.folder), old=read_codebook(november))
    assert changes.empty
    assert len(read_codebook(made.folder).codes) == 18


def test_an_outcome_whose_text_stands_in_the_codebook_gets_no_second_one(november, tmp_path):
    copy = copy_of(november, tmp_path)
    book = (copy / "codebook.toml").read_text("utf-8")
    written = (
        'code = "gezamenlijk-3"\ntext = "Onvoldoende ervaren ruimte binnen eigen organisatie"\n'
    )
    at = book.index('[[codes]]\ncode = "gezamenlijk-3"\n') + len("[[codes]]\n")
    end = at + len('code = "gezamenlijk-3"\n')
    (copy / "codebook.toml").write_text(book[:at] + written + book[end:], "utf-8")
    made = new_session(tmp_path / NAME, baseline=copy)
    assert len(read_codebook(made.folder).codes) == 18


def test_a_contribution_typed_in_is_read_back(made):
    book = load_workbook(made.folder / "bijdragen.xlsx")
    cells = ["belemmering", "beleid", "Geen tijd", "P01", "1", 2, "ja", "gezamenlijk-1"]
    for column, value in enumerate(cells, start=2):
        book["Bijdragen"].cell(3, column, value)
    book["Bijdragen"].cell(3, 12, "lezer-1")
    book.save(made.folder / "bijdragen.xlsx")
    folder = read_workshop(made.folder)
    assert folder.session.records["id"].tolist() == ["b001"]
    assert folder.coding[["record", "code", "coder"]].values.tolist() == [
        ["b001", "gezamenlijk-1", "lezer-1"]
    ]


@pytest.mark.parametrize("name", FILES)
def test_nothing_that_exists_is_overwritten_and_nothing_else_is_written(november, tmp_path, name):
    folder = tmp_path / NAME
    folder.mkdir()
    (folder / name).write_text("van mij")
    with pytest.raises(SessionError) as error:
        new_session(folder, baseline=november)
    assert str(error.value) == (
        f"{folder / name}: dit bestand bestaat al, en wij overschrijven niets.\n"
        f"{folder}: Kies een andere naam voor de nieuwe sessie."
    )
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [(name, "van mij")]


def test_a_folder_under_nothing_is_refused(november, tmp_path):
    with pytest.raises(SessionError) as error:
        new_session(tmp_path / "weg" / NAME, baseline=november)
    assert str(error.value) == (
        f"{tmp_path / 'weg' / NAME}: de map hierboven bestaat niet. Maak die eerst, of kijk of de "
        "naam klopt."
    )


def test_a_file_in_the_place_of_the_folder_is_refused(november, tmp_path):
    (tmp_path / NAME).write_text("van mij")
    with pytest.raises(SessionError) as error:
        new_session(tmp_path / NAME, baseline=november)
    assert str(error.value) == f"{tmp_path / NAME}: dit is een bestand. Kies een andere naam."


def test_the_same_session_gives_the_same_bytes(made, november, tmp_path):
    (tmp_path / "elders").mkdir()
    again = new_session(tmp_path / "elders" / NAME, baseline=november)
    assert [path.read_bytes() for path in made.files] == [path.read_bytes() for path in again.files]


def test_what_people_read_asks_for_a_number_and_never_a_name(made):
    read = {name: (made.folder / name).read_text("utf-8") for name in FILES if name != FILES[1]}
    assert "Deelnemers hebben een nummer (P07), nooit een naam." in " ".join(
        read["README.md"].split()
    )
    assert "zonder uw naam" in read["begeleidersblad.html"]
    filled = {name for name in read if name not in ("begeleidersblad.html", "beslisboom.toml")}
    text = "".join(read[name] for name in filled)
    assert [line for line in text.splitlines() if "{" in line] == [
        '#   { date = 2026-05-01, text = "Wat er stond, wat er nu staat, en waarom." },'
    ]


# -- what may be added at the bottom, and what goes along --------------------------------------


def filled(made) -> Session:
    """The session of a new folder with one contribution typed in, read as it is."""
    book = load_workbook(made.folder / "bijdragen.xlsx")
    for column, value in enumerate(["belemmering", "beleid", "Geen tijd"], start=2):
        book["Bijdragen"].cell(3, column, value)
    book.save(made.folder / "bijdragen.xlsx")
    return session_of(made.folder)


@pytest.mark.parametrize(
    ("line", "fact", "value"),
    [
        ('question = "Wat houdt u tegen?"', "question", "Wat houdt u tegen?"),
        ('participants = "45, geteld"', "participants", "45, geteld"),
        ('contact = "team@voorbeeld.nl"', "contact", "team@voorbeeld.nl"),
    ],
)
def test_a_fact_at_the_bottom_is_a_fact(made, line, fact, value):
    with (made.folder / "session.toml").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    session = filled(made)
    assert getattr(session, fact) == value
    assert session.baseline is not None
    assert [*session.baseline.sha256] == ["session.toml", "outcomes.csv", "beleidskompas.toml"]


def test_a_correction_as_the_comment_shows_it_is_read(made):
    path = made.folder / "session.toml"
    text = path.read_text("utf-8")
    start = text.index("# publication.corrections")
    end = text.index("# ]", start) + 3
    shown = text[start:end].replace("# ", "").replace("#   ", "  ")
    path.write_text(text[:start] + shown + text[end:], "utf-8")
    [correction] = filled(made).publication.corrections
    assert (str(correction.date), correction.text) == (
        "2026-05-01",
        "Wat er stond, wat er nu staat, en waarom.",
    )


def test_nobody_else_is_named_as_the_contact(made):
    assert MAILBOX not in (made.folder / "session.toml").read_text("utf-8")
    assert filled(made).contact is None


def test_the_frame_has_the_questions_of_the_baseline_and_no_answer(made, november):
    new, old = filled(made).beleidskompas, session_of(november).beleidskompas
    assert new is not None
    assert old is not None
    assert [step.question for step in new.steps] == [step.question for step in old.steps]
    assert new.stakeholders.question == old.stakeholders.question
    assert not new.outline()["filled"].any()


def test_the_tree_is_a_copy_that_is_read(made, november):
    copy = made.folder / "beslisboom.toml"
    assert copy.read_bytes() == (november.parent / "beslisboom.toml").read_bytes()
    filled(made)
    workshop = read_workshop(made.folder)
    assert workshop.tree is not None
    assert workshop.tree.name == "beslisboom.toml"
    assert [said for said in workshop.notices if "beslisboom" in said] == []


def test_without_a_frame_and_a_tree_there_is_nothing_to_bring(tmp_path):
    made = new_session(tmp_path / NAME, baseline=small_session(tmp_path))
    assert [path.name for path in made.files][-1] == ".gitignore"
    assert "beslisboom" not in (made.folder / "session.toml").read_text("utf-8")
    assert "beleidskompas" not in (made.folder / "README.md").read_text("utf-8")


def test_what_people_said_stays_out_of_version_control(made):
    done = subprocess.run(["git", "init", "-q", made.folder], check=True)
    (made.folder / "codering-lezer-1.xlsx").touch()
    command = ["git", "status", "--porcelain", "--untracked-files=all"]
    done = subprocess.run(command, cwd=made.folder, capture_output=True, text=True, check=True)
    assert sorted(line[3:] for line in done.stdout.splitlines()) == [
        *(".gitignore", "README.md", "begeleidersblad.html", "beleidskompas.toml"),
        *("beslisboom.toml", "codebook.toml", "session.toml"),
    ]


def test_the_sheet_of_the_facilitator_is_made_for_paper(made):
    text = (made.folder / "begeleidersblad.html").read_text("utf-8")
    assert '<html lang="nl">' in text
    assert "@page { size: A4;" in text
    assert "http" not in text


# -- the form of the folder --------------------------------------------------------------------


def test_a_new_folder_says_its_form_and_the_first_form_needs_no_word(made, november):
    assert (filled(made).format, session_of(november).format) == (2, 1)


def test_a_form_of_later_is_refused_with_the_way_out(made):
    replace(made.folder / "session.toml", "format = 2", "format = 3")
    with pytest.raises(SessionError) as error:
        filled(made)
    assert str(error.value) == (
        "session.toml, regel 6, sleutel 'format': deze map heeft vorm 3, en dit programma leest "
        "vorm 1 tot en met 2. Gebruik een nieuwer programma. Is de map met dit programma gemaakt? "
        "Schrijf dan format = 2."
    )


def test_when_writing_fails_halfway_nothing_stays_behind(november, tmp_path, monkeypatch):
    def full(path, *, codebook):
        raise OSError("schijf vol")

    monkeypatch.setattr("workshop_analysis.folder.new.write_contributions", full)
    with pytest.raises(SessionError, match="hier kan niets worden geschreven"):
        new_session(tmp_path / NAME, baseline=november)
    assert list(tmp_path.iterdir()) == []
