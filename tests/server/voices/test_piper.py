"""A Piper voice of the office's own, in its own process: the small one that the tests make, and everything that can be wrong with one."""

import importlib.util
import json
import os
import signal
import time
from pathlib import Path

import pytest

from loa.server.voices.engines import piper
from loa.server.voices.engines.errors import EngineUnavailable, NoSuchEngine, NothingToSpeak, PiperMissing, VoiceFilesBroken
from loa.server.voices.engines.piper import Piper, installed
from loa.server.voices.engines.registry import DEFAULT, Beside, catalogue, engine
from loa.server.voices.mixing.filters import peak

from .made_voice import SAMPLES, config, make_voice

SENTENCE = "Đề nghị bà con ở nhà, đeo khẩu trang."


@pytest.fixture
def folder(tmp_path):
    make_voice(tmp_path)
    return tmp_path


@pytest.fixture
def voice(folder):
    voice = Piper(folder, "vi_VN-thu")
    yield voice
    voice.close()


def test_a_sentence_becomes_sound(voice):
    pcm = voice.speak(SENTENCE)
    assert pcm.seconds > len(SENTENCE) * SAMPLES / 22_050
    assert peak(pcm) > 3000


def test_the_same_sentence_gives_the_same_samples_after_a_restart_too(voice):
    first = voice.speak(SENTENCE)
    voice.speak("Một câu khác.")
    assert voice.speak(SENTENCE) == first
    voice.close()
    assert voice.speak(SENTENCE) == first


def test_at_a_slower_pace_it_takes_longer(voice):
    assert voice.speak(SENTENCE, rate=0.8).seconds == pytest.approx(voice.speak(SENTENCE).seconds / 0.8, rel=0.01)


def test_a_voice_that_takes_words_apart_by_sound_speaks_too(tmp_path):
    """The usual kind: espeak-ng's phonemes, by the library inside Piper."""
    made = {**config("espeak"), "phoneme_id_map": {c: [3 + at] for at, c in enumerate("_^$ abdefhijklmnoprstuvwxzəɛɔŋɲɣɜʊɪ")}}
    make_voice(tmp_path).with_name("vi_VN-thu.onnx.json").write_text(json.dumps(made), encoding="utf-8")
    voice = Piper(tmp_path, "vi_VN-thu")
    assert voice.speak(SENTENCE).seconds > 1
    voice.close()


def test_other_files_in_its_place_are_another_voice(voice, folder):
    before = dict(voice.settings)
    (folder / "vi_VN-thu.onnx.json").write_text(json.dumps(config() | {"more": 1}), encoding="utf-8")
    assert dict(voice.settings)["files_sha256"] != before["files_sha256"]
    assert voice.speak(SENTENCE).seconds > 1


def test_a_killed_worker_is_replaced_and_sounds_the_same(voice):
    before = voice.speak(SENTENCE)
    os.kill(voice.pid, signal.SIGKILL)
    assert voice.speak(SENTENCE) == before


def test_a_hanging_worker_is_given_up_after_its_time(folder):
    voice = Piper(folder, "vi_VN-thu", timeout_seconds=0.5)
    voice.speak("một")
    os.kill(voice.pid, signal.SIGSTOP)
    assert voice.speak("hai").seconds > 0.1
    voice.close()


def test_a_voice_that_nobody_asks_for_gives_its_memory_back_and_returns(voice, monkeypatch):
    monkeypatch.setattr(piper, "IDLE_SECONDS", 0.1)
    first = voice.speak(SENTENCE)
    until = time.monotonic() + 5
    while voice.pid and time.monotonic() < until:
        time.sleep(0.05)
    assert voice.pid is None
    assert voice.speak(SENTENCE) == first


def test_the_worker_is_told_no_secret(voice, monkeypatch):
    monkeypatch.setenv("LOA_SECRET", "nobody's business")
    voice.speak("một")
    assert b"LOA_" not in Path(f"/proc/{voice.pid}/environ").read_bytes()


