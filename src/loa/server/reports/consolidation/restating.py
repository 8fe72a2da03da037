"""The figures of a round, unit by unit: as they were reported then, and restated on the map of another day. Two views of the same facts.

Facts are what the communes reported, in force now; what the levels above did themselves is added beside them, so that both views sum to
the same. Nothing is written: the figure stays with the unit that reported it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField, Value
from django.db.models.functions import Coalesce

from loa.core.restating import WHOLE
from loa.server.agencies.models import AgencyVersion
from loa.server.kit.periods import in_force
from loa.server.places.models import TerritoryVersion
from loa.server.places.succession import restated, share_table
from loa.server.reports.consolidation.below import IN_FORCE
from loa.server.reports.models import ExpectedReport, ExpectedState, Level, Report, ReportFigure, ReportingRound

Figures = dict[tuple[str, str], int]  # by figure code and grade


@dataclass(slots=True)
class Part:
    """A unit that was asked, and how much of what it reported belongs here: 1 is all of it. `silent`: it has not reported; `exempt`: nor has it to.

    `among` names the units of the map in which a part that is not known lies, one or several of them; empty where the acts name none.
    """

    expected: ExpectedReport
    share: float
    estimated: bool
    silent: bool = False
    exempt: bool = False
    among: tuple[str, ...] = ()


@dataclass(slots=True)
class UnitRow:
    """One row of either view. `territory_id` is None for what is not known on the map, and for what the levels above did themselves."""

    name: str
    territory_id: UUID | None
    figures: Figures = field(default_factory=dict)
    estimated: Figures = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    code: str = ""


@dataclass(frozen=True, slots=True)
class RestatedFigures:
    """Both views of one round. `own` is what levels above the commune did themselves: the same in both; `unknown` has no place on the map."""

    map_date: date
    as_reported: list[UnitRow]
    on_the_map: list[UnitRow]
    unknown: UnitRow
    own: list[UnitRow]

    def total(self, key: tuple[str, str]) -> int:
        """The sum of one figure: as reported and on the map alike."""
        return sum(row.figures.get(key, 0) for row in (*self.as_reported, *self.own))


def restate_round(opened: ReportingRound, *, map_date: date, agencies: "QuerySet[Any, Any]", codes: Sequence[str]) -> RestatedFigures:
    """Both views of the figures `codes` of a round, from the reports in force of these agencies."""
    expected = list(_reporting(opened, agencies))
    reported = {one.pk: UnitRow(one.name, one.territory_id, parts=[_part(one)], code=one.code) for one in expected}
    own: dict[UUID, UnitRow] = {}
    for figure in _figures(opened, agencies, codes):
        if figure.report.expected.level == Level.COMMUNE:
            reported[figure.report.expected_id].figures[figure.indicator, figure.grade] = figure.value
        elif done := sum(source["value"] for source in figure.sources if source["kind"] != "report"):
            above = figure.report.expected
            row = own.setdefault(above.pk, UnitRow(above.name, None, parts=[Part(above, 1.0, estimated=False)], code=above.code))
            row.figures[figure.indicator, figure.grade] = done
    on_the_map, unknown = _on_the_map(opened, map_date, agencies, codes, expected)
    return RestatedFigures(map_date, list(reported.values()), on_the_map, unknown, list(own.values()))


def _reporting(opened: ReportingRound, agencies: "QuerySet[Any, Any]") -> Iterable[Any]:
    """The communes that were asked, with the territory each serves on the campaign's map, and whether a report of each is in force."""
    asked = ExpectedReport.objects.filter(round=opened, level=Level.COMMUNE, agency__in=agencies).order_by("name")
    sent = Report.objects.filter(expected=OuterRef("pk"), state__in=IN_FORCE, superseded_at=None)
    return asked.annotate(territory_id=_territory("agency", opened.campaign.map_date), sent=Exists(sent))


