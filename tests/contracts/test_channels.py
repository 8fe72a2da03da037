"""Every registered kind of channel keeps the same promises. A new kind is found here by itself."""

import io
import re
import unicodedata
import zipfile
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime

import pypdf
import pytest

from loa.core.channel_types import ChannelType
from loa.core.errors import BadInput
from loa.core.folding import nfc
from loa.core.priorities import Priority
from loa.server.channels.kinds import KINDS
from loa.server.channels.rendering.cleaning import clean, printable
from loa.server.channels.rendering.content import Content, SessionItem, SessionPack, SessionSheet

LINK = "https://loa.example.vn/s/a7k2m9p"
AT = datetime(2021, 8, 2, 23, 30, tzinfo=UTC)
PLAIN = "Tiêm vắc xin phòng COVID-19: đi đúng giờ hẹn"
HOSTILE = unicodedata.normalize(
    "NFD", ("Họp tổ dân phố #số 5 “ở” @nhà $văn hóa <script>alert(1)</script> \\ ` * _ [x] ={} 😀 \u202eđảo ") * 8
)[:300]
EMPTY: dict[str, object] = {}
FULL = {
    "body": ("Phường tổ chức tiêm theo danh sách.", "Khi đi tiêm, mang theo căn cước công dân."),
    "short_text": "Tiêm vắc xin theo giấy hẹn.",
    "board_text": "Đi đúng giờ hẹn\nỞ lại 30 phút sau tiêm",
    "talking_points": ("Ai được hẹn thì đi đúng giờ.", "Theo dõi ít nhất 24 giờ."),
    "campaign_title": "Đợt tiêm chủng vắc xin phòng COVID-19",
    "letter_number": "1349/STTTT-BCXBTT",
    "agency_name": "Ủy ban nhân dân phường Bạch Mai",
    "parent_agency_name": "Ủy ban nhân dân quận Hai Bà Trưng",
    "place": "Trạm Y tế phường",
    "hours": "7 giờ 30 - 11 giờ 30",
    "hotline": "1900 9095",
    "source_line": "Nguồn: Công văn số 1349/STTTT-BCXBTT ngày 28/7/2021",
    "valid_from": datetime(2021, 8, 1, 17, tzinfo=UTC),
    "valid_to": datetime(2021, 8, 8, 17, tzinfo=UTC),
    "link": LINK,
    "sample": True,
    "priority": Priority.PRIORITY,
}


def content(title: str = PLAIN, **given: object) -> Content:
    return Content(title=title, **given)  # type: ignore[arg-type]


def session(title: str = PLAIN, **given: object) -> SessionSheet:
    items = (
        SessionItem(position=1, title="Nhạc hiệu", duration_seconds=12, mp3=b"one"),
        SessionItem(position=2, title=title, duration_seconds=61.4, text=f"{title}, xin thông báo. Hết!", sha256="ab" * 32, mp3=b"two"),
    )
    texts = {"code": "B-1", "station_name": "Đài phường Bạch Mai", "agency_name": "UBND phường Bạch Mai", "starts_at": AT, "mp3": b"all"}
    return SessionSheet(**{**texts, "items": items, **given})  # type: ignore[arg-type]


def material(kind: object, title: str, given: dict[str, object]) -> object:
    sample = bool(given.get("sample"))
    if kind.INPUT is Content:
        return content(title, **given)
    if kind.INPUT is SessionSheet:
        return session(title, sample=sample)
    days = {"first_day": date(2021, 8, 3), "last_day": date(2021, 8, 3)}
    sessions = (session(title, sample=sample),)
    return SessionPack(station_name="Đài", agency_name="UBND", vendor="Nhà cung cấp", sessions=sessions, sample=sample, **days)


def files_of(rendition) -> dict[str, bytes]:
    """All files, those inside packages included."""
    found = {}
    for file in rendition.files:
        found[file.name] = file.data
        if file.media_type == "application/zip":
            archive = zipfile.ZipFile(io.BytesIO(file.data))
            found |= {name: archive.read(name) for name in archive.namelist()}
    return found


