# mypy: disallow-untyped-calls=False
# (IPython calls itself typed and is not, everywhere.)
"""A notebook run inside this process instead of in a kernel, for a fifth of the time.

Starting a kernel and importing pandas and matplotlib in it is most of what executing a notebook
costs. Here the imports of the exporting process are shared: where the platform can fork safely,
each notebook runs in a fork and leaves nothing behind; elsewhere it runs in the process itself
and everything it changes is put back.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import IO

import matplotlib

from workshop_analysis.engine.execution import Execution, Job, Run, RunBroken
from workshop_analysis.engine.notebooks import Json, is_run, tags_of
from workshop_analysis.engine.shell import (
    CaughtStream,
    NotebookShell,
    Outputs,
    notebook_shell,
    process_restored,
)

# macOS has fork, but its system libraries do not survive one; Windows has none.
CAN_FORK = sys.platform.startswith("linux")
_STOPPED = (
    "Het uitvoeren van het notebook is onverwacht gestopt ({}). "
    "Probeer het nog eens met --engine kernel."
)


def execute(job: Job, *, outputs: Outputs) -> Execution:
    """Return the notebook with its outputs, run in this very process."""
    with process_restored(), notebook_shell(outputs) as shell:
        _settle(job.folder, outputs)
        cells, failed = _run_cells(job, shell=shell)
    metadata = _language(job.notebook["metadata"])
    return Execution(job.notebook | {"cells": cells, "metadata": metadata}, failed)


def _settle(folder: Path, outputs: Outputs) -> None:
    """Make place, streams and drawing settings those of a new kernel."""
    matplotlib.rc_file_defaults()
    os.chdir(folder)
    packages = (at for at, place in enumerate(sys.path) if place.endswith("-packages"))
    sys.path.insert(next(packages, 0), "")
    sys.stdin = io.StringIO()
    sys.stdout, sys.stderr = CaughtStream("stdout", outputs), CaughtStream("stderr", outputs)


def _language(metadata: Json) -> Json:
    """Return the metadata with what a kernel says of its language."""
    major = sys.version_info[0]
    return metadata | {
        "language_info": {
            "name": "python",
            "version": sys.version.split()[0],
            "mimetype": "text/x-python",
            "codemirror_mode": {"name": "ipython", "version": major},
            "pygments_lexer": f"ipython{major}",
            "nbconvert_exporter": "python",
            "file_extension": ".py",
        }
    }


def _run_cells(job: Job, *, shell: NotebookShell) -> tuple[list[Json], int | None]:
    """Return the cells with their outputs, and the place of the one that stopped the run."""
    cells = [*job.notebook["cells"]]
    code = [place for place, cell in enumerate(cells) if is_run(cell)]
    for number, place in enumerate(code, start=1):
        job.on_cell(number, len(code))
        cells[place], went_well = _run_cell(cells[place], shell=shell)
        if not went_well and "raises-exception" not in tags_of(cells[place]):
            return cells, place
    return cells, None


def _run_cell(cell: Json, *, shell: NotebookShell) -> tuple[Json, bool]:
    """Return the cell with its outputs and its number, and whether it went well."""
    shell.outputs.start_cell()
    number = shell.execution_count
    result = shell.run_cell(cell["source"], store_history=True)
    done = cell | {"execution_count": number, "outputs": shell.outputs.finished()}
    return done, result.success and not shell.outputs.result_failed


class DirectRun(Run):
    """A notebook that runs in this process when its result is asked for.

    Text that a program started by a cell writes by itself goes to the terminal.
    """

    def execution(self) -> Execution:
        """Return the notebook as far as it ran."""
        done = execute(self.job, outputs=Outputs())
        return replace(done, notebook=json.loads(json.dumps(done.notebook)))


class ForkedRun(Run):
    """A notebook that is running in a fork of this process, while this one goes on."""

    def __enter__(self) -> ForkedRun:
        """Fork; the notebook runs from now on."""
        self._answer, question = _pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        with warnings.catch_warnings():
            # Python warns of threads at a fork. Ours are those of numpy's linear algebra, which
            # stops and restarts them around a fork by itself.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._child = os.fork()
        if self._child == 0:
            _answer_and_exit(self.job, question)
        question.close()
        return self

    def __exit__(self, *reason: object) -> None:
        """End the fork, whatever it was doing."""
        self._answer.close()
        if self._child:
            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)

    def execution(self) -> Execution:
        """Return the notebook as far as it ran, when the fork is done with it."""
        for line in self._answer:
            message = json.loads(line)
            if "execution" in message:
                return Execution(**message["execution"])
            if "broken" in message:
                raise RunBroken(_STOPPED.format("fout")) from RuntimeError(message["broken"])
            self.job.on_cell(*message["cell"])
        _, status = os.waitpid(self._child, 0)
        self._child = 0
        raise RunBroken(_STOPPED.format(f"status {os.waitstatus_to_exitcode(status)}"))


def start(job: Job) -> Run:
    """Return the notebook's run, in a fork where the platform can."""
    return ForkedRun(job) if CAN_FORK else DirectRun(job)


def _pipe() -> tuple[IO[str], IO[str]]:
    read, write = os.pipe()
    return os.fdopen(read, encoding="utf-8"), os.fdopen(write, "w", encoding="utf-8")


def _answer_and_exit(job: Job, question: IO[str]) -> None:
    """Run the notebook, write it as the last line, and end without the parent's last acts."""

    def tell(**message: object) -> None:
        print(json.dumps(message), file=question, flush=True)

    status = 1
    try:
        heard = Job(job.notebook, job.folder, lambda number, total: tell(cell=[number, total]))
        tell(execution=asdict(execute(heard, outputs=Outputs(spilled=_caught_descriptors()))))
        status = 0
    except BaseException:
        tell(broken=traceback.format_exc())
    finally:
        os._exit(status)


def _caught_descriptors() -> Callable[[], Iterator[tuple[str, str]]]:
    """Catch the process's own standard streams; return what gives the text since the last time."""
    caught = {}
    for descriptor, name in ((1, "stdout"), (2, "stderr")):
        caught[name] = os.memfd_create(name)
        os.dup2(caught[name], descriptor)
    places = dict.fromkeys(caught, 0)

    def since_last_time() -> Iterator[tuple[str, str]]:
        for name, memory in caught.items():
            text = os.pread(memory, os.fstat(memory).st_size - places[name], places[name])
            places[name] += len(text)
            yield name, text.decode("utf-8", "replace")

    return since_last_time
