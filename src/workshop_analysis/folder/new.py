"""A new session: a folder with everything to fill in, tied to the baseline as it is today."""

from __future__ import annotations

import contextlib
import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.dates import format_date

from workshop_analysis.checks import Fault, SessionError
from workshop_analysis.files.opened import Written, open_folder
from workshop_analysis.folder.codebook import FILE as CODEBOOK_FILE
from workshop_analysis.folder.codebook import Codebook
from workshop_analysis.folder.contributions_sheet import write_contributions
from workshop_analysis.folder.own_words import facilitator_words, words_text
from workshop_analysis.folder.session import FILE as SESSION_FILE
from workshop_analysis.folder.session import Session
from workshop_analysis.folder.sheet_words import FILE as SPREADSHEET
from workshop_analysis.folder.workshop import Workshop, scan_workshop
from workshop_analysis.terms import MAILBOX, NOVEMBER_WORDS, Vocabulary

FACILITATOR = "begeleidersblad.md"
README = "README.md"
FILES = (SESSION_FILE, SPREADSHEET, CODEBOOK_FILE, FACILITATOR, README)
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)[-_ ]*(.*)")


@dataclass(frozen=True)
class NewSession:
    """What was made: the folder, the files in it in the order to open them, and its baseline."""

    folder: Path
    files: tuple[Path, ...]
    baseline: Workshop


