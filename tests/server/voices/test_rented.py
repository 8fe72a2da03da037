"""A voice that is rented by the character: what leaves, what comes back, and everything that can come back instead."""

import socket
import threading
import time
from dataclasses import replace

import pytest

from loa.server.voices.engines import http
from loa.server.voices.engines.errors import NothingToSpeak, RentedVoiceFailed, RentedVoiceSpent
from loa.server.voices.engines.http import Rented, RentedVoice
from loa.server.voices.mixing.encode import to_mp3, to_wav
from loa.server.voices.mixing.pcm import PCM, RATE_HZ, pause

from .conftest import Hum
from .speech_service import Service, chunked, dripping, endless, serving, sound, status

SENTENCE = "Đề nghị bà con ở nhà."
SPOKEN = Hum().speak(SENTENCE)


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Nobody waits between two attempts, or rests after them, in a test."""
    monkeypatch.setattr(http, "WAIT_SECONDS", 0)


@pytest.fixture
def voice_of():
    voices = []

    def make(service: Service, *, spent: list | None = None, **told: object) -> RentedVoice:
        rented = Rented(url=service.url, name="Giọng Thuê", **{"key": "secret", "header": "X-Key: {key}-1", **told})
        voices.append(RentedVoice(rented, lambda _, n: spent.append(n) if spent is not None else None))
        return voices[-1]

    yield make
    for voice in voices:
        voice.close()


def failing(voice: RentedVoice, text: str = SENTENCE) -> str:
    with pytest.raises(RentedVoiceFailed) as refused:
        voice.speak(text)
    assert "Giọng Thuê" in str(refused.value)
    return refused.value.facts["why"]


def test_text_goes_out_as_the_administrator_wrote_it_and_sound_comes_back(voice_of):
    with serving(Service(sound(to_wav(SPOKEN)))) as service:
        body = '{"input": {"text": "{text}"}, "voice": "lan", "speed": "{rate}", "note": "x{rate}", "list": ["{text}", 1, null]}'
        heard = voice_of(service, body=body, header="X-Token: {key}", key="k-1").speak('Nói "{rate}" và {key}\\n.', rate=0.85)
    said = 'Nói "{rate}" và {key}\\n.'
    assert service.asked == [{"input": {"text": said}, "voice": "lan", "speed": 0.85, "note": "x0.85", "list": [said, 1, None]}]
    assert service.headers[0]["X-Token"] == "k-1"
    assert heard.samples == SPOKEN.samples


@pytest.mark.parametrize("answer", [sound(to_wav(SPOKEN)), sound(to_mp3(SPOKEN), kind="audio/mpeg"), chunked(to_wav(SPOKEN))])
def test_wav_and_mp3_are_heard_whole(voice_of, answer):
    with serving(Service(answer)) as service:
        assert voice_of(service, key="").speak(SENTENCE).seconds == pytest.approx(SPOKEN.seconds, abs=0.01)


def test_one_short_word_is_sound_too(voice_of):
    with serving(Service(sound(to_wav(PCM(SPOKEN.data[: RATE_HZ // 2]))))) as service:
        assert voice_of(service).speak("Ừ.").seconds == pytest.approx(0.25)


def test_where_the_service_knows_no_pace_the_sound_is_stretched_here(voice_of):
    with serving(Service(sound(to_wav(SPOKEN)))) as service:
        assert voice_of(service).speak(SENTENCE, rate=0.8).seconds == pytest.approx(SPOKEN.seconds / 0.8, rel=0.03)


def test_each_request_is_counted_before_it_leaves(voice_of):
    spent: list[int] = []
    with serving(Service(status(503), sound(to_wav(SPOKEN)))) as service:
        voice_of(service, spent=spent).speak(SENTENCE)
    assert spent == [len(SENTENCE)] * 2


def test_what_the_count_refuses_never_leaves():
    def refuse(*_: object) -> None:
        raise RentedVoiceSpent(engine="x", characters=1, most=1, month="7/2021")

    with serving(Service(sound(to_wav(SPOKEN)))) as service:
        voice = RentedVoice(Rented(url=service.url, name="Giọng Thuê"), refuse)
        with pytest.raises(RentedVoiceSpent):
            voice.speak(SENTENCE)
    assert service.asked == []


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504])
def test_a_service_that_stumbles_is_asked_once_more(voice_of, code):
    with serving(Service(status(code), sound(to_wav(SPOKEN)))) as service:
        assert voice_of(service).speak(SENTENCE).seconds > 1


@pytest.mark.parametrize("code", [400, 401, 403, 404, 204])
def test_a_refusal_is_taken_at_its_word(voice_of, code):
    with serving(Service(status(code))) as service:
        assert failing(voice_of(service)) == f"HTTP {code}"
    assert len(service.asked) == 1


def test_nobody_is_followed_to_another_address(voice_of):
    with serving(Service(sound(to_wav(SPOKEN)))) as other, serving(Service(status(302, Location=other.url))) as service:
        assert failing(voice_of(service)) == "HTTP 302"
    assert other.asked == []


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (sound(b"<html>Het tien</html>", kind="text/html"), "not_sound"),
        (sound(b'{"audio": "later"}', kind="application/json"), "not_sound"),
        (sound(b""), "not_sound"),
        (sound(to_wav(PCM(b""))), "not_sound"),
        (sound(to_wav(SPOKEN)[:4000], promised=len(to_wav(SPOKEN))), "cut_off"),
        (sound(to_wav(pause(120))), "recording_too_long"),
        (endless, "too_large"),
    ],
    ids=["a page", "json", "nothing", "no samples", "cut off", "two minutes of it", "endless"],
)
def test_what_is_no_sound_of_this_sentence_is_refused(voice_of, answer, why):
    with serving(Service(answer)) as service:
        assert failing(voice_of(service)) == why


def test_a_service_that_drips_is_given_up_at_the_moment_agreed(voice_of):
    released = threading.Event()
    with serving(Service(dripping(released))) as service:
        began = time.monotonic()
        assert failing(voice_of(service, total_seconds=0.4)) == "slow"
        assert time.monotonic() - began < 3
        released.set()


def test_a_service_that_says_nothing_is_given_up(voice_of):
    released = threading.Event()
    with serving(Service(lambda _: released.wait(5))) as service:
        assert failing(voice_of(service, total_seconds=0.3)) == "slow"
        released.set()


def test_nobody_at_the_address(voice_of):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        service = Service()
        service.port = free.getsockname()[1]
    assert failing(voice_of(service)) == "unreachable"


def test_a_service_that_is_down_is_left_alone_for_a_while(voice_of):
    with serving(Service(status(403), sound(to_wav(SPOKEN)))) as service:
        voice = voice_of(service)
        failing(voice)
        assert failing(voice) == "resting"
        voice._rests_until = 0
        assert voice.speak(SENTENCE).seconds > 1


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"url": "http://tts.example/x"}, "https"),
        ({"url": "ftp://127.0.0.1/x"}, "https"),
        ({"url": "http://127.0.0.1.example/x"}, "https"),
        ({"url": "http://10.0.0.7/x"}, "https"),
        ({"body": "{text}"}, "body"),
        ({"body": '{"text": "xin chào"}'}, "body"),
        ({"header": "X Key: {key}"}, "header"),
        ({"header": "no colon"}, "header"),
        ({"header": "X-Key: a\r\nX-More: b"}, "header"),
        ({"key": "khóa\n"}, "key"),
        ({"url": "https://tts.example/x"}, ""),
        ({"url": "http://localhost:1/x"}, ""),
        ({"url": "http://[::1]:1/x"}, ""),
        ({"header": ""}, ""),
    ],
)
def test_settings_that_would_send_text_in_the_clear_or_to_nowhere_are_refused_before_anything_leaves(told, fault):
    rented = replace(Rented(url="https://tts.example/x", name="Giọng Thuê"), **told)
    assert rented.fault == fault
    if fault:
        sent: list[int] = []
        with pytest.raises(RentedVoiceFailed):
            RentedVoice(rented, lambda _, n: sent.append(n)).speak(SENTENCE)
        assert sent == []


def test_the_key_shows_in_no_hash_and_in_no_line_of_a_log():
    rented = Rented(url="https://tts.example/x", name="Giọng Thuê", key="secret")
    voice = RentedVoice(rented, lambda *_: None)
    assert "secret" not in repr(rented)
    assert dict(voice.settings) == dict(RentedVoice(replace(rented, key="khác"), lambda *_: None).settings)


def test_a_text_that_broke_off_is_not_paid_for_again(voice_of):
    spent: list[int] = []
    with serving(Service(sound(to_wav(SPOKEN)))) as service:
        voice = voice_of(service, spent=spent)
        assert voice.speak(SENTENCE) == voice.speak(SENTENCE)
        for n in range(http.MOST_KEPT):
            voice.speak(f"Câu số {n}.")
        assert len(spent) == http.MOST_KEPT + 1
        assert len(voice._kept) == http.MOST_KEPT


def test_nothing_to_speak_costs_nothing(voice_of):
    spent: list[int] = []
    with serving(Service(sound(to_wav(SPOKEN)))) as service, pytest.raises(NothingToSpeak):
        voice_of(service, spent=spent).speak("…")
    assert spent == []
