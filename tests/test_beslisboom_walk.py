"""From answers to an advice: every way ends in one, and what cannot be followed is explained."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from workshop_analysis.beslisboom import (
    Advice,
    AnswerError,
    StepKind,
    Tree,
    advice_page,
    interview,
    page_text,
    parse_answers,
    read_beslisboom,
    walk,
)

INSTRUMENTS = (
    "burgerberaad,burgerdialoog,focusgroepen,straatgesprekken,community-nl-denkt-mee,enquete"
)


@pytest.fixture(scope="session")
def tree() -> Tree:
    """Give the tree of the source."""
    return read_beslisboom()


def advice(tree: Tree, line: str) -> Advice:
    """Give the advice for answers typed on one line."""
    return walk(tree, parse_answers(line))


def message(tree: Tree, line: str) -> str:
    """Give what is said of answers that cannot be followed."""
    with pytest.raises(AnswerError) as error:
        advice(tree, line)
    return str(error.value)


def combinations(tree: Tree) -> Iterator[tuple[str, ...]]:
    """Give every combination of single choices, with none, one and all instruments."""
    offered = [
        ["", "enquete", INSTRUMENTS] if step.kind is StepKind.SEVERAL
        else [option.key for option in step.options]
        for step in tree.steps
        if step.kind is not StepKind.REFLECTION
    ]  # fmt: skip
    for answers in itertools.product(*offered):
        yield answers[:1] if answers[0] == "geen/niet-starten" else answers


def test_every_combination_of_choices_ends_in_an_advice(tree: Tree) -> None:
    ways = set(combinations(tree))
    assert len(ways) == 1 + 3 * 5 * 3 * 3 * 2
    for way in ways:
        given = walk(tree, way)
        assert (given.stop is None) == (len(given.path) == 7)
        text = page_text(advice_page(given))
        assert "jenvbredewerkagenda@minjenv.nl" in text
        assert max(map(len, text.splitlines())) <= 80


def test_a_way_collects_conditions_instruments_group_and_help(tree: Tree) -> None:
    given = advice(tree, "weinig;raadplegen;focusgroepen,enquete;specifieke-doelgroep;nee")
    assert given.rung is not None
    assert given.rung.name == "raadplegen"
    assert given.rung.participation is True
    assert given.conditions == (
        "De inzichten dienen dan als denkrichting. Wees naar de burgers helder over deze ruimte.",
    )
    assert given.instruments == ("Focusgroepen", "Enquête")
    assert given.group == "Specifieke doelgroep"
    assert given.group_notes == (
        "Dit vraagt vaak ondersteuning vanuit JenV voor de werving van de juiste deelnemers.",
    )
    assert given.help == "De JenV-brede Werkagenda kan je hierbij helpen!"
    assert given.arrange is not None
    assert given.arrange.startswith("Bepaal hoeveel tijd, budget")


def test_enough_room_has_no_condition_and_no_instrument_is_allowed(tree: Tree) -> None:
    given = advice(tree, "genoeg;meebeslissen;;algemeen-publiek;ja")
    assert given.conditions == given.instruments == given.group_notes == ()
    assert given.instruments_hint is not None
    assert given.instruments_hint.startswith("Of vraag in de offerte aan een bureau")
    assert [passed.step.number for passed in given.path] == [1, 2, 3, 4, 5, 6, 7]


def test_no_room_stops_or_goes_on_with_its_own_part_of_the_note(tree: Tree) -> None:
    stopped = advice(tree, "geen/niet-starten")
    assert stopped.stop == "Start geen traject."
    assert stopped.rung is stopped.group is stopped.arrange is stopped.help is None
    going = advice(tree, "geen/starten-en-helder-zijn;adviseren;;beide;ja")
    assert going.stop is None
    assert going.conditions == (
        "Maak helder naar de burgers dat vooraf niet duidelijk is wat er met de opgehaalde "
        "inzichten gedaan gaat worden.",
    )


def test_informeren_is_followed_and_flagged(tree: Tree) -> None:
    given = advice(tree, "genoeg;informeren;;beide;ja")
    assert given.rung is not None
    assert given.rung.participation is False
    assert given.rung_note is not None
    assert given.rung_note.startswith("Informeren wordt binnen de Rijksoverheid niet gezien")
    assert advice_page(given).lead == (
        "De trede op de participatieladder is informeren. Dat is geen participatie."
    )


def test_both_groups_bring_the_note_of_the_specific_one(tree: Tree) -> None:
    given = advice(tree, "genoeg;adviseren;;beide;ja")
    assert given.group == "Beide: algemeen publiek/de burgers en specifieke doelgroep"
    assert len(given.group_notes) == 1


@pytest.mark.parametrize(
    "line",
    [
        "weinig;raadplegen;enquete;algemeen-publiek;ja",
        "Weinig; RAADPLEGEN; Enquête; Algemeen publiek/de burgers; Ja",
        "weinig;De burgers mogen hun mening geven, het bestuur beslist - raadplegen;enquete,;"
        "algemeen publiek;ja",
    ],
)
def test_a_key_the_printed_text_and_capitals_mean_the_same(tree: Tree, line: str) -> None:
    assert advice(tree, line) == walk(
        tree, ["weinig", "raadplegen", ["enquete"], "algemeen-publiek", "ja"]
    )


def test_an_unknown_answer_is_told_what_is_allowed(tree: Tree) -> None:
    allowed = "Kies uit: 'genoeg', 'weinig', 'geen/niet-starten', 'geen/starten-en-helder-zijn'."
    assert message(tree, "veel") == f"Stap 2: 'veel' is geen antwoord. {allowed}"
    assert message(tree, "wenig") == (
        f"Stap 2: 'wenig' is geen antwoord. Bedoelde u 'weinig'? {allowed}"
    )


def test_an_answer_that_holds_a_choice_asks_for_it(tree: Tree) -> None:
    assert message(tree, "geen;raadplegen") == (
        "Stap 2: bij 'geen' hoort nog een keuze. "
        "Kies uit: 'geen/niet-starten', 'geen/starten-en-helder-zijn'."
    )


def test_answers_in_the_wrong_order_are_told_the_order(tree: Tree) -> None:
    assert message(tree, "raadplegen;weinig;enquete;beide;ja") == (
        "Stap 2: 'raadplegen' hoort bij stap 3. Geef de antwoorden in de volgorde van de stappen. "
        "Kies uit: 'genoeg', 'weinig', 'geen/niet-starten', 'geen/starten-en-helder-zijn'."
    )


def test_a_missing_answer_is_asked_for(tree: Tree) -> None:
    assert message(tree, "weinig;raadplegen;enquete") == (
        "Het antwoord op stap 5 ontbreekt: 'Welke doelgroep wil je betrekken?' "
        "Kies uit: 'algemeen-publiek', 'specifieke-doelgroep', 'beide'."
    )
    assert message(tree, "weinig;;enquete;beide;ja") == (
        "Stap 3: het antwoord is leeg. "
        "Kies uit: 'meebeslissen', 'coproduceren', 'adviseren', 'raadplegen', 'informeren'."
    )


def test_answers_after_the_end_are_refused(tree: Tree) -> None:
    assert message(tree, "geen/niet-starten;raadplegen;beide") == (
        "Na stap 2 met 'geen/niet-starten' vraagt de beslisboom niets meer. "
        "Haal weg: 'raadplegen', 'beide'."
    )


def test_one_thing_twice_and_two_where_one_fits_are_refused(tree: Tree) -> None:
    assert message(tree, "weinig;raadplegen;enquete,Enquête;beide;ja") == (
        "Stap 4: 'enquete' staat er twee keer. Noem het één keer."
    )
    with pytest.raises(AnswerError) as error:
        walk(tree, [["weinig", "genoeg"]])
    assert str(error.value) == (
        "Stap 2: hier past één antwoord, u gaf er 2. "
        "Kies uit: 'genoeg', 'weinig', 'geen/niet-starten', 'geen/starten-en-helder-zijn'."
    )


def test_an_unknown_instrument_is_told_that_more_may_be_chosen(tree: Tree) -> None:
    assert message(tree, "weinig;raadplegen;loterij;beide;ja") == (
        "Stap 4: 'loterij' is geen antwoord. Kies uit: 'burgerberaad', 'burgerdialoog', "
        "'focusgroepen', 'straatgesprekken', 'community-nl-denkt-mee', 'enquete' "
        "(geen, één of meer, met komma's ertussen)."
    )


def typed(*lines: str) -> tuple[list[str], Advice]:
    """Give what an interview says when these lines are typed, and the advice it ends in."""
    left, said = list(lines), []

    def ask(line: str) -> str:
        said.append(line)
        return left.pop(0)

    given = interview(read_beslisboom(), ask=ask, say=said.append)
    assert left == []
    return said, given


def test_numbers_names_and_enter_lead_to_the_same_advice_as_one_line(tree: Tree) -> None:
    expected = advice(tree, "weinig;raadplegen;burgerberaad,focusgroepen;beide;nee")
    assert typed("", "2", "4", "1,3", "3", "", "2")[1] == expected
    assert typed("", "weinig", "raadplegen", "Focusgroepen, 1", "beide", "", "nee")[1] == expected


def test_a_choice_within_an_answer_is_asked_apart() -> None:
    said, given = typed("", "3", "1")
    assert given.stop == "Start geen traject."
    assert "\nGeen. Wat kiest u?\n1. Niet starten\n2. Starten en vooraf helder zijn" in said


def test_what_is_no_answer_is_asked_again() -> None:
    said, given = typed("", "9", "", "1", "5", "7,x", "", "1", "", "1")
    assert "'9' is geen antwoord op deze vraag. Typ een nummer: 1, 2 of 3." in said
    assert "'' is geen antwoord op deze vraag. Typ een nummer: 1, 2 of 3." in said
    assert "'7', 'x' staat niet in de lijst. Typ nummers uit: 1, 2, 3, 4, 5 of 6." in said
    assert given.instruments == ()


def test_a_question_shows_its_number_its_answers_and_their_notes() -> None:
    said, _ = typed("", "3", "1")
    assert said[5] == (
        "Stap 2 van 7. Hoeveel mandaat of ruimte is er om de stem van de burger mee te\n"
        "wegen?\n"
        "1. Genoeg\n"
        "2. Weinig\n"
        "   De inzichten dienen dan als denkrichting. Wees naar de burgers helder over\n"
        "   deze ruimte.\n"
        "3. Geen\n"
        "   Start geen traject óf maak helder naar de burgers dat vooraf niet duidelijk\n"
        "   is wat er met de opgehaalde inzichten gedaan gaat worden."
    )
