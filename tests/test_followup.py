"""What became of the beloftes: read where somebody keeps it, refused with every fault."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from workshop_analysis.checks import SessionError
from workshop_analysis.files.opened import open_folder
from workshop_analysis.folder.baseline import followups
from workshop_analysis.folder.followup import scan_followup
from workshop_analysis.folder.workshop import read_workshop

PROMISES = pd.DataFrame({"code": ["belofte-1", "belofte-2"], "text": ["Een", "Twee"]})


def written(tmp_path: Path, *rows: str) -> Path:
    text = "\n".join(["belofte,status,datum,bron", *rows])
    (tmp_path / "opvolging.csv").write_text(text + "\n", encoding="utf-8")
    return tmp_path


def test_a_line_is_read_with_its_day_and_source(tmp_path: Path) -> None:
    folder = written(tmp_path, "belofte-1,begonnen,2026-09-01,jaarplan")
    table = scan_followup(open_folder(folder), codes=PROMISES).accept().frame
    assert table.to_dict("records") == [
        {
            **{"promise": "belofte-1", "text": "Een", "status": "begonnen"},
            **{"date": "2026-09-01", "source": "jaarplan"},
        }
    ]


def test_without_a_file_nothing_is_known_and_nothing_is_wrong(tmp_path: Path) -> None:
    assert scan_followup(open_folder(tmp_path), codes=PROMISES).accept().frame.empty


def test_what_became_of_the_beloftes_of_the_baseline_stands_first(
    repository: Path, tmp_path: Path
) -> None:
    shutil.copytree(
        repository / "data", tmp_path / "data", ignore=shutil.ignore_patterns("datapackage.json")
    )
    written(tmp_path / "data" / "workshop_12nov", "belofte-1,begonnen,2026-09-01,jaarplan")
    data = tmp_path / "data"
    later, then = map(read_workshop, (data / "voorbeeldsessie", data / "workshop_12nov"))
    table = followups(later, then)
    assert list(table) == ["promise", "text", "status", "date", "source"]
    assert table["promise"].tolist() == ["belofte-1"]
    assert table["text"].str.startswith("Verandering stimuleren").all()


def test_every_fault_is_named_at_once_with_the_way_out(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        "belofte-9,begonnen,2026-09-01,jaarplan",
        "belofte-1,,2026-09-01,jaarplan",
        "belofte-1,klaar,31 mei,jaarplan",
        "belofte-2,klaar,2026-02-31,",
    )
    with pytest.raises(SessionError) as refused:
        scan_followup(open_folder(folder), codes=PROMISES).accept()
    assert str(refused.value).splitlines() == [
        "opvolging.csv, rij 2, kolom 'belofte': belofte 'belofte-9' bestaat niet. Bedoelde u "
        "'belofte-2'?",
        "opvolging.csv, rij 3, kolom 'status': deze cel is leeg. Schrijf in een paar woorden hoe "
        "het ermee staat.",
        "opvolging.csv, rij 4, kolom 'datum': '31 mei' is geen datum. Schrijf hem als 2026-05-01.",
        "opvolging.csv, rij 5, kolom 'bron': deze cel is leeg. Schrijf waar dit staat of wie het "
        "meldde, zonder namen.",
        "opvolging.csv, rij 5, kolom 'datum': '2026-02-31' is geen datum. Schrijf hem als "
        "2026-05-01.",
    ]


def test_the_same_line_twice_is_one_too_many(tmp_path: Path) -> None:
    folder = written(tmp_path, *["belofte-1,klaar,2026-09-01,jaarplan"] * 2)
    with pytest.raises(SessionError) as refused:
        scan_followup(open_folder(folder), codes=PROMISES).accept()
    assert str(refused.value) == (
        "opvolging.csv, rij 3, kolom 'belofte': 'belofte-1', 'klaar' en '2026-09-01' staan samen "
        "ook op rij 2. Laat één van de twee staan."
    )
