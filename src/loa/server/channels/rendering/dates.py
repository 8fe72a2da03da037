"""Times as people in Hà Nội read them: 28/7/2021, 16 giờ 30."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
# Papers without a moment of their own carry this one: the same input must give the same bytes.
_NO_MOMENT = datetime(2021, 1, 1, tzinfo=UTC)


def local(moment: datetime) -> datetime:
    """The moment on Hà Nội's clocks."""
    return moment.astimezone(HANOI)


def day(on: date | datetime) -> str:
    """28/7/2021."""
    if isinstance(on, datetime):
        on = local(on)
    return f"{on.day}/{on.month}/{on.year}"


def weekday_and_day(moment: datetime) -> str:
    """Thứ Tư, 28/7/2021."""
    return f"{_WEEKDAYS[local(moment).weekday()]}, {day(moment)}"


def hour(moment: datetime) -> str:
    """16 giờ 30; 16 giờ."""
    shown = local(moment)
    return f"{shown.hour} giờ {shown.minute:02d}" if shown.minute else f"{shown.hour} giờ"


def clock(moment: datetime) -> str:
    """16:30:05, for tables."""
    return local(moment).strftime("%H:%M:%S")


def length(duration_seconds: float) -> str:
    """4 phút 05 giây; 45 giây."""
    minutes, seconds = divmod(round(duration_seconds), 60)
    return f"{minutes} phút {seconds:02d} giây" if minutes else f"{seconds} giây"


def minutes_and_seconds(duration_seconds: float) -> str:
    """4:05, for tables."""
    minutes, seconds = divmod(round(duration_seconds), 60)
    return f"{minutes}:{seconds:02d}"


def validity(valid_from: datetime | None, valid_to: datetime | None) -> str:
    """Có hiệu lực từ ngày … đến hết ngày …; an end at midnight is the day before."""
    parts = []
    if valid_from is not None:
        parts.append(f"từ ngày {day(valid_from)}")
    if valid_to is not None:
        parts.append(f"đến {_end(local(valid_to))}")
    return f"Có hiệu lực {' '.join(parts)}" if parts else ""


def _end(end: datetime) -> str:
    last = end - timedelta(microseconds=1)
    if end.hour == end.minute == 0 or (end.hour, end.minute) == (23, 59):
        return f"hết ngày {day(last)}"
    return f"{hour(end)} ngày {day(end)}"


def moment_of_paper(*moments: datetime | None) -> datetime:
    """The moment a file says it was made: the first one given, else a fixed one. Never the clock's."""
    return next((m for m in moments if m is not None), _NO_MOMENT)
