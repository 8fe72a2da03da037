"""Versions of a unit's report: the lock, the draft, its figures, and freezing it by hash."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from loa.core.figures import Coverage, Figure
from loa.core.folding import nfc
from loa.core.roles import Right
from loa.core.snapshots import report_content
from loa.server.agencies.models import AgencyDescent, AgencyVersion
from loa.server.kit.actors import Actor
from loa.server.kit.periods import in_force
from loa.server.reports import errors
from loa.server.reports.consolidation.below import IN_FORCE, BelowLevel, listed
from loa.server.reports.form_registry import FieldType, Form, form_of
from loa.server.reports.models import ExpectedReport, ExpectedState, Report, ReportFigure, ReportingRound, ReportState


def lock_for(right: Right, round_id: UUID, agency_id: UUID, *, by: Actor) -> ExpectedReport:
    """The same, for whoever has this right at the agency that reports: the unit itself, or the successor that reports for one that ended."""
    if by.may(right, agency_id):
        return lock_expected(round_id, agency_id)
    owed = ExpectedReport.objects.filter(round=round_id, agency=agency_id).exclude(state=ExpectedState.EXEMPT)
    by.require(right, owed.exclude(passed_to=None).values_list("passed_to__agency", flat=True).first() or agency_id)
    return lock_expected(round_id, agency_id)


def lock_expected(round_id: UUID, agency_id: UUID) -> ExpectedReport:
    """The unit's row is the lock of all its versions."""
    held = ExpectedReport.objects.select_for_update(of=("self",)).select_related("round", "passed_to")
    expected = held.filter(round=round_id, agency=agency_id).exclude(state=ExpectedState.EXEMPT).first()
    if expected is None:
        raise errors.NotExpected
    return expected


def successor_of(expected: ExpectedReport, *, on: date) -> ExpectedReport | None:
    """The row of the one agency that stands on that day and took over from the unit, which ended; None where it stands or several took over."""
    standing = AgencyVersion.objects.filter(in_force(on))
    if standing.filter(agency=expected.agency_id).exists():
        return None
    heirs = AgencyDescent.objects.filter(predecessor=expected.agency_id, successor__in=standing.values("agency")).values("successor")
    rows = list(expected.round.expected.filter(agency__in=heirs)[:2])
    return rows[0] if len(rows) == 1 else None


def blank_of(opened: ReportingRound) -> Form:
    return form_of(opened.form_code, opened.form_version)


def checked_narrative(form: Form, given: Mapping[str, str]) -> dict[str, str]:
    """The unit's sentences, only for the text fields of the form."""
    fields = {indicator.code for indicator in form.indicators if indicator.type is FieldType.TEXT}
    for code in given:
        if code not in fields:
            raise errors.IndicatorUnknown(form=form.reference, indicator=code)
    return {code: nfc(words).strip() for code, words in given.items() if words.strip()}


def open_draft(
    expected: ExpectedReport,
    *,
    narrative: dict[str, str],
    overrides: list[dict[str, Any]],
    below: BelowLevel | None = None,
    by: Actor,
    now: datetime,
) -> Report:
    """The draft of the unit, emptied; the next version where none is open."""
    report = expected.versions.filter(state=ReportState.DRAFT).first()
    if report is None:
        last = expected.versions.aggregate(last=Max("version"))["last"] or 0
        report = Report(expected=expected, version=last + 1)
    else:
        report.figures.all().delete()
    report.narrative, report.overrides = narrative, overrides
    report.coverage = {level: one.to_json() for level, one in below.coverage.items()} if below else {}
    report.direct = {level: one.to_json() for level, one in below.direct.items()} if below else {}
    report.cites = [listed(one) for one in below.reports] if below else []
    report.filled_as_of, report.filled_by, report.filled_by_person_id = now, by.name, by.person_id
    report.save()
    return report


def write_figures(report: Report, figures: Sequence[Figure]) -> None:
    rows = [
        ReportFigure(
            report=report,
            position=position,
            indicator=figure.indicator,
            unit=figure.unit,
            grade=figure.grade,
            value=figure.value,
            sources=[source.to_json() for source in figure.sources],
        )
        for position, figure in enumerate(figures)
    ]
    ReportFigure.objects.bulk_create(rows, batch_size=500)


def freeze(report: Report, expected: ExpectedReport, *, state: ReportState, now: datetime) -> None:
    """Fix the content and its hash; the version before it is in force no longer."""
    opened = expected.round
    content = report_content(
        report_id=f"bc:{expected.code}:{opened.starts_on}:{opened.ends_on}",
        agency=expected.name,
        version=report.version,
        form=blank_of(opened).reference,
        period={"from": opened.starts_on.isoformat(), "to": opened.ends_on.isoformat()},
        figures=figures_held(report),
        coverage={level: Coverage(one["expected"], one["reported"], tuple(one["missing"])) for level, one in report.coverage.items()},
        narrative=report.narrative,
        cites=report.cites,
    )
    expected.versions.filter(state__in=IN_FORCE, superseded_at=None).update(superseded_at=now)
    report.state, report.content, report.text_sha256 = state, content, content["sha256"]


def figures_held(report: Report) -> list[Figure]:
    """The figures of a version as core knows them, in the order of the form."""
    return [
        Figure.from_json({"indicator": row.indicator, "unit": row.unit, "value": row.value, "grade": row.grade, "sources": row.sources})
        for row in report.figures.order_by("position")
    ]
