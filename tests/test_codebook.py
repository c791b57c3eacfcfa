import pytest
from fixtures.november_outcomes import OUTCOMES
from session_folders import CODEBOOK, change, copy_of, faults, small_session

from workshop_analysis.folder.codebook import (
    read_codebook,
)
from workshop_analysis.folder.workshop import read_workshop


def test_the_first_codes_are_the_outcomes_with_their_own_text(november):
    codes = read_codebook(november).codes
    assert dict(zip(codes["code"], codes["text"], strict=True)) == OUTCOMES
    assert codes.columns.tolist() == ["code", "text", "definition", "include", "exclude"]


def test_a_codebook_has_its_themes_in_its_own_order(november):
    codebook = read_codebook(november)
    assert codebook.themes["theme"].iloc[0] == "tijd-en-timing"
    assert codebook.themes.columns.tolist() == [
        *("theme", "name", "definition", "include", "exclude", "example", "reason"),
    ]
    assert codebook.placements.columns.tolist() == ["code", "theme", "coder", "reason", "doubt"]
    assert codebook.version == "1.0"


def test_every_placement_has_a_coder_whom_the_codebook_describes(november):
    codebook = read_codebook(november)
    assert set(codebook.placements["coder"]) == {coder.key for coder in codebook.coders}


def test_a_later_code_brings_its_own_text(tmp_path, november):
    folder = copy_of(november, tmp_path)
    with (folder / "codebook.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[codes]]\ncode = "later-1"\ntext = "Te weinig geld"\ndefinition = "a"\n'
            'include = "b"\nexclude = "c"\n'
            '\n[[placements]]\ncode = "later-1"\ncoder = "projectlezing 1"\nreason = "Los."\n'
        )
    codebook = read_codebook(folder)
    assert codebook.codes["code"].tolist() == [*OUTCOMES, "later-1"]
    assert codebook.placements["theme"].isna().tolist()[-1]


def test_the_coding_of_a_published_session_is_the_identity(november):
    coding = read_workshop(november).coding
    assert coding["record"].tolist() == coding["code"].tolist() == [*OUTCOMES]
    assert set(coding["coder"]) == {"bron"}
    assert set(coding["origin"]) == {"published"}
    assert coding["reason"].isna().all()


def test_the_coding_of_contributions_is_read_from_its_file(tmp_path):
    folder = small_session(tmp_path)
    coding = read_workshop(folder).coding
    assert coding["record"].tolist() == ["b1", "b2"]
    assert coding["code"].tolist() == ["geen-tijd", "geen-code"]


def test_a_coding_with_dutch_headers_is_the_same_coding(tmp_path):
    dutch = "bijdrage;code;codeur\nb1;geen-tijd;A\n"
    folder = small_session(tmp_path, coding_csv=dutch)
    coding = read_workshop(folder).coding
    assert coding[["record", "code", "coder"]].loc[0].tolist() == ["b1", "geen-tijd", "A"]


def test_links_and_step_links_have_a_row_per_judged_pair(november):
    links, step_links = read_workshop(november).links, read_workshop(november).step_links
    assert links.columns.tolist() == ["promise", "barrier", "strength", "coder", "reason"]
    assert step_links.columns.tolist() == ["step", "barrier", "strength", "coder", "reason"]
    assert step_links["step"].dtype == "Int64"


def test_without_a_file_of_links_nothing_was_judged(tmp_path):
    folder = small_session(tmp_path)
    assert read_workshop(folder).links.empty
    assert read_workshop(folder).step_links["step"].dtype == "Int64"


def test_a_code_is_left_out_or_placed_and_not_both(tmp_path):
    twice = CODEBOOK + '[[placements]]\ncode = "geen-tijd"\ncoder = "A"\nreason = "Toch niet."\n'
    assert faults(small_session(tmp_path, codebook_toml=twice)) == [
        "codebook.toml, regel 24, sleutel 'code': code 'geen-tijd' is hier weggelaten (geen "
        "theme), en staat ook in een andere plaatsing. Kies een van de twee."
    ]


def test_the_same_placement_twice_names_the_earlier_line(tmp_path):
    placement = CODEBOOK[CODEBOOK.index("[[placements]]") :]
    assert faults(small_session(tmp_path, codebook_toml=CODEBOOK + placement)) == [
        "codebook.toml, regel 24, sleutel 'code': 'geen-tijd' en 'tijd' staan samen ook op "
        "regel 19. Laat één van de twee staan."
    ]


def test_the_text_of_an_outcome_stands_in_one_place(tmp_path, november):
    folder = copy_of(november, tmp_path)
    change(
        folder,
        "codebook.toml",
        '[[codes]]\ncode = "beleid-2"',
        '[[codes]]\ncode = "beleid-2"\ntext = "Te weinig kennis"',
    )
    (line,) = faults(folder)
    assert line.endswith(
        "sleutel 'text': deze tekst is anders dan die van de uitkomst. "
        "Haal hem weg: de tekst komt vanzelf."
    )


def test_blocks_written_as_one_list_are_named_by_their_place(tmp_path):
    head = 'version = "1"\ntitle = "x"\n'
    placements = 'placements = [{code = "a", theme = "t", coder = "A"}]\n'
    folder = small_session(
        tmp_path,
        codebook_toml=head
        + placements
        + '[[coders]]\nkey = "A"\ndescription = "x"\n'
        + '[[themes]]\nkey = "t"\nname = "T"\ndefinition = "d"\ninclude = "i"\nexclude = "e"\n'
        + 'example = "x"\n'
        + '[[codes]]\ncode = "a"\ntext = "A"\ndefinition = "d"\ninclude = "i"\nexclude = "e"\n',
        coding_csv="record,code,coder\nb1,a,A\n",
    )
    assert faults(folder) == [
        "codebook.toml, blok 1, sleutel 'reason': deze sleutel ontbreekt. "
        "Schrijf waarom deze code hier hoort, of waarom hij is weggelaten."
    ]


@pytest.mark.parametrize("block", ["themes", "placements"])
def test_a_codebook_without_blocks_says_which(tmp_path, block):
    text = 'version = "1"\ntitle = "x"\n'
    folder = small_session(tmp_path, codebook_toml=text, coding_csv="record,code,coder\n")
    what = {"themes": "rode draad", "placements": "plaatsing"}[block]
    assert (
        f"codebook.toml, sleutel '{block}': deze sleutel ontbreekt. "
        f"Schrijf voor elke {what} een blok [[{block}]]."
    ) in faults(folder)


def test_a_missing_codebook_is_named(tmp_path):
    folder = small_session(tmp_path)
    (folder / "codebook.toml").unlink()
    assert faults(folder) == ["codebook.toml: dit bestand ontbreekt."]
