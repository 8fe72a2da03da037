"""Giọng đọc at its page: what is installed, what it sounds like, which one speaks for the office, what a rented one cost."""

from datetime import date

import pytest

from loa.core.priorities import Priority
from loa.core.roles import Role
from loa.server.bulletins.models import Bulletin
from loa.server.people.queries import actors_of
from loa.server.people.services import Newcomer, take_in
from loa.server.voices.engines.registry import forget
from loa.server.voices.models import OfficeVoice, VoiceSpending
from loa.server.voices.queries import own_voice
from loa.server.voices.services import prepare_track

from ..conftest import DAY, NOW, OWNER
from ..voices.conftest import hum  # noqa: F401  the voice that hums
from ..voices.made_voice import make_voice
from .conftest import WEDNESDAY

PIPER = "piper:vi_VN-thu"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.LOA_VOICES = tmp_path / "voices"
    make_voice(settings.LOA_VOICES)
    yield settings.LOA_VOICES
    forget()


def test_a_voice_is_heard_before_it_is_chosen(cast, as_, hum):  # noqa: F811
    browser = as_(cast.drafter)
    assert "Piper, vi_VN-thu" in browser.get("/giong-doc/").content.decode()
    assert browser.get("/giong-doc/nghe/", {"giong": PIPER}).status_code == 404
    assert browser.post(f"/giong-doc/{cast.department}/nghe-thu/", {"voice": PIPER}).status_code == 302
    assert browser.get("/giong-doc/nghe/", {"giong": PIPER})["Content-Type"] == "audio/mpeg"
    assert "<audio" in browser.get("/giong-doc/").content.decode()
    assert browser.post(f"/giong-doc/{cast.department}/chon/", {"voice": PIPER}).status_code == 302
    assert own_voice(cast.department, at=WEDNESDAY) == PIPER
    assert "đang dùng" in browser.get("/giong-doc/").content.decode()


def test_nobody_chooses_at_a_neighbours_page(cast, as_):
    browser = as_(cast.officer)
    for door in ("chon", "nghe-thu"):
        assert browser.post(f"/giong-doc/{cast.neighbour}/{door}/", {"voice": PIPER}).status_code == 404


def test_a_voice_that_cannot_speak_says_why(cast, as_, folder):
    (folder / "vi_VN-thu.onnx").write_bytes(b"torn")
    answer = as_(cast.drafter).post(f"/giong-doc/{cast.department}/nghe-thu/", {"voice": PIPER})
    assert answer.status_code == 503
    assert ".onnx.json" in answer.content.decode()


def test_what_a_rented_voice_cost_is_shown_to_who_manages_and_to_nobody_else(cast, as_, settings):
    settings.LOA_VOICE_HTTP_URL, settings.LOA_VOICE_HTTP_NAME, settings.LOA_VOICE_HTTP_CHARACTERS = (
        "https://tts.example/x",
        "Giọng Thuê",
        50_000,
    )
    VoiceSpending.objects.create(voice="Giọng Thuê", month=date(2021, 8, 1), characters=1234, requests=20)
    newcomer = Newcomer(full_name="Quản trị Sở", roles=((Role.ADMINISTRATOR, cast.department),), simulated=True)
    [person] = take_in([newcomer], valid_from=date(2021, 1, 1), by=OWNER, now=NOW)
    assert "1.234 trong 50.000 ký tự" in as_(actors_of([person], on=DAY)[person.pk]).get("/giong-doc/").content.decode()
    told = as_(cast.drafter).get("/giong-doc/").content.decode()
    assert "Giọng Thuê" in told
    assert "1.234" not in told


def test_an_office_reads_to_whom_a_rented_voice_sends_its_drafts(cast, as_, settings, make_bulletin):
    settings.LOA_VOICE_HTTP_URL, settings.LOA_VOICE_HTTP_NAME = "https://tts.example/x", "Giọng Thuê"
    settings.LOA_VOICE_HTTP_CHARACTERS = 50_000
    told = as_(cast.drafter).get("/giong-doc/").content.decode()
    assert "gửi qua Internet tới tts.example" in told
    assert "Lời của bản thảo cũng được gửi" in told
    page = f"/ban-tin/{make_bulletin('draft').pk}/"
    assert "tts.example" not in as_(cast.drafter).get(page).content.decode()
    OfficeVoice.objects.create(agency_id=cast.department, voice="http", made_at=NOW)
    assert "kể cả của bản thảo chưa duyệt, được gửi qua Internet tới tts.example" in as_(cast.drafter).get(page).content.decode()


def test_whoever_approves_reads_that_another_voice_stood_in(cast, as_, make_bulletin, hum):  # noqa: F811
    OfficeVoice.objects.create(agency_id=cast.department, voice="piper:gone", made_at=NOW)
    bulletin = make_bulletin("submitted")
    prepare_track(revision_id=bulletin.revisions.get().pk, now=NOW)
    assert "Giọng máy (hum), đọc thay piper:gone" in as_(cast.approver).get(f"/ban-tin/{bulletin.pk}/").content.decode()
    assert "piper:gone" in as_(cast.drafter).get("/giong-doc/").content.decode()


def test_an_announcers_sheet_of_an_emergency_says_the_key_sentence_twice(cast, as_, make_bulletin):
    bulletin = make_bulletin("draft", text="Kính thưa nhân dân. Nước sông lên nhanh.")
    desk = f"/ban-tin/{bulletin.pk}/ban-doc/"
    assert "Xin nhắc lại" not in as_(cast.drafter).get(desk).content.decode()
    Bulletin.objects.filter(pk=bulletin.pk).update(priority=Priority.EMERGENCY)
    told = as_(cast.drafter).get(desk).content.decode()
    assert told.count("Nước sông lên nhanh") >= 2
    assert "Xin nhắc lại" in told
