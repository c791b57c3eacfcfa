"""What a publication was made from and with: hashes of what went in and came out, and versions."""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from workshop_analysis.engine.notebooks import read_notebook
from workshop_analysis.folder.session import Session

PACKAGE = "workshop-analysis"


def manifest_bytes(
    session: Session, *, inputs: Mapping[str, str], notebook: Path, outputs: Mapping[str, bytes]
) -> bytes:
    """Return the manifest of a publication as JSON; it names no clock and no place.

    `inputs` are the session folder's files with their sha256; `outputs` the files that are
    published with their content, by path relative to the manifest.
    """
    content = {
        "session": {
            "key": session.key,
            "title": session.title,
            "version": session.publication.version,
            "published": session.publication.date.isoformat(),
        },
        "inputs": dict(inputs),
        "notebook": {"name": notebook.name, "sha256": notebook_sha256(notebook)},
        "outputs": {name: sha256(file) for name, file in outputs.items()},
        "made_with": made_with(),
    }
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def read_outputs(file: Path) -> dict[str, str]:
    """Return the sha256 of each file that a manifest lists; none when the file is no manifest."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return dict(content["outputs"]) if PACKAGE in content["made_with"] else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def sha256(content: bytes) -> str:
    """Return the fingerprint of a file's content."""
    return hashlib.sha256(content).hexdigest()


def notebook_sha256(path: Path) -> str:
    """Return the fingerprint of what a notebook says and does; the outputs stored in it not."""
    cells = [[cell["cell_type"], cell["source"]] for cell in read_notebook(path)["cells"]]
    return sha256(json.dumps(cells, ensure_ascii=False).encode())


def made_with() -> dict[str, Any]:
    """Return the version of this package, of Python and of the libraries that a report needs."""
    return {
        PACKAGE: metadata.version(PACKAGE),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "libraries": {name: metadata.version(name) for name in _libraries()},
    }


def _libraries() -> list[str]:
    """Return what this package asks for itself, extras left out."""
    asked = [each for each in metadata.requires(PACKAGE) or [] if "extra ==" not in each]
    names = [re.match(r"[A-Za-z0-9._-]+", each) for each in asked]
    return sorted(name.group() for name in names if name)
