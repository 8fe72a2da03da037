"""Questions about territories at the size of the country against the plainest hand-written SQL on the same tables.

63 provinces, 705 districts and 10,598 communes as they ship; 106,000 villages that are simulated and so named. Both sides ask the same
database and give the same objects, ours through `places.queries` from end to end. Small questions are asked as the house asks them, for many
units at once (`under_each`, `above_each`) on both sides. What Django takes to make one question, whatever its size, is printed apart: who asks
for one unit alone pays it, about a millisecond. Prints medians and ratios; exit 1 above the limit.

usage: .venv/bin/python bench/units.py [sqlite | postgres]
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from country import compare, load_country, on_both

LIMIT = 1.5
THEN = date(2021, 7, 28)
VILLAGES = 106_000

HOLDS = "{0}.valid_from <= %s AND ({0}.valid_to IS NULL OR {0}.valid_to >= %s)"
V, C = HOLDS.format("v"), HOLDS.format("c")
SUBTREE = f"""
SELECT v.* FROM places_territoryclosure c JOIN places_territoryversion v ON v.territory_id = c.descendant_id
WHERE c.ancestor_id = %s AND c.depth > 0 AND {C} AND {V}
"""
ANCESTORS = f"""
SELECT v.*, c.descendant_id AS found_for FROM places_territoryclosure c JOIN places_territoryversion v ON v.territory_id = c.ancestor_id
WHERE c.descendant_id IN (MANY) AND c.depth > 0 AND {C} AND {V}
"""
SUBTREES = f"""
SELECT v.*, c.ancestor_id AS found_for FROM places_territoryclosure c JOIN places_territoryversion v ON v.territory_id = c.descendant_id
WHERE c.ancestor_id IN (MANY) AND c.depth > 0 AND {C} AND {V}
"""
COUNT = f"""
SELECT v.kind, COUNT(*) FROM places_territoryclosure c JOIN places_territoryversion v ON v.territory_id = c.descendant_id
WHERE c.ancestor_id = %s AND c.depth > 0 AND {C} AND {V} AND v.kind IN ('country', 'province', 'district', 'commune') GROUP BY v.kind
"""
AS_OF = f"SELECT v.* FROM places_territoryversion v WHERE v.kind = 'commune' AND {V}"


def main() -> bool:
    load_country()
    _simulate_villages()
    from django.db import connection

    from loa.core.territories import TerritoryKind
    from loa.server.places.models import TerritoryVersion
    from loa.server.places.queries import above_each, ancestors_of, count_by_kind, territories_under, under_each, versions_on
    from loa.server.places.services import territory_id

    def key(unit: Any) -> Any:
        return unit.hex if connection.vendor == "sqlite" else unit

    def rows(sql: str, *given: Any) -> list[Any]:
        return list(TerritoryVersion.objects.raw(sql, given))

    def counted(unit: Any) -> int:
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [key(unit), THEN, THEN, THEN, THEN])
            return sum(count for _, count in cursor.fetchall())

    held = {kind: versions_on(THEN).filter(kind=kind).count() for kind in TerritoryKind}
    print("  " + ", ".join(f"{count:,} {kind}" for kind, count in held.items()))
    country, province = territory_id("vn"), territory_id("vn:01")
    districts = _some(TerritoryKind.DISTRICT, 40)
    villages = _some(TerritoryKind.RESIDENTIAL_GROUP, 200)

    def under(unit: Any) -> list[Any]:
        return list(territories_under(unit, on=THEN))

    def plainly_each(sql: str, units: list[Any]) -> int:
        found: dict[Any, list[Any]] = {key(unit): [] for unit in units}
        for version in rows(sql.replace("MANY", ", ".join(["%s"] * len(units))), *(key(unit) for unit in units), *days):
            found[version.found_for].append(version)
        return sum(map(len, found.values()))

    def each(found: dict[Any, list[Any]]) -> int:
        return sum(map(len, found.values()))

    days = (THEN, THEN, THEN, THEN)

    def plainly_under(unit: Any) -> list[Any]:
        return rows(SUBTREE, key(unit), THEN, THEN, THEN, THEN)

    pairs: list[tuple[str, Callable[[], Any], Callable[[], Any], int]] = [
        ("subtree of the country", lambda: under(country), lambda: plainly_under(country), 3),
        ("subtree of a province", lambda: under(province), lambda: plainly_under(province), 15),
        (
            "subtrees of 40 districts",
            lambda: each(under_each(districts, on=THEN, kinds=list(TerritoryKind))),
            lambda: plainly_each(SUBTREES, districts),
            15,
        ),
        ("ancestors of 200 villages", lambda: each(above_each(villages, on=THEN)), lambda: plainly_each(ANCESTORS, villages), 25),
        ("count by kind, the country", lambda: sum(count_by_kind(country, THEN).values()), lambda: counted(country), 9),
        ("count by kind, a province", lambda: sum(count_by_kind(province, THEN).values()), lambda: counted(province), 15),
        (
            "all communes as of a day",
            lambda: list(versions_on(THEN).filter(kind=TerritoryKind.COMMUNE)),
            lambda: rows(AS_OF, THEN, THEN),
            9,
        ),
    ]
    kept = [compare(name, ours, plain, runs=runs, limit=LIMIT) for name, ours, plain, runs in pairs]
    started = time.process_time()
    for unit in villages:
        ancestors_of(unit, on=THEN).query.sql_with_params()
    print(f"  Django makes one such question in {1000 * (time.process_time() - started) / len(villages):.2f} ms, whatever its size")
    return all(kept)


def _some(kind: str, most: int) -> list[Any]:
    from loa.server.places.queries import versions_on

    found = list(versions_on(THEN).filter(kind=kind).order_by("territory").values_list("territory_id", flat=True))
    return found[:: max(1, len(found) // most)][:most]


def _simulate_villages() -> None:
    """Ten to a commune of 2021, with versions and closure as the loader would write them."""
    from django.db import connection

    postgres = connection.vendor == "postgresql"
    uuid = "gen_random_uuid()" if postgres else "lower(hex(randomblob(16)))"
    there = "valid_from <= '2021-07-28' AND (valid_to IS NULL OR valid_to >= '2021-07-28')"
    village = f"""CREATE TEMP TABLE village AS
        WITH RECURSIVE n(place) AS (SELECT 1 UNION ALL SELECT place + 1 FROM n WHERE place < 11)
        SELECT {uuid} AS id, {uuid} AS version_id, n.place, v.territory_id AS commune, v.code, v.valid_from, v.valid_to
        FROM places_territoryversion v, n WHERE v.kind = 'commune' AND {there} ORDER BY n.place, v.code LIMIT {VILLAGES}"""
    territories = "INSERT INTO places_territory (id, key) SELECT id, 'mo-phong:' || code || '-' || place FROM village"
    versions = """INSERT INTO places_territoryversion
        (id, territory_id, parent_id, code, name, form, kind, valid_from, valid_to, act, end_act, source, note, search_key)
        SELECT version_id, id, commune, '', 'mô phỏng ' || place, 'thôn', 'residential_group', valid_from, valid_to,
               '', '', 'mô phỏng', '', 'thon mo phong ' || place FROM village"""
    closure = "INSERT INTO places_territoryclosure (ancestor_id, descendant_id, depth, valid_from, valid_to)"
    above = f"""{closure} SELECT c.ancestor_id, village.id, c.depth + 1, c.valid_from, c.valid_to
        FROM village JOIN places_territoryclosure c ON c.descendant_id = village.commune AND c.valid_from >= village.valid_from
            AND (village.valid_to IS NULL OR c.valid_to <= village.valid_to)"""
    itself = f"{closure} SELECT id, id, 0, valid_from, valid_to FROM village"
    with connection.cursor() as cursor:
        for statement in (village, territories, versions, above, itself, "ANALYZE"):
            cursor.execute(statement)


if __name__ == "__main__":
    sys.exit(on_both(__file__, main))
