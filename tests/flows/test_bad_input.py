"""Bad input through the real doors: one sentence in Vietnamese, what was there is kept, and never an error of the server."""

import argparse
import io
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import docx
import pytest
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from loa.core.errors import LoaError
from loa.core.length import estimate_seconds
from loa.core.roles import Role
from loa.launch.commands import read as read_command
from loa.launch.commands import receive as receive_command
from loa.launch.commands import start as start_command
from loa.launch.samples import sample_letter
from loa.server.agencies.queries import agency_named
from loa.server.bulletins.models import Bulletin, BulletinKind, Revision, UnitText
from loa.server.bulletins.queries import own_sentences, sentences_of
from loa.server.bulletins.services import Words, draft_bulletin
from loa.server.documents.models import Correction, OfficialDocument
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.people.models import Account
from loa.server.people.queries import actors_of
from loa.server.people.services import Newcomer, take_in

pytestmark = pytest.mark.filterwarnings("ignore:No directory at")

OWNER = Actor.system("thử nghiệm")
NOW = datetime(2021, 8, 2, 2, 0, tzinfo=UTC)  # Monday, 09:00 in Hà Nội
DAY = date(2021, 8, 2)
LETTER = sample_letter().decode()
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
LONG_NAME = unicodedata.normalize("NFD", "Nguyễn Thị Hữu Ước " * 16)[:300].rstrip()
DECLARED = {
    "key": "diem_tiem",
    "sentence": "Địa điểm tiêm được báo trong giấy mời.",
    "template": "Điểm tiêm đặt tại {dia_diem}, ngày {ngay}.",
    "fields": [
        {"name": "dia_diem", "label": "Địa điểm tiêm", "type": "place"},
        {"name": "ngay", "label": "Ngày tiêm", "type": "dates"},
    ],
}


def bomb() -> bytes:
    """A DOCX of a few kilobytes that unpacks to 60 MB."""
    made, out = io.BytesIO(), io.BytesIO()
    docx.Document().save(made)
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, b"0" * 60_000_000 if name == "word/document.xml" else before.read(name))
    return out.getvalue()


# What is wrong with the file -> its bytes, and what the sentence speaks of.
FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "không có nội dung"),
    "binary": (bytes(range(256)) * 40, "không phải văn bản đọc được"),
    "50 MB": (bytes(50 * 1024 * 1024), "50 MB"),
    "not Vietnamese": (b"Dear all, nothing to report today. " * 9, "không phải tiếng Việt"),
    "with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "a zip bomb": (bomb(), "có thể gây hại"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def written(folder: Path, data: bytes, name: str = "van-ban.docx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@dataclass(frozen=True)
class Ward:
    """The ward Bạch Mai and the Sở above it, with the people who sit at their pages."""

    department: UUID
    ward: UUID
    clerk: Actor
    drafter: Actor
    officer: Actor
    leader: Actor


@pytest.fixture
def people(hanoi: None, home: Path) -> Iterator[Ward]:
    """A clerk and a drafter of the Sở, an officer and a leader of the ward; it is Monday morning for all of them."""
    clock.take_from(lambda: NOW)
    department, ward = (
        agency_named(name, on=DAY).agency_id for name in ("Sở Thông tin và Truyền thông", "Ủy ban nhân dân phường Bạch Mai")
    )
    parts = [(Role.CLERK, department), (Role.DRAFTER, department), (Role.COMMUNE_OFFICER, ward), (Role.APPROVER, ward)]
    newcomers = [Newcomer(full_name=f"{role.vi}", roles=((role, where),), simulated=True) for role, where in parts]
    found = take_in(newcomers, valid_from=date(2021, 1, 1), by=OWNER, now=NOW)
    actors = actors_of(found, on=DAY)
    yield Ward(department, ward, *(actors[person.pk] for person in found))
    clock.take_from(None)


@pytest.fixture
def page(client: Client):
    """The browser of one person; a view that breaks is an answer here, as it is for people, and no exception of the test."""
    client.raise_request_exception = False

    def of(actor: Actor) -> Client:
        account = Account.objects.create(username=str(actor.person_id), person_id=actor.person_id, password=make_password("x"))
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return of


def is_told(answer, *, status: int, words: str) -> None:
    """The page came, in Vietnamese, with the sentence."""
    assert answer.status_code == status, answer.content.decode()[:2000]
    assert words in unescaped(answer)


