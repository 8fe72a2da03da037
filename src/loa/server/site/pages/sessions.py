"""Buổi phát vận hành bằng tay: one file, one big button, one tap afterwards; the memory stick, the bản đọc, the sheet."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from loa.core.errors import LoaError, NotFound
from loa.core.roles import Right
from loa.core.stations import StationKind
from loa.server.campaigns.models import AcceptedBy
from loa.server.campaigns.services import accept_by_doing
from loa.server.channels.kinds import hand_session, vendor_export
from loa.server.channels.rendering.content import SessionSheet
from loa.server.kit import answers, clock
from loa.server.kit.requests import Request, send_file, send_sound
from loa.server.playlogs.queries import open_ticks_of, planned_against_played, planned_of_session
from loa.server.playlogs.services import Tick, TickException, take_back_tick, tick_session
from loa.server.schedules.models import Session
from loa.server.schedules.queries import planned_items, session
from loa.server.site.errors import SessionNotPublished
from loa.server.site.renditions import session_code, session_mp3, sheets_of, vendor_pack
from loa.wire.plays import Outcome

EXCEPTIONS = (Outcome.SKIPPED, Outcome.CUT, Outcome.FAILED)
# Which file of the session: part of its name, and how the page calls it.
PAPERS = {"usb": ".zip", "ban-doc": "ban-doc-", "trinh-tu": "trinh-tu-"}


@require_GET
def running_order(request: Request, session_id: UUID) -> HttpResponse:
    """Trình tự buổi phát trên điện thoại. Whoever runs the station has thereby answered the letter."""
    held = session(session_id=session_id, seen_by=request.actor)
    if request.actor.may(Right.TICK, held.agency_id):
        for campaign_id in {item.campaign_id for item in planned_items(session_id=session_id, seen_by=request.actor) if item.campaign_id}:
            accept_by_doing(
                agency_ids=[held.agency_id], campaign_id=campaign_id, accepted_by=AcceptedBy.SESSION, by=request.actor, now=clock.now()
            )
    return _show(request, session_id)


def _show(request: Request, session_id: UUID, *, refusal: str = "", status: int = 200) -> HttpResponse:
    held = session(session_id=session_id, seen_by=request.actor)
    _station, published = planned_of_session(session_id=session_id, seen_by=request.actor)
    items = planned_items(session_id=session_id, seen_by=request.actor)
    compared = planned_against_played(planned=published, now=clock.now(), seen_by=request.actor)
    context: dict[str, Any] = {
        "session": held,
        "items": items,
        "going_out": [item for item in items if item.withheld is None and item.assets],
        "seconds": sum(item.planned_seconds for item in items if item.withheld is None),
        "published": published,
        "compared": {one.item.slot_id: one for one in compared},
        "tick": open_ticks_of(session_ids=[held.pk], seen_by=request.actor).get(held.pk),
        "may_tick": request.actor.may(Right.TICK, held.agency_id) and held.station.kind != StationKind.OWN,
        "by_hand": held.station.kind == StationKind.HAND,
        "by_vendor": held.station.kind == StationKind.VENDOR,
        "over": all(clock.now() >= item.starts_at + timedelta(seconds=item.seconds) for item in published),
        "exceptions": EXCEPTIONS,
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, "site/running_order.html", context, status=status)


@require_POST
def tick(request: Request, session_id: UUID) -> HttpResponse:
    """Đã phát đủ, or what did not sound and why."""
    held = session(session_id=session_id, seen_by=request.actor)
    _station, published = planned_of_session(session_id=session_id, seen_by=request.actor)
    exceptions = [] if "all" in request.POST else [e for item in published if (e := _exception(request, item.slot_id))]
    try:
        tick_session(
            tick=Tick(session_id=held.pk, station_id=held.station_id, planned=published, exceptions=exceptions),
            by=request.actor,
            now=clock.now(),
        )
    except NotFound:
        raise
    except LoaError as error:
        answers.note(error, by=request.actor, what=request.path)
        return _show(request, session_id, refusal=answers.told(error), status=error.status)
    messages.success(request, _("Đã ghi nhận buổi phát."), extra_tags="good")
    return redirect("running-order", held.pk)


def _exception(request: Request, slot_id: UUID) -> TickException | None:
    outcome = request.POST.get(f"outcome-{slot_id}", "")
    if outcome not in {one.value for one in EXCEPTIONS}:
        return None
    return TickException(slot_id, Outcome(outcome), request.POST.get(f"reason-{slot_id}", "")[:1000])


@require_POST
def untick(request: Request, session_id: UUID) -> HttpResponse:
    """Rút lại xác nhận."""
    held = session(session_id=session_id, seen_by=request.actor)
    take_back_tick(session_id=held.pk, by=request.actor, now=clock.now(), why=request.POST.get("why", "")[:500])
    messages.success(request, _("Đã rút lại; hãy ghi lại cho đúng."), extra_tags="good")
    return redirect("running-order", held.pk)


@require_GET
def sound(request: Request, session_id: UUID) -> HttpResponse:
    """Cả buổi trong một tệp."""
    held = session(session_id=session_id, seen_by=request.actor)
    _must_be_published(request, held)
    mp3 = session_mp3(held, seen_by=request.actor)
    if mp3 is None:
        raise SessionNotPublished
    if "tai" in request.GET:
        return send_file(mp3, name=f"buoi-phat-{session_code(held)}.mp3", media_type="audio/mpeg")
    return send_sound(request, mp3)


@require_GET
def paper(request: Request, session_id: UUID, what: str) -> HttpResponse:
    """USB, bản đọc, trình tự, gói cho nhà cung cấp."""
    held = session(session_id=session_id, seen_by=request.actor)
    if what == "nha-cung-cap":
        _must_be_published(request, held)
        rendition = vendor_export.render(vendor_pack(held.station, [held], seen_by=request.actor))
        file = rendition.files[0]
    elif what in PAPERS:
        rendition = hand_session.render(_sheet(request, held, with_sound=what == "usb"))
        file = next(f for f in rendition.files if PAPERS[what] in f.name)
    else:
        raise NotFound
    return send_file(file.data, name=file.name, media_type=file.media_type, inline=file.media_type == "application/pdf")


def _sheet(request: Request, held: Session, *, with_sound: bool) -> SessionSheet:
    """The session on paper; with its sound only once all of it has been published. Raises `SessionNotPublished`."""
    if with_sound:
        _must_be_published(request, held)
    return sheets_of([held], seen_by=request.actor, with_sound=with_sound)[0]


def _must_be_published(request: Request, held: Session) -> None:
    items = planned_items(session_id=held.pk, seen_by=request.actor)
    if not all(item.assets for item in items if item.withheld is None):
        raise SessionNotPublished
