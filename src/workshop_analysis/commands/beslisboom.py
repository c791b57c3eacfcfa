"""The command that asks the decision tree's questions and gives the advice at the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop_analysis.commands.asked import Pages, asked_as
from workshop_analysis.commands.own_style import own_style
from workshop_analysis.commands.refusal import FAULTS, INTERRUPTED, Refused

if TYPE_CHECKING:
    from workshop_analysis.beslisboom import Advice, Tree
    from workshop_analysis.style import Style

NONE_ASKED = Pages()
TreeFile = Annotated[
    Path | None,
    typer.Option(
        "--tree",
        metavar="BESTAND",
        help="Een andere beslisboom. Anders die van de bron.",
        show_default=False,
    ),
]
Answers = Annotated[
    str | None,
    typer.Option(
        "--answers",
        metavar="ANTWOORDEN",
        help="Alle antwoorden tegelijk, met ; ertussen en met een , tussen instrumenten, zoals "
        "'weinig;raadplegen;focusgroepen,enquete;specifieke-doelgroep;nee'. Stap 1 en 6 vragen "
        "geen antwoord. Een lege plaats is: geen instrument. Na 'geen' komt een keuze: "
        "'geen/niet-starten' of 'geen/starten-en-helder-zijn'.",
        show_default=False,
    ),
]


@asked_as(Pages)
def beslisboom(tree: TreeFile = None, answers: Answers = None, pages: Pages = NONE_ASKED) -> None:
    """Doorloop de beslisboom 'Burgers betrekken' en krijg een advies.

    De vragen komen één voor één. Met --answers geeft u de antwoorden in één keer.
    """
    from workshop_analysis.beslisboom import advice_page, page_text

    for file in (pages.html, pages.pdf):
        _check_free(file)
    style = own_style(pages.style)
    read = _read(tree)
    advice = _asked(read) if answers is None else _walked(read, answers)
    print(page_text(advice_page(advice)), end="")
    _write(read, advice, pages=pages, style=style)


def _read(file: Path | None) -> Tree:
    from workshop_analysis.beslisboom import read_beslisboom
    from workshop_analysis.checks import SessionError

    try:
        return read_beslisboom(file)
    except SessionError as error:
        listed = "\n".join(f"- {line}" for line in str(error).splitlines())
        raise Refused(f"Deze beslisboom is niet te volgen:\n{listed}", status=FAULTS) from error


def _walked(tree: Tree, answers: str) -> Advice:
    from workshop_analysis.beslisboom import AnswerError, parse_answers, walk

    try:
        return walk(tree, parse_answers(answers))
    except AnswerError as error:
        raise Refused(str(error)) from error


def _asked(tree: Tree) -> Advice:
    from workshop_analysis.beslisboom.interview import interview

    try:
        return interview(tree, ask=_ask, say=print)
    except EOFError as error:
        message = "De invoer hield op voor de laatste vraag. Er is geen advies gemaakt."
        raise Refused(message, status=FAULTS) from error
    except KeyboardInterrupt as error:
        message = "\nGestopt. Er is geen advies gemaakt en niets weggeschreven."
        raise Refused(message, status=INTERRUPTED) from error


def _ask(line: str) -> str:
    """Show the line on a line of its own, so that a pipe and a screen reader get whole lines."""
    print(line, flush=True)
    return input()


def _check_free(file: Path | None) -> None:
    """Refuse before the first question what would be refused after the last."""
    if file is None:
        return
    if file.exists():
        raise Refused(f"'{file}' bestaat al en wordt niet overschreven. Kies een andere naam.")
    if not file.absolute().parent.is_dir():
        raise Refused(f"De map van '{file}' bestaat niet. Maak die map, of kies een andere.")


def _write(tree: Tree, advice: Advice, *, pages: Pages, style: Style) -> None:
    """Write the page in the forms that were asked for."""
    if pages.html is None and pages.pdf is None:
        return
    from workshop_analysis.report.beslisboom_page import advice_html, advice_pdf

    made = {
        file: make(tree, advice, style)
        for file, make in ((pages.html, advice_html), (pages.pdf, advice_pdf))
        if file is not None
    }
    for file, content in made.items():
        _write_new(file, content)


def _write_new(file: Path, content: bytes) -> None:
    try:
        with file.open("xb") as place:
            place.write(content)
    except OSError as error:
        raise Refused(f"'{file}' is niet te schrijven. Kies een andere plaats.") from error
    print(f"Geschreven: {file}")
