"""The period and the deadline that stand in the form when a campaign is opened from a letter, with the letter's own words."""

from datetime import date, time

import pytest

from loa.core.reading import read_letter
from loa.server.campaigns.papers.asked import wanted_by
from loa.server.documents.models import OfficialDocument

from ..conftest import LETTER

TODAY = date(2021, 7, 29)


def letter(*clauses, **read):
    days = [clause["due"]["date"] for clause in clauses]
    return OfficialDocument(reading={"clauses": list(clauses), "deadline_dates": days, **read})


def asked(text, day, hour=None):
    return {"kind": "request", "number": "1", "text": text, "due": {"date": day, "time": hour, "words": f"trước {day}"}}


def read_from(words):
    """The letter of the Sở with another sentence in it, read as it would be registered."""
    text = LETTER.replace("{number}", "5").replace("trên hệ thống truyền thanh cơ sở.", f"trên hệ thống truyền thanh cơ sở {words}.")
    return OfficialDocument(text=text, reading=read_letter(text).as_json())


CONTENT = asked("Sở Y tế cung cấp nội dung tuyên truyền trước ngày 04/8/2021.", "2021-08-04")
REPORT = asked("Tổ chức tổng vệ sinh, báo cáo kết quả trước 16 giờ 00 ngày 03/9/2021.", "2021-09-03", "16:00")


def due_of(document):
    due = wanted_by(document, today=TODAY).due
    return (due.day, due.hour) if due else None


def test_the_day_to_report_by_stands_with_its_hour_and_not_an_earlier_day_of_something_else():
    assert due_of(letter(CONTENT, REPORT)) == (date(2021, 9, 3), time(16))


def test_where_no_report_is_asked_the_first_day_of_the_letter_stands():
    assert due_of(letter(CONTENT)) == (date(2021, 8, 4), time(17))
    assert due_of(letter()) is None


def test_the_campaigns_period_is_the_letters_own_with_its_words():
    wanted = wanted_by(read_from("trong đợt cao điểm từ ngày 01/8/2021 đến ngày 31/8/2021"), today=TODAY)
    assert (wanted.first_day(TODAY), wanted.last_day(TODAY)) == (date(2021, 8, 1), date(2021, 8, 31))
    assert wanted.starts.words == "từ ngày 01/8/2021 đến ngày 31/8/2021"
    assert (wanted.due.day, wanted.due.words) == (date(2021, 8, 10), "ngày 10/8/2021")


def test_without_a_period_it_ends_when_the_letter_says_or_when_the_report_is_due():
    until = wanted_by(read_from("đến hết ngày 31/12/2021"), today=TODAY)
    assert (until.first_day(TODAY), until.last_day(TODAY), until.ends.words) == (TODAY, date(2021, 12, 31), "đến hết ngày 31/12/2021")
    report = wanted_by(read_from("tại cơ sở"), today=TODAY)
    assert (report.starts, report.last_day(TODAY)) == (None, date(2021, 8, 10))


@pytest.mark.parametrize("today", [date(2021, 9, 4), date(2026, 1, 5)])
def test_days_gone_by_are_said_and_not_proposed(today):
    wanted = wanted_by(letter(CONTENT, REPORT), today=today)
    assert (wanted.starts, wanted.ends, wanted.due) == (None, None, None)
    assert [one.day for one in wanted.past] == [date(2021, 9, 3)]
    assert (wanted.last_day(today) - today).days == 6


def test_a_letter_that_names_no_day_leaves_a_week():
    wanted = wanted_by(letter(), today=TODAY)
    assert (wanted.first_day(TODAY), wanted.last_day(TODAY), wanted.past) == (TODAY, date(2021, 8, 4), ())
