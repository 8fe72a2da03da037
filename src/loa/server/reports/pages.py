"""Báo cáo: already filled in, confirmed by the unit, consolidated and signed by each level; any figure tells where it comes from."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from loa.core.errors import LoaError, NotFound
from loa.core.figures import LoggedFigure, TypedFigure
from loa.core.folding import search_key
from loa.core.roles import Right
from loa.server.campaigns.models import AcceptedBy
from loa.server.campaigns.services import accept_by_doing
from loa.server.kit import answers, clock
from loa.server.kit.actors import Actor
from loa.server.kit.requests import Request, exporter_of, looker_of, page_of, send_file, send_table, wants_table
from loa.server.reports.consolidation.versions import lock_expected
from loa.server.reports.form_registry import FieldType, Form, Indicator, form_of
from loa.server.reports.models import ExpectedReport, ExpectedState, Level, Report, ReportFigure, ReportingRound, ReportState
from loa.server.reports.queries import (
    coverage_of,
    expected_report,
    expected_reports,
    figure_sources,
    late_reports,
    logged_figures,
    official_report_files,
    official_report_of,
    own_reports_due,
    round_of,
    rounds_of,
    within_reach,
    work_reported,
)
from loa.server.reports.services import confirm_report, consolidate_level, excuse_report, fill_report, return_report, sign_report

IN_FORCE = (ReportState.CONFIRMED, ReportState.SIGNED)
TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".snapshot.json": "application/json",
}
MOST = 10**9
COLUMNS = ("Đơn vị", "Cấp", "Tình trạng", "Quá hạn", "Số khác nhật ký", "Hạn gửi")


@require_GET
def rounds(request: Request) -> HttpResponse:
    """Các kỳ báo cáo."""
    now = clock.now()
    due = list(own_reports_due(seen_by=request.actor)[:30])
    context = {"due": [(one, one.due_at < now) for one in due], "page": page_of(request, rounds_of(seen_by=request.actor), size=30)}
    return render(request, "reports/rounds.html", context)


@require_GET
def one_round(request: Request, round_id: UUID) -> HttpResponse:
    """Một kỳ: 30 trên 30, N trên 579, ai còn thiếu."""
    looker = looker_of(request)
    opened = round_of(round_id, seen_by=looker)
    words = search_key(request.GET.get("tim", "")[:100])
    level = request.GET.get("cap", "")
    level = level if level in list(Level) else ""
    rows = [_row(one) for one in expected_reports(opened.pk, seen_by=looker)]
    if words:
        rows = [row for row in rows if words in search_key(row.expected.called)]
    if level:
        rows = [row for row in rows if row.expected.level == level]
    if wants_table(request):
        return send_table("ky-bao-cao", COLUMNS, (_exported(row) for row in sorted(rows, key=lambda row: row.oddness)))
    official = official_report_of(opened.pk, seen_by=request.actor)
    signed = Report.objects.filter(expected__round=opened, expected__agency=opened.agency_id, state=ReportState.SIGNED, superseded_at=None)
    context = {
        "round": opened,
        "may_issue": official is None and request.actor.may(Right.SEND, opened.agency_id) and signed.exists(),
        "may_remind": late_reports(opened.pk, now=clock.now(), seen_by=request.actor)
        .filter(reports_to__in=_directed_by(request.actor))
        .exists(),
        "form": form_of(opened.form_code, opened.form_version),
        "coverage": coverage_of(opened.pk, seen_by=request.actor),
        "page": page_of(request, sorted(rows, key=lambda row: row.oddness), size=80),
        "levels": list(Level),
        "level": level,
        "words": request.GET.get("tim", "")[:100],
        "official": official,
        "endings": list(TYPES),
    }
    return render(request, "reports/round.html", context)


def _directed_by(actor: Actor) -> list[UUID]:
    """The agencies in whose name the actor writes letters."""
    return [agency_id for agency_id in actor.agency_ids if actor.may(Right.DIRECT, agency_id)]


@dataclass(frozen=True)
class Row:
    """One expected report in a list, the oddest first."""

    expected: ExpectedReport
    held: Report | None
    late: bool

    @property
    def oddness(self) -> tuple[int, str]:
        """Missing and late, missing, with figures that differ from the logs, in draft; then what is plain."""
        if self.expected.state == ExpectedState.EXEMPT:
            return 5, self.expected.name
        if self.held is None:
            return (0 if self.late else 1), self.expected.name
        if self.held.overrides:
            return 2, self.expected.name
        return (3 if self.held.state == ReportState.DRAFT else 4), self.expected.name


def _exported(row: Row) -> list[object]:
    one, held = row.expected, row.held
    state = held.get_state_display() if held else "chưa báo cáo"
    if one.state == ExpectedState.EXEMPT:
        state = f"đã chuyển vào báo cáo của {one.passed_to.name}" if one.passed_to and not one.excused_why else "được miễn"
    due = one.due_at.astimezone(clock.HANOI)
    return [
        one.called if one.is_owed_for_another else one.name,
        one.get_level_display(),
        state,
        "quá hạn" if row.late else "",
        len(held.overrides) if held else 0,
        f"{due:%d/%m/%Y %H:%M}",
    ]


def _row(expected: ExpectedReport) -> Row:
    versions = list(expected.versions.all())
    held = next((v for v in versions if v.state in IN_FORCE and v.superseded_at is None), None) or next(iter(versions), None)
    owed = expected.state != ExpectedState.EXEMPT and (held is None or held.state not in IN_FORCE)
    return Row(expected, held, owed and expected.due_at < clock.now())


@dataclass
class Line:
    """One indicator of the report as the page shows it."""

    indicator: Indicator
    figures: list[ReportFigure] = field(default_factory=list)
    typed: str = ""
    why: str = ""
    override: dict[str, Any] | None = None
    answered: str = ""
    ratio: str = ""
    words: str = ""


@require_GET
def report(request: Request, expected_id: UUID) -> HttpResponse:
    """Báo cáo của một đơn vị."""
    return _show(request, _expected(request.actor, expected_id))


def _show(request: Request, expected: ExpectedReport, *, refusal: str = "", status: int = 200) -> HttpResponse:
    actor = request.actor
    opened, form = expected.round, form_of(expected.round.form_code, expected.round.form_version)
    versions = list(expected.versions.prefetch_related(Prefetch("figures", ReportFigure.objects.order_by("position"))).order_by("-version"))
    shown = versions[0] if versions else None
    lines = _lines(form, shown, request.POST if refusal else {})
    below = [_row(one) for one in expected_reports(opened.pk, seen_by=actor, reports_to=expected.agency_id)]
    consolidates = ExpectedReport.objects.filter(round=opened, reports_to=expected.agency_id).exists()
    exempt = expected.state == ExpectedState.EXEMPT
    may_report, may_approve = (not exempt and actor.may(right, expected.reporter_id) for right in (Right.REPORT, Right.APPROVE))
    is_draft = shown is not None and shown.state == ReportState.DRAFT
    settled = shown is not None and shown.state in IN_FORCE
    may_fill = may_report and not consolidates
    context = {
        "expected": expected,
        "round": opened,
        "report": shown,
        "may_fill": may_fill,
        "editing": may_fill and (not settled or "dinh-chinh" in request.GET or bool(refusal)),
        "versions": versions,
        "groups": [(name, [line for line in lines if line.indicator.group == code]) for code, name in form.groups.items()],
        "below": sorted(below, key=lambda row: row.oddness),
        "consolidates": consolidates,
        "may_consolidate": may_report and consolidates,
        "may_confirm": is_draft and may_report and not consolidates,
        "may_sign": is_draft and may_approve and consolidates,
        "may_return": bool(
            shown
            and shown.state in IN_FORCE
            and actor.may(Right.REVIEW, expected.reports_to_id or opened.agency_id)
            and expected.reports_to_id
        ),
        "may_excuse": expected.is_owed_for_another
        and not consolidates
        and actor.may(Right.REVIEW, expected.reports_to_id or opened.agency_id),
        "exempt": exempt,
        "late": _row(expected).late,
        "refusal": refusal,
    }
    return render(request, "reports/report.html", context, status=status)


def _expected(actor: Actor, expected_id: UUID) -> ExpectedReport:
    return expected_report(seen_by=actor, pk=expected_id)


def _lines(form: Form, held: Report | None, typed: Any) -> list[Line]:
    by_code: dict[str, list[ReportFigure]] = {}
    for figure in held.figures.all() if held else ():
        by_code.setdefault(figure.indicator, []).append(figure)
    overrides = {one["indicator"]: one for one in held.overrides} if held else {}
    lines = []
    for indicator in form.indicators:
        figures = [figure for code, _name in indicator.figures for figure in by_code.get(code, [])]
        override = overrides.get(indicator.code)
        own = [figure.value for figure in figures if any(source["kind"] == "typed" for source in figure.sources)]
        lines.append(
            Line(
                indicator,
                figures=figures,
                typed=str(typed.get(f"so-{indicator.code}", own[0] if own and indicator.type is FieldType.COUNT else "")),
                why=str(typed.get(f"vi-sao-{indicator.code}", (override or {}).get("why", ""))),
                override=override,
                answered=typed.get(f"chon-{indicator.code}", "") or _answer(indicator, by_code),
                ratio=_ratio(indicator, by_code),
                words=str(typed.get(f"loi-{indicator.code}", (held.narrative if held else {}).get(indicator.code, ""))),
            )
        )
    return lines


def _answer(indicator: Indicator, by_code: dict[str, list[ReportFigure]]) -> str:
    chosen = (answer for (code, _name), answer in zip(indicator.figures, indicator.answers, strict=False) if by_code.get(code))
    return next(chosen, "")


def _ratio(indicator: Indicator, by_code: dict[str, list[ReportFigure]]) -> str:
    """Of sums, worked out again at each level, never summed itself; says so where counts of several grades were put together."""
    if indicator.type is not FieldType.RATIO:
        return ""
    counted = [by_code.get(code, []) for code in (indicator.numerator, indicator.denominator)]
    over, under = (sum(figure.value for figure in figures) for figures in counted)
    if not under:
        return "–"
    percent = f"{100 * over / under:.1f}".replace(".", ",") + " %"
    summed = len({figure.grade for figures in counted for figure in figures}) > 1
    return f"{percent} {_('(cộng các mức bằng chứng)')}" if summed else percent


@require_POST
def fill(request: Request, expected_id: UUID) -> HttpResponse:
    """Lập lại từ nhật ký, with what the unit typed. Filling a report answers the letter."""
    expected = _expected(request.actor, expected_id)
    form = form_of(expected.round.form_code, expected.round.form_version)
    try:
        with transaction.atomic():
            fill_report(
                round_id=expected.round_id,
                agency_id=expected.agency_id,
                logged=_logged(expected, request.actor),
                typed=_typed(form, request.POST),
                answers=_answers(form, request.POST),
                narrative=_narrative(form, request.POST),
                by=request.actor,
                now=clock.now(),
            )
    except NotFound:
        raise
    except LoaError as error:
        return _refused(request, expected, error)
    accept_by_doing(
        agency_ids=[expected.reporter_id],
        campaign_id=expected.round.campaign_id,
        accepted_by=AcceptedBy.REPORT,
        by=request.actor,
        now=clock.now(),
    )
    messages.success(request, _("Đã điền từ nhật ký. Xem lại rồi xác nhận."), extra_tags="good")
    return redirect("report", expected.pk)


def _logged(expected: ExpectedReport, actor: Actor) -> list[LoggedFigure]:
    """Gathered under the lock under which it is written: whoever takes over another unit's report meanwhile waits, or came before."""
    held = lock_expected(expected.round_id, expected.agency_id)
    return logged_figures(held.round_id, work_of=work_reported([held]), as_of=clock.now(), seen_by=actor)[held.agency_id]


