"""What may be wrong with a codebook: warnings to think about, never a refusal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import pandas as pd

from workshop_analysis.coders.agreement import before_consensus
from workshop_analysis.coders.flags import plain
from workshop_analysis.folder.codebook import Codebook
from workshop_analysis.terms import NO_CODE

# Ours; no source gives a bound. It makes somebody look, and decides nothing.
OVERLAP_ABOVE = 0.7
OVERLAP_FROM = 5
"""Two themes are compared when the smaller one has at least so many records."""


def codebook_warnings(codebook: Codebook, *, coding: pd.DataFrame | None = None) -> pd.DataFrame:
    """Give what to look at in the codebook, and in its use when there is a coding.

    One row per warning: `about` (code, rode draad), `key`, `warning` (the whole sentence). Empty
    when there is nothing to say.
    """
    found = [
        *_undefined("rode draad", codebook.themes, "theme"),
        *_undefined("code", codebook.codes, "code"),
        *_wrong_examples(codebook.themes),
    ]
    if coding is not None:
        used = _records_per_theme(coding, codebook)
        found += [*_unused(used), *_overlapping(used)]
    return pd.DataFrame(found, columns=["about", "key", "warning"], dtype="str")


def _undefined(about: str, table: pd.DataFrame, column: str) -> Iterator[tuple[str, str, str]]:
    for key in table.loc[table["definition"].map(plain).eq(""), column]:
        yield (
            about,
            key,
            f"{about} '{key}' heeft geen omschrijving. Schrijf in één zin waar het over gaat.",
        )


def _wrong_examples(themes: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    if not {"example", "exclude"} <= set(themes):
        return
    for row in themes.itertuples():
        example = f" {plain(row.example)} "
        for phrase in _phrases(row.exclude):
            if f" {plain(phrase)} " in example:
                yield (
                    "rode draad",
                    str(row.theme),
                    f"het voorbeeld van rode draad '{row.theme}' bevat '{phrase}', en dat hoort er "
                    "juist niet bij. Kies een ander voorbeeld.",
                )


def _phrases(text: object) -> list[str]:
    """Give the things that a sentence lists; what stands between brackets points elsewhere."""
    if not isinstance(text, str):
        return []
    bare = re.sub(r"\([^)]*\)", ",", text)
    return [part.strip() for part in re.split(r"[,.;:]|\ben\b|\bof\b", bare) if plain(part)]


def _records_per_theme(coding: pd.DataFrame, codebook: Codebook) -> dict[str, set[str]]:
    given = before_consensus(coding)
    given = given[given["code"].ne(NO_CODE)]
    placed = codebook.placements.dropna(subset="theme")[["code", "theme"]]
    records = given.merge(placed, on="code").groupby("theme")["record"].agg(set)
    return {theme: records.get(theme, set()) for theme in codebook.themes["theme"]}


def _unused(used: dict[str, set[str]]) -> Iterator[tuple[str, str, str]]:
    for theme, records in used.items():
        if not records:
            yield (
                "rode draad",
                theme,
                f"rode draad '{theme}' is door niemand gebruikt. Is hij nodig, of heet hij anders?",
            )


def _overlapping(used: dict[str, set[str]]) -> Iterator[tuple[str, str, str]]:
    for one, other in combinations(used, 2):
        small, large = sorted((one, other), key=lambda theme: len(used[theme]))
        both = len(used[small] & used[large])
        if len(used[small]) >= OVERLAP_FROM and both / len(used[small]) > OVERLAP_ABOVE:
            yield (
                "rode draad",
                small,
                f"van de {len(used[small])} bijdragen bij rode draad '{small}' staan er {both} ook "
                f"bij '{large}'. Zijn het er wel twee?",
            )
