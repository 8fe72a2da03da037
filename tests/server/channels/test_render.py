"""What single kinds promise beyond the common contract. Pure: no database."""

import contextlib
import csv
import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pypdf
import pytest
import segno
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from loa.core.errors import BadInput
from loa.core.priorities import Priority
from loa.server.channels.errors import ContentTooLong, LettersUnprintable, PageOverfull, SoundMissing
from loa.server.channels.kinds import KINDS, kind_named
from loa.server.channels.kinds.hand_session.pauses import runs
from loa.server.channels.rendering.cleaning import clean, file_name
from loa.server.channels.rendering.codes import qr_svg
from loa.server.channels.rendering.content import Clip, Content, SessionItem, SessionPack, SessionSheet, Sound
from loa.server.channels.rendering.coverage import DRAWN, drawable
from loa.server.channels.rendering.dates import hour, length, minutes_and_seconds, validity
from loa.server.channels.rendering.look import LOOKS

LINK = "https://loa.example.vn/s/a7k2m9p"
AT = datetime(2021, 8, 2, 23, 30, tzinfo=UTC)


WORDS = st.text(max_size=300) | st.text(alphabet=sorted(DRAWN | {"😀", "\n", "\u202e"}), max_size=300)


def item(position: int, title: str = "Bản tin", **given) -> SessionItem:
    texts = {"duration_seconds": 60, "text": "Xin chào.", "mp3": f"mp3 {position}".encode()}
    return SessionItem(position=position, title=title, **{**texts, **given})


def session(*items: SessionItem, **given) -> SessionSheet:
    texts = {"code": "B-1", "station_name": "Đài Bạch Mai", "agency_name": "UBND phường", "starts_at": AT, "mp3": b"joined"}
    return SessionSheet(**{**texts, "items": items or (item(1, "Nhạc hiệu"), item(2, "Đợt tiêm")), **given})


def pack(*sessions: SessionSheet) -> SessionPack:
    days = {"first_day": date(2021, 8, 3), "last_day": date(2021, 8, 7)}
    return SessionPack(station_name="Đài Bạch Mai", agency_name="UBND phường", vendor="Hãng X", sessions=sessions, **days)


def archive_of(rendition, name: str = "") -> zipfile.ZipFile:
    data = next(file.data for file in rendition.files if file.name.endswith(".zip"))
    return zipfile.ZipFile(io.BytesIO(data))


def pages_of(data: bytes) -> list:
    return pypdf.PdfReader(io.BytesIO(data)).pages


def test_a_strange_language_never_breaks_a_paper():
    (paper,) = kind_named("poster").render(Content(title="Họp", language="tiếng Mông")).files
    assert pypdf.PdfReader(io.BytesIO(paper.data)).trailer["/Root"]["/Lang"] == "vi"


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler-utils draws the page")
@pytest.mark.parametrize("kind", ["poster", "talking_points"])
def test_the_qr_of_a_paper_opens_the_link(kind, tmp_path):
    (paper,) = kind_named(kind).render(Content(title="Tiêm vắc xin", link=LINK)).files
    subprocess.run(["pdftoppm", "-r", "100", "-png", "-", str(tmp_path / "page")], input=paper.data, check=True)
    (page,) = tmp_path.glob("page*.png")
    assert [code.text for code in zxingcpp.read_barcodes(Image.open(page))] == [LINK]


def test_the_drawn_qr_holds_the_link():
    out = io.BytesIO()
    segno.make(LINK, error="m", micro=False).save(out, kind="png", scale=6, border=4)
    assert zxingcpp.read_barcode(Image.open(out)).text == LINK
    assert 'viewBox="0 0' in qr_svg(LINK)


@pytest.mark.parametrize("kind", ["poster", "board", "talking_points"])
def test_without_a_link_there_is_no_qr(kind):
    with_link, without = (kind_named(kind).render(Content(title="Họp", link=link)).files[0].data for link in (LINK, None))
    assert "Quét".encode() not in without
    assert len(with_link) > len(without)


