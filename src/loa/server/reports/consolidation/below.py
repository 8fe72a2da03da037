"""What lies one level down: the reports in force, who is absent, and how the level above cites it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from loa.core.figures import Below, Coverage, Figure
from loa.server.reports import errors
from loa.server.reports.models import ExpectedReport, ExpectedState, Level, Report, ReportState

# What the level above may sum.
IN_FORCE = (ReportState.CONFIRMED, ReportState.SIGNED)
# From the highest: the order in which levels are told.
RANKS = [Level.CITY.value, Level.DISTRICT.value, Level.COMMUNE.value]


@dataclass(frozen=True, slots=True)
class BelowLevel:
    """What lies one level down: the reports in force; of each kind of unit, how many report directly here, and how many there are below in all."""

    reports: list[Report]
    direct: dict[str, Coverage]
    coverage: dict[str, Coverage]


def level_below(expected: ExpectedReport) -> BelowLevel:
    """Units of several kinds may report to one agency: the districts that go on, and the communes of one that ended. Raises NothingBelow."""
    asked = expected.round.expected.filter(reports_to=expected.agency_id).exclude(state=ExpectedState.EXEMPT)
    units = list(asked.select_related("passed_to").order_by("code"))
    if not units:
        raise errors.NothingBelow
    in_force = Report.objects.filter(expected__in=[unit.pk for unit in units], state__in=IN_FORCE, superseded_at=None)
    held = {report.expected_id: report for report in in_force}
    direct: dict[str, Coverage] = {}
    for level in _ranked({unit.level for unit in units}):
        of_level = [unit for unit in units if unit.level == level]
        missing = tuple(unit.called for unit in of_level if unit.pk not in held)
        direct[level] = Coverage(len(of_level), len(of_level) - len(missing), missing)
    reports = [held[unit.pk] for unit in units if unit.pk in held]
    behind = units_behind([unit for unit in units if unit.pk not in held])
    levels = {*direct, *behind, *(level for report in reports for level in report.coverage)}
    return BelowLevel(reports, direct, {level: _whole(level, direct, reports, behind) for level in _ranked(levels)})


def _whole(level: str, direct: Mapping[str, Coverage], reports: Sequence[Report], behind: Mapping[str, Sequence[str]]) -> Coverage:
    """All units of a kind below: those that report here, those that the reports tell of, and all of those that did not report."""
    here = direct.get(level, Coverage(0, 0, ()))
    parts = [report.coverage[level] for report in reports if level in report.coverage]
    silent = behind.get(level, ())
    return Coverage(
        expected=here.expected + sum(part["expected"] for part in parts) + len(silent),
        reported=here.reported + sum(part["reported"] for part in parts),
        missing=(*here.missing, *sorted([*(name for part in parts for name in part["missing"]), *silent])),
    )


def units_behind(silent: Sequence[ExpectedReport]) -> dict[str, list[str]]:
    """The units that report to somebody who did not report, by level."""
    found: dict[str, list[str]] = defaultdict(list)
    if silent:
        asked = ExpectedReport.objects.filter(round=silent[0].round_id, reports_to__in=[unit.agency_id for unit in silent])
        for unit in asked.exclude(state=ExpectedState.EXEMPT).select_related("passed_to"):
            found[unit.level].append(unit.called)
    return found


def highest(levels: Iterable[str]) -> str:
    """The highest of these levels."""
    return _ranked(levels)[0]


def _ranked(levels: Iterable[str]) -> list[str]:
    return sorted(levels, key=RANKS.index)


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
