"""Verbs about passkeys: a new one, coming in by one, an end."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from loa.core.errors import NotFound
from loa.core.folding import nfc
from loa.core.ways_in import Way
from loa.server.kit import acts, passkeys
from loa.server.kit.actors import Actor
from loa.server.kit.passkeys import Answer, Unverified
from loa.server.people.errors import PasskeyKnown, PasskeyNameMissing, PasskeyUnusable
from loa.server.people.events import PasskeyAdded, PasskeyEnded, SignInFailed
from loa.server.people.models import Account, Passkey, SecondStepRest
from loa.server.people.services.second_factors import first_recovery_codes, leave_a_factor, own_account


@transaction.atomic
def add_passkey(*, account_id: UUID, answer: Answer, name: str, by: Actor, now: datetime) -> tuple[Passkey, list[str]]:
    """Thêm khóa truy cập. Returns it, and ten recovery codes where the account had none, told now and kept nowhere.

    Raises NotFound for anybody but the account's owner, PasskeyNameMissing, PasskeyUnusable and PasskeyKnown.
    """
    account = own_account(account_id, by=by)
    called = " ".join(nfc(name).split())[:80]
    if not called:
        raise PasskeyNameMissing
    try:
        key = passkeys.made_key(answer)
    except Unverified:
        raise PasskeyUnusable from None
    held = Passkey(
        account=account,
        credential_id=key.credential_id,
        public_key=key.public_key,
        sign_count=key.sign_count,
        house=answer.house.host,
        name=called,
        added_at=now,
    )
    try:
        with transaction.atomic():
            held.save(force_insert=True)
    except IntegrityError:
        raise PasskeyKnown from None
    acts.record(PasskeyAdded(person_id=account.person_id, passkey_id=held.pk), by=by, now=now)
    return held, first_recovery_codes(account, by=by, now=now)


def enter_passkey(*, answer: Answer, account_id: UUID | None = None, by: Actor, now: datetime) -> Account:
    """Dùng khóa truy cập: whose key it is, or, with `account_id`, one of that account's. Raises PasskeyUnusable.

    The key asks its holder for a finger, a face or a PIN, so that it counts as two steps.
    """
    with transaction.atomic():
        known = Passkey.objects.filter(credential_id=passkeys.credential_id_of(answer.credential), ended_at=None, account__is_active=True)
        held = known.select_related("account__person").first()
        passed = held is not None and account_id in {None, held.account_id} and _holds(held, answer, now)
        if held is not None and not passed:
            acts.record(SignInFailed(person_id=held.account.person_id, how=Way.PASSKEY), by=by, now=now)
        elif held is not None:
            SecondStepRest.objects.filter(account=held.account).update(failures=0, until=None)
    if held is None or not passed:
        raise PasskeyUnusable
    return held.account


@transaction.atomic
def end_passkey(*, passkey_id: UUID, by: Actor, now: datetime) -> None:
    """Bỏ một khóa truy cập của mình. Raises NotFound, and LastSecondFactor for who needs one."""
    account = own_account(None, by=by)
    if not Passkey.objects.filter(pk=passkey_id, account=account, ended_at=None).update(ended_at=now):
        raise NotFound
    acts.record(PasskeyEnded(person_id=account.person_id, passkey_id=passkey_id), by=by, now=now)
    leave_a_factor(account, by=by, now=now)


def _holds(held: Passkey, answer: Answer, now: datetime) -> bool:
    if passkeys.owner_of(answer.credential) not in {None, held.account_id.bytes}:
        return False
    try:
        count = passkeys.used_key(answer, public_key=bytes(held.public_key), sign_count=held.sign_count)
    except Unverified:
        return False
    # Write only if nobody used the key since we looked: two answers with one count are one key too many.
    return bool(Passkey.objects.filter(pk=held.pk, sign_count=held.sign_count).update(sign_count=count, last_used_at=now))