@pytest.mark.parametrize("kind", ["poster", "talking_points"])
@pytest.mark.parametrize("points", [1, 6, 12])
def test_a_paper_for_residents_is_always_one_page(kind, points):
    content = Content(
        title="Tiêm vắc xin " * 8, board_text="\n".join(["Đi đúng giờ hẹn, mang theo căn cước công dân và thẻ bảo hiểm y tế"] * points)
    )
    (paper,) = kind_named(kind).render(content).files
    assert len(pages_of(paper.data)) == 1


@pytest.mark.parametrize("kind", ["poster", "talking_points", "building"])
def test_what_does_not_fit_one_page_is_refused_rather_than_printed_too_small(kind):
    with pytest.raises(PageOverfull) as refusal:
        kind_named(kind).render(Content(title="Họp", board_text="\n".join(["Nội dung rất dài của cuộc họp tổ dân phố " * 5] * 40)))
    assert "một trang" in refusal.value.say()


def test_papers_carry_their_language_and_title():
    (paper,) = kind_named("poster").render(Content(title="Họp tổ dân phố", agency_name="UBND phường")).files
    reader = pypdf.PdfReader(io.BytesIO(paper.data))
    assert reader.metadata.title == "Họp tổ dân phố"
    assert reader.trailer["/Root"]["/Lang"].startswith("vi")
    assert all("BeVietnamPro" in font for font in _fonts(reader))


def _fonts(reader) -> set[str]:
    return {str(font.get_object()["/BaseFont"]) for page in reader.pages for font in page["/Resources"]["/Font"].values()}


def test_an_accented_message_of_three_parts_is_sent_and_of_four_refused():
    sms = kind_named("sms")
    assert sms.render(Content(title="x", short_text="ế" * 201)).lengths[1].amount == 3
    with pytest.raises(ContentTooLong) as refusal:
        sms.render(Content(title="x", short_text="ế" * 202))
    assert "4 tin, cho phép tối đa 3 tin" in refusal.value.say()


def test_a_message_comes_with_and_without_accents():
    rendition = kind_named("sms").render(Content(title="x", short_text="Đi đúng giờ", link=LINK))
    assert rendition.file("sms-co-dau.txt").data.decode() == f"Đi đúng giờ {LINK}"
    assert rendition.file("sms-khong-dau.txt").data.decode("ascii") == f"Di dung gio {LINK}"


def test_a_chat_text_above_two_thousand_characters_is_refused():
    with pytest.raises(ContentTooLong):
        kind_named("zalo").render(Content(title="x", body=("dài " * 501,)))


def test_the_board_page_knows_when_it_ends_and_marks_its_class():
    content = Content(title="Bão số 3", valid_to=datetime(2021, 8, 8, 17, tzinfo=UTC), priority=Priority.EMERGENCY, body=("<b>&",))
    page = kind_named("board").render(content).files[0].data.decode()
    assert 'data-to="2021-08-08T17:00:00+00:00"' in page
    assert "đến hết ngày 8/8/2021" in page
    assert "KHẨN CẤP" in page
    assert "&lt;b&gt;&amp;" in page
    assert "default-src 'none'" in page


def test_the_loudspeaker_summary_tells_clips_and_seconds():
    sound = Sound(
        mp3_sha256="a" * 64,
        duration_seconds=61.25,
        machine_voice=True,
        clips=(Clip(text="Xin chào.", sha256="b" * 64, duration_seconds=2),),
    )
    rendition = kind_named("loudspeaker").render(Content(title="Họp", body=("Xin chào.",), sound=sound))
    told = json.loads(rendition.file("tom-tat-phat-thanh.json").data)["sound"]
    assert (told["duration_seconds"], told["machine_voice"], told["clips"][0]["text"]) == (61.25, True, "Xin chào.")
    assert rendition.lengths[0].amount == 61.2


