"""Nhật ký hoạt động: log with three taps and a photo, see the list, undo."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.activity_kinds import KINDS, Unit
from loa.core.errors import NotFound
from loa.core.roles import Right
from loa.server.activities.forms import ActivityForm
from loa.server.activities.models import Activity
from loa.server.activities.queries import activities, activity, kinds_open_to
from loa.server.activities.services import Done, log_activity, undo_activity
from loa.server.agencies.queries import agency_versions_on
from loa.server.campaigns.queries import own_assignments
from loa.server.kit import clock, files
from loa.server.kit.actors import Actor
from loa.server.kit.requests import Request, page_of, send_file, send_table, wants_table

COLUMNS = ("Ngày", "Đơn vị", "Hoạt động", "Số lượng", "Đơn vị tính", "Mức bằng chứng", "Nguồn cấp", "Người ghi", "Ghi chú")
MOST_EXPORTED = 50_000


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: Request) -> HttpResponse:
    """Ghi và xem nhật ký."""
    actor = request.actor
    agency_id = _logging_for(actor)
    own = [(a.campaign_id, a.campaign.title[:90]) for a in own_assignments(seen_by=actor)[:30]]
    initial = {"done_on": clock.today(), "quantity": 1, "campaign": own[0][0] if own else ""}
    form = ActivityForm(request.POST or None, request.FILES or None, initial=initial, campaigns=own)
    if request.method == "POST" and agency_id is None:
        raise NotFound
    if request.method == "POST" and form.is_valid() and agency_id is not None:
        logged = form.carry_out(lambda: _log(request, form, agency_id), by=actor, what=request.path)
        if logged is not None:
            messages.success(request, _("Đã ghi: %(what)s.") % {"what": KINDS[logged.kind].vi}, extra_tags="good")
            return redirect("activities")
    rows = activities(seen_by=actor).order_by("-done_on", "-recorded_at")
    if wants_table(request):
        return send_table("nhat-ky-hoat-dong", COLUMNS, _exported(rows[:MOST_EXPORTED]))
    page = page_of(request, rows, size=40)
    names = _names(page)
    context = {
        "form": form,
        "kinds": kinds_open_to(agency_id=agency_id, day=clock.today(), seen_by=actor) if agency_id else [],
        "chosen": request.POST.get("kind", ""),
        "allowed": agency_id is not None,
        "rows": [(one, names.get(one.agency_id, ""), actor.may(Right.LOG, one.agency_id)) for one in page],
        "page": page,
    }
    return render(request, "activities/log.html", context, status=form.status if form.errors else 200)


def _names(rows: Iterable[Activity]) -> dict[UUID, str]:
    ids = {one.agency_id for one in rows}
    return dict(agency_versions_on(clock.today()).filter(agency_id__in=ids).values_list("agency_id", "short_name"))


def _exported(rows: Iterable[Activity]) -> Iterator[list[object]]:
    held = list(rows)
    names = _names(held)
    for one in held:
        what = [one.get_kind_display(), one.quantity, one.get_unit_display(), one.get_grade_display()]
        yield [one.done_on, names.get(one.agency_id, ""), *what, one.supplied_by, one.recorded_by, one.note]


def _logging_for(actor: Actor) -> UUID | None:
    """The agency for which the person logs: their own, where they may."""
    ids = [actor.agency_id, *sorted(actor.agency_ids)]
    return next((agency_id for agency_id in ids if agency_id and actor.may(Right.LOG, agency_id)), None)


def _log(request: Request, form: ActivityForm, agency_id: UUID) -> Activity:
    told = form.cleaned_data
    photo = told["photo"]
    done = Done(
        agency_id=agency_id,
        kind=told["kind"],
        done_on=told["done_on"],
        quantity=told["quantity"],
        unit=Unit(told["unit"]) if told["unit"] else None,
        campaign_id=told["campaign"],
        approximate=told["approximate"],
        supplied_by=told["supplied_by"],
        note=told["note"],
        photo=photo.read() if photo else None,
    )
    return log_activity(done=done, by=request.actor, now=clock.now())


@require_POST
def undo(request: Request, activity_id: UUID) -> HttpResponse:
    """Bỏ một hoạt động đã ghi nhầm."""
    undone = undo_activity(activity_id=activity_id, by=request.actor, now=clock.now(), why=request.POST.get("why", "")[:500])
    messages.success(
        request, _("Đã bỏ: %(what)s. Dòng cũ vẫn được giữ trong dấu vết.") % {"what": KINDS[undone.kind].vi}, extra_tags="good"
    )
    return redirect("activities")


@require_GET
def photo(request: Request, activity_id: UUID) -> HttpResponse:
    """Ảnh, redrawn without what the phone wrote into it."""
    held = activity(activity_id=activity_id, seen_by=request.actor)
    if not held.public_photo_sha256:
        raise NotFound
    data = files.read(held.public_photo_sha256, ending=".jpg")
    return send_file(data, name="anh.jpg", media_type="image/jpeg", inline=True)
