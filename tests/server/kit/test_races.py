"""Several workers deliver and seal at the same moment: PostgreSQL shows the race."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from uuid import uuid4

import pytest
from django.db import connections, transaction

from loa.server.kit import acts, answers, outbox, refusals, trail
from loa.server.kit.models import AuditEntry, Delivery

from .conftest import LAN, NOW

pytestmark = pytest.mark.races
heard: list[str] = []


def listens(payload, *, now):
    heard.append(payload["bell_id"])


def at_once(work, count: int = 4) -> list:
    def alone(_number: int):
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(alone, range(count)))


def test_four_workers_deliver_each_message_once(transactional_db, bell, wired):
    heard.clear()
    wired((bell, listens, acts.When.TASK))
    rung = [bell(bell_id=uuid4()) for _ in range(40)]
    with transaction.atomic():
        acts.record_all(rung, by=LAN, now=NOW)
    assert sum(at_once(lambda: outbox.drain(now=NOW))) == 40
    assert sorted(heard) == sorted(event.subject_id for event in rung)
    assert not Delivery.objects.filter(done_at=None).exists()


def test_of_sealers_at_once_one_gives_way_and_the_chain_holds(transactional_db, bell, wired):
    wired()
    with transaction.atomic():
        acts.record_all([bell(bell_id=uuid4()) for _ in range(200)], by=LAN, now=NOW)
    at_once(trail.seal)
    trail.seal()
    verdict = trail.verify()
    assert (verdict.holds, verdict.sealed, verdict.unsealed) == (True, 200, 0)
    assert AuditEntry.objects.filter(seal_position=None).count() == 0


def test_a_row_that_commits_late_with_a_smaller_number_is_sealed_later(transactional_db, bell, wired):
    """PostgreSQL numbers rows when they are written and shows them when they are committed: the chain follows the commits."""
    wired()
    with transaction.atomic():  # signing in: the key of the person is made, which an act at the same time would wait for
        acts.record(bell(bell_id=uuid4()), by=LAN, now=NOW, why="đăng nhập")
    assert trail.seal() == 1
    written, may_commit = Event(), Event()

    def slow():
        try:
            with transaction.atomic():
                acts.record(bell(bell_id=uuid4()), by=LAN, now=NOW, why="trước")
                written.set()
                assert may_commit.wait(20)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(slow)
        assert written.wait(20)
        with transaction.atomic():
            acts.record(bell(bell_id=uuid4()), by=LAN, now=NOW, why="sau")
        assert trail.seal() == 1
        may_commit.set()
        late.result()
    assert trail.seal() == 1
    rows = AuditEntry.objects.order_by("seal_position")
    assert [row.why for row in rows] == ["đăng nhập", "sau", "trước"]
    assert rows[1].pk > rows[2].pk
    assert (trail.verify().holds, trail.verify().sealed) == (True, 3)


def test_two_first_refusals_at_once_are_one_row_and_a_count(transactional_db):
    def refused():
        acts.record_refusal(code="test.refused", facts={}, by=answers.NOBODY, now=NOW, what="/x/", source="192.0.2.1")

    at_once(refused)
    assert AuditEntry.objects.count() == 1
    refusals.tell_repeated(now=NOW + timedelta(minutes=1))
    assert [row.payload for row in AuditEntry.objects.order_by("pk")] == [{}, {"times": 3, "since": NOW.isoformat()}]


def test_the_first_acts_of_a_person_at_once_share_one_key(transactional_db, bell, wired):
    wired()

    def act():
        with transaction.atomic():
            acts.record(bell(bell_id=uuid4()), by=LAN, now=NOW, why="thử")

    at_once(act)
    trail.seal()
    assert (trail.verify().holds, trail.verify().sealed) == (True, 4)