def _typed(form: Form, given: Any) -> list[TypedFigure]:
    """What the unit wrote into the number fields; a word that is no number is left for the person to see."""
    found = []
    for indicator in form.indicators:
        text = given.get(f"so-{indicator.code}", "").strip().replace(".", "").replace(" ", "")
        if indicator.type is FieldType.COUNT and text.isdecimal() and len(text) < 10:
            why = given.get(f"vi-sao-{indicator.code}", "")[:500]
            found.append(TypedFigure(indicator.code, min(int(text), MOST), approximate=f"uoc-{indicator.code}" in given, why=why))
    return found


def _answers(form: Form, given: Any) -> dict[str, str]:
    return {i.code: given[f"chon-{i.code}"] for i in form.indicators if i.answers and given.get(f"chon-{i.code}")}


def _narrative(form: Form, given: Any) -> dict[str, str]:
    return {i.code: given.get(f"loi-{i.code}", "")[:4000] for i in form.indicators if i.type is FieldType.TEXT}


def _refused(request: Request, expected: ExpectedReport, error: LoaError) -> HttpResponse:
    answers.note(error, by=request.actor, what=request.path)
    return _show(request, expected, refusal=answers.told(error), status=error.status)


@require_POST
def decide(request: Request, expected_id: UUID) -> HttpResponse:
    """Xác nhận, tổng hợp, ký, trả lại, miễn báo cáo thay."""
    expected = _expected(request.actor, expected_id)
    now, by = clock.now(), request.actor
    about: dict[str, Any] = {"round_id": expected.round_id, "agency_id": expected.agency_id, "by": by, "now": now}
    try:
        if "confirm" in request.POST:
            confirm_report(**about)
            said = _("Đã xác nhận báo cáo.")
        elif "consolidate" in request.POST:
            with transaction.atomic():
                consolidate_level(**about, own=_logged(expected, by))
            said = _("Đã tổng hợp; chờ lãnh đạo ký.")
        elif "sign" in request.POST:
            sign_report(**about)
            said = _("Đã ký báo cáo tổng hợp.")
        elif "excuse" in request.POST:
            excuse_report(expected_id=expected.pk, why=request.POST.get("excuse_why", "")[:2000], by=by, now=now)
            said = _("Đã ghi quyết định miễn báo cáo thay, kèm lý do.")
        else:
            held = expected.versions.filter(state__in=IN_FORCE, superseded_at=None).first()
            return_report(
                report_id=held.pk if held else expected.pk, why=request.POST.get("why", "")[:2000], by=by, now=now
            ) if held else None
            said = _("Đã trả lại kèm lý do.")
    except NotFound:
        raise
    except LoaError as error:
        return _refused(request, expected, error)
    messages.success(request, said, extra_tags="good")
    return redirect("report", expected.pk)


