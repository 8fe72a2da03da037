"""Sessions (buổi phát): when a station may sound in a week, by its cap, the allowed hours and what it has already."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from loa.core.caps import Cap, Exemption, NoBasis, cap_on
from loa.core.faces import Faced
from loa.core.priorities import Priority
from loa.core.quiet import ALLOWED_BY_DEFAULT, VIETNAM, Window, may_sound

DAYS_A_WEEK = 7
SECONDS_WITHOUT_BASIS = 15 * 60  # planned where no cap gives a length and nobody asked for one


class Bar(Faced):
    """Why a session may not be held."""

    QUIET_HOURS = "quiet_hours", "Ngoài khung giờ được phát. Hãy chọn giờ khác."
    CLOSED_DAY = "closed_day", "Không phát vào ngày này trong tuần."
    TOO_MANY = "too_many", "Đã đủ số buổi trong ngày."
    TOO_LONG = "too_long", "Buổi phát dài quá mức cho phép."
    OVERLAPS = "overlaps", "Trùng giờ với một buổi phát khác của đài."


@dataclass(frozen=True)
class SessionTime:
    """A wished session of a day: local hour, and length; None wishes as long as the cap allows."""

    at: time
    seconds: int | None = None


# House default, to be changed by whoever plans: morning and afternoon, inside the allowed hours.
CUSTOMARY_TIMES: tuple[SessionTime, ...] = (SessionTime(time(7)), SessionTime(time(16, 30)))


@dataclass(frozen=True)
class Span:
    """A session on the clock, aware, and the basis of its length."""

    starts_at: datetime
    seconds: int
    basis: str = ""

    @property
    def ends_at(self) -> datetime:
        """When it has to be over."""
        return self.starts_at + timedelta(seconds=self.seconds)

    @property
    def day(self) -> date:
        """The local day it belongs to."""
        return self.starts_at.astimezone(VIETNAM).date()


@dataclass(frozen=True)
class Skipped:
    """A wished session that is not held, and why."""

    starts_at: datetime
    bar: Bar
    basis: str


@dataclass(frozen=True)
class Week:
    """What became of a week's wishes. Sessions that were there already are in neither list."""

    planned: tuple[Span, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass
class _Diary:
    spans: list[Span] = field(default_factory=list)

    def on(self, day: date) -> list[Span]:
        return [span for span in self.spans if span.day == day]


def plan_sessions(
    parent_form: str,
    week_starts_on: date,
    times: Sequence[SessionTime],
    *,
    exemptions: Iterable[Exemption] = (),
    held: Iterable[Span] = (),
    allowed: Sequence[Window] = ALLOWED_BY_DEFAULT,
) -> Week:
    """Lay the wished times over the seven days; what the cap or the hours forbid is skipped, and said."""
    exemptions = list(exemptions)
    diary = _Diary(list(held))
    planned: list[Span] = []
    skipped: list[Skipped] = []
    for day in (week_starts_on + timedelta(days=n) for n in range(DAYS_A_WEEK)):
        cap = cap_on(parent_form, day, exemptions)
        for wish in times:
            span = Span(at_local(day, wish.at), _length(wish, cap), basis_of(cap))
            if any(one.starts_at == span.starts_at for one in diary.spans):
                continue
            if bar := why_not(span, cap, held=diary.on(day), allowed=allowed):
                skipped.append(Skipped(span.starts_at, bar, span.basis))
            else:
                planned.append(span)
                diary.spans.append(span)
    return Week(tuple(planned), tuple(skipped))


def why_not(span: Span, cap: Cap | NoBasis, *, held: Sequence[Span], allowed: Sequence[Window] = ALLOWED_BY_DEFAULT) -> Bar | None:
    """The first thing that forbids this session; `held` are the station's others of that day. None where nothing does.

    Quiet hours are asked first: no cap and no exemption opens them.
    """
    if not may_sound(span.starts_at, span.ends_at, priority=Priority.NORMAL, allowed=allowed):
        return Bar.QUIET_HOURS
    if any(one.starts_at < span.ends_at and span.starts_at < one.ends_at for one in held):
        return Bar.OVERLAPS
    if isinstance(cap, NoBasis):
        return None
    if not cap.open_on(span.day):
        return Bar.CLOSED_DAY
    if cap.sessions_a_day is not None and len(held) >= cap.sessions_a_day:
        return Bar.TOO_MANY
    return Bar.TOO_LONG if cap.session_seconds is not None and span.seconds > cap.session_seconds else None


def basis_of(cap: Cap | NoBasis) -> str:
    """What the length of a session rests on, in words: the rule and the exemptions, or that there is none."""
    return "; ".join((cap.basis, *cap.exempted_by)) if isinstance(cap, Cap) else cap.sentence


def at_local(day: date, at: time) -> datetime:
    """That hour of that day in Hà Nội, in UTC."""
    return datetime.combine(day, at, VIETNAM).astimezone(UTC)


def windows_in_words(allowed: Sequence[Window]) -> str:
    """The allowed hours as a sentence shows them: "06:00-21:00"."""
    return ", ".join(f"{window.opens:%H:%M}-{window.closes:%H:%M}" for window in allowed)


def _length(wish: SessionTime, cap: Cap | NoBasis) -> int:
    limit = cap.session_seconds if isinstance(cap, Cap) else None
    if wish.seconds is None:
        return SECONDS_WITHOUT_BASIS if limit is None else limit
    return wish.seconds if limit is None else min(wish.seconds, limit)


Times = Mapping[str, Sequence[SessionTime]]


def times_for(parent_form: str, times: Times) -> Sequence[SessionTime]:
    """The wished times of stations under this form; the entry "" serves every form not named."""
    return times.get(parent_form, times.get("", CUSTOMARY_TIMES))
