"""How a text sounds by its class: pace, pauses, chime, and the key sentence of an emergency once more."""

import pytest

from loa.core.priorities import Priority
from loa.core.prosody import Call
from loa.core.speakable import Pause
from loa.server.bulletins.models import Bulletin
from loa.server.bulletins.queries import sentences_of
from loa.server.voices.engines.espeak import Espeak
from loa.server.voices.mixing.chime import chime
from loa.server.voices.mixing.levels import pcm_loudness_lufs
from loa.server.voices.mixing.pcm import PCM, join, pause, trimmed
from loa.server.voices.models import Clip
from loa.server.voices.queries import estimated_seconds
from loa.server.voices.services import chime_clip, choose_reading, prepare_track

from ..conftest import NOW

TEXT = "Kính thưa nhân dân. Nước sông Hồng lên nhanh, bà con rời nhà ngay; mang theo nước. Gọi một một hai."
KEY = "Nước sông Hồng lên nhanh, bà con rời nhà ngay; mang theo nước."


@pytest.fixture
def track(make_bulletin):
    def prepare(priority: Priority, text: str = TEXT):
        bulletin = make_bulletin("draft", text=text)
        Bulletin.objects.filter(pk=bulletin.pk).update(priority=priority)
        return prepare_track(revision_id=bulletin.revisions.get().pk, now=NOW)

    return prepare


def clips_of(track):
    held = Clip.objects.in_bulk(track.clips)
    return [held[key] for key in track.clips]


def test_an_emergency_says_its_key_sentence_twice_and_no_other(track, hum):
    words = [clip.text for clip in clips_of(track(Priority.EMERGENCY)) if clip.text]
    assert words == ["Kính thưa nhân dân.", KEY, f"Xin nhắc lại: {KEY}", "Gọi một một hai."]
    assert [clip.text for clip in clips_of(track(Priority.NORMAL)) if clip.text] == ["Kính thưa nhân dân.", KEY, "Gọi một một hai."]


def test_each_class_is_spoken_at_its_own_pace_and_is_a_sound_of_its_own(track, hum):
    tracks = []
    for priority, rate in ((Priority.NORMAL, 1.0), (Priority.PRIORITY, 0.95), (Priority.EMERGENCY, 0.85)):
        hum.rates.clear()
        tracks.append(track(priority))
        # The voice is calibrated once, at its own pace.
        assert set(hum.rates) <= {1.0, rate}
        assert rate in hum.rates
    assert len({one.audio_sha256 for one in tracks}) == 3
    assert not set(tracks[0].clips) & set(tracks[2].clips)


def test_each_class_is_called_by_a_chime_of_its_own(track, hum):
    first = [track(priority).clips[0] for priority in Priority]
    assert first == [chime_clip(now=NOW, call=call).pk for call in Call]
    assert len(set(first)) == 3


@pytest.mark.parametrize("call", Call)
def test_a_chime_is_short_always_the_same_and_does_not_clip(call):
    sound = chime(call)
    assert 2.5 <= sound.seconds <= 4
    assert sound == chime.__wrapped__(call)
    assert -20 < pcm_loudness_lufs(sound) < -15
    assert max(abs(int.from_bytes(sound.data[i : i + 2], "little", signed=True)) for i in range(0, len(sound.data), 200)) < 32767


def test_every_class_lies_at_the_loudness_of_the_house(track):
    """The real voice, with all its pauses in."""
    text = (
        TEXT + " Đề nghị các hộ gia đình ở vùng trũng chuyển người già, trẻ em, người ốm đến nhà văn hóa; tắt điện, khóa cửa; giữ liên lạc."
    )
    for priority in Priority:
        assert abs(track(priority, text).loudness_lufs + 16) <= 1


def test_a_slower_pace_is_longer_in_the_real_voice():
    voice = Espeak()
    sentence = "Bà con rời nhà ngay và mang theo nước uống"
    assert voice.speak(sentence, rate=0.85).seconds == pytest.approx(voice.speak(sentence).seconds / 0.85, rel=0.06)
    voice.close()


def test_a_voice_that_does_not_breathe_is_given_the_pauses_of_the_text(track, hum):
    hum.breathes = False
    [_, _, key, _] = clips_of(track(Priority.NORMAL))
    assert hum.spoken[-4:-1] == ["Nước sông Hồng lên nhanh,", "bà con rời nhà ngay;", "mang theo nước."]
    spoken = sum(trimmed(type(hum)().speak(part)).seconds for part in hum.spoken[-4:-1])
    assert key.seconds == pytest.approx(spoken + Pause.COMMA.seconds + Pause.CLAUSE.seconds + Pause.SENTENCE.seconds, abs=0.01)


def test_a_voice_that_breathes_speaks_the_sentence_whole(track, hum):
    track(Priority.NORMAL)
    assert KEY in hum.spoken
    track(Priority.EMERGENCY)
    assert "mang theo nước." in hum.spoken


def test_a_heading_is_followed_by_a_longer_silence(track, hum):
    _, heading, sentence = clips_of(track(Priority.NORMAL, "Về việc họp tổ\nVề việc họp tổ."))
    assert heading.seconds - sentence.seconds == pytest.approx(Pause.PARAGRAPH.seconds - Pause.SENTENCE.seconds, abs=0.01)


def test_an_assembled_text_with_long_pauses_is_measured_by_what_is_said():
    """Gating leaves silence out of the measure: pauses make a text longer, not quieter."""
    voice = Espeak()
    said = [trimmed(voice.speak(part)) for part in ("Đề nghị bà con ở nhà,", "đeo khẩu trang;", "giữ khoảng cách hai mét.")] * 6
    voice.close()
    assert pcm_loudness_lufs(join(said, 0.9)) == pytest.approx(pcm_loudness_lufs(join(said, 0.1)), abs=0.6)


def test_silence_at_the_ends_is_cut_and_sound_is_not():
    sound = chime()
    padded = PCM(pause(1).data + sound.data + pause(1).data)
    assert trimmed(padded).seconds == pytest.approx(trimmed(sound).seconds, abs=0.05)
    assert trimmed(pause(1)) == pause(1)
    assert trimmed(PCM(b"")) == PCM(b"")


@pytest.mark.parametrize("priority", Priority)
def test_the_estimate_before_there_is_sound_is_near_the_sound(track, priority):
    """With the built-in voice, chime, repeated key sentence and all: what a planner sees is within 15 %."""
    text = "Kính thưa bà con. Sáng thứ Bảy, ngày 12/12/2026, từ 7h30-11h30, trạm y tế tiêm vắc xin cho trẻ 18 tháng; gọi 1900 9095. Xin cảm ơn."
    made = track(priority, text)
    told = estimated_seconds(made.revision, sentences_of(made.revision), at=NOW)
    assert told == pytest.approx(made.seconds, rel=0.15)


def test_the_estimate_knows_the_words_an_office_says(cast, make_bulletin):
    bulletin = make_bulletin("draft", text="Mời bà con họp tại TTBM.")
    revision = bulletin.revisions.get()
    before = estimated_seconds(revision, sentences_of(revision), at=NOW)
    choose_reading(bulletin_id=bulletin.pk, written="TTBM", spoken="trung tâm văn hóa Bạch Mai", by=cast.drafter, now=NOW)
    assert estimated_seconds(revision, sentences_of(revision), at=NOW) > before
