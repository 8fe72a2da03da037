"""How long finding a territory by its name takes at the size of the country, against the limit of 50 ms at the 95th percentile.

The map is the real one (63 provinces, 705 districts, 10,598 communes, 34 and 3,321 of today); below each commune of 2021 stand ten
villages whose names are made up here. Agencies are those of Hà Nội. Prints median and p95 for each question; exit 1 over the limit.

usage: .venv/bin/python bench/search.py [sqlite | postgres]   (both unless one is named)
"""

import csv
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

LIMIT_MS = 50.0
ROUNDS = 25
VILLAGES_EACH = 10
THEN, TODAY = date(2021, 7, 28), date(2026, 1, 1)
TERRITORIES = (
    *("p bach mai", "q1", "Hai Ba Trung", "tp thu duc", "x. ba vi", "bạch mai, hai bà trưng", "phuong lien", "trung", "an", "a", "xa"),
    *("thon 1", "thôn đông", "tdp 5, p. bach mai, hai ba trung", "thon 1, x. ba trai", "khong co ten nay"),
)
AGENCIES = ("ubnd p bach mai", "so tttt", "ubnd q. hai ba trung", "bạch mai, hai bà trưng", "ubnd", "a")
SYLLABLES = (
    *("Đông", "Đoài", "Thượng", "Hạ", "Trung", "Nội", "Ngoại", "Đình", "Chùa", "Bến", "Gò", "Đồng", "Xuân"),
    *("Hòa", "Phú", "An", "Bình", "Tân", "Cầu", "Giếng", "Mỹ", "Long", "Vân", "Lộc", "Thạch", "Yên"),
)


def main() -> int:
    if not sys.argv[1:]:
        return max(subprocess.run([sys.executable, __file__, kind], check=False).returncode for kind in ("sqlite", "postgres"))
    root = Path(__file__).resolve().parent.parent
    if sys.argv[1] == "postgres":
        os.environ["LOA_TEST_DATABASE"] = "postgres"
        sys.path.insert(0, str(root / "tests" / "plugins"))
        __import__("loa_test_home")
        # The database of that name is made by the tests, not by the server.
        os.environ["LOA_DATABASE_URL"] = os.environ["LOA_DATABASE_URL"].removesuffix("/loa") + "/postgres"
    with tempfile.TemporaryDirectory() as folder:
        return measure(Path(folder) / "home", sys.argv[1])


def measure(home: Path, kind: str) -> int:
    from loa.launch.home import owner, prepare_home

    prepare_home(home)
    from django.db import connection

    from loa.server.agencies.queries import search_agencies
    from loa.server.kit import clock
    from loa.server.places.models import TerritoryVersion
    from loa.server.places.queries import search_territories
    from loa.server.places.services import load_country, load_territories

    load_country(by=owner(), now=clock.now())
    load_territories(paths=[villages(home.parent)], by=owner(), now=clock.now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{kind}: {TerritoryVersion.objects.count()} versions of territories; limit {LIMIT_MS:.0f} ms")
    slow = 0
    for on in (THEN, TODAY):
        for words in TERRITORIES:
            slow += told(f"{on} {words}", lambda words=words, on=on: search_territories(words, on))
    for words in AGENCIES:
        slow += told(f"{THEN} cơ quan {words}", lambda words=words: search_agencies(words, THEN))
    return int(slow > 0)


def told(what: str, ask: Callable[[], list[object]]) -> bool:
    found = ask()
    took = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        ask()
        took.append((time.perf_counter() - started) * 1000)
    median, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    first = getattr(found[0], "full_name", None) or getattr(found[0], "short_name", "") if found else "-"
    print(f"  {what:<45} {len(found):>3}  median {median:6.1f}  p95 {p95:6.1f} ms  {'TOO SLOW ' if p95 > LIMIT_MS else ''}{first}")
    return p95 > LIMIT_MS


def villages(folder: Path) -> Path:
    """A table of ten made-up villages under every commune of 2021; names repeat as real ones do, a third of them are numbers."""
    from loa.core.territories import TERRITORY_COLUMNS, TerritoryKind
    from loa.server.places.queries import versions_on

    chance = random.Random(1)
    path = folder / "villages.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, TERRITORY_COLUMNS, restval="")
        table.writeheader()
        for commune in versions_on(THEN).filter(kind=TerritoryKind.COMMUNE).select_related("territory"):
            for number in range(1, VILLAGES_EACH + 1):
                name = str(number) if chance.random() < 0.33 else " ".join(chance.sample(SYLLABLES, chance.choice((1, 2, 2))))
                row = {"identity": f"bench:{commune.code}-{number}", "name": name, "parent": commune.territory.key}
                row |= {"form": "tổ dân phố" if commune.form == "phường" else "thôn", "kind": TerritoryKind.RESIDENTIAL_GROUP.value}
                table.writerow(row | {"valid_from": commune.valid_from, "valid_to": commune.valid_to})
    return path


if __name__ == "__main__":
    sys.exit(main())
