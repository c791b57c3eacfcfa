"""A notebook run by a Jupyter kernel: slower, everywhere the same, the measure of the other way."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from workshop_analysis.engine.execution import Execution, Job, Run, RunBroken
from workshop_analysis.engine.notebooks import is_run, light_nbformat

light_nbformat()  # before nbclient imports it

from jupyter_client.kernelspec import KernelSpec  # noqa: E402
from jupyter_client.manager import AsyncKernelManager  # noqa: E402
from nbclient import NotebookClient  # noqa: E402
from nbclient.exceptions import CellExecutionError, DeadKernelError  # noqa: E402
from traitlets.config import Config  # noqa: E402

_DIED = (
    "De kernel die het notebook uitvoerde, is onverwacht gestopt. Misschien was er te weinig "
    "geheugen. Sluit andere programma's en probeer het nog eens."
)


class OwnKernel(AsyncKernelManager):
    """A kernel of the Python that runs now, whichever kernels the user has installed."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """How to start it."""
        launch = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        plain = ["--InteractiveShell.colors=nocolor"]
        return KernelSpec(argv=[*launch, *plain], display_name="Python 3", language="python")


class KernelRun(Run):
    """A notebook that a kernel runs, cell after cell."""

    def execution(self) -> Execution:
        """Return the notebook as far as it ran."""
        notebook = light_nbformat().from_dict(self.job.notebook)
        started: list[int] = []
        with tempfile.TemporaryDirectory() as place:
            client = _client(notebook, Path(place), self.job)
            client.on_cell_execute = lambda cell, cell_index: self._begin(started, cell_index)
            try:
                _execute(client, place)
            except CellExecutionError:
                return Execution(notebook, started[-1])
            except DeadKernelError as error:
                raise RunBroken(_DIED) from error
        return Execution(notebook)

    def _begin(self, started: list[int], place: int) -> None:
        started.append(place)
        total = sum(is_run(cell) for cell in self.job.notebook["cells"])
        self.job.on_cell(len(started), total)


def _execute(client: NotebookClient, place: str) -> None:
    """Run the cells in a thread: in the main one nbclient takes Ctrl-C to itself, and errs."""
    with ThreadPoolExecutor(1) as thread:
        run = thread.submit(
            client.execute,
            # Another folder for IPython: nothing of the user's profile, nothing left in it.
            env={**os.environ, "IPYTHONDIR": place},
            # What cells show comes over the sockets; here it would show a second time.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            run.result()
        except KeyboardInterrupt:
            while not run.done():
                _kill(client)
                wait([run], timeout=0.1)
            # What nbclient leaves to do at the exit is done, and would fail aloud.
            atexit.unregister(client._cleanup_kernel)
            raise


def _kill(client: NotebookClient) -> None:
    """End the kernel as soon as there is one; nbclient then sees that it died."""
    process = getattr(getattr(client.km, "provisioner", None), "process", None)
    if process is not None:
        process.kill()


def _client(notebook: Any, place: Path, job: Job) -> NotebookClient:
    # Sockets in a folder of our own: a kernel over TCP can be listened to, and says so each time.
    sockets = (
        {} if os.name == "nt" else {"transport": "ipc", "connection_file": str(place / "k.json")}
    )
    return NotebookClient(
        notebook,
        kernel_manager_class=OwnKernel,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(job.folder)}},
        config=Config(AsyncKernelManager=sockets, KernelManager=sockets),
    )
