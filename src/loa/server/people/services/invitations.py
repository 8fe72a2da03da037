"""Verbs about invitations: a link that is used once, at which the newcomer chooses the password. Nobody else ever knows it."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from loa.core.errors import NotFound
from loa.core.ways_in import Reopening
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.people.errors import InvitationUnusable, OwnPassword, PasswordWeak
from loa.server.people.events import InvitationAccepted, InvitationMade, InvitationRevoked
from loa.server.people.models import Account, Invitation, InvitationKind
from loa.server.people.queries import invitation_sha256, open_invitation
from loa.server.people.services.held import account_managed, day_of
from loa.server.people.services.reopenings import let_reopen
from loa.server.people.services.sessions import end_sessions

VALID_FOR = timedelta(days=7)


@transaction.atomic
def invite(*, account_id: UUID, kind: InvitationKind, by: Actor, now: datetime) -> tuple[Invitation, str]:
    """Tạo đường dẫn mời: the invitation, and its token, told now and kept nowhere. Earlier links of the account stop.

    To set a password anew (`RESET`) the present one stops at once, and so does every session opened with it.
    Raises as `end_account` does, OwnPassword, and ReopeningWaits for an account in use whose person may approve or manage, unless a
    second person has agreed or the hours have passed.
    """
    account = account_managed(account_id, by=by, on=day_of(now))
    if account.person_id in by.persons:
        raise OwnPassword
    let_reopen(account, what=Reopening.INVITATION, by=by, now=now)
    if kind is InvitationKind.RESET:
        account.set_unusable_password()
        account.save(update_fields=["password"])
        end_sessions(account_id=account.pk, by=by, now=now)
    _open(account).update(revoked_at=now)
    token = secrets.token_urlsafe(32)
    made = Invitation.objects.create(
        account=account,
        kind=kind,
        token_sha256=invitation_sha256(token),
        made_at=now,
        made_by_person_id=by.person_id,
        expires_at=now + VALID_FOR,
    )
    acts.record(InvitationMade(person_id=account.person_id, username=account.username, kind=kind.value), by=by, now=now)
    return made, token


@transaction.atomic
def accept_invitation(*, token: str, password: str, by: Actor, now: datetime) -> Account:
    """Dùng đường dẫn mời: the account's owner chooses the password; the link is spent. `by` is the owner.

    Raises InvitationUnusable, and PasswordWeak.
    """
    invitation = open_invitation(token, now=now)
    account = Account.objects.select_for_update().get(pk=invitation.account_id)
    if by.person_id != account.person_id or not Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None).exists():
        raise InvitationUnusable
    try:
        validate_password(password, user=account)
    except ValidationError:
        raise PasswordWeak from None
    Invitation.objects.filter(pk=invitation.pk).update(used_at=now)
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    acts.record(InvitationAccepted(person_id=account.person_id), by=by, now=now)
    return account


@transaction.atomic
def revoke_invitation(*, invitation_id: UUID, by: Actor, now: datetime) -> None:
    """Thu hồi đường dẫn mời. Raises NotFound, RightMissing, and InvitationUnusable where it is over already."""
    invitation = Invitation.objects.filter(pk=invitation_id).first()
    if invitation is None:
        raise NotFound
    account = account_managed(invitation.account_id, by=by, on=day_of(now))
    if not _open(account).filter(pk=invitation_id, expires_at__gt=now).update(revoked_at=now):
        raise InvitationUnusable
    acts.record(InvitationRevoked(person_id=account.person_id, username=account.username), by=by, now=now)


def stop_invitations(account: Account, *, by: Actor, now: datetime) -> None:
    """Links that still could be used stop, where another way to a password takes their place."""
    if _open(account).filter(expires_at__gt=now).update(revoked_at=now):
        acts.record(InvitationRevoked(person_id=account.person_id, username=account.username), by=by, now=now)


def _open(account: Account) -> "QuerySet[Invitation]":
    return Invitation.objects.filter(account=account, used_at=None, revoked_at=None)