def unescaped(answer) -> str:
    return answer.content.decode().replace("&quot;", '"').replace("&#x27;", "'")


# --- a file that is no letter ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FILES)
def test_reading_a_bad_file_on_the_command_line_says_one_sentence_and_prints_nothing(kind, folder, capsys):
    data, words = FILES[kind]
    code = read_command.run(argparse.Namespace(file=written(folder, data), json=True))
    said = capsys.readouterr()
    assert (code, said.out) == (1, "")
    assert words in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("kind", FILES)
def test_receiving_a_bad_file_on_the_command_line_registers_nothing(kind, folder, people):
    data, words = FILES[kind]
    with pytest.raises(LoaError, match=words):
        receive_command.run(argparse.Namespace(file=written(folder, data), agency=None))
    assert not OfficialDocument.objects.exists()


@pytest.mark.parametrize("kind", FILES)
def test_a_journey_with_a_bad_file_starts_nothing(kind, folder):
    data, words = FILES[kind]
    asked = {"once": True, "out": folder / "out", "port": None, "fresh": False, "seed": None, "all": False}
    with pytest.raises(LoaError, match=words):
        start_command.run(argparse.Namespace(file=written(folder, data), **asked))
    assert not (folder / "out").exists()


@pytest.mark.parametrize("kind", FILES)
def test_receiving_a_bad_file_on_the_page_registers_nothing(kind, people, page):
    data, words = FILES[kind]
    file = SimpleUploadedFile("van-ban.docx", data)
    answer = page(people.clerk).post("/van-ban/tiep-nhan/", {"file": file, "agency": str(people.department)})
    is_told(answer, status=answer.status_code, words="quá lớn" if kind == "50 MB" else words)
    assert answer.status_code in (413, 422)
    assert not OfficialDocument.objects.exists()


# --- a letter with something missing or impossible ----------------------------------------------------------------------------------


def received(folder: Path, text: str) -> OfficialDocument:
    receive_command.run(argparse.Namespace(file=written(folder, text.encode(), "van-ban.txt"), agency="Sở Thông tin và Truyền thông"))
    return OfficialDocument.objects.get()


def test_a_letter_without_a_number_is_registered_under_ours_and_asks_for_its_own(folder, people, capsys):
    number = next(line for line in LETTER.splitlines() if "Số:" in line)
    document = received(folder, LETTER.replace(number, ""))
    assert (document.number or "", document.register_number) == ("", 1)
    assert "Chưa đọc được số, ký hiệu" in capsys.readouterr().out


def test_the_thirty_first_of_february_is_no_date_and_the_letter_is_kept(folder, people, page, capsys):
    text = LETTER.replace("ngày 29 tháng 7 năm 2021", "ngày 31 tháng 02 năm 2021")
    assert text != LETTER
    document = received(folder, text)
    assert document.date is None
    assert "Ngày văn bản: chưa đọc được" in capsys.readouterr().out

    answer = page(people.clerk).post(f"/van-ban/{document.pk}/sua/", {"field": "date", "value": "31/02/2021"})
    is_told(answer, status=422, words="không phải một ngày có thật")
    assert "31/02/2021" in unescaped(answer)  # what was typed is still there
    assert not Correction.objects.exists()


def test_a_name_of_three_hundred_decomposed_letters_is_refused_with_its_length_and_nothing_changes(folder, people, page):
    document = received(folder, LETTER)
    answer = page(people.clerk).post(f"/van-ban/{document.pk}/sua/", {"field": "signer", "value": LONG_NAME}, follow=True)
    held = unicodedata.normalize("NFC", LONG_NAME)
    assert f"dài {len(held)} ký tự" in unescaped(answer)
    assert "tối đa 200" in unescaped(answer)
    document.refresh_from_db()
    assert document.signer != held[:200]
    assert Correction.objects.count() == 0


def test_a_long_name_that_fits_is_kept_in_nfc(folder, people, page):
    document = received(folder, LETTER)
    name = unicodedata.normalize("NFD", "Nguyễn Thị Hữu Ước " * 8).strip()
    answer = page(people.clerk).post(f"/van-ban/{document.pk}/sua/", {"field": "signer", "value": name})
    assert answer.status_code == 302
    document.refresh_from_db()
    assert document.signer == unicodedata.normalize("NFC", name)
    assert Correction.objects.count() == 1  # what was read is kept beside it
    assert page_shows(answer.url, page, document.signer)