@require_GET
def figure(request: Request, figure_id: int) -> HttpResponse:
    """Số này từ đâu ra? One level down, until the logs."""
    below = figure_sources(figure_id, seen_by=request.actor)
    held = ReportFigure.objects.select_related("report__expected__round").get(pk=figure_id)
    form = form_of(held.report.expected.round.form_code, held.report.expected.round.form_version)
    indicator = form.field_of(held.indicator)
    owing = {one.report.expected_id for one in below}
    reached = ExpectedReport.objects.filter(within_reach(request.actor), pk__in=owing)
    seen = set(reached.values_list("agency_id", flat=True))
    context = {
        "figure": held,
        "expected": held.report.expected,
        "name": form.name_of(held.indicator),
        "definition": indicator.definition if indicator else "",
        "below": sorted(below, key=lambda one: -one.value),
        "seen": seen,
        "sources": [source for source in held.sources if source["kind"] != "report"],
    }
    return render(request, "reports/figure.html", context)


@require_GET
def download(request: Request, round_id: UUID, ending: str) -> HttpResponse:
    """Báo cáo chính thức: DOCX, PDF, XLSX, snapshot."""
    exporter = exporter_of(request)
    opened: ReportingRound = round_of(round_id, seen_by=exporter)
    issued = official_report_of(opened.pk, seen_by=exporter)
    if issued is None or f".{ending}" not in TYPES:
        raise NotFound
    name = f"bao-cao-SO.{ending}"
    return send_file(official_report_files(issued)[name], name=name, media_type=TYPES[f".{ending}"])
