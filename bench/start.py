"""How long a second `./run` takes until its first page answers, against the limit of 5 s. Prints the figures; exit 1 over the limit.

usage: .venv/bin/python bench/start.py [RUNS]
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

LIMIT_SECONDS = 5.0
ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def seconds_until_it_answers(home: Path) -> float:
    port = free_port()
    started = time.perf_counter()
    process = subprocess.Popen(
        [ROOT / "run", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "LOA_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while time.perf_counter() - started < 300:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1) as answer:
                    if answer.status == 200:
                        return time.perf_counter() - started
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise SystemExit("no answer within 300 s")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def main() -> int:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        print(f"first start   {seconds_until_it_answers(home):6.2f} s")
        later = sorted(seconds_until_it_answers(home) for _ in range(runs))
    median = later[len(later) // 2]
    print(f"second start  {median:6.2f} s (median of {runs}; {later[0]:.2f} to {later[-1]:.2f}), limit {LIMIT_SECONDS:.0f} s")
    return int(median > LIMIT_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
