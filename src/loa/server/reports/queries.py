"""Questions about reports: coverage, the missing by name, where a figure comes from; and what a round or a snapshot needs to know."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, Prefetch, Q, QuerySet

from loa.core.agencies import AgencyKind
from loa.core.errors import NotFound
from loa.core.figures import Coverage, LoggedFigure
from loa.core.snapshots import Finding, figure_name, sha256_of
from loa.core.words import vi
from loa.server.agencies.models import AgencyVersion
from loa.server.agencies.queries import agencies_of_kind_under, agency_on_or_first
from loa.server.campaigns.models import AcceptedBy, Assignment, AssignmentState, Campaign
from loa.server.kit import files
from loa.server.kit.actors import Actor
from loa.server.kit.periods import in_force
from loa.server.people.queries import agencies_seen_by
from loa.server.places.models import TerritoryVersion
from loa.server.reports.consolidation.below import IN_FORCE
from loa.server.reports.consolidation.expecting import Expected
from loa.server.reports.consolidation.gathering import gather
from loa.server.reports.consolidation.issuing import Direction
from loa.server.reports.consolidation.restating import RestatedFigures, restate_round
from loa.server.reports.consolidation.versions import figures_held
from loa.server.reports.form_registry import form_of
from loa.server.reports.models import UNSENT, ExpectedReport, ExpectedState, Level, OfficialReport, Report, ReportFigure, ReportingRound


def within_reach(actor: Actor) -> Q:
    """Whose expected reports the actor sees: of agencies seen, and those owed to an agency seen, of a unit too that has moved elsewhere."""
    seen = agencies_seen_by(actor)
    return Q(agency__in=seen) | Q(reports_to__in=seen) | Q(round__agency__in=seen)


def rounds_of(*, seen_by: Actor) -> "QuerySet[ReportingRound]":
    """The rounds in which the actor sees a unit that must report, newest first."""
    asked = ExpectedReport.objects.filter(within_reach(seen_by)).values("round")
    return ReportingRound.objects.filter(pk__in=asked).select_related("campaign", "guide").order_by("-opened_at")


def round_of(round_id: UUID, *, seen_by: Actor) -> ReportingRound:
    """One round. Raises `NotFound` outside the actor's scope."""
    found = rounds_of(seen_by=seen_by).filter(pk=round_id).first()
    if found is None:
        raise NotFound
    return found


def expected_reports(round_id: UUID, *, seen_by: Actor, reports_to: UUID | None = None) -> "QuerySet[ExpectedReport]":
    """Who must report, within the actor's scope, each with its versions newest first; `reports_to` keeps one level below one agency."""
    found = ExpectedReport.objects.filter(within_reach(seen_by), round=round_id).select_related("passed_to")
    if reports_to is not None:
        found = found.filter(reports_to=reports_to)
    return found.prefetch_related(Prefetch("versions", Report.objects.order_by("-version"))).order_by("level", "name")


def expected_report(*, seen_by: Actor, **which: Any) -> ExpectedReport:
    """One of them. Raises `NotFound` outside the actor's scope."""
    found = ExpectedReport.objects.filter(within_reach(seen_by), **which).select_related("round__campaign", "passed_to").first()
    if found is None:
        raise NotFound
    return found


def own_reports_due(*, seen_by: Actor, at: Collection[UUID] | None = None) -> "QuerySet[ExpectedReport]":
    """What the actor's own agencies (`at` some of them) still owe, for units that ended before them too, the most urgent first."""
    agencies = [one for one in seen_by.agency_ids if at is None or one in at]
    own = Q(agency__in=agencies) | Q(passed_to__agency__in=agencies)
    return ExpectedReport.objects.filter(own, state__in=UNSENT).select_related("round__campaign", "passed_to").order_by("due_at")


