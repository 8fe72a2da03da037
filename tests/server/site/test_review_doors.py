"""Guessing at a player's door leaves a trace; own words are voiced before they are published, and replaced ones go off the air."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from loa.core.bulletin_steps import State
from loa.server.bulletins.events import UnitTextApproved, UnitTextWritten
from loa.server.bulletins.services import OwnWords, approve_unit_text, write_unit_text
from loa.server.kit.models import AuditEntry
from loa.server.site import tasks, wiring
from loa.server.voices.models import Clip, Recording, Track
from loa.server.voices.queries import recorded_by

from ..conftest import NOW

OWN = OwnWords("diem_tiem", {"dia_diem": "Trạm Y tế", "ngay": "2/8/2021"}, "Trạm", date(2021, 8, 2), date(2021, 8, 6))


@pytest.mark.django_db
def test_a_wrong_token_and_a_wrong_code_leave_a_trace():
    client = Client()
    assert client.get("/player/v1/manifest", headers={"Authorization": "Bearer doan"}).status_code == 403
    asked = {"code": "AAAA-AAAA", "output": "log", "software": "thử"}
    assert client.post("/player/v1/enrol", asked, content_type="application/json").status_code == 403
    traces = AuditEntry.objects.filter(refused=True).order_by("pk").values_list("event", "subject_id", "actor_name", "via")
    assert list(traces) == [
        ("dispatch.player_unknown", "/player/v1/manifest", "thiết bị chưa rõ", "player"),
        ("dispatch.enrolment_code_unusable", "/player/v1/enrol", "thiết bị chưa rõ", "player"),
    ]


@pytest.fixture
def done(monkeypatch):
    """What was done, in order, and for whom."""
    order = []
    for name in ("prepare_unit_track", "prepare_recorded", "publish_anew"):
        monkeypatch.setattr(tasks, name, lambda payload, *, now, name=name: order.append((name, payload.get("agency_id"))))
    return order


def test_approved_own_words_are_voiced_and_then_published(done):
    reactions = [one.run for one in wiring.REACTIONS if one.event is UnitTextApproved]
    assert reactions == [tasks.voice_and_publish]
    tasks.voice_and_publish({"agency_id": "x", "unit_text_id": "y"}, now=NOW)
    assert done == [("prepare_unit_track", "x"), ("publish_anew", "x")]


def test_new_own_words_that_end_approved_ones_publish_without_them(cast, make_bulletin, done):
    assert [one.run for one in wiring.REACTIONS if one.event is UnitTextWritten] == [tasks.publish_without_replaced]
    revision = make_bulletin("approved").revisions.get()
    about = {"revision_id": revision.pk, "agency_id": cast.ward, "own": OWN, "by": cast.officer, "now": NOW}
    first = write_unit_text(**about)
    payload = {"unit_text_id": str(first.pk), "agency_id": str(cast.ward)}
    tasks.publish_without_replaced(payload, now=NOW)
    assert done == []
    approved = approve_unit_text(unit_text_id=first.pk, text_sha256=first.text_sha256, by=cast.leader, now=NOW)
    assert approved.state == State.APPROVED
    again = write_unit_text(**about)
    tasks.publish_without_replaced(payload | {"unit_text_id": str(again.pk)}, now=NOW)
    assert done == [("publish_anew", str(cast.ward))]


@pytest.fixture
def read_aloud(cast, make_bulletin):
    """A recording, by the approver, of a text that waits; and the track that it became."""
    revision = make_bulletin("submitted").revisions.get()
    clip = Clip.objects.create(
        key_sha256="c" * 64,
        voice="người đọc",
        machine=False,
        wav_sha256="a" * 64,
        mp3_sha256="b" * 64,
        wav_bytes=1,
        mp3_bytes=1,
        seconds=60,
        made_at=NOW,
    )
    recording = Recording.objects.create(
        revision=revision,
        agency_id=cast.department,
        text_sha256=revision.text_sha256,
        original_sha256="d" * 64,
        clip=clip,
        speaker="Lãnh đạo",
        by_person_id=cast.approver.person_id,
        at=NOW,
    )
    facts = {"clips": [clip.pk], "audio_sha256": "e" * 64, "machine": False, "seconds": 60, "made_at": NOW}
    track = Track.objects.create(revision=revision, text_sha256=revision.text_sha256, **facts)
    return recording, track


def test_the_door_hands_over_who_recorded_and_the_recorder_does_not_approve(cast, as_, read_aloud):
    _, track = read_aloud
    assert recorded_by(track) == {cast.approver.person_id}
    bulletin = track.revision.bulletin
    heard = {"text_sha256": track.revision.text_sha256, "audio_sha256": track.audio_sha256}
    assert as_(cast.approver).post(f"/ban-tin/{bulletin.pk}/duyet/", heard).status_code == 403
    bulletin.refresh_from_db()
    assert bulletin.state == State.SUBMITTED


def test_a_recording_of_the_whole_text_waits_for_its_approval_and_publishes_nothing(read_aloud, done):
    recording, _ = read_aloud
    tasks.voice_recorded_and_publish({"recording_id": str(recording.pk), "revision_id": str(uuid4())}, now=NOW)
    assert done == [("prepare_recorded", None)]
