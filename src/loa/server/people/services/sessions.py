"""Verbs about sessions: one browser that is signed in, listed for its owner, and put out at its next request."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from loa.core.errors import NotFound
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.people.errors import SessionOver
from loa.server.people.events import SessionsEnded
from loa.server.people.models import Account, SignInSession
from loa.server.people.services.held import account_managed, day_of

SEEN_AGAIN_AFTER = timedelta(minutes=5)  # a row written with every request would cost more than it tells


def open_session(*, account: Account, address: str, browser: str, now: datetime) -> SignInSession:
    """Mở phiên đăng nhập: a row for a browser that has just been let in."""
    return SignInSession.objects.create(account=account, started_at=now, last_seen_at=now, address=address[:45], browser=browser[:300])


def see_session(*, session_id: UUID, account_id: UUID, now: datetime) -> bool:
    """Whether the session still stands; the moment it was last seen is kept to five minutes."""
    held = SignInSession.objects.filter(pk=session_id, account=account_id).values_list("ended_at", "last_seen_at").first()
    if held is None or held[0] is not None:
        return False
    if abs(now - held[1]) > SEEN_AGAIN_AFTER:
        SignInSession.objects.filter(pk=session_id).update(last_seen_at=now)
    return True


@transaction.atomic
def end_session(*, session_id: UUID, by: Actor, now: datetime) -> None:
    """Kết thúc một phiên đăng nhập: one's own, or of somebody one manages. Raises NotFound, RightMissing and SessionOver."""
    held = SignInSession.objects.filter(pk=session_id).select_related("account").first()
    if held is None:
        raise NotFound
    if held.account.person_id != by.person_id:
        account_managed(held.account_id, by=by, on=day_of(now))
    if not _end(Q(pk=session_id), by, now):
        raise SessionOver
    acts.record(SessionsEnded(person_id=held.account.person_id, n=1), by=by, now=now)


@transaction.atomic
def end_sessions(*, account_id: UUID, by: Actor, now: datetime, but: UUID | None = None, why: str = "") -> int:
    """Kết thúc mọi phiên đăng nhập của một tài khoản, but one; how many they were. Who may ask is settled by the act it belongs to.

    Raises RightMissing or NotFound where it is neither one's own account nor one that the actor manages.
    """
    account = Account.objects.select_related("person").filter(pk=account_id).first()
    if account is None:
        raise NotFound
    if account.person_id != by.person_id and account.is_active:
        account_managed(account_id, by=by, on=day_of(now))
    ended = _end(Q(account=account_id) & ~Q(pk=but), by, now)
    if ended:
        acts.record(SessionsEnded(person_id=account.person_id, n=ended), by=by, now=now, why=why)
    return ended


def leave_session(*, session_id: UUID, now: datetime) -> None:
    """Ghi nhận đăng xuất: the browser let go of the session by itself."""
    SignInSession.objects.filter(pk=session_id, ended_at=None).update(ended_at=now)


def _end(which: Q, by: Actor, now: datetime) -> int:
    return SignInSession.objects.filter(which, ended_at=None).update(ended_at=now, ended_by_person_id=by.person_id)
