"""Đài: silent ones first, why, since when; one station's day as a strip of planned against played."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from loa.core.errors import LoaError, NotFound
from loa.core.folding import search_key
from loa.core.roles import Right
from loa.core.stations import StationKind
from loa.server.channels.models import Station
from loa.server.channels.queries import clusters, stations
from loa.server.channels.queries import station as station_of
from loa.server.channels.services import accept_machine_voice, withdraw_machine_voice
from loa.server.dispatch.models import Player
from loa.server.dispatch.queries import need_of, players, players_in_need
from loa.server.kit import answers, clock
from loa.server.kit.actors import Actor
from loa.server.kit.requests import Request, looker_of, page_of, send_table, wants_table
from loa.server.playlogs.queries import Compared, planned_against_played, planned_of_station, plays_of, vendor_imports
from loa.server.playlogs.services import import_vendor_log
from loa.server.schedules.models import Session, SessionState, SlotState
from loa.server.schedules.queries import sessions_between
from loa.server.site.pages.equipping import equipped_by
from loa.server.site.renditions import session_code

COLUMNS = ("Đài", "Vận hành", "Công nghệ", "Nhà cung cấp", "Giọng máy", "Tín hiệu gần nhất")
SPAN_OF_A_LOG = timedelta(days=62)
NEVER = datetime.min.replace(tzinfo=UTC)
UNRECORDED = gettext_lazy("Buổi đã qua chưa có bản ghi hoặc xác nhận.")


@dataclass(frozen=True)
class Silent:
    """A station somebody should look at, and since when."""

    station: Station
    why: str
    since: datetime | None


def silent_stations(actor: Actor, *, most: int = 200) -> list[Silent]:
    """Players out of touch first, then stations of which nothing was recorded for what they should have played yesterday and today."""
    now, today = clock.now(), clock.today()
    found = [Silent(p.station, need_of(p, now), p.last_seen_at) for p in sorted(players_in_need(now=now, seen_by=actor), key=_longest)]
    for one in _unrecorded_sessions(actor, now=now, today=today):
        if one.station_id not in {silent.station.pk for silent in found}:
            found.append(Silent(one.station, str(UNRECORDED), one.starts_at))
    return found[:most]


def _unrecorded_sessions(actor: Actor, *, now: datetime, today: date) -> list[Session]:
    """Published sessions of yesterday and today, an hour past their end, of which no play is known; the oldest first."""
    past = sessions_between(first_day=today - timedelta(days=1), last_day=today, seen_by=actor)
    past = past.filter(state=SessionState.PUBLISHED, slots__state=SlotState.PLANNED).exclude(station__kind=StationKind.OWN).distinct()
    heard = set(
        plays_of(seen_by=actor, first_day=today - timedelta(days=1), last_day=today).order_by().values_list("session_id", flat=True)
    )
    return [one for one in past if one.pk not in heard and one.starts_at + timedelta(seconds=one.max_seconds + 3600) < now]


def _longest(player: Player) -> datetime:
    return player.last_seen_at or NEVER


@require_GET
def all_stations(request: Request) -> HttpResponse:
    """Đài nào im lặng?"""
    words = request.GET.get("tim", "").strip()[:100]
    looker = looker_of(request)
    found = stations(seen_by=looker, on=clock.today())
    for word in search_key(words).split():
        found = found.filter(search_key__contains=word)
    seen = {p.station_id: p for p in players(seen_by=looker)}
    if wants_table(request):
        return send_table("dai-truyen-thanh", COLUMNS, (_exported(one, seen.get(one.pk)) for one in found))
    page = page_of(request, found, size=60)
    context = {
        "silent": silent_stations(request.actor) if not words else [],
        "rows": [(station, seen.get(station.pk)) for station in page],
        "page": page,
        "words": words,
        "may_enter": bool(equipped_by(request.actor)),
    }
    return render(request, "site/stations.html", context)


def _exported(one: Station, player: Player | None) -> list[object]:
    voice = "đồng ý" if one.machine_voice_accepted else "chưa"
    seen = f"{player.last_seen_at.astimezone(clock.HANOI):%d/%m/%Y %H:%M}" if player and player.last_seen_at else ""
    return [one.name, one.get_kind_display(), one.get_technology_display(), one.vendor, voice, seen]


@dataclass(frozen=True)
class Mark:
    """One item on the strip of a day: hours become places from 0 to 960."""

    x: str
    width: str
    look: str
    label: str


@require_GET
def station(request: Request, station_id: UUID) -> HttpResponse:
    """Một đài, một ngày: kế hoạch và đã phát."""
    return _show(request, station_of(station_id, seen_by=request.actor))


def _show(request: Request, held: Station, *, refusal: str = "", status: int = 200) -> HttpResponse:
    day = _day(request.GET.get("ngay", ""))
    planned = planned_of_station(station_id=held.pk, first_day=day, last_day=day, seen_by=request.actor)
    compared = planned_against_played(planned=planned, now=clock.now(), seen_by=request.actor)
    player = players(seen_by=request.actor, station_ids=[held.pk]).first()
    context = {
        "station": held,
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "compared": compared,
        "marks": _marks(compared, day),
        "hours": [(5 + n, n * 960 // 18) for n in range(0, 19, 3)],
        "clusters": clusters(seen_by=request.actor, station_id=held.pk),
        "player": player,
        "need": need_of(player, clock.now()) if player else "",
        "may_approve": request.actor.may(Right.APPROVE, held.agency_id),
        "may_equip": request.actor.may(Right.EQUIP, held.agency_id),
        "may_import": held.kind == StationKind.VENDOR and request.actor.may(Right.TICK, held.agency_id),
        "imports": vendor_imports(seen_by=request.actor).filter(station=held)[:10],
        "refusal": refusal,
    }
    return render(request, "site/station.html", context, status=status)


@require_POST
def take_vendor_log(request: Request, station_id: UUID) -> HttpResponse:
    """Nhập nhật ký của nhà cung cấp (CSV, XLSX) for the last weeks."""
    held, today = station_of(station_id, seen_by=request.actor), clock.today()
    first, last, file = today - SPAN_OF_A_LOG, today + timedelta(days=1), request.FILES.get("log")
    if file is None:
        return _show(
            request, held, refusal=_("Chưa chọn tệp nhật ký. Hãy chọn tệp CSV hoặc XLSX do hệ thống của nhà cung cấp xuất."), status=422
        )
    planned = planned_of_station(station_id=held.pk, first_day=first, last_day=last, seen_by=request.actor)
    codes = {
        session_code(one): one.pk for one in sessions_between(first_day=first, last_day=last, seen_by=request.actor).filter(station=held)
    }
    try:
        taken = import_vendor_log(
            station_id=held.pk,
            data=file.read(),
            name=file.name or "nhat-ky",
            planned=planned,
            codes=codes,
            by=request.actor,
            now=clock.now(),
        )
    except NotFound:
        raise
    except LoaError as error:
        answers.note(error, by=request.actor, what=request.path)
        return _show(request, held, refusal=answers.told(error), status=error.status)
    counts = {"plays": taken.plays_taken, "problems": len(taken.problems)}
    messages.success(request, _("Đã nhập nhật ký: %(plays)s lượt, %(problems)s dòng không nhận.") % counts, extra_tags="good")
    return redirect("station", held.pk)


def _marks(compared: Sequence[Compared], day: date) -> list[Mark]:
    """From five in the morning to eleven at night."""
    begin = datetime.combine(day, datetime.min.time(), clock.HANOI) + timedelta(hours=5)
    marks = []
    for one in compared:
        x = (one.item.starts_at - begin).total_seconds() / (18 * 3600) * 960
        width = max(3.0, one.item.seconds / (18 * 3600) * 960)
        look = "g" if one.is_played else "c" if one.play or one.item.starts_at < clock.now() else "plan"
        if 0 <= x <= 960:
            marks.append(Mark(f"{x:.1f}", f"{width:.1f}", look, one.item.title))
    return marks


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return clock.today()
    return day if date(2000, 1, 1) <= day <= date(2100, 1, 1) else clock.today()


@require_POST
def machine_voice(request: Request, station_id: UUID) -> HttpResponse:
    """Đồng ý hoặc thôi dùng giọng máy, by the station's own approver."""
    held = station_of(station_id, seen_by=request.actor)
    if "accept" in request.POST:
        accept_machine_voice(station_ids=[held.pk], by=request.actor, now=clock.now())
        messages.success(request, _("Đài nhận giọng máy từ lịch phát hành tới."), extra_tags="good")
    else:
        withdraw_machine_voice(station_ids=[held.pk], by=request.actor, now=clock.now(), why=request.POST.get("why", "")[:500])
        messages.success(request, _("Từ lịch phát hành tới, đài chỉ nhận giọng người."), extra_tags="good")
    return redirect("station", held.pk)
