"""Quiet hours (giờ yên tĩnh): no ordinary item sounds outside the allowed windows, whatever anybody scheduled. [house rule]

The rule is plain so that the loudspeaker itself enforces it, also with no server in reach. Only khẩn cấp is exempt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from loa.core.priorities import Priority

# One offset, no daylight saving, since 1975; a table of zones would be I/O, which core does not do.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


# A person may type any day of the calendar; its midnight in another zone may lie outside it.
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(9000, 1, 1)


def midnight(day: date) -> datetime:
    """00:00 of a local day, aware. Days no office writes (before 1900, after 9000) count as the first or the last."""
    return datetime.combine(min(max(day, _FIRST_DAY), _LAST_DAY), time(0), VIETNAM)


@dataclass(frozen=True)
class Window:
    """A span of the local day in which sound is allowed (khung giờ được phát). `opens` is in it, `closes` ends it.

    A window never crosses midnight: two windows say that; `closes` 00:00 means the end of the day.
    """

    opens: time
    closes: time

    def holds(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether all of [starts_at, ends_at] lies inside this window on the local day of its start."""
        day = starts_at.astimezone(VIETNAM).date()
        opens = datetime.combine(day, self.opens, VIETNAM)
        closes = datetime.combine(day, self.closes, VIETNAM)
        if self.closes == time(0):
            closes += timedelta(days=1)
        return opens <= starts_at and ends_at <= closes


ALLOWED_BY_DEFAULT = (Window(time(6), time(21)),)


def may_sound(starts_at: datetime, ends_at: datetime, *, priority: Priority, allowed: Sequence[Window] = ALLOWED_BY_DEFAULT) -> bool:
    """Whether an item of this class may sound from `starts_at` to `ends_at`, both aware, as a whole."""
    return priority is Priority.EMERGENCY or any(window.holds(starts_at, ends_at) for window in allowed)
