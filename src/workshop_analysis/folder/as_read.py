"""Whether a record still holds what was read from its file, or was changed in memory since.

A sha256 certifies a file. It says nothing of a table that somebody replaced after reading it, so
each part of a folder has a fingerprint of its own, taken when it was read.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping

import pandas as pd

CHANGED_IN_MEMORY = "aangepast in het geheugen: dit is niet meer wat in het bestand stond"
_NO_CONTENT = ("hashes", "notices")


def fingerprint(*contents: object) -> str:
    """Return a fingerprint of what these records and tables hold; the same contents, the same one.

    What a record says of its files (`hashes`, `notices`) does not count.
    """
    digest = hashlib.sha256()
    for piece in (piece for content in contents for piece in _pieces(content)):
        digest.update(piece)
        digest.update(b"\0")
    return digest.hexdigest()


def _pieces(content: object) -> Iterator[bytes]:
    if isinstance(content, pd.DataFrame):
        yield repr([(str(name), str(content[name].dtype)) for name in content]).encode()
        yield pd.util.hash_pandas_object(content, index=True).to_numpy().tobytes()
    elif dataclasses.is_dataclass(content) and not isinstance(content, type):
        for each in dataclasses.fields(content):
            if each.name not in _NO_CONTENT:
                yield each.name.encode()
                yield from _pieces(getattr(content, each.name))
    elif isinstance(content, tuple | list):
        for one in content:
            yield from _pieces(one)
    elif isinstance(content, Mapping):
        yield from _pieces([part for pair in sorted(content.items()) for part in pair])
    else:
        yield repr(content).encode()