def text_layer(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.NAME)
every_content = pytest.mark.parametrize("given", [EMPTY, FULL], ids=["bare", "full"])


def test_every_kind_has_a_name_of_its_own():
    assert len({kind.NAME for kind in KINDS}) == len(KINDS)


@every_kind
def test_a_kind_says_what_it_is(kind):
    assert kind.NAME.isidentifier()
    assert kind.TITLE == nfc(kind.TITLE) != ""
    assert kind.CHANNEL_TYPE in ChannelType
    assert kind.INPUT in {Content, SessionSheet, SessionPack}


@every_kind
@every_content
def test_the_same_value_gives_the_same_bytes(kind, given):
    assert kind.render(material(kind, PLAIN, given)) == kind.render(material(kind, PLAIN, given))


@every_kind
@every_content
def test_it_gives_files_with_names_any_device_can_read(kind, given):
    files = kind.render(material(kind, PLAIN, given)).files
    assert files
    assert all(re.fullmatch(r"[A-Za-z0-9._-]{1,90}", file.name) and file.data for file in files)


@every_kind
@every_content
def test_a_hostile_title_is_shown_as_it_is_or_refused_with_a_sentence(kind, given):
    try:
        rendition = kind.render(material(kind, HOSTILE, given))
    except BadInput as refusal:
        said = refusal.say()
        assert said == nfc(said)
        assert said.endswith(".")
        assert "{" not in said
        return
    assert rendition.text == nfc(rendition.text)
    assert "\u202e" not in rendition.text
    for name, data in files_of(rendition).items():
        if name.endswith(".pdf"):
            assert squeezed(printable(clean(HOSTILE))) in squeezed(text_layer(data))
        if name.endswith(".html"):
            assert b"<script>alert" not in data


@every_kind
@every_content
def test_the_text_layer_of_every_paper_holds_the_title(kind, given):
    for name, data in files_of(kind.render(material(kind, PLAIN, given))).items():
        if name.endswith(".pdf"):
            layer = text_layer(data)
            assert layer == nfc(layer)
            assert squeezed(PLAIN) in squeezed(layer), name


@every_kind
@every_content
def test_nothing_points_outside_but_the_given_link(kind, given):
    for name, data in files_of(kind.render(material(kind, PLAIN, given))).items():
        if name.endswith((".zip", ".xlsx", ".pdf")):
            continue  # what these show is in their text; their formats carry names of schemas
        addresses = set(re.findall(r"https?://[^\s\"'<)]+", data.decode("utf-8", "replace")))
        assert addresses <= {LINK, "http://www.w3.org/2000/svg"}, name


@every_kind
def test_a_sample_says_so_on_its_face(kind):
    files = files_of(kind.render(material(kind, PLAIN, FULL)))
    faces = [
        text_layer(data) if name.endswith(".pdf") else data.decode() for name, data in files.items() if name.endswith((".pdf", ".html"))
    ]
    faces = faces or ["".join(data.decode("utf-8", "replace") for data in files.values())]
    assert all("MINH HỌA" in face or "MINH HOA" in face for face in faces)


@every_kind
def test_what_is_no_sample_never_says_it_is_one(kind):
    files = files_of(kind.render(material(kind, PLAIN, {**FULL, "sample": False})))
    assert not any(
        "MINH HỌA" in (text_layer(data) if name.endswith(".pdf") else data.decode("utf-8", "replace")) for name, data in files.items()
    )


@every_kind
def test_an_empty_value_is_refused_with_a_sentence(kind):
    empty = {Content: content(""), SessionSheet: session(items=())}.get(kind.INPUT) or replace(material(kind, PLAIN, EMPTY), sessions=())
    with pytest.raises(BadInput) as refusal:
        kind.render(empty)
    assert refusal.value.say().startswith("Chưa có nội dung cho ")


def test_values_are_frozen_and_kept_in_one_form():
    value = content(unicodedata.normalize("NFD", "Phường Bạch Mai\u200b"))
    assert value.title == "Phường Bạch Mai"
    with pytest.raises(FrozenInstanceError):
        value.title = "khác"
