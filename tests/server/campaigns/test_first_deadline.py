"""The deadline that stands in the form when a campaign is opened from a letter."""

from datetime import date, time

from loa.server.campaigns.pages import _asked_by
from loa.server.documents.models import OfficialDocument
from loa.server.documents.pages.shown import also_read


def letter(*clauses):
    days = [clause["due"]["date"] for clause in clauses]
    return OfficialDocument(reading={"clauses": list(clauses), "deadline_dates": days})


def asked(text, day, hour=None):
    return {"kind": "request", "number": "1", "text": text, "due": {"date": day, "time": hour}}


CONTENT = asked("Sở Y tế cung cấp nội dung tuyên truyền trước ngày 04/8/2021.", "2021-08-04")
REPORT = asked("Tổ chức tổng vệ sinh, báo cáo kết quả trước 16 giờ 00 ngày 03/9/2021.", "2021-09-03", "16:00")


def test_the_day_to_report_by_stands_with_its_hour_and_not_an_earlier_day_of_something_else():
    assert _asked_by(letter(CONTENT, REPORT)) == {"due_day": date(2021, 9, 3), "due_hour": time(16)}


def test_where_no_report_is_asked_the_first_day_of_the_letter_stands():
    assert _asked_by(letter(CONTENT)) == {"due_day": date(2021, 8, 4), "due_hour": time(17)}
    assert _asked_by(letter()) == {}


def test_the_page_of_the_letter_shows_the_hour_of_a_deadline():
    assert dict(also_read(letter(CONTENT, REPORT)))["Thời hạn"] == ["4/8/2021", "16 giờ 00, 3/9/2021"]
