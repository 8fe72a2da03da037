"""What every registered voice keeps to: the same text gives the same samples, at a loudness that one fixed gain brings to -16 LUFS."""

import io
import json

import pytest
from mutagen.id3 import ID3

from loa.core.speakable import speakable
from loa.server.voices.engines.calibration import calibrated
from loa.server.voices.engines.errors import NothingToSpeak
from loa.server.voices.engines.piper import Piper
from loa.server.voices.engines.registry import DEFAULT, ENGINES
from loa.server.voices.mixing.encode import machine_voice, to_mp3
from loa.server.voices.mixing.levels import assert_loudness, level
from loa.server.voices.mixing.pcm import join

from ..server.voices.made_voice import make_voice

TEXTS = (
    "Thời gian: từ 7h30 đến 11h30 ngày 2/8/2021.",
    "Theo công văn 1349/STTTT-BCXBTT, đề nghị bà con thực hiện 5K khi đi tiêm vắc xin COVID-19.",
    "Mọi thắc mắc xin gọi 1900 9095; xem thêm tại tiemchungcovid19.gov.vn.",
)


@pytest.fixture(scope="module", params=[*ENGINES, "piper"])
def voice(request, tmp_path_factory):
    """Every registered voice, and one that an office installs."""
    if request.param in ENGINES:
        voice = ENGINES[request.param]()
    else:
        model = make_voice(tmp_path_factory.mktemp("voices"))
        voice = Piper(model.parent, model.stem)
    yield voice
    voice.close()


def test_the_default_voice_is_registered():
    assert DEFAULT in ENGINES


def test_a_voice_says_who_it_is_in_values_that_go_into_a_hash(voice):
    assert voice.name
    assert voice.voice
    assert isinstance(voice.machine, bool)
    assert isinstance(voice.breathes, bool)
    assert voice.shown
    assert json.loads(json.dumps(dict(voice.settings))) == dict(voice.settings)
    assert len(f"{voice.name}/{voice.voice}") <= 80


def test_the_same_text_gives_the_same_samples_after_a_restart_too(voice):
    first = voice.speak(speakable(TEXTS[0]))
    voice.close()
    assert voice.speak(speakable(TEXTS[0])) == first
    assert first.seconds > 1


def test_a_slower_pace_takes_longer_and_is_repeatable(voice):
    own, slow = voice.speak(speakable(TEXTS[0])), voice.speak(speakable(TEXTS[0]), rate=0.85)
    assert slow.seconds == pytest.approx(own.seconds / 0.85, rel=0.08)
    assert voice.speak(speakable(TEXTS[0]), rate=0.85) == slow
    assert voice.speak(speakable(TEXTS[0])) == own


@pytest.mark.parametrize("nothing", ["", "   ", "…", "\n"])
def test_a_text_without_a_word_is_told_and_not_spoken(voice, nothing):
    with pytest.raises(NothingToSpeak):
        voice.speak(nothing)


def test_one_fixed_gain_brings_an_assembled_encoded_bulletin_to_the_loudness_of_the_house(voice):
    gain = calibrated(voice)
    sound = join([level(voice.speak(speakable(text)), gain) for text in TEXTS], 0.45)
    mp3 = to_mp3(sound, {"voice": machine_voice(voice.shown)} if voice.machine else {})
    assert abs(assert_loudness(mp3) + 16) <= 1
    assert (str(ID3(io.BytesIO(mp3)).get("TXXX:voice", "")) == machine_voice(voice.shown)) is voice.machine