def test_a_memory_stick_plays_in_order_with_names_old_players_read():
    names = archive_of(kind_named("hand_session").render(session())).namelist()
    assert names[:3] == ["01_Nhac-hieu.mp3", "02_Dot-tiem.mp3", "DANH-SACH.m3u"]
    assert {"Ban-doc.pdf", "Trinh-tu.pdf", "DOC-TRUOC.txt"} <= set(names)


def test_a_memory_stick_never_holds_the_session_twice():
    archive = archive_of(kind_named("hand_session").render(session(item(1), item(2, mp3=None))))
    assert [name for name in archive.namelist() if name.endswith(".mp3")] == ["01_Ca-buoi-phat.mp3"]
    assert archive.read("01_Ca-buoi-phat.mp3") == b"joined"


def test_the_running_order_gives_each_item_its_start():
    rendition = kind_named("hand_session").render(session(item(1, duration_seconds=12.5), item(2, duration_seconds=100)))
    order = json.loads(next(file.data for file in rendition.files if file.name.endswith(".json")))
    assert [row["at"] for row in order["items"]] == ["06:30:00", "06:30:12"]
    assert order["ends"] == "06:31:52"
    assert order["duration_seconds"] == 112.5


@pytest.mark.parametrize("items", [1, 25, 40])
def test_the_running_order_is_one_page(items):
    rendition = kind_named("hand_session").render(session(*(item(n) for n in range(1, items + 1))))
    paper = next(file for file in rendition.files if file.name.startswith("trinh-tu") and file.name.endswith(".pdf"))
    assert len(pages_of(paper.data)) == 1


def test_a_running_order_longer_than_a_page_is_refused():
    with pytest.raises(PageOverfull):
        kind_named("hand_session").render(session(*(item(n) for n in range(1, 90))))


def test_the_script_marks_breaths_and_ends_but_not_shortenings_and_numbers():
    marked = runs("Ngày 3/8, tại TP. Hà Nội có 1.250 liều. Điện thoại 1900 9095!")
    assert [run for kind, run in marked if kind == "pause"] == ["/", "//", "//"]
    assert "".join(run for kind, run in marked if kind == "text").startswith("Ngày 3/8,tại TP. Hà Nội có 1.250 liều.")


def test_the_script_is_what_is_said_and_not_what_is_written():
    lines = ((("Tiêm lúc bảy giờ ba mươi phút,", "/"), ("tại nhà văn hóa.", "//")), (("Xin nhắc lại:", "/"), ("nhà văn hóa.", "//")))
    rendition = kind_named("hand_session").render(session(item(1, text="Tiêm lúc 7h30, tại NVH.", script=lines)))
    data = next(file.data for file in rendition.files if file.name.startswith("ban-doc-"))
    printed = " ".join("".join(page.extract_text() for page in pages_of(data)).split())
    assert "Tiêm lúc bảy giờ ba mươi phút, / tại nhà văn hóa. //" in printed
    assert "Xin nhắc lại: / nhà văn hóa. //" in printed
    assert "7h30" not in printed


def test_a_vendors_package_checks_out():
    archive = archive_of(kind_named("vendor_export").render(pack(session(), session(code="B-2", wav=b"wav"))))
    sums = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS.txt").decode().splitlines())
    assert sums.keys() == set(archive.namelist()) - {"SHA256SUMS.txt"}
    assert all(hashlib.sha256(archive.read(name)).hexdigest() == told for name, told in sums.items())
    assert len([name for name in sums if name.endswith((".mp3", ".wav"))]) == 3


def test_a_vendors_schedule_says_the_same_in_both_forms():
    archive = archive_of(kind_named("vendor_export").render(pack(session(item(1, "=HYPERLINK()"), item(2, "Đợt tiêm")))))
    lines = list(csv.reader(io.StringIO(archive.read("lich-phat.csv").decode("utf-8-sig"))))
    sheet = [list(row) for row in openpyxl.load_workbook(io.BytesIO(archive.read("lich-phat.xlsx"))).active.iter_rows(values_only=True)]
    assert lines[0] == sheet[0]
    assert lines[1][9] == "'=HYPERLINK()"
    assert sheet[1][9] == "=HYPERLINK()"
    assert sheet[2][:6] == ["B-1", "Đài Bạch Mai", "3/8/2021", "06:30:00", "06:32:00", 120]


