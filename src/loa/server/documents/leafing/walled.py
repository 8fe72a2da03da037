"""Sets limits for itself, then becomes the program named: `python walled.py MEMORY_MB CPU_SECONDS PROGRAM …`. Imports nothing of Loa: it starts in no time."""

import os
import resource
import sys

MOST_WRITTEN_BYTES = 512 * 1024 * 1024


def main() -> None:
    """Limit memory, processor time and the size of files; no core dumps; then the program."""
    memory, cpu = int(sys.argv[1]) << 20, int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN_BYTES, MOST_WRITTEN_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execvp(sys.argv[3], sys.argv[3:])  # noqa: S606 -- its caller gives a list, no shell reads it


if __name__ == "__main__":
    main()
