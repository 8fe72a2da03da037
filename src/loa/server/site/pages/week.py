"""The week of a station: sessions, how full, what yields to what, the next 24 hours; and the doors to change it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from loa.core.folding import search_key
from loa.core.roles import Right
from loa.server.channels.models import Station
from loa.server.channels.queries import station as station_of
from loa.server.channels.queries import stations
from loa.server.kit import clock
from loa.server.kit.requests import Request, page_of
from loa.server.schedules.models import Session, Slot, SlotState
from loa.server.schedules.queries import PlannedItem, next_24_hours, planned_items_of, session, sessions_between, unplaced
from loa.server.schedules.services import cancel_slot, plan_week, reorder_session, take_offers
from loa.server.site.airing import publish_own_week


@dataclass(frozen=True)
class ShownSession:
    """A session with its items and how full it is."""

    session: Session
    items: tuple[PlannedItem, ...]

    @property
    def seconds(self) -> float:
        """Seconds of what will sound."""
        return sum(item.planned_seconds for item in self.items if item.withheld is None and item.state == SlotState.PLANNED)

    @property
    def kept_back(self) -> int:
        """How many items will not go out."""
        return sum(item.withheld is not None for item in self.items)

    @property
    def offered(self) -> bool:
        """Whether something waits for the commune to take it."""
        return any(item.state == SlotState.OFFERED for item in self.items)


@require_GET
def weeks(request: Request) -> HttpResponse:
    """Lịch phát: one's own station at once; else choose one."""
    found = stations(seen_by=request.actor, on=clock.today())
    own = list(found.filter(agency__in=request.actor.agency_ids)[:2])
    if len(own) == 1 and not request.GET:
        return redirect("week", own[0].pk)
    words = request.GET.get("tim", "").strip()[:100]
    for word in search_key(words).split():
        found = found.filter(search_key__contains=word)
    return render(request, "site/weeks.html", {"page": page_of(request, found, size=60), "words": words})


@require_GET
def week(request: Request, station_id: UUID) -> HttpResponse:
    """Tuần của một đài."""
    held = station_of(station_id, seen_by=request.actor)
    monday = _monday(request.GET.get("tuan", ""))
    days = sessions_between(first_day=monday, last_day=monday + timedelta(days=6), seen_by=request.actor).filter(station=held)
    items = planned_items_of(days, seen_by=request.actor)
    by_day: dict[date, list[ShownSession]] = defaultdict(list)
    for one in days:
        by_day[one.day].append(ShownSession(one, items.get(one.pk, ())))
    context = {
        "station": held,
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "days": [(monday + timedelta(days=n), by_day.get(monday + timedelta(days=n), [])) for n in range(7)],
        "today": clock.today(),
        "any": bool(by_day),
        "unplaced": unplaced(week_starts_on=monday, seen_by=request.actor).filter(station=held),
        "preview": next_24_hours(station_id=held.pk, now=clock.now(), seen_by=request.actor),
        "may_plan": request.actor.may(Right.PLAN, held.agency_id),
        "now": clock.now(),
    }
    return render(request, "site/week.html", context)


def _monday(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = clock.today()
    if not date(2000, 1, 1) <= day <= date(2100, 1, 1):
        day = clock.today()
    return day - timedelta(days=day.weekday())


@require_POST
def plan(request: Request, station_id: UUID) -> HttpResponse:
    """Lập các buổi phát của tuần under the cap of the area."""
    held = station_of(station_id, seen_by=request.actor)
    monday = _monday(request.POST.get("tuan", ""))
    plan_week(station_ids=[held.pk], week_starts_on=monday, by=request.actor, now=clock.now())
    messages.success(request, _("Đã lập các buổi phát còn thiếu của tuần."), extra_tags="good")
    return _back(held, monday)


@require_POST
def take(request: Request, session_id: UUID) -> HttpResponse:
    """Nhận tin thông thường được mời vào buổi."""
    held = session(session_id=session_id, seen_by=request.actor)
    taken = take_offers(session_ids=[held.pk], by=request.actor, now=clock.now())
    return _changed(request, held, _("Đã nhận %(n)s tin vào buổi phát.") % {"n": taken})


@require_POST
def take_out(request: Request, slot_id: UUID) -> HttpResponse:
    """Bỏ một mục, with the reason."""
    slot = cancel_slot(slot_id=slot_id, why=request.POST.get("why", "")[:1000], by=request.actor, now=clock.now())
    return _changed(request, slot.session, _("Đã bỏ mục khỏi buổi phát, có ghi lý do."))


@require_POST
def move_up(request: Request, slot_id: UUID) -> HttpResponse:
    """Đưa một mục lên trước mục ngay trên nó: the commune's own order among equals."""
    slot = Slot.objects.filter(pk=slot_id).select_related("session").first()
    held = session(session_id=slot.session_id if slot else slot_id, seen_by=request.actor)
    order = list(held.slots.exclude(state=SlotState.CANCELLED).order_by("position").values_list("pk", flat=True))
    place = order.index(slot_id)
    order[max(0, place - 1) : place + 1] = reversed(order[max(0, place - 1) : place + 1])
    reorder_session(session_id=held.pk, slot_ids=order, by=request.actor, now=clock.now())
    return _changed(request, held, _("Đã đổi thứ tự."))


def _changed(request: Request, held: Session, words: str) -> HttpResponse:
    """Publish what changed, then show the week."""
    monday = held.day - timedelta(days=held.day.weekday())
    publish_own_week(station_ids=[held.station_id], week_starts_on=monday, by=request.actor, now=clock.now())
    messages.success(request, words, extra_tags="good")
    return _back(held.station, monday)


def _back(station: Station, monday: date) -> HttpResponse:
    response = redirect("week", station.pk)
    response["Location"] += f"?tuan={monday.isoformat()}"
    return response
