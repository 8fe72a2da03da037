"""The table of Phụ lục I, Nghị định 30/2020 as data, held against the files: every element's size, style and place in DOCX and PDF.

Places are read from the pages: millimetres from the left edge of the sheet; columns of the letterhead are those of the model in Phụ lục III.
"""

import shutil
import subprocess
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import pytest
from tests.server.documents.reading_pages import lines_of, pages_of

from loa.server.documents.papers import (
    Article,
    Circulation,
    CoIssuer,
    Division,
    House,
    Numbered,
    PaperKind,
    Paragraph,
    Security,
    Signature,
    Urgency,
    to_docx,
    to_pdf,
)
from loa.server.documents.papers.written import example_of, paper_from_content

LEFT, RIGHT = 30.0, 210 - 15.0  # edges of the text
LETTERHEAD_LEFT, LETTERHEAD_RIGHT = LEFT + 76 / 2, LEFT + 76 + 89 / 2
MIDDLE = (LEFT + RIGHT) / 2
SIGNED = LEFT + 75 + 90 / 2
FIRST_LINE = LEFT + 12.7


def example(kind):
    return paper_from_content(kind, example_of(kind))


LETTER = replace(
    example(PaperKind.LETTER),
    number="7",
    signed_on=date(2026, 3, 8),
    urgency=Urgency.VERY_URGENT,
    security=Security.SECRET,
    circulation=Circulation.INTERNAL,
    drafter="nta",
    copies=50,
)
DECISION = replace(
    example(PaperKind.DECISION),
    number="12",
    body=(
        Division("chuong", "I", "Quy định chung"),
        Division("muc", "1", "Phạm vi"),
        Article("1", "Phạm vi điều chỉnh", "Văn bản này quy định lịch phát."),
        Numbered("1.", "Khoản một."),
        Numbered("a)", "Điểm a;"),
        *example(PaperKind.DECISION).body,
    ),
)
PAPERS = {"letter": LETTER, "decision": DECISION}


@dataclass(frozen=True)
class Element:
    """One row of the decree's table. `at` is the middle of centred elements, the left edge of the others; `leading` words open a paragraph."""

    name: str
    paper: str
    text: str
    least: float
    most: float
    bold: bool = False
    italic: bool = False
    align: str = "center"
    at: float = MIDDLE
    page: int = 0


