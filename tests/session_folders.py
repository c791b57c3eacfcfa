"""Session folders for tests: a copy of November, and a small session with contributions."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from workshop_analysis.checks import Checked, RawTable, SessionError
from workshop_analysis.files.opened import open_folder, read_written
from workshop_analysis.files.tabular import scan_table
from workshop_analysis.folder.code_words import KnownCodes
from workshop_analysis.folder.codebook import Codebook
from workshop_analysis.folder.crosswalk import check_crosswalk, scan_crosswalk
from workshop_analysis.folder.filled_in import codes_of, scan_filled_in, without_codes
from workshop_analysis.folder.session import Session, scan_session
from workshop_analysis.folder.workshop import read_workshop

SESSION = """key = "toy"
title = "Een kleine sessie"
date = 2026-03-17
evidence = "contributions"
example = true
[publication]
version = "1.0"
date = 2026-04-01
[source]
title = "Bijdragen van een kleine sessie"
"""
CODEBOOK = """version = "0.1"
title = "Een klein codeboek"
[[coders]]
key = "A"
description = "Een lezer."
[[themes]]
key = "tijd"
name = "Tijd"
definition = "Te weinig tijd."
include = "Haast."
exclude = "Geld."
example = "Geen tijd"
[[codes]]
code = "geen-tijd"
text = "Geen tijd"
definition = "Er is geen tijd."
include = "Haast."
exclude = "Geld."
[[placements]]
code = "geen-tijd"
theme = "tijd"
coder = "A"
reason = "De tekst noemt tijd."
"""
CONTRIBUTIONS = """id,kind,side,text,participant,table,votes,publishable
b1,belemmering,beleid,Geen tijd,P01,1,3,ja
b2,belofte,,Meer overleg,P02,1,,nee
b3,belemmering,uitvoering,Weet niet,P03,2,0,
"""
CODING = """record,code,coder,origin,reason
b1,geen-tijd,A,hand,
b2,geen-code,A,hand,
"""


def copy_of(november: Path, tmp_path: Path) -> Path:
    """Give a copy of the November folder, with the tree beside it as in data/.

    Without datapackage.json, which would refuse every change that a test makes in what was
    published (test_package.py keeps it).
    """
    (tmp_path / "data").mkdir()
    shutil.copy(november.parent / "beslisboom.toml", tmp_path / "data")
    left_out = shutil.ignore_patterns("datapackage.json")
    return Path(shutil.copytree(november, tmp_path / "data" / november.name, ignore=left_out))


def small_session(tmp_path: Path, **texts: str) -> Path:
    """Give a folder with three contributions; `texts` replaces a file by another text."""
    folder = tmp_path / "toy"
    folder.mkdir()
    files = {"session.toml": SESSION, "codebook.toml": CODEBOOK}
    tables = {"contributions.csv": CONTRIBUTIONS, "coding.csv": CODING}
    replaced = {name.replace("_", "."): text for name, text in texts.items()}
    for name, text in {**files, **tables, **replaced}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def change(folder: Path, name: str, old: str, new: str) -> Path:
    """Replace a text that stands in the file once or more; the first one only."""
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text, f"{old} staat niet in {name}"
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def faults(folder: Path) -> list[str]:
    """Give every fault of the folder, one line each; none when it is accepted."""
    try:
        read_workshop(folder)
    except SessionError as error:
        return str(error).splitlines()
    return []


def session_of(folder: Path) -> Session:
    """Give the session of a folder that need not hold anything else."""
    scanned = scan_session(open_folder(folder))
    if scanned.session is None:
        raise SessionError(scanned.faults)
    return scanned.session


def table_of(path: Path, sheet: str | None = None) -> RawTable:
    """Give the table that somebody wrote in one file."""
    return scan_table(read_written(path), sheet=sheet).accept()


def crosswalk_of(folder: Path, *, new: Codebook, old: Codebook) -> pd.DataFrame:
    """Give the crosswalk of a folder between two codebooks."""
    return check_crosswalk(scan_crosswalk(open_folder(folder)), new=new, old=old).accept()


def scan_contributions(path: Path) -> Checked[RawTable]:
    """Give the contributions of a filled-in sheet."""
    return without_codes(scan_filled_in(read_written(path)))


def scan_codes(
    path: Path, *, codes: tuple[str, ...], records: tuple[str, ...] | None = None
) -> Checked[pd.DataFrame]:
    """Give the codes of a filled-in sheet."""
    known = KnownCodes(dict.fromkeys(codes, ""))
    return codes_of(scan_filled_in(read_written(path)), codes=known, records=records)
