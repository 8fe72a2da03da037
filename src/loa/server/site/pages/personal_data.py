"""Dữ liệu của tôi, dữ liệu của một người: what is held and why, a copy to take along, erasure; and the trail as a list."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.errors import NotFound
from loa.server.kit import clock
from loa.server.kit.models import PersonKey
from loa.server.kit.requests import Request, page_of, send_file
from loa.server.people.models import Person
from loa.server.people.queries import manages, person_managed
from loa.server.site.erasing import erase_person, export_person, has_ended, person_within_reach
from loa.server.site.forms import ErasePersonForm, TrailForm
from loa.server.site.personal_data import Group, Whose, register, rows_of, whose_data
from loa.server.site.trail_reading import acts_of, told

Held = list[tuple[Group, list[tuple[str, int]]]]


@require_GET
def own(request: Request) -> HttpResponse:
    """Dữ liệu của tôi: what the system holds of oneself, and why."""
    person = get_object_or_404(Person, pk=request.actor.person_id)
    return render(request, "site/personal_data.html", {"person": person, "held": _held(whose_data(person)), "oneself": True})


@require_POST
def export_own(request: Request) -> HttpResponse:
    """Bản trích dữ liệu của tôi."""
    if request.actor.person_id is None:
        raise NotFound
    return _copy(request, request.actor.person_id)


@require_POST
def export_one(request: Request, person_id: UUID) -> HttpResponse:
    """Bản trích dữ liệu của một người, by the administrator, to be handed to that person."""
    return _copy(request, person_managed(person_id, seen_by=request.actor).pk)


def _copy(request: Request, person_id: UUID) -> HttpResponse:
    copy = export_person(person_id=person_id, by=request.actor, now=clock.now())
    return send_file(copy.data, name=copy.name, media_type="application/zip")


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: Request, person_id: UUID) -> HttpResponse:
    """Dữ liệu của một người: what is held; once the account has ended, its erasure."""
    person = person_within_reach(person_managed(person_id, seen_by=request.actor).pk, request.actor)
    form = ErasePersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _erased(request, person.pk, form):
        messages.success(request, _("Đã xóa dữ liệu cá nhân. Việc đã làm vẫn còn, không còn tên."), extra_tags="good")
        return redirect("person-data", person_id)
    erased = PersonKey.objects.filter(pk=person.pk).exclude(erased_at=None).first()
    context = {
        "person": person,
        "held": _held(whose_data(person)),
        "oneself": person.pk == request.actor.person_id,
        "erased_at": erased.erased_at if erased else None,
        "ended": has_ended(person, now=clock.now()),
        "form": form,
    }
    return render(request, "site/personal_data.html", context, status=form.status if form.errors else 200)


def _erased(request: Request, person_id: UUID, form: ErasePersonForm) -> bool:
    act: Callable[[], object] = lambda: erase_person(  # noqa: E731 -- the form carries it out
        person_id=person_id, why=form.cleaned_data["why"], by=request.actor, now=clock.now()
    )
    return form.carry_out(act, by=request.actor, what=request.path) is not None


def _held(whose: Whose) -> Held:
    """Tables with rows of the person, by group: the purpose once, then how many rows of what."""
    counted = [(table, rows_of(table, whose).count()) for table in register().tables if table.personal]
    return [
        (group, [(table.said, rows) for table, rows in counted if rows and table.group == name])
        for name, group in register().groups.items()
        if any(rows and table.group == name for table, rows in counted)
    ]


@require_GET
def trail(request: Request) -> HttpResponse:
    """Dấu vết: who did what, when and why, at the agencies one manages; of oneself always."""
    form = TrailForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = acts_of(
        seen_by=request.actor,
        person_id=asked.get("nguoi"),
        subject_id=asked.get("viec") or "",
        refused=True if asked.get("tu_choi") else None,
        since=asked.get("tu"),
        until=asked.get("den"),
    )
    page = page_of(request, rows)
    context = {"page": page, "rows": [told(entry) for entry in page], "form": form, "manages": manages(request.actor)}
    return render(request, "site/trail.html", context)
