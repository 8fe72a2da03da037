"""Nothing is voiced twice, a person's voice comes first, and what goes out is at the loudness of the house."""

import io
from datetime import UTC, date, datetime

import pytest
from mutagen.id3 import ID3

from loa.server.bulletins.services import OwnWords, approve_unit_text, edit_bulletin, write_unit_text
from loa.server.kit import files
from loa.server.kit.actors import RightMissing
from loa.server.voices.errors import SpeakerMissing
from loa.server.voices.mixing.encode import from_mp3, machine_voice, to_wav
from loa.server.voices.mixing.errors import NotSound, RecordingSilent
from loa.server.voices.mixing.levels import loudness_lufs
from loa.server.voices.mixing.pcm import RATE_HZ, pause
from loa.server.voices.models import Clip, Recording, Track, Voice
from loa.server.voices.queries import soundtracks_of, track_of
from loa.server.voices.services import assemble_track, chime_clip, keep_recording, prepare_track, voice_sentence
from loa.server.voices.tasks import prepare_preview, prepare_recorded, prepare_unit_track

from ..conftest import NOW

IN_WEEK = datetime(2021, 8, 3, 2, 0, tzinfo=UTC)


@pytest.fixture
def revision(make_bulletin):
    return make_bulletin("approved").revisions.get()


@pytest.fixture
def own_words(cast, revision):
    """The ward's own sentence, approved, valid from 2 to 6 August."""
    values = {"dia_diem": "Nhà văn hóa tổ dân phố số 5", "ngay": "2/8/2021"}
    own = OwnWords("diem_tiem", values, "Trạm Y tế phường", date(2021, 8, 2), date(2021, 8, 6))
    written = write_unit_text(revision_id=revision.pk, agency_id=cast.ward, own=own, by=cast.officer, now=NOW)
    return approve_unit_text(unit_text_id=written.pk, text_sha256=written.text_sha256, by=cast.leader, now=NOW)


@pytest.fixture
def recorded(hum) -> bytes:
    return to_wav(type(hum)().speak("đây là giọng của một người đọc bản tin của phường"))


def test_a_sentence_is_voiced_once_and_found_ever_after(db, home, hum):
    first = voice_sentence("Kính thưa nhân dân.", now=NOW)
    spoken = len(hum.spoken)
    again = voice_sentence("Kính thưa nhân dân.", now=NOW)
    assert (first.pk, len(hum.spoken)) == (again.pk, spoken)
    assert (Clip.objects.count(), Voice.objects.count()) == (1, 1)


def test_another_voice_or_setting_makes_another_clip(db, home, hum):
    one = voice_sentence("Kính thưa nhân dân.", now=NOW)
    hum.settings = {"rate": 2}
    assert voice_sentence("Kính thưa nhân dân.", now=NOW).pk != one.pk
    assert Voice.objects.count() == 2


def test_two_bulletins_share_the_sentences_they_share(make_bulletin, hum):
    prepare_track(revision_id=make_bulletin(text="Câu chung. Câu một.").revisions.get().pk, now=NOW)
    before = len(hum.spoken)
    prepare_track(revision_id=make_bulletin(text="Câu chung. Câu hai.").revisions.get().pk, now=NOW)
    assert hum.spoken[before:] == [hum.spoken[-1]]


def test_a_track_is_made_once(revision, hum):
    track = prepare_track(revision_id=revision.pk, now=NOW)
    assert prepare_track(revision_id=revision.pk, now=IN_WEEK).pk == track.pk
    assert track_of(revision.pk) == track
    assert Track.objects.count() == 1


def test_the_assembled_file_is_at_the_loudness_of_the_house_and_says_that_a_machine_speaks(revision, hum):
    track = prepare_track(revision_id=revision.pk, now=NOW)
    mp3 = files.read(track.mp3_sha256, ending=".mp3")
    assert abs(loudness_lufs(mp3) + 16) <= 1
    assert track.loudness_lufs == pytest.approx(loudness_lufs(mp3), abs=0.01)
    tags = ID3(io.BytesIO(mp3))
    assert str(tags["TIT2"]) == "Lịch tiêm vắc xin"
    assert str(tags["TXXX:voice"]) == machine_voice("hum")
    assert track.machine
    assert track.seconds == pytest.approx(from_mp3(mp3).samples / RATE_HZ, abs=0.001)


def test_every_machine_clip_says_so_in_its_own_tags(db, home, hum):
    clip = voice_sentence("Kính thưa nhân dân.", now=NOW)
    assert machine_voice("hum") in str(ID3(io.BytesIO(files.read(clip.mp3_sha256, ending=".mp3")))["TXXX:voice"])
    assert clip.machine
    assert not chime_clip(now=NOW).machine


def test_a_track_opens_with_the_chime(revision, hum):
    assert prepare_track(revision_id=revision.pk, now=NOW).clips[0] == chime_clip(now=NOW).pk


def test_a_unit_hears_its_own_sentence_and_shares_all_others(cast, revision, own_words, hum):
    shared = prepare_track(revision_id=revision.pk, now=IN_WEEK)
    before = len(hum.spoken)
    own = prepare_track(revision_id=revision.pk, agency_id=cast.ward, now=IN_WEEK)
    assert len(hum.spoken) == before + 1
    assert [a == b for a, b in zip(shared.clips, own.clips, strict=True)] == [True, True, False, True]
    assert (own.valid_from, own.valid_to) == (date(2021, 8, 2), date(2021, 8, 6))
    assert own.audio_sha256 != shared.audio_sha256
    assert abs(assemble_track(own).loudness_lufs + 16) <= 1


