"""Which voice speaks for an office, what happens when it does not, and what a rented one costs."""

import io
from contextlib import ExitStack
from datetime import date, timedelta

import pytest
from mutagen.id3 import ID3

from loa.core.roles import Role
from loa.server.bulletins.models import Approval
from loa.server.kit import files
from loa.server.kit.actors import RightMissing
from loa.server.kit.models import AuditEntry
from loa.server.people.queries import actors_of
from loa.server.people.services import Newcomer, take_in
from loa.server.voices.engines import http
from loa.server.voices.engines.errors import NoSuchEngine, PiperMissing, RentedVoiceFailed, RentedVoiceSpent
from loa.server.voices.engines.registry import DEFAULT, forget
from loa.server.voices.mixing.encode import machine_voice, to_wav
from loa.server.voices.models import Clip, OfficeVoice, VoiceSpending
from loa.server.voices.queries import marks_of, own_voice, voice_of, voices_installed
from loa.server.voices.services import choose_voice, prepare_track, sample_voice, voice_frame

from ..conftest import DAY, NOW, OWNER
from .conftest import Hum
from .made_voice import make_voice
from .speech_service import Service, serving, sound, status

LATER = NOW + timedelta(hours=1)
PIPER = "piper:vi_VN-thu"
HUMMED = to_wav(Hum().speak(" ".join(str(n) for n in range(20))))


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(http, "WAIT_SECONDS", 0)
    yield
    forget()


@pytest.fixture
def manager(cast):
    newcomer = Newcomer(full_name="Quản trị Sở", roles=((Role.ADMINISTRATOR, cast.department),), simulated=True)
    [person] = take_in([newcomer], valid_from=date(2021, 1, 1), by=OWNER, now=NOW)
    return actors_of([person], on=DAY)[person.pk]


@pytest.fixture
def folder(settings, tmp_path):
    settings.LOA_VOICES = tmp_path / "voices"
    make_voice(settings.LOA_VOICES)
    return settings.LOA_VOICES


@pytest.fixture
def rented(settings):
    """A service on this machine, set up as an administrator would."""
    with ExitStack() as open_services:

        def rent(*answers, characters: int = 100_000) -> Service:
            service = open_services.enter_context(serving(Service(*(answers or (sound(HUMMED),)))))
            settings.LOA_VOICE_HTTP_URL, settings.LOA_VOICE_HTTP_NAME = service.url, "Giọng Thuê"
            settings.LOA_VOICE_HTTP_CHARACTERS = characters
            return service

        yield rent


def tag(track) -> str:
    return str(ID3(io.BytesIO(files.read(track.mp3_sha256, ending=".mp3")))["TXXX:voice"])


def choose(agency_id, voice, *, now=NOW):
    """The row as a service would leave it."""
    OfficeVoice.objects.filter(agency=agency_id, ended_at=None).update(ended_at=now)
    return OfficeVoice.objects.create(agency_id=agency_id, voice=voice, made_at=now)


def test_without_anything_installed_there_is_the_one_voice(cast, home):
    assert list(voices_installed()) == [DEFAULT]
    assert voice_of(cast.ward, at=NOW) == DEFAULT


def test_an_office_chooses_among_what_is_installed(cast, folder):
    choose_voice(agency_id=cast.department, voice=PIPER, by=cast.drafter, now=NOW)
    assert own_voice(cast.department, at=NOW) == PIPER
    entry = AuditEntry.objects.get(event="voice.chosen")
    assert entry.payload["voice"] == "Piper, vi_VN-thu"
    assert (entry.before, entry.after) == ({"voice": ""}, {"voice": PIPER})
    choose_voice(agency_id=cast.department, voice=PIPER, by=cast.drafter, now=LATER)
    assert AuditEntry.objects.filter(event="voice.chosen").count() == 1


def test_what_is_not_installed_is_not_chosen(cast, folder):
    for voice in ("piper:khác", "http", "piper:../x"):
        with pytest.raises((NoSuchEngine, RightMissing)):
            choose_voice(agency_id=cast.department, voice=voice, by=cast.drafter, now=NOW)
    assert not OfficeVoice.objects.exists()


