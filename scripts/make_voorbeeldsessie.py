"""Make data/voorbeeldsessie: a made-up later session to compare with November, the same each time.

VOORBEELD: every contribution, participant and coder is invented; the sentences stand in
voorbeeldsessie_teksten.toml. 45 participants at 8 tables give two to five contributions each.
Tables differ in what they talk about, so that contributions of one table resemble each other.
Three codes of November are never used and five new ones are, one code of November is split, and
two readers code: the first nearly everything, the second half of it, blind and with mistakes of
their own. Run it again after a change in the November folder: the example is tied to its sha256.

    python scripts/make_voorbeeldsessie.py
"""

from __future__ import annotations

import re
import shutil
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

from workshop_analysis.files.opened import read_written
from workshop_analysis.folder.new import codebook_text
from workshop_analysis.folder.workshop import Workshop, read_workshop

HERE = Path(__file__).parent
SEED = 20260317
PARTICIPANTS, TABLES, DOTS = 45, 8, 3
CODERS = ("lezer-1", "lezer-2")
SPLIT = "beleid-4"
TEXTS: dict[str, Any] = tomllib.loads((HERE / "voorbeeldsessie_teksten.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Said:
    """One made-up contribution with the codes it was made from (none for a loose remark)."""

    participant: str
    table: int
    text: str
    codes: tuple[str, ...]
    side: str | None


def main(target: Path) -> None:
    """Write the whole folder anew."""
    random = Random(SEED)
    november = HERE.parent / "data" / "workshop_12nov"
    old = read_workshop(november)
    said = [one for person in range(PARTICIPANTS) for one in contributions(person, random)]
    records = record_table(said, random)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    write(target / "session.toml", session_toml(old))
    write(target / "codebook.toml", codebook_toml(november, old))
    write(target / "report.toml", REPORT)
    write(target / "README.md", README)
    records.to_csv(target / "contributions.csv", index=False, lineterminator="\n")
    coding = coding_table(records["id"], said, random)
    coding.to_csv(target / "coding.csv", index=False, lineterminator="\n")
    pd.DataFrame(CROSSWALK, columns=["old", "new", "fate", "reason"]).to_csv(
        target / "crosswalk.csv", index=False, lineterminator="\n"
    )


def write(path: Path, text: str) -> None:
    """Write a text with the same line ends on every machine."""
    path.write_text(text, encoding="utf-8", newline="\n")


# -- what people said -------------------------------------------------------------------------


def contributions(person: int, random: Random) -> list[Said]:
    """Give what one participant brings in: two to five contributions, as their table talks."""
    table = person % TABLES + 1
    count = pick([2, 3, 4, 5], random, weights=[3, 4, 2, 1])
    return [contribution(f"P{person + 1:02}", table, random) for _ in range(count)]


def contribution(participant: str, table: int, random: Random) -> Said:
    """Give one contribution: a sentence, now and then two, or a remark beside the question."""
    chance = random.random()
    if chance < 0.03:
        return Said(participant, table, pick(TEXTS["loose"]["non_answers"], random), (), "beleid")
    if chance < 0.07:
        return Said(participant, table, pick(TEXTS["loose"]["other"], random), (), "uitvoering")
    code = any_code(table, random)
    text, codes = sentence(code, random), (code,)
    if random.random() < 0.15:
        second = any_code(table, random, like=code)
        if second != code:
            text, codes = f"{text} {pick(TEXTS['codes'][second]['texts'], random)}", (code, second)
    return Said(participant, table, text, codes, side_of(code, random))


def any_code(table: int, random: Random, *, like: str | None = None) -> str:
    """Give a code, by its weight and what the table likes; of the same kind as another if asked."""
    codes = [code for code, facts in TEXTS["codes"].items() if facts["weight"]]
    if like is not None:
        codes = [code for code in codes if is_belofte(code) == is_belofte(like)]
    liking = [0.4, 1.0, 1.8]
    weights = [
        TEXTS["codes"][code]["weight"] * liking[(7 * table + 3 * place) % 3]
        for place, code in enumerate(codes)
    ]
    return pick(codes, random, weights=weights)


def sentence(code: str, random: Random) -> str:
    """Give one of the code's sentences, now and then with something before or after it."""
    around = TEXTS["around"]
    text = pick(TEXTS["codes"][code]["texts"], random)
    return pick(around["before"], random) + text + pick(around["after"], random)


def side_of(code: str, random: Random) -> str | None:
    """Give the side on which it was said: mostly that of the code, at times another."""
    side = TEXTS["codes"][code].get("side")
    if side is None or random.random() > 0.2:
        return side
    return pick(["gezamenlijk", "beleid", "uitvoering"], random)


def is_belofte(code: str) -> bool:
    """Say whether a code is a belofte: it has no side."""
    return "side" not in TEXTS["codes"][code]


def pick(options: list[Any], random: Random, *, weights: list[float] | None = None) -> Any:
    """Choose one; only `random()` is used, which gives the same numbers in every Python."""
    shares = weights or [1.0] * len(options)
    place = random.random() * sum(shares)
    for option, share in zip(options, shares, strict=True):
        place -= share
        if place < 0:
            return option
    return options[-1]


def record_table(said: list[Said], random: Random) -> pd.DataFrame:
    """Give contributions.csv: one row per contribution."""
    rows = []
    votes = dots(len(said), random)
    for place, one in enumerate(said):
        promise = bool(one.codes) and is_belofte(one.codes[0])
        rows.append(
            {
                "id": f"b{place + 1:03}",
                "kind": "belofte" if promise else "belemmering",
                "side": None if promise else one.side,
                "text": one.text,
                "participant": one.participant,
                "table": one.table,
                "votes": votes[place],
                "publishable": pick(["ja", "nee", None], random, weights=[5, 3, 2]),
            }
        )
    return pd.DataFrame(rows)


def dots(contributions: int, random: Random) -> list[int]:
    """Give the dots on each contribution: three per participant, on any."""
    votes = [0] * contributions
    for _ in range(PARTICIPANTS * DOTS):
        votes[int(random.random() * contributions)] += 1
    return votes


# -- who coded it how -------------------------------------------------------------------------


def coding_table(ids: pd.Series, said: list[Said], random: Random) -> pd.DataFrame:
    """Give coding.csv: the first reader nearly everything, the second every other contribution."""
    rows = []
    for place, (record, one) in enumerate(zip(ids, said, strict=True)):
        if place % 29 == 28:
            continue  # left uncoded by both: a report must say so
        rows += readings(record, one, (CODERS[0], 0.06), random)
        if place % 2 == 0:
            rows += readings(record, one, (CODERS[1], 0.18), random)
    columns = ["record", "code", "coder", "origin", "reason"]
    return pd.DataFrame(rows, columns=columns).sort_values(["coder", "record"], kind="stable")


def readings(record: str, one: Said, reader: tuple[str, float], random: Random) -> list[tuple]:
    """Give one reader's codes for one contribution; the reader errs with the given chance."""
    coder, errs = reader
    seen = list(dict.fromkeys(read(code, errs, random) for code in one.codes))
    if len(seen) > 1 and random.random() < 2 * errs:
        seen = seen[:1]
    seen = [code for code in seen if code] or ["geen-code"]
    return [(record, code, coder, origin(coder, code, random), why(code, random)) for code in seen]


def read(code: str, errs: float, random: Random) -> str:
    """Give the code as a reader sees it: itself, one it resembles, or none."""
    if random.random() >= errs:
        return code
    return pick([*TEXTS["confusions"].get(code, []), ""], random)


def origin(coder: str, code: str, random: Random) -> str:
    """Give where a code came from: the first reader took some over from a suggestion."""
    suggested = coder == CODERS[0] and code != "geen-code" and random.random() < 0.2
    return "suggestie" if suggested else "mens"


def why(code: str, random: Random) -> str | None:
    """Give a reason now and then, as people do."""
    if code == "geen-code":
        return "gaat over iets anders"
    return "staat er met zoveel woorden" if random.random() < 0.15 else None


# -- the files around it ----------------------------------------------------------------------


def codebook_toml(november: Path, old: Workshop) -> str:
    """Give the codebook: November's, with one code split and five added."""
    text = codebook_text(read_written(november / "codebook.toml"), old=old)
    blocks = re.split(r"(?m)^(?=\[\[)", text)
    kept = [block for block in blocks if not re.search(rf'(?m)^code = "{SPLIT}"', block)]
    whole = "".join(kept).replace("[[themes]]", CODER_BLOCKS + "[[themes]]", 1)
    changed = {"version": '"1.1"', "title": '"VOORBEELD: codeboek van een verzonnen sessie"'}
    return set_keys(whole, changed) + (HERE / "voorbeeldsessie_codes.toml").read_text("utf-8")


def set_keys(text: str, values: Mapping[str, str]) -> str:
    """Give a TOML text with other values for its first keys of these names."""
    for key, value in values.items():
        text = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", text, count=1)
    return text


def session_toml(old: Workshop) -> str:
    """Give the session's facts, tied to November as it is now."""
    hashes = "\n".join(f'"{name}" = "{value}"' for name, value in old.session.hashes.items())
    return SESSION.format(
        people=PARTICIPANTS,
        tables=TABLES,
        dots=DOTS,
        baseline=old.session.key,
        version=old.codebook.version,
        hashes=hashes,
    )


CROSSWALK = [
    (SPLIT, "grip-op-kosten", "gesplitst", "De oude code noemde kosten en uitkomst in één zin."),
    (SPLIT, "grip-op-uitkomst", "gesplitst", "De oude code noemde kosten en uitkomst in één zin."),
]
CODER_BLOCKS = """\
[[coders]]
key = "lezer-1"
description = "VOORBEELD: verzonnen lezer. Codeerde bijna alles en plaatste de nieuwe codes."

[[coders]]
key = "lezer-2"
description = "VOORBEELD: verzonnen lezer. Codeerde de helft van de bijdragen, los van lezer-1."

"""
SESSION = """\
# VOORBEELD – fictieve gegevens. Deze sessie is nooit gehouden; alles hierin is verzonnen.
# Gemaakt met scripts/make_voorbeeldsessie.py. Verander dit bestand niet met de hand.

key = "voorbeeldsessie"
title = "VOORBEELD: een verzonnen latere sessie"
date = 2026-03-17
evidence = "contributions"
participants = "{people} (verzonnen)"
question = "Wat houdt u tegen om burgers te betrekken, en wat zou helpen? (verzonnen vraag)"
method = "{tables} tafels, één punt per briefje, daarna {dots} stippen per deelnemer (verzonnen)"
selection = "Verzonnen deelnemers; niemand is uitgenodigd."
unit = "bijdrage: één briefje van één deelnemer"
licence = "CC0 1.0: verzonnen gegevens, vrij te gebruiken"
example = true

[publication]
version = "0.1"
date = 2026-04-14

[source]
title = "Verzonnen bijdragen, gemaakt door een programma"
note = "VOORBEELD – fictieve gegevens. Om te laten zien hoe een latere sessie naast november staat."

[baseline]
key = "{baseline}"
codebook_version = "{version}"

[baseline.sha256]
{hashes}
"""
REPORT = """\
# VOORBEELD – fictieve gegevens. Gemaakt met scripts/make_voorbeeldsessie.py.

title = "VOORBEELD: wat brachten verzonnen deelnemers in?"
subtitle = "Zo ziet het rapport van een latere sessie eruit"
audience = "Voor wie wil zien wat een rapport van een eigen sessie laat zien."
we = "Dat zijn hier de makers van dit voorbeeld."
readers = "De bijdragen, de codeurs en hun codes zijn verzonnen door een programma."
"""
README = """\
# VOORBEELD – fictieve gegevens

Deze sessie is nooit gehouden. Alle deelnemers, bijdragen, stippen, codeurs en codes hieronder zijn
verzonnen, om te laten zien hoe een latere sessie naast die van 12 november staat, en om mee te
testen. Trek er geen conclusies uit.

| bestand | wat erin staat |
|---|---|
| `session.toml` | de verzonnen sessie; `example = true` zet het stempel VOORBEELD op alles |
| `report.toml` | wat het rapport in eigen woorden over het voorbeeld zegt |
| `contributions.csv` | de verzonnen bijdragen: één rij per briefje |
| `coding.csv` | de codering door twee verzonnen lezers, los van elkaar; de tweede las de helft |
| `codebook.toml` | het codeboek van november, met één code gesplitst en vijf toegevoegd |
| `crosswalk.csv` | wat er van de gesplitste code werd |

Gemaakt met `scripts/make_voorbeeldsessie.py`, met een vast begingetal: wie het opnieuw doet, krijgt
dezelfde bestanden. De zinnen staan in `scripts/voorbeeldsessie_teksten.toml`. Verandert er iets in
`data/workshop_12nov`, draai het programma dan opnieuw.

Met opzet zit erin: punten die terugkomen, punten van november die niemand noemt, nieuwe punten,
een code die niet te vergelijken is, bijdragen met twee codes, dubbele bijdragen, bijdragen zonder
antwoord, bijdragen die niemand codeerde, en twee lezers die het niet altijd eens zijn.
"""

if __name__ == "__main__":
    default = HERE.parent / "data" / "voorbeeldsessie"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else default)
