# mypy: disallow-untyped-calls=False
# (IPython calls itself typed and is not, everywhere.)
"""IPython's own shell in this process, with everything it shows caught as notebook outputs.

The outputs are those that a kernel and nbclient would have stored: a test holds the two equal.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.pylabtools import activate_matplotlib
from matplotlib_inline import backend_inline
from matplotlib_inline.config import InlineBackend
from traitlets import Any as AnyTrait
from traitlets import Type
from traitlets.config import Config

from workshop_analysis.engine.notebooks import Json

PROMPTS = ("ps1", "ps2", "ps3")  # their presence tells libraries that Python is interactive
INLINE = "module://matplotlib_inline.backend_inline"


@dataclass
class Outputs:
    """The outputs of the cell that runs now, as nbclient would store them.

    `spilled` gives the text that went around Python's streams since it was last asked: what a
    program started by the cell wrote.
    """

    cell: list[Json] = field(default_factory=list)
    named: dict[str, list[Json]] = field(default_factory=dict)
    clear_first: bool = False
    result_failed: bool = False
    spilled: Callable[[], Iterable[tuple[str, str]]] = tuple

    def start_cell(self) -> None:
        """Begin a cell without outputs."""
        self.cell, self.clear_first, self.result_failed = [], False, False

    def add(self, output: Json) -> None:
        """Add one output after those there are, or in their place after a delayed clear."""
        self.take_spilled()
        if self.clear_first:
            self.clear(wait=False)
        self.cell.append(output)

    def take_spilled(self) -> None:
        """Add the text that went around Python's streams."""
        for name, text in self.spilled():
            if text:
                self.write(name, text)

    def write(self, name: str, text: str) -> None:
        """Add text to the cell's one stream of this name."""
        if self.clear_first:
            self.clear(wait=False)
        stream = next((output for output in self.cell if output.get("name") == name), None)
        if stream is None:
            self.cell.append({"output_type": "stream", "name": name, "text": text})
        else:
            stream["text"] += text

    def clear(self, *, wait: bool) -> None:
        """Forget the cell's outputs, now or when the next one comes."""
        self.clear_first = wait
        if not wait:
            self.cell.clear()

    def update(self, display_id: str, data: Json, metadata: Json) -> None:
        """Give every output shown under this id its new content."""
        for output in self.named.get(display_id, []):
            output.update(data=data, metadata=metadata)

    def finished(self) -> list[Json]:
        r"""Return the cell's outputs: `\r` applied, stdout before stderr, as nbclient has it."""
        self.take_spilled()
        for output in self.cell:
            if output["output_type"] == "stream":
                output["text"] = re.sub(r".*\r(?=[^\n])", "", output["text"])
        names = [output.get("name") for output in self.cell]
        for place, pair in enumerate(pairwise(names)):
            if pair == ("stderr", "stdout"):
                self.cell[place : place + 2] = self.cell[place + 1], self.cell[place]
        return self.cell


class CaughtStream(io.TextIOBase):
    """A standard stream that writes into the cell's outputs."""

    encoding = "utf-8"

    def __init__(self, name: str, outputs: Outputs) -> None:
        self.name, self.outputs = name, outputs

    def writable(self) -> bool:
        """Text can be written."""
        return True

    def write(self, text: str) -> int:
        """Take the text; nothing is buffered."""
        if text:
            self.outputs.write(self.name, text)
        return len(text)


class CaughtDisplays(DisplayPublisher):
    """What `display()` shows, as display_data outputs."""

    def publish(  # type: ignore[override]
        self,
        data: Json,
        metadata: Json | None = None,
        *,
        transient: Json | None = None,
        update: bool = False,
        **_: Any,
    ) -> None:
        """Add the display, or update the displays of the same id."""
        outputs = _outputs(self)
        display_id = (transient or {}).get("display_id")
        if display_id:
            outputs.update(display_id, data, metadata or {})
        if not update:
            output = {"output_type": "display_data", "data": data, "metadata": metadata or {}}
            outputs.add(output)
            if display_id:
                outputs.named.setdefault(display_id, []).append(output)

    def clear_output(self, wait: bool = False) -> None:
        """Forget the cell's outputs."""
        _outputs(self).clear(wait=wait)


