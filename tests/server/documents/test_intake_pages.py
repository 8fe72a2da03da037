"""PDF, scans and photographs: read like their twins in text, doubtful where the recogniser is, refused with a sentence where there is nothing to read."""

import io
import random
from dataclasses import replace
from datetime import date

import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFilter

from loa.server.documents import errors
from loa.server.documents.intake import extract, old_word, read_file, scans
from loa.server.documents.intake.lines import text_of
from loa.server.documents.leafing.leaves import Leaf, Word
from loa.server.documents.leafing.pdf_words import words_of
from loa.server.documents.papers import to_docx, to_pdf
from loa.server.documents.papers.kinds import PaperKind
from loa.server.documents.papers.written import example_of, paper_from_content

from . import made_pages

converts = pytest.mark.skipif(old_word.converter() is None, reason="LibreOffice is not installed")
SURE = 0.9


def encrypted(data: bytes, **words) -> bytes:
    writer, out = pypdf.PdfWriter(io.BytesIO(data)), io.BytesIO()
    writer.encrypt(**words, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def blank_pdf(count: int) -> bytes:
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    for _page in range(count):
        writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()


def rotated(data: bytes, degrees: int, *, drawn: bool) -> bytes:
    """The page lies on its side: because it says so, or because it is drawn so."""
    writer, out = pypdf.PdfWriter(io.BytesIO(data)), io.BytesIO()
    writer.pages[0].rotate(degrees)
    if drawn:
        writer.pages[0].transfer_rotation_to_content()
    writer.write(out)
    return out.getvalue()


# --- PDF with text ------------------------------------------------------------------------------------------------------------------


def test_a_pdf_reads_like_its_docx_twin():
    paper, twin = (read_file(data, name="a").letter for data in (made_pages.pdf(), made_pages.docx()))
    same = ("number", "symbol", "doc_type", "issuer", "place", "date", "subject", "recipients", "cc", "archive", "signer", "position")
    assert {name: getattr(paper, name) for name in same} == {name: getattr(twin, name) for name in same}
    assert [c.number for c in paper.basis_documents] == [c.number for c in twin.basis_documents]
    assert paper.deadline_dates == twin.deadline_dates


def test_letterhead_and_signature_are_read_column_by_column():
    lines = extract(made_pages.pdf(), name="a").text.split("\n")
    assert lines.index("SỞ Y TẾ") < lines.index("Số: 2715/SYT-NVY") < lines.index("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert lines.index("- Lưu: VT, NVY.") < lines.index("KT. GIÁM ĐỐC") < lines.index("Vũ Thị Mẫu Đơn")


@pytest.mark.parametrize("drawn", [True, False])
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_pdf_whose_page_lies_on_its_side_reads_the_same(degrees, drawn):
    read, upright = (extract(data, name="a") for data in (rotated(made_pages.pdf(), degrees, drawn=drawn), made_pages.pdf()))
    assert read.text == upright.text
    shown, straight = (Image.open(io.BytesIO(one.leaves[0].picture)).convert("L").resize((60, 80)) for one in (read, upright))
    assert sum(abs(a - b) for a, b in zip(shown.tobytes(), straight.tobytes(), strict=True)) / 4800 < 6


def test_a_pdf_that_anybody_may_open_but_not_print_is_read():
    data = encrypted(made_pages.pdf(), user_password="", owner_password="khoa")
    assert read_file(data, name="a").letter.number == "2715"


def test_the_number_of_a_page_is_no_text():
    words = [
        Word("2", (4900, 300, 5000, 420)),
        *(Word(w, (1500 + 500 * n, 1200, 1900 + 500 * n, 1320)) for n, w in enumerate(("tiếp", "theo", "trang", "trước"))),
    ]
    text, _places = text_of([Leaf(2, tuple(words), b"", 1.414, scanned=False)])
    assert text.strip() == "tiếp theo trang trước"


def test_a_table_is_read_row_by_row_though_its_head_says_number_and_day():
    rows = [
        "Hệ thống truyền thanh cơ sở của phường đã phát các bản tin sau",
        "TT Nội dung|Số lượng|Ngày",
        "1 Phát thanh|12|5/8",
        "2 Tờ rơi|300|6/8",
    ]
    words, lines = [], ["dòng một của trang", "dòng hai của trang", "dòng ba của trang", *rows]
    for n, line in enumerate(lines):
        for column, cell in enumerate(line.split("|")):
            words += [
                Word(w, (1000 + 3000 * column + 550 * i, 1500 + 220 * n, 1500 + 3000 * column + 550 * i, 1620 + 220 * n))
                for i, w in enumerate(cell.split())
            ]
    text, _places = text_of([Leaf(1, tuple(words), b"", 1.414, scanned=False)])
    assert [line for line in text.splitlines() if line][-3:] == ["TT Nội dung Số lượng Ngày", "1 Phát thanh 12 5/8", "2 Tờ rơi 300 6/8"]


def test_the_place_of_every_word_is_where_the_word_is_in_the_text():
    read = extract(made_pages.pdf(), name="a")
    assert " ".join(read.text.split()) == " ".join(read.text[p.start : p.end].strip() for p in read.places)
    assert all(0 <= side <= 10_000 for p in read.places for side in p.box)


# --- scans and photographs ----------------------------------------------------------------------------------------------------------


def test_a_stamped_tilted_scan_reads_its_number_and_date_and_doubts_what_it_misread():
    scan = made_pages.stamped(made_pages.page(200)).rotate(2.2, fillcolor="white", resample=Image.Resampling.BICUBIC)
    read = read_file(made_pages.saved(scan, "JPEG", quality=80), name="quet.jpg")
    letter = read.letter
    assert (letter.number, letter.symbol, letter.date, letter.deadline_dates) == ("2715", "SYT-NVY", "2023-09-05", ("2023-09-20",))
    assert letter.subject == "tăng cường tuyên truyền phòng, chống bệnh sởi trong trường học"
    truth = read_file(made_pages.docx(), name="a").letter
    for field in ("issuer", "signer", "position", "place", "subject"):
        if letter.evidence[field].confidence >= SURE:
            assert getattr(letter, field) == getattr(truth, field), field
    assert "scanned" in {note.code for note in read.notes}


def test_a_page_upside_down_is_turned_and_shown_upright():
    scan = made_pages.page(150).transpose(Image.Transpose.ROTATE_180)
    read = read_file(made_pages.scanned_pdf(scan), name="quet.pdf")
    assert (read.letter.number, read.leaves[0].turned) == ("2715", 180)
    assert "turned" in {note.code for note in read.notes}
    first = min(read.places, key=lambda place: place.box[1])
    assert read.text[first.start : first.end] in (
        "UBND",
        "CỘNG",
        "HÒA",
        "XÃ",
        "THÀNH",
        "PHỐ",
        "HẢI",
        "PHÒNG",
        "HỘI",
        "CHỦ",
        "NGHĨA",
        "VIỆT",
        "NAM",
    )


def test_a_picture_without_words_is_told_from_a_letter():
    with pytest.raises(errors.NothingRecognised):
        extract(made_pages.saved(made_pages.cat(), "JPEG"), name="meo.jpg")


def test_without_the_recogniser_a_scan_says_what_to_install(monkeypatch):
    monkeypatch.setattr(scans.shutil, "which", lambda _name: None)
    with pytest.raises(errors.RecogniserMissing, match="tesseract-ocr-vie"):
        extract(made_pages.saved(made_pages.page(60)), name="quet.png")


# --- what is refused ----------------------------------------------------------------------------------------------------------------


def wide_png(width: int, height: int) -> bytes:
    return made_pages.saved(Image.new("1", (width, height), 1), "PNG")


REFUSED = {
    "cut off": (lambda: made_pages.pdf()[:3000], errors.PdfDamaged),
    "with a password": (lambda: encrypted(made_pages.pdf(), user_password="mo", owner_password="khoa"), errors.PasswordProtected),
    "500 pages": (lambda: blank_pdf(500), errors.TooManyPages),
    "blank": (lambda: blank_pdf(2), errors.FileEmpty),
    "100 megapixels": (lambda: wide_png(12_500, 8_000), errors.PictureTooLarge),
    "a picture cut off": (lambda: made_pages.saved(made_pages.page(60))[:2000], errors.PictureUnusable),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_with_nothing_to_read_gets_its_own_sentence(kind):
    made, error = REFUSED[kind]
    with pytest.raises(error) as refusal:
        extract(made(), name="tep.pdf")
    assert "tep.pdf" in refusal.value.say()


# --- Word of before 2007 ------------------------------------------------------------------------------------------------------------

RTF = rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}\uc1 S\u7889?: 12/TB-UBND\par K\u237?nh g\u7917?i: \u7910?y ban nh\u226?n d\u226?n c\u225?c x\u227?\par\par \u272?\u7873? ngh\u7883? c\u225?c \u273?\u417?n v\u7883? th\u7921?c hi\u7879?n v\u224? b\u225?o c\u225?o k\u7871?t qu\u7843?.\par}"


def test_without_libreoffice_an_old_file_says_what_to_do(monkeypatch):
    monkeypatch.setattr(old_word, "converter", lambda: None)
    with pytest.raises(errors.ConverterMissing, match="lưu lại thành DOCX"):
        extract(RTF, name="a.rtf")


@converts
@pytest.mark.heavy
def test_rtf_is_converted_and_read():
    read = read_file(RTF, name="a.rtf")
    assert (read.letter.number, read.letter.recipients) == ("12", ("Ủy ban nhân dân các xã",))
    assert [note.code for note in read.notes] == ["converted"]


@converts
@pytest.mark.heavy
def test_an_old_file_that_is_broken_is_told():
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(2000)
    with pytest.raises(errors.OldWordDamaged):
        extract(ole, name="a.doc")


def test_an_old_file_that_was_cut_off_is_told_from_other_files():
    """Its directory stands at its end; the header says where."""
    head = bytearray(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504))
    head[30:32], head[48:52] = (9).to_bytes(2, "little"), (40).to_bytes(4, "little")
    for length, error in ((3_000, errors.OldWordDamaged), (41 * 512 + 127, errors.OldWordDamaged), (50 * 512, errors.FileNotText)):
        with pytest.raises(error):
            extract(bytes(head) + bytes(length - len(head)), name="a.doc")


