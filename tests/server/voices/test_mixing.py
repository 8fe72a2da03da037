"""Sound measured, not listened to: lengths, levels, loudness, tags, hostile uploads."""

import contextlib
import io
import math
from array import array

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import ID3

from loa.core.errors import LoaError
from loa.server.voices.engines.calibration import calibration_of
from loa.server.voices.engines.espeak import Espeak
from loa.server.voices.engines.registry import engine
from loa.server.voices.mixing import uploads
from loa.server.voices.mixing.chime import chime
from loa.server.voices.mixing.encode import MP3_SAMPLES_PER_FRAME, decode, from_mp3, from_wav, join_mp3, machine_voice, to_mp3, to_wav
from loa.server.voices.mixing.errors import (
    LoudnessOutOfRange,
    NotSound,
    RecordingSilent,
    RecordingTooLarge,
    RecordingTooLong,
    RecordingTooShort,
    TooShortToCalibrate,
)
from loa.server.voices.mixing.filters import peak, resampled
from loa.server.voices.mixing.levels import (
    CALIBRATED_LUFS,
    Calibration,
    assert_loudness,
    calibrate,
    level,
    loudness_lufs,
    pcm_loudness_lufs,
)
from loa.server.voices.mixing.pcm import PCM, RATE_HZ, join, join_with_gaps, pause
from loa.server.voices.mixing.uploads import decode_upload

SENTENCES = (
    "Đây là Đài truyền thanh phường Bạch Mai.",
    "Ủy ban nhân dân phường thông báo lịch tiêm vắc xin phòng cô vít mười chín cho nhân dân trên địa bàn.",
    "Thời gian: từ bảy giờ ba mươi phút đến mười một giờ ba mươi phút, ngày hai tháng tám năm hai nghìn không trăm hai mươi mốt.",
    "Địa điểm: nhà văn hóa tổ dân phố số năm.",
    "Khi đi tiêm, đề nghị mang theo căn cước công dân, thẻ bảo hiểm y tế và thực hiện năm ca.",
    "Mọi thắc mắc xin gọi một chín không không, chín không chín năm.",
    "Tiêm vắc xin là quyền lợi đối với cá nhân, là trách nhiệm đối với cộng đồng.",
)


@pytest.fixture(scope="module")
def clips():
    voice = Espeak()
    spoken = [voice.speak(sentence) for sentence in SENTENCES]
    voice.close()
    calibration = calibrate(join(spoken, 0.5))
    return [level(clip, calibration) for clip in spoken]


@pytest.fixture(scope="module")
def bulletin(clips):
    return join([chime(), *clips], 0.6)


def tone(seconds: float, *, strength: float = 8000, hertz: float = 440) -> PCM:
    count = round(seconds * RATE_HZ)
    return PCM(array("h", (round(strength * math.sin(2 * math.pi * hertz * i / RATE_HZ)) for i in range(count))).tobytes())


