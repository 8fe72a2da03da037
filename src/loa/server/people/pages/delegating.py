"""Ủy quyền: what one has delegated, what one was delegated, and working for somebody else."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.roles import NOT_DELEGATED, Right, Role, rights_of_grant
from loa.server.agencies.queries import agency_versions_on
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.kit.requests import Request, form_page, tell
from loa.server.people import services
from loa.server.people.forms import DelegateForm
from loa.server.people.models import Account, Delegation, Person, RoleGrant
from loa.server.people.pages.browser import ACTING_FOR
from loa.server.people.pages.placed import names_today
from loa.server.people.queries import (
    actor_of,
    agencies_managed_by,
    delegations_held_by,
    delegations_in_force,
    delegations_of,
    grants_held,
    rights_in,
)

MOST_SHOWN = 50


@require_GET
def delegations(request: Request) -> HttpResponse:
    """Ủy quyền của tôi: given and held, and the roles that one may delegate."""
    person = _own(request).person
    own = grants_held(clock.today()).filter(person=person).order_by("valid_from", "pk")
    held = [g for g in own if rights_of_grant(Role(g.role), rights_in(g.rights)) - NOT_DELEGATED - {Right.VIEW}]
    names = names_today(g.agency_id for g in held)
    context = {
        "rows": [(one, name, holds, one.to_id == person.pk) for one, name, holds in delegations_shown(person)],
        "grants": [(grant, names.get(grant.agency_id, "")) for grant in held],
        "acting": request.actor.behalf_of,
    }
    return render(request, "people/delegations.html", context)


def delegations_shown(held: Person, *, seen_by: Actor | None = None) -> list[tuple[Delegation, str, bool]]:
    """A person's delegations, given and held, each with the name of the agency, and whether it acts today; those one may know of."""
    found = delegations_of(held.pk)
    if seen_by is not None:
        found = found.filter(grant__agency__in=agencies_managed_by(seen_by))
    shown = list(found[:MOST_SHOWN])
    names = names_today(one.grant.agency_id for one in shown)
    acting = set(delegations_in_force(clock.today()).filter(pk__in=[one.pk for one in shown]).values_list("pk", flat=True))
    return [(one, names.get(one.grant.agency_id, ""), one.pk in acting) for one in shown]


@require_http_methods(["GET", "HEAD", "POST"])
def delegate(request: Request, grant_id: UUID) -> HttpResponse:
    """Ủy quyền một vai trò của mình."""
    grant = get_object_or_404(RoleGrant, pk=grant_id, person=request.actor.person_id)
    name = agency_versions_on(clock.today()).filter(agency_id=grant.agency_id).values_list("name", flat=True).first()
    return form_page(
        request,
        "people/delegate.html",
        DelegateForm(request.POST or None, initial={"valid_from": clock.today()}, grant=grant),
        act=lambda told: services.delegate(
            grant_id=grant.pk,
            to_person_id=told["to"],
            rights=told["rights"],
            valid_from=told["valid_from"],
            valid_to=told["valid_to"],
            why=told["why"],
            by=request.actor,
            now=clock.now(),
        ),
        done=lambda _made: tell(request, _("Đã ủy quyền. Người được ủy quyền thấy ở trang “Ủy quyền” của mình."), "delegations"),
        grant=grant,
        agency=name or "",
    )


@require_POST
def end(request: Request, delegation_id: UUID) -> HttpResponse:
    """Chấm dứt ủy quyền: from either side, or by the administrator."""
    ended = services.end_delegation(delegation_id=delegation_id, why=request.POST.get("why", "")[:500], by=request.actor, now=clock.now())
    own = request.actor.person_id in (ended.to_id, ended.grant.person_id)
    return tell(request, _("Ủy quyền đã chấm dứt."), *(("delegations",) if own else ("person", ended.grant.person_id)))


@require_POST
def act_for(request: Request, delegation_id: UUID) -> HttpResponse:
    """Làm thay: from now on this browser works for who delegated, with what was delegated, until one comes back."""
    person = _own(request).person
    if not delegations_held_by(person.pk, on=clock.today()).filter(pk=delegation_id).exists():
        raise Http404
    by = actor_of(person, on=clock.today(), acting_for=delegation_id)
    services.begin_to_act_for(delegation_id=delegation_id, by=by, now=clock.now())
    request.session[ACTING_FOR] = str(delegation_id)
    return redirect("today")


@require_POST
def act_as_oneself(request: Request) -> HttpResponse:
    """Thôi làm thay."""
    request.session.pop(ACTING_FOR, None)
    return tell(request, _("Ông/bà làm việc bằng tên mình."), "today")


def _own(request: Request) -> Account:
    return get_object_or_404(Account.objects.select_related("person"), person_id=request.actor.person_id)
