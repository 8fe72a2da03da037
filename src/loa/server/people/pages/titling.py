"""Chức danh: what somebody is called at an agency, from when, until when."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loa.server.agencies.queries import agency_versions_on
from loa.server.kit import clock
from loa.server.kit.requests import Request, form_page, tell
from loa.server.people import services
from loa.server.people.forms import TitleEndForm, TitleForm
from loa.server.people.models import PersonTitle
from loa.server.people.queries import agencies_managed_by, grants_of, person_managed


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: Request, person_id: UUID) -> HttpResponse:
    """Ghi chức danh, at an agency where the person holds a role."""
    held = person_managed(person_id, seen_by=request.actor)
    at = {grant.agency_id for grant in grants_of([held.pk], seen_by=request.actor)}
    named = agency_versions_on(clock.today()).filter(agency_id__in=at).order_by("name").values_list("agency_id", "name")
    return form_page(
        request,
        "people/title_give.html",
        TitleForm(request.POST or None, initial={"valid_from": clock.today()}, agencies=list(named)),
        act=lambda told: services.give_title(
            person_id=held.pk,
            agency_id=told["agency"],
            title=told["title"],
            valid_from=told["valid_from"],
            valid_to=told["valid_to"],
            act=told["act"],
            by=request.actor,
            now=clock.now(),
        ),
        done=lambda _given: tell(request, _("Đã ghi chức danh."), "person", held.pk),
        person=held,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, title_id: UUID) -> HttpResponse:
    """Ghi ngày cuối của chức danh."""
    title = get_object_or_404(PersonTitle.objects.select_related("person"), pk=title_id, agency__in=agencies_managed_by(request.actor))
    return form_page(
        request,
        "people/title_end.html",
        TitleEndForm(request.POST or None, initial={"on": clock.today()}),
        act=lambda told: services.end_title(title_id=title.pk, on=told["on"], why=told["why"], by=request.actor, now=clock.now()),
        done=lambda _ended: tell(request, _("Đã ghi ngày cuối của chức danh."), "person", title.person_id),
        title=title,
    )