def test_nobody_chooses_for_another_office_and_only_who_manages_rents(cast, manager, folder, rented):
    rented()
    with pytest.raises(RightMissing):
        choose_voice(agency_id=cast.department, voice=PIPER, by=cast.officer, now=NOW)
    with pytest.raises(RightMissing):
        choose_voice(agency_id=cast.department, voice="http", by=cast.drafter, now=NOW)
    choose_voice(agency_id=cast.department, voice="http", by=manager, now=NOW)
    assert voice_of(cast.department, at=NOW) == "http"


def test_a_choice_ends_and_stays_readable(cast, folder):
    choose_voice(agency_id=cast.department, voice=PIPER, by=cast.drafter, now=NOW)
    assert choose_voice(agency_id=cast.department, voice="", by=cast.drafter, now=LATER) is None
    assert (voice_of(cast.department, at=NOW), voice_of(cast.department, at=LATER)) == (PIPER, DEFAULT)
    assert OfficeVoice.objects.count() == 1


def test_an_office_that_chose_none_is_spoken_for_as_the_nearest_office_above(cast, folder):
    choose(cast.department, PIPER)
    assert voice_of(cast.ward, at=NOW) == PIPER
    choose(cast.ward, DEFAULT)
    assert voice_of(cast.ward, at=NOW) == DEFAULT


def test_a_text_is_spoken_in_the_voice_of_the_office_that_wrote_it(cast, make_bulletin, folder, hum):
    choose(cast.department, PIPER)
    track = prepare_track(revision_id=make_bulletin().revisions.get().pk, now=NOW)
    assert tag(track) == machine_voice("Piper, vi_VN-thu")
    assert marks_of(track) == (machine_voice("Piper, vi_VN-thu"),)
    assert abs(track.loudness_lufs + 16) <= 1
    assert hum.spoken == []


def test_a_voice_that_is_gone_is_stood_in_for_and_the_sound_says_so(cast, make_bulletin, folder, hum):
    choose(cast.department, PIPER)
    (folder / "vi_VN-thu.onnx").write_bytes(b"torn")
    track = prepare_track(revision_id=make_bulletin().revisions.get().pk, now=NOW)
    assert tag(track) == "Giọng máy (hum), đọc thay Piper, vi_VN-thu"
    assert track.machine
    (folder / "vi_VN-thu.onnx").unlink()
    assert tag(prepare_track(revision_id=make_bulletin().revisions.get().pk, now=NOW)).endswith(f"đọc thay {PIPER}")


def test_a_rented_voice_speaks_and_each_sentence_is_sent_once(cast, make_bulletin, rented, hum):
    service = rented()
    choose(cast.department, "http")
    revision = make_bulletin(text="Câu thứ nhất. Câu thứ hai.").revisions.get()
    track = prepare_track(revision_id=revision.pk, now=NOW)
    sent = len(service.asked)
    assert tag(track) == machine_voice("Giọng Thuê")
    assert prepare_track(revision_id=revision.pk, now=LATER).pk == track.pk
    assert len(service.asked) == sent
    spent = VoiceSpending.objects.get()
    assert (spent.requests, spent.characters) == (sent, sum(len(body["text"]) for body in service.asked))
    assert AuditEntry.objects.filter(event="voice.text_sent_out").count() == sent
    assert not any("Câu thứ" in str(e.payload) for e in AuditEntry.objects.filter(event="voice.text_sent_out"))


def test_when_the_service_fails_in_the_middle_the_whole_text_is_spoken_by_the_built_in_voice(cast, make_bulletin, rented, hum):
    good = sound(HUMMED)
    rented(*[good] * 9, status(403))  # the eight sentences it is calibrated on, one of the text, and no more
    choose(cast.department, "http")
    track = prepare_track(revision_id=make_bulletin(text="Câu thứ nhất. Câu thứ hai.").revisions.get().pk, now=NOW)
    assert tag(track) == "Giọng máy (hum), đọc thay Giọng Thuê"
    assert len({clip.voice for clip in Clip.objects.filter(pk__in=track.clips).exclude(voice="chime")}) == 1


