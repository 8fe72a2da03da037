"""Verbs about coming in: what is written down of it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from loa.core.ways_in import Way
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.people.events import SignedIn, SignInFailed, SignInLocked
from loa.server.people.models import Account


@transaction.atomic
def note_sign_in(*, by: Actor, now: datetime, ways: Sequence[Way] = ()) -> None:
    """Ghi nhận đăng nhập, and the steps by which."""
    if by.person_id is not None:
        acts.record(SignedIn(person_id=by.person_id, how="+".join(ways)), by=by, now=now)


@transaction.atomic
def note_failed_sign_in(*, username: str, by: Actor, now: datetime) -> None:
    """Ghi nhận mật khẩu sai. Whose account it was meant for; a name nobody has is not kept: it may be a password typed one field too high."""
    acts.record(SignInFailed(person_id=_person_of(username), how=Way.PASSWORD), by=by, now=now)


@transaction.atomic
def note_lock_out(*, username: str, minutes: int, by: Actor, now: datetime) -> None:
    """Ghi nhận tạm khóa sau nhiều lần sai mật khẩu."""
    acts.record(SignInLocked(person_id=_person_of(username), how=Way.PASSWORD, minutes=minutes), by=by, now=now)


def _person_of(username: str) -> UUID | str:
    return Account.objects.filter(username=username).values_list("person_id", flat=True).first() or ""
