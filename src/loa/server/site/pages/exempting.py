"""Văn bản cho phép vượt khung: which official papers widen the caps, where and until when; and the door to write one down."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from loa.core.caps import Limit
from loa.core.roles import Right
from loa.core.territories import ADMINISTRATIVE, TerritoryKind
from loa.server.agencies.queries import agency_versions_on
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.kit.requests import Request, page_of
from loa.server.places.models import TerritoryVersion
from loa.server.places.queries import under_each, version_on, versions_on
from loa.server.schedules.models import Exemption
from loa.server.schedules.queries import exemptions
from loa.server.schedules.services import record_exemption
from loa.server.site.forms import ExemptionForm

Areas = list[tuple[str, list[tuple[UUID, str]]]]


@require_GET
def all_exemptions(request: Request) -> HttpResponse:
    """Các văn bản, the newest first."""
    today = clock.today()
    page = page_of(request, exemptions(seen_by=request.actor), size=30)
    context = {
        "page": page,
        "rows": [(one, name, _lifts(one), one.valid_from <= today <= one.valid_to) for one, name in _named(list(page), today)],
        "may_record": bool(_served(request.actor, today)),
    }
    return render(request, "site/exemptions.html", context)


def _lifts(one: Exemption) -> list[tuple[Limit, int | None]]:
    return [(Limit(lift["limit"]), lift.get("to")) for lift in one.lifts]


def _named(rows: list[Exemption], today: date) -> list[tuple[Exemption, str]]:
    """Each paper with the name of its area today, or of the paper's first day where the area is no more."""
    ids = {row.territory_id for row in rows}
    names = {version.territory_id: version.full_name for version in versions_on(today).filter(territory_id__in=ids)}
    return [(row, names.get(row.territory_id) or _name_then(row)) for row in rows]


def _name_then(row: Exemption) -> str:
    version = versions_on(row.valid_from).filter(territory_id=row.territory_id).first()
    return version.full_name if version else ""


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: Request) -> HttpResponse:
    """Ghi văn bản cho phép vượt khung."""
    today = clock.today()
    areas = _areas(_served(request.actor, today), today)
    form = ExemptionForm(request.POST or None, areas=areas)
    if request.method == "POST" and form.is_valid():
        made = form.carry_out(lambda: _record(form, by=request.actor), by=request.actor, what=request.path)
        if made is not None:
            messages.success(request, _("Đã ghi văn bản; lịch lập từ nay theo mức mới."), extra_tags="good")
            return redirect("exemptions")
    context = {"form": form, "allowed": bool(areas)}
    return render(request, "site/exemption_record.html", context, status=form.status if form.errors else 200)


def _record(form: ExemptionForm, *, by: Actor) -> Exemption:
    told = form.cleaned_data
    return record_exemption(
        territory_id=told["territory"],
        number=told["number"],
        issuer=told["issuer"],
        valid_from=told["valid_from"],
        valid_to=told["valid_to"],
        lifts=form.lifts,
        by=by,
        now=clock.now(),
    )


def _served(actor: Actor, today: date) -> set[UUID]:
    """The territories of the agencies where this person registers letters and which have others below them."""
    own = [agency_id for agency_id in actor.agency_ids if actor.may(Right.REGISTER, agency_id)]
    served = agency_versions_on(today).filter(agency_id__in=own, territory__isnull=False).values_list("territory_id", flat=True)
    return {one for one, below in under_each(set(served), on=today, kinds=ADMINISTRATIVE).items() if below}


def _areas(served: Collection[UUID], today: date) -> Areas:
    """What lies below, district by district; a territory itself only at the top, a province (nobody below widens their own air time)."""
    groups: dict[str, dict[UUID, str]] = defaultdict(dict)
    for one, below in under_each(served, on=today, kinds=ADMINISTRATIVE).items():
        top = version_on(one, today)
        if top.kind == TerritoryKind.PROVINCE:
            groups[top.full_name][one] = top.full_name
        names = {version.territory_id: version.full_name for version in (top, *below)}
        for version in below:
            groups[_group(version, names, top)][version.territory_id] = version.full_name
    return [(name, list(members.items())) for name, members in groups.items()]


def _group(version: TerritoryVersion, names: dict[UUID, str], top: TerritoryVersion) -> str:
    """A district opens its own group; a commune stands in that of what it lies in."""
    if version.kind == TerritoryKind.DISTRICT:
        return version.full_name
    return names.get(version.parent_id, top.full_name) if version.parent_id else top.full_name
