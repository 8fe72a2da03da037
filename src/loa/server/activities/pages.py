"""Nhật ký hoạt động: log with three taps and a photo, see the list, undo."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.activity_kinds import KINDS, Unit
from loa.core.errors import NotFound
from loa.core.roles import Right
from loa.server.activities.forms import ActivityForm, PersonalLinkForm
from loa.server.activities.models import Activity
from loa.server.activities.queries import (
    activities,
    activity,
    communicator_at,
    communicators_of,
    kinds_open_to,
    personal_link,
    personal_links,
)
from loa.server.activities.services import Done, end_personal_link, give_personal_link, log_activity, undo_activity
from loa.server.agencies.queries import Names
from loa.server.campaigns.queries import own_assignments
from loa.server.channels.rendering.codes import qr_svg
from loa.server.kit import clock, files
from loa.server.kit.actors import Actor, RightMissing
from loa.server.kit.links import address_of, row_of, signed
from loa.server.kit.requests import Request, looker_of, page_of, send_file, send_table, wants_table

COLUMNS = ("Ngày", "Đơn vị", "Hoạt động", "Số lượng", "Đơn vị tính", "Mức bằng chứng", "Nguồn cấp", "Người ghi", "Ghi chú")
MOST_EXPORTED = 50_000
MOST_OWN = 60  # a communicator looks at the last weeks on a phone
USUALLY = timedelta(days=60)
PURPOSE = "own-log"


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
        logged = form.carry_out(lambda: log_activity(done=_told(form, agency_id), by=actor, now=clock.now()), by=actor, what=request.path)
        if logged is not None:
            messages.success(request, _("Đã ghi: %(what)s.") % {"what": KINDS[logged.kind].vi}, extra_tags="good")
            return redirect("activities")
    rows = activities(seen_by=looker_of(request)).order_by("-done_on", "-recorded_at")
    if wants_table(request):
        return send_table("nhat-ky-hoat-dong", COLUMNS, _exported(rows[:MOST_EXPORTED]))
    page = page_of(request, rows, size=40)
    names = Names((one.agency_id for one in page), column="short_name")
    context = {
        "form": form,
        "kinds": kinds_open_to(agency_id=agency_id, day=clock.today(), seen_by=actor) if agency_id else [],
        "chosen": request.POST.get("kind", ""),
        "allowed": agency_id is not None,
        "directs": any(actor.may(Right.DIRECT, one) for one in actor.agency_ids),
        "rows": [(one, names.on(one.agency_id, one.done_on), actor.may(Right.LOG, one.agency_id)) for one in page],
        "page": page,
    }
    return render(request, "activities/log.html", context, status=form.status if form.errors else 200)


def _exported(rows: Iterable[Activity]) -> Iterator[list[object]]:
    held = list(rows)
    names = Names((one.agency_id for one in held), column="short_name")
    for one in held:
        what = [one.get_kind_display(), one.quantity, one.get_unit_display(), one.get_grade_display()]
        yield [one.done_on, names.on(one.agency_id, one.done_on), *what, one.supplied_by, one.recorded_by, one.note]


def _logging_for(actor: Actor) -> UUID | None:
    """The agency for which the person logs: their own, where they may."""
    ids = [actor.agency_id, *sorted(actor.agency_ids)]
    return next((agency_id for agency_id in ids if agency_id and actor.may(Right.LOG, agency_id)), None)


def _told(form: ActivityForm, agency_id: UUID) -> Done:
    told = form.cleaned_data
    photo = told["photo"]
    return Done(
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


@require_http_methods(["GET", "HEAD", "POST"])
def own_log(request: Request, token: str) -> HttpResponse:
    """Nhật ký của tôi, by a personal link: log in three taps, and see only what one has logged oneself."""
    actor, agency_id = _at_link(token)
    running = own_assignments(seen_by=actor).filter(campaign__ends_on__gte=clock.today())
    own = [(a.campaign_id, a.campaign.title[:90]) for a in running[:10]]
    initial = {"done_on": clock.today(), "quantity": 1, "campaign": own[0][0] if own else ""}
    form = ActivityForm(request.POST or None, request.FILES or None, initial=initial, campaigns=own)
    if request.method == "POST" and form.is_valid():
        logged = form.carry_out(lambda: log_activity(done=_told(form, agency_id), by=actor, now=clock.now()), by=actor, what="/ghi/")
        if logged is not None:
            messages.success(request, _("Đã ghi: %(what)s.") % {"what": KINDS[logged.kind].vi}, extra_tags="good")
            return redirect("own-log", token)
    context = {
        "form": form,
        "token": token,
        "kinds": kinds_open_to(agency_id=agency_id, day=clock.today(), seen_by=actor),
        "chosen": request.POST.get("kind", ""),
        "rows": activities(seen_by=actor, recorded_by=actor.person_id).order_by("-done_on", "-recorded_at")[:MOST_OWN],
        "communicator": actor.name,
        "agency": Names([agency_id]).on(agency_id, clock.today()),
    }
    return render(request, "activities/own_log.html", context, status=form.status if form.errors else 200)


@require_POST
def undo_own(request: Request, token: str, activity_id: UUID) -> HttpResponse:
    """Bỏ một hoạt động mình đã ghi nhầm."""
    actor, _agency_id = _at_link(token)
    undone = undo_activity(activity_id=activity_id, by=actor, now=clock.now())
    messages.success(request, _("Đã bỏ: %(what)s.") % {"what": KINDS[undone.kind].vi}, extra_tags="good")
    return redirect("own-log", token)


def _at_link(token: str) -> tuple[Actor, UUID]:
    held = personal_link(row_of(token, purpose=PURPOSE), on=clock.today())
    return communicator_at(held, on=clock.today()), held.agency_id


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: Request) -> HttpResponse:
    """Liên kết của tuyên truyền viên: who has one, give one, take one back."""
    actor = request.actor
    agency_id = next((a for a in [actor.agency_id, *sorted(actor.agency_ids)] if a and actor.may(Right.DIRECT, a)), None)
    if agency_id is None:
        raise RightMissing(name=actor.name, right=Right.DIRECT.value)
    communicators = [(person.pk, person.full_name) for person in communicators_of(agency_id, on=clock.today())]
    form = PersonalLinkForm(request.POST or None, communicators=communicators, initial={"valid_to": clock.today() + USUALLY})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        given = form.carry_out(
            lambda: give_personal_link(
                agency_id=agency_id,
                person_id=told["person"],
                full_name=told["full_name"],
                valid_to=told["valid_to"],
                by=actor,
                now=clock.now(),
            ),
            by=actor,
            what=request.path,
        )
        if given is not None:
            return redirect("personal-link", given.pk)
    page = page_of(request, personal_links(seen_by=actor))
    return render(request, "activities/links.html", {"form": form, "page": page}, status=form.status if form.errors else 200)


@require_GET
def link(request: Request, link_id: UUID) -> HttpResponse:
    """Một liên kết cá nhân: to copy into a message, or to photograph."""
    held = personal_links(seen_by=request.actor).filter(pk=link_id, ended_at=None).first()
    if held is None:
        raise NotFound
    address = address_of(request, reverse("own-log", args=[signed(held.pk, purpose=PURPOSE)]))
    return render(request, "activities/link.html", {"link": held, "address": address, "qr": qr_svg(address)})


@require_POST
def end_link(request: Request, link_id: UUID) -> HttpResponse:
    """Thu hồi liên kết cá nhân."""
    end_personal_link(link_id=link_id, by=request.actor, now=clock.now())
    messages.success(request, _("Đã thu hồi liên kết; không ai dùng được nữa."), extra_tags="good")
    return redirect("personal-links")
