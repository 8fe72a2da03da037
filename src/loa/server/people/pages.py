"""Pages of people: who works here and as what, a newcomer, an end; and everybody's own account."""

from datetime import date
from uuid import UUID

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.roles import Right, Role
from loa.server.agencies.queries import agency_versions_on
from loa.server.kit import clock
from loa.server.kit.actors import Actor, RightMissing
from loa.server.kit.links import address_of
from loa.server.kit.requests import Request, page_of
from loa.server.people import services
from loa.server.people.forms import EndForm, GrantForm, NewcomerForm, PasswordForm, role_choices
from loa.server.people.models import Account, Delegation, Person, PersonTitle, RoleGrant
from loa.server.people.queries import (
    agencies_managed_by,
    delegations_of,
    grants_of,
    invitations_of,
    manages,
    people_managed,
    person_managed,
    sessions_of,
    titles_of,
    username_of,
    works_only_there,
)
from loa.server.people.services.invitations import VALID_FOR

Placed = list[tuple[RoleGrant, str, bool]]


@require_GET
def people(request: Request) -> HttpResponse:
    """Người dùng: who holds which role at the agencies one manages."""
    _must_be_administrator(request)
    words, role = request.GET.get("tim", "").strip()[:100], request.GET.get("vai-tro", "")
    role = role if role in list(Role) else ""
    page = page_of(request, people_managed(seen_by=request.actor, words=words, role=role, on=clock.today()))
    placed = _placed(grants_of([person.pk for person in page], seen_by=request.actor))
    context = {
        "rows": [(person, username_of(person), _current(placed, person)) for person in page],
        "page": page,
        "words": words,
        "role": role,
        "roles": role_choices(),
    }
    return render(request, "people/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def newcomer(request: Request) -> HttpResponse:
    """Người dùng mới. The link of the invitation stands on the answer to this very form and nowhere else."""
    _must_be_administrator(request)
    form = NewcomerForm(request.POST or None, initial=_first_words(request), by=request.actor)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        taken = form.carry_out(
            lambda: services.take_in_one(
                full_name=told["full_name"],
                username=told["username"],
                roles=[(told["role"], told["agency"])],
                rights=told["rights"],
                valid_from=told["valid_from"],
                by=request.actor,
                now=clock.now(),
            ),
            by=request.actor,
            what=request.path,
        )
        if taken is not None:
            return invitation_told(request, *taken)
    return render(request, "people/newcomer.html", {"form": form}, status=form.status if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: Request, person_id: UUID) -> HttpResponse:
    """Một người: roles with their days; granting one more."""
    held = person_managed(person_id, seen_by=request.actor)
    form = GrantForm(request.POST or None, initial=_first_words(request), by=request.actor)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        grant = form.carry_out(
            lambda: services.grant_role(
                person_id=held.pk,
                agency_id=told["agency"],
                role=told["role"],
                rights=told["rights"],
                valid_from=told["valid_from"],
                valid_to=told["valid_to"],
                by=request.actor,
                now=clock.now(),
            ),
            by=request.actor,
            what=request.path,
        )
        if grant is not None:
            messages.success(request, _("Đã giao vai trò."), extra_tags="good")
            return redirect("person", held.pk)
    context: dict[str, object] = {
        "person": held,
        "account": Account.objects.filter(person=held).first(),
        "grants": _placed(grants_of([held.pk], seen_by=request.actor)),
        "titles": _titled(held, seen_by=request.actor),
        "delegations": delegations_shown(held, seen_by=request.actor),
        "form": form,
        "oneself": held.pk == request.actor.person_id,
    }
    account = context["account"]
    if isinstance(account, Account) and works_only_there(held.pk, seen_by=request.actor, on=clock.today()):
        context |= {
            "managed": True,
            "invitations": invitations_of(account.pk)[:5],
            "sessions": sessions_of(account.pk, now=clock.now()),
            "now": clock.now(),
        }
    return render(request, "people/person.html", context, status=form.status if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def end_grant(request: Request, grant_id: UUID) -> HttpResponse:
    """Kết thúc một vai trò."""
    grant = get_object_or_404(RoleGrant.objects.select_related("person"), pk=grant_id, agency__in=agencies_managed_by(request.actor))
    form = EndForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        ended = form.carry_out(
            lambda: services.end_grant(grant_id=grant.pk, on=told["on"], why=told["why"], by=request.actor, now=clock.now()),
            by=request.actor,
            what=request.path,
        )
        if ended is not None:
            messages.success(request, _("Đã ghi ngày kết thúc vai trò."), extra_tags="good")
            return redirect("own-account") if grant.person_id == request.actor.person_id else redirect("person", grant.person_id)
    context = {"form": form, "person": grant.person, "grant": _placed([grant])[0]}
    return render(request, "people/end_grant.html", context, status=form.status if form.errors else 200)


@require_POST
def end_account(request: Request, person_id: UUID) -> HttpResponse:
    """Kết thúc tài khoản, with one sentence why."""
    account = _account(request, person_id)
    services.end_account(account_id=account.pk, why=request.POST.get("why", "")[:500], by=request.actor, now=clock.now())
    messages.success(request, _("Tài khoản đã kết thúc; người này không đăng nhập được nữa."), extra_tags="good")
    return redirect("person", person_id)


@require_POST
def reissue_password(request: Request, person_id: UUID) -> HttpResponse:
    """Cấp lại mật khẩu."""
    account = _account(request, person_id)
    password = services.reissue_password(account_id=account.pk, by=request.actor, now=clock.now())
    return _told_once(request, account.person, password)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def own_account(request: Request) -> HttpResponse:
    """Tài khoản của tôi: name, roles held, a new password."""
    account = get_object_or_404(Account.objects.select_related("person"), person_id=request.actor.person_id)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        changed = form.carry_out(
            lambda: services.change_password(
                current=told["current"],
                new=told["new"],
                session_id=_own_session(request),
                by=request.actor,
                now=clock.now(),
            ),
            by=request.actor,
            what=request.path,
        )
        if changed is not None:
            update_session_auth_hash(request, changed)
            messages.success(request, _("Đã đổi mật khẩu. Các máy khác phải đăng nhập lại."), extra_tags="good")
            return redirect("own-account")
    context = {
        "account": account,
        "grants": _placed(list(account.person.grants.order_by("-valid_from"))),
        "titles": _titled(account.person),
        "form": form,
        "acting": request.actor.behalf_of,
    }
    return render(request, "people/own_account.html", context, status=form.status if form.errors else 200)


def invitation_told(request: Request, told: Person, token: str) -> HttpResponse:
    """The link of an invitation, shown once: to copy, to photograph, to print."""
    address = address_of(request, resolve_url("invitation", token))
    code = segno.make(address, error="m", micro=False).svg_data_uri(border=4, light="white", scale=5)
    context = {"person": told, "username": username_of(told), "address": address, "code": code, "days": VALID_FOR.days}
    return render(request, "people/invitation_told.html", context)


def delegations_shown(held: Person, *, seen_by: Actor | None = None) -> list[tuple[Delegation, str, bool]]:
    """A person's delegations, given and held, each with the name of the agency, and whether it holds today; those one may know of."""
    found = delegations_of(held.pk)
    if seen_by is not None:
        found = found.filter(grant__agency__in=agencies_managed_by(seen_by))
    shown = list(found[:50])
    names, today = _names({one.grant.agency_id for one in shown}), clock.today()
    return [(one, names.get(one.grant.agency_id, ""), one.ended_at is None and one.valid_from <= today <= one.valid_to) for one in shown]


def _titled(held: Person, *, seen_by: Actor | None = None) -> list[tuple[PersonTitle, str]]:
    found = titles_of(held.pk)
    titles = list(found if seen_by is None else found.filter(agency__in=agencies_managed_by(seen_by)))
    names = _names({title.agency_id for title in titles})
    return [(title, names.get(title.agency_id, "")) for title in titles]


def _own_session(request: Request) -> UUID | None:
    told = request.session.get("sign_in")
    return UUID(told) if told else None


def _must_be_administrator(request: Request) -> None:
    if not manages(request.actor):
        raise RightMissing(name=request.actor.name, right=Right.MANAGE.value)


def _account(request: Request, person_id: UUID) -> Account:
    return get_object_or_404(Account.objects.select_related("person"), person=person_managed(person_id, seen_by=request.actor))


def _told_once(request: Request, told: Person, password: str) -> HttpResponse:
    return render(request, "people/told_once.html", {"person": told, "username": username_of(told), "password": password})


def _first_words(request: Request) -> dict[str, object]:
    """Today, and one's own agency where one is its administrator."""
    own = [a for a in sorted(request.actor.agency_ids) if request.actor.may(Right.MANAGE, a)]
    name = agency_versions_on(clock.today()).filter(agency_id__in=own).values_list("name", flat=True).first()
    return {"valid_from": clock.today(), "agency": name or ""}


def _placed(grants: list[RoleGrant]) -> Placed:
    """Each grant with the name of its agency, and whether it holds today."""
    names = _names({grant.agency_id for grant in grants})
    return [(grant, names.get(grant.agency_id, ""), _holds(grant, clock.today())) for grant in grants]


def _names(agency_ids: set[UUID]) -> dict[UUID, str]:
    return dict(agency_versions_on(clock.today()).filter(agency_id__in=agency_ids).values_list("agency_id", "name"))


def _holds(grant: RoleGrant, on: date) -> bool:
    return grant.valid_from <= on and (grant.valid_to is None or grant.valid_to >= on)


def _current(placed: Placed, held: Person) -> list[tuple[RoleGrant, str]]:
    return [(grant, name) for grant, name, holds in placed if holds and grant.person_id == held.pk]
