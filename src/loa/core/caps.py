"""Air-time caps (thời lượng phát cho phép): how often and how long a commune's station may sound.

The rule hangs on the form of the *parent* (a ward in a quận, a commune in a huyện) and on the day. Where no row of the
table covers the day there is no basis, and the product says so instead of inventing a limit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loa.core.faces import Faced
from loa.core.folding import search_key
from loa.core.words import vi

EVERY_DAY = frozenset(range(7))
WORKING_DAYS = frozenset(range(5))  # Monday is 0, as in datetime.date.weekday()
QD_1246 = "Quyết định 1246/QĐ-UBND ngày 12/3/2021 của UBND thành phố Hà Nội"


class Limit(Faced):
    """What a cap limits, and so what an exemption can lift."""

    SESSIONS_A_DAY = "sessions_a_day", "số buổi trong ngày"
    WEEKDAYS = "weekdays", "ngày phát trong tuần"
    SESSION_LENGTH = "session_length", "thời lượng một buổi"


@dataclass(frozen=True)
class CapRule:
    """One dated row of the law. `sessions_a_day` is None where the decision sets no number; lengths include relays."""

    parent_form: str
    valid_from: date
    valid_to: date
    sessions_a_day: int | None
    weekdays: frozenset[int]
    session_seconds: int
    source: str


# The decision speaks of quận, huyện, thị xã; with the end of the district level on 1/7/2025 nothing is left to hang it on.
_FROM, _TO = date(2021, 3, 12), date(2025, 6, 30)
RULES: tuple[CapRule, ...] = (
    CapRule("quận", _FROM, _TO, 2, WORKING_DAYS, 15 * 60, QD_1246),
    CapRule("huyện", _FROM, _TO, None, EVERY_DAY, 45 * 60, QD_1246),
    CapRule("thị xã", _FROM, _TO, None, EVERY_DAY, 45 * 60, QD_1246),
)


@dataclass(frozen=True)
class Lifted:
    """One limit an exemption changes, up to `to` (sessions, or seconds); None lifts it altogether."""

    limit: Limit
    to: int | None = None


@dataclass(frozen=True)
class Exemption:
    """An official document that lifts caps for a time (văn bản cho phép phát vượt khung). Whoever asks picks those of the area."""

    number: str
    issuer: str
    area: str
    valid_from: date
    valid_to: date
    lifts: tuple[Lifted, ...]

    def covers(self, day: date) -> bool:
        """Whether it stands on this day; both ends count."""
        return self.valid_from <= day <= self.valid_to


@dataclass(frozen=True)
class Cap:
    """What is allowed on one day. None means the basis sets no number."""

    parent_form: str
    sessions_a_day: int | None
    weekdays: frozenset[int]
    session_seconds: int | None
    basis: str
    exempted_by: tuple[str, ...] = ()

    def open_on(self, day: date) -> bool:
        """Whether any session may sound on this weekday."""
        return day.weekday() in self.weekdays


@dataclass(frozen=True)
class NoBasis:
    """No rule in the table covers this parent on this day (chưa có căn cứ)."""

    parent_form: str
    day: date
    sentence: str = vi("Chưa có căn cứ quy định thời lượng phát cho ngày này. Đơn vị tự quyết định trong khung giờ được phép.")


def cap_on(parent_form: str, day: date, exemptions: Iterable[Exemption] = ()) -> Cap | NoBasis:
    """The cap of a station whose commune lies in a `parent_form` ("quận", "huyện", "thị xã") on a day.

    Forms are compared without diacritics or case. Exemptions of the area may be given whole: those of other days are passed over.
    """
    rule = next((rule for rule in RULES if _same_form(rule.parent_form, parent_form) and rule.valid_from <= day <= rule.valid_to), None)
    if rule is None:
        return NoBasis(parent_form, day)
    cap = Cap(rule.parent_form, rule.sessions_a_day, rule.weekdays, rule.session_seconds, rule.source)
    for exemption in exemptions:
        if exemption.covers(day):
            cap = _lift(cap, exemption)
    return cap


def longest_session_seconds(parent_form: str, day: date, exemptions: Iterable[Exemption] = ()) -> int | None:
    """The longest a single session may be, in seconds; None where nothing limits it. A closed weekday does not shorten it."""
    cap = cap_on(parent_form, day, exemptions)
    return cap.session_seconds if isinstance(cap, Cap) else None


def _same_form(left: str, right: str) -> bool:
    return search_key(left) == search_key(right.replace("_", " "))


def _lift(cap: Cap, exemption: Exemption) -> Cap:
    sessions, weekdays, seconds = cap.sessions_a_day, cap.weekdays, cap.session_seconds
    for lifted in exemption.lifts:
        if lifted.limit is Limit.SESSIONS_A_DAY:
            sessions = _looser(sessions, lifted.to)
        elif lifted.limit is Limit.SESSION_LENGTH:
            seconds = _looser(seconds, lifted.to)
        else:
            weekdays = EVERY_DAY
    return Cap(cap.parent_form, sessions, weekdays, seconds, cap.basis, (*cap.exempted_by, f"{exemption.number} ({exemption.issuer})"))


def _looser(now: int | None, to: int | None) -> int | None:
    """An exemption only ever loosens: the larger number, or none at all."""
    return None if now is None or to is None else max(now, to)
