"""A page that no notebook tells: what it shows, in order, before anything is rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from workshop_analysis.display.payloads import Payload


class Shown(Protocol):
    """A display object: it knows what it is and what it holds."""

    @property
    def mime(self) -> str:
        """The MIME type of its payload."""

    @property
    def payload(self) -> Payload:
        """What a notebook would keep of it."""


Block: TypeAlias = str | Shown


@dataclass(frozen=True)
class LoosePage:
    """What is to be published: its name, what it shows in order, and what went into it.

    `opening` stands on the front page; `blocks` after it. A text is Markdown. `inputs` gives the
    sha256 of every file that was read; `stamp` begins every file name of made-up data. `one_page`
    says that all of it stands on one page: no contents, no date of a workshop.
    """

    name: str
    opening: tuple[Block, ...]
    blocks: tuple[Block, ...]
    inputs: Mapping[str, str] = field(default_factory=dict)
    stamp: str = ""
    one_page: bool = False
