"""Ủy quyền: what one has delegated, what one was delegated, and working for somebody else."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.roles import NOT_DELEGATED, Right, Role, rights_of_grant
from loa.server.agencies.queries import agency_versions_on
from loa.server.kit import clock
from loa.server.kit.requests import Request
from loa.server.people import services
from loa.server.people.forms import DelegateForm
from loa.server.people.models import Account, RoleGrant
from loa.server.people.pages import delegations_shown
from loa.server.people.queries import actor_of, delegations_held_by, rights_in
from loa.server.site.sessions import ACTING_FOR


@require_GET
def delegations(request: Request) -> HttpResponse:
    """Ủy quyền của tôi: given and held, and the roles that one may delegate."""
    person = _own(request).person
    today = clock.today()
    grants = [
        g for g in person.grants.order_by("valid_from", "pk") if g.valid_from <= today and (g.valid_to is None or g.valid_to >= today)
    ]
    held = [g for g in grants if rights_of_grant(Role(g.role), rights_in(g.rights)) - NOT_DELEGATED - {Right.VIEW}]
    names = dict(agency_versions_on(today).filter(agency_id__in=[g.agency_id for g in held]).values_list("agency_id", "name"))
    context = {
        "rows": [(one, name, holds, one.to_id == person.pk) for one, name, holds in delegations_shown(person)],
        "grants": [(grant, names.get(grant.agency_id, "")) for grant in held],
        "acting": request.actor.behalf_of,
    }
    return render(request, "site/delegations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def delegate(request: Request, grant_id: UUID) -> HttpResponse:
    """Ủy quyền một vai trò của mình."""
    grant = get_object_or_404(RoleGrant, pk=grant_id, person=request.actor.person_id)
    form = DelegateForm(request.POST or None, initial={"valid_from": clock.today()}, grant=grant)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = form.carry_out(
            lambda: services.delegate(
                grant_id=grant.pk,
                to_person_id=told["to"],
                rights=told["rights"],
                valid_from=told["valid_from"],
                valid_to=told["valid_to"],
                why=told["why"],
                by=request.actor,
                now=clock.now(),
            ),
            by=request.actor,
            what=request.path,
        )
        if made is not None:
            messages.success(request, _("Đã ủy quyền. Người được ủy quyền thấy ở trang “Ủy quyền” của mình."), extra_tags="good")
            return redirect("delegations")
    name = agency_versions_on(clock.today()).filter(agency_id=grant.agency_id).values_list("name", flat=True).first()
    context = {"form": form, "grant": grant, "agency": name or ""}
    return render(request, "site/delegate.html", context, status=form.status if form.errors else 200)


@require_POST
def end(request: Request, delegation_id: UUID) -> HttpResponse:
    """Chấm dứt ủy quyền: from either side, or by the administrator."""
    ended = services.end_delegation(delegation_id=delegation_id, why=request.POST.get("why", "")[:500], by=request.actor, now=clock.now())
    messages.success(request, _("Ủy quyền đã chấm dứt."), extra_tags="good")
    own = request.actor.person_id in (ended.to_id, ended.grant.person_id)
    return redirect("delegations") if own else redirect("person", ended.grant.person_id)


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
    messages.success(request, _("Ông/bà làm việc bằng tên mình."), extra_tags="good")
    return redirect("today")


def _own(request: Request) -> Account:
    return get_object_or_404(Account.objects.select_related("person"), person_id=request.actor.person_id)
