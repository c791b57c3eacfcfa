"""Session folders as hypothesis makes them up: any size, any columns, any coding, any signs.

Everything in them is made up (VOORBEELD).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st
from session_folders import CODEBOOK, SESSION

SIDES = ("gezamenlijk", "beleid", "uitvoering")
OPTIONAL = ("participant", "table", "votes", "publishable")
CODINGS = ("none", "one", "two alike", "two", "beside", "nothing fits")
ODD = st.text(
    st.one_of(
        st.sampled_from("{}#\\$%@_*<>&\"'`[]|~^👍☺日ﬁéë\u0301\u200b\u202eЖα…–“”=+-"),
        st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cs", "Cc"]),
    ),
    min_size=1,
    max_size=60,
).filter(lambda text: text.strip() != "")
MORE_CODES = """[[codes]]
code = "rust"
text = "Rust {b}"
definition = "x"
include = "x"
exclude = "x"
[[placements]]
code = "rust"
theme = "tijd"
coder = "A"
reason = "x"
"""


@dataclass(frozen=True)
class Made:
    """What a session is made of: its records, the columns they have, and how they are coded."""

    kinds: list[bool]
    texts: list[str]
    title: str
    columns: frozenset[str]
    coding: str
    codes: list[str]
    per_table: int

    def write(self, place: Path) -> Path:
        """Write the folder and give its place."""
        place.mkdir(parents=True)
        title = self.title.replace("\\", "\\\\").replace('"', '\\"')
        session = SESSION.replace("Een kleine sessie", title, 1)
        (place / "session.toml").write_text(session, encoding="utf-8")
        (place / "codebook.toml").write_text(CODEBOOK + MORE_CODES, encoding="utf-8")
        _write(place / "contributions.csv", [self._record(at) for at in range(len(self.kinds))])
        if rows := self._coding():
            _write(place / "coding.csv", rows)
        return place

    def _record(self, at: int) -> dict[str, str]:
        person, barrier = at // 2, self.kinds[at]
        told = {
            "participant": f"P{person + 1:02}",
            "table": str(person // self.per_table + 1),
            "votes": str(at % 4) if at % 3 else "",
            "publishable": ("ja", "nee", "")[at % 3],
        }
        row = {
            "id": f"b{at + 1}",
            "kind": "belemmering" if barrier else "belofte",
            "side": SIDES[at % 3] if barrier else "",
            "text": self.texts[at % len(self.texts)],
        }
        row |= {name: told[name] for name in OPTIONAL if name in self.columns}
        beside = {"code": self.codes[at % len(self.codes)], "coder": "A"}
        return row | (beside if self.coding == "beside" else {})

    def _coding(self) -> list[dict[str, str]]:
        ids = [f"b{at + 1}" for at in range(len(self.kinds))]
        given = [self.codes[at % len(self.codes)] for at in range(len(ids))]
        other = given[1:] + given[:1]
        by = {
            "one": {"A": given},
            "two alike": {"A": given, "B": given},
            "two": {"A": given, "B": other},
            "nothing fits": {"A": ["geen-code"] * len(ids)},
        }.get(self.coding, {})
        return [
            {"record": record, "code": code, "coder": coder}
            for coder, codes in by.items()
            for record, code in zip(ids, codes, strict=True)
        ]


def _write(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def made_sessions() -> st.SearchStrategy[Made]:
    """Give sessions of 1 to 200 records with any of the optional columns and any coding."""
    return st.builds(
        Made,
        kinds=st.integers(1, 200).flatmap(
            lambda size: st.one_of(
                st.just([True] * size),
                st.just([False] * size),
                st.just([at % 3 > 0 for at in range(size)]),
            )
        ),
        texts=st.lists(ODD, min_size=1, max_size=12),
        title=ODD,
        columns=st.frozensets(st.sampled_from(OPTIONAL)),
        coding=st.sampled_from(CODINGS),
        codes=st.lists(st.sampled_from(("geen-tijd", "rust", "geen-code")), min_size=1, max_size=7),
        per_table=st.sampled_from((1, 4, 9, 200)),
    )
