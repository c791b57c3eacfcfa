"""Notebooks for tests, typed cell by cell, as JupyterLab would store them after a run."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from workshop_analysis.display.objects import Link, ReportFront, ReportTable

Cell = dict[str, Any]


def words(source: str, *tags: str) -> Cell:
    """A text cell."""
    return {"cell_type": "markdown", "metadata": {"tags": list(tags)}, "source": source}


def shown(*objects: Any, tags: tuple[str, ...] = ()) -> Cell:
    """A code cell that showed these objects."""
    outputs = [
        {
            "output_type": "display_data",
            "metadata": {},
            "data": json.loads(json.dumps(one._repr_mimebundle_())),
        }
        for one in objects
    ]
    return raw_code(*outputs, tags=tags)


def raw_code(*outputs: dict[str, Any], tags: tuple[str, ...] = ()) -> Cell:
    """A code cell with these outputs as the notebook stores them."""
    return {
        "cell_type": "code",
        "metadata": {"tags": list(tags)},
        "source": "geheime_code()",
        "execution_count": 1,
        "outputs": list(outputs),
    }


def stored(*cells: Cell) -> dict[str, Any]:
    """A notebook of exactly these cells."""
    numbered = [{**cell, "id": f"cel-{place}"} for place, cell in enumerate(cells)]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": numbered}


def report(*cells: Cell) -> dict[str, Any]:
    """A report: front (cell 1), title (cell 2), then these cells."""
    return stored(shown(front()), words("# Wat staat in de weg?"), *cells)


def front(**changes: Any) -> ReportFront:
    """The front of a small report."""
    fields = {
        "subtitle": "Wat deelnemers zeiden",
        "date_text": "12 november",
        "version": "1.0",
        "publication_date": "2024-12-03",
        "contact": "post@voorbeeld.nl",
    }
    return ReportFront("Uitkomsten workshop", **{**fields, **changes})


def outcomes(**changes: Any) -> ReportTable:
    """Two uitkomsten with anchors, the second without a rode draad."""
    frame = pd.DataFrame(
        {
            "id": ["beleid-1", "beleid-2"],
            "text": ["Onvoldoende vertrouwen in deskundigheid van burgers", "Te weinig kennis"],
            "themes": [[Link("Vertrouwen", "vertrouwen")], None],
        }
    )
    fields = {
        "key": "uitkomsten",
        "caption": "De uitkomsten",
        "source": "workshop",
        "labels": {"id": "Nummer", "text": "Uitkomst", "themes": "Rode draad"},
        "anchors": "id",
    }
    return ReportTable(frame, **{**fields, **changes})


def counts(**changes: Any) -> ReportTable:
    """Three sides with a number each, the last one unknown."""
    frame = pd.DataFrame({"kant": ["Beleid", "Uitvoering", "Beide"], "aantal": [4, 1234, None]})
    fields = {"key": "aantallen", "caption": "Uitkomsten per kant", "source": "workshop"}
    return ReportTable(frame.astype({"aantal": "Int64"}), **{**fields, **changes})
