"""Only sound that somebody approved reaches the air: recordings of strangers, and those made after the approval, stay out."""

from datetime import UTC, date, datetime, timedelta

import pytest

from loa.core.errors import NotFound
from loa.server.bulletins.services import OwnWords, approve_unit_text, write_unit_text
from loa.server.kit.ids import new_id
from loa.server.voices.mixing.encode import to_wav
from loa.server.voices.queries import soundtracks_of
from loa.server.voices.services import keep_recording, prepare_track

from ..conftest import NOW

IN_WEEK = datetime(2021, 8, 3, 2, 0, tzinfo=UTC)
VALUES = {"dia_diem": "Nhà văn hóa tổ dân phố số 5", "ngay": "2/8/2021"}
OWN = OwnWords("diem_tiem", VALUES, "Trạm Y tế phường", date(2021, 8, 2), date(2021, 8, 6))


@pytest.fixture
def revision(make_bulletin):
    return make_bulletin("approved").revisions.get()


@pytest.fixture
def own_words(cast, revision):
    written = write_unit_text(revision_id=revision.pk, agency_id=cast.ward, own=OWN, by=cast.officer, now=NOW)
    return approve_unit_text(unit_text_id=written.pk, text_sha256=written.text_sha256, by=cast.leader, now=NOW)


@pytest.fixture
def recorded(hum) -> bytes:
    return to_wav(type(hum)().speak("đây là giọng của một người lạ đọc điều khác hẳn"))


def test_a_ward_does_not_lend_its_voice_to_a_text_of_the_department(cast, make_bulletin, hum, recorded):
    revision = make_bulletin("submitted").revisions.get()
    with pytest.raises(NotFound):
        keep_recording(revision_id=revision.pk, agency_id=cast.neighbour, data=recorded, speaker="Lạ", by=cast.neighbour_officer, now=NOW)


def test_a_recording_made_after_the_approval_is_not_heard_in_any_ward(cast, revision, own_words, hum, recorded):
    late = keep_recording(
        revision_id=revision.pk, agency_id=cast.department, data=recorded, speaker="Muộn", by=cast.drafter, now=NOW + timedelta(hours=1)
    )
    assert late.clip_id not in prepare_track(revision_id=revision.pk, agency_id=cast.ward, now=IN_WEEK).clips


def test_a_recording_of_own_words_made_after_their_approval_is_not_heard(cast, revision, own_words, hum, recorded):
    late = keep_recording(
        revision_id=revision.pk,
        unit_text_id=own_words.pk,
        agency_id=cast.ward,
        data=recorded,
        speaker="Lan",
        by=cast.officer,
        now=NOW + timedelta(hours=1),
    )
    assert late.clip_id not in prepare_track(revision_id=revision.pk, agency_id=cast.ward, now=IN_WEEK).clips


def test_own_words_that_were_replaced_sound_no_more(cast, revision, own_words, hum):
    prepare_track(revision_id=revision.pk, agency_id=cast.ward, now=NOW)
    assert (revision.pk, cast.ward) in soundtracks_of([revision.pk])
    write_unit_text(revision_id=revision.pk, agency_id=cast.ward, own=OWN, by=cast.officer, now=NOW + timedelta(hours=1))
    assert (revision.pk, cast.ward) not in soundtracks_of([revision.pk])


def test_a_recording_of_nothing_is_not_found(cast, revision, hum, recorded):
    here = {"agency_id": cast.ward, "data": recorded, "speaker": "Lan", "by": cast.officer, "now": NOW}
    with pytest.raises(NotFound):
        keep_recording(revision_id=new_id(), **here)
    with pytest.raises(NotFound):
        keep_recording(revision_id=revision.pk, unit_text_id=new_id(), **here)


def test_the_last_day_of_the_calendar_in_one_ward_does_not_silence_the_others(cast, revision, hum):
    own = OwnWords("diem_tiem", VALUES, "Trạm Y tế phường", date(2021, 7, 1), date.max)
    written = write_unit_text(revision_id=revision.pk, agency_id=cast.ward, own=own, by=cast.officer, now=NOW)
    approve_unit_text(unit_text_id=written.pk, text_sha256=written.text_sha256, by=cast.leader, now=NOW)
    prepare_track(revision_id=revision.pk, agency_id=cast.ward, now=NOW)
    assert soundtracks_of([revision.pk])[revision.pk, cast.ward].valid_until is not None
