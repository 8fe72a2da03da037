"""Papers as whole pages, in DOCX and PDF alike: numbers of pages, annexes, long names, spacing, signatures that stay together."""

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn
from tests.server.documents.reading_pages import lines_of, pages_of

from loa.server.documents.intake import read_file
from loa.server.documents.papers import (
    ILLUSTRATION,
    Annex,
    Article,
    Circulation,
    CoIssuer,
    Column,
    Paper,
    PaperKind,
    Paragraph,
    Signature,
    Table,
    to_docx,
    to_pdf,
)
from loa.server.documents.papers.written import example_of, paper_from_content

LEFT, RIGHT = 30.0, 210 - 15.0
MIDDLE = (LEFT + RIGHT) / 2
MM_PER_PT = 25.4 / 72
ROWS = tuple((str(n), f"Khu phố {n}", "", str(n * 12)) for n in range(1, 91))
COLUMNS = (Column("TT", 0.3, "center"), Column("Đơn vị", 2), Column("Ghi chú"), Column("Lượt", 1, "right"))
TEXT = "Ủy ban nhân dân phường thông báo một nội dung dài, đủ để chiếm vài dòng trên trang giấy khổ A4 theo quy định của thể thức văn bản. "


def example(kind):
    return paper_from_content(kind, example_of(kind))


LONG = replace(
    example(PaperKind.REPORT),
    issuing_agency="Ban Chỉ đạo phòng, chống thiên tai, tìm kiếm cứu nạn và phòng thủ dân sự phường An Bình",
    place="Thành phố Hồ Chí Minh",
    number="1234",
    signed_on=date(2026, 2, 3),
    addressed_to=("Ủy ban nhân dân Thành phố Hồ Chí Minh và Ban Chỉ huy phòng thủ dân sự Thành phố Hồ Chí Minh",),
    body=(Paragraph(TEXT * 24), Paragraph("Trên đây là báo cáo kết quả./.")),
    circulation=Circulation.INTERNAL,
    contact="Địa chỉ: số 1 đường Hòa Bình",
    annexes=(
        Annex(
            "Phụ lục I", "Tổng hợp kết quả tuyên truyền phòng, chống thiên tai trên hệ thống truyền thanh năm 2026", (Table(COLUMNS, ROWS),)
        ),
        Annex("Phụ lục II", "Biểu ngang", (Table(COLUMNS, ROWS),), wide=True),
    ),
)


def as_an_office_program_lays_it_out(paper: Paper, folder):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed here")
    (folder / "paper.docx").write_bytes(to_docx(paper))
    own = f"-env:UserInstallation=file://{folder}/office"
    asked = ["soffice", own, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "paper.docx")]
    subprocess.run(asked, check=True, capture_output=True, timeout=120)
    return pages_of((folder / "paper.pdf").read_bytes())


def number_of(page):
    """What stands in the top margin of a page, and whether in its middle."""
    found = [c for c in page.chars if c.baseline < (17 if page.width < page.height else 22) and c.text.isdigit()]
    if found:
        assert {13} == {round(c.size) for c in found}
        assert (found[0].left + found[-1].right) / 2 == pytest.approx(MIDDLE if page.width < page.height else page.width / 2, abs=0.7)
    return "".join(c.text for c in found)


def numbered_rightly(pages):
    starts = [at for at, page in enumerate(pages) if at == 0 or page.says("(Kèm theo")]
    assert len(starts) == 3
    assert len(pages) > 6  # every part runs over pages
    for begins, ends in zip(starts, [*starts[1:], len(pages)], strict=True):
        assert [number_of(page) for page in pages[begins:ends]] == ["", *map(str, range(2, ends - begins + 1))]
    assert [page.says("LƯU HÀNH NỘI BỘ") for page in pages] == [True] + [False] * (len(pages) - 1)
    assert [page.says("đường Hòa Bình") for page in pages] == [True] + [False] * (len(pages) - 1)
    assert all(page.says("Đơn vị") for page in pages[starts[1] :])  # the head of the table on every page


def test_pages_are_numbered_from_the_second_on_and_each_annex_counts_its_own():
    numbered_rightly(pages_of(to_pdf(LONG)))


