"""What lies one level down: the reports in force, who is absent, and how the level above cites it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from loa.core.figures import Below, Coverage, Figure
from loa.server.reports import errors
from loa.server.reports.models import ExpectedReport, ExpectedState, Report, ReportState

# What the level above may sum.
IN_FORCE = (ReportState.CONFIRMED, ReportState.SIGNED)


@dataclass(frozen=True, slots=True)
class BelowLevel:
    """What lies one level down: its kind, the reports in force, and the coverage of each kind of unit below."""

    level: str
    reports: list[Report]
    coverage: dict[str, Coverage]


def level_below(expected: ExpectedReport) -> BelowLevel:
    units = list(expected.round.expected.filter(reports_to=expected.agency_id).exclude(state=ExpectedState.EXEMPT).order_by("code"))
    if not units:
        raise errors.NothingBelow
    in_force = Report.objects.filter(expected__in=[unit.pk for unit in units], state__in=IN_FORCE, superseded_at=None)
    held = {report.expected_id: report for report in in_force}
    level = units[0].level
    missing = tuple(unit.name for unit in units if unit.pk not in held)
    coverage = {level: Coverage(len(units), len(held), missing)}
    reports = [held[unit.pk] for unit in units if unit.pk in held]
    for deeper in sorted({name for report in reports for name in report.coverage}):
        coverage[deeper] = _deeper(deeper, reports, [unit for unit in units if unit.pk not in held])
    return BelowLevel(level, reports, coverage)


def _deeper(level: str, reports: Sequence[Report], silent: Sequence[ExpectedReport]) -> Coverage:
    """Coverage of a level further down: what the reports say, and all units of those that did not report."""
    parts = [report.coverage[level] for report in reports if level in report.coverage]
    behind = late_units(silent, level)
    return Coverage(
        expected=sum(part["expected"] for part in parts) + len(behind),
        reported=sum(part["reported"] for part in parts),
        missing=tuple(sorted([name for part in parts for name in part["missing"]] + behind)),
    )


def late_units(silent: Sequence[ExpectedReport], level: str) -> list[str]:
    """The units of this level that report to somebody who did not report."""
    if not silent:
        return []
    behind = ExpectedReport.objects.filter(round=silent[0].round_id, level=level, reports_to__in=[unit.agency_id for unit in silent])
    return sorted(behind.exclude(state=ExpectedState.EXEMPT).values_list("name", flat=True))


def listed(report: Report) -> dict[str, Any]:
    return {key: report.content[key] for key in ("id", "agency", "version", "sha256")}


def cited(report: Report) -> Below:
    content = report.content
    return Below(
        id=content["id"],
        version=content["version"],
        sha256=content["sha256"],
        figures=tuple(Figure.from_json(figure) for figure in content["figures"]),
    )
