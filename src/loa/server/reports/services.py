"""Verbs about reports: open a round, fill, confirm, return, consolidate, sign, issue."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from loa.core.errors import NotFound
from loa.core.figures import LoggedFigure, TypedFigure, consolidate
from loa.core.folding import nfc
from loa.core.roles import Right
from loa.core.snapshots import seal, snapshot_content
from loa.server.campaigns.models import Campaign
from loa.server.kit import acts, files
from loa.server.kit.actors import Actor
from loa.server.kit.clock import day_of
from loa.server.kit.keys import installation_key
from loa.server.reports import errors
from loa.server.reports.consolidation.below import IN_FORCE, cited, highest, level_below
from loa.server.reports.consolidation.expecting import Expected, check_deadlines, expected_row
from loa.server.reports.consolidation.filling import figures_of
from loa.server.reports.consolidation.issuing import About, about_json
from loa.server.reports.consolidation.versions import (
    blank_of,
    checked_narrative,
    freeze,
    lock_expected,
    lock_for,
    open_draft,
    successor_of,
    write_figures,
)
from loa.server.reports.events import (
    LevelConsolidated,
    OfficialReportIssued,
    ReportConfirmed,
    ReportExcused,
    ReportFilled,
    ReportNumberEntered,
    ReportReturned,
    ReportSigned,
    RoundOpened,
)
from loa.server.reports.form_registry import newest_form
from loa.server.reports.models import (
    UNSENT,
    ExpectedReport,
    ExpectedState,
    OfficialReport,
    Report,
    ReportingRound,
    ReportState,
)
from loa.server.reports.official import official_files
from loa.server.reports.queries import expected_report

Row = TypeVar("Row")


def _found(row: Row | None) -> Row:
    """The row, or `NotFound`: an id that leads nowhere is an answer, never a crash."""
    if row is None:
        raise NotFound
    return row


@transaction.atomic
def open_round(
    *,
    campaign_id: UUID,
    agency_id: UUID,
    form: str,
    starts_on: date,
    ends_on: date,
    expected: Sequence[Expected],
    guide_id: UUID | None = None,
    by: Actor,
    now: datetime,
) -> ReportingRound:
    """Mở kỳ báo cáo: the newest version of the form, and who must report to whom by when, frozen."""
    by.require(Right.DIRECT, agency_id)
    blank = newest_form(form)
    if ends_on < starts_on:
        raise errors.RoundUpsideDown(starts_on=f"{starts_on:%d/%m/%Y}", ends_on=f"{ends_on:%d/%m/%Y}")
    check_deadlines(expected)
    campaign = _found(Campaign.objects.select_for_update().filter(pk=campaign_id).first())
    if campaign.rounds.filter(form_code=form, starts_on=starts_on, ends_on=ends_on).exists():
        raise errors.RoundExists(starts_on=f"{starts_on:%d/%m/%Y}", ends_on=f"{ends_on:%d/%m/%Y}")
    opened = ReportingRound.objects.create(
        campaign=campaign,
        agency_id=agency_id,
        form_code=form,
        form_version=blank.version,
        guide_id=guide_id,
        starts_on=starts_on,
        ends_on=ends_on,
        simulated=campaign.simulated,
        opened_at=now,
    )
    ExpectedReport.objects.bulk_create([expected_row(opened, one) for one in expected], batch_size=500)
    acts.record(RoundOpened(round_id=opened.pk, form=blank.reference, agencies=len(expected)), by=by, now=now)
    return opened


@transaction.atomic
def fill_report(
    *,
    round_id: UUID,
    agency_id: UUID,
    logged: Sequence[LoggedFigure],
    typed: Sequence[TypedFigure] = (),
    answers: Mapping[str, str] | None = None,
    narrative: Mapping[str, str] | None = None,
    by: Actor,
    now: datetime,
) -> Report:
    """Lập báo cáo: figures from the logs, the unit's own figures and answers beside them. Filling again replaces the draft.

    A typed value for what the logs know is taken only with its reason, and both are kept. After a confirmation, filling
    starts the next version. Raises `IndicatorUnknown`, `AnswerUnknown`, `OverrideUnexplained`, `NotExpected`, `ConsolidatedNotTyped`.
    """
    expected = lock_for(Right.REPORT, round_id, agency_id, by=by)
    if expected.round.expected.filter(reports_to=agency_id).exclude(state=ExpectedState.EXEMPT).exists():
        raise errors.ConsolidatedNotTyped
    form = blank_of(expected.round)
    filled = figures_of(form, logged=logged, typed=typed, answers=answers or {}, unit_code=expected.code)
    words = checked_narrative(form, narrative or {})
    report = open_draft(expected, narrative=words, overrides=filled.overrides, by=by, now=now)
    write_figures(report, filled.figures)
    acts.record(
        ReportFilled(
            report_id=report.pk,
            campaign_id=expected.round.campaign_id,
            agency_id=agency_id,
            agency_name=expected.name,
            version=report.version,
        ),
        by=by,
        now=now,
        after={"figures": len(filled.figures), "overrides": filled.overrides},
    )
    return report


@transaction.atomic
def confirm_report(*, round_id: UUID, agency_id: UUID, by: Actor, now: datetime) -> Report:
    """Xác nhận báo cáo: the unit stands by its draft; the content freezes by hash and is what the level above will cite."""
    expected = lock_for(Right.REPORT, round_id, agency_id, by=by)
    report = expected.versions.filter(state=ReportState.DRAFT).first()
    if report is None or report.cites:
        raise errors.NothingToConfirm
    freeze(report, expected, state=ReportState.CONFIRMED, now=now)
    report.confirmed_by, report.confirmed_at = by.name, now
    report.save()
    _move(expected, ExpectedState.SUBMITTED)
    acts.record(
        ReportConfirmed(
            report_id=report.pk, agency_id=agency_id, agency_name=expected.name, version=report.version, text_sha256=report.text_sha256
        ),
        by=by,
        now=now,
    )
    return report


@transaction.atomic
def return_report(*, report_id: UUID, why: str, by: Actor, now: datetime) -> Report:
    """Trả lại báo cáo: the level above sends it back with a sentence; the unit, or the successor of one that ended, fills its next version."""
    report = _found(Report.objects.select_related("expected").filter(pk=report_id).first())
    expected = lock_expected(report.expected.round_id, report.expected.agency_id)
    superior = expected.reports_to_id or expected.round.agency_id
    expected_report(seen_by=by, pk=expected.pk)
    by.require(Right.REVIEW, superior)
    if not nfc(why).strip():
        raise errors.ReasonMissing
    changed = Report.objects.filter(pk=report_id, state__in=IN_FORCE, superseded_at=None).exclude(
        expected__state=ExpectedState.CONSOLIDATED
    )
    if not changed.update(state=ReportState.RETURNED, returned_why=nfc(why).strip()):
        raise errors.NotReturnable
    report.refresh_from_db()
    expected.state, expected.passed_to = ExpectedState.EXPECTED.value, expected.passed_to or successor_of(expected, on=day_of(now))
    expected.save(update_fields=["state", "passed_to"])
    reason = report.returned_why
    acts.record(
        ReportReturned(report_id=report.pk, agency_id=expected.agency_id, agency_name=expected.name, reason=reason),
        by=by,
        now=now,
        why=reason,
    )
    return report


@transaction.atomic
def excuse_report(*, expected_id: UUID, why: str, by: Actor, now: datetime) -> ExpectedReport:
    """Miễn báo cáo thay: the level above decides, with a reason, that nobody owes a report for a unit that ended.

    Only for what a successor owes beside its own report: whoever stands reports. Raises `NotExcusable`, `ExcuseUnexplained`.
    """
    held = expected_report(seen_by=by, pk=expected_id)
    by.require(Right.REVIEW, held.reports_to_id or held.round.agency_id)
    reason = nfc(why).strip()[:2000]
    if not reason:
        raise errors.ExcuseUnexplained
    owed = ExpectedReport.objects.filter(pk=expected_id, state__in=UNSENT, round__official_reports=None).exclude(passed_to=None)
    below = ExpectedReport.objects.filter(round=held.round_id, reports_to=held.agency_id).exclude(state=ExpectedState.EXEMPT)
    if below.exists() or not owed.update(state=ExpectedState.EXEMPT, excused_why=reason):
        raise errors.NotExcusable
    event = ReportExcused(expected_id=held.pk, agency_id=held.agency_id, agency_name=held.name, reason=reason)
    acts.record(event, by=by, now=now, before={"state": held.state}, after={"state": ExpectedState.EXEMPT.value}, why=reason)
    held.state, held.excused_why = ExpectedState.EXEMPT.value, reason
    return held


@transaction.atomic
def consolidate_level(
    *,
    round_id: UUID,
    agency_id: UUID,
    own: Sequence[LoggedFigure] = (),
    own_typed: Sequence[TypedFigure] = (),
    narrative: Mapping[str, str] | None = None,
    by: Actor,
    now: datetime,
) -> Report:
    """Tổng hợp cấp dưới: sum the reports in force below, per indicator and grade, and the level's own work (a centre's programmes).

    Does not wait for the late: they are named in the coverage. Makes a draft for the leader to sign. Raises `NothingBelow`.
    """
    expected = lock_for(Right.REPORT, round_id, agency_id, by=by)
    form = blank_of(expected.round)
    below = level_below(expected)
    if not below.reports:
        raise errors.NothingBelow
    own_figures = figures_of(form, logged=own, typed=own_typed, answers={}, unit_code=expected.code).figures
    figures = consolidate([cited(report) for report in below.reports], own=own_figures, order=form.order)
    report = open_draft(expected, narrative=checked_narrative(form, narrative or {}), overrides=[], below=below, by=by, now=now)
    write_figures(report, figures)
    asked = sum(one.expected for one in below.direct.values())
    acts.record(
        LevelConsolidated(report_id=report.pk, agency_id=agency_id, agency_name=expected.name, reported=len(below.reports), expected=asked),
        by=by,
        now=now,
    )
    return report


@transaction.atomic
def sign_report(*, round_id: UUID, agency_id: UUID, by: Actor, now: datetime) -> Report:
    """Ký báo cáo tổng hợp: a leader other than who consolidated it. The reports below it are thereby consolidated, the absent missing."""
    expected = lock_for(Right.APPROVE, round_id, agency_id, by=by)
    report = expected.versions.filter(state=ReportState.DRAFT).first()
    if report is None or not report.cites:
        raise errors.NotReadyToSign
    if report.filled_by_person_id in by.persons:
        raise errors.OwnReportNotSignable
    _check_still_in_force(report)
    freeze(report, expected, state=ReportState.SIGNED, now=now)
    report.signed_by, report.signed_by_person_id, report.signed_at = by.name, by.person_id, now
    report.signed_for_person_id = by.behalf_person_id
    report.save()
    _move(expected, ExpectedState.SUBMITTED)
    _settle_below(expected, report)
    acts.record(
        ReportSigned(
            report_id=report.pk, agency_id=agency_id, agency_name=expected.name, version=report.version, text_sha256=report.text_sha256
        ),
        by=by,
        now=now,
    )
    return report


def _move(expected: ExpectedReport, state: ExpectedState) -> None:
    expected.state = state
    expected.save(update_fields=["state"])


def _check_still_in_force(report: Report) -> None:
    """A report below that was returned or corrected since the consolidation must be summed again before anybody signs."""
    cited = {one["sha256"]: one["agency"] for one in report.cites}
    held = Report.objects.filter(expected__round=report.expected.round_id, text_sha256__in=cited, state__in=IN_FORCE, superseded_at=None)
    gone = set(cited) - set(held.values_list("text_sha256", flat=True))
    if gone:
        raise errors.BelowChanged(agencies=", ".join(sorted(cited[sha256] for sha256 in gone)))


def _settle_below(expected: ExpectedReport, report: Report) -> None:
    """What the signed report cites is consolidated; who is absent from it is missing."""
    units = expected.round.expected.filter(reports_to=expected.agency_id)
    cited = Report.objects.filter(expected__in=units, text_sha256__in=[one["sha256"] for one in report.cites])
    units.filter(pk__in=cited.values("expected"), state=ExpectedState.SUBMITTED).update(state=ExpectedState.CONSOLIDATED)
    units.filter(state=ExpectedState.EXPECTED).update(state=ExpectedState.MISSING)


@transaction.atomic
def issue_official_report(*, round_id: UUID, about: About, by: Actor, now: datetime) -> OfficialReport:
    """Ban hành báo cáo chính thức: freeze the signed report and each report below it in one snapshot, sign it, make the papers.

    The number and the day are left for văn thư. Raises `NotSignedYet`, `AlreadyIssued`.
    """
    opened = _found(ReportingRound.objects.filter(pk=round_id).first())
    by.require(Right.SEND, opened.agency_id)
    expected = lock_expected(round_id, opened.agency_id)
    report = expected.versions.filter(state=ReportState.SIGNED, superseded_at=None).first()
    if report is None:
        raise errors.NotSignedYet
    if OfficialReport.objects.filter(report=report).exists():
        raise errors.AlreadyIssued
    key = installation_key()
    below = _contents_below(expected, report)
    words = about_json(about, blank_of(opened), simulated=opened.simulated)
    top = highest(report.direct or report.coverage)
    direct = report.direct or {top: report.coverage[top]}  # what was consolidated before both were kept has one level directly below
    content = snapshot_content(report.content, below=below, direct=direct, level_below=top, about=words)
    snapshot = seal(content, sign=key.sign, public_key=key.public_bytes)
    made = official_files(snapshot, fingerprint=key.fingerprint)
    issued = OfficialReport.objects.create(
        round=opened,
        report=report,
        snapshot_sha256=snapshot["sha256"],
        signature=snapshot["signature"],
        public_key=snapshot["public_key"],
        snapshot_file_sha256=files.keep(made.snapshot, ending=".json"),
        docx_sha256=files.keep(made.docx, ending=".docx"),
        pdf_sha256=files.keep(made.pdf, ending=".pdf"),
        xlsx_sha256=files.keep(made.xlsx, ending=".xlsx"),
        issued_by=by.name,
        issued_at=now,
    )
    acts.record(
        OfficialReportIssued(official_report_id=issued.pk, snapshot_sha256=issued.snapshot_sha256, fingerprint=key.fingerprint),
        by=by,
        now=now,
    )
    return issued


def _contents_below(expected: ExpectedReport, report: Report) -> list[dict[str, Any]]:
    """The frozen content of each report cited, in the order of citing."""
    cited_hashes = [one["sha256"] for one in report.cites]
    held = Report.objects.filter(expected__round=expected.round_id, text_sha256__in=cited_hashes)
    contents = {one.text_sha256: one.content for one in held}
    return [contents[sha256] for sha256 in cited_hashes]


@transaction.atomic
def enter_report_number(*, official_report_id: UUID, number: str, by: Actor, now: datetime) -> OfficialReport:
    """Văn thư cấp số: the number that the office's own book (QLVB) gave to the issued report. Raises `NumberMissing`."""
    held = OfficialReport.objects.select_for_update(of=("self",)).select_related("round")
    issued = _found(held.filter(pk=official_report_id).first())
    by.require(Right.REGISTER, issued.round.agency_id)
    given = nfc(number).strip()
    if not given or len(given) > 40:
        raise errors.NumberMissing
    before, issued.number = issued.number, given
    issued.save(update_fields=["number"])
    event = ReportNumberEntered(official_report_id=issued.pk, number=given)
    acts.record(event, by=by, now=now, before={"number": before}, after={"number": given})
    return issued
