"""Personal links of communicators at an agency that ends. What they logged stays under the name it was logged by."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from loa.core.reorganising.holdings import Carried, HandOver, Holding, Item, refuse_moved
from loa.core.words import vi
from loa.server.activities.models import PersonalLink
from loa.server.kit.actors import Actor

LINKS = vi("Liên kết cá nhân")


def _lasting(on: date) -> Q:
    return Q(ended_at=None) & (Q(valid_to=None) | Q(valid_to__gte=on))


def holdings_of(agency_ids: Collection[UUID], *, on: date) -> Iterator[Holding]:
    """Links at these agencies that last to that day or beyond."""
    held: dict[UUID, list[Item]] = defaultdict(list)
    for link in PersonalLink.objects.filter(_lasting(on), agency__in=agency_ids).order_by("pk"):
        held[link.agency_id].append(Item(str(link.pk), person_id=str(link.person_id), words=vi("liên kết đến nhật ký")))
    for agency_id, items in held.items():
        yield Holding("personal_link", LINKS, agency_id, tuple(items))


def carry_over(handing: HandOver, *, by: Actor, now: datetime) -> Carried:  # noqa: ARG001 -- every stage is asked alike
    """The address a communicator holds leads on to the successor's log; without a successor the link is of no use any more and ends."""
    mine = PersonalLink.objects.filter(agency=handing.old)
    refuse_moved(handing, "personal_link", LINKS, held={str(pk) for pk in mine.values_list("pk", flat=True)})
    ids = [str(pk) for pk in mine.filter(_lasting(handing.effective_on)).values_list("pk", flat=True)]
    lasting = PersonalLink.objects.filter(pk__in=ids)
    if handing.new is None:
        lasting.update(ended_at=now)
        return Carried(moved={}, before={"links": ids}, after={"ended": ids})
    lasting.update(agency=handing.new)
    return Carried(moved={"personal_link": len(ids)}, before={"links": ids, "agency": handing.old}, after={"agency": handing.new})
