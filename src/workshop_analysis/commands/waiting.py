"""A word on the standard error when somebody would otherwise wait without one."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def said_when_slow(what: str, *, after: float = 2.0) -> Iterator[None]:
    """Say once what is being done, when it takes longer than `after` seconds."""
    line = f"Nog bezig: {what}. Bij een groot bestand duurt dat even."
    timer = threading.Timer(after, lambda: print(line, file=sys.stderr, flush=True))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()  # a notebook may fork this process next