# --- how far a scan can be believed -------------------------------------------------------------------------------------------------

CHECKED = ("number", "symbol", "doc_type", "issuer", "place", "date", "subject", "recipients", "cc", "archive", "signer", "position")


def worn(picture: Image.Image, chance: random.Random) -> Image.Image:
    """As a tired scanner gives it: specks, blur, a tilt."""
    draw = ImageDraw.Draw(picture)
    for _speck in range(picture.width * picture.height // 3000):
        draw.point((chance.randrange(picture.width), chance.randrange(picture.height)), fill=(90, 90, 90))
    blurred = picture.filter(ImageFilter.GaussianBlur(0.7))
    return blurred.rotate(chance.uniform(-2, 2), fillcolor="white", resample=Image.Resampling.BICUBIC)


@pytest.mark.heavy
def test_on_worn_scans_of_three_kinds_hardly_a_sure_field_is_wrong():
    chance, sure, wrong = random.Random(7), 0, []
    for kind in (PaperKind.LETTER, PaperKind.NOTICE, PaperKind.REPORT):
        paper = replace(paper_from_content(kind, example_of(kind)), number="123", signed_on=date(2026, 3, 12))
        truth = read_file(to_docx(paper), name="a").letter
        page = pypdfium2.PdfDocument(to_pdf(paper))[0].render(scale=150 / 72).to_pil().convert("RGB")
        read = read_file(made_pages.saved(worn(page, chance), "JPEG", quality=60), name="quet.jpg").letter
        for field in CHECKED:
            if getattr(read, field) and read.evidence[field].confidence >= SURE:
                sure += 1
                if getattr(read, field) != getattr(truth, field):
                    wrong.append((kind.value, field, getattr(read, field)))
    assert sure >= 15
    assert len(wrong) * 10 <= sure, wrong


@pytest.mark.parametrize(("code", "read"), [("D800", "AC"), ("DC00", "AC"), ("D83DDE00", "A\U0001f600C"), ("0042", "ABC")])
def test_half_a_letter_in_a_pdf_is_none(code, read):
    page = pypdfium2.PdfDocument(made_pages.pdf_whose_b_means(code))[0]
    assert [word[0] for word in words_of(page)[0]] == [read]
