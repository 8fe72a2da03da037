"""Ghi đài, thiết bị của đài, mã ghi danh: for technicians and administrators, at the agencies where they are one."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.errors import NotFound
from loa.core.roles import Right
from loa.core.stations import StationKind
from loa.server.agencies.queries import agency_versions_on
from loa.server.channels.models import Station
from loa.server.channels.queries import station as station_of
from loa.server.channels.services import NewStation, close_station, register_station
from loa.server.dispatch.queries import need_of, players
from loa.server.dispatch.services import end_player, make_enrolment_code
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.kit.requests import Request
from loa.server.site.forms import CloseStationForm, EndPlayerForm, StationForm


def equipped_by(actor: Actor) -> list[tuple[UUID, str]]:
    """The agencies whose stations this person enters, with their names."""
    own = [agency_id for agency_id in actor.agency_ids if actor.may(Right.EQUIP, agency_id)]
    return list(agency_versions_on(clock.today()).filter(agency_id__in=own).values_list("agency_id", "name")) if own else []


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Request) -> HttpResponse:
    """Ghi đài truyền thanh."""
    agencies = equipped_by(request.actor)
    form = StationForm(request.POST or None, agencies=agencies)
    if request.method == "POST" and form.is_valid():
        made = form.carry_out(lambda: _enter(form.cleaned_data, by=request.actor), by=request.actor, what=request.path)
        if made is not None:
            messages.success(request, _("Đã ghi đài truyền thanh."), extra_tags="good")
            return redirect("station-equipment" if made.kind == StationKind.OWN else "station", made.pk)
    return render(request, "site/station_enter.html", {"form": form, "allowed": agencies}, status=form.status if form.errors else 200)


def _enter(told: dict[str, Any], *, by: Actor) -> Station:
    new = NewStation(
        agency_id=told["agency"],
        name=told["name"],
        kind=told["kind"],
        technology=told["technology"],
        vendor=told["vendor"],
        started_on=told["started_on"],
    )
    return register_station(station=new, by=by, now=clock.now())


def _equipped(request: Request, station_id: UUID) -> Station:
    """The station, for whoever equips it. Raises `StationNotFound`, `RightMissing`."""
    held = station_of(station_id, seen_by=request.actor)
    request.actor.require(Right.EQUIP, held.agency_id)
    return held


@require_GET
def equipment(request: Request, station_id: UUID) -> HttpResponse:
    """Thiết bị phát của đài, và ngừng đài."""
    return _show(request, _equipped(request, station_id))


def _show(request: Request, held: Station, *, status: int = 200, **more: Any) -> HttpResponse:
    today, now = clock.today(), clock.now()
    standing = held.ended_on is None or held.ended_on > today
    context = {
        "station": held,
        "players": [(player, need_of(player, now)) for player in players(seen_by=request.actor, station_ids=[held.pk])],
        "may_enrol": held.kind == StationKind.OWN and standing,
        "standing": standing,
        "server": settings.LOA_PUBLIC_URL or request.build_absolute_uri("/").rstrip("/"),
        "ending": EndPlayerForm(),
        "closing": CloseStationForm(initial={"ended_on": today}),
        **more,
    }
    return render(request, "site/station_equipment.html", context, status=status)


@require_POST
def code(request: Request, station_id: UUID) -> HttpResponse:
    """Cấp mã ghi danh: told on this one page and never again, so no redirect."""
    held = _equipped(request, station_id)
    return _show(request, held, made=make_enrolment_code(station_id=held.pk, by=request.actor, now=clock.now()))


@require_POST
def end(request: Request, station_id: UUID, player_id: UUID) -> HttpResponse:
    """Ngừng một thiết bị, with the reason."""
    held = _equipped(request, station_id)
    if not players(seen_by=request.actor, station_ids=[held.pk]).filter(pk=player_id).exists():
        raise NotFound
    form = EndPlayerForm(request.POST)
    if not form.is_valid():
        return _show(request, held, ending=form, status=form.status)
    end_player(player_id=player_id, by=request.actor, now=clock.now(), why=form.cleaned_data["why"])
    messages.success(request, _("Đã ngừng thiết bị; bản ghi cũ vẫn giữ."), extra_tags="good")
    return redirect("station-equipment", held.pk)


@require_POST
def close(request: Request, station_id: UUID) -> HttpResponse:
    """Ngừng đài: it stays in past schedules and reports."""
    held = _equipped(request, station_id)
    form = CloseStationForm(request.POST)
    if form.is_valid():
        form.carry_out(lambda: _close(held, form.cleaned_data, by=request.actor), by=request.actor, what=request.path)
    if form.errors:
        return _show(request, held, closing=form, status=form.status)
    messages.success(request, _("Đã ghi ngày ngừng của đài; lịch và báo cáo cũ vẫn giữ."), extra_tags="good")
    return redirect("station", held.pk)


def _close(held: Station, told: dict[str, Any], *, by: Actor) -> Station:
    return close_station(station_id=held.pk, ended_on=told["ended_on"], why=told["why"], by=by, now=clock.now())
