"""What a letter asks, as a tree: who is to do what by when."""

import json
from pathlib import Path

import pytest

from loa.core.reading import read_letter, requests_in
from loa.core.reading.clause import Recurrence, Relative

PAPERS = Path(__file__).parent / "papers"
HEAD = "ỦY BAN NHÂN DÂN\nXÃ MẪU\n\nSố: {symbol}\n{about}\n\nXã Mẫu, ngày 05 tháng 8 năm 2021\n\n{title}\n\n"
TAIL = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nNguyễn Văn Mẫu\n"


def letter(body: str):
    return read_letter(HEAD.format(symbol="12/UBND-VX", about="V/v tuyên truyền", title="Kính gửi: Các thôn.") + body + TAIL)


def plan(body: str, *, kind: str = "KẾ HOẠCH", short: str = "KH"):
    return read_letter(HEAD.format(symbol=f"12/{short}-UBND", about="", title=f"{kind}\nTuyên truyền phòng dịch") + body + TAIL)


def outline(clauses, depth: int = 0) -> list[str]:
    """ "II.1 request" and the like, points indented."""
    return [line for c in clauses for line in (f"{'  ' * depth}{c.number} {c.kind}", *outline(c.children, depth + 1))]


PLAN = """Ủy ban nhân dân xã ban hành Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Nâng cao nhận thức của nhân dân.
2. Yêu cầu
Làm thực chất.
II. TỔ CHỨC THỰC HIỆN
1. Công an xã
a) Tuần tra các điểm tiêm, báo cáo kết quả trước ngày 20/8/2021.
b) Cử người trực.
2. Các thôn chủ trì vận động người dân; báo cáo trước 16 giờ thứ Sáu hằng tuần.
3. Giao Trạm Y tế xã lập danh sách trong 03 ngày làm việc kể từ ngày nhận được Kế hoạch này.

Trên đây là Kế hoạch của xã, yêu cầu các thôn thực hiện./."""


def test_a_plan_is_a_tree_whose_sections_hold_clauses_and_clauses_points():
    assert outline(plan(PLAN).clauses) == [
        "I context", "  I.1 context", "  I.2 context",
        "II section", "  II.1 request", "    II.1.a report", "    II.1.b request", "  II.2 request", "  II.3 request",
        "None request",
    ]  # fmt: skip


def test_what_only_explains_is_no_request():
    assert [c.number for c in plan(PLAN).requests()] == ["II.1.a", "II.1.b", "II.2", "II.3", None]


def test_a_point_has_the_addressee_of_its_clause():
    tree = {c.number: c for top in plan(PLAN).clauses for c in top.walk()}
    assert tree["II.1.a"].addressees == ("Công an xã",)
    assert tree["II.2"].addressees == ("Các thôn",)
    assert tree["II.3"].addressees == ("Trạm Y tế xã",)
    assert (tree["II.1.a"].verb, tree["II.2"].verb, tree["II.3"].verb) == ("tuần tra", "chủ trì", "lập")


def test_each_clause_has_its_own_deadline():
    tree = {c.number: c for top in plan(PLAN).clauses for c in top.walk()}
    assert tree["II.1.a"].due.date == "2021-08-20"
    assert tree["II.1.b"].due is None
    assert tree["II.2"].due.recurring == Recurrence("week", weekday=5, time="16:00")
    assert tree["II.3"].due.relative == Relative(3, "day", working=True, since="kể từ ngày nhận được Kế hoạch này")


def test_the_printed_tree_walks_to_the_same_requests_and_a_flat_one_of_before_stays():
    read = plan(PLAN)
    printed = json.loads(json.dumps(read.as_json()["clauses"]))
    assert [c["number"] for c in requests_in(printed)] == [c.number for c in read.requests()]
    flat = [{"number": "1", "kind": "request", "text": "A"}, {"number": None, "kind": "report", "text": "B"}]
    assert list(requests_in(flat)) == flat


def test_a_decision_asks_only_in_the_articles_that_name_somebody():
    read = plan(
        "Điều 1. Thành lập Ban Chỉ huy, gồm các ông (bà) có tên sau:\n1. Ông Trần Mẫu: Trưởng ban.\n\n"
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 7/QĐ-UBND ngày 02/3/2020.\n\n"
        "Điều 3. Công an xã và các thôn chịu trách nhiệm thi hành Quyết định này./.",
        kind="QUYẾT ĐỊNH", short="QĐ",
    )  # fmt: skip
    assert [c.number for c in read.requests()] == ["Điều 3"]
    assert read.mentioned_documents[0].role == "thay thế"