def coverage_of(round_id: UUID, *, seen_by: Actor) -> dict[str, Coverage]:
    """For each level: how many of the expected reports are in force now, and who is missing, by name.

    Whoever is reported to counts what is owed there, and its own: not the unit that lies below it today and reports to another in this
    round, where it was when the round opened.
    """
    seen = agencies_seen_by(seen_by)
    rows = list(
        expected_reports(round_id, seen_by=seen_by)
        .exclude(state=ExpectedState.EXEMPT)
        .prefetch_related(None)
        .annotate(
            in_force=Count("versions", filter=Q(versions__state__in=IN_FORCE, versions__superseded_at=None)),
            owed_here=ExpressionWrapper(Q(reports_to__in=seen) | Q(round__agency__in=seen), BooleanField()),
        )
    )
    if any(row.owed_here for row in rows):
        rows = [row for row in rows if row.owed_here or row.reporter_id in seen_by.agency_ids]
    found: dict[str, Coverage] = {}
    for level in Level:
        units = [row for row in rows if row.level == level]
        missing = tuple(unit.called for unit in units if not unit.in_force)
        found[level.value] = Coverage(len(units), len(units) - len(missing), missing)
    return found


def late_reports(round_id: UUID, *, now: datetime, seen_by: Actor) -> "QuerySet[ExpectedReport]":
    """Who is past its deadline without a report in force: whom a reminder letter names."""
    late = expected_reports(round_id, seen_by=seen_by).filter(due_at__lt=now)
    return late.filter(state__in=UNSENT).order_by("due_at", "name")


def report_in_force(round_id: UUID, agency_id: UUID, *, seen_by: Actor) -> Report | None:
    """The version that stands now, or `None`."""
    expected_report(seen_by=seen_by, round=round_id, agency=agency_id)
    held = Report.objects.filter(expected__round=round_id, expected__agency=agency_id, state__in=IN_FORCE, superseded_at=None)
    return held.prefetch_related("figures").first()


def figure_sources(figure_id: int, *, seen_by: Actor) -> list[ReportFigure]:
    """One level down from a figure of a consolidated report: the same indicator and grade in each report that it cites."""
    figure = ReportFigure.objects.select_related("report__expected").filter(pk=figure_id).first()
    if figure is None:
        raise NotFound
    expected_report(seen_by=seen_by, pk=figure.report.expected_id)
    cited = [source["sha256"] for source in figure.sources if source["kind"] == "report"]
    below = ReportFigure.objects.filter(indicator=figure.indicator, grade=figure.grade, report__text_sha256__in=cited)
    return list(below.filter(report__expected__round=figure.report.expected.round_id).select_related("report__expected").order_by("pk"))


def restated_figures(round_id: UUID, *, map_date: date, codes: Sequence[str], seen_by: Actor) -> RestatedFigures:
    """These figures of a round by unit, within the actor's scope: as reported then, and restated on the map of that day. Both sum to the same."""
    owing = expected_reports(round_id, seen_by=seen_by).order_by().values("agency")
    return restate_round(round_of(round_id, seen_by=seen_by), map_date=map_date, agencies=owing, codes=codes)


def official_report_of(round_id: UUID, *, seen_by: Actor) -> OfficialReport | None:
    """The newest official report of a round, `None` before it is issued."""
    held = OfficialReport.objects.filter(round=round_id, round__agency__in=agencies_seen_by(seen_by))
    return held.select_related("report", "round__campaign").order_by("-report__version").first()


def official_report_files(issued: OfficialReport, *, stem: str = "bao-cao-SO") -> dict[str, bytes]:
    """The four files by name, from the store. Raises `FileGone`."""
    kept = {
        ".docx": (issued.docx_sha256, ".docx"),
        ".pdf": (issued.pdf_sha256, ".pdf"),
        ".xlsx": (issued.xlsx_sha256, ".xlsx"),
        ".snapshot.json": (issued.snapshot_file_sha256, ".json"),
    }
    return {f"{stem}{ending}": files.read(sha256, ending=kept_as) for ending, (sha256, kept_as) in kept.items()}


