"""Verbs about names at the province's own sign-on. An account is known by issuer and subject, never by an e-mail address."""

from datetime import datetime

from django.db import IntegrityError, transaction

from loa.core.errors import NotFound
from loa.core.ways_in import Way
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.people.errors import InvitationUnusable, LastWayIn, OutsideIdentityTaken, OutsideIdentityUnknown
from loa.server.people.events import InvitationAcceptedOutside, OutsideIdentityLinked, OutsideIdentityUnlinked, SignInFailed
from loa.server.people.models import Account, Invitation, OutsideIdentity
from loa.server.people.queries import open_invitation
from loa.server.people.services.second_factors import own_account


@transaction.atomic
def link_outside_identity(*, issuer: str, subject: str, provider: str, by: Actor, now: datetime) -> OutsideIdentity:
    """Gắn tài khoản đăng nhập chung với tài khoản của mình. `provider` names it to people. Raises NotFound and OutsideIdentityTaken."""
    account = own_account(None, by=by)
    try:
        with transaction.atomic():
            linked = OutsideIdentity.objects.create(account=account, issuer=issuer, subject=subject, linked_at=now)
    except IntegrityError:
        raise OutsideIdentityTaken(provider=provider) from None
    acts.record(OutsideIdentityLinked(person_id=account.person_id, issuer=issuer), by=by, now=now)
    return linked


@transaction.atomic
def accept_invitation_outside(*, token: str, issuer: str, subject: str, provider: str, by: Actor, now: datetime) -> Account:
    """Dùng đường dẫn mời bằng tài khoản đăng nhập chung instead of a password; the link is spent. `by` is the account's owner.

    Raises InvitationUnusable and OutsideIdentityTaken.
    """
    invitation = open_invitation(token, now=now)
    account = Account.objects.select_for_update().get(pk=invitation.account_id)
    unused = Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None)
    if by.person_id != account.person_id or not unused.update(used_at=now):
        raise InvitationUnusable
    try:
        with transaction.atomic():
            OutsideIdentity.objects.create(account=account, issuer=issuer, subject=subject, linked_at=now)
    except IntegrityError:
        raise OutsideIdentityTaken(provider=provider) from None
    account.set_unusable_password()
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    acts.record(InvitationAcceptedOutside(person_id=account.person_id, issuer=issuer), by=by, now=now)
    return account


@transaction.atomic
def unlink_outside_identity(*, issuer: str, by: Actor, now: datetime) -> None:
    """Bỏ gắn. Raises NotFound, and LastWayIn for an account that has no password."""
    account = own_account(None, by=by)
    if not account.has_usable_password():
        raise LastWayIn
    if not OutsideIdentity.objects.filter(account=account, issuer=issuer, ended_at=None).update(ended_at=now):
        raise NotFound
    acts.record(OutsideIdentityUnlinked(person_id=account.person_id, issuer=issuer), by=by, now=now)


def enter_outside_identity(*, issuer: str, subject: str, provider: str, by: Actor, now: datetime) -> Account:
    """Đăng nhập bằng tài khoản đăng nhập chung: the account linked to it. Raises OutsideIdentityUnknown, also for an account that ended."""
    with transaction.atomic():
        linked = OutsideIdentity.objects.filter(issuer=issuer, subject=subject, ended_at=None, account__is_active=True)
        held = linked.select_related("account__person").first()
        if held is None:
            acts.record(SignInFailed(person_id="", how=Way.OUTSIDE), by=by, now=now)
        else:
            linked.update(last_used_at=now)
    if held is None:
        raise OutsideIdentityUnknown(provider=provider)
    return held.account
