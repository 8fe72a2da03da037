"""Several workers deliver and seal at the same moment: PostgreSQL shows the race."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connections, transaction

from loa.server.kit import acts, outbox, trail
from loa.server.kit.models import AuditEntry, Delivery

from .conftest import LAN, NOW

pytestmark = [pytest.mark.races, pytest.mark.serial]
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