def expected_units(*, territory_id: UUID, root_agency_id: UUID, on: date, due: Mapping[Level, datetime]) -> list[Expected]:
    """Who reports to whom on that day's map: communes to their district, districts to the root; without districts, straight to it.

    `due` gives each level its deadline; a level without one is not asked.
    """
    names = {version.territory_id: version.full_name for version in TerritoryVersion.objects.filter(in_force(on))}
    root = agency_on_or_first(root_agency_id, on)
    districts = _of_kind(AgencyKind.DISTRICT_COMMITTEE, territory_id, on) if Level.DISTRICT in due else []
    communes = _of_kind(AgencyKind.COMMUNE_COMMITTEE, territory_id, on) if Level.COMMUNE in due else []
    served = {district.agency_id: names.get(district.territory_id, "") for district in districts if district.territory_id}
    units = [Expected(root_agency_id, None, Level.CITY, root.agency.key, root.name, due[Level.CITY])]
    for district in districts:
        name = _capital(served.get(district.agency_id) or district.name)
        units.append(Expected(district.agency_id, root_agency_id, Level.DISTRICT, district.agency.key, name, due[Level.DISTRICT]))
    for commune in communes:
        superior = commune.parent_id if commune.parent_id in served else None
        place = names.get(commune.territory_id, commune.name) if commune.territory_id else commune.name
        name = _capital(", ".join(part for part in (place, served.get(superior) if superior else "") if part))
        key = commune.agency.key
        units.append(Expected(commune.agency_id, superior or root_agency_id, Level.COMMUNE, key, name, due[Level.COMMUNE]))
    return units


def _of_kind(kind: AgencyKind, territory_id: UUID, on: date) -> list[AgencyVersion]:
    return list(agencies_of_kind_under(kind, territory_id, on).select_related("agency"))


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def direction_of(campaign: Campaign, *, guide: str = "") -> Direction:
    """How the campaign's letter went down, from its assignments."""
    handed = Assignment.objects.filter(campaign=campaign)
    counts = handed.aggregate(
        addressed=Count("pk", filter=Q(handed_by=None)),
        addressed_accepted=Count("pk", filter=Q(handed_by=None) & ~Q(state=AssignmentState.SENT)),
        handed_down=Count("pk", filter=Q(handed_by=None, state=AssignmentState.HANDED_DOWN) & ~Q(accepted_by=AcceptedBy.RELEASE)),
        released=Count("pk", filter=Q(handed_by=None, accepted_by=AcceptedBy.RELEASE)),
        below=Count("pk", filter=~Q(handed_by=None)),
        below_accepted=Count("pk", filter=~Q(handed_by=None) & ~Q(state=AssignmentState.SENT)),
    )
    return Direction(**counts, guide=guide)


def logged_figures(
    round_id: UUID, *, work_of: Mapping[UUID, Collection[UUID]], as_of: datetime, seen_by: Actor
) -> dict[UUID, list[LoggedFigure]]:
    """What the logs know for each reporting unit, as of a moment: hand it to `fill_report` or as `own` to `consolidate_level`."""
    opened = round_of(round_id, seen_by=seen_by)
    work = _with_taken_over(opened, work_of)
    return gather(form_of(opened.form_code, opened.form_version), opened=opened, work_of=work, as_of=as_of)


def work_reported(expected: Iterable[ExpectedReport]) -> dict[UUID, list[UUID]]:
    """Whose work each of these units reports, all of one round. Of one that ended: its offices as they were when the round began."""
    units = list(expected)
    ended = [unit.agency_id for unit in units if unit.passed_to_id]
    found = work_behind([unit.agency_id for unit in units if not unit.passed_to_id], on=units[0].round.ends_on) if units else {}
    return {**found, **(work_behind(ended, on=units[0].round.starts_on) if ended else {})}


def _with_taken_over(opened: ReportingRound, work_of: Mapping[UUID, Collection[UUID]]) -> Mapping[UUID, Collection[UUID]]:
    """Whose work is told where, once: logs stay with who wrote them.

    Who took over a report that was not sent tells the work of the unit that ended too. Where it owes a report for that unit besides its
    own, what was that unit's, its offices too, is told there alone.
    """
    taken = ExpectedReport.objects.filter(round=opened).exclude(passed_to=None).order_by("code")
    passed = dict(taken.filter(state=ExpectedState.EXEMPT).values_list("agency_id", "passed_to__agency_id"))
    apart = list(taken.exclude(state=ExpectedState.EXEMPT).values_list("agency_id", flat=True))
    of_ended = {agency for agencies in work_behind(apart, on=opened.starts_on).values() for agency in agencies} if apart else set()
    found = {
        reporter: [agency for agency in agencies if reporter in apart or agency == reporter or agency not in of_ended]
        for reporter, agencies in work_of.items()
    }
    told = {agency for agencies in found.values() for agency in agencies}
    behind = work_behind(list(passed), on=opened.starts_on) if passed else {}
    for old, agencies in behind.items():
        heir, way = old, {old}
        while heir in passed and passed[heir] not in way:
            heir = passed[heir]
            way.add(heir)
        if heir in found:
            found[heir] += [agency for agency in agencies if agency not in told]
            told.update(agencies)
    return found


