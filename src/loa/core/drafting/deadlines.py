"""By when the superiors want it, and by when the office asks for it: earlier, so that it can put together what comes in.

The rule is the table `EARLIER`. Which days are worked the caller says (`core.working_days`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from loa.core.drafting.above import Remark, Source
from loa.core.drafting.asked import Piece, Whom
from loa.core.drafting.tables import EARLIER, END_OF_DAY, MIDDAY, SINCE_DATE, SINCE_RECEIPT
from loa.core.folding import search_key
from loa.core.reading.clause import REPORT
from loa.core.words import vi
from loa.core.working_days import IsWorked, working_days_between, working_days_from


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline that a paper above sets. `day` None: it is relative or recurring and no day follows from it. `reports`: to report by."""

    source: Source
    words: str
    day: date | None
    time: str | None
    reports: bool
    counted: bool = False  # the day was counted from a relative deadline
    past: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """The office's own deadline, before the earliest of its superiors'."""

    day: date
    time: str
    before: Deadline
    working_days: int
    remarks: tuple[Remark, ...] = ()


def deadlines_of(pieces: Sequence[Piece], today: date, is_worked: IsWorked) -> tuple[Deadline, ...]:
    """Those set for the office, for those below it or for everybody, the earliest first, those without a day last."""
    found = [deadline_of(piece, today, is_worked) for piece in pieces if piece.due and piece.whom is not Whom.OTHERS]
    return tuple(sorted(found, key=lambda one: (one.day is None, one.day or today, one.time or "24:00")))


def deadline_of(piece: Piece, today: date, is_worked: IsWorked) -> Deadline:
    """The deadline of one piece."""
    due = piece.due or {}
    day = date.fromisoformat(due["date"]) if due.get("date") else None
    counted = day is None and due.get("relative") is not None
    if counted:
        day = counted_from(due["relative"], is_worked, received=piece.paper.received_on, issued=piece.paper.day)
    past = day is not None and day < today
    return Deadline(
        piece.source, str(due.get("words") or ""), day, due.get("time"), piece.kind == REPORT, counted and day is not None, past
    )


def counted_from(relative: dict[str, Any], is_worked: IsWorked, *, received: date | None, issued: date | None) -> date | None:
    """The day of "sau 05 ngày làm việc kể từ ngày nhận được văn bản"; None where it is not said or not known since when, or in hours."""
    since = search_key(relative.get("since") or "")
    start = received if any(word in since for word in SINCE_RECEIPT) else issued if any(word in since for word in SINCE_DATE) else None
    count = int(relative["count"])
    if start is None or count <= 0:
        return None
    if relative.get("working"):
        return working_days_from(start, count, is_worked)
    days = {"day": 1, "week": 7}.get(str(relative["unit"]))
    return start + timedelta(days=count * days) if days else None


def proposed(deadlines: Sequence[Deadline], today: date, is_worked: IsWorked) -> Proposal | None:
    """Before the earliest day by which a report is wanted; where none is, before the earliest by which something is to be done."""
    ahead = [one for one in deadlines if one.day and not one.past]
    before = next((one for one in ahead if one.reports), None) or next(iter(ahead), None)
    if before is None or before.day is None:
        return None
    left = working_days_between(today, before.day, is_worked)
    earlier = next((days for least, days in EARLIER if left >= least), 0)
    remarks: list[Remark] = []
    if not earlier:
        remarks.append(
            Remark(
                "tight", vi("Hạn của cấp trên quá gần: hạn đề xuất là trưa cùng ngày. Hãy cân nhắc báo trước cho cấp dưới qua điện thoại.")
            )
        )
    if before.counted:
        remarks.append(
            Remark(
                "counted",
                vi("Hạn “{words}” được tính ra ngày: đã trừ ngày nghỉ cuối tuần, ngày lễ theo luật và ngày nghỉ hoán đổi đã công bố."),
                {"words": before.words},
            )
        )
    others = {one.day for one in ahead if one.reports} if before.reports else set()
    if len(others) > 1:
        remarks.append(Remark("several", vi("Các văn bản trên đặt hạn khác nhau. Hạn đề xuất tính theo hạn sớm nhất; hãy xem cả hai.")))
    return Proposal(working_days_from(before.day, -earlier, is_worked), END_OF_DAY if earlier else MIDDAY, before, earlier, tuple(remarks))
