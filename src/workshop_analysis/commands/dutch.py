"""Typer's own words in Dutch: the help of every command, and what it says of a wrong command."""

from __future__ import annotations

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from workshop_analysis.commands.refusal import Refused, did_you_mean

HELP = "Toon deze uitleg en stop."
# What somebody may well type in a Dutch program.
IN_DUTCH = {
    "controle": "check",
    "controleer": "check",
    "controleren": "check",
    "rapport": "report",
    "rapporteer": "report",
    "publiceer": "report",
    "nieuw": "new",
    "vergelijk": "compare",
    "vergelijken": "compare",
    "overeenstemming": "agreement",
    "suggesties": "suggest",
    "plannen": "plan",
    "codeer": "coder",
    "codeur": "coder",
    "coderen": "coder",
    "codeboek": "codebook",
}
# What typer says of a wrong command → what we say. It has no other way to be translated.
SENTENCES = {
    r"Missing argument '(?P<what>.+)'\.": "Er ontbreekt iets: geef ook {what} op.",
    r"Missing option '(?P<what>.+)'\.": "Er ontbreekt iets: geef ook {what} op.",
    r"Missing command\.": "Er ontbreekt een opdracht.",
    r"No such option: (?P<what>\S+)(?P<rest>.*)": "De optie '{what}' bestaat niet.",
    r"Got unexpected extra argument\(s\) \((?P<what>.+)\)": (
        "Dit is te veel: '{what}'. Staat er een spatie in een naam? Zet die naam dan tussen "
        "dubbele aanhalingstekens."
    ),
    r"Option '(?P<what>.+)' requires an argument\.": "Zet een waarde achter '{what}'.",
    r"Option '(?P<what>.+)' does not take a value\.": "Achter '{what}' hoort geen waarde.",
    r"Invalid value for '(?P<what>.+?)':.* '(?P<found>.*?)' is not one of (?P<allowed>.+)\.": (
        "'{found}' kan niet bij {what}. Kies uit: {allowed}."
    ),
    r"Invalid value for '(?P<what>.+?)': Input should be a valid integer.*": (
        "Bij {what} hoort een heel getal, zoals 8."
    ),
    r"Invalid value for '(?P<what>.+?)': .*": "Wat bij {what} staat, kan daar niet.",
}


class DutchCommand(TyperCommand):
    """A command that explains itself in Dutch, in plain lines that a screen reader can follow."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write how the command is typed."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write what can be given with the command."""
        _write_parameters(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that shows the help."""
        return _in_dutch(super().get_help_option(ctx))


class DutchGroup(TyperGroup):
    """A group of commands that explains itself in Dutch."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write how a command of the group is typed."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the commands first: that is what one looks for."""
        with formatter.section("Opdrachten"):
            formatter.write_dl([(name, _first(self.commands[name])) for name in self.commands])
        _write_parameters(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that shows the help."""
        return _in_dutch(super().get_help_option(ctx))

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the commands in the order in which one needs them."""
        return list(self.commands)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that is meant, or refuse with the nearest one."""
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            raise Refused(unknown_command(name, list(self.commands)))
        return super().resolve_command(ctx, args)


def unknown_command(name: str, known: list[str]) -> str:
    """Return the sentence about a command that there is not, with the nearest and all others."""
    meant = IN_DUTCH.get(name.lower())
    near = f" Bedoelde u '{meant}'?" if meant in known else did_you_mean(name, known)
    return f"De opdracht '{name}' bestaat niet.{near} De opdrachten zijn: {', '.join(known)}."


def wrong_use(error: typer.TyperException) -> str:
    """Return in Dutch what typer says of a wrong command, with the way to the help."""
    said = error.format_message()
    context = getattr(error, "ctx", None)
    program = context.command_path if context else "workshop-analysis"
    return f"{_translated(said)}{_near_option(error)} Hulp: {program} --help"


def _translated(said: str) -> str:
    for pattern, sentence in SENTENCES.items():
        found = re.fullmatch(pattern, said)
        if found:
            return sentence.format(**found.groupdict())
    return f"Deze opdracht is niet te begrijpen ({said})."


def _near_option(error: typer.TyperException) -> str:
    """Return the nearest option that the command has; typer's own guesses are only some of them."""
    name, context = getattr(error, "option_name", None), getattr(error, "ctx", None)
    if name is None or context is None or "bestaat niet" not in _translated(error.format_message()):
        return ""
    options = [option for param in context.command.get_params(context) for option in param.opts]
    return did_you_mean(name, [option for option in options if option.startswith("--")])


def _write_usage(command: TyperCommand | TyperGroup, ctx: Any, formatter: Any) -> None:
    arguments: list[Any] = [
        param for param in command.get_params(ctx) if param.param_type_name == "argument"
    ]
    pieces = [p.metavar if p.required else f"[{p.metavar}]" for p in arguments]
    if isinstance(command, TyperGroup):
        pieces.append(command.subcommand_metavar)
    words = " ".join([command.options_metavar or "", *pieces])
    formatter.write_usage(ctx.command_path, words, prefix="Gebruik: ")


def _write_parameters(command: TyperCommand | TyperGroup, ctx: Any, formatter: Any) -> None:
    for title, kind in (("Wat u opgeeft", "argument"), ("Opties", "option")):
        params: list[Any] = [p for p in command.get_params(ctx) if p.param_type_name == kind]
        rows = [(_name(param, ctx), param.help or "") for param in params if not param.hidden]
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)


def _name(param: Any, ctx: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.metavar)
    return str(param.get_help_record(ctx)[0])


def _first(command: Any) -> str:
    """Return the first paragraph of a command's help."""
    return " ".join((command.help or "").split("\n\n")[0].split())


def _in_dutch(option: Any) -> Any:
    if option is not None:
        option.help = HELP
    return option
