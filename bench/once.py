"""How long the whole journey takes, against the budget of 5 minutes. Prints the figure; exit 1 over the limit.

usage: .venv/bin/python bench/once.py [LETTER]
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIMIT_SECONDS = 300.0
ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        done = subprocess.run([ROOT / "run", "--once", *sys.argv[1:2], "--out", folder], cwd=ROOT, check=False)
        seconds = time.perf_counter() - started
    print(f"--once  {seconds:.0f} s, exit {done.returncode}, limit {LIMIT_SECONDS:.0f} s")
    return int(done.returncode != 0 or seconds > LIMIT_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