def test_a_vendors_package_without_sound_is_refused():
    with pytest.raises(SoundMissing):
        kind_named("vendor_export").render(pack(session(mp3=None)))


def test_a_building_pack_holds_lift_lobby_and_group():
    names = archive_of(kind_named("building").render(Content(title="Cắt nước"))).namelist()
    assert names == ["DOC-TRUOC.txt", "thong-bao-thang-may.pdf", "man-hinh-sanh.html", "tin-nhom-cu-dan.txt"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=WORDS, line=WORDS, address=st.none() | st.text(min_size=1, max_size=200))
def test_no_text_breaks_a_renderer(title, line, address):
    texts = Content(
        title=title, body=(line,), board_text=line, place=line, agency_name=title, source_line=line, link=address, campaign_title=line
    )
    for kind in KINDS:
        if kind.INPUT is Content:
            with contextlib.suppress(BadInput):
                kind.render(texts)
    with contextlib.suppress(BadInput):
        kind_named("hand_session").render(session(item(1, title, text=line), place=line, code=title[:20]))


@pytest.mark.parametrize("title", ["😀", "！"])
@pytest.mark.parametrize("kind", ["poster", "talking_points", "building"])
def test_a_title_of_which_nothing_can_be_drawn_is_a_notice(kind, title):
    assert kind_named(kind).render(Content(title=title, body=("Họp tổ dân phố",), board_text="Họp tổ dân phố")).files


def test_the_font_draws_every_letter_it_is_said_to_draw():
    letters = "".join(sorted(DRAWN - {" ", "\u00a0", "\u00ad"}))
    (paper,) = kind_named("poster").render(Content(title="Họp", board_text=" ".join(letters))).files  # PDF/UA refuses what is not drawn
    assert all("BeVietnamPro" in font for font in _fonts(pypdf.PdfReader(io.BytesIO(paper.data))))


def test_signs_the_font_lacks_are_replaced_and_letters_refused():
    assert drawable("Bước → “hai” 😀● ✓") == "Bước -> “hai” • •"
    with pytest.raises(LettersUnprintable, match="ខ"):
        kind_named("poster").render(Content(title="ខ្មែរ"))


@pytest.mark.parametrize("look", LOOKS.values(), ids=lambda look: look.word)
def test_the_colours_of_the_classes_carry_white_text(look):
    red, green, blue = (int(look.colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    light = sum(
        w * (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4)
        for w, c in zip((0.2126, 0.7152, 0.0722), (red, green, blue), strict=True)
    )
    assert 1.05 / (light + 0.05) >= 7


def test_text_is_cleaned_of_what_hides_or_turns_it():
    assert clean("a\u202eb\x00c\r\nd\te\u200d") == "abc\nd e"


@pytest.mark.parametrize(
    ("text", "name"), [("Nhạc hiệu", "Nhac-hieu"), ("Đợt 1: “tiêm”/2", "Dot-1-tiem-2"), ("😀", "khong-ten"), ("../..", "khong-ten")]
)
def test_file_names_have_no_accents_and_no_folders(text, name):
    assert file_name(text) == name


def test_times_are_said_as_people_say_them():
    assert hour(AT) == "6 giờ 30"
    assert (length(45), length(245), minutes_and_seconds(245)) == ("45 giây", "4 phút 05 giây", "4:05")
    assert validity(None, None) == ""
    assert validity(AT, datetime(2021, 8, 9, 4, tzinfo=UTC)) == "Có hiệu lực từ ngày 3/8/2021 đến 11 giờ ngày 9/8/2021"
