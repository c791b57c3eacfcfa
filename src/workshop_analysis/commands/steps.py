"""How far a command is, on the standard error: a bar in a terminal, plain lines elsewhere."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence

from workshop_analysis.report.publish import Progress


@contextlib.contextmanager
def shown_steps(steps: Sequence[str]) -> Iterator[Progress]:
    """Give what to call when a step begins, or when a part of it (0 to 1) is done."""
    if sys.stderr.isatty():
        with _bar(steps) as progress:
            yield progress
    else:
        yield _lines(steps)


def _lines(steps: Sequence[str]) -> Progress:
    told: list[str] = []

    def progress(step: str, part: float) -> None:
        if step not in told:
            told.append(step)
            print(f"[{steps.index(step) + 1}/{len(steps)}] {step}", file=sys.stderr, flush=True)

    return progress


@contextlib.contextmanager
def _bar(steps: Sequence[str]) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (BarColumn(), TextColumn("{task.fields[place]}"), TextColumn("{task.description}"))
    # Refreshed by hand: a thread of its own would be copied, half, when the notebook forks.
    with Progress(
        *columns, console=Console(stderr=True), transient=True, auto_refresh=False
    ) as bar:
        task = bar.add_task("", total=len(steps), place="")

        def progress(step: str, part: float) -> None:
            at = steps.index(step)
            place = f"{at + 1}/{len(steps)}"
            bar.update(task, completed=at + part, description=step, place=place, refresh=True)

        yield progress
