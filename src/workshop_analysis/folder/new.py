"""A new session: a folder with everything to fill in, tied to the baseline as it is today."""

from __future__ import annotations

import contextlib
import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.dates import format_date

from workshop_analysis.checks import Fault, SessionError
from workshop_analysis.files.opened import OpenedFolder, Written, open_folder
from workshop_analysis.folder.beleidskompas import FILE as FRAME
from workshop_analysis.folder.beleidskompas import Beleidskompas, Step
from workshop_analysis.folder.codebook import FILE as CODEBOOK_FILE
from workshop_analysis.folder.contributions_sheet import write_contributions
from workshop_analysis.folder.facilitator_sheet import FILE as FACILITATOR
from workshop_analysis.folder.facilitator_sheet import TEXT as FACILITATOR_TEXT
from workshop_analysis.folder.format import NEWEST
from workshop_analysis.folder.new_texts import (
    CODEBOOK_HEAD,
    FRAME_HEAD,
    FRAME_ROW,
    IGNORED_TEXT,
    README_TEXT,
    SESSION_TEXT,
    TREE_ROW,
    TREE_TEXT,
)
from workshop_analysis.folder.session import FILE as SESSION_FILE
from workshop_analysis.folder.session import Session
from workshop_analysis.folder.sheet_words import FILE as SPREADSHEET
from workshop_analysis.folder.workshop import Workshop, scan_workshop

README = "README.md"
IGNORED = ".gitignore"
TREE = "beslisboom.toml"
ALWAYS = (SESSION_FILE, SPREADSHEET, CODEBOOK_FILE, FACILITATOR, README, IGNORED)
FILES = (*ALWAYS, FRAME, TREE)
"""What a new folder may hold, in the order to open it; the last two where the baseline has them."""
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
    texts = _texts(path.name, opened, old)
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
    made = [name for name in FILES if name == SPREADSHEET or name in texts]
    return NewSession(path, tuple(path / name for name in made), old)


def _texts(name: str, opened: OpenedFolder, old: Workshop) -> dict[str, str]:
    """Return what stands in each file of a new folder, the spreadsheet left out."""
    frame = old.session.beleidskompas
    tree = opened[old.session.beslisboom].content if old.session.beslisboom and old.tree else b""
    texts = {
        SESSION_FILE: session_text(name, baseline=old, tree=bool(tree)),
        CODEBOOK_FILE: codebook_text(opened[CODEBOOK_FILE], old=old),
        FACILITATOR: FACILITATOR_TEXT,
        README: _readme_text(name, old.session, frame=bool(frame), tree=bool(tree)),
        IGNORED: IGNORED_TEXT,
    }
    more = {FRAME: frame_text(frame)} if frame else {}
    return texts | more | ({TREE: tree.decode("utf-8-sig")} if tree else {})


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


def session_text(name: str, *, baseline: Workshop, tree: bool = False) -> str:
    """Return the session.toml of a new session, with what we ask as comments above each key."""
    dated = _DATED.fullmatch(name)
    date = _date(dated[1]) if dated else None
    title = _title(dated[2] if dated and date else name)
    old = baseline.session
    values = {
        "name": name,
        "format": NEWEST,
        "key": _quoted(_key(name)),
        "title": _quoted(title),
        "date": f"date = {date}" if date else "# date = 2026-03-17",
        "published": f"publication.date = {date}" if date else "# publication.date = 2026-04-01",
        "about_question": _about_question(old),
        "source": _quoted(f"Bijdragen van de sessie '{title}'"),
        "tree": TREE_TEXT.format(file=_quoted(TREE)) if tree else "",
        "baseline": _quoted(old.key),
        "version": _quoted(baseline.codebook.version),
        "hashes": _hashes(old.hashes),
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
    # No [baseline.sha256] above them: a fact that somebody adds at the bottom would fall under it.
    return "\n".join(
        f"baseline.sha256.{_quoted(name)} = {_quoted(value)}" for name, value in hashes.items()
    )


# -- codebook.toml ----------------------------------------------------------------------------


def codebook_text(file: Written, *, old: Workshop) -> str:
    """Return the baseline's codebook.toml for another session: each code with its text."""
    written = file.content.decode("utf-8-sig")
    return f"{CODEBOOK_HEAD.format(version=old.codebook.version)}\n{_with_texts(written, old)}"


def _with_texts(written: str, old: Workshop) -> str:
    # Outcomes are codes by themselves in their own session; elsewhere their text must be there.
    texts = {row["id"]: _text_and_kind(row) for row in old.session.records.to_dict("records")}
    head, *blocks = re.split(r"(?m)^(?=\[\[)", written)
    return "".join([head, *(_with_text(block, texts) for block in blocks)])


def _with_text(block: str, texts: Mapping[str, str]) -> str:
    code = re.search(r'(?m)^code\s*=\s*"([^"]+)".*\n', block)
    has_text = re.search(r"(?m)^text\s*=", block)
    if not block.startswith("[[codes]]") or has_text or not code or code[1] not in texts:
        return block
    return block[: code.end()] + texts[code[1]] + block[code.end() :]


def _text_and_kind(outcome: Mapping[Any, Any]) -> str:
    return f"text = {_quoted(outcome['text'])}\nkind = {_quoted(str(outcome['kind']))}\n"


# -- what goes along --------------------------------------------------------------------------


def frame_text(frame: Beleidskompas) -> str:
    """Return the questions of a frame, each without an answer."""
    steps = [f"[[steps]]\nnumber = {step.number}\n{_asked(step)}" for step in frame.steps]
    last = f"[stakeholders]\n{_asked(frame.stakeholders)}"
    return "\n".join([FRAME_HEAD, f"title = {_quoted(frame.title)}\n", *steps, last])


def _asked(step: Step) -> str:
    return f"question = {_quoted(step.question)}\nsentences = []\n"


def _readme_text(name: str, baseline: Session, *, frame: bool, tree: bool) -> str:
    more = (FRAME_ROW if frame else "") + (TREE_ROW if tree else "")
    return README_TEXT.format(name=name, title=baseline.title, key=baseline.key, more=more)
