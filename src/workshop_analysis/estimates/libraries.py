"""The door to scipy and statsmodels, which only sessions with contributions need."""

from importlib import import_module
from typing import Any


class StatsMissing(ImportError):
    """The statistics libraries are not installed; the message says how to get them."""


def stats_library(name: str) -> Any:
    """Give the named module of scipy or statsmodels.

    Raises
    ------
    StatsMissing
        When the extra `stats` is not installed.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as missing:
        raise StatsMissing(
            f"Voor aandelen en vergelijkingen is '{missing.name}' nodig, en dat staat niet op deze "
            "computer. Zet het klaar met: make setup (of, in de map van het project: pip install "
            "'.[stats]')."
        ) from missing
