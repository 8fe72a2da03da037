"""What the benchmarks of territories stand on: the country as it ships, simulated villages, and both databases in processes of their own."""

import argparse
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATABASES = ("sqlite", "postgres")


def on_both(script: str, run: Callable[[], bool]) -> int:
    """Run a benchmark on SQLite and PostgreSQL, or on the one named; the exit code says whether every limit was kept."""
    asked = argparse.ArgumentParser()
    asked.add_argument("database", nargs="?", choices=DATABASES)
    database = asked.parse_args().database
    if database is None:
        codes = [subprocess.run([sys.executable, script, name], check=False).returncode for name in DATABASES]
        return max(codes)
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as home:
        _open(database, Path(home))
        print(f"\n{database}", flush=True)
        return int(not run())


def _open(database: str, home: Path) -> None:
    if database == "postgres":
        sys.path.insert(0, str(ROOT / "tests" / "plugins"))
        from loa_test_home import start_postgres

        os.environ["LOA_DATABASE_URL"] = start_postgres().removesuffix("/loa") + "/postgres"  # the one that is there
    else:
        os.environ.pop("LOA_DATABASE_URL", None)
    os.environ["LOA_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "loa.server.site.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)


def load_country() -> None:
    """All provinces, districts and communes of 2021, January 2025 and today, with their lineage."""
    from loa.server.kit import clock
    from loa.server.kit.actors import Actor
    from loa.server.places import services

    services.load_country(by=Actor.system("đo tốc độ"), now=clock.now())


def compare(name: str, ours: Callable[[], Any], plain: Callable[[], Any], *, runs: int, limit: float) -> bool:
    """Run both in turn, compare medians and print a line. What both give must be of the same size: a fast wrong answer is none."""
    from django.db import connection

    # SQLite works within this process, whose own time does not count what else the machine does.
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    sizes = (_size(ours()), _size(plain()))
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for run, held in zip((ours, plain), times, strict=True):
            gc.collect()  # what one side left behind is not charged to the other
            started = clock()
            run()
            held.append(1000 * (clock() - started))
    mine, theirs = (statistics.median(held) for held in times)
    ratio = mine / theirs
    kept = ratio <= limit and sizes[0] == sizes[1]
    same = f"{sizes[0]} rows" if sizes[0] == sizes[1] else f"ROWS DIFFER: {sizes[0]} and {sizes[1]}"
    print(
        f"  {name:44} {mine:10.2f} ms  {theirs:10.2f} ms  ratio {ratio:5.2f}  limit {limit}  {'ok' if kept else 'ABOVE'}  ({same})",
        flush=True,
    )
    return kept


def _size(answer: Any) -> int:
    return len(answer) if isinstance(answer, Sequence | dict) else int(answer)
