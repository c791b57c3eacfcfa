import hashlib
import tomllib

import pytest
from openpyxl import load_workbook
from session_folders import copy_of, session_of

from workshop_analysis.checks import SessionError
from workshop_analysis.folder.codebook import read_codebook
from workshop_analysis.folder.crosswalk import codebook_diff
from workshop_analysis.folder.new import FILES, new_session
from workshop_analysis.folder.workshop import read_workshop

NAME = "2026-03-17-leeratelier"


@pytest.fixture
def made(november, tmp_path):
    return new_session(tmp_path / NAME, baseline=november)


def facts(made) -> dict:
    return tomllib.loads((made.folder / "session.toml").read_text(encoding="utf-8"))


def test_a_new_session_has_five_files(made):
    assert [path.name for path in made.files] == [
        *("session.toml", "bijdragen.xlsx", "codebook.toml", "begeleidersblad.md", "README.md")
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
    assert "zonder uw naam" in read["begeleidersblad.md"]
    assert not [name for name, text in read.items() if "{" in text]


def test_when_writing_fails_halfway_nothing_stays_behind(november, tmp_path, monkeypatch):
    def full(path, *, codebook):
        raise OSError("schijf vol")

    monkeypatch.setattr("workshop_analysis.folder.new.write_contributions", full)
    with pytest.raises(SessionError, match="hier kan niets worden geschreven"):
        new_session(tmp_path / NAME, baseline=november)
    assert list(tmp_path.iterdir()) == []