def _part(one: Any, parts: int = WHOLE, *, estimated: bool = False, among: tuple[str, ...] = ()) -> Part:
    exempt = not one.sent and one.state == ExpectedState.EXEMPT
    return Part(one, parts / WHOLE, estimated, silent=not one.sent and not exempt, exempt=exempt, among=among)


def _territory(agency: str, on: date) -> Coalesce:
    """What an agency serves on that day; of one that ended before, its last version; of one that came later, its first."""
    versions = AgencyVersion.objects.filter(agency=OuterRef(agency))
    until = versions.filter(valid_from__lte=on).order_by("-valid_from").values("territory")[:1]
    after = versions.filter(valid_from__gt=on).order_by("valid_from").values("territory")[:1]
    return Coalesce(Subquery(until), Subquery(after), output_field=UUIDField())


def _figures(opened: ReportingRound, agencies: "QuerySet[Any, Any]", codes: Sequence[str]) -> "QuerySet[ReportFigure]":
    held = ReportFigure.objects.filter(
        report__expected__round=opened, report__expected__agency__in=agencies, report__state__in=IN_FORCE, report__superseded_at=None
    )
    return held.filter(indicator__in=codes).select_related("report__expected").order_by("pk")


def _on_the_map(
    opened: ReportingRound, map_date: date, agencies: "QuerySet[Any, Any]", codes: Sequence[str], expected: Sequence[Any]
) -> tuple[list[UnitRow], UnitRow]:
    facts = _figures(opened, agencies, codes).select_related(None).filter(report__expected__level=Level.COMMUNE)
    columns = facts.annotate(
        fact=F("pk"),
        territory=_territory("report__expected__agency", opened.campaign.map_date),
        reported_on=Value(opened.ends_on, DateField()),
    ).values("fact", "territory", "reported_on", "value", "indicator", "grade")
    unknown = UnitRow("", None)
    rows: dict[UUID | None, UnitRow] = {None: unknown}
    for cell in restated(columns, map_date=map_date, by=("indicator", "grade")):
        row = rows.setdefault(cell.territory, UnitRow("", cell.territory))
        indicator, grade = cell.series
        row.figures[indicator, grade] = cell.value
        row.estimated[indicator, grade] = cell.estimated
    _say_who(rows, expected, opened, map_date)
    known = {pk for pk in rows if pk is not None}
    names = TerritoryVersion.objects.filter(in_force(map_date), territory__in=known)
    for version in names:
        rows[version.territory_id].name, rows[version.territory_id].code = version.full_name, version.code
    return sorted((rows[pk] for pk in known), key=lambda row: (row.code, row.name)), unknown


def _say_who(rows: dict[UUID | None, UnitRow], expected: Sequence[Any], opened: ReportingRound, map_date: date) -> None:
    """Under each row of the map, the units that reported and how much of each lies in it."""
    until = Q(valid_to=None) | Q(valid_to__gte=opened.ends_on)
    moved: dict[UUID, list[tuple[UUID | None, int, bool, list[str]]]] = defaultdict(list)
    shares = share_table(map_date).shares.filter(until, valid_from__lte=opened.ends_on)
    for old, new, parts, estimated, among in shares.order_by("pk").values_list("old_id", "new_id", "parts", "estimated", "among"):
        moved[old].append((new, parts, estimated, among))
    asked = {one.territory_id for one in expected}
    names = _names({UUID(one) for old, held in moved.items() if old in asked for share in held for one in share[3]}, map_date)
    for one in expected:
        stays: list[tuple[UUID | None, int, bool, list[str]]] = [(one.territory_id, WHOLE, False, [])]
        for territory, parts, estimated, among in moved.get(one.territory_id, stays):
            said = tuple(sorted(names[UUID(unit)] for unit in among if UUID(unit) in names))
            rows.setdefault(territory, UnitRow("", territory)).parts.append(_part(one, parts, estimated=estimated, among=said))


def _names(territories: set[UUID], on: date) -> dict[UUID, str]:
    """What the units of the map are called."""
    versions = TerritoryVersion.objects.filter(in_force(on), territory__in=territories) if territories else ()
    return {version.territory_id: version.full_name for version in versions}