TABLE = [
    Element("1. Quốc hiệu", "letter", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13, bold=True, at=LETTERHEAD_RIGHT),
    Element("1. Tiêu ngữ", "letter", "Độc lập - Tự do - Hạnh phúc", 13, 14, bold=True, at=LETTERHEAD_RIGHT),
    Element("2. Cơ quan chủ quản", "letter", "THÀNH PHỐ BÌNH MINH", 12, 13, at=LETTERHEAD_LEFT),
    Element("2. Cơ quan ban hành", "letter", "PHƯỜNG AN BÌNH", 12, 13, bold=True, at=LETTERHEAD_LEFT),
    Element("3. Số, ký hiệu", "letter", "Số: 07/UBND-VHXH", 13, 13, at=LETTERHEAD_LEFT),
    Element("4. Địa danh, thời gian", "letter", "An Bình, ngày 08 tháng 3 năm 2026", 13, 14, italic=True, at=LETTERHEAD_RIGHT),
    Element("5a. Tên loại", "decision", "QUYẾT ĐỊNH", 13, 14, bold=True),
    Element("5a. Trích yếu", "decision", "Về việc ban hành lịch phát thanh năm 2026", 13, 14, bold=True),
    Element("5b. Trích yếu công văn", "letter", "V/v tăng cường tuyên truyền", 12, 13, at=LETTERHEAD_LEFT),
    Element("6. Thẩm quyền ban hành", "decision", "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH", 13, 14, bold=True),
    Element("6. Căn cứ", "decision", "Căn cứ Luật Tổ chức chính quyền địa phương", 13, 14, italic=True, align="both", at=FIRST_LINE),
    Element("6. Chương, số", "decision", "Chương I", 13, 14, bold=True),
    Element("6. Chương, tiêu đề", "decision", "QUY ĐỊNH CHUNG", 13, 14, bold=True),
    Element("6. Mục, số", "decision", "Mục 1", 13, 14, bold=True),
    Element("6. Mục, tiêu đề", "decision", "PHẠM VI", 13, 14, bold=True),
    Element("6. Điều", "decision", "Điều 1. Phạm vi điều chỉnh", 13, 14, bold=True, align="both", at=FIRST_LINE),
    Element("6. Khoản", "decision", "1. Khoản một.", 13, 14, align="both", at=FIRST_LINE),
    Element("6. Điểm", "decision", "a) Điểm a;", 13, 14, align="both", at=FIRST_LINE),
    Element("6. Nội dung", "letter", "Thực hiện Kế hoạch số 45/KH-UBND", 13, 14, align="both", at=FIRST_LINE),
    Element("7a. Quyền hạn", "letter", "TM. ỦY BAN NHÂN DÂN", 13, 14, bold=True, at=SIGNED),
    Element("7a. Chức vụ", "letter", "PHÓ CHỦ TỊCH", 13, 14, bold=True, at=SIGNED),
    Element("7b. Họ tên", "letter", "Nguyễn Văn A", 13, 14, bold=True, at=SIGNED),
    Element("9a. Kính gửi", "letter", "Kính gửi:", 13, 14, align="left", at=LEFT + 30),
    Element("9b. Nơi nhận", "letter", "Nơi nhận:", 12, 12, bold=True, italic=True, align="left", at=LEFT),
    Element("9b. Danh sách", "letter", "- Thường trực Đảng ủy (để báo cáo);", 11, 11, align="left", at=LEFT),
    Element("9b. Lưu", "letter", "- Lưu: VT, VHXH.", 11, 11, align="left", at=LEFT),
    Element("10a. Độ mật", "letter", "MẬT", 13, 14, bold=True, at=LETTERHEAD_LEFT),
    Element("10b. Mức độ khẩn", "letter", "THƯỢNG KHẨN", 13, 14, bold=True, at=LETTERHEAD_LEFT),
    Element("12. Người soạn thảo, số bản", "letter", "NTA.50", 11, 11, align="left", at=LEFT),
    Element("Phụ lục, số", "letter", "Phụ lục", 14, 14, bold=True, page=-1),
    Element("Phụ lục, tiêu đề", "letter", "BIỂU BÁO CÁO KẾT QUẢ TUYÊN TRUYỀN", 13, 14, bold=True, page=-1),
    Element(
        "Phụ lục, chỉ dẫn",
        "letter",
        "(Kèm theo Công văn số 07/UBND-VHXH ngày 08 tháng 3 năm 2026 của Ủy ban nhân dân phường An Bình)",
        13,
        14,
        italic=True,
        page=-1,
    ),
]
NAMES = [element.name for element in TABLE]
# The header and the footer are parts of their own in a DOCX; they are asked of the pages.
ON_PAGES = [
    Element("11. Phạm vi lưu hành", "letter", "LƯU HÀNH NỘI BỘ", 13, 14, bold=True),
    Element("13. Địa chỉ", "letter", "Địa chỉ: số 1 đường Hòa Bình, phường An Bình; điện thoại: 0200 000 000;", 11, 12),
]


@cache
def pdf_pages(name):
    return pages_of(to_pdf(PAPERS[name]))


@cache
def docx_lines(name):
    return lines_of(to_docx(PAPERS[name]))


def holds(element, pages):
    found = pages[element.page].find(element.text)
    assert found.bold == {element.bold}
    assert found.italic == {element.italic}
    assert all(element.least <= size <= element.most for size in found.sizes), found.sizes
    # A slanted or a bracketed glyph may stick out of its own width a little.
    place = found.centre if element.align == "center" else found.left
    assert place == pytest.approx(element.at, abs=1.0 if element.italic else 0.7)


@pytest.mark.parametrize("element", [*TABLE, *ON_PAGES], ids=[*NAMES, *(e.name for e in ON_PAGES)])
def test_every_element_stands_on_the_pdf_page_as_the_decree_draws_it(element):
    holds(element, pdf_pages(element.paper))


@pytest.mark.parametrize("element", TABLE, ids=NAMES)
def test_every_element_is_written_into_the_docx_as_the_decree_draws_it(element):
    lines = docx_lines(element.paper)
    whole = [one for one in lines if one.text == element.text]
    line = (whole or [one for one in lines if element.text in one.text.replace("\n", " ")])[0]
    assert element.least <= line.size <= element.most
    assert (line.bold, line.italic) == (element.bold, element.italic)
    assert line.alignment == element.align
    if element.align == "both":
        assert line.first_line_mm == pytest.approx(element.at - LEFT, abs=0.1)
    if element.at in (LETTERHEAD_LEFT, LETTERHEAD_RIGHT, SIGNED):
        assert line.cell is not None


ORDER = {
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd "
    "tblLayout tblCellMar tblLook",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens spacing "
    "ind contextualSpacing jc rPr sectPr",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt "
    "vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike color spacing w kern position sz szCs highlight u effect bdr shd lang",
}


