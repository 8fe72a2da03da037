"""Filling sessions (xếp bản tin vào buổi phát) by priority, as Circular 39/2020/TT-BTTTT orders it.

Ưu tiên goes first, into the next session, in the order the commune chose, and what is thông thường there makes way; relayed programmes
follow; thông thường takes the time that is left. Nothing disappears: every airing wished for is placed or left out with a reason, and
what made way is named. Khẩn cấp has its own lane.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from loa.core.faces import Faced
from loa.core.priorities import Priority
from loa.core.quiet import VIETNAM


class Claim(Faced):
    """What an ordinary item rests its claim to air time on, in the order of turn."""

    PROGRAMME = "programme", "chương trình tiếp sóng"
    OWN = "own", "thông báo của địa phương"
    OFFERED = "offered", "tin thông thường từ cấp trên"


class Reason(Faced):
    """Why an airing that was wished for is not in any session."""

    EMERGENCY_LANE = "emergency_lane", "Khẩn cấp phát ngay theo luồng riêng, không chờ buổi phát."
    NO_SESSION = "no_session", "Không có buổi phát nào trong thời gian bản tin có hiệu lực."
    TOO_LONG = "too_long", "Bản tin dài hơn buổi phát dài nhất; cần rút ngắn hoặc có văn bản cho phép kéo dài buổi."
    FULL = "full", "Các buổi trong thời gian hiệu lực không còn đủ thời lượng; cần bỏ bớt tin khác hoặc thêm buổi."
    MADE_WAY = "made_way", "Đã nhường chỗ cho tin ưu tiên; cần xếp lại vào buổi khác."
    TAKEN_OUT = "taken_out", "Đã được bỏ khỏi buổi phát, có ghi lý do; tin ưu tiên cần xếp lại vào buổi khác."
    FEWER_SESSIONS = "fewer_sessions", "Số lượt mong muốn nhiều hơn số buổi còn lại; mỗi buổi phát một lượt."


@dataclass(frozen=True)
class Want:
    """Something that asks for air time at one station.

    `seconds` is one airing, `airings` how many sessions it wishes; `order` is the commune's own order among ưu tiên (smaller first).
    It may sound from `not_before` until it has ended by `not_after`.
    """

    key: str
    priority: Priority
    claim: Claim
    seconds: int
    airings: int = 1
    order: int = 0
    not_before: datetime | None = None
    not_after: datetime | None = None


@dataclass(frozen=True)
class Held:
    """What a session already holds. `yields` is False for ưu tiên: only another hand than ours takes it out."""

    want: str
    seconds: int
    yields: bool = False


@dataclass(frozen=True)
class Opening:
    """A session, the seconds still free in it, and what it holds, in the order of yielding: the last makes way first."""

    key: str
    starts_at: datetime
    ends_at: datetime
    free_seconds: int
    held: tuple[Held, ...] = ()

    def holds(self, want: str) -> bool:
        """Whether an airing of this want is in it."""
        return any(held.want == want for held in self.held)


@dataclass(frozen=True)
class Placement:
    """One airing of a want in one session."""

    want: str
    opening: str


@dataclass(frozen=True)
class LeftOut:
    """Airings of a want that found no place, and why."""

    want: str
    airings: int
    reason: Reason


@dataclass(frozen=True)
class Filled:
    """The whole answer: `placed` in order of deciding, `left_out` for a person to settle, `displaced` what made way for ưu tiên."""

    placed: tuple[Placement, ...]
    left_out: tuple[LeftOut, ...]
    displaced: tuple[Placement, ...]


def fill(openings: Sequence[Opening], wants: Iterable[Want]) -> Filled:
    """Place each want's airings, at most one a session; for every want placed + left out = airings wished.

    What was held before and made way is in `displaced`; it is not placed anew, a person decides where it goes.
    """
    rooms = {opening.key: opening for opening in sorted(openings, key=lambda opening: (opening.starts_at, opening.key))}
    placed: list[Placement] = []
    left_out: list[LeftOut] = []
    displaced: list[Placement] = []
    for want in sorted(wants, key=turn):
        chosen = _choose(want, list(rooms.values()))
        for opening in chosen:
            rooms[opening.key], out = _put(want, opening)
            placed.append(Placement(want.key, opening.key))
            displaced += [Placement(held.want, opening.key) for held in out]
        if missing := want.airings - len(chosen):
            left_out.append(LeftOut(want.key, missing, _why(want, list(rooms.values()), len(chosen))))
    return Filled(tuple(placed), tuple(left_out), tuple(displaced))


def _put(want: Want, opening: Opening) -> tuple[Opening, list[Held]]:
    """The opening with the want in it, and what made way, no more than needed."""
    free, held, out = opening.free_seconds, list(opening.held), list[Held]()
    while free < want.seconds:
        out.append(held.pop(max(place for place, one in enumerate(held) if one.yields)))
        free += out[-1].seconds
    # Placed in this round, it stays: those before it had the better turn.
    return replace(opening, free_seconds=free - want.seconds, held=(*held, Held(want.key, want.seconds))), out


def turn(want: Want) -> tuple[int, int, int, str]:
    """Whose turn comes first: ưu tiên, then by claim; the commune's order decides within."""
    ordinary = want.priority is Priority.NORMAL
    return int(ordinary), list(Claim).index(want.claim) if ordinary else 0, want.order, want.key


def _choose(want: Want, rooms: Sequence[Opening]) -> list[Opening]:
    if want.priority is Priority.EMERGENCY:
        return []
    possible = [room for room in rooms if _in_time(want, room) and not room.holds(want.key)]
    if want.priority is Priority.PRIORITY:
        return [room for room in possible if _reachable_seconds(room) >= want.seconds][
            : want.airings
        ]  # the next session, and those after it
    return _spread([room for room in possible if room.free_seconds >= want.seconds], want.airings)


def _spread(rooms: Sequence[Opening], airings: int) -> list[Opening]:
    """One a day before two a day, the emptiest sessions first: the week fills evenly and a later ưu tiên still finds time."""
    left, chosen, days = list(rooms), list[Opening](), Counter[date]()
    while left and len(chosen) < airings:
        room = min(left, key=lambda room: (days[_day(room)], -room.free_seconds, room.starts_at, room.key))
        days[_day(room)] += 1
        left.remove(room)
        chosen.append(room)
    return sorted(chosen, key=lambda room: (room.starts_at, room.key))


def _day(room: Opening) -> date:
    return room.starts_at.astimezone(VIETNAM).date()


def _reachable_seconds(room: Opening) -> int:
    return room.free_seconds + sum(held.seconds for held in room.held if held.yields)


def _in_time(want: Want, room: Opening) -> bool:
    return (want.not_before is None or room.starts_at >= want.not_before) and (want.not_after is None or room.ends_at <= want.not_after)


def _why(want: Want, rooms: Sequence[Opening], placed: int) -> Reason:
    in_time = [room for room in rooms if _in_time(want, room)]
    whole = [(room.ends_at - room.starts_at).total_seconds() for room in in_time]
    if want.priority is Priority.EMERGENCY:
        return Reason.EMERGENCY_LANE
    if not in_time:
        return Reason.NO_SESSION
    if max(whole) < want.seconds:
        return Reason.TOO_LONG
    return Reason.FEWER_SESSIONS if placed and all(room.holds(want.key) for room in in_time) else Reason.FULL
