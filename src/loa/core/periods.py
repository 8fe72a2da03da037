"""Periods of validity: whole days, first and last both in force, as official papers write them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """Thời gian hiệu lực, from `first` to `last` inclusive; `last` is None while there is no end."""

    first: date
    last: date | None = None

    @property
    def is_valid(self) -> bool:
        """False where the end stands before the beginning."""
        return self.last is None or self.first <= self.last

    def holds(self, on: date) -> bool:
        """Whether that day lies within."""
        return self.first <= on and (self.last is None or on <= self.last)

    def covers(self, other: "Period") -> bool:
        """Whether every day of `other` lies within."""
        return self.shared(other) == other

    def shared(self, other: "Period") -> "Period | None":
        """The days both hold; None where there are none."""
        common = Period(max(self.first, other.first), earlier_end(self.last, other.last))
        return common if common.is_valid else None


def earlier_end(one: date | None, other: date | None) -> date | None:
    """The end that comes first; no end at all comes last."""
    ends = [end for end in (one, other) if end is not None]
    return min(ends, default=None)


def joined(periods: Iterable[Period]) -> list[Period]:
    """The same days in as few periods as possible, in order: neighbours and overlaps become one."""
    done: list[Period] = []
    for period in sorted(periods, key=lambda p: p.first):
        if done and _touches(done[-1], period):
            last = done[-1].last
            done[-1] = Period(done[-1].first, None if last is None or period.last is None else max(last, period.last))
        else:
            done.append(period)
    return done


def _touches(earlier: Period, later: Period) -> bool:
    return earlier.last is None or later.first <= earlier.last + timedelta(days=1)