@pytest.mark.heavy
def test_an_office_program_numbers_the_pages_of_the_docx_alike(tmp_path):
    pages = as_an_office_program_lays_it_out(LONG, tmp_path)
    numbered_rightly(pages)
    assert abs(len(pages) - len(pages_of(to_pdf(LONG)))) <= 1


def test_the_mark_of_an_illustration_stands_on_every_page_of_both():
    marked = replace(LONG, mark=ILLUSTRATION, mark_why="số liệu thử")
    assert all(page.says(ILLUSTRATION) for page in pages_of(to_pdf(marked)))
    for section in Document(io.BytesIO(to_docx(marked))).sections:
        for footer in (section.first_page_footer, section.footer):
            assert ILLUSTRATION in footer.paragraphs[0].text


def test_place_and_day_stay_on_one_line_when_the_place_has_a_long_name():
    page = pages_of(to_pdf(LONG))[0]
    place, day, number = (page.find(words) for words in ("Thành phố Hồ Chí Minh, ngày", "năm 2026", "Số: 1234/"))
    assert place.baseline == pytest.approx(day.baseline, abs=0.1) == pytest.approx(number.baseline, abs=0.1)
    assert day.right <= RIGHT + 0.3
    assert number.right < place.left
    assert page.find("CỘNG HÒA").centre < page.find("CHỦ NGHĨA").centre
    widths = [int(w.get(qn("w:w"))) / 1440 * 25.4 for w in Document(io.BytesIO(to_docx(LONG))).tables[0]._tbl.iter(qn("w:gridCol"))]
    assert sum(widths) == pytest.approx(165, abs=0.2)
    assert widths[1] > 89.5


def test_the_day_stands_below_the_place_where_the_number_leaves_no_room():
    crowded = replace(LONG, symbol="BC-BCĐPCTTTKCN&PTDSPHUONG")
    page = pages_of(to_pdf(crowded))[0]
    assert page.find("ngày 03 tháng 02 năm 2026").baseline > page.find("Thành phố Hồ Chí Minh,").baseline + 4
    assert "Thành phố Hồ Chí Minh,\nngày 03 tháng 02 năm 2026" in [line.text for line in lines_of(to_docx(crowded))]


def lines_between(page, first, last):
    return sorted(
        {round(c.baseline, 1) for c in page.chars if page.find(first).baseline - 0.2 <= c.baseline <= page.find(last).baseline + 0.2}
    )


def test_the_lines_of_addressee_and_annex_head_are_of_even_length_and_break_alike_in_both():
    texts = [line.text for line in lines_of(to_docx(LONG))]
    pages = pages_of(to_pdf(LONG))
    annex = next(page for page in pages if page.says("Phụ lục I"))
    for page, opening in ((pages[0], "Kính gửi:"), (annex, "TỔNG HỢP"), (annex, "(Kèm theo")):
        lines = next(text for text in texts if text.startswith(opening)).split("\n")
        widths = [page.find(line).right - page.find(line).left for line in lines]
        assert len(lines) > 1
        assert min(widths) > 0.6 * max(widths)
        assert all(page.find(line).centre == pytest.approx(MIDDLE, abs=1) for line in lines)


def test_blanks_for_number_and_day_stay_open_in_the_head_of_an_annex():
    unsigned = replace(LONG, number="", signed_on=None, year=2026)
    (text,) = [line.text for line in lines_of(to_docx(unsigned)) if line.text.startswith("(Kèm theo")][:1]
    assert "số      /BC-UBND" in text.replace("\n", " ")
    annex = next(page for page in pages_of(to_pdf(unsigned)) if page.says("Phụ lục I"))
    assert annex.find("/BC-UBND").left - annex.find("Báo cáo số").right > 4


def test_lines_are_set_1_15_apart_with_6_points_between_paragraphs_as_the_docx_says():
    paper = replace(LONG, body=(Paragraph(TEXT * 3), Paragraph("Đoạn một."), Paragraph("Đoạn hai."), Paragraph("Hết./.")))
    page = pages_of(to_pdf(paper))[0]
    held = lines_between(page, "Ủy ban nhân dân phường thông báo một", "Đoạn hai.")
    steps = [round((below - above) / MM_PER_PT, 1) for above, below in pairwise(held)]
    single = 14 * 1.149
    assert steps[0] == pytest.approx(1.15 * single, abs=0.5)
    assert steps[-1] == pytest.approx(1.15 * single + 6, abs=0.5)
    named, subject = page.find("BÁO CÁO"), page.find("Kết quả tuyên truyền")
    assert (subject.baseline - named.baseline) / MM_PER_PT == pytest.approx(single, abs=1)


