"""Players of an agency that ends. They belong to their station and go where it goes: nothing is done to them."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from uuid import UUID

from loa.core.reorganising.holdings import Carried, HandOver, Holding, Item
from loa.core.words import vi
from loa.server.dispatch.models import Player
from loa.server.kit.actors import Actor

PLAYERS = vi("Thiết bị phát")


def holdings_of(agency_ids: Collection[UUID], *, on: date) -> Iterator[Holding]:  # noqa: ARG001 -- every stage is asked alike
    """Players at work at the stations of these agencies."""
    held: dict[UUID, list[Item]] = defaultdict(list)
    for player in Player.objects.filter(station__agency__in=agency_ids, ended_at=None).select_related("station").order_by("pk"):
        held[player.station.agency_id].append(Item(str(player.pk), f"{player.station.name}: {player.software}"))
    for agency_id, items in held.items():
        yield Holding("player", PLAYERS, agency_id, tuple(items))


def carry_over(handing: HandOver, *, by: Actor, now: datetime) -> Carried:  # noqa: ARG001 -- every stage is asked alike
    """They went with their stations; how many is said for the record."""
    count = Player.objects.filter(station__agency=handing.new, ended_at=None).count() if handing.new else 0
    return Carried(moved={}, after={"players_at_new_agency": count})
