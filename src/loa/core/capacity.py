"""Capacity (cân đối thời lượng): what a campaign asks for against what the law allows, shown before anybody approves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from loa.core.caps import Cap, Exemption, cap_on
from loa.core.filling import Claim, Opening, Want, fill
from loa.core.priorities import Priority

DAYS_A_WEEK = 7
CUSTOMARY_SESSIONS_A_DAY = 2  # where the cap sets no number: morning and afternoon, as stations keep it


@dataclass(frozen=True)
class Demand:
    """What one bulletin asks of each station in a week: seconds of one airing, and airings wished."""

    title: str
    seconds: int
    airings: int
    priority: Priority = Priority.NORMAL

    @property
    def total_seconds(self) -> int:
        """Seconds of all airings."""
        return self.seconds * self.airings


@dataclass(frozen=True)
class Capacity:
    """Demand against allowance, a week, at each of `units` stations under the same cap. Seconds throughout.

    `allowed_seconds` is None where there is no basis; then nothing can be said to fit or not, and `basis` tells so.
    `too_long` names what no single session can hold; `airings_placed` of `airings_wished` find a place beside `taken_seconds`.
    """

    parent_form: str
    units: int
    basis: str
    allowed_seconds: int | None
    longest_session_seconds: int | None
    taken_seconds: int
    demanded_seconds: int
    airings_wished: int
    airings_placed: int
    too_long: tuple[str, ...]

    @property
    def free_seconds(self) -> int | None:
        """Seconds a week still free before this demand."""
        return None if self.allowed_seconds is None else max(0, self.allowed_seconds - self.taken_seconds)

    @property
    def over_seconds(self) -> int:
        """Seconds demanded beyond what is free; 0 where it fits in sum or nothing limits it."""
        return 0 if self.free_seconds is None else max(0, self.demanded_seconds - self.free_seconds)

    @property
    def fits(self) -> bool | None:
        """Whether every airing finds its session; None where there is no basis to judge."""
        return None if self.allowed_seconds is None else self.airings_placed == self.airings_wished


def sessions_in_week(
    parent_form: str, week_starts_on: date, exemptions: Sequence[Exemption] = (), *, customary: int = CUSTOMARY_SESSIONS_A_DAY
) -> tuple[tuple[date, int | None], ...]:
    """Each allowed session of the week as (day, longest seconds); empty where there is no basis."""
    days = (week_starts_on + timedelta(days=n) for n in range(DAYS_A_WEEK))
    return tuple(
        (day, cap.session_seconds)
        for day in days
        if isinstance(cap := cap_on(parent_form, day, exemptions), Cap) and cap.open_on(day)
        for _ in range(customary if cap.sessions_a_day is None else cap.sessions_a_day)
    )


def allowed_seconds_a_week(parent_form: str, week_starts_on: date, exemptions: Sequence[Exemption] = ()) -> int | None:
    """Seconds one station may fill in a week; None where no basis or a lifted length leaves no number to add up."""
    sessions = sessions_in_week(parent_form, week_starts_on, exemptions)
    lengths = [seconds for _, seconds in sessions if seconds is not None]
    return sum(lengths) if sessions and len(lengths) == len(sessions) else None


def weigh(
    demands: Iterable[Demand],
    *,
    parent_form: str,
    units: int,
    week_starts_on: date,
    exemptions: Sequence[Exemption] = (),
    taken_seconds: int = 0,
) -> Capacity:
    """Weigh a week's demand at one kind of station, by placing every airing into a week of allowed sessions.

    `taken_seconds` is what is planned there already, taken from every session evenly. Seconds alone would flatter: two items of
    ten minutes do not share a session of fifteen, so airings are placed, not divided.
    """
    demands = list(demands)
    sessions = sessions_in_week(parent_form, week_starts_on, exemptions)
    allowed = allowed_seconds_a_week(parent_form, week_starts_on, exemptions)
    longest = max((seconds for _, seconds in sessions if seconds is not None), default=None)
    cap = cap_on(parent_form, week_starts_on, exemptions)
    wished = sum(demand.airings for demand in demands)
    return Capacity(
        parent_form=parent_form,
        units=units,
        basis="; ".join((cap.basis, *cap.exempted_by)) if isinstance(cap, Cap) else cap.sentence,
        allowed_seconds=allowed,
        longest_session_seconds=longest,
        taken_seconds=taken_seconds,
        demanded_seconds=sum(demand.total_seconds for demand in demands),
        airings_wished=wished,
        airings_placed=wished if allowed is None else _airings_placed(demands, sessions, taken_seconds),
        too_long=tuple(demand.title for demand in demands if longest is not None and demand.seconds > longest),
    )


def _airings_placed(demands: Sequence[Demand], sessions: Sequence[tuple[date, int | None]], taken_seconds: int) -> int:
    each = -(-taken_seconds // max(1, len(sessions)))
    openings = [_opening(number, day, (seconds or 0), each) for number, (day, seconds) in enumerate(sessions)]
    wants = [
        Want(f"{number:04}", demand.priority, Claim.OFFERED, demand.seconds, demand.airings, order=number)
        for number, demand in enumerate(demands)
    ]
    return len(fill(openings, wants).placed)


def _opening(number: int, day: date, seconds: int, taken: int) -> Opening:
    # The hour does not matter here, only the order; noon of the day keeps the sessions of a day together.
    starts_at = datetime.combine(day, time(12), UTC) + timedelta(seconds=number)
    return Opening(f"{number:04}", starts_at, starts_at + timedelta(seconds=seconds), max(0, seconds - taken))
