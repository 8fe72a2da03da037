"""The real engine, in its own process."""

import os
import signal
import subprocess
import sys

import pytest

from loa.core.length import ESPEAK, estimate_seconds
from loa.server.voices.engines.errors import EngineUnavailable, NoSuchEngine, NothingToSpeak
from loa.server.voices.engines.espeak import Espeak
from loa.server.voices.engines.registry import ENGINES, engine
from loa.server.voices.mixing.filters import peak
from loa.server.voices.mixing.pcm import RATE_HZ

SENTENCE = "Ủy ban nhân dân phường thông báo lịch tiêm vắc xin phòng cô vít mười chín."


@pytest.fixture(scope="module")
def voice():
    voice = Espeak()
    yield voice
    voice.close()


@pytest.mark.parametrize("name", ENGINES)
def test_every_registered_engine_names_itself_and_its_settings(name):
    assert engine(name).name == name
    assert engine(name).voice
    assert dict(engine(name).settings)


def test_an_engine_nobody_registered_is_refused():
    with pytest.raises(NoSuchEngine):
        engine("giọng lạ")


def test_a_sentence_becomes_sound(voice):
    pcm = voice.speak(SENTENCE)
    assert 3 < pcm.seconds < 8
    assert peak(pcm) > 3000


def test_the_same_sentence_always_gives_the_same_samples(voice):
    first = voice.speak(SENTENCE)
    voice.speak("Một câu khác, dài hơn, để bộ đếm bên trong chạy đi.")
    assert voice.speak(SENTENCE).sha256 == first.sha256
    other = Espeak()
    assert other.speak(SENTENCE).sha256 == first.sha256
    other.close()


def test_six_tones_are_six_sounds(voice):
    assert len({voice.speak(f"{word}.").sha256 for word in ("ma", "má", "mà", "mả", "mã", "mạ")}) == 6


def test_six_tones_have_pitches_of_their_own(voice):
    """High or rising: ngang, sắc, ngã; low or falling: huyền, nặng. Judged by zero crossings of the low-passed last third."""
    ends = {word: _pitch_hz(voice.speak(word * 1 + ".").data, last_third=True) for word in ("má", "mà", "mạ", "mã")}
    assert ends["má"] > ends["mà"] * 1.1
    assert ends["mã"] > ends["mạ"] * 1.1


def _pitch_hz(data: bytes, *, last_third: bool) -> float:
    """Autocorrelation peak between 60 and 300 Hz, in the middle of the part."""
    from array import array

    samples = array("h", data)[::4]
    rate = RATE_HZ / 4
    end = max(i for i, value in enumerate(samples) if abs(value) > 2000)
    start = min(i for i, value in enumerate(samples) if abs(value) > 2000)
    middle = start + (end - start) * 3 // 4 if last_third else (start + end) // 2
    window = samples[max(0, middle - 500) : middle + 500]
    lags = range(int(rate / 300), int(rate / 60))
    best = max(lags, key=lambda lag: sum(window[i] * window[i + lag] for i in range(len(window) - lag)) / (len(window) - lag))
    return rate / best


def test_a_killed_worker_is_replaced_and_sounds_the_same(voice):
    before = voice.speak(SENTENCE)
    os.kill(voice.pid, signal.SIGKILL)
    assert voice.speak(SENTENCE) == before


def test_a_hanging_worker_is_given_up_after_its_time():
    voice = Espeak(timeout_seconds=0.3)
    voice.speak("một")
    os.kill(voice.pid, signal.SIGSTOP)
    assert voice.speak("hai").seconds > 0.1  # the second worker answers
    voice.close()


def test_a_voice_that_does_not_exist_says_so():
    with pytest.raises(EngineUnavailable):
        Espeak(voice="không có").speak("một")


def test_closing_ends_the_process(voice):
    voice.speak("một")
    pid = voice.pid
    voice.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert voice.speak("hai").seconds > 0.1


@pytest.mark.parametrize("text", ["", "  ", "...", "\0"])
def test_nothing_to_speak_is_refused(voice, text):
    with pytest.raises(NothingToSpeak):
        voice.speak(text)


@pytest.mark.parametrize("text", ["một\0hai", "<speak>một</speak>", "[[m'o]] một", "một " * 3000, "một 😀 hai", "🙂1"])
def test_odd_text_is_spoken_and_the_worker_lives(voice, text):
    assert voice.speak(text).seconds > 0.1


def test_the_worker_does_not_import_django():
    code = "import sys, loa.server.voices.engines.espeak, loa.server.voices.engines.espeak_worker; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, env={**os.environ, "PYTHONPATH": "src"}).returncode == 0


def test_the_estimate_meets_the_voice(voice):
    text = "Đề nghị các hộ gia đình thực hiện nghiêm việc ở nhà, chỉ ra ngoài khi thật sự cần thiết, và khai báo y tế mỗi ngày."
    assert estimate_seconds(text, syllables_per_minute=ESPEAK) == pytest.approx(voice.speak(text).seconds + 0.6, rel=0.12)
