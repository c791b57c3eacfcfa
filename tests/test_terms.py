from workshop_analysis.terms import (
    HEADERS,
    LABELS,
    NO_CODE,
    Evidence,
    Kind,
    Ranking,
    Side,
    Strength,
    in_words,
    label,
)


def test_the_closed_words_are_those_of_the_workshop():
    assert [*Kind] == ["belemmering", "belofte"]
    assert [*Side] == ["gezamenlijk", "beleid", "uitvoering"]
    assert [*Strength] == ["ja", "deels", "nee"]
    assert [*Evidence] == ["published", "contributions"]
    assert [*Ranking] == ["unknown", "yes", "no"]


def test_every_closed_word_and_every_column_has_a_label():
    words = [*Kind, *Side, *Strength, *Evidence, *Ranking, NO_CODE, *HEADERS.values()]
    assert {word for word in words if word not in LABELS} == {"code_1", "code_2", "code_3"}


def test_a_header_in_small_letters_stands_for_one_column():
    assert all(header == header.casefold() for header in HEADERS)
    assert HEADERS["kant"] == "side"
    assert HEADERS["bijdrage"] == "id"


def test_a_word_without_a_label_stays_itself():
    assert label("gezamenlijk") == "Beleid en uitvoering (gezamenlijk)"
    assert label("beleid-2") == "beleid-2"


def test_numbers_up_to_twelve_are_words_and_others_digits():
    words = [in_words(n) for n in (0, 1, 3, 12, 13, 18, -1)]
    assert words == ["nul", "één", "drie", "twaalf", "13", "18", "-1"]
