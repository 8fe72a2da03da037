"""The tables of places that come with Loa, read as they are: counts, days, parents, lineage, and where they come from."""

import csv
import hashlib
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from loa.core.lineage import SuccessionKind
from loa.core.tables import read_table
from loa.core.territories import TERRITORY_COLUMNS, TerritoryRow, territory_row
from loa.server.places.services import COUNTRY, COUNTRY_LINEAGE, DATA, LINEAGE, MAPS, SHIPPED

IN_2021, JANUARY, TODAY = date(2021, 7, 28), date(2025, 2, 1), date(2026, 1, 1)
DAY = timedelta(days=1)


def read() -> list[TerritoryRow]:
    return [
        territory_row(row, source=path.name)
        for path in (*SHIPPED, *COUNTRY)
        for row in read_table(path.read_bytes(), file=path.name, columns=TERRITORY_COLUMNS)
    ]


ROWS = read()
VERSIONS: dict[str, list[TerritoryRow]] = defaultdict(list)
for _row in ROWS:
    VERSIONS[_row.key].append(_row)


def links() -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for path in (*LINEAGE, *COUNTRY_LINEAGE):
        with path.open(encoding="utf-8", newline="") as stream:
            found += csv.DictReader(stream)
    return found


LINKS = links()


def stands(key: str, on: date) -> bool:
    return any(row.period.holds(on) for row in VERSIONS[key])


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (IN_2021, {"country": 1, "province": 63, "district": 705, "commune": 10598}),
        (JANUARY, {"country": 1, "province": 63, "district": 696, "commune": 10035}),
        (TODAY, {"country": 1, "province": 34, "commune": 3321}),
    ],
)
def test_the_country_counts_as_its_maps_say(on: date, expected: dict[str, int]) -> None:
    rows = [row for row in ROWS if row.period.holds(on)]
    assert {kind: number for kind, number in Counter(row.kind.value for row in rows).items() if kind in expected} == expected


def test_of_one_unit_no_two_periods_share_a_day() -> None:
    for rows in VERSIONS.values():
        ordered = sorted(rows, key=lambda row: row.period.first)
        for earlier, later in pairwise(ordered):
            assert earlier.period.shared(later.period) is None, later


def test_whatever_lies_under_something_does_so_while_that_stands() -> None:
    for row in ROWS:
        if row.parent_key:
            assert stands(row.parent_key, row.period.first), row
            assert stands(row.parent_key, row.period.last or TODAY), row


def test_lineage_leads_from_units_that_ended_the_day_before_to_units_that_stand_on_the_day() -> None:
    for link in LINKS:
        day = date.fromisoformat(link["effective_on"])
        assert stands(link["old"], day - DAY), link
        assert not stands(link["old"], day), link
        assert not link["new"] or stands(link["new"], day), link


def test_every_unit_that_ended_has_its_lineage_and_every_one_of_today_its_origin() -> None:
    ended = {key for key, rows in VERSIONS.items() if all(row.period.last for row in rows) and not key.startswith("sample:")}
    assert ended == {link["old"] for link in LINKS}
    born = {key for key, rows in VERSIONS.items() if min(row.period.first for row in rows) == date(2025, 7, 1)}
    assert born == {link["new"] for link in LINKS if link["effective_on"] == "2025-07-01" and link["new"]}


def test_a_share_is_given_only_where_it_is_the_whole() -> None:
    targets = Counter((link["old"], link["effective_on"]) for link in LINKS)
    for link in LINKS:
        assert link["weight"] in ("", "1")
        assert (link["weight"] == "1") == (bool(link["new"]) and targets[link["old"], link["effective_on"]] == 1), link
        assert link["kind"] in SuccessionKind.__members__.values()
        assert link["new"] or link["kind"] in ("abolish", "merge")


def test_the_landed_keys_of_hanoi_stay() -> None:
    keys = {row.key for row in ROWS}
    for landed in ("vn:01", "hanoi-2021:001", "hanoi-2021:00286", "hanoi-2021:10483", "hanoi-2025-07:00277", "hanoi-2025-07:00004"):
        assert landed in keys


def test_the_provenance_of_every_shipped_table_is_written_down() -> None:
    with (DATA / "provenance.csv").open(encoding="utf-8", newline="") as stream:
        told = {row["file"]: row for row in csv.DictReader(stream)}
    shipped = {path.name for path in DATA.glob("*.csv")} - {"provenance.csv"}
    assert told.keys() == shipped == {path.name for path in (*SHIPPED, *COUNTRY, *LINEAGE, *COUNTRY_LINEAGE)}
    for file, row in told.items():
        assert row["sha256"] == hashlib.sha256((DATA / file).read_bytes()).hexdigest(), file
        assert row["licence"] in ("GPL-3.0-or-later", "MIT", "GPL-3.0-or-later; MIT")
        assert row["taken_on"]
        assert row["note"]


def test_hanoi_stands_in_its_own_tables_alone() -> None:
    of_hanoi = {row.key for row in ROWS if row.source in {path.name for path in MAPS}}
    assert not of_hanoi & {row.key for row in ROWS if row.source in {path.name for path in COUNTRY}}
