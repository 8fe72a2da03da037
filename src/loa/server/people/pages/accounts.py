"""Who works here and as what, a newcomer, an end; and everybody's own account."""

from uuid import UUID

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.roles import Right, Role
from loa.core.ways_in import REOPENING_WAITS_HOURS
from loa.server.agencies.queries import agency_versions_on
from loa.server.kit import clock
from loa.server.kit.actors import RightMissing
from loa.server.kit.requests import Request, form_page, page_of, tell
from loa.server.people import services
from loa.server.people.forms import EndForm, GrantForm, NewcomerForm, PasswordForm, role_choices
from loa.server.people.models import Account, Person, RoleGrant
from loa.server.people.pages.browser import own_session
from loa.server.people.pages.delegating import delegations_shown
from loa.server.people.pages.invitations import invitation_told
from loa.server.people.pages.placed import Placed, placed, titled
from loa.server.people.pages.reopening import account_managed, reopenable
from loa.server.people.queries import (
    agencies_managed_by,
    grants_of,
    invitations_of,
    manages,
    people_managed,
    person_managed,
    sessions_of,
    username_of,
    works_only_there,
)
from loa.server.people.queries.reopenings import own_reopenings, reopenings_open, reopenings_to_see

MOST_SHOWN, MOST_WAITING = 5, 50


@require_GET
def people(request: Request) -> HttpResponse:
    """Người dùng: who holds which role at the agencies one manages."""
    _must_be_administrator(request)
    words, role = request.GET.get("tim", "").strip()[:100], request.GET.get("vai-tro", "")
    role = role if role in list(Role) else ""
    page = page_of(request, people_managed(seen_by=request.actor, words=words, role=role, on=clock.today()))
    held = placed(grants_of([person.pk for person in page], seen_by=request.actor))
    context = {
        "rows": [(person, username_of(person), _current(held, person)) for person in page],
        "page": page,
        "words": words,
        "role": role,
        "roles": role_choices(),
        "waiting": reopenings_to_see(seen_by=request.actor, now=clock.now())[:MOST_WAITING],
        "now": clock.now(),
    }
    return render(request, "people/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def newcomer(request: Request) -> HttpResponse:
    """Người dùng mới. The link of the invitation stands on the answer to this very form and nowhere else."""
    _must_be_administrator(request)
    return form_page(
        request,
        "people/newcomer.html",
        NewcomerForm(request.POST or None, initial=_first_words(request), by=request.actor),
        act=lambda told: services.take_in_one(
            full_name=told["full_name"],
            username=told["username"],
            roles=[(told["role"], told["agency"])],
            rights=told["rights"],
            valid_from=told["valid_from"],
            by=request.actor,
            now=clock.now(),
        ),
        done=lambda taken: invitation_told(request, *taken),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: Request, person_id: UUID) -> HttpResponse:
    """Một người: roles with their days; granting one more."""
    held = person_managed(person_id, seen_by=request.actor)
    return form_page(
        request,
        "people/person.html",
        GrantForm(request.POST or None, initial=_first_words(request), by=request.actor),
        act=lambda told: services.grant_role(
            person_id=held.pk,
            agency_id=told["agency"],
            role=told["role"],
            rights=told["rights"],
            valid_from=told["valid_from"],
            valid_to=told["valid_to"],
            by=request.actor,
            now=clock.now(),
        ),
        done=lambda _grant: tell(request, _("Đã giao vai trò."), "person", held.pk),
        **_of_person(request, held),
    )


def _of_person(request: Request, held: Person) -> dict[str, object]:
    account = Account.objects.select_related("person").filter(person=held).first()
    shown: dict[str, object] = {
        "person": held,
        "account": account,
        "grants": placed(grants_of([held.pk], seen_by=request.actor)),
        "titles": titled(held, seen_by=request.actor),
        "delegations": delegations_shown(held, seen_by=request.actor),
        "waiting": reopenings_open(now=clock.now()).filter(account__person=held),
        "oneself": held.pk == request.actor.person_id,
        "waits": REOPENING_WAITS_HOURS,
        "now": clock.now(),
    }
    if account is None or not works_only_there(held.pk, seen_by=request.actor, on=clock.today()):
        return shown
    return shown | {
        "managed": True,
        "invitations": invitations_of(account.pk)[:MOST_SHOWN],
        "sessions": sessions_of(account.pk, now=clock.now()),
        "reopenable": reopenable(request, account),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def end_grant(request: Request, grant_id: UUID) -> HttpResponse:
    """Kết thúc một vai trò."""
    grant = get_object_or_404(RoleGrant.objects.select_related("person"), pk=grant_id, agency__in=agencies_managed_by(request.actor))
    where = ("own-account",) if grant.person_id == request.actor.person_id else ("person", grant.person_id)
    return form_page(
        request,
        "people/end_grant.html",
        EndForm(request.POST or None, initial={"on": clock.today()}),
        act=lambda told: services.end_grant(grant_id=grant.pk, on=told["on"], why=told["why"], by=request.actor, now=clock.now()),
        done=lambda _ended: tell(request, _("Đã ghi ngày kết thúc vai trò."), *where),
        person=grant.person,
        grant=placed([grant])[0],
    )


@require_POST
def end_account(request: Request, person_id: UUID) -> HttpResponse:
    """Kết thúc tài khoản, with one sentence why."""
    account = account_managed(request, person_id)
    services.end_account(account_id=account.pk, why=request.POST.get("why", "")[:500], by=request.actor, now=clock.now())
    return tell(request, _("Tài khoản đã kết thúc; người này không đăng nhập được nữa."), "person", person_id)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def own_account(request: Request) -> HttpResponse:
    """Tài khoản của tôi: name, roles held, a new password."""
    account = get_object_or_404(Account.objects.select_related("person"), person_id=request.actor.person_id)

    def done(changed: Account) -> HttpResponse:
        update_session_auth_hash(request, changed)
        return tell(request, _("Đã đổi mật khẩu. Các máy khác phải đăng nhập lại."), "own-account")

    return form_page(
        request,
        "people/own_account.html",
        PasswordForm(request.POST or None),
        act=lambda told: services.change_password(
            current=told["current"], new=told["new"], session_id=own_session(request), by=request.actor, now=clock.now()
        ),
        done=done,
        account=account,
        grants=placed(list(account.person.grants.order_by("-valid_from"))),
        titles=titled(account.person),
        reopenings=own_reopenings(account.person_id)[:MOST_SHOWN],
        now=clock.now(),
        acting=request.actor.behalf_of,
    )


def _must_be_administrator(request: Request) -> None:
    if not manages(request.actor):
        raise RightMissing(name=request.actor.name, right=Right.MANAGE.value)


def _first_words(request: Request) -> dict[str, object]:
    """Today, and one's own agency where one is its administrator."""
    own = [a for a in sorted(request.actor.agency_ids) if request.actor.may(Right.MANAGE, a)]
    name = agency_versions_on(clock.today()).filter(agency_id__in=own).values_list("name", flat=True).first()
    return {"valid_from": clock.today(), "agency": name or ""}


def _current(held: Placed, person: Person) -> list[tuple[RoleGrant, str]]:
    return [(grant, name) for grant, name, holds in held if holds and grant.person_id == person.pk]
