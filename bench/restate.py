"""Restating a year of weekly figures of five indicators from 10,598 communes of 2021 on today's map, against the plainest hand-written join.

Where the lineage of a commune is not known, the benchmark invents two successors with weights, so that the costly path is walked: its
answer is a simulation, its time is not. Prints medians and ratio; exit 1 above the limit.

usage: .venv/bin/python bench/restate.py [sqlite | postgres]
"""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from country import compare, load_country, on_both

LIMIT, RUNS = 1.5, 3
THEN, TODAY = date(2021, 7, 28), date(2026, 1, 1)
WEEKS, INDICATORS = 53, 5

# The same tables, the same shares, nothing rounded, nothing proved: what one would write in five minutes.
PLAIN = """
SELECT CASE WHEN share.id IS NULL THEN fact.territory_id ELSE share.new_id END, fact.week, fact.indicator,
       SUM(fact.value * COALESCE(share.parts, 100000000) / 100000000.0)
FROM bench_fact fact LEFT JOIN places_territoryshare share ON share.table_id = %s AND share.old_id = fact.territory_id
GROUP BY 1, 2, 3
"""


def main() -> bool:
    load_country()
    _invent_lineage()
    _report()
    from django.db import connection, models

    from loa.server.places.succession import restated, share_table

    class Fact(models.Model):
        territory = models.UUIDField(db_column="territory_id")
        reported_on = models.DateField()
        week = models.IntegerField()
        indicator = models.IntegerField()
        value = models.BigIntegerField()

        class Meta:
            app_label, managed, db_table = "places", False, "bench_fact"

    table = share_table(TODAY).pk
    held = table.hex if connection.vendor == "sqlite" else table
    facts = Fact.objects.annotate(fact=models.F("pk")).values("fact", "territory", "reported_on", "value", "week", "indicator")

    def ours() -> int:
        return sum(1 for _ in restated(facts, map_date=TODAY, by=("week", "indicator")))

    def plain() -> int:
        with connection.cursor() as cursor:
            cursor.execute(PLAIN, [held])
            return sum(1 for _ in cursor.fetchall())

    told = sum(cell.value for cell in restated(facts, map_date=TODAY))
    there = Fact.objects.aggregate(sum=models.Sum("value"))["sum"]
    print(f"  {Fact.objects.count():,} facts, sum {there:,}, restated {told:,}")
    return compare("a year of weekly figures, 10,598 -> 3,321", ours, plain, runs=RUNS, limit=LIMIT) and told == there


def _invent_lineage() -> None:
    from loa.server.places.models import Succession
    from loa.server.places.queries import versions_on
    from loa.server.places.succession import lineage_changed

    targets = list(versions_on(TODAY).filter(kind="commune").order_by("pk").values_list("territory_id", flat=True))
    before = set(versions_on(date(2025, 6, 30)).filter(kind="commune").values_list("territory_id", flat=True))
    unknown = Succession.objects.filter(new=None, effective_on=date(2025, 7, 1), old__in=before)
    invented = [
        Succession(
            old_id=old,
            new_id=targets[(place + n) % len(targets)],
            kind="part",
            effective_on=date(2025, 7, 1),
            weight=weight,
            basis="mô phỏng",
        )
        for place, old in enumerate(unknown.order_by("old").values_list("old_id", flat=True))
        for n, weight in ((0, Decimal("0.37")), (1, Decimal("0.63")))
    ]
    unknown.delete()
    Succession.objects.filter(weight=None, kind="part", new__isnull=False).update(weight=Decimal("0.05"), basis="mô phỏng")
    Succession.objects.bulk_create(invented)
    lineage_changed()


def _report() -> None:
    from django.db import connection

    postgres = connection.vendor == "postgresql"
    uuid, serial = ("uuid", "bigserial") if postgres else ("char(32)", "integer")
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE bench_fact (id {serial} PRIMARY KEY, territory_id {uuid} NOT NULL, reported_on date NOT NULL,"
            " week integer NOT NULL, indicator integer NOT NULL, value bigint NOT NULL)"
        )
        cursor.execute(
            "WITH RECURSIVE weeks(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM weeks WHERE n < %s),"
            " indicators(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM indicators WHERE n < %s)"
            " INSERT INTO bench_fact (territory_id, reported_on, week, indicator, value)"
            " SELECT v.territory_id, %s, weeks.n, indicators.n, (weeks.n * 7919 + indicators.n * 104729 + CAST(v.code AS integer) * 31) %% 997"
            " FROM places_territoryversion v, weeks, indicators"
            " WHERE v.kind = 'commune' AND v.valid_from <= %s AND (v.valid_to IS NULL OR v.valid_to >= %s)",
            [WEEKS - 1, INDICATORS - 1, THEN, THEN, THEN],
        )
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    sys.exit(on_both(__file__, main))