def test_a_cell_left_empty_for_the_pen_makes_its_row_no_higher():
    for p in Document(io.BytesIO(to_docx(LONG))).element.body.iter(qn("w:p")):
        mark, sizes = p.pPr.find(qn("w:rPr")), {s.get(qn("w:val")) for r in p.iter(qn("w:r")) for s in r.iter(qn("w:sz"))}
        if sizes and p.find(qn("w:r")) is not None:
            assert mark is not None
            assert mark.find(qn("w:sz")).get(qn("w:val")) in sizes


JOINT = replace(
    example(PaperKind.PLAN),
    joint=(
        CoIssuer("Ủy ban Mặt trận Tổ quốc Việt Nam phường An Bình", Signature(("TM. Ban Thường trực", "Chủ tịch"), "Trần Thị B")),
        CoIssuer("Công an phường An Bình", Signature(("KT. Trưởng Công an", "Phó Trưởng Công an"), "Phạm Văn D")),
    ),
)


def test_the_signatures_of_a_joint_paper_stay_on_one_page_with_the_end_of_its_text():
    for lines in range(5, 13, 2):
        paper = replace(JOINT, body=(*(Paragraph(TEXT) for _ in range(lines)), Paragraph("Yêu cầu các đơn vị thực hiện./.")))
        (page,) = [page for page in pages_of(to_pdf(paper)) if page.says("Phạm Văn D")]
        assert page.says("Nguyễn Văn A")
        assert page.says("Yêu cầu các đơn vị thực hiện")


@pytest.mark.heavy
def test_an_office_program_keeps_the_signatures_of_a_joint_paper_together(tmp_path):
    paper = replace(JOINT, body=(*(Paragraph(TEXT) for _ in range(11)), Paragraph("Yêu cầu các đơn vị thực hiện./.")))
    (page,) = [page for page in as_an_office_program_lays_it_out(paper, tmp_path) if page.says("Phạm Văn D")]
    assert page.says("Nguyễn Văn A")
    assert page.says("Yêu cầu các đơn vị thực hiện")
    assert page.find("Nguyễn Văn A").baseline + 8 < page.find("KT. TRƯỞNG CÔNG AN").baseline


RULES = replace(
    example(PaperKind.DECISION),
    number="12",
    signed_on=date(2026, 1, 9),
    annexes=(
        Annex("Quy chế", "Hoạt động của hệ thống truyền thanh phường", (Article("1", "Phạm vi", "Quy chế này quy định việc quản lý."),)),
        Annex("Phụ lục", "Danh sách cụm loa", (Paragraph("Cụm số 1."),)),
    ),
)


def test_a_paper_that_is_issued_with_another_bears_the_letterhead_again_and_is_headed_like_one():
    _decision, rules, annex = pages_of(to_pdf(RULES))
    heights = [rules.find(words).baseline for words in ("CỘNG HÒA", "QUY CHẾ", "Hoạt động của", "(Kèm theo Quyết định số 12/QĐ-UBND")]
    assert heights == sorted(heights)
    assert rules.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").centre == pytest.approx(30 + 76 + 89 / 2, abs=0.7)
    assert rules.find("Hoạt động của hệ thống").bold == {True}
    assert not rules.says("Số:")
    assert not annex.says("CỘNG HÒA")
    texts = [line.text for line in lines_of(to_docx(RULES))]
    assert texts.count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 2
    assert "QUY CHẾ" in texts
    assert "DANH SÁCH CỤM LOA" in texts


def test_what_was_written_with_annexes_is_read_back():
    for data in (to_docx(RULES), to_pdf(RULES)):
        letter = read_file(data, name="a").letter
        assert (letter.number, letter.date, letter.doc_type, letter.signer) == ("12", "2026-01-09", "Quyết định", "Nguyễn Văn A")
        assert [annex.number for annex in letter.annexes] == ["Quy chế", "Phụ lục"]
