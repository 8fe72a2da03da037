"""Papers that wait at an agency that ends. What is in its books, and its own papers, stay its own."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from uuid import UUID

from loa.core.receipts import OPEN, ReceiptState
from loa.core.reorganising.holdings import Carried, HandOver, Holding, Item, refuse_moved
from loa.core.words import vi
from loa.server.documents.models import Delivery
from loa.server.kit.actors import Actor

WAITING = vi("Văn bản chờ tiếp nhận")


def holdings_of(agency_ids: Collection[UUID], *, on: date) -> Iterator[Holding]:  # noqa: ARG001 -- a paper waits whatever the day
    """Papers sent to these agencies and not yet in their books."""
    held: dict[UUID, list[Item]] = defaultdict(list)
    waiting = Delivery.objects.filter(agency__in=agency_ids, state__in=OPEN).select_related("document").order_by("delivered_at", "pk")
    for one in waiting:
        held[one.agency_id].append(Item(str(one.pk), one.document.reference, words=ReceiptState(one.state).vi))
    for agency_id, items in held.items():
        yield Holding("delivery", WAITING, agency_id, tuple(items))


def carry_over(handing: HandOver, *, by: Actor, now: datetime) -> Carried:  # noqa: ARG001 -- every stage is asked alike
    """They wait at the successor from then on; a paper that was sent to the successor too waits there already and stays where it is."""
    mine = Delivery.objects.filter(agency=handing.old)
    refuse_moved(handing, "delivery", WAITING, held={str(pk) for pk in mine.values_list("pk", flat=True)})
    waiting = mine.filter(state__in=OPEN)
    if handing.new is None:
        return Carried(moved={}, after={"left": [str(pk) for pk in waiting.values_list("pk", flat=True)]})
    there = Delivery.objects.filter(agency=handing.new).values("document")
    ids = list(waiting.exclude(document__in=there).values_list("pk", flat=True))
    Delivery.objects.filter(pk__in=ids).update(agency=handing.new)
    moved = [str(pk) for pk in ids]
    return Carried(moved={"delivery": len(ids)}, before={"deliveries": moved, "agency": handing.old}, after={"agency": handing.new})
