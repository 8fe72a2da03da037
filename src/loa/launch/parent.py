"""A child never outlives its supervisor, however that one ends."""

import ctypes
import os
import signal
import sys

PARENT = "LOA_SUPERVISOR_PID"
_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask the kernel for SIGTERM when the parent ends; end at once where it has ended already. Linux only, nothing elsewhere."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    expected = os.environ.get(PARENT)
    if expected is not None and os.getppid() != int(expected):
        sys.exit(0)


def as_child() -> dict[str, str]:
    """The environment that lets a child know whose it is."""
    return {**os.environ, PARENT: str(os.getpid())}
