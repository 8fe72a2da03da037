"""What sounds now, and why: the one rule that plays on the loudspeaker, previews, explains and judges afterwards.

A plan is a set of slots. The slots of a session (buổi phát) follow one another in the order of their planned starts, none before
its own: slots that all name the session's start play back to back, and taking one out of a running session moves no other.
A slot that is barred (quiet hours, its words expired) takes no time.
An alert goes before everything; what it cut is begun again behind it, and the rest of the session moves with it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise
from uuid import UUID

from loa.core.faces import Faced
from loa.core.priorities import Priority
from loa.core.quiet import ALLOWED_BY_DEFAULT, Window, may_sound


class Because(Faced):
    """Why something sounds, or does not: a code, and the sentence for people."""

    ALERT = "alert", "Bản tin khẩn cấp được phát ngay, trước mọi nội dung khác."
    SCHEDULED = "scheduled", "Đang đến lượt mục này trong buổi phát."
    HIGHER_CLASS = "higher_class", "Mục này có mức ưu tiên cao nhất trong các mục cùng giờ."
    EARLIER = "earlier", "Mục này bắt đầu trước trong các mục cùng mức ưu tiên."
    NOTHING_PLANNED = "nothing_planned", "Không có mục nào xếp lịch vào lúc này."
    PLAN_EXPIRED = "plan_expired", "Lịch phát đã hết hiệu lực nên loa im lặng. Hãy kiểm tra kết nối của thiết bị với máy chủ."
    PLAN_NOT_YET_VALID = "plan_not_yet_valid", "Lịch phát chưa đến thời điểm có hiệu lực."
    QUIET_HOURS = "quiet_hours", "Ngoài khung giờ được phát nên mục này không phát. Hãy xếp lại vào khung giờ cho phép."
    ITEM_EXPIRED = "item_expired", "Nội dung của mục này đã hết hạn nên không phát."
    CUT_BY_ALERT = "cut_by_alert", "Mục này nhường cho bản tin khẩn cấp."
    LOWER_CLASS = "lower_class", "Mục này nhường cho mục có mức ưu tiên cao hơn cùng giờ."
    LATER = "later", "Mục này nhường cho mục cùng mức ưu tiên đã bắt đầu trước."


@dataclass(frozen=True)
class Slot:
    """One item of a session (mục phát). `starts_at`, aware, gives its place in the session and the instant before which it stays silent."""

    id: UUID
    session_id: UUID
    starts_at: datetime
    priority: Priority
    title: str
    seconds: float
    clips_sha256: tuple[str, ...] = ()
    valid_until: datetime | None = None


@dataclass(frozen=True)
class Alert:
    """An emergency (khẩn cấp) as far as air time is concerned: sounds once, at once, unless it has expired."""

    id: UUID
    starts_at: datetime
    expires_at: datetime
    title: str
    seconds: float
    clips_sha256: tuple[str, ...] = ()

    def slot(self) -> Slot:
        """The alert as something that sounds."""
        return Slot(self.id, self.id, self.starts_at, Priority.EMERGENCY, self.title, self.seconds, self.clips_sha256)


@dataclass(frozen=True)
class Airing:
    """A slot laid on the clock: sounds from `starts_at` to `ends_at`, unless it is barred. `cut` where an alert ends it early."""

    slot: Slot
    starts_at: datetime
    ends_at: datetime
    barred: Because | None = None
    cut: bool = False
    is_alert: bool = False

    @property
    def key(self) -> tuple[UUID, datetime]:
        """One airing of one slot; an alert can make a slot air twice."""
        return self.slot.id, self.starts_at

    def covers(self, now: datetime) -> bool:
        """Whether `now` lies in it; the end does not."""
        return self.starts_at <= now < self.ends_at


@dataclass(frozen=True, eq=False)
class Plan:
    """What a station is to play between two instants (lịch phát), and when it may sound at all."""

    slots: tuple[Slot, ...]
    valid_from: datetime
    valid_to: datetime
    allowed: tuple[Window, ...] = ALLOWED_BY_DEFAULT

    @cached_property
    def sessions(self) -> tuple[tuple[Slot, ...], ...]:
        """Slots by session, in the order of their planned starts; slots with one start keep the order of the plan."""
        by_session: dict[UUID, list[Slot]] = {}
        for slot in sorted(self.slots, key=lambda slot: slot.starts_at):
            by_session.setdefault(slot.session_id, []).append(slot)
        return tuple(tuple(slots) for slots in by_session.values())

    @cached_property
    def undisturbed(self) -> tuple[Airing, ...]:
        """The timeline without alerts, laid once: a player asks for it at every tick."""
        return _lay(self, ())


@dataclass(frozen=True)
class Loser:
    """What might have sounded and did not."""

    airing: Airing
    because: Because


@dataclass(frozen=True)
class Decision:
    """The one winner, or none; why; and everything that lost, each with its reason."""

    airing: Airing | None
    because: Because
    losers: tuple[Loser, ...] = field(default=())

    @property
    def slot(self) -> Slot | None:
        """What sounds."""
        return self.airing.slot if self.airing else None


@dataclass(frozen=True)
class Sounding:
    """What should have sounded from one instant to another: an airing, or the part of it that had the air."""

    airing: Airing
    starts_at: datetime
    ends_at: datetime


def decide(plan: Plan, alerts: Sequence[Alert], now: datetime) -> Decision:
    """What sounds at `now`. Emergency before priority before normal, then what began first."""
    covering = [airing for airing in timeline(plan, alerts) if airing.covers(now)]
    barred = tuple(Loser(airing, airing.barred) for airing in covering if airing.barred)
    able = sorted((airing for airing in covering if not airing.barred), key=_precedence)
    if not able:
        return Decision(None, _why_silent(plan, barred, now), barred)
    winner, *others = able
    beaten = tuple(Loser(other, _why_lost(winner, other)) for other in others)
    return Decision(winner, _why_won(winner, others), beaten + barred)


def timeline(plan: Plan, alerts: Sequence[Alert] = ()) -> tuple[Airing, ...]:
    """Every slot and alert laid on the clock, by start; sessions that overlap are not yet weighed against each other."""
    return _lay(plan, alerts) if alerts else plan.undisturbed


def should_have_played(plan: Plan, starts_at: datetime, ends_at: datetime, alerts: Sequence[Alert] = ()) -> tuple[Sounding, ...]:
    """What had to sound in [starts_at, ends_at): `decide` asked at each instant where its answer can change."""
    edges = {edge for airing in timeline(plan, alerts) for edge in (airing.starts_at, airing.ends_at) if starts_at < edge < ends_at}
    soundings: list[Sounding] = []
    for begin, end in pairwise(sorted(edges | {starts_at, ends_at})):
        airing = decide(plan, alerts, begin).airing
        if airing and soundings and soundings[-1].airing is airing and soundings[-1].ends_at == begin:
            soundings[-1] = Sounding(airing, soundings[-1].starts_at, end)
        elif airing:
            soundings.append(Sounding(airing, begin, end))
    return tuple(soundings)


def next_change(plan: Plan, alerts: Sequence[Alert], now: datetime) -> datetime | None:
    """The next instant after `now` at which `decide` may answer differently; None where nothing is left."""
    edges = (edge for airing in timeline(plan, alerts) for edge in (airing.starts_at, airing.ends_at))
    return min((edge for edge in edges if edge > now), default=None)


def _lay(plan: Plan, alerts: Sequence[Alert]) -> tuple[Airing, ...]:
    urgent = tuple(_lay_alerts(alerts))
    ordinary = [airing for session in plan.sessions for airing in _lay_session(plan, session, urgent)]
    return tuple(sorted((*urgent, *ordinary), key=lambda airing: airing.starts_at))


def _lay_alerts(alerts: Iterable[Alert]) -> Iterator[Airing]:
    """Alerts one behind the other, by start; one whose turn comes after its expiry is left out."""
    free_at: datetime | None = None
    for alert in sorted(alerts, key=lambda alert: (alert.starts_at, str(alert.id))):
        starts_at = max(alert.starts_at, free_at) if free_at else alert.starts_at
        if starts_at < alert.expires_at:
            free_at = starts_at + timedelta(seconds=alert.seconds)
            yield Airing(alert.slot(), starts_at, free_at, is_alert=True)


def _lay_session(plan: Plan, session: Sequence[Slot], urgent: Sequence[Airing]) -> Iterator[Airing]:
    cursor = session[0].starts_at
    for slot in session:
        cursor = max(cursor, slot.starts_at)
        while True:
            ends_at = cursor + timedelta(seconds=slot.seconds)
            barred = _bar(plan, slot, cursor, ends_at)
            alert = None if barred else next((a for a in urgent if a.starts_at < ends_at and cursor < a.ends_at), None)
            if alert is None:
                yield Airing(slot, cursor, ends_at, barred)
                # What lay before the plan's time did sound, by an earlier plan: it keeps its place.
                cursor = ends_at if barred in (None, Because.PLAN_NOT_YET_VALID) else cursor
                break
            if cursor < alert.starts_at:
                yield Airing(slot, cursor, alert.starts_at, cut=True)
            cursor = alert.ends_at


def _bar(plan: Plan, slot: Slot, starts_at: datetime, ends_at: datetime) -> Because | None:
    """Why this slot must not sound then; it is judged as a whole, so nothing begins that would have to be cut."""
    if starts_at < plan.valid_from:
        return Because.PLAN_NOT_YET_VALID
    if ends_at > plan.valid_to:
        return Because.PLAN_EXPIRED
    if slot.valid_until is not None and ends_at > slot.valid_until:
        return Because.ITEM_EXPIRED
    if not may_sound(starts_at, ends_at, priority=slot.priority, allowed=plan.allowed):
        return Because.QUIET_HOURS
    return None


def _precedence(airing: Airing) -> tuple[bool, int, datetime, str]:
    return not airing.is_alert, -airing.slot.priority.rank, airing.starts_at, str(airing.slot.id)


def _why_won(winner: Airing, others: Sequence[Airing]) -> Because:
    if winner.is_alert:
        return Because.ALERT
    if not others:
        return Because.SCHEDULED
    return Because.HIGHER_CLASS if winner.slot.priority.rank > others[0].slot.priority.rank else Because.EARLIER


def _why_lost(winner: Airing, loser: Airing) -> Because:
    if winner.is_alert:
        return Because.CUT_BY_ALERT
    return Because.LOWER_CLASS if winner.slot.priority.rank > loser.slot.priority.rank else Because.LATER


def _why_silent(plan: Plan, barred: Sequence[Loser], now: datetime) -> Because:
    if barred:
        return barred[0].because
    if now >= plan.valid_to:
        return Because.PLAN_EXPIRED
    return Because.PLAN_NOT_YET_VALID if now < plan.valid_from else Because.NOTHING_PLANNED
