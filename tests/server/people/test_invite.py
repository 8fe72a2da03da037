"""Invitations and sessions: a link used once, browsers that are listed and put out."""

from datetime import timedelta

import pytest

from loa.core.errors import NotFound
from loa.core.roles import Role
from loa.server.kit.actors import RightMissing
from loa.server.kit.models import AuditEntry
from loa.server.people.errors import InvitationUnusable, OwnPassword, PasswordWeak, SessionOver
from loa.server.people.models import Account, Invitation, InvitationKind, SignInSession
from loa.server.people.queries import account_named, actor_of, open_invitation, sessions_of
from loa.server.people.services import (
    accept_invitation,
    end_account,
    end_session,
    end_sessions,
    invite,
    open_session,
    revoke_invitation,
    see_session,
    take_in_one,
)

from ..conftest import DAY, NOW
from .test_roles import administrator, quick_hashes  # noqa: F401 -- a fixture for every test here

PASSWORD = "lời-mới-rất-dài"


@pytest.fixture
def by(cast):
    return administrator(cast.office)


@pytest.fixture
def invited(cast, by):
    """A newcomer's account and the token of the link."""
    told = {"full_name": "Nguyễn Thị Mẫu", "username": "mau.nguyen", "roles": [(Role.EDITOR, cast.ward)], "valid_from": DAY}
    _person, token = take_in_one(**told, by=by, now=NOW)
    return account_named("mau.nguyen"), token


def own(account):
    return actor_of(account.person, on=DAY, via="invitation")


def test_the_newcomer_chooses_the_password_and_the_link_is_spent(invited, trail_of):
    account, token = invited
    accept_invitation(token=token, password=PASSWORD, by=own(account), now=NOW)
    assert account_named("mau.nguyen").check_password(PASSWORD)
    with pytest.raises(InvitationUnusable):
        accept_invitation(token=token, password="một-mật-khẩu-khác", by=own(account), now=NOW)
    assert trail_of(account.person_id)[-2:] == ["people.invitation_made", "people.invitation_accepted"]


def test_the_token_is_kept_nowhere(invited):
    _account, token = invited
    assert token not in str(list(Invitation.objects.values()))
    assert token not in str(list(AuditEntry.objects.values()))


def test_a_weak_password_leaves_the_link_usable(invited):
    account, token = invited
    for weak in ("ngắn", "1234567890123", "mau.nguyen"):
        with pytest.raises(PasswordWeak):
            accept_invitation(token=token, password=weak, by=own(account), now=NOW)
    accept_invitation(token=token, password=PASSWORD, by=own(account), now=NOW)


def test_a_link_opens_for_seven_days_until_it_is_revoked_or_replaced(invited, by):
    account, token = invited
    assert open_invitation(token, now=NOW + timedelta(days=7) - timedelta(seconds=1)).account == account
    with pytest.raises(InvitationUnusable):
        open_invitation(token, now=NOW + timedelta(days=7))
    second, newer = invite(account_id=account.pk, kind=InvitationKind.NEWCOMER, by=by, now=NOW)
    with pytest.raises(InvitationUnusable):
        open_invitation(token, now=NOW)
    revoke_invitation(invitation_id=second.pk, by=by, now=NOW)
    with pytest.raises(InvitationUnusable):
        open_invitation(newer, now=NOW)
    with pytest.raises(InvitationUnusable):
        revoke_invitation(invitation_id=second.pk, by=by, now=NOW)
    for rubbish in ("", "x", "0" * 5000):
        with pytest.raises(InvitationUnusable):
            open_invitation(rubbish, now=NOW)


def test_a_link_is_its_owners_and_ends_with_the_account(invited, cast, by):
    account, token = invited
    with pytest.raises(InvitationUnusable):
        accept_invitation(token=token, password=PASSWORD, by=cast.officer, now=NOW)
    end_account(account_id=account.pk, why="thử", by=by, now=NOW)
    with pytest.raises(InvitationUnusable):
        accept_invitation(token=token, password=PASSWORD, by=own(account), now=NOW)


def test_only_who_manages_the_account_invites_and_revokes_and_never_oneself(invited, cast, by):
    account, _token = invited
    neighbour = administrator(cast.neighbour)
    with pytest.raises(NotFound):
        invite(account_id=account.pk, kind=InvitationKind.RESET, by=neighbour, now=NOW)
    with pytest.raises(NotFound):
        revoke_invitation(invitation_id=Invitation.objects.get().pk, by=neighbour, now=NOW)
    with pytest.raises(RightMissing):
        invite(account_id=account.pk, kind=InvitationKind.RESET, by=cast.officer, now=NOW)
    with pytest.raises(OwnPassword):
        invite(account_id=Account.objects.get(person=by.person_id).pk, kind=InvitationKind.RESET, by=by, now=NOW)


def test_to_set_a_password_anew_ends_the_old_one_and_its_sessions(invited, by):
    account, token = invited
    accept_invitation(token=token, password=PASSWORD, by=own(account), now=NOW)
    held = browser(account)
    invite(account_id=account.pk, kind=InvitationKind.RESET, by=by, now=NOW)
    assert not account_named("mau.nguyen").has_usable_password()
    assert not see_session(session_id=held.pk, account_id=account.pk, now=NOW)


def browser(account, name="Firefox"):
    return open_session(account=account, address="192.0.2.7", browser=name, now=NOW)


def test_a_session_is_listed_seen_again_and_over_after_two_weeks(invited):
    account, _token = invited
    held = browser(account)
    assert see_session(session_id=held.pk, account_id=account.pk, now=NOW + timedelta(minutes=4))
    assert SignInSession.objects.get().last_seen_at == NOW
    later = NOW + timedelta(days=3)
    assert see_session(session_id=held.pk, account_id=account.pk, now=later)
    assert [s.last_seen_at for s in sessions_of(account.pk, now=later)] == [later]
    assert not sessions_of(account.pk, now=later + timedelta(days=14))


def test_a_session_of_another_account_is_none(invited, by):
    account, _token = invited
    other = Account.objects.get(person=by.person_id)
    assert not see_session(session_id=browser(account).pk, account_id=other.pk, now=NOW)


def test_one_ends_ones_own_sessions_and_an_administrator_those_of_the_people(invited, cast, by):
    account, _token = invited
    first, second, third = (browser(account, name) for name in ("Firefox", "Chrome", "Edge"))
    end_session(session_id=first.pk, by=own(account), now=NOW)
    with pytest.raises(SessionOver):
        end_session(session_id=first.pk, by=own(account), now=NOW)
    for stranger in (administrator(cast.neighbour), cast.neighbour_officer):
        with pytest.raises((NotFound, RightMissing)):
            end_session(session_id=second.pk, by=stranger, now=NOW)
        with pytest.raises((NotFound, RightMissing)):
            end_sessions(account_id=account.pk, by=stranger, now=NOW)
    end_sessions(account_id=account.pk, but=third.pk, by=own(account), now=NOW)
    assert [s.pk for s in sessions_of(account.pk, now=NOW)] == [third.pk]
    end_session(session_id=third.pk, by=by, now=NOW)
    assert not sessions_of(account.pk, now=NOW)


def test_an_ended_account_has_no_sessions(invited, by):
    account, _token = invited
    browser(account)
    end_account(account_id=account.pk, why="nghỉ", by=by, now=NOW)
    assert not sessions_of(account.pk, now=NOW)
