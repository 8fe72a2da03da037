"""Sessions planned beyond the day on which an agency ends, what found no session, and unfinished programmes."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from loa.core.reorganising.holdings import Carried, HandOver, Holding, Item, Mark, refuse_moved
from loa.core.words import vi
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.schedules.events import SessionsPassedOn
from loa.server.schedules.models import Programme, ProgrammeState, Session, SessionState, Unplaced

SESSIONS, UNPLACED, PROGRAMMES = vi("Buổi phát đã lên lịch"), vi("Mục chưa xếp được"), vi("Chương trình đang dựng")


def _ahead(on: date) -> QuerySet[Session]:
    return Session.objects.filter(day__gte=on).exclude(state=SessionState.CANCELLED)


def holdings_of(agency_ids: Collection[UUID], *, on: date) -> Iterator[Holding]:
    """Sessions of these agencies from that day on, what waits for one, and programmes nobody has approved."""
    ahead: dict[UUID, list[Item]] = defaultdict(list)
    for session in _ahead(on).filter(agency__in=agency_ids).select_related("station").order_by("starts_at", "pk"):
        ahead[session.agency_id].append(Item(str(session.pk), f"{session.station.name}, {session.day:%d/%m/%Y}"))
    for agency_id, items in ahead.items():
        yield Holding("session", SESSIONS, agency_id, tuple(items))
    waiting: dict[UUID, list[Item]] = defaultdict(list)
    for one in Unplaced.objects.filter(agency__in=agency_ids, ended_at=None).order_by("at", "pk"):
        waiting[one.agency_id].append(Item(str(one.pk), one.title))
    for agency_id, items in waiting.items():
        yield Holding("unplaced", UNPLACED, agency_id, tuple(items))
    drafts: dict[UUID, list[Item]] = defaultdict(list)
    for programme in Programme.objects.filter(agency__in=agency_ids, state=ProgrammeState.DRAFT).order_by("week_starts_on", "pk"):
        drafts[programme.agency_id].append(Item(str(programme.pk), programme.title, Mark.STAYS))
    for agency_id, items in drafts.items():
        yield Holding("programme", PROGRAMMES, agency_id, tuple(items))


def carry_over(handing: HandOver, *, by: Actor, now: datetime) -> Carried:
    """Sessions from the day on are the successor's, whatever the rule for open work: the stations are too. Programmes stay as they are."""
    mine = Session.objects.filter(agency=handing.old)
    refuse_moved(handing, "session", SESSIONS, held={str(pk) for pk in mine.values_list("pk", flat=True)})
    ids = [str(pk) for pk in _ahead(handing.effective_on).filter(agency=handing.old).values_list("pk", flat=True)]
    if handing.new is None:
        return Carried(moved={}, after={"left": ids})
    Session.objects.filter(pk__in=ids).update(agency=handing.new)
    unplaced = Unplaced.objects.filter(agency=handing.old, ended_at=None).update(agency=handing.new)
    if ids:
        acts.record(SessionsPassedOn(agency_id=handing.new, from_agency_id=handing.old, sessions=len(ids)), by=by, now=now)
    return Carried(
        moved={"session": len(ids), "unplaced": unplaced},
        before={"sessions": ids, "agency": handing.old},
        after={"agency": handing.new},
    )
