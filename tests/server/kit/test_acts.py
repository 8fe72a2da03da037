"""An act is written beside itself: no act without its trace, no trace without its act."""

from uuid import uuid4

import pytest
from django.db import transaction

from loa.server.kit import acts, events
from loa.server.kit.actors import Actor, Right, RightMissing
from loa.server.kit.models import AuditEntry, Delivery, OutboxMessage

from .conftest import LAN, NOW, WARD


def test_an_act_leaves_one_row_with_who_what_when_and_why(db, bell):
    event = bell(bell_id=uuid4())
    with transaction.atomic():
        acts.record(event, by=LAN, now=NOW, before={"rung": 0}, after={"rung": 1}, why="thử")
    row = AuditEntry.objects.get()
    assert (row.event, row.subject_id, row.at, row.why) == ("test.bell_rung", str(event.bell_id), NOW, "thử")
    assert (row.actor_name, row.actor_person_id, row.agency_id, row.via) == ("Lan", LAN.person_id, WARD, "web")
    assert (row.before, row.after, row.refused) == ({"rung": 0}, {"rung": 1}, False)


def test_recording_outside_a_transaction_refuses(transactional_db, bell):
    with pytest.raises(RuntimeError, match="inside the transaction"):
        acts.record(bell(bell_id=uuid4()), by=LAN, now=NOW)
    assert not AuditEntry.objects.exists()


def test_an_act_that_fails_leaves_no_trace_and_owes_nothing(db, bell, wired):
    wired((bell, lambda payload, *, now: None, acts.When.TASK))

    @transaction.atomic
    def fails_after_recording() -> None:
        acts.record(bell(bell_id=uuid4()), by=LAN, now=NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails_after_recording()
    assert not AuditEntry.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_an_event_nobody_waits_for_is_written_and_owes_nothing(db, bell, wired):
    nudges = wired()
    acts.record(bell(bell_id=uuid4()), by=LAN, now=NOW)
    assert AuditEntry.objects.count() == 1
    assert not Delivery.objects.exists()
    assert nudges == []


def test_each_reaction_is_owed_its_own_delivery_and_the_worker_is_woken_by_the_commit(db, bell, wired, django_capture_on_commit_callbacks):
    def one(payload, *, now):
        pass

    def two(payload, *, now):
        pass

    nudges = wired((bell, one, acts.When.TASK), (bell, two, acts.When.TASK))
    with django_capture_on_commit_callbacks(execute=True):
        acts.record(bell(bell_id=uuid4()), by=LAN, now=NOW)
        assert nudges == []
    assert nudges == [1]
    assert OutboxMessage.objects.count() == 1
    assert sorted(d.reaction.rsplit(".", 1)[-1] for d in Delivery.objects.all()) == ["one", "two"]


def test_a_reaction_wired_for_now_runs_in_the_act_and_undoes_it_when_it_fails(db, bell, wired):
    def fails(payload, *, now):
        raise ZeroDivisionError

    wired((bell, fails, acts.When.NOW))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        acts.record(bell(bell_id=uuid4()), by=LAN, now=NOW)
    assert not AuditEntry.objects.exists()


def test_values_of_an_event_survive_json(db, bell):
    event = bell(bell_id=uuid4())
    assert event.payload() == {"bell_id": str(event.bell_id)}
    assert events.plain({"at": NOW, "ids": {event.bell_id}}) == {"at": "2021-08-02T01:00:00Z", "ids": [str(event.bell_id)]}


def test_the_installation_itself_may_what_a_person_needs_a_role_for():
    assert Actor.system("người quản trị máy").may(Right.MANAGE, WARD)
    assert LAN.may(Right.TICK, WARD)
    with pytest.raises(RightMissing):
        LAN.require(Right.TICK, uuid4())
