"""Restating counts of any size in the database: one join with the shares, largest remainder in whole numbers, every sum as it was."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from loa.core.restating import WHOLE
from loa.server.places.succession.shares import share_table


class Cell(NamedTuple):
    """One cell on the map: `territory` is None in the row of what is not known; `estimated` is how much of `value` rests on weights."""

    territory: UUID | None
    series: tuple[Any, ...]
    value: int
    estimated: int


def restated(facts: "QuerySet[Any, Any]", *, map_date: date, by: Sequence[str] = ()) -> Iterator[Cell]:
    """Sums by unit of the map of `map_date` and by the columns `by`.

    `facts` are rows of `.values(...)` with the columns `fact` (what makes a row one, for rounding), `territory`, `reported_on`, `value`
    (a whole number up to 10^12, of a column of 64 bits), and those in `by`. A row without a territory, or of one that the map cannot place, goes to the row of
    what is not known. Each fact is rounded once, so sums over any rows agree.
    """
    try:
        inner, given = facts.order_by().query.sql_with_params()
    except EmptyResultSet:
        return
    table = share_table(map_date).pk
    held = table.hex if connection.vendor == "sqlite" else table
    with connection.cursor() as cursor:
        cursor.execute(_sql(inner, by), [*given, held, *given, held, held])
        known: dict[Any, UUID | None] = {None: None}
        while rows := cursor.fetchmany(5000):
            for territory, *series, value, estimated in rows:
                if territory not in known:
                    known[territory] = territory if isinstance(territory, UUID) else UUID(territory)
                yield Cell(known[territory], tuple(series), value, estimated)


# Two ways to the sum: what goes whole to one unit or stays with itself is added up at once; what is split is rounded first. A value is cut
# at {whole} before it is multiplied, so that nothing grows beyond 64 bits. Both ways read the facts once and look the shares up: an inner join
# would let SQLite turn it round and read millions of facts for each share.
_SQL = """
SELECT unit{by}, CAST(SUM(value) AS bigint), CAST(SUM(estimated) AS bigint) FROM (
    SELECT CASE WHEN share.id IS NULL THEN fact.territory ELSE share.new_id END AS unit{of_fact}, fact.value AS value, 0 AS estimated
    FROM ({facts}) AS fact LEFT JOIN {shares} AS share ON {holds}
    WHERE share.id IS NULL OR share.parts = {whole}
    UNION ALL
    SELECT unit{by}, low + step, CASE WHEN by_weight THEN low + step ELSE 0 END
    FROM (
        SELECT unit{by}, by_weight, low, CASE
            WHEN ROW_NUMBER() OVER (PARTITION BY fact ORDER BY remainder DESC, share_id) <= value - SUM(low) OVER (PARTITION BY fact)
            THEN 1 ELSE 0 END AS step
        FROM (
            SELECT share.new_id AS unit{of_fact}, fact.fact AS fact, fact.value AS value, share.id AS share_id, share.estimated AS by_weight,
                   fact.value / {whole} * share.parts + fact.value %% {whole} * share.parts / {whole} AS low,
                   fact.value %% {whole} * share.parts %% {whole} AS remainder
            FROM ({facts}) AS fact LEFT JOIN {shares} AS share ON {holds}
            WHERE COALESCE(share.parts, {whole}) < {whole}
              AND fact.territory IN (SELECT old_id FROM {shares} WHERE table_id = %s AND parts < {whole})
        ) AS cut
    ) AS rounded
) AS cells GROUP BY unit{by}
"""
_HOLDS = """share.table_id = %s AND share.old_id = fact.territory
    AND fact.reported_on >= share.valid_from AND (share.valid_to IS NULL OR fact.reported_on <= share.valid_to)"""


def _sql(facts: str, by: Sequence[str]) -> str:
    quote = connection.ops.quote_name
    return _SQL.format(
        facts=facts,
        shares=quote("places_territoryshare"),
        holds=_HOLDS,
        whole=WHOLE,
        by="".join(f", {quote(name)}" for name in by),
        of_fact="".join(f", fact.{quote(name)}" for name in by),
    )
