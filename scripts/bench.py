"""Run every measurement of this project in turn: each `bench_*.py` beside this file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run them all, also when one of them misses its aim; then the status says so."""
    missed = []
    for script in sorted(Path(__file__).parent.glob("bench_*.py")):
        print(f"\n== {script.name}", flush=True)
        if subprocess.run([sys.executable, script], check=False).returncode != 0:
            missed.append(script.name)
    print(f"\n{'All aims were met.' if not missed else 'Not met: ' + ', '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