def test_the_limit_of_the_month_stops_what_leaves_and_the_trail_says_when(cast, make_bulletin, rented, hum, settings):
    service = rented(characters=150)
    choose(cast.department, "http")
    track = prepare_track(revision_id=make_bulletin().revisions.get().pk, now=NOW)
    assert "đọc thay Giọng Thuê" in tag(track)
    spent = VoiceSpending.objects.get()
    assert sum(len(body["text"]) for body in service.asked) == spent.characters <= 150
    assert spent.stopped_at is not None
    asked = len(service.asked)
    prepare_track(revision_id=make_bulletin(text="Một câu khác.").revisions.get().pk, now=NOW)
    assert len(service.asked) == asked
    assert AuditEntry.objects.filter(event="voice.rented_stopped").count() == 1
    settings.LOA_VOICE_HTTP_CHARACTERS = 100_000
    assert tag(prepare_track(revision_id=make_bulletin(text="Một câu nữa.").revisions.get().pk, now=NOW)) == machine_voice("Giọng Thuê")


def test_a_service_that_answers_every_sentence_with_a_beep_is_stood_in_for(cast, make_bulletin, rented, hum):
    rented(sound(to_wav(Hum().speak("bíp"))))
    choose(cast.department, "http")
    assert "đọc thay Giọng Thuê" in tag(prepare_track(revision_id=make_bulletin().revisions.get().pk, now=NOW))


def test_without_a_limit_nothing_leaves(cast, manager, rented):
    service = rented(characters=0)
    with pytest.raises(RentedVoiceSpent):
        sample_voice(agency_id=cast.department, voice="http", by=manager, now=NOW)
    assert service.asked == []


def test_without_an_address_nothing_is_offered_and_nothing_leaves(cast, make_bulletin, home, hum):
    choose(cast.department, "http")
    track = prepare_track(revision_id=make_bulletin().revisions.get().pk, now=NOW)
    assert tag(track) == "Giọng máy (hum), đọc thay http"
    assert not VoiceSpending.objects.exists()


def test_what_was_approved_keeps_its_voice_whatever_is_chosen_later(cast, make_bulletin, folder, hum):
    revision = make_bulletin("approved").revisions.get()
    heard = prepare_track(revision_id=revision.pk, now=Approval.objects.get(revision=revision).at)
    Approval.objects.filter(revision=revision).update(audio_sha256=heard.audio_sha256)
    choose(cast.department, PIPER, now=Approval.objects.get(revision=revision).at - timedelta(days=1))
    assert prepare_track(revision_id=revision.pk, now=LATER).audio_sha256 == heard.audio_sha256
    own = prepare_track(revision_id=revision.pk, agency_id=cast.ward, now=LATER)
    assert own.clips == heard.clips


def test_a_sample_is_made_once_and_nobody_stands_in_for_it(cast, folder, hum, monkeypatch):
    first = sample_voice(agency_id=cast.department, voice=PIPER, by=cast.drafter, now=NOW)
    assert sample_voice(agency_id=cast.department, voice=PIPER, by=cast.drafter, now=LATER).pk == first.pk
    assert first.mark == machine_voice("Piper, vi_VN-thu")
    monkeypatch.setattr("loa.server.voices.engines.piper.importlib.util.find_spec", lambda _: None)
    with pytest.raises(PiperMissing):
        sample_voice(agency_id=cast.department, voice=PIPER, by=cast.drafter, now=LATER)


def test_a_sample_of_a_rented_voice_that_fails_is_a_sentence(cast, manager, rented):
    rented(status(401))
    with pytest.raises(RentedVoiceFailed, match="401"):
        sample_voice(agency_id=cast.department, voice="http", by=manager, now=NOW)


def test_the_frame_of_a_programme_is_spoken_in_its_offices_voice(cast, folder, hum):
    key = cast.ward
    choose(cast.ward, PIPER)
    framed = voice_frame(lines={key: "Đây là Đài truyền thanh phường.", cast.department: ""}, now=NOW, office_of={key: cast.ward})
    assert hum.spoken == []
    assert framed[key].machine
    assert not framed[cast.department].machine