def page_shows(address: str, page, words: str) -> bool:
    from django.test import Client as Browser

    browser = Browser()
    browser.force_login(Account.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    return words in unescaped(browser.get(address))


def test_a_file_with_a_name_of_three_hundred_decomposed_letters_is_received(people, page):
    file = SimpleUploadedFile(f"{LONG_NAME}.txt", LETTER.encode())
    answer = page(people.clerk).post("/van-ban/tiep-nhan/", {"file": file, "agency": str(people.department)})
    assert answer.status_code == 302
    assert unicodedata.is_normalized("NFC", OfficialDocument.objects.get().file_name)


# --- words ----------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def revision(people: Ward) -> Revision:
    """A text of the Sở that leaves one sentence to the wards, approved."""
    words = Words(
        title="Lịch tiêm vắc xin",
        text="Kính thưa nhân dân. [[diem_tiem]] Đề nghị bà con đến đúng giờ.",
        valid_from=DAY,
        valid_to=DAY + timedelta(days=30),
        declared=[DECLARED],
        source="thử",
    )
    made = draft_bulletin(agency_id=people.ward, words=words, kind=BulletinKind.NOTICE, by=people.officer, now=NOW)
    return made.revisions.get()


def heard(revision: Revision, agency_id: UUID) -> str:
    own = own_sentences([revision.pk], on=DAY).get((revision.pk, agency_id))
    return " ".join(sentence.text for sentence in sentences_of(revision, own))


def test_an_unfilled_field_is_told_and_the_text_airs_with_the_shared_sentence(people, page, revision):
    address = f"/ban-thao/{revision.pk}/loi-rieng/diem_tiem/"
    typed = {"o_dia_diem": "Nhà văn hóa", "o_ngay": "", "source": "Trạm Y tế", "valid_from": "2/8/2021", "valid_to": "6/8/2021"}
    answer = page(people.officer).post(address, {"agency": str(people.ward), **typed})
    assert answer.status_code == 422
    assert "Nhà văn hóa" in unescaped(answer)
    assert not UnitText.objects.exists()
    assert DECLARED["sentence"] in heard(revision, people.ward)


def test_a_text_longer_than_any_session_stays_a_draft_and_is_refused_with_its_length_and_the_cap(people, page):
    told = {
        "agency": str(people.ward),
        "title": "Một bản tin quá dài",
        "text": "Đề nghị bà con thực hiện nghiêm việc giãn cách, đeo khẩu trang và khai báo y tế đầy đủ. " * 220,
        "priority": "normal",
        "valid_from": "2/8/2021",
        "valid_to": "8/8/2021",
        "language": "vi",
    }
    browser = page(people.officer)
    saved = browser.post("/ban-tin/soan/", told)
    assert saved.status_code == 302, unescaped(saved)[:3000]
    bulletin = Bulletin.objects.get()
    assert estimate_seconds(bulletin.revisions.get().text) > 15 * 60

    answer = browser.post(f"/ban-tin/{bulletin.pk}/trinh/")
    is_told(answer, status=422, words="quá buổi phát dài nhất của địa bàn (15 phút")
    assert "Bản tin dài" in unescaped(answer)
    bulletin.refresh_from_db()
    assert bulletin.state == "draft"
    assert bulletin.revisions.get().text.startswith("Đề nghị bà con")


def test_a_title_of_three_hundred_decomposed_letters_is_kept_in_nfc(people, page):
    told = {
        "agency": str(people.ward),
        "title": LONG_NAME,
        "text": "Đề nghị bà con ở nhà.",
        "priority": "normal",
        "valid_from": "2/8/2021",
        "language": "vi",
    }
    assert page(people.officer).post("/ban-tin/soan/", told).status_code == 302
    assert Bulletin.objects.get().title == unicodedata.normalize("NFC", LONG_NAME)


def test_a_text_valid_from_the_thirty_first_of_february_is_told_and_what_was_typed_stays(people, page):
    told = {
        "agency": str(people.ward),
        "title": "Tin",
        "text": "Ở nhà.",
        "priority": "normal",
        "valid_from": "31/02/2021",
        "language": "vi",
    }
    answer = page(people.officer).post("/ban-tin/soan/", told)
    is_told(answer, status=422, words="Không phải một ngày có thật")
    assert "31/02/2021" in unescaped(answer)
    assert not Bulletin.objects.exists()
