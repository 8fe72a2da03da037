"""Papers in the layout of Nghị định 30/2020: read back from the files, not from the code that wrote them."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from pypdf import PdfReader

from loa.server.documents.papers import (
    ILLUSTRATION,
    Annex,
    Column,
    Heading,
    Numbered,
    Paper,
    PaperKind,
    Paragraph,
    Sheet,
    Signature,
    Table,
    paper_from_json,
    paper_to_json,
    to_docx,
    to_pdf,
    to_xlsx,
)
from loa.server.documents.papers.measure import agency_rule_mm, balanced_lines, subject_rule_mm, tieu_ngu_rule_mm, width_mm

TABLE = Table(
    (Column("TT", 0.4, "center"), Column("Đơn vị", 2), Column("Lượt", 1, "right")),
    (("", "Tổng", "1.250.000"), ("1", "Ba Đình", "12")),
    frozenset({0}),
)
LETTER = Paper(
    kind=PaperKind.LETTER,
    issuing_agency="Ủy ban nhân dân quận Hai Bà Trưng",
    symbol="UBND-VHTT",
    place="Hai Bà Trưng",
    year=2021,
    subject="đẩy mạnh tuyên truyền tiêm chủng",
    signature=Signature(("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"), "Nguyễn Văn Mẫu"),
    addressed_to=("Ủy ban nhân dân các phường", "Phòng Văn hóa và Thông tin quận"),
    body=(
        Paragraph("Thực hiện Công văn số 1349/STTTT-BCXBTT, Ủy ban nhân dân quận yêu cầu:"),
        Numbered("1.", "Tuyên truyền sâu rộng."),
        Paragraph("Đề nghị thực hiện./."),
    ),
    recipients=("Như trên", "Sở TT&TT (để báo cáo)"),
    archive="VT, VHTT",
)
REPORT = replace(
    LETTER,
    kind=PaperKind.REPORT,
    superior_agency="Ủy ban nhân dân thành phố Hà Nội",
    issuing_agency="Sở Thông tin và Truyền thông",
    symbol="BC-STTTT",
    place="Hà Nội",
    addressed_to=("Ủy ban nhân dân thành phố Hà Nội",),
    bases=("Căn cứ Thông báo số 409-TB/TU", "Căn cứ Phương án số 170/PA-UBND"),
    body=(Heading("I.", "Công tác chỉ đạo"), *(Paragraph("Nội dung. " * 90) for _ in range(5)), TABLE, Paragraph("Kính báo cáo./.")),
    mark=ILLUSTRATION,
    mark_why="Số liệu mô phỏng",
    annexes=(
        Annex("Phụ lục I", "Kết quả theo đơn vị", (TABLE,), wide=True),
        Annex("Phụ lục II", "Đơn vị chưa báo cáo", (Paragraph("Xã Cổ Đô"),)),
    ),
)


def docx_of(paper):
    return Document(io.BytesIO(to_docx(paper)))


def pdf_text(paper):
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(to_pdf(paper))).pages]


def places_in_pdf(paper, page=0):
    """Text of one page with the place (x, y from the bottom left, points) and size of each run."""
    found = []
    PdfReader(io.BytesIO(to_pdf(paper))).pages[page].extract_text(
        visitor_text=lambda text, cm, tm, font, size: (
            found.append((text.strip(), tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5])) if text.strip() else None
        )
    )
    return found


def test_the_page_is_a4_with_the_margins_of_the_decree():
    section = docx_of(LETTER).sections[0]
    sizes = ("page_width", "page_height", "top_margin", "bottom_margin", "left_margin", "right_margin")
    width, height, top, bottom, left, right = (round(getattr(section, size) / Mm(1), 1) for size in sizes)
    assert (width, height) == (210, 297)
    assert 20 <= top <= 25
    assert 20 <= bottom <= 25
    assert 30 <= left <= 35
    assert 15 <= right <= 20
    box = PdfReader(io.BytesIO(to_pdf(LETTER))).pages[0].mediabox
    assert (round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)) == (210, 297)


def test_the_face_is_times_new_roman_for_every_script():
    style = docx_of(LETTER).styles["Normal"]
    fonts = style.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}


def test_the_pdf_uses_one_family_with_the_metrics_of_times_new_roman():
    fonts = {
        str(font["/BaseFont"])
        for page in PdfReader(io.BytesIO(to_pdf(REPORT))).pages
        for font in (f.get_object() for f in page["/Resources"]["/Font"].values())
    }
    assert fonts
    assert all("LiberationSerif" in font for font in fonts)


def _cell(document, table, row, column):
    return [
        (p.text, p.runs[0].font.size.pt, bool(p.runs[0].font.bold), bool(p.runs[0].font.italic), p.alignment)
        for p in document.tables[table].cell(row, column).paragraphs
        if p.text
    ]


def test_the_letterhead_stands_in_two_columns_with_the_sizes_of_the_decree():
    document = docx_of(REPORT)
    middle = WD_ALIGN_PARAGRAPH.CENTER
    assert _cell(document, 0, 0, 0) == [
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI", 12, False, False, middle),
        ("SỞ THÔNG TIN VÀ TRUYỀN THÔNG", 12, True, False, middle),
    ]
    assert _cell(document, 0, 0, 1) == [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, False, middle),
        ("Độc lập - Tự do - Hạnh phúc", 13, True, False, middle),
    ]
    assert _cell(document, 0, 1, 0) == [("Số:      /BC-STTTT", 13, False, False, middle)]
    assert _cell(document, 0, 1, 1) == [("Hà Nội, ngày      tháng      năm 2021", 13, False, True, middle)]
    assert "tblBorders" not in document.tables[0]._tbl.xml
    assert document.tables[0].style.name == "Normal Table"


def test_a_letter_says_v_v_under_its_number_and_a_report_its_type():
    assert _cell(docx_of(LETTER), 0, 1, 0)[1][:2] == ("V/v đẩy mạnh tuyên\ntruyền tiêm chủng", 12)
    titles = [(p.text, p.runs[0].font.size.pt, p.runs[0].font.bold) for p in docx_of(REPORT).paragraphs if p.text][:2]
    assert titles == [("BÁO CÁO", 14, True), ("đẩy mạnh tuyên truyền tiêm chủng", 14, True)]


def test_number_and_date_stand_on_one_line_left_and_right():
    found = {text: (x, y) for text, x, y in places_in_pdf(LETTER)}
    number = next(place for text, place in found.items() if text.startswith("Số:"))
    day = next(place for text, place in found.items() if text.startswith("Hai Bà Trưng, ngày"))
    assert number[1] == pytest.approx(day[1], abs=1)
    assert number[0] < 210 / 25.4 * 72 / 2 < day[0] + 100


def test_rules_have_the_lengths_of_the_decree():
    assert tieu_ngu_rule_mm() == pytest.approx(width_mm("Độc lập - Tự do - Hạnh phúc", size_pt=13, bold=True), abs=0.1)
    line = width_mm("SỞ THÔNG TIN VÀ TRUYỀN THÔNG", size_pt=12, bold=True)
    assert line / 3 <= agency_rule_mm("SỞ THÔNG TIN VÀ TRUYỀN THÔNG") <= line / 2
    subject = width_mm("Kết quả tuyên truyền", size_pt=14, bold=True)
    assert subject / 3 <= subject_rule_mm("Kết quả tuyên truyền") <= subject / 2


def test_lines_of_a_long_name_are_of_nearly_even_length():
    assert balanced_lines("ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI", size_pt=12, room_mm=75) == ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HÀ NỘI"]
    assert balanced_lines("X" * 300, size_pt=12, room_mm=75) == ["X" * 300]


def test_the_body_is_14_justified_with_a_first_line_and_gaps():
    line = next(p for p in docx_of(LETTER).paragraphs if p.text.startswith("Thực hiện"))
    shape = line.paragraph_format
    assert (line.alignment, line.runs[0].font.size) == (WD_ALIGN_PARAGRAPH.JUSTIFY, Pt(14))
    assert Mm(10) <= shape.first_line_indent <= Mm(12.7)
    assert shape.space_before + shape.space_after >= Pt(6)
    assert 1.0 <= shape.line_spacing <= 1.5


def test_several_addressees_stand_under_the_colon_one_on_the_same_line():
    lines = [p for p in docx_of(LETTER).paragraphs if p.text.startswith(("Kính gửi", "- "))]
    assert [p.text for p in lines] == ["Kính gửi:", "- Ủy ban nhân dân các phường;", "- Phòng Văn hóa và Thông tin quận."]
    colon = lines[0].paragraph_format.left_indent / Mm(1) + width_mm("Kính gửi", size_pt=14)
    dash = lines[1].paragraph_format.left_indent + lines[1].paragraph_format.first_line_indent  # what follows on a second line hangs
    assert dash / Mm(1) == pytest.approx(colon, abs=0.5)
    assert "Kính gửi: Ủy ban nhân dân thành phố Hà Nội" in [p.text for p in docx_of(REPORT).paragraphs]


def test_bases_are_italic_and_end_as_the_decree_says():
    bases = [p for p in docx_of(REPORT).paragraphs if p.text.startswith("Căn cứ")]
    assert [p.text[-1] for p in bases] == [";", "."]
    assert all(p.runs[0].font.italic for p in bases)


def test_the_foot_names_the_recipients_left_and_signs_right():
    document = docx_of(LETTER)
    left, right = _cell(document, -1, 0, 0), _cell(document, -1, 0, 1)
    assert left[0][:4] == ("Nơi nhận:", 12, True, True)
    assert [(text, size) for text, size, *_ in left[1:]] == [
        ("- Như trên;", 11),
        ("- Sở TT&TT (để báo cáo);", 11),
        ("- Lưu: VT, VHTT.", 11),
    ]
    assert [(text, size, bold) for text, size, bold, *_ in right] == [
        ("TM. ỦY BAN NHÂN DÂN", 14, True),
        ("KT. CHỦ TỊCH", 14, True),
        ("PHÓ CHỦ TỊCH", 14, True),
        ("Nguyễn Văn Mẫu", 14, True),
    ]


def test_capitals_are_characters_not_formatting():
    with zipfile.ZipFile(io.BytesIO(to_docx(REPORT))) as archive:
        written = archive.read("word/document.xml").decode()
    assert "w:caps" not in written
    assert "w:smallCaps" not in written
    assert "KẾT QUẢ THEO ĐƠN VỊ" in written
    assert "KẾT QUẢ THEO ĐƠN VỊ" in " ".join(pdf_text(REPORT))


def test_page_numbers_stand_at_the_top_centre_but_not_on_the_first_page():
    pages = pdf_text(REPORT)
    assert not pages[0].startswith("1 ")
    own = [page for page in pages if "(Kèm theo" not in page]  # an annex counts its own pages
    assert [page.split()[0] for page in own[1:]] == [str(n) for n in range(2, len(own) + 1)]
    _, x, y = places_in_pdf(REPORT, page=1)[0]
    assert y > (297 - 20) / 25.4 * 72
    assert x == pytest.approx((30 + 165 / 2) / 25.4 * 72, abs=6)
    section = docx_of(REPORT).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert "PAGE" not in section.first_page_header.paragraphs[0]._p.xml


def test_an_illustration_says_so_on_every_page():
    assert all(ILLUSTRATION in page for page in pdf_text(REPORT))
    document = docx_of(REPORT)
    assert ILLUSTRATION in document.sections[0].first_page_footer.paragraphs[0].text
    assert ILLUSTRATION in document.sections[0].footer.paragraphs[0].text
    assert all(section.footer.is_linked_to_previous for section in document.sections[1:])
    assert ILLUSTRATION not in " ".join(pdf_text(LETTER))


def test_a_wide_annex_lies_across_and_refers_to_its_paper():
    sections = docx_of(REPORT).sections
    assert [section.page_width > section.page_height for section in sections] == [False, True, False]
    assert "(Kèm theo Báo cáo số /BC-STTTT ngày tháng năm 2021 của Sở Thông tin và Truyền thông)" in re.sub(
        r"\s+", " ", " ".join(pdf_text(REPORT))
    )


def test_a_table_repeats_its_header_and_keeps_its_rows_whole():
    table = docx_of(REPORT).tables[1]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)
    assert [cell.text for cell in table.rows[1].cells] == ["", "Tổng", "1.250.000"]


def test_numbers_and_days_below_ten_carry_a_zero():
    paper = replace(LETTER, number="7", signed_on=date(2021, 2, 3))
    assert paper.number_line == "Số: 07/UBND-VHTT"
    assert paper.date_line == "Hai Bà Trưng, ngày 03 tháng 02 năm 2021"
    assert replace(LETTER, signed_on=date(2021, 8, 12)).date_line == "Hai Bà Trưng, ngày 12 tháng 8 năm 2021"


@pytest.mark.parametrize("paper", [LETTER, REPORT], ids=["letter", "report"])
def test_the_same_paper_gives_the_same_bytes(paper):
    assert to_docx(paper) == to_docx(paper)
    assert to_pdf(paper) == to_pdf(paper)


@pytest.mark.parametrize("paper", [LETTER, REPORT], ids=["letter", "report"])
def test_a_paper_survives_being_kept_as_json(paper):
    assert paper_from_json(json.loads(json.dumps(paper_to_json(paper)))) == paper


def test_any_text_can_be_printed():
    wild = replace(
        LETTER, subject="#set *x* $y$ [z] <a> & \x00\x0b " + "e\u0302\u0301" * 300, body=(Paragraph('"#panic()" \\ `raw` @ref'),)
    )
    assert "#panic()" in " ".join(pdf_text(wild))
    assert "#panic()" in "\n".join(p.text for p in docx_of(wild).paragraphs)


def test_a_workbook_takes_text_for_text_and_numbers_for_numbers():
    from openpyxl import load_workbook

    data = to_xlsx([Sheet("Số liệu", "Tiêu đề", ("Tên", "Giá trị"), [("=1+1", 12345)])], title="t", author="a", mark=ILLUSTRATION)
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(data)).worksheets[0].iter_rows()]
    assert [ILLUSTRATION, None] in rows
    assert ["=1+1", 12345] in rows
    assert load_workbook(io.BytesIO(data)).worksheets[0].cell(5, 1).data_type == "s"
