"""A trail that was cut at its end is noticed; a reaction runs without a transaction of the outbox."""

from uuid import uuid4

import pytest
from django.db import connection, transaction

from loa.server.kit import acts, outbox, trail
from loa.server.kit.models import AuditEntry, Delivery

from .conftest import LAN, NOW


@pytest.fixture
def sealed(db, bell, django_capture_on_commit_callbacks):
    def seal(count):
        acts.record_all([bell(bell_id=uuid4()) for _ in range(count)], by=LAN, now=NOW)
        with django_capture_on_commit_callbacks(execute=True):
            assert trail.seal() == count

    return seal


def test_the_last_rows_cannot_be_dropped_unseen(sealed, guards_lifted):
    guards_lifted()
    sealed(5)
    assert trail.verify().holds
    AuditEntry.objects.filter(seal_position__gte=4).delete()
    assert trail.verify().broken_at == 4


def test_an_end_sealed_anew_over_dropped_rows_is_noticed(sealed, home, guards_lifted):
    guards_lifted()
    sealed(5)
    kept = (home / "trail-head.json").read_bytes()
    AuditEntry.objects.filter(seal_position=5).delete()
    sealed(1)  # another row takes the place of the fifth
    assert (home / "trail-head.json").read_bytes() == kept
    assert trail.verify().broken_at == 5


def test_the_head_moves_on_with_the_trail(sealed):
    sealed(2)
    sealed(3)
    verdict = trail.verify()
    assert (verdict.sealed, verdict.holds, verdict.head_known) == (5, True, True)


@pytest.mark.parametrize("damage", [None, b"", b"[]", b'{"position": "x"}'])
def test_a_head_that_is_lost_or_unreadable_is_said_and_is_no_failure(sealed, home, damage):
    sealed(2)
    path = home / "trail-head.json"
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    assert (trail.verify().holds, trail.verify().head_known) == (True, False)


seen: list[bool] = []


def looks(payload, *, now):
    seen.append(connection.in_atomic_block)


def test_a_reaction_holds_no_transaction_while_it_speaks(transactional_db, bell, wired):
    seen.clear()
    wired((bell, looks, acts.When.TASK))
    with transaction.atomic():
        acts.record(bell(bell_id=uuid4()), by=LAN, now=NOW)
    assert (outbox.drain(now=NOW), seen, Delivery.objects.get().done_at) == (1, [False], NOW)