@pytest.mark.parametrize("name", PAPERS)
def test_properties_stand_in_the_order_of_the_standard_so_that_every_office_program_opens_the_file(name):
    import io
    import zipfile

    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(to_docx(PAPERS[name]))) as archive:
        parts = [archive.read(one) for one in archive.namelist() if one.startswith("word/") and one.endswith(".xml") and "theme" not in one]
    for part in parts:
        for element in etree.fromstring(part).iter():
            order = ORDER.get(etree.QName(element).localname, "").split()
            held = [etree.QName(child).localname for child in element]
            places = [order.index(one) for one in held if one in order]
            assert places == sorted(places), held


@cache
def docx_pages(name, folder):
    """The DOCX as LibreOffice lays it out."""
    (folder / f"{name}.docx").write_bytes(to_docx(PAPERS[name]))
    own = f"-env:UserInstallation=file://{folder}/office"
    asked = ["soffice", own, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / f"{name}.docx")]
    subprocess.run(asked, check=True, capture_output=True, timeout=120)
    return pages_of((folder / f"{name}.pdf").read_bytes())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("office")


@pytest.mark.heavy
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here; the DOCX itself is read above")
@pytest.mark.parametrize("element", [*TABLE, *ON_PAGES], ids=[*NAMES, *(e.name for e in ON_PAGES)])
def test_an_office_program_lays_the_docx_out_as_the_decree_draws_it(element, folder):
    holds(element, docx_pages(element.paper, folder))


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_is_printed_into_the_margins_but_page_number_and_address(name):
    for page in pdf_pages(name):
        body = [c for c in page.chars if 20 <= c.baseline <= page.height - 20]
        assert min(c.left for c in body) >= LEFT - 0.3
        assert max(c.right for c in body) <= RIGHT + 0.3


def test_the_number_and_the_day_share_a_line_and_the_elements_follow_in_the_order_of_the_page():
    page = pdf_pages("letter")[0]
    assert page.find("Số: 07/").baseline == pytest.approx(page.find("An Bình, ngày").baseline, abs=0.5)
    assert page.find("Nơi nhận:").baseline == pytest.approx(page.find("TM. ỦY BAN NHÂN DÂN").baseline, abs=1)
    order = [
        "LƯU HÀNH NỘI BỘ",
        "CỘNG HÒA",
        "Độc lập",
        "Số: 07/",
        "V/v tăng",
        "THƯỢNG KHẨN",
        "Kính gửi:",
        "Thực hiện",
        "Nơi nhận:",
        "NTA.50",
        "Địa chỉ:",
    ]
    heights = [page.find(words).baseline for words in order]
    assert heights == sorted(heights)


def test_stamps_are_framed_as_wide_and_high_as_the_decree_cuts_them():
    frames = [(width, height) for _left, _top, width, height in pdf_pages("letter")[0].rules if 6 < height < 10]
    for cut in (40, 20):  # outlines are told with the thickness of the pen
        assert any(width == pytest.approx(cut, abs=1) and height == pytest.approx(8, abs=1) for width, height in frames)
    sizes = {Urgency.URGENT: 20, Urgency.VERY_URGENT: 40, Urgency.AT_ONCE: 30}
    for urgency, width in sizes.items():
        xml = stamp_of(to_docx(replace(LETTER, urgency=urgency, security=Security.NONE)), urgency.vi)
        assert xml == (pytest.approx(width, abs=0.1), pytest.approx(8, abs=0.1), "exact")


def stamp_of(docx, words):
    """Width, height and rule of height of the frame around these words."""
    import io

    from docx import Document
    from docx.oxml.ns import qn

    for cell in Document(io.BytesIO(docx)).element.body.iter(qn("w:tc")):
        if "".join(t.text or "" for t in cell.iter(qn("w:t"))) == words and cell.find(f".//{qn('w:tcBorders')}") is not None:
            height = cell.getparent().find(f".//{qn('w:trHeight')}")
            width = cell.find(f".//{qn('w:tcW')}")
            return (*(int(e.get(qn(k))) / 1440 * 25.4 for e, k in ((width, "w:w"), (height, "w:val"))), height.get(qn("w:hRule")))
    raise AssertionError(words)


