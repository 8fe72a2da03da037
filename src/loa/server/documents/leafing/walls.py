"""Foreign programs and hostile bytes run behind walls: a process group of its own with limits of memory, processor and time, a home of its own."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

WALLED = str(Path(__file__).with_name("walled.py"))
KEPT = ("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")
MOST_SAID_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Done:
    """How it ended. `code` is None when the time was over and the whole group was killed."""

    code: int | None
    said: bytes
    complained: bytes

    @property
    def well(self) -> bool:
        """It came to its own end, content."""
        return self.code == 0


def run(command: Sequence[str], *, folder: Path, seconds: float, memory_mb: int, threads: int = 1) -> Done:
    """Run it in `folder`, which is also its home. Nothing of our environment but the ways to programs reaches it."""
    surroundings = {name: os.environ[name] for name in KEPT if name in os.environ}
    surroundings |= {"HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": str(threads)}
    cpu = str(int(seconds * max(threads, 1)) + 1)
    out, err = folder / ".said", folder / ".complained"
    with out.open("wb") as said, err.open("wb") as complained:
        child = subprocess.Popen(  # noqa: S603 -- a list, no shell
            [sys.executable, "-I", "-S", WALLED, str(memory_mb), cpu, *command],
            cwd=folder,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=complained,
            start_new_session=True,
        )
        try:
            code: int | None = child.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            code = None
        finally:  # what it started ends with it, also when we are interrupted
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
    return Done(code, _head(out), _head(err))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_SAID_BYTES)
