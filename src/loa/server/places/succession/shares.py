"""The shares of one map date as rows: computed once by the exact rules of core, kept until lineage changes, then one join restates anything."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Max, Sum

from loa.core.restating import in_parts
from loa.server.kit.periods import in_force
from loa.server.places.models import ShareTable, Succession, TerritoryShare, TerritoryVersion
from loa.server.places.succession.questions import lineage_held

BATCH = 1000


def map_day(on: date) -> date:
    """The day since which the map has stood as it stands on that day: many days, one map."""
    ended = TerritoryVersion.objects.filter(valid_to__lt=on).aggregate(day=Max("valid_to"))["day"]
    begun = TerritoryVersion.objects.filter(valid_from__lte=on).aggregate(day=Max("valid_from"))["day"]
    passed = Succession.objects.filter(effective_on__lte=on).aggregate(day=Max("effective_on"))["day"]
    return max([day for day in (ended and ended + timedelta(days=1), begun, passed) if day], default=date.min)


def share_table(map_date: date) -> ShareTable:
    """The shares for that map, computed now if they are not there or lineage has changed since. Only units that do not stay themselves have rows."""
    day, held = map_day(map_date), lineage_sha256()
    table = ShareTable.objects.filter(map_date=day, lineage_sha256=held).first()
    return table or _made(day, held)


def lineage_sha256() -> str:
    """A name for lineage as it stands. Whoever changes lineage calls `lineage_changed`, which drops every table: this is the net below it.

    Counts, sums and ends, not every row: reading a country's lineage would cost more than restating a city.
    """
    told = Succession.objects.aggregate(
        rows=Count("pk"), known=Count("new"), weighed=Count("weight"), weights=Sum("weight"), last=Max("effective_on")
    )
    lives = TerritoryVersion.objects.aggregate(
        versions=Count("pk"), ended=Count("valid_to"), begun=Max("valid_from"), ending=Max("valid_to")
    )
    return hashlib.sha256(json.dumps([told, lives], default=str).encode()).hexdigest()


@transaction.atomic
def _made(day: date, held: str) -> ShareTable:
    # Whoever comes second waits here for the first and finds its rows.
    table, _ = ShareTable.objects.get_or_create(map_date=day, defaults={"lineage_sha256": ""})
    table = ShareTable.objects.select_for_update().get(pk=table.pk)
    if table.lineage_sha256 == held:
        return table
    table.shares.all().delete()
    TerritoryShare.objects.bulk_create(_rows(table), batch_size=BATCH)
    table.lineage_sha256 = held
    table.save(update_fields=["lineage_sha256"])
    return table


def _rows(table: ShareTable) -> Iterator[TerritoryShare]:
    there = TerritoryVersion.objects.filter(in_force(table.map_date)).values("territory")
    absent = set(TerritoryVersion.objects.exclude(territory__in=there).values_list("territory_id", flat=True))
    lineage = lineage_held(absent)
    for unit in sorted(
        {str(territory) for territory in absent} | {step.old for step in lineage.steps} | {step.new for step in lineage.steps if step.new}
    ):
        for period, shares in lineage.spans(unit, table.map_date):
            if [share.unit for share in shares] == [unit]:
                continue
            for share, parts in in_parts(shares):
                yield TerritoryShare(
                    table=table,
                    old_id=unit,
                    new_id=share.unit,
                    parts=parts,
                    estimated=share.estimated,
                    among=list(share.among),
                    valid_from=period.first,
                    valid_to=period.last,
                )
