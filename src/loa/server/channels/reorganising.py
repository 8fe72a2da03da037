"""Stations and boards of an agency that ends: they stand where they stood, and another agency manages them."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from loa.core.folding import search_key
from loa.core.reorganising.holdings import Carried, HandOver, Holding, Item, refuse_moved
from loa.core.words import vi
from loa.server.channels.events import AssetPassedOn
from loa.server.channels.models import AssetKeeping, Board, Station
from loa.server.kit import acts
from loa.server.kit.actors import Actor

STATIONS, BOARDS = vi("Đài truyền thanh"), vi("Bảng tin công cộng")


def _standing(on: date) -> Q:
    return Q(ended_on=None) | Q(ended_on__gt=on)


def holdings_of(agency_ids: Collection[UUID], *, on: date) -> Iterator[Holding]:
    """Stations and boards of these agencies that still stand on that day."""
    for what, name, model in (("station", STATIONS, Station), ("board", BOARDS, Board)):
        held: dict[UUID, list[Item]] = defaultdict(list)
        for one in _assets(model).filter(_standing(on), agency__in=agency_ids).order_by("search_key", "pk"):
            held[one.agency_id].append(Item(str(one.pk), one.name))
        for agency_id, items in held.items():
            yield Holding(what, name, agency_id, tuple(items))


def carry_over(handing: HandOver, *, by: Actor, now: datetime) -> Carried:
    """The successor manages them from the day on; until when the old agency did is kept. Alike names are told apart by the old unit's."""
    moved: dict[str, int] = {}
    before: dict[str, Any] = {"agency": handing.old, "names": {}}
    after: dict[str, Any] = {"agency": handing.new, "names": {}}
    for what, name, model in (("station", STATIONS, Station), ("board", BOARDS, Board)):
        mine = _assets(model).filter(agency=handing.old)
        refuse_moved(handing, what, name, held={str(pk) for pk in mine.values_list("pk", flat=True)})
        passing = list(mine.filter(_standing(handing.effective_on)).select_for_update().order_by("pk"))
        if handing.new is None:
            continue
        taken = set(_assets(model).filter(agency=handing.new).values_list("name", flat=True))
        for one in passing:
            before["names"][str(one.pk)] = one.name
            if one.name in taken:
                one.name = f"{one.name} ({handing.old_name})"[:300]
                one.search_key = search_key(one.name)[:300]
            taken.add(one.name)
            after["names"][str(one.pk)] = one.name
            one.agency_id = handing.new
        model.objects.bulk_update(passing, ["agency", "name", "search_key"], batch_size=500)
        AssetKeeping.objects.bulk_create([_kept(handing, what, one) for one in passing], batch_size=500)
        acts.record_all(
            [AssetPassedOn(asset_id=one.pk, what=what, agency_id=one.agency_id, from_agency_id=handing.old) for one in passing],
            by=by,
            now=now,
        )
        moved[what] = len(passing)
    return Carried(moved=moved, before=before, after=after)


def _kept(handing: HandOver, what: str, asset: "Station | Board") -> AssetKeeping:
    return AssetKeeping(what=what, asset_id=asset.pk, agency_id=handing.old, until=handing.effective_on)


def _assets(model: "type[Station | Board]") -> QuerySet[Any]:
    return model.objects.all()