def test_the_places_of_an_addressee_are_kept():
    read = letter("UBND xã yêu cầu:\n\n1. Các thôn: Đông, Đoài, Thượng tổ chức phát thanh hai buổi./.")
    assert read.clauses[0].addressees == ("Các thôn: Đông, Đoài, Thượng",)


def test_a_report_tells_and_asks_only_in_its_proposals():
    read = plan(
        "I. KẾT QUẢ\n1. Đã phát 40 buổi.\n\nII. NHIỆM VỤ\n1. Tiếp tục phát thanh.\n\n"
        "III. KIẾN NGHỊ\nKiến nghị Sở Y tế hỗ trợ thêm máy phun./.", kind="BÁO CÁO", short="BC",
    )  # fmt: skip
    assert [(c.number, c.addressees) for c in read.requests()] == [("III", ("Sở Y tế",))]


def test_a_figure_at_the_beginning_of_a_line_is_no_clause():
    read = letter("UBND xã yêu cầu:\n\n1. Các thôn phát thanh từ ngày\n10. Giờ phát do thôn chọn.\n\n2. Công an xã tuần tra./.")
    assert [c.number for c in read.clauses] == ["1", "2"]


def test_a_scan_that_reads_one_as_l_does_not_lose_the_first_clause():
    read = letter("UBND xã yêu cầu:\n\nl. Các thôn phát thanh.\n\n2. Công an xã tuần tra./.")
    assert [c.number for c in read.clauses] == ["1", "2"]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("báo cáo trước ngày 15 hằng tháng", Recurrence("month", day=15)),
        ("gửi báo cáo trước 15 giờ ngày 25 hằng tháng", Recurrence("month", day=25, time="15:00")),
        ("báo cáo trước 16 giờ 30 hằng ngày", Recurrence("day", time="16:30")),
        ("báo cáo trước ngày 10/12 hằng năm", Recurrence("year", day=10, month=12)),
        ("báo cáo vào ngày làm việc cuối cùng hằng quý", Recurrence("quarter", day=-1)),
        ("gửi báo cáo thứ Hai hằng tuần", Recurrence("week", weekday=1)),
        ("báo cáo trước ngày 15 của tháng cuối quý", Recurrence("quarter", day=15)),
        ("báo cáo tình hình 03 giờ/lần", Recurrence("hour")),
    ],
)
def test_a_deadline_that_recurs_is_taken_apart(words, due):
    assert letter(f"UBND xã yêu cầu:\n\n1. Các thôn {words}.\n\n2. Tuần tra./.").clauses[0].due.recurring == due


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("báo cáo sau 05 ngày làm việc kể từ ngày nhận được văn bản này", Relative(5, "day", True, "kể từ ngày nhận được văn bản này")),
        ("báo cáo trong vòng 24 giờ kể từ khi phát hiện ca bệnh", Relative(24, "hour", False, "kể từ khi phát hiện ca bệnh")),
        ("gửi danh sách chậm nhất 03 ngày làm việc", Relative(3, "day", True, None)),
        ("giao giấy mời trước ngày họp 05 ngày", Relative(-5, "day", False, "trước ngày họp")),
    ],
)
def test_a_deadline_that_counts_from_something_is_taken_apart(words, due):
    read = letter(f"UBND xã yêu cầu:\n\n1. Các thôn {words}.\n\n2. Tuần tra./.")
    assert read.clauses[0].due.relative == due
    assert read.deadline_dates == ()


def test_how_long_something_lasts_is_no_deadline():
    read = letter("UBND xã yêu cầu:\n\n1. Các thôn phát thanh trong 05 ngày, mỗi buổi không quá 45 phút.\n\n2. Tuần tra./.")
    assert read.clauses[0].due is None
    assert read.deadline_relative == ()


def test_an_article_that_shares_out_work_is_opened_to_its_clauses():
    paper = read_letter((PAPERS / "qd-tong-cuc-giai-thuong.txt").read_text(encoding="utf-8"))
    assert [c.number for c in paper.requests()] == ["Điều 2.1", "Điều 2.2", "Điều 2.3", "Điều 4"]
    assert next(paper.requests()).addressees == ("Phòng Quản lý thiên tai cộng đồng",)