class CaughtResult(DisplayHook):
    """What a cell ends in, as an execute_result output."""

    output: Json | None = None

    def start_displayhook(self) -> None:
        """Begin a result without content."""
        self._is_active = True
        self.output = {"output_type": "execute_result", "metadata": {}, "data": {}}

    def write_output_prompt(self) -> None:
        """Give the result its number."""
        if self.output is not None:
            self.output["execution_count"] = self.prompt_count

    def write_format_data(self, format_dict: Json, md_dict: Json | None = None) -> None:
        """Give the result its content."""
        if self.output is not None:
            self.output.update(data=format_dict, metadata=md_dict or {})

    def finish_displayhook(self) -> None:
        """Add the result when there is something to see."""
        if self.output is not None and self.output["data"]:
            _outputs(self).add(self.output)
        self.output, self._is_active = None, False


def _outputs(part: DisplayPublisher | DisplayHook) -> Outputs:
    """Return the outputs of the shell that this is a part of."""
    return cast(NotebookShell, part.shell).outputs


class NotebookShell(InteractiveShell):
    """IPython's shell, with nothing of the user's profile and every output caught."""

    displayhook_class = Type(CaughtResult)
    display_pub_class = Type(CaughtDisplays)
    # pandas asks whether the shell has a kernel before it believes that it is in a notebook.
    kernel = AnyTrait()

    def __init__(self, outputs: Outputs, **traits: Any) -> None:
        self.outputs = outputs
        config = Config(HistoryManager={"enabled": False, "hist_file": ":memory:"})
        # Without colour a traceback is text; a kernel chooses its colours by its surroundings.
        super().__init__(config=config, colors="nocolor", **traits)

    def init_ipython_dir(self, ipython_dir: str | None) -> None:
        """Make no folder in the user's home."""

    def init_profile_dir(self, profile_dir: Any) -> None:
        """Read no profile: the same notebook gives the same outputs for everybody."""

    def init_virtualenv(self) -> None:
        """Leave the module path as it is."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Figures are inline; there is no window to keep alive."""

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        if getattr(self.displayhook, "output", None) is not None:
            self.outputs.result_failed = True
        error = {"ename": etype.__name__, "evalue": str(evalue), "traceback": stb}
        self.outputs.add({"output_type": "error", **error})


@contextlib.contextmanager
def notebook_shell(outputs: Outputs) -> Iterator[NotebookShell]:
    """Give the shell of one notebook: inline figures, and pandas' tables as a kernel shows them."""
    InlineBackend.clear_instance()
    # The inline backend sets its PNG formatter once per process: without this line a second
    # shell would silently show no figure at all.
    backend_inline.configure_inline_support.current_backend = "unset"  # type: ignore[attr-defined]
    shell = NotebookShell.instance(outputs=outputs)
    activate_matplotlib(INLINE)
    backend_inline.configure_inline_support(shell, INLINE)
    try:
        with pd.option_context("display.max_columns", 20, "display.width", 80):
            yield shell
    finally:
        plt.close("all")
        shell.restore_sys_module_state()
        NotebookShell.clear_instance()


@contextlib.contextmanager
def process_restored() -> Iterator[None]:
    """Put back, at the end, whatever a notebook changes in the process."""
    folder, path, environment = Path.cwd(), list(sys.path), dict(os.environ)
    system = {name: getattr(sys, name, None) for name in ("stdin", "stdout", "stderr", *PROMPTS)}
    backend = matplotlib.get_backend()
    try:
        with warnings.catch_warnings(), matplotlib.rc_context():
            yield
    finally:
        plt.switch_backend(backend)
        for name, value in system.items():
            _put_back(name, value)
        sys.path[:] = path
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)


def _put_back(name: str, value: Any) -> None:
    if value is not None:
        setattr(sys, name, value)
    elif hasattr(sys, name):
        delattr(sys, name)
