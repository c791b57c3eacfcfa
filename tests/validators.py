"""Where the validators that PyPI does not give are found, and what to do when one is missing."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
# A path of one machine: it means nothing to the next reader.
ABSOLUTE_PATH = re.compile(
    r"(?<![\w.:/~-])/(?:work|root|home|Users|tmp|var|opt|mnt|srv|private)/|\b[A-Z]:\\+(?:Users|Program)"
)


@dataclass(frozen=True)
class Validator:
    """One validator: what it is called, what it checks, and how a machine gets it."""

    name: str
    checks: str
    remedy: str
    path: Path | None

    @property
    def missing(self) -> str | None:
        """The one Dutch line that says what is not tested and how to get it; None when present."""
        if self.path is not None and self.path.is_file():
            return None
        return f"{self.name} ontbreekt, dus niet getest: {self.checks}. {self.remedy}"


def _program(variable: str, fallback: str) -> Path | None:
    """Give the program that the environment names, else the one on the search path."""
    found = os.environ.get(variable) or shutil.which(fallback)
    return Path(found) if found else None


def _node_module(name: str) -> Path:
    """Give the place of a file of an npm package, installed or not."""
    folder = os.environ.get("NODE_MODULES") or REPOSITORY / "node_modules"
    return Path(folder) / name


def find_validators() -> dict[str, Validator]:
    """Every validator by its short name, found or missing, as the environment is now."""
    npm = "Installeer het met: npm ci --ignore-scripts"
    found = (
        Validator(
            "Chromium",
            "de pagina's in een echte browser",
            "Installeer chromium, of wijs het aan met CHROMIUM=pad.",
            _program("CHROMIUM", "chromium"),
        ),
        Validator(
            "Java",
            "de PDF door veraPDF en de HTML door de Nu HTML checker",
            "Installeer een Java-runtime van versie 11 of hoger, of wijs hem aan met JAVA=pad.",
            _program("JAVA", "java"),
        ),
        Validator(
            "axe-core",
            "de toegankelijkheid van de HTML",
            npm,
            _node_module("axe-core/axe.min.js"),
        ),
        Validator(
            "vnu-jar",
            "de geldigheid van de HTML (Nu HTML checker)",
            npm,
            _node_module("vnu-jar/build/dist/vnu.jar"),
        ),
    )
    return {validator.name: validator for validator in found}


def omission_is_failure() -> bool:
    """Whether a missing validator fails the test instead of leaving it out."""
    return os.environ.get("REQUIRE_VALIDATORS", "") not in {"", "0"}
