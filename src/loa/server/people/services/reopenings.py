"""Verbs about reopening somebody else's way in: of who may approve or manage, no administrator does it alone and unseen.

Asked, it waits for a second administrator or, where there is none, for its hours; the person concerned and all administrators over
them see it and may stop it. The rule stands in `core.ways_in`.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from loa.core.errors import NotFound
from loa.core.ways_in import REOPENING_LASTS_DAYS, REOPENING_WAITS_HOURS, Guard, Reopening, Standing
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.people.errors import (
    ConfirmerTooNew,
    NoSecondFactor,
    OwnPassword,
    OwnReopening,
    OwnSecondFactor,
    ReopeningAskedAlready,
    ReopeningOver,
    ReopeningWaits,
)
from loa.server.people.events import ReopeningConfirmed, ReopeningRequested, ReopeningStopped
from loa.server.people.models import Account, AskedReopening, ReopeningEnd
from loa.server.people.queries import person_managed
from loa.server.people.queries.reopenings import (
    is_settled,
    may_reopen,
    reopening_granted,
    reopening_guards,
    reopenings_open,
    standing_of,
)
from loa.server.people.services.held import account_managed, day_of, reason_given


@transaction.atomic
def ask_reopening(*, account_id: UUID, what: Reopening, why: str, by: Actor, now: datetime) -> AskedReopening:
    """Yêu cầu mở lại đăng nhập: the first half of an act that waits. Where nothing needs to wait, it may be done from now on.

    Raises as `end_account` does, OwnSecondFactor, OwnPassword, NoSecondFactor and ReopeningAskedAlready.
    """
    account = account_managed(account_id, by=by, on=day_of(now))
    if by.person_id is None:
        raise NotFound
    if account.person_id in by.persons:
        raise OwnSecondFactor if what is Reopening.SECOND_STEP else OwnPassword
    if what is Reopening.SECOND_STEP and standing_of(account) is not Standing.TWO_STEPS:
        raise NoSecondFactor
    reason = reason_given(why)[:500]
    held = AskedReopening.objects.select_for_update().filter(account=account, what=what, ended_at=None)
    held.filter(expires_at__lte=now).update(ended_at=now, outcome=ReopeningEnd.LAPSED)
    if held.exists():
        raise ReopeningAskedAlready(name=account.person.full_name, what=what.vi)
    guard = reopening_guards(account, seen_by=by, now=now)[what]
    ripe_at = {Guard.AT_ONCE: now, Guard.WAIT: now + timedelta(hours=REOPENING_WAITS_HOURS), Guard.SECOND_PERSON: None}[guard]
    asked = AskedReopening.objects.create(
        account=account,
        what=what,
        guard=guard,
        why=reason,
        asked_at=now,
        asked_by_person_id=by.person_id,
        asked_by_name=by.name,
        ripe_at=ripe_at,
        expires_at=(ripe_at or now) + timedelta(days=REOPENING_LASTS_DAYS),
    )
    event = ReopeningRequested(person_id=account.person_id, reopening_id=asked.pk, reopening=what, guard=guard)
    acts.record(event, by=by, now=now, after={"ripe_at": ripe_at, "expires_at": asked.expires_at}, why=reason)
    return asked


@transaction.atomic
def confirm_reopening(*, reopening_id: UUID, by: Actor, now: datetime) -> AskedReopening:
    """Xác nhận với tư cách người thứ hai. From now on, who asked may do it.

    Raises NotFound, RightMissing, AccountOver, OwnReopening, ConfirmerTooNew and ReopeningOver.
    """
    asked = _locked(reopening_id, now)
    account_managed(asked.account_id, by=by, on=day_of(now))
    if by.person_id is None or {asked.asked_by_person_id, asked.account.person_id} & set(by.persons):
        raise OwnReopening
    own = Account.objects.filter(person=by.person_id, is_active=True).first()
    if own is None or not is_settled(own, now=now):
        raise ConfirmerTooNew(hours=REOPENING_WAITS_HOURS)
    if asked.confirmed_at is not None:
        raise ReopeningOver
    asked.confirmed_at, asked.confirmed_by_person_id, asked.confirmed_by_name = now, by.person_id, by.name
    asked.save(update_fields=["confirmed_at", "confirmed_by_person_id", "confirmed_by_name"])
    acts.record(ReopeningConfirmed(**_facts(asked)), by=by, now=now, why=asked.why)
    return asked


@transaction.atomic
def stop_reopening(*, reopening_id: UUID, by: Actor, now: datetime, why: str = "") -> AskedReopening:
    """Dừng yêu cầu: by the person concerned, or by any administrator over them. Raises NotFound, RightMissing and ReopeningOver."""
    asked = _locked(reopening_id, now, concerning=by)
    asked.ended_at, asked.outcome = now, ReopeningEnd.STOPPED
    asked.ended_by_person_id, asked.ended_by_name = by.person_id, by.name
    asked.save(update_fields=["ended_at", "outcome", "ended_by_person_id", "ended_by_name"])
    acts.record(ReopeningStopped(**_facts(asked)), by=by, now=now, why=why.strip()[:500])
    return asked


def let_reopen(account: Account, *, what: Reopening, by: Actor, now: datetime) -> None:
    """Inside the act itself: pass where nothing needs to wait, else use up what was asked and granted. Raises ReopeningWaits."""
    granted = reopening_granted(account, what, to=by, now=now)
    if granted is None and may_reopen(account, what, seen_by=by, now=now):
        return
    if granted is None:
        raise ReopeningWaits(name=account.person.full_name, what=what.vi, hours=REOPENING_WAITS_HOURS)
    done = {"ended_at": now, "outcome": ReopeningEnd.DONE, "ended_by_person_id": by.person_id, "ended_by_name": by.name}
    if not AskedReopening.objects.filter(pk=granted.pk, ended_at=None).update(**done):
        raise ReopeningOver


def _locked(reopening_id: UUID, now: datetime, *, concerning: Actor | None = None) -> AskedReopening:
    """The open one, held until the transaction ends; for who it concerns, or for an administrator of somewhere where that person works."""
    found = AskedReopening.objects.select_for_update(of=("self",)).select_related("account__person").filter(pk=reopening_id).first()
    if found is None:
        raise NotFound
    if concerning is not None and found.account.person_id != concerning.person_id:
        person_managed(found.account.person_id, seen_by=concerning)
    if not reopenings_open(now=now).filter(Q(pk=found.pk)).exists():
        raise ReopeningOver
    return found


def _facts(asked: AskedReopening) -> dict[str, Any]:
    return {
        "person_id": asked.account.person_id,
        "reopening_id": asked.pk,
        "reopening": asked.what,
        "asked_by_person_id": asked.asked_by_person_id,
    }
