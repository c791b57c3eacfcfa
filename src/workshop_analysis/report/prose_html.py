"""The tokens of a neutral document as HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

import mistune
from mistune.core import BlockState

from workshop_analysis.report import markdown
from workshop_analysis.report.markdown import Token


class ProseRenderer(mistune.HTMLRenderer):
    """Renders one document: it remembers which notes and tables it has named already."""

    def __init__(self) -> None:
        super().__init__()
        self._references: Counter[int] = Counter()
        self._tables: Counter[str] = Counter()

    def prose(self, tokens: Sequence[Token]) -> str:
        """Render block or inline tokens in their order."""
        return self.render_tokens(tokens, BlockState())

    def render_token(self, token: Token, state: BlockState) -> str:
        """Render one token; a table first, because its name comes from its headings."""
        if token["type"] == "table":
            return self._region(token, state)
        return super().render_token(token, state)

    def linebreak(self) -> str:
        """Break the line."""
        return "<br>\n"

    def thematic_break(self) -> str:
        """Draw the line between two parts."""
        return "<hr>\n"

    def strikethrough(self, text: str) -> str:
        """Strike out what was withdrawn."""
        return f"<del>{text}</del>"

    def footnote_ref(self, key: str, index: int) -> str:
        """Refer to a note; only the first reference is the place that the note leads back to."""
        self._references[index] += 1
        place = f' id="nootverwijzing-{index}"' if self._references[index] == 1 else ""
        return (
            f'<sup><a role="doc-noteref" href="#noot-{index}"{place} '
            f'aria-label="Noot {index}">{index}</a></sup>'
        )

    def table_head(self, text: str) -> str:
        """Open the table with its headings."""
        return f"<thead>\n<tr>{text}</tr>\n</thead>\n"

    def table_body(self, text: str) -> str:
        """Hold the rows together."""
        return f"<tbody>\n{text}</tbody>\n"

    def table_row(self, text: str) -> str:
        """Close one row."""
        return f"<tr>{text}</tr>\n"

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        """Write a heading with its scope, or a cell."""
        tag, scope = ("th", ' scope="col"') if head else ("td", "")
        kind = ' class="number"' if align == "right" else ""
        return f"<{tag}{scope}{kind}>{text}</{tag}>"

    def _region(self, token: Token, state: BlockState) -> str:
        headings = token["children"][0]["children"]
        name = f"Tabel met {', '.join(markdown.plain(h['children']) for h in headings)}"
        self._tables[name] += 1
        number = f" ({self._tables[name]})" if self._tables[name] > 1 else ""
        return (
            f'<div class="scroll markdown" role="region" tabindex="0" '
            f'aria-label="{escape(name + number)}"><table>\n'
            f"{self.render_tokens(token['children'], state)}</table></div>\n"
        )