def test_where_own_words_have_expired_the_unit_hears_what_everybody_hears(cast, revision, own_words, hum):
    shared = prepare_track(revision_id=revision.pk, now=IN_WEEK)
    after = prepare_track(revision_id=revision.pk, agency_id=cast.ward, now=datetime(2021, 8, 9, tzinfo=UTC))
    assert after.clips == shared.clips


def test_a_persons_recording_comes_before_the_machine(cast, revision, hum, recorded):
    recording = keep_recording(
        revision_id=revision.pk, agency_id=cast.department, data=recorded, speaker="Phát thanh viên", by=cast.drafter, now=NOW
    )
    before = len(hum.spoken)
    track = prepare_track(revision_id=revision.pk, now=NOW)
    assert track.clips == [chime_clip(now=NOW).pk, recording.clip_id]
    assert not track.machine
    assert len(hum.spoken) == before
    assert "TXXX:voice" not in ID3(io.BytesIO(files.read(track.mp3_sha256, ending=".mp3")))
    assert abs(track.loudness_lufs + 16) <= 1
    assert files.read(recording.original_sha256) == recorded


def test_the_wards_recording_of_its_own_sentence_is_heard_in_that_ward(cast, revision, own_words, hum, recorded):
    recording = keep_recording(
        revision_id=revision.pk, unit_text_id=own_words.pk, agency_id=cast.ward, data=recorded, speaker="Lan", by=cast.officer, now=NOW
    )
    assert recording.clip_id in prepare_track(revision_id=revision.pk, agency_id=cast.ward, now=IN_WEEK).clips
    assert recording.clip_id not in prepare_track(revision_id=revision.pk, now=IN_WEEK).clips


def test_a_newer_recording_ends_the_older_and_deletes_nothing(cast, revision, hum, recorded):
    for speaker in ("Một", "Hai"):
        keep_recording(revision_id=revision.pk, agency_id=cast.department, data=recorded, speaker=speaker, by=cast.drafter, now=NOW)
    assert [(r.speaker, r.ended_at is None) for r in Recording.objects.order_by("speaker")] == [("Hai", True), ("Một", False)]


def test_a_recording_of_words_that_were_edited_since_is_not_heard(cast, make_bulletin, words, hum, recorded):
    bulletin = make_bulletin()
    old = bulletin.revisions.get()
    recording = keep_recording(revision_id=old.pk, agency_id=cast.department, data=recorded, speaker="Lan", by=cast.drafter, now=NOW)
    new = edit_bulletin(bulletin_id=bulletin.pk, words=words("Lời mới."), seen_revision=1, by=cast.drafter, now=NOW)
    assert recording.clip_id not in prepare_track(revision_id=new.pk, now=NOW).clips


def test_a_recording_names_who_speaks_and_is_sound(cast, revision, hum, recorded):
    here = {"revision_id": revision.pk, "agency_id": cast.department, "by": cast.drafter, "now": NOW}
    with pytest.raises(SpeakerMissing):
        keep_recording(data=recorded, speaker=" ", **here)
    with pytest.raises(NotSound):
        keep_recording(data=b"%PDF-1.7 not a sound", speaker="Lan", **here)
    with pytest.raises(RecordingSilent):
        keep_recording(data=to_wav(pause(3)), speaker="Lan", **here)
    assert not Recording.objects.exists()


def test_nobody_records_for_an_agency_that_is_not_theirs(cast, revision, hum, recorded):
    with pytest.raises(RightMissing):
        keep_recording(revision_id=revision.pk, agency_id=cast.department, data=recorded, speaker="Lan", by=cast.officer, now=NOW)


def test_a_bulletin_without_a_word_waits_for_words_and_is_not_tried_again(make_bulletin, hum):
    bulletin = make_bulletin(text="😀", declared=[])
    prepare_preview({"bulletin_id": str(bulletin.pk), "revision": 1}, now=NOW)
    assert not Track.objects.filter(revision=bulletin.revisions.get()).exists()


def test_sound_is_there_before_anybody_is_asked_to_approve_it(cast, make_bulletin, own_words, hum, recorded):
    bulletin = make_bulletin()
    revision = bulletin.revisions.get()
    for _ in range(2):  # at least once: a second time changes nothing
        prepare_preview({"bulletin_id": str(bulletin.pk), "revision": 1}, now=NOW)
        prepare_unit_track({"unit_text_id": str(own_words.pk), "agency_id": str(cast.ward)}, now=IN_WEEK)
    assert track_of(revision.pk).audio_sha256
    assert set(soundtracks_of([own_words.revision_id])) == {(own_words.revision_id, cast.ward)}
    recording = keep_recording(revision_id=revision.pk, agency_id=cast.department, data=recorded, speaker="Lan", by=cast.drafter, now=NOW)
    prepare_recorded({"recording_id": str(recording.pk)}, now=IN_WEEK)
    assert track_of(revision.pk).clips[-1] == recording.clip_id
