"""The command line: parse, call, print. Each group of commands is a module in `commands`."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from importlib import metadata
from io import TextIOWrapper
from typing import Annotated

import typer

from workshop_analysis.commands import (
    agreement,
    beslisboom,
    codebook,
    compare,
    new_session,
    package,
    plan,
    sessions,
    status,
    suggest,
    trend,
    upgrade,
)
from workshop_analysis.commands.dutch import DutchCommand, DutchGroup, wrong_use
from workshop_analysis.commands.refusal import FAULTS, INTERRUPTED, WRONG_USE, Refused

PROGRAM = "workshop-analysis"
DEBUG = "--debug"
STOPPED = "Afgebroken. Wat nog niet klaar was, is niet weggeschreven."
COMMANDS = (
    *(plan.plan, new_session.new, sessions.check, status.status),
    *(suggest.suggest, agreement.coder, agreement.agreement),
    *(sessions.report, compare.compare, trend.trend, codebook.codebook),
    *(package.package, beslisboom.beslisboom, upgrade.upgrade),
)

app = typer.Typer(
    cls=DutchGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    options_metavar="[OPTIES]",
    subcommand_metavar="OPDRACHT ...",
)
for command in COMMANDS:
    app.command(cls=DutchCommand, options_metavar="[OPTIES]")(command)


@app.callback(invoke_without_command=True)
def explain(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Toon de versie en stop.", show_default=False)
    ] = False,
    debug: Annotated[
        bool,
        typer.Option(
            DEBUG, help="Toon bij een fout ook waar in het programma.", show_default=False
        ),
    ] = False,
) -> None:
    """Van wat mensen in een workshop zeiden naar een rapport dat klopt en dat gepubliceerd kan.

    Uitleg per opdracht: workshop-analysis OPDRACHT --help
    """
    if version:
        print(f"{PROGRAM} {metadata.version(PROGRAM)}")
    elif context.invoked_subcommand is None:
        print(context.get_help())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 faults, 2 wrong use, 130 stopped."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = DEBUG in given
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # an old console may lack a letter; never stop on it
            stream.reconfigure(errors="replace")
    try:
        return _run([each for each in given if each != DEBUG])
    except Exception as error:
        if debug:
            traceback.print_exc()
        message, status = _ending(error)
        _say(message)
        return status


def _run(arguments: list[str]) -> int:
    command = typer.main.get_command(app)
    status = command.main(args=arguments, prog_name=PROGRAM, standalone_mode=False)
    if status == INTERRUPTED:
        _say(STOPPED)
    return status if isinstance(status, int) else 0


def _ending(error: Exception) -> tuple[str, int]:
    """Return what to say of an error, and the exit status."""
    if isinstance(error, Refused):
        return str(error), error.status
    if isinstance(error, typer.Abort):
        return STOPPED, INTERRUPTED
    if isinstance(error, typer.TyperException):
        return wrong_use(error), WRONG_USE
    return (
        f"Er ging iets mis dat het programma niet verwachtte: {type(error).__name__}: {error}\n"
        f"Geef de opdracht nog eens met {DEBUG} erachter en stuur de uitvoer mee met uw vraag.",
        FAULTS,
    )


def _say(message: str) -> None:
    print(message, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
