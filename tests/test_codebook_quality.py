import pandas as pd
import pytest

from workshop_analysis.coders.codebook_quality import codebook_warnings
from workshop_analysis.folder.codebook import Codebook, read_codebook
from workshop_analysis.folder.coding import SOURCE_CODER


def codebook(**changes) -> Codebook:
    themes = {
        "theme": ["tijd", "geld"],
        "name": ["Tijd", "Geld"],
        "definition": ["Te weinig tijd.", "Te weinig geld."],
        "exclude": ["Grip op kosten (Geld) en regels.", "Haast."],
        "example": ["Geen tijd om te praten", "Te duur"],
    }
    return Codebook(
        version="1",
        title="VOORBEELD",
        coders=(),
        themes=pd.DataFrame(themes | changes),
        codes=pd.DataFrame({"code": ["a", "b"], "definition": ["Een.", "Twee."]}),
        placements=pd.DataFrame({"code": ["a", "b"], "theme": ["tijd", "geld"]}),
    )


def coding(**codes: str) -> pd.DataFrame:
    """a='123' gives the records 1, 2 and 3 the code a."""
    rows = [(record, code) for code, records in codes.items() for record in records]
    frame = pd.DataFrame(rows, columns=["record", "code"])
    return frame.assign(coder="anna", origin="mens")


def test_a_good_codebook_gets_no_warning():
    assert codebook_warnings(codebook(), coding=coding(a="12345", b="6789a")).empty


def test_a_missing_definition_is_named():
    found = codebook_warnings(codebook(definition=["Te weinig tijd.", "  "]))
    assert found.values.tolist() == [
        [
            *("rode draad", "geld"),
            "rode draad 'geld' heeft geen omschrijving. Schrijf in één zin waar het over gaat.",
        ]
    ]


@pytest.mark.parametrize(
    ("example", "phrase"),
    [("Grip op kosten", "Grip op kosten"), ("Er zijn te veel regels", "regels")],
)
def test_an_example_with_what_does_not_belong_is_named(example, phrase):
    found = codebook_warnings(codebook(example=[example, "Te duur"]))
    assert found["warning"].tolist() == [
        f"het voorbeeld van rode draad 'tijd' bevat '{phrase}', en dat hoort er juist niet bij. "
        "Kies een ander voorbeeld."
    ]


def test_a_part_of_a_word_is_no_phrase():
    assert codebook_warnings(codebook(example=["Spelregels zijn er niet", "Te duur"])).empty


def test_a_theme_that_nobody_uses_is_named():
    found = codebook_warnings(codebook(), coding=coding(a="12"))
    assert found["warning"].tolist() == [
        "rode draad 'geld' is door niemand gebruikt. Is hij nodig, of heet hij anders?"
    ]


@pytest.mark.parametrize(("shared", "warned"), [("1234", True), ("123", False)])
def test_two_themes_about_the_same_records_are_named_above_seventy_percent(shared, warned):
    both = coding(a="12345", b=shared + "wxyz"[: 5 - len(shared)])
    found = codebook_warnings(codebook(), coding=both)
    assert found["warning"].tolist() == [
        "van de 5 bijdragen bij rode draad 'tijd' staan er 4 ook bij 'geld'. Zijn het er wel twee?"
    ] * int(warned)


def test_four_records_are_too_few_to_call_an_overlap():
    assert codebook_warnings(codebook(), coding=coding(a="1234", b="1234")).empty


def test_the_codebook_of_november_has_no_warning(november):
    book = read_codebook(november)
    identity = pd.DataFrame({"record": book.codes["code"], "code": book.codes["code"]})
    own = identity.assign(coder=SOURCE_CODER, origin="published")
    assert codebook_warnings(book, coding=own)["warning"].tolist() == []
