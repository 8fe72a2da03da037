"""Texts that an agency which ends has not finished, and how they pass on. What was approved stays under the name it was approved by."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from uuid import UUID

from loa.core.bulletin_steps import State
from loa.core.reorganising.holdings import Carried, HandOver, Holding, Item, Mark, refuse_moved
from loa.core.words import vi
from loa.server.bulletins.models import Bulletin, UnitText
from loa.server.kit.actors import Actor

BULLETINS, OWN_WORDS = vi("Bản tin chưa duyệt"), vi("Lời riêng chưa duyệt")
UNFINISHED = (State.DRAFT, State.SUBMITTED)


def holdings_of(agency_ids: Collection[UUID], *, on: date) -> Iterator[Holding]:
    """Bulletins and own words of these agencies that nobody has approved."""
    texts: dict[UUID, list[Item]] = defaultdict(list)
    for text in Bulletin.objects.filter(agency__in=agency_ids, state__in=UNFINISHED).order_by("made_at", "pk"):
        texts[text.agency_id].append(Item(str(text.pk), text.title, Mark.DRAFT, words=State(text.state).vi))
    for agency_id, items in texts.items():
        yield Holding("bulletin", BULLETINS, agency_id, tuple(items))
    words: dict[UUID, list[Item]] = defaultdict(list)
    own = UnitText.objects.filter(agency__in=agency_ids, state__in=UNFINISHED, ended_at=None, valid_to__gte=on)
    for one in own.order_by("made_at", "pk"):
        words[one.agency_id].append(Item(str(one.pk), one.sentence[:120], Mark.STAYS))
    for agency_id, items in words.items():
        yield Holding("own_words", OWN_WORDS, agency_id, tuple(items))


def carry_over(handing: HandOver, *, by: Actor, now: datetime) -> Carried:  # noqa: ARG001 -- every stage is asked alike
    """Unfinished bulletins become the successor's. Own words stay: each commune had its own, and the successor writes one anew."""
    held = {str(pk) for pk in Bulletin.objects.filter(agency=handing.old).values_list("pk", flat=True)}
    refuse_moved(handing, "bulletin", BULLETINS, held=held)
    open_texts = Bulletin.objects.filter(agency=handing.old, state__in=UNFINISHED)
    ids = [str(pk) for pk in open_texts.values_list("pk", flat=True)]
    if not handing.carries_work:
        return Carried(moved={}, after={"left": ids})
    Bulletin.objects.filter(pk__in=ids).update(agency=handing.new)
    return Carried(moved={"bulletin": len(ids)}, before={"bulletins": ids, "agency": handing.old}, after={"agency": handing.new})
