"""What is owed is delivered: at least once, one worker at a time, and one failure delays nobody else."""

import logging
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from loa.server.kit import acts, outbox
from loa.server.kit.models import Delivery, OutboxMessage

from .conftest import LAN, NOW

heard: list[str] = []


def listens(payload, *, now):
    heard.append(payload["bell_id"])


@transaction.atomic  # as every service is: the outbox itself holds no transaction around a reaction
def fails(payload, *, now):
    OutboxMessage.objects.create(event="written.and.undone", at=now)
    raise ZeroDivisionError("chuông hỏng")


@pytest.fixture(autouse=True)
def quiet(db, caplog):
    heard.clear()
    caplog.set_level(logging.CRITICAL, logger="loa.server.kit.outbox")


@pytest.fixture
def ring(bell):
    def ring(times: int = 1) -> list[str]:
        rung = [bell(bell_id=uuid4()) for _ in range(times)]
        acts.record_all(rung, by=LAN, now=NOW)
        return [event.subject_id for event in rung]

    return ring


def test_every_message_is_delivered_in_order_and_only_once(bell, wired, ring):
    wired((bell, listens, acts.When.TASK))
    rung = ring(5)
    assert outbox.drain(now=NOW) == 5
    assert outbox.drain(now=NOW + timedelta(hours=1)) == 0
    assert heard == rung


def test_a_reaction_that_fails_is_undone_kept_with_its_error_and_tried_again(bell, wired, ring):
    wired((bell, fails, acts.When.TASK))
    ring()
    assert outbox.drain(now=NOW) == 0
    delivery = Delivery.objects.get()
    assert (delivery.done_at, delivery.attempts) == (None, 1)
    assert "chuông hỏng" in delivery.error
    assert not OutboxMessage.objects.filter(event="written.and.undone").exists()
    assert delivery.next_try_at == NOW + timedelta(seconds=2)
    outbox.drain(now=NOW + timedelta(seconds=2))
    delivery.refresh_from_db()
    assert (delivery.attempts, delivery.next_try_at) == (2, NOW + timedelta(seconds=6))


def test_a_reaction_that_fails_does_not_lose_the_others(bell, wired, ring):
    wired((bell, fails, acts.When.TASK), (bell, listens, acts.When.TASK))
    rung = ring(3)
    assert outbox.drain(now=NOW) == 3
    assert heard == rung
    assert Delivery.objects.filter(done_at=None).count() == 3


def test_what_another_worker_claimed_is_left_alone_until_its_lease_ends(bell, wired, ring):
    wired((bell, listens, acts.When.TASK))
    ring()
    stale = Delivery.objects.select_related("message").get()
    Delivery.objects.update(attempts=1, next_try_at=NOW + outbox.LEASE)  # the other worker's claim
    assert outbox._deliver(stale, NOW) is False
    assert outbox.drain(now=NOW + timedelta(minutes=9)) == 0
    assert heard == []
    assert outbox.drain(now=NOW + outbox.LEASE) == 1  # that worker died: at least once


def test_a_reaction_that_is_no_longer_wired_is_closed_and_says_so(bell, wired, ring):
    wired((bell, listens, acts.When.TASK))
    ring()
    wired()
    assert outbox.drain(now=NOW) == 1
    assert Delivery.objects.get().error == "no longer wired"


def test_a_reaction_that_always_fails_is_tried_every_hour_and_stays_visible(bell, wired, ring):
    wired((bell, fails, acts.When.TASK))
    ring()
    at = NOW
    for _ in range(15):
        outbox.drain(now=at)
        at = Delivery.objects.get().next_try_at
    delivery = Delivery.objects.get()
    assert (delivery.attempts, delivery.done_at) == (15, None)
    outbox.drain(now=at)
    assert Delivery.objects.get().next_try_at - at == timedelta(hours=1)
