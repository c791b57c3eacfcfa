"""Time `workshop-analysis report` against `jupyter nbconvert --execute` on the same notebook.

Whole processes, from start to exit, in turn, so that what else the machine does falls on all of
them alike: only the ratios are the finding. Prints the median seconds, processor seconds and peak
memory (of the largest process) of each, as a table for docs/benchmarks.md.
Use: python scripts/bench_report.py [runs]
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "data" / "workshop_12nov"
NOTEBOOK = ROOT / "notebooks" / "rapport.ipynb"
BIN = Path(sys.executable).parent
BASE = "`jupyter nbconvert --execute --to html` (HTML alone)"
FAST = "`workshop-analysis report` (HTML, PDF, figures)"
KERNEL = "`workshop-analysis report --engine kernel`"
MEGABYTE = 1 if sys.platform == "darwin" else 1 / 1024  # ru_maxrss is in kilobytes on Linux


@dataclass(frozen=True)
class Run:
    """One run of one command: seconds on the clock, of the processor, peak memory in MiB."""

    wall: float
    cpu: float
    peak: float


def commands(output: Path) -> dict[str, list[str | Path]]:
    """Give each command, with a folder of its own to write in."""
    report = [BIN / "workshop-analysis", "report", FOLDER, "--output"]
    convert = [BIN / "jupyter", "nbconvert", "--execute", "--to", "html", NOTEBOOK]
    return {
        BASE: [*convert, "--output-dir", output / "nbconvert"],
        FAST: [*report, output / "inprocess"],
        KERNEL: [*report, output / "kernel", "--engine", "kernel"],
    }


def timed(command: list[str | Path]) -> Run:
    """Run a command to its end; a run that fails is no measurement."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if process.returncode != 0:
        raise SystemExit(f"{command[0]} failed:\n{said}")
    scale = MEGABYTE / (1024 * 1024 if sys.platform == "darwin" else 1)
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * scale)


def measured(runs: int) -> dict[str, list[Run]]:
    """Give the runs of each command, taken in turn; the first turn warms up and is not counted."""
    results: dict[str, list[Run]] = {}
    for turn in range(runs + 1):
        output = Path(tempfile.mkdtemp(prefix="bench-"))
        for name, command in commands(output).items():
            run = timed(command)
            if turn:
                results.setdefault(name, []).append(run)
        shutil.rmtree(output)
    return results


def table(results: dict[str, list[Run]]) -> str:
    """Give the medians as a Markdown table; the ratios are medians of ratios within one turn."""
    lines = [
        "| command | seconds | ratio | lowest-highest | processor s | ratio | peak MiB | ratio |",
        "|:--|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, runs in results.items():
        ratios = [run.wall / base.wall for run, base in zip(runs, results[BASE], strict=True)]
        cells = [
            name,
            f"{median(run.wall for run in runs):.1f}",
            f"{median(ratios):.2f}",
            f"{min(ratios):.2f}-{max(ratios):.2f}",
            f"{median(run.cpu for run in runs):.1f}",
            f"{_ratio(results, name, 'cpu'):.2f}",
            f"{median(run.peak for run in runs):.0f}",
            f"{_ratio(results, name, 'peak'):.2f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _ratio(results: dict[str, list[Run]], name: str, measure: str) -> float:
    pairs = zip(results[name], results[BASE], strict=True)
    return median(getattr(run, measure) / getattr(base, measure) for run, base in pairs)


def main(arguments: list[str]) -> int:
    """Measure, print, and say whether HTML and PDF take no more time than nbconvert's HTML."""
    runs = int(arguments[0]) if arguments else 5
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    print(f"{system}, Python {platform.python_version()}, {runs} runs in turn", flush=True)
    results = measured(runs)
    print(table(results))
    met = median(run.wall for run in results[FAST]) <= median(run.wall for run in results[BASE])
    print(f"Aim (HTML and PDF in no more time than HTML alone): {'met' if met else 'NOT met'}.")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