def encoded(pcm: PCM, *, container: str, codec: str, rate: int = 48_000) -> bytes:
    """As a phone or a browser would send it."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        stream = file.add_stream(codec, rate=rate)
        stream.codec_context.layout = "mono"
        resampler = av.AudioResampler(format=stream.codec_context.format, layout="mono", rate=rate, frame_size=960)
        frame = av.AudioFrame(format="s16", layout="mono", samples=pcm.samples, align=1)
        frame.planes[0].update(pcm.data)
        frame.sample_rate = RATE_HZ
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            file.mux(stream.encode(piece))
        file.mux(stream.encode(None))
    return out.getvalue()


def test_a_bulletin_of_clips_and_chime_lands_at_the_loudness_of_the_house(bulletin):
    assert bulletin.seconds > 38
    assert assert_loudness(to_mp3(bulletin)) == pytest.approx(-16, abs=1)
    assert assert_loudness(to_wav(bulletin)) == pytest.approx(-16, abs=1)


def test_no_sample_of_the_bulletin_clips(bulletin):
    assert peak(bulletin) < 32_000
    assert peak(from_mp3(to_mp3(bulletin))) < 32_768


def test_lengths_add_up_to_the_sample_in_wav(clips, bulletin):
    gaps = round(0.6 * RATE_HZ) * len(clips)
    assert from_wav(to_wav(bulletin)).samples == chime().samples + sum(clip.samples for clip in clips) + gaps


def test_lengths_add_up_in_mp3(clips, bulletin):
    assert abs(from_mp3(to_mp3(bulletin)).samples - bulletin.samples) < MP3_SAMPLES_PER_FRAME
    again = join([from_mp3(to_mp3(clip)) for clip in clips])
    assert abs(again.samples - sum(clip.samples for clip in clips)) < MP3_SAMPLES_PER_FRAME


@pytest.mark.parametrize("samples", [1, 575, 576, 1151, 1152, 1153, 44_100, 44_101])
def test_any_length_survives_mp3(samples):
    assert abs(from_mp3(to_mp3(PCM(tone(2).data[: samples * 2]))).samples - samples) <= 48


def test_each_clip_may_have_its_own_pause(clips):
    assert join_with_gaps(clips[:2], [0.25, 1]).samples == clips[0].samples + clips[1].samples + round(1.25 * RATE_HZ)


def test_the_same_sound_and_tags_give_the_same_bytes(clips):
    tags = {"title": "Bản tin tiêm chủng", "voice": machine_voice("espeak-ng")}
    assert to_mp3(clips[0], tags) == to_mp3(clips[0], tags)
    assert to_wav(clips[0]) == to_wav(clips[0])


def test_a_machine_voice_is_marked_in_the_file(clips):
    mp3 = to_mp3(clips[0], {"title": "Bản tin", "voice": machine_voice("espeak-ng")})
    tags = ID3(io.BytesIO(mp3))
    assert tags["TIT2"].text == ["Bản tin"]
    assert tags["COMM::vie"].text == ["Giọng máy (espeak-ng)"]
    assert tags["TXXX:voice"].text == ["Giọng máy (espeak-ng)"]


def test_the_mp3_has_the_header_that_gives_back_its_exact_length(clips):
    assert any(mark in to_mp3(clips[0])[:3000] for mark in (b"Info", b"Xing"))
    assert b"Lavf" in to_mp3(clips[0])[:3000]  # FFmpeg's name where LAME writes its own; delay and padding follow it


def test_levelling_keeps_the_length_and_the_ceiling():
    loud = level(tone(3, strength=30_000), Calibration(gain_db=12))
    assert loud.samples == 3 * RATE_HZ
    assert peak(loud) <= 10 ** (-2 / 20) * 32768 + 40


def test_a_quiet_recording_is_brought_up_by_its_own_calibration(clips):
    quiet = level(join(clips, 0.5), Calibration(gain_db=-20))
    raised = level(quiet, calibrate(quiet, at_least_seconds=0))
    assert pcm_loudness_lufs(raised) == pytest.approx(CALIBRATED_LUFS, abs=0.3)


def test_a_voice_is_not_calibrated_on_one_short_clip(clips):
    with pytest.raises(TooShortToCalibrate):
        calibrate(clips[0])


def test_a_bulletin_that_is_too_quiet_is_refused(bulletin):
    with pytest.raises(LoudnessOutOfRange) as refusal:
        assert_loudness(to_mp3(level(bulletin, Calibration(gain_db=-6))))
    assert "LUFS" in str(refusal.value)


def test_silence_measures_as_silence():
    assert pcm_loudness_lufs(pause(3)) == -70
    assert pcm_loudness_lufs(PCM(b"")) == -70


def test_the_chime_is_always_the_same_and_no_louder_than_the_voice():
    assert chime().seconds == pytest.approx(2.8)
    assert -20 < pcm_loudness_lufs(chime()) < -16
    assert peak(chime()) < 20_000


def test_resampling_keeps_the_length_to_the_sample():
    assert resampled(bytes(22_051 * 2), 22_050).samples == 44_102
    assert resampled(bytes(48_000 * 2), 48_000).samples == 44_100


@pytest.mark.parametrize(
    ("container", "codec", "rate"),
    [
        ("mp3", "libmp3lame", 44_100),
        ("wav", "pcm_s16le", 48_000),
        ("wav", "pcm_f32le", 16_000),
        ("ogg", "libopus", 48_000),
        ("webm", "libopus", 48_000),
        ("ipod", "aac", 44_100),
        ("adts", "aac", 44_100),
        ("flac", "flac", 44_100),
    ],
)
def test_a_recording_of_any_usual_kind_is_taken(clips, container, codec, rate):
    try:
        data = encoded(clips[1], container=container, codec=codec, rate=rate)
    except av.codec.codec.UnknownCodecError:
        pytest.skip(f"cannot make {codec} here")
    assert decode_upload(data).seconds == pytest.approx(clips[1].seconds, abs=0.15)


PLAYLIST = b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n"
HOSTILE = {
    "nothing": b"",
    "text": "Đây là một bức thư.".encode() * 100,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(1000),
    "a program": b"\x7fELF" + bytes(range(256)) * 40,
    "a playlist": PLAYLIST,
    "a playlist with tags": b"ID3" + PLAYLIST,
    "a concat script": b"ffconcat version 1.0\nfile /etc/passwd\n",
    "a zip": b"PK\x03\x04" + bytes(1000),
    "only a WAV header": b"RIFF\x00\x00\x00\x00WAVEfmt ",
    "only OGG": b"OggS" + bytes(500),
    "only MP4": b"\x00\x00\x00\x20ftypM4A " + bytes(500),
    "only WebM": b"\x1a\x45\xdf\xa3" + bytes(500),
    "noise that looks like MP3": b"\xff\xfb" + bytes(range(255)) * 20,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_sound_gets_a_sentence(what):
    with pytest.raises((NotSound, RecordingTooShort, RecordingSilent)) as refusal:
        decode_upload(HOSTILE[what])
    assert "Hãy" in str(refusal.value)


def test_a_picture_without_sound_in_a_film_file_is_refused():
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as file:
        stream = file.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 32
        stream.pix_fmt = "yuv420p"
        for _ in range(5):
            file.mux(stream.encode(av.VideoFrame(32, 32, "yuv420p")))
        file.mux(stream.encode(None))
    with pytest.raises(NotSound):
        decode_upload(out.getvalue())


def test_silence_is_refused():
    with pytest.raises(RecordingSilent):
        decode_upload(to_wav(pause(5)))


def test_half_a_second_is_refused():
    with pytest.raises(RecordingTooShort):
        decode_upload(to_wav(tone(0.5)))


def test_a_long_recording_stops_at_the_limit(monkeypatch):
    monkeypatch.setattr(uploads, "LIMIT_SECONDS", 4)
    with pytest.raises(RecordingTooLong):
        decode_upload(to_mp3(tone(5)))


def test_more_bytes_than_are_taken_are_not_decoded(monkeypatch):
    monkeypatch.setattr(uploads, "LIMIT_BYTES", 1000)
    with pytest.raises(RecordingTooLarge):
        decode_upload(bytes(1001))


def test_a_torn_recording_keeps_what_can_be_heard():
    whole = to_mp3(tone(6))
    assert 1 < decode_upload(whole[: len(whole) // 2]).seconds < 6


@given(
    st.binary(max_size=400),
    st.sampled_from(
        [
            b"",
            b"ID3\x03\x00",
            b"RIFF\x10\x00\x00\x00WAVE",
            b"OggS",
            b"fLaC",
            b"\x1a\x45\xdf\xa3",
            b"\x00\x00\x00\x18ftyp",
            b"\xff\xfb\x90",
            b"\xff\xf1\x50",
        ]
    ),
)
def test_any_bytes_give_sound_or_a_sentence(data, head):
    with contextlib.suppress(LoaError):
        assert decode_upload(head + data).samples > 0


def test_what_was_encoded_can_be_decoded_whatever_it_is(clips):
    assert decode(to_wav(clips[0])) == clips[0]


def test_mp3_is_as_loud_as_wav(bulletin):
    assert loudness_lufs(to_mp3(bulletin)) == pytest.approx(loudness_lufs(to_wav(bulletin)), abs=0.1)


def test_the_voice_of_the_house_is_calibrated_once_for_all_bulletins(clips):
    voice = Espeak()
    spoken = [level(voice.speak(sentence), calibration_of()) for sentence in SENTENCES]
    voice.close()
    engine().close()
    assert assert_loudness(to_mp3(join([chime(), *spoken], 0.6))) == pytest.approx(-16, abs=1)


def test_ready_mp3_files_are_joined_within_a_frame(clips):
    joined = join_mp3([to_mp3(clip) for clip in clips[:3]], gap_seconds=0.5)
    assert abs(from_mp3(joined).samples - join(clips[:3], 0.5).samples) < MP3_SAMPLES_PER_FRAME
