"""Whatever `check` passes, `report` and `compare` finish."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from made_sessions import Made, made_sessions

from workshop_analysis.checks import SessionError
from workshop_analysis.commands.remarks import read_all, remarks
from workshop_analysis.commands.summary import summary
from workshop_analysis.folder.baseline import read_beside
from workshop_analysis.report.publish import edition_of, publish, publish_edition

CALM = settings(
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # shrinking makes dozens of reports more
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def passes(folder: Path) -> bool:
    """Whether `check` passes; what it refuses is refused with sentences."""
    try:
        workshop, baseline = read_all(folder)
    except SessionError as error:
        note(str(error))
        return False
    assert summary(workshop)
    assert isinstance(remarks(workshop, baseline=baseline), list)
    return True


def finishes(made: Made) -> None:
    """Check it, and if that passes publish it, alone and beside itself under another name."""
    with tempfile.TemporaryDirectory() as place:
        folder = made.write(Path(place) / "toy")
        if not passes(folder):
            return
        published = publish(folder, output=Path(place) / "uit")
        assert published.pdf.read_bytes().startswith(b"%PDF")
        assert made.title.strip()[:1] in published.html.read_text(encoding="utf-8")


def compares(made: Made) -> None:
    """Lay a session with its baseline beside each other, as `compare` does."""
    with tempfile.TemporaryDirectory() as place:
        then, now = (made.write(Path(place) / name) for name in ("toen", "toy"))
        text = (now / "session.toml").read_text(encoding="utf-8")
        text = text.replace('key = "toy"', 'key = "nu"', 1).replace("2026-03-17", "2026-06-17", 1)
        (now / "session.toml").write_text(text, encoding="utf-8")
        if not (passes(now) and passes(then)):
            return
        try:
            beside = read_beside(now, baseline=then)
        except SessionError as error:  # such as: nothing is coded yet
            note(str(error))
            return
        edition = edition_of(beside.later, output=Path(place) / "uit", baseline=beside.baseline)
        publish_edition(edition, progress=lambda step, part: None)


@given(made=made_sessions())
@settings(CALM, max_examples=40)
def test_what_check_says_of_a_made_session_is_a_sentence(made: Made) -> None:
    with tempfile.TemporaryDirectory() as place:
        passes(made.write(Path(place) / "toy"))


@given(made=made_sessions())
@settings(CALM, max_examples=2)
def test_a_session_that_check_passes_is_published(made: Made) -> None:
    finishes(made)


@given(made=made_sessions())
@settings(CALM, max_examples=1)
def test_a_session_that_check_passes_is_compared(made: Made) -> None:
    compares(made)


@pytest.mark.long
@given(made=made_sessions())
@settings(CALM, max_examples=60)
def test_sixty_sessions_that_check_passes_are_published(made: Made) -> None:
    finishes(made)


@pytest.mark.long
@given(made=made_sessions())
@settings(CALM, max_examples=30)
def test_thirty_sessions_that_check_passes_are_compared(made: Made) -> None:
    compares(made)
