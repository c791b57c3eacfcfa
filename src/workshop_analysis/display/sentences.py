"""A sentence of the report: its numbers come from table cells, never from a keyboard."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import ClassVar

from workshop_analysis.display import preview
from workshop_analysis.display.cells import Cell, Link
from workshop_analysis.display.mime import TEXT
from workshop_analysis.display.payloads import Bundle, Filled, TextPayload
from workshop_analysis.terms import in_words

ROLES = ("lead", "body", "note", "item")
Filling = Cell | Link | Sequence[Cell | Link]


@dataclass(frozen=True, eq=False)
class ReportText:
    """A sentence or paragraph rendered from tables, so that text and table cannot disagree.

    `{name}` in the template becomes the text of the cell `cells["name"]`; a `Link(cell, target)`
    leads to an anchor; a list is joined the Dutch way ("a, b en c"). `{name:words}` writes a whole
    number in words, `{name:Words}` with a capital. Digits in the template itself are refused
    unless they stand in `literals`, quotes from the source such as "12 november" or "+/- 70".

    Raises
    ------
    ValueError
        In Dutch: a digit that no table vouches for, a name without cell, a cell without name,
        an empty cell, an unknown role or format.
    """

    template: str
    _: KW_ONLY
    cells: Mapping[str, Filling] = field(default_factory=dict)
    role: str = "body"
    literals: Sequence[str] = ()
    mime: ClassVar[str] = TEXT
    payload: TextPayload = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Check everything and fix the payload."""
        if self.role not in ROLES:
            raise ValueError(f"De rol '{self.role}' bestaat niet. Kies uit: {', '.join(ROLES)}.")
        pieces = list(string.Formatter().parse(self.template))
        self._check_names({name for _, name, _, _ in pieces if name is not None})
        check_digits("".join(text for text, _, _, _ in pieces), literals=self.literals)
        parts = [
            part
            for text, name, form, _ in pieces
            for part in self._parts(text, name=name, form=form)
        ]
        object.__setattr__(self, "payload", {"parts": _joined(parts), "role": self.role})

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {
            TEXT: self.payload,
            "text/html": preview.sentence_html(self.payload),
            "text/plain": preview.sentence_text(self.payload),
        }

    def _check_names(self, names: set[str]) -> None:
        for name in sorted(names - set(self.cells)):
            raise ValueError(f"De zin noemt '{{{name}}}', maar cells heeft geen '{name}'.")
        for name in sorted(set(self.cells) - names):
            raise ValueError(f"cells heeft '{name}', maar de zin noemt '{{{name}}}' niet.")

    def _parts(self, text: str, *, name: str | None, form: str | None) -> list[str | Filled]:
        if name is None:
            return [text]
        filling = self.cells[name]
        if isinstance(filling, Cell | Link):
            return [text, _part(filling, form=form or "", name=name)]
        if form:
            raise ValueError(
                f"'{{{name}:{form}}}' kan niet: '{name}' is een lijst. Haal ':{form}' weg."
            )
        return [text, *_enumerated([_part(one, form="", name=name) for one in filling], name=name)]


def check_digits(text: str, *, literals: Sequence[str]) -> None:
    """Refuse a digit that no table and no literal vouches for.

    Raises ValueError, in Dutch.
    """
    rest = text
    for literal in sorted(literals, key=len, reverse=True):
        rest = rest.replace(" ".join(literal.split()), "").replace(literal, "")
    found = re.search(r"\S*\d\S*", rest)
    if found:
        raise ValueError(
            f"'{found.group()}' staat als cijfer in de zin zelf. Haal het uit een tabel met "
            "{naam}, of zet het in literals als het een letterlijke tekst uit de bron is."
        )


def _part(filling: Cell | Link, *, form: str, name: str) -> Filled:
    cell = filling.text if isinstance(filling, Link) else filling
    if not isinstance(cell, Cell):
        raise ValueError(f"'{name}' is een link met losse tekst. Geef Link een cel uit een tabel.")
    if not cell.text:
        raise ValueError(
            f"De zin noemt '{{{name}}}', maar tabel '{cell.table}' is leeg bij rij '{cell.row}', "
            f"kolom '{cell.column}'."
        )
    return {
        "column": cell.column,
        "row": cell.row,
        "table": cell.table,
        "target": filling.target if isinstance(filling, Link) else None,
        "text": _formed(cell, form=form, name=name),
        "value": cell.value,
    }


def _formed(cell: Cell, *, form: str, name: str) -> str:
    if not form:
        return cell.text
    if form not in {"words", "Words"}:
        raise ValueError(f"'{{{name}:{form}}}' kan niet. Schrijf ':words' of ':Words'.")
    if not isinstance(cell.value, int):
        raise ValueError(f"'{{{name}:{form}}}' kan niet: '{cell.text}' is geen geheel getal.")
    words = in_words(cell.value)
    return words if form == "words" else words[:1].upper() + words[1:]


def _enumerated(parts: list[Filled], *, name: str) -> list[str | Filled]:
    if not parts:
        raise ValueError(
            f"'{name}' is een lege lijst. Kies een andere zin als er niets te noemen is."
        )
    between = [", "] * (len(parts) - 2) + [" en "] * (len(parts) > 1) + [""]
    return [one for part, after in zip(parts, between, strict=True) for one in (part, after)]


def _joined(parts: list[str | Filled]) -> list[str | Filled]:
    joined: list[str | Filled] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part != "":
            joined.append(part)
    return joined