def test_rules_stand_under_the_motto_the_agency_and_the_subject():
    page = pdf_pages("decision")[0]
    rules = [(left, top, width) for left, top, width, height in page.rules if height < 1 and width > 5]
    motto, agency, subject = (
        page.find("Độc lập - Tự do - Hạnh phúc"),
        page.find("PHƯỜNG AN BÌNH"),
        page.find("Về việc ban hành lịch phát thanh năm 2026"),
    )
    for phrase, least, most in ((motto, 0.97, 1.03), (agency, 1 / 3, 1.0), (subject, 1 / 3, 1 / 2)):
        under = [r for r in rules if 0 < r[1] - phrase.baseline < 4 and abs(r[0] + r[2] / 2 - phrase.centre) < 1]
        assert len(under) == 1
        assert least <= under[0][2] / (phrase.right - phrase.left) <= most


PARTY = replace(
    example(PaperKind.GUIDANCE),
    house=House.PARTY,
    superior_agency="Thành ủy Bình Minh",
    issuing_agency="Ban Tuyên giáo và Dân vận",
    symbol="HD/BTGDVTU",
    number="37",
    signature=Signature(("K/T Trưởng ban", "Phó Trưởng ban"), "Lê Văn C"),
)


def test_a_party_paper_has_the_partys_head_a_star_and_a_number_without_a_colon():
    page = pages_of(to_pdf(PARTY))[0]
    assert page.says("ĐẢNG CỘNG SẢN VIỆT NAM")
    assert not page.says("CỘNG HÒA")
    assert page.find("*").centre == pytest.approx(LETTERHEAD_LEFT, abs=1)
    assert page.find("Số 37-HD/BTGDVTU").centre == pytest.approx(LETTERHEAD_LEFT, abs=0.7)
    texts = [line.text for line in lines_of(to_docx(PARTY))]
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in texts
    assert "Số 37-HD/BTGDVTU" in texts
    assert "*" in texts


def test_agencies_that_issue_together_sign_side_by_side_and_the_one_that_leads_on_the_right():
    other = CoIssuer("Ủy ban Mặt trận Tổ quốc Việt Nam phường An Bình", Signature(("TM. Ban Thường trực", "Chủ tịch"), "Trần Thị B"))
    page = pages_of(to_pdf(replace(example(PaperKind.PLAN), joint=(other,))))[0]
    lead, second = page.find("Nguyễn Văn A"), page.find("Trần Thị B")
    assert second.right < lead.left
    assert lead.baseline == pytest.approx(second.baseline, abs=0.3)
    assert page.find("Nơi nhận:").baseline > lead.baseline


def test_a_long_list_of_recipients_runs_over_pages_and_leaves_the_signature_whole():
    many = replace(
        LETTER,
        addressed_to=tuple(f"Ủy ban nhân dân phường thứ {n}" for n in range(1, 101)),
        recipients=("Như trên", *(f"Cơ quan thứ {n}" for n in range(1, 101))),
    )
    pages = pages_of(to_pdf(many))
    said = [page for page in pages if page.says("TM. ỦY BAN NHÂN DÂN")]
    assert len(said) == 1
    assert said[0].says("Nguyễn Văn A")
    assert all(any(page.says(f"{n};") for page in pages) for n in (1, 50, 100))
    assert all(c.baseline <= page.height - 8 for page in pages for c in page.chars)
    texts = [line.text for line in lines_of(to_docx(many))]
    assert "- Ủy ban nhân dân phường thứ 100." in texts
    assert "- Cơ quan thứ 100;" in texts


def test_a_table_over_pages_repeats_its_header_and_a_name_of_sixty_letters_is_not_cut():
    from loa.server.documents.papers import Column, Table

    name = "Nguyễn Thị Hoàng Anh Tôn Nữ Công Huyền Phương Thảo Ái Liên Bích"
    rows = tuple((str(n), f"Phường thứ {n}") for n in range(1, 121))
    paper = replace(
        LETTER, body=(Table((Column("TT", 0.2), Column("Đơn vị")), rows), Paragraph("Hết./.")), signature=Signature(("Chủ tịch",), name)
    )
    pages = pages_of(to_pdf(paper))
    assert sum(page.says("Đơn vị") for page in pages) >= 3
    signed = next(page for page in pages if page.says("CHỦ TỊCH"))
    assert signed.says(name)
    assert max(c.right for c in signed.chars) <= RIGHT + 0.3


@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_kind_prints_its_name_or_v_v_and_whom_it_goes_to(kind):
    page = pages_of(to_pdf(example(kind)))[0]
    assert page.says(kind.vi.upper()) == kind.is_named
    assert page.says("V/v") == (not kind.is_named)
    leads = {PaperKind.TELEGRAM: "điện:", PaperKind.INVITATION: "trân trọng kính mời:"}
    assert page.says(leads.get(kind, "Kính gửi:")) == bool(example(kind).addressed_to)