def new_session(folder: Path | str, *, baseline: Path | str) -> NewSession:
    """Make the folder of a new session: to fill in, to hand out, and to compare later.

    A name such as 2026-03-17-leeratelier gives the date and the title. The baseline's published
    files stand in session.toml with their sha256, so that a later change of them is seen; its
    codebook is copied, to work on.

    Raises
    ------
    SessionError
        With every fault of the baseline, or when a file is there already: nothing is overwritten.
    """
    path, opened = Path(folder), open_folder(baseline)
    scanned = scan_workshop(opened)
    old = scanned.workshop
    if old is None:
        raise SessionError(scanned.faults)
    _must_be_free(path)
    texts = {
        SESSION_FILE: session_text(path.name, baseline=old.session, codebook=old.codebook),
        CODEBOOK_FILE: codebook_text(opened[CODEBOOK_FILE], old=old),
        FACILITATOR: facilitator_text(old.session.words),
        README: _readme_text(path.name, old.session),
    }
    present = path.exists()
    try:
        path.mkdir(exist_ok=True)
        for name, text in texts.items():
            with (path / name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        write_contributions(path / SPREADSHEET, codebook=old.codebook)
    except OSError as error:
        _take_back(path, folder_too=not present)
        message = "hier kan niets worden geschreven. Kies een andere map."
        raise SessionError([Fault(str(path), message)]) from error
    return NewSession(path, tuple(path / name for name in FILES), old)


def _take_back(folder: Path, *, folder_too: bool) -> None:
    """Remove what was written before writing failed; none of it was there before."""
    with contextlib.suppress(OSError):
        for name in FILES:
            (folder / name).unlink(missing_ok=True)
        if folder_too:
            folder.rmdir()


def _must_be_free(folder: Path) -> None:
    present = [name for name in FILES if (folder / name).exists()]
    faults = [
        Fault(str(folder / name), "dit bestand bestaat al, en wij overschrijven niets.")
        for name in present
    ]
    if faults:
        way_out = "Kies een andere naam voor de nieuwe sessie."
        raise SessionError([*faults, Fault(str(folder), way_out)])
    if folder.exists() and not folder.is_dir():
        raise SessionError([Fault(str(folder), "dit is een bestand. Kies een andere naam.")])
    if not folder.absolute().parent.is_dir():
        message = "de map hierboven bestaat niet. Maak die eerst, of kijk of de naam klopt."
        raise SessionError([Fault(str(folder), message)])


# -- session.toml -----------------------------------------------------------------------------


def session_text(name: str, *, baseline: Session, codebook: Codebook) -> str:
    """Return the session.toml of a new session, with what we ask as comments above each key."""
    dated = _DATED.fullmatch(name)
    date = _date(dated[1]) if dated else None
    title = _title(dated[2] if dated and date else name)
    values = {
        "name": name,
        "key": _quoted(_key(name)),
        "title": _quoted(title),
        "date": f"date = {date}" if date else "# date = 2026-03-17",
        "published": f"date = {date}" if date else "# date = 2026-04-01",
        "about_question": _about_question(baseline),
        "contact": _quoted(baseline.contact or MAILBOX),
        "source": _quoted(f"Bijdragen van de sessie '{title}'"),
        "baseline": _quoted(baseline.key),
        "version": _quoted(codebook.version),
        "hashes": _hashes(baseline.hashes),
        "words": _own_words(baseline.words),
    }
    return SESSION_TEXT.format(**values)


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _title(words: str) -> str:
    spaced = re.sub(r"[-_\s]+", " ", words).strip()
    return spaced[:1].upper() + spaced[1:]


def _key(name: str) -> str:
    return "-".join(re.findall(r"[A-Za-z0-9]+", name)) or "sessie"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _about_question(baseline: Session) -> str:
    when = format_date(baseline.date, "d MMMM y", locale="nl")
    if baseline.question is None:
        return (
            f"# Let op: van de nulmeting ({baseline.title}, {when}) is de precieze vraag niet\n"
            "# bekend. Een verschil met de nulmeting kan dus ook door de vraag komen."
        )
    return f"# De vraag van de nulmeting ({when}) was: {_quoted(baseline.question)}"


def _hashes(hashes: Mapping[str, str]) -> str:
    return "\n".join(f"{_quoted(name)} = {_quoted(value)}" for name, value in hashes.items())


SESSION_TEXT = """\
# De sessie '{name}'. Vul in wat u weet. Wat achter een # staat is uitleg en telt niet mee.
# Een regel als '# question = ""' telt mee zodra u de # weghaalt en iets tussen de "" zet.

key = {key}
# Waar ging de sessie over?
title = {title}
# Wanneer was zij? Schrijf de datum zonder aanhalingstekens: jaar, maand, dag.
{date}
# Wat mensen inbrachten staat in bijdragen.xlsx.
evidence = "contributions"

# Hoeveel mensen deden er mee, en is dat geteld of geschat?
# participants = "45, geteld bij binnenkomst"

# Welke vraag kregen de deelnemers? Schrijf hem op, woord voor woord.
{about_question}
# question = ""

# Hoe is er gewerkt: tafels, briefjes, stippen plakken? Hoelang, en in welke volgorde?
# method = ""

# Wie waren er uitgenodigd, door wie, en wie kwamen er niet?
# selection = ""

# Wat is één bijdrage: één briefje, één zin, één punt van een tafel?
# unit = ""

# Bij wie kan een lezer terecht? Een adres van een team, nooit van een persoon.
contact = {contact}
# Mogen anderen deze gegevens gebruiken, en hoe?
# licence = ""

[publication]
# Een voorlopige versie begint met 0. De datum is die waarop het rapport uitkomt.
version = "0.1"
{published}

[source]
title = {source}
# Welk team heeft de sessie gehouden?
# publisher = ""
{words}
# Waarmee deze sessie wordt vergeleken, zoals dat was toen deze map werd gemaakt.
# Verander hier niets: zo is te zien of de nulmeting later is veranderd.
[baseline]
key = {baseline}
codebook_version = {version}

[baseline.sha256]
{hashes}
"""


def _own_words(words: Vocabulary) -> str:
    """Return the kinds and sides of the baseline; nothing where they are those of everybody."""
    if words == NOVEMBER_WORDS:
        return ""
    return (
        "\n# De soorten en kanten, met hun woorden: dezelfde als die van de nulmeting.\n"
        f"{words_text(words)}"
    )


# -- codebook.toml ----------------------------------------------------------------------------


def codebook_text(file: Written, *, old: Workshop) -> str:
    """Return the baseline's codebook.toml for another session: each code with its text."""
    written = file.content.decode("utf-8-sig")
    return f"{CODEBOOK_HEAD.format(version=old.codebook.version)}\n{_with_texts(written, old)}"


def _with_texts(written: str, old: Workshop) -> str:
    # Outcomes are codes by themselves in their own session; elsewhere their text must be there.
    texts = dict(zip(old.session.records["id"], old.session.records["text"], strict=True))
    head, *blocks = re.split(r"(?m)^(?=\[\[)", written)
    return "".join([head, *(_with_text(block, texts) for block in blocks)])


def _with_text(block: str, texts: Mapping[str, str]) -> str:
    code = re.search(r'(?m)^code\s*=\s*"([^"]+)".*\n', block)
    has_text = re.search(r"(?m)^text\s*=", block)
    if not block.startswith("[[codes]]") or has_text or not code or code[1] not in texts:
        return block
    return block[: code.end()] + f"text = {_quoted(texts[code[1]])}\n" + block[code.end() :]


CODEBOOK_HEAD = """\
# HET CODEBOEK VAN DEZE SESSIE
# Het begint als dat van de nulmeting, versie {version}, en mag groeien: zet nieuwe codes en rode
# draden onderaan. Verandert u iets, geef dan een nieuwe 'version'. Verandert u de betekenis van
# een code, geef hem dan een nieuwe sleutel en schrijf in crosswalk.csv wat ervan werd.
"""


# -- what people read -------------------------------------------------------------------------


def _readme_text(name: str, baseline: Session) -> str:
    return README_TEXT.format(name=name, title=baseline.title, key=baseline.key)


README_TEXT = """\
# {name}

Deze map is van één sessie. Zij wordt vergeleken met de nulmeting '{title}' (`{key}`).

| bestand | wat u ermee doet |
|---|---|
| `session.toml` | vul in waar, wanneer, met wie en met welke vraag |
| `begeleidersblad.md` | lees het voor de sessie, en neem het mee |
| `bijdragen.xlsx` | vul in wat mensen zeiden, en daarna welke code past |
| `codebook.toml` | de codes en rode draden; het begin is van de nulmeting |

1. Vul voor de sessie `session.toml` in, de vraag voorop.
2. Zet tijdens of na de sessie elke bijdrage op een eigen rij in `bijdragen.xlsx`, met de woorden
   van de deelnemer. Deelnemers hebben een nummer (P07), nooit een naam.
3. Controleer de map: `workshop-analysis check` met de naam van deze map erachter.
4. Codeer met twee mensen, los van elkaar. Maak voor elk een eigen bestand met
   `workshop-analysis coder`, de naam van deze map en een sleutel, zoals `lezer-1`. Wie twee keer
   codeert, heet de tweede keer `lezer-1#2`. Hulp bij het coderen: `workshop-analysis suggest`.
5. Bespreek de verschillen in `verschillen.xlsx` (van `workshop-analysis agreement` met `--write`).
   De overeenstemming in het rapport is altijd die van voor dat gesprek.
6. Maak het rapport: `workshop-analysis report`. Met de vergelijking: `workshop-analysis compare`.
"""


def facilitator_text(words: Vocabulary) -> str:
    """Return what a facilitator reads and takes along, with the kinds and sides of the session."""
    return FACILITATOR_TEXT.format(**facilitator_words(words))


FACILITATOR_TEXT = """\
# Begeleidersblad

## Voor de sessie

- [ ] De vraag staat op papier, en iedereen krijgt dezelfde vraag. Zij staat ook in `session.toml`.
- [ ] Elke tafel heeft een nummer. Elke deelnemer krijgt een kaartje met een nummer: P01, P02, …
- [ ] De lijst met namen en nummers bestaat niet, of ligt ergens anders en gaat na afloop weg.
{notes}

## Zeg dit aan het begin

> Wij schrijven op wat u zegt, zonder uw naam. Op uw briefje staat uw nummer en dat van uw tafel.
> Wij drukken uw woorden alleen af als u daar ja op zegt. Noem geen namen van anderen.

## Tijdens de sessie

- Eén briefje, één punt. Noemt iemand twee dingen, vraag dan om twee briefjes.
- Op elk briefje: het nummer van de deelnemer, het nummer van de tafel, en een kruisje als de
  woorden in het rapport mogen.
{sides}- Schrijf op wat mensen zeggen, in hun eigen woorden. Vat niet samen en verbeter niets.
- Stippen plakken? Spreek af hoeveel stippen iedereen heeft, en of er meer op één briefje mogen.
  Schrijf dat in `session.toml` bij 'method'.

## Na de sessie

- [ ] Maak een foto van elke tafel voordat u opruimt. Mensen staan er niet op.
- [ ] Vul dezelfde dag `bijdragen.xlsx` in: elk briefje een rij, ook als twee briefjes hetzelfde
  zeggen en ook als er 'weet ik niet' op staat. Weglaten doet niemand.
- [ ] Tel de briefjes en de rijen: zijn het er evenveel?
"""
