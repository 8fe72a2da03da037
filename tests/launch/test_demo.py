"""The living demo: its letter, its clock, its places."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from loa.core.reading import read_letter
from loa.launch.commands.clock import MomentNotUnderstood, moment
from loa.launch.samples import sample_letter
from loa.server.bulletins.kits import kit_for

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2021, 8, 2, 6, 45, tzinfo=HANOI)


def test_the_sample_letter_is_marked_and_asks_what_the_kit_answers() -> None:
    letter = read_letter(sample_letter().decode())
    assert "VĂN BẢN MẪU" in sample_letter().decode()
    assert letter.date == "2021-07-29"
    assert [clause.kind for clause in letter.clauses].count("request") == 3
    kit = kit_for(letter.subject or "")
    assert kit is not None
    assert kit.code == "tiem-chung-covid-19-2021"


@pytest.mark.parametrize(
    ("letter_day", "monday"),
    [
        (date(2021, 7, 28), date(2021, 8, 2)),
        (date(2021, 7, 29), date(2021, 8, 2)),
        (date(2021, 7, 30), date(2021, 8, 2)),
        (date(2021, 7, 31), date(2021, 8, 9)),
    ],
)
def test_the_demo_opens_on_the_first_monday_three_days_after_the_letter(letter_day: date, monday: date) -> None:
    from loa.launch.demo.first import week_to_show

    assert week_to_show(letter_day) == datetime(monday.year, monday.month, monday.day, 6, 45, tzinfo=HANOI)


def test_a_letter_of_today_leaves_the_clock_alone() -> None:
    from loa.launch.demo.first import week_to_show

    assert week_to_show(datetime.now(HANOI).date()) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("8:00", datetime(2021, 8, 2, 8, 0, tzinfo=HANOI)),
        ("16h30", datetime(2021, 8, 2, 16, 30, tzinfo=HANOI)),
        ("9:00 9/8/2021", datetime(2021, 8, 9, 9, 0, tzinfo=HANOI)),
    ],
)
def test_a_moment_is_an_hour_or_an_hour_and_a_day(text: str, shown: datetime) -> None:
    assert moment(text, MORNING) == shown


@pytest.mark.parametrize("text", ["", "mai", "25:00", "8:00 31/2/2021", "8:00 1/1/0000"])
def test_another_moment_is_told(text: str) -> None:
    with pytest.raises(MomentNotUnderstood):
        moment(text, MORNING)
