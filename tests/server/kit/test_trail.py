"""The sealed trail: a row that was changed, dropped or put in is found."""

import json
from uuid import uuid4

import pytest
from django.db import transaction

from loa.core.errors import BadInput
from loa.server.kit import acts, answers, trail
from loa.server.kit.actors import RightMissing
from loa.server.kit.models import AuditEntry

from .conftest import LAN, NOW


@pytest.fixture
def sealed(db, bell):
    acts.record_all([bell(bell_id=uuid4()) for _ in range(5)], by=LAN, now=NOW)
    assert trail.seal() == 5


def test_a_trail_that_nobody_touched_holds(sealed):
    assert trail.verify() == trail.Verdict(sealed=5, unsealed=0, broken_at=None)
    assert trail.seal() == 0


def test_what_is_not_sealed_yet_is_counted(sealed, bell):
    acts.record(bell(bell_id=uuid4()), by=LAN, now=NOW)
    assert trail.verify() == trail.Verdict(sealed=5, unsealed=1, broken_at=None)
    assert trail.seal() == 1
    assert trail.verify().sealed == 6


@pytest.mark.parametrize("change", [{"actor_name": "Ai khác"}, {"why": "khác"}, {"payload": {}}, {"refused": True}, {"subject_id": "x"}])
def test_a_changed_row_is_found(sealed, change):
    AuditEntry.objects.filter(seal_position=3).update(**change)
    verdict = trail.verify()
    assert not verdict.holds
    assert verdict.broken_at == 3


def test_a_dropped_row_is_found(sealed):
    AuditEntry.objects.filter(seal_position=2).delete()
    assert trail.verify().broken_at == 2


def test_a_row_sealed_by_hand_is_found(sealed):
    AuditEntry.objects.create(at=NOW, event="x", subject_id="x", actor_name="x", via="x", seal_position=6, seal_sha256="0" * 64)
    assert trail.verify().broken_at == 6


def test_a_refusal_is_recorded_after_the_rollback(transactional_db, rf, bell):
    def view(request):
        with transaction.atomic():
            acts.record(bell(bell_id=uuid4()), by=LAN, now=NOW)
            raise RightMissing(name="Lan", right="approve")

    request = rf.get("/duyet/", headers={"Accept": "application/json"})
    request.actor = LAN
    with pytest.raises(RightMissing) as refusal:
        view(request)
    response = answers.RefusalMiddleware(view).process_exception(request, refusal.value)
    assert response.status_code == 403
    assert "chưa được giao việc này" in json.loads(response.content)["sentence"]
    row = AuditEntry.objects.get()
    assert (row.event, row.refused, row.actor_name, row.subject_id) == ("people.right_missing", True, "Lan", "/duyet/")


def test_bad_input_is_no_act(db):
    answers.note(BadInput(), by=LAN, what="/x/")
    assert not AuditEntry.objects.exists()
