"""Tra cứu: territories and agencies on the map of any day, what they were and what became of them. Public facts, open to everybody."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from loa.core.territories import KINDS_OF_FORM, TerritoryKind
from loa.server.agencies.queries import agencies_serving, latest_agencies, search_agencies, versions_of_agency
from loa.server.agencies.succession import functions_passed, predecessors_of, successors_of
from loa.server.kit import clock
from loa.server.kit.forms import Day
from loa.server.kit.requests import Request, send_table, wants_table
from loa.server.places import queries as places
from loa.server.places.models import Succession, TerritoryVersion
from loa.server.places.succession import successions_of

Known = TypeVar("Known")

MOST = 30
COLUMNS = ("Mã", "Loại đơn vị", "Tên", "Cấp", "Từ ngày", "Đến hết ngày", "Văn bản")


class LookUpForm(forms.Form):
    """Tra cứu: words, and the day of the map."""

    tim = forms.CharField(label=_("Tên, không cần dấu"), required=False, max_length=100)
    ngay = Day(label=_("Trên bản đồ ngày"), required=False)


@require_GET
def look_up(request: Request) -> HttpResponse:
    """Tìm địa bàn, cơ quan theo tên trên bản đồ của một ngày; không có chữ nào thì xem cây của thành phố."""
    form, on = _asked(request)
    words = str(form.data.get("tim", ""))[:100]
    root = places.version_on(places.territory_of_city(on), on)
    context = {
        "form": form,
        "on": on,
        "words": words,
        "territories": places.search_territories(words, on, limit=MOST),
        "agencies": search_agencies(words, on, limit=MOST),
        "root": root,
        **_below(root, on),
    }
    return render(request, "agencies/look_up.html", context, status=200 if form.is_valid() else 422)


@require_GET
def territory(request: Request, territory_id: UUID) -> HttpResponse:
    """Một địa bàn: hiện nay hoặc vào một ngày, đã từng là gì, từ đâu mà có và thành đơn vị nào."""
    versions = list(places.versions_of(territory_id).select_related("territory"))
    if not versions:
        raise Http404
    form, on = _asked(request)
    here = next((one for one in versions if one.period.holds(on)), None)
    if here is not None and wants_table(request):
        below = places.territories_under(territory_id, on=on)
        return send_table(f"dia-ban-{here.code or territory_id}-{on:%Y-%m-%d}", COLUMNS, (_row(one) for one in below))
    named = places.latest_of(one.parent_id for one in versions)
    context = {
        "form": form,
        "on": on,
        "here": here,
        "latest": versions[0],
        "versions": [(one, named.get(one.parent_id) if one.parent_id else None) for one in versions],
        "above": places.ancestors_of(territory_id, on=on),
        "lineage": _told(list(successions_of(territory_id)), territory_id),
        "agencies": agencies_serving(territory_id),
        **(_below(here, on) if here else {}),
    }
    return render(request, "agencies/territory.html", context, status=200 if form.is_valid() else 422)


@require_GET
def agency(request: Request, agency_id: UUID) -> HttpResponse:
    """Một cơ quan: các tên gọi và cách ký qua từng thời kỳ, tiếp nhận từ đâu, chuyển cho ai."""
    versions = list(versions_of_agency(agency_id))
    if not versions:
        raise Http404
    passed = list(functions_passed(agency_id))
    before, after = predecessors_of(agency_id), successors_of(agency_id)
    around = [*(other for one in passed for other in (one.old_id, one.new_id)), *(one.parent_id for one in versions)]
    named = latest_agencies([*around, *before.values_list("pk", flat=True), *after.values_list("pk", flat=True)])
    context = {
        "latest": versions[0],
        "versions": [(one, named.get(one.parent_id) if one.parent_id else None) for one in versions],
        "lineage": [
            {"row": one, "before": one.new_id == agency_id, "other": _named(named, one.old_id if one.new_id == agency_id else one.new_id)}
            for one in passed
        ],
        "before": [named[one.pk] for one in before if one.pk in named],
        "after": [named[one.pk] for one in after if one.pk in named],
    }
    return render(request, "agencies/agency.html", context)


def _asked(request: Request) -> tuple[LookUpForm, date]:
    """The form as asked, and the day it names; today where it names none, or nonsense."""
    form = LookUpForm({"tim": request.GET.get("tim", ""), "ngay": request.GET.get("ngay", "")})
    on = form.cleaned_data.get("ngay") if form.is_valid() else None
    return form, on or clock.today()


def _below(here: TerritoryVersion, on: date) -> dict[str, object]:
    """One level down, and how many of each kind and form there are at all levels."""
    direct = [one for one in places.territories_under(here.territory_id, on=on) if one.parent_id == here.territory_id]
    kinds = places.count_by_kind(here.territory_id, on)
    return {
        "below": direct,
        "counted": [(TerritoryKind(kind).vi, number) for kind, number in kinds.items()],
        "forms": sorted(places.count_by_form(here.territory_id, on).items(), key=_largest_first),
        "notes": places.notes_on(here.territory_id, on),
    }


def _largest_first(counted: tuple[str, int]) -> tuple[int, str]:
    """Forms of the higher level before those of the lower."""
    return min((kind.rank for kind in KINDS_OF_FORM.get(counted[0], ())), default=len(TerritoryKind)), counted[0]


def _told(successions: list[Succession], territory_id: UUID) -> list[dict[str, object]]:
    named = places.latest_of(other for one in successions for other in (one.old_id, one.new_id))
    told = []
    for one in successions:
        before = one.new_id == territory_id
        told.append({"row": one, "before": before, "other": _named(named, one.old_id if before else one.new_id)})
    return told


def _named(named: Mapping[UUID, Known], key: UUID | None) -> Known | None:
    return named.get(key) if key else None


def _row(one: TerritoryVersion) -> tuple[object, ...]:
    return (one.code, one.form, one.name, TerritoryKind(one.kind).vi, one.valid_from, one.valid_to, one.act)
