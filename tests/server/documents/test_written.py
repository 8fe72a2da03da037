"""Content as people write it: the documented examples are papers, and every wrong key or value is refused by its place."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loa.core.errors import LoaError
from loa.server.documents.errors import (
    ContentKeyMissing,
    ContentKeyTwice,
    ContentKeyUnknown,
    ContentNotJson,
    ContentValueWrong,
)
from loa.server.documents.papers import (
    Article,
    Division,
    Heading,
    Numbered,
    PaperKind,
    Paragraph,
    Table,
    faults_of,
    paper_from_content,
    paper_from_json,
    paper_to_json,
    to_docx,
    to_pdf,
)
from loa.server.documents.papers.as_text import blocks_of, text_of
from loa.server.documents.papers.numbering import POINTS, Numbers, point
from loa.server.documents.papers.written import example_of, json_of

ROOT = Path(__file__).parents[3]
DOCUMENTED = re.findall(r"```json (\w+)\n(.*?)```", (ROOT / "docs/reference/writing.md").read_text(), re.DOTALL)
LETTER = example_of(PaperKind.LETTER)


def letter_with(**changes):
    return {**LETTER, **changes}


@pytest.mark.parametrize("kind", list(PaperKind))
def test_the_example_of_every_kind_is_a_paper_in_good_form(kind):
    paper = paper_from_content(kind, example_of(kind))
    assert faults_of(paper) == ()
    assert paper_from_json(json.loads(json.dumps(paper_to_json(paper)))) == paper


@pytest.mark.parametrize(("kind", "content"), DOCUMENTED, ids=[kind for kind, _ in DOCUMENTED])
def test_the_examples_of_the_reference_can_be_written(kind, content, tmp_path):
    from loa.launch.cli import main

    (tmp_path / "content.json").write_text(content)
    assert main(["write", kind, str(tmp_path / "content.json"), "--out", str(tmp_path / "paper.docx"), "--pdf"]) == 0
    assert (tmp_path / "paper.docx").read_bytes()[:2] == b"PK"
    assert (tmp_path / "paper.pdf").read_bytes()[:5] == b"%PDF-"


def test_the_reference_names_every_key_kind_and_block():
    from loa.server.documents.papers.content import Paper
    from loa.server.documents.papers.written import TYPES
    from loa.server.reports.official.letter_content import LetterKind

    said = (ROOT / "docs/reference/writing.md").read_text()
    keys = {*Paper.__dataclass_fields__, *PaperKind, *LetterKind, *TYPES} - {"kind"}
    assert {key for key in keys if f"`{key}`" not in said} == set()


def test_numbers_that_are_left_out_are_counted():
    body = [
        {"type": "heading", "text": "Một"},
        {"type": "clause", "text": "x"},
        {"type": "point", "text": "x"},
        {"type": "point", "text": "x"},
        {"type": "clause", "text": "x"},
        {"type": "point", "text": "x"},
        {"type": "heading", "text": "Hai"},
        {"type": "clause", "text": "x"},
        {"type": "clause", "text": "x", "number": "5."},
        {"type": "clause", "text": "x"},
        {"type": "dash", "text": "x"},
    ]
    paper = paper_from_content(PaperKind.LETTER, letter_with(body=body))
    assert [block.number for block in paper.body] == ["I.", "1.", "a)", "b)", "2.", "a)", "II.", "1.", "5.", "6.", "-"]


def test_points_follow_the_vietnamese_alphabet_and_articles_run_through():
    assert "".join(point(n) for n in range(1, 24)) == POINTS
    assert point(24) == "aa"
    numbers = Numbers()
    said = [numbers.next(level) for level in ("chuong", "article", "clause", "chuong", "article", "clause")]
    assert said == ["I", "1", "1", "II", "2", "1"]


WRONG = [
    (letter_with(subjekt="x"), ContentKeyUnknown, "“subjekt”"),
    ({k: v for k, v in LETTER.items() if k != "symbol"}, ContentKeyMissing, "“symbol”"),
    (letter_with(subject=""), ContentValueWrong, "subject"),
    (letter_with(subject=12), ContentValueWrong, "subject"),
    (letter_with(year="2026"), ContentValueWrong, "year"),
    (letter_with(year=True), ContentValueWrong, "year"),
    (letter_with(copies=0), ContentValueWrong, "copies"),
    (letter_with(signed_on="08/03/2026"), ContentValueWrong, "signed_on"),
    (letter_with(signed_on="2026-02-30"), ContentValueWrong, "signed_on"),
    (letter_with(urgency="gap"), ContentValueWrong, "“khan”"),
    (letter_with(kind="bao_cao"), ContentValueWrong, "kind"),
    (letter_with(addressed_to="Sở Y tế"), ContentValueWrong, "addressed_to"),
    (letter_with(addressed_to=["Sở Y tế", 3]), ContentValueWrong, "addressed_to[2]"),
    (letter_with(signature={"lines": ["CHỦ TỊCH"], "nam": "x"}), ContentKeyUnknown, "signature"),
    (letter_with(body=[{"type": "clause", "text": "x"}, {"text": "x"}]), ContentKeyMissing, "body[2]"),
    (letter_with(body=[{"type": "klause", "text": "x"}]), ContentValueWrong, "body[1].type"),
    (letter_with(body=[{"type": "heading", "text": "x", "level": 3}]), ContentValueWrong, "body[1].level"),
    (letter_with(body=[{"type": "heading", "text": "x", "level": True}]), ContentValueWrong, "body[1].level"),
    (letter_with(body=[{"type": "division", "title": "x"}]), ContentKeyMissing, "“level”"),
    (letter_with(body=[{"type": "table", "columns": [], "rows": []}]), ContentValueWrong, "body[1].columns"),
    (letter_with(body=[{"type": "table", "columns": [{"title": "a"}], "rows": [["1"], ["1", "2"]]}]), ContentValueWrong, "body[1].rows[2]"),
    (letter_with(body=[{"type": "table", "columns": [{"title": "a"}], "rows": [], "totals": [0]}]), ContentValueWrong, "body[1].totals"),
    (letter_with(body=[{"type": "table", "columns": [{"title": "a", "share": 0}], "rows": []}]), ContentValueWrong, "columns[1].share"),
    (letter_with(annexes=[{"title": "A", "body": [{"type": "paragraph", "text": 1}]}]), ContentValueWrong, "annexes[1].body[1].text"),
    ([LETTER], ContentValueWrong, "đầu tệp"),
]


@pytest.mark.parametrize(("content", "refusal", "says"), WRONG, ids=[f"{n}-{says}" for n, (_, _, says) in enumerate(WRONG)])
def test_a_wrong_key_or_value_is_refused_by_its_place(content, refusal, says):
    with pytest.raises(refusal) as refused:
        paper_from_content(PaperKind.LETTER, content)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b'{"subject": "x"', ContentNotJson),
        (b"\xff\xfe\x00", ContentNotJson),
        (b"[" * 100_000, ContentNotJson),
        (b'{"year": NaN}', ContentNotJson),
        (b'{"a": 1, "a": 2}', ContentKeyTwice),
        (b"", ContentNotJson),
    ],
)
def test_a_file_that_is_no_json_is_refused(data, refusal):
    with pytest.raises(refusal):
        json_of(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@settings(max_examples=150, deadline=None)
@given(key=st.sampled_from(sorted({*LETTER, "joint", "urgency", "copies", "signed_on", "house"})), value=JSON)
def test_any_value_at_any_key_is_taken_or_refused_and_never_breaks(key, value):
    try:
        paper = paper_from_content(PaperKind.LETTER, letter_with(**{key: value}))
    except LoaError:
        return  # refused by its place: the table above says how
    assert faults_of(paper) is not None


@settings(max_examples=25, deadline=None)
@given(text=st.text(min_size=1, max_size=400))
def test_any_text_can_be_written_to_both_files(text):
    wild = letter_with(
        body=[{"type": "paragraph", "text": f"a{text}"}, {"type": "article", "text": f"b{text}"}], drafter=text, draft=text, contact=text
    )
    paper = paper_from_content(PaperKind.LETTER, wild)
    assert to_docx(paper)
    assert to_pdf(paper)


@pytest.mark.parametrize(
    ("kind", "changes", "code"),
    [
        ("cong_van", {"symbol": "BC-UBND"}, "symbol"),
        ("ke_hoach", {"symbol": "UBND-KH"}, "symbol"),
        ("huong_dan", {"house": "dang"}, "symbol"),
        ("cong_van", {"addressed_to": []}, "addressed_missing"),
        ("ke_hoach", {"addressed_to": ["Sở Y tế"], "recipients": ["Như trên"]}, "addressed_extra"),
        ("cong_van", {"subject": "tuyên truyền."}, "subject_ends"),
        ("cong_van", {"recipients": ["Sở Y tế"]}, "as_above"),
        ("ke_hoach", {"recipients": ["Như trên"]}, "as_above_extra"),
        ("cong_van", {"archive": "VHXH"}, "archive"),
        ("cong_van", {"signature": {"lines": [], "name": "A"}}, "position_missing"),
        ("cong_van", {"signature": {"lines": ["CHỦ TỊCH"]}}, "name_missing"),
        ("cong_van", {"signature": {"lines": ["CHỦ TỊCH"], "name": "TS. Nguyễn Văn A"}}, "name_titled"),
        ("cong_van", {"signature": {"lines": ["KT. CHỦ TỊCH"], "name": "A"}}, "deputy"),
        ("cong_van", {"signature": {"lines": ["T/M ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "name": "A"}}, "capacity"),
        ("quyet_dinh", {"authority": ""}, "authority_missing"),
        ("quyet_dinh", {"bases": []}, "bases_missing"),
        ("quyet_dinh", {"body": [{"type": "paragraph", "text": "Kèm theo./."}]}, "articles_missing"),
        ("cong_van", {"body": [{"type": "paragraph", "text": "Theo phụ lục."}]}, "end_mark"),
        ("cong_van", {"body": [{"type": "paragraph", "text": "Thực hiện./."}]}, "annex_unnamed"),
        ("cong_van", {"body": []}, "body_missing"),
        ("cong_van", {"number": "12/UBND"}, "number"),
        ("cong_van", {"contact": "; ".join(["Địa chỉ: số 1 đường Hòa Bình, phường An Bình"] * 9)}, "contact_long"),
    ],
)
def test_the_form_is_checked_before_a_paper_is_signed(kind, changes, code):
    paper = paper_from_content(PaperKind(kind), {**example_of(PaperKind(kind)), **changes})
    assert code in {fault.code for fault in faults_of(paper)}


@pytest.mark.parametrize("kind", list(PaperKind))
def test_the_text_of_a_paper_comes_back_from_its_lines(kind):
    paper = paper_from_content(kind, example_of(kind))
    tables = [block for block in paper.body if isinstance(block, Table)]
    assert blocks_of(text_of(paper.body), tables=tables) == paper.body


def test_lines_say_what_they_are_by_how_they_begin():
    lines = "# I. Mục đích\n## 1. Nhỏ\nChương II. Quy định\nTiểu mục 1\nĐiều 3. Nội dung\nĐiều 4: Tiêu đề\n1.2. khoản\nđ) điểm\n- gạch\n/nghiêng/\n[Bảng 7]\n\nđoạn"
    assert blocks_of(lines) == (
        Heading("I.", "Mục đích"),
        Heading("1.", "Nhỏ", 2),
        Division("chuong", "II", "Quy định"),
        Division("tieu_muc", "1"),
        Article("3", text="Nội dung"),
        Article("4", title="Tiêu đề"),
        Numbered("1.2.", "khoản"),
        Numbered("đ)", "điểm"),
        Numbered("-", "gạch"),
        Paragraph("nghiêng", italic=True),
        Paragraph("[Bảng 7]"),
        Paragraph("đoạn"),
    )


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=300))
def test_any_lines_make_blocks_and_the_same_lines_again(text):
    once = text_of(blocks_of(text))
    assert text_of(blocks_of(once)) == once


def test_dashes_are_numbered_blocks_and_a_paper_keeps_them():
    paper = paper_from_content(PaperKind.LETTER, letter_with(body=[{"type": "dash", "text": "một"}]))
    assert paper.body == (Numbered("-", "một"),)