def work_behind(agency_ids: Collection[UUID], *, on: date) -> dict[UUID, list[UUID]]:
    """Whose work each agency reports: its own, and that of its offices and centres (not of the committees below it)."""
    found = {agency_id: [agency_id] for agency_id in agency_ids}
    offices = AgencyVersion.objects.filter(in_force(on), parent__in=list(agency_ids)).exclude(
        kind__in=[AgencyKind.COMMUNE_COMMITTEE, AgencyKind.DISTRICT_COMMITTEE]
    )
    for parent_id, agency_id in offices.order_by("agency__key").values_list("parent_id", "agency_id"):
        if parent_id is not None and agency_id not in found:
            found[parent_id].append(agency_id)
    return found


@dataclass(frozen=True, slots=True)
class Walk:
    """How far down a snapshot was walked in this database, and what did not agree."""

    reports: int
    log_sources: int
    findings: list[Finding]


def walk_to_logs(snapshot: Mapping[str, Any]) -> Walk | None:
    """From a snapshot that this database issued down to the logs; `None` where it was issued elsewhere.

    Every report cited, level by level, must stand here as it was cited, and every log must still say what it said.
    """
    issued = OfficialReport.objects.filter(snapshot_sha256=snapshot["sha256"]).select_related("round").first()
    if issued is None:
        return None
    of_round = Report.objects.filter(expected__round=issued.round_id).select_related("expected__round")
    held = {one.text_sha256: one for one in of_round}
    findings: list[Finding] = []
    reached: dict[str, Report] = {}
    waiting = [snapshot["report_sha256"]]
    while waiting:
        sha256 = waiting.pop()
        report = held.get(sha256)
        if report is None or sha256_of({k: v for k, v in report.content.items() if k != "sha256"}) != sha256:
            findings.append(Finding(vi("Cơ sở dữ liệu"), vi("báo cáo có mã băm {sha256} không còn nguyên").format(sha256=sha256)))
            continue
        reached[sha256] = report
        waiting += [one["sha256"] for one in report.content["cites"]]
        findings += _rows_agree(report)
    logs, wrong = _logs_agree(issued.round, list(reached.values()))
    return Walk(len(reached), logs, findings + wrong)


def _rows_agree(report: Report) -> Iterator[Finding]:
    """The rows that pages show are the content that was frozen."""
    shown = {figure_name(figure.to_json()): figure.to_json() for figure in figures_held(report)}
    frozen = {figure_name(figure): figure for figure in report.content["figures"]}
    for name in sorted(shown.keys() | frozen.keys()):
        if shown.get(name) != frozen.get(name):
            yield Finding(report.expected.name, vi("trong cơ sở dữ liệu khác bản đã chốt"), name)


def _logs_agree(opened: ReportingRound, reports: list[Report]) -> tuple[int, list[Finding]]:
    """Every log source, gathered again as of the moment when its report was filled."""
    form = form_of(opened.form_code, opened.form_version)
    work = work_reported([report.expected for report in reports])
    moments: dict[datetime, list[Report]] = defaultdict(list)
    for report in reports:
        moments[report.filled_as_of].append(report)
    checked, findings = 0, []
    for as_of, filled in moments.items():
        own = {report.expected.agency_id: work[report.expected.agency_id] for report in filled}
        # What was passed on after a report was filled is not in it.
        ways = [own, whole] if (whole := _with_taken_over(opened, own)) != own else [own]
        again = [gather(form, opened=opened, work_of=way, as_of=as_of) for way in ways]
        for report in filled:
            known = {
                (figure.indicator, figure.grade.value, source.value, source.sha256)
                for each in again
                for figure in each[report.expected.agency_id]
                for source in figure.sources
            }
            for figure in report.content["figures"]:
                said = [source for source in figure["sources"] if source["kind"] == "log"]
                checked += len(said)
                if any((figure["indicator"], figure["grade"], s["value"], s["sha256"]) not in known for s in said):
                    findings.append(Finding(report.expected.name, vi("không còn khớp nhật ký"), figure_name(figure)))
    return checked, findings