def test_a_worker_gets_no_more_memory_than_it_is_given(folder):
    voice = Piper(folder, "vi_VN-thu", memory_mb=60)
    with pytest.raises(EngineUnavailable):
        voice.speak("một")


@pytest.mark.parametrize(
    "broken",
    [
        lambda folder: (folder / "vi_VN-thu.onnx").write_bytes(b"no model"),
        lambda folder: (folder / "vi_VN-thu.onnx").write_bytes((folder / "vi_VN-thu.onnx").read_bytes()[:9000]),
        lambda folder: (folder / "vi_VN-thu.onnx").write_bytes(b""),
        lambda folder: (folder / "vi_VN-thu.onnx").unlink(),
        lambda folder: (folder / "vi_VN-thu.onnx.json").unlink(),
        lambda folder: (folder / "vi_VN-thu.onnx.json").write_text("[1, 2"),
        lambda folder: (folder / "vi_VN-thu.onnx.json").write_text("[1, 2]"),
        lambda folder: (folder / "vi_VN-thu.onnx.json").write_text("{}"),
        lambda folder: (folder / "vi_VN-thu.onnx.json").write_text(json.dumps(config(rate_hz=1))),
    ],
    ids=["no model", "half a model", "empty", "no file", "no config", "torn config", "a list", "nothing in it", "no rate"],
)
def test_files_that_are_no_voice_are_refused_by_name(folder, broken):
    broken(folder)
    voice = Piper(folder, "vi_VN-thu")
    with pytest.raises(VoiceFilesBroken) as refused:
        voice.speak(SENTENCE)
    assert "vi_VN-thu" in str(refused.value)


@pytest.mark.parametrize("alphabet", ["pinyin", "hebrew", "japanese", "thai", "anything"])
def test_a_voice_that_would_fetch_tables_from_outside_is_refused(folder, alphabet):
    (folder / "vi_VN-thu.onnx.json").write_text(json.dumps(config(alphabet)), encoding="utf-8")
    with pytest.raises(VoiceFilesBroken):
        Piper(folder, "vi_VN-thu").speak(SENTENCE)


def test_without_the_software_it_is_told_what_to_install(folder, monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr(piper.importlib.util, "find_spec", lambda name: None if name == "piper" else found(name))
    with pytest.raises(PiperMissing, match="neural-tts"):
        Piper(folder, "vi_VN-thu").speak(SENTENCE)


@pytest.mark.parametrize("text", ["", " ", "…"])
def test_nothing_to_speak_is_refused(voice, text):
    with pytest.raises(NothingToSpeak):
        voice.speak(text)


@pytest.mark.parametrize("text", ["một\0hai", "[[m'o]] một", "[[ ]]hai", "một " * 500, "một 😀 hai", "日本 một"])
def test_odd_text_is_spoken_and_the_worker_lives(voice, text):
    assert voice.speak(text).seconds > 0.1
    assert voice.pid


def test_the_folder_offers_whole_pairs_with_plain_names_only(folder):
    (folder / "half.onnx").write_bytes(b"")
    (folder / "lạ lùng.onnx").write_bytes(b"")
    (folder / "lạ lùng.onnx.json").write_text("{}")
    assert installed(folder) == ("vi_VN-thu",)
    assert installed(folder / "nowhere") == ()
    assert list(catalogue(Beside(folder=folder))) == [DEFAULT, "piper:vi_VN-thu"]


def test_only_what_lies_in_the_folder_can_be_asked_for(folder):
    beside = Beside(folder=folder)
    assert engine("piper:vi_VN-thu", beside) is engine("piper:vi_VN-thu", beside)
    for name in ("piper:../vi_VN-thu", "piper:khác", "piper:", "http"):
        with pytest.raises(NoSuchEngine):
            engine(name, beside)
