"""Who must report, to whom, by when: as plain values when a round opens, frozen as rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from loa.core.folding import nfc
from loa.server.reports import errors
from loa.server.reports.models import ExpectedReport, ExpectedState, Level, ReportingRound


@dataclass(frozen=True, slots=True)
class Expected:
    """A unit asked to report: to whom, by when. `code` names it in snapshots; `name` is printed where it is missing."""

    agency_id: UUID
    reports_to: UUID | None
    level: Level
    code: str
    name: str
    due_at: datetime
    exempt: bool = False


def expected_row(opened: ReportingRound, one: Expected) -> ExpectedReport:
    return ExpectedReport(
        round=opened,
        agency_id=one.agency_id,
        reports_to_id=one.reports_to,
        level=one.level,
        code=one.code,
        name=nfc(one.name)[:300],
        due_at=one.due_at,
        state=ExpectedState.EXEMPT if one.exempt else ExpectedState.EXPECTED,
    )


def check_deadlines(expected: Sequence[Expected]) -> None:
    """Each level sends before the level above does (Sơn La 2954/QĐ-UBND slipped here)."""
    due = {one.agency_id: one.due_at for one in expected}
    for one in expected:
        superior_due = due.get(one.reports_to) if one.reports_to else None
        if superior_due is not None and one.due_at >= superior_due:
            raise errors.DueAfterSuperior(agency=one.name, due=_moment(one.due_at), superior_due=_moment(superior_due))


def _moment(at: datetime) -> str:
    return f"{at:%H:%M %d/%m/%Y}"
