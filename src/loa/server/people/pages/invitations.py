"""Lời mời: an administrator makes a link and hands it over; nobody mails anything. Opening it is for `site`, beside the other ways in."""

from uuid import UUID

import segno
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from loa.core.ways_in import Reopening
from loa.server.kit import clock
from loa.server.kit.links import address_of
from loa.server.kit.requests import Request, tell
from loa.server.people import services
from loa.server.people.models import Account, Invitation, InvitationKind, Person
from loa.server.people.pages.reopening import account_managed, do_or_ask
from loa.server.people.queries import person_managed, username_of
from loa.server.people.services.invitations import VALID_FOR


@never_cache
@require_POST
def invite(request: Request, person_id: UUID) -> HttpResponse:
    """Tạo đường dẫn mời: for a first password, or for one that was forgotten."""
    return do_or_ask(request, account_managed(request, person_id), Reopening.INVITATION, _invite)


def _invite(request: Request, account: Account) -> HttpResponse:
    kind = InvitationKind.RESET if account.has_usable_password() else InvitationKind.NEWCOMER
    _invitation, token = services.invite(account_id=account.pk, kind=kind, by=request.actor, now=clock.now())
    return invitation_told(request, account.person, token)


@require_POST
def revoke(request: Request, invitation_id: UUID) -> HttpResponse:
    """Thu hồi đường dẫn mời."""
    invitation = get_object_or_404(Invitation.objects.select_related("account"), pk=invitation_id)
    person_managed(invitation.account.person_id, seen_by=request.actor)
    services.revoke_invitation(invitation_id=invitation_id, by=request.actor, now=clock.now())
    return tell(request, _("Đã thu hồi đường dẫn mời."), "person", invitation.account.person_id)


def invitation_told(request: Request, told: Person, token: str) -> HttpResponse:
    """The link of an invitation, shown once: to copy, to photograph, to print."""
    address = address_of(request, resolve_url("invitation", token))
    code = segno.make(address, error="m", micro=False).svg_data_uri(border=4, light="white", scale=5)
    context = {"person": told, "username": username_of(told), "address": address, "code": code, "days": VALID_FOR.days}
    return render(request, "people/invitation_told.html", context)
