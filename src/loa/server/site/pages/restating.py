"""Số liệu theo đơn vị: as reported then, and restated on the map of another day; who reported what is always one step away."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from loa.core.figures import vietnamese
from loa.core.grades import Grade
from loa.core.restating import RestateRule, ratio_of
from loa.server.documents.papers import Sheet, to_xlsx
from loa.server.kit import clock
from loa.server.kit.requests import Request, exporter_of, page_of, send_file, send_table, wants_table
from loa.server.reports.consolidation.restating import Figures, Part, RestatedFigures, UnitRow
from loa.server.reports.form_registry import Form, Indicator, form_of
from loa.server.reports.models import ReportingRound
from loa.server.reports.queries import restated_figures, round_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    "Đơn vị",
    "Mã",
    "Chỉ tiêu",
    "Đơn vị tính",
    "Mức bằng chứng",
    "Giá trị",
    "Trong đó ước tính",
    "Báo cáo từ",
    "Nằm trong số các đơn vị",
)


@dataclass(frozen=True)
class Shown:
    """One row as the page shows it: a cell for each grade, or numerator, denominator and ratio."""

    row: UnitRow
    cells: list[tuple[str, str]]  # heading and value
    estimated: str
    parts: list[tuple[Any, str]]
    silent: int

    @property
    def reported(self) -> int:
        """How many of the units it is made of have reported."""
        return sum(not part.silent and not part.exempt for part in self.row.parts)


@require_GET
def by_unit(request: Request, round_id: UUID) -> HttpResponse:
    """Theo đơn vị: two labelled views of one indicator of one round; all indicators as CSV or XLSX."""
    opened = round_of(round_id, seen_by=request.actor)
    form = form_of(opened.form_code, opened.form_version)
    indicator = _chosen(form, request.GET.get("chi-tieu", ""))
    asked, wrong_day = _day(request.GET.get("ban-do", ""))
    map_date = asked or opened.campaign.map_date
    if wants_table(request) or request.GET.get("dang") == "xlsx":
        whole = restated_figures(opened.pk, map_date=map_date, codes=form.order, seen_by=exporter_of(request))
        return _sent(request, form, whole, opened, restating=asked is not None)
    found = restated_figures(opened.pk, map_date=map_date, codes=_codes(indicator), seen_by=request.actor)
    restates = asked is not None and indicator.restating is not RestateRule.NO
    columns = _columns(indicator, found)
    rows = found.on_the_map if restates else found.as_reported
    context = {
        "round": opened,
        "indicator": indicator,
        "indicators": [one for one in form.indicators if _codes(one)],
        "asked": asked,
        "wrong_day": wrong_day,
        "map_date": map_date,
        "today": clock.today(),
        "restates": restates,
        "refuses": asked is not None and not restates,
        "is_ratio": indicator.restating is RestateRule.RATIO,
        "headings": _headings(indicator, columns),
        "page": page_of(request, [_shown(row, indicator, columns) for row in rows], size=80),
        "unknown": _shown(found.unknown, indicator, columns) if restates and found.unknown.figures else None,
        "own": [_shown(row, indicator, columns) for row in found.own],
        "total": _labelled({key: found.total(key) for key in columns}, indicator, columns),
    }
    return render(request, "site/by_unit.html", context)


def _chosen(form: Form, code: str) -> Indicator:
    countable = [one for one in form.indicators if _codes(one)]
    return next((one for one in countable if one.code == code), countable[0])


def _day(text: str) -> tuple[date | None, bool]:
    try:
        return (date.fromisoformat(text) if text else None), False
    except ValueError:
        return None, True


def _codes(indicator: Indicator) -> list[str]:
    if indicator.restating is RestateRule.RATIO:
        return [indicator.numerator, indicator.denominator]
    return [code for code, _name in indicator.figures]


def _columns(indicator: Indicator, found: RestatedFigures) -> list[tuple[str, str]]:
    """Figure code and grade, in the order of the form and from the strongest grade; only those somebody reported."""
    held = {key for row in (*found.as_reported, *found.own) for key in row.figures}
    return [(code, grade.value) for code in _codes(indicator) for grade in Grade if (code, grade.value) in held]


def _headings(indicator: Indicator, columns: list[tuple[str, str]]) -> list[str]:
    if indicator.restating is RestateRule.RATIO:
        return [_("Tử số"), _("Mẫu số"), _("Tỷ lệ")]
    names = dict(indicator.figures)
    plain = len(names) == 1
    return [_(Grade(grade).vi) if plain else f"{names[code]} · {_(Grade(grade).vi)}" for code, grade in columns] or [_(indicator.unit)]


def _cells(figures: Figures, indicator: Indicator, columns: list[tuple[str, str]]) -> list[str]:
    if indicator.restating is not RestateRule.RATIO:
        return [vietnamese(figures[key]) if key in figures else "–" for key in columns] or ["–"]
    over, under = (_all_grades(figures, code) for code in (indicator.numerator, indicator.denominator))
    part = ratio_of(over, under)
    said = "–" if part is None else f"{float(100 * part):.1f}".replace(".", ",") + " %"
    return ["–" if over is None else vietnamese(over), "–" if under is None else vietnamese(under), said]


def _labelled(figures: Figures, indicator: Indicator, columns: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return list(zip(_headings(indicator, columns), _cells(figures, indicator, columns), strict=True))


def _all_grades(figures: Figures, code: str) -> int | None:
    """A ratio is of everything counted, all grades together, as in the report itself."""
    held = [value for (one, _grade), value in figures.items() if one == code]
    return sum(held) if held else None


def _shown(row: UnitRow, indicator: Indicator, columns: list[tuple[str, str]]) -> Shown:
    parts = [(part.expected, _how_much(part)) for part in row.parts]
    silent = sum(part.silent for part in row.parts)
    return Shown(row, _labelled(row.figures, indicator, columns), _estimated(row.estimated, indicator, columns), parts, silent)


def _how_much(part: Part) -> str:
    if part.silent:
        return _("chưa báo cáo")
    if part.exempt:
        apart = part.expected.passed_to_id is None or part.expected.excused_why
        return _("được miễn") if apart else _("trong báo cáo của đơn vị kế tục")
    among = _("nằm trong: {units}").format(units=", ".join(part.among)) if part.among else ""
    return "; ".join(said for said in (_share(part.share, estimated=part.estimated), among) if said)


def _estimated(figures: Figures, indicator: Indicator, columns: list[tuple[str, str]]) -> str:
    """How much rests on weights, grade by grade: what a machine counted and what somebody declared are never added up."""
    if indicator.restating is RestateRule.RATIO:
        values = [_all_grades(figures, code) for code in (indicator.numerator, indicator.denominator)]
    else:
        values = [figures.get(key) for key in columns]
    said = [(heading, vietnamese(value)) for heading, value in zip(_headings(indicator, columns), values, strict=False) if value]
    return said[0][1] if len(values) == 1 and said else "; ".join(f"{heading} {value}" for heading, value in said)


def _share(share: float, *, estimated: bool) -> str:
    percent = f"{100 * share:.2f}".rstrip("0").rstrip(".").replace(".", ",") + " %"
    return _("ước tính {share}").format(share=percent) if estimated else ("" if share == 1 else percent)


def _sent(request: Request, form: Form, found: RestatedFigures, opened: ReportingRound, *, restating: bool) -> HttpResponse:
    held = set(_cannot(form))
    reported = list(_lines(form, [*found.as_reported, *found.own]))
    restated = list(_lines(form, [*found.on_the_map, *_named(found), *found.own], leave_out=held))
    if request.GET.get("dang") != "xlsx":
        return send_table("theo-don-vi", COLUMNS, [*restated, *_refused(form)] if restating else reported)
    days = f"{opened.starts_on:%d/%m/%Y} – {opened.ends_on:%d/%m/%Y}"
    sheets = [Sheet("Như đã báo cáo", f"{form.title}, {days}: theo đơn vị đã báo cáo", COLUMNS, reported)]
    if restating:
        title = f"{form.title}, {days}: quy đổi theo bản đồ ngày {found.map_date:%d/%m/%Y}"
        left_out = "; ".join(form.name_of(code) for code in sorted(held))
        notes = (f"Không quy đổi được, xem bảng “Như đã báo cáo”: {left_out}.",) if left_out else ()
        sheets.append(Sheet("Quy đổi", title, COLUMNS, restated, notes))
    return send_file(to_xlsx(sheets, title=form.title, author=request.actor.agency_name), name="theo-don-vi.xlsx", media_type=XLSX)


def _cannot(form: Form) -> Iterator[str]:
    return (code for one in form.indicators if one.restating is RestateRule.NO for code, _name in one.figures)


def _refused(form: Form) -> Iterator[tuple[str, ...]]:
    """In a list that has no notes, a line for each figure that is not in it, without a value."""
    for one in form.indicators:
        if one.restating is RestateRule.NO:
            yield from ((_("Không quy đổi được sang bản đồ khác"), "", name, one.unit, "", "", "", "", "") for _code, name in one.figures)


def _named(found: RestatedFigures) -> list[UnitRow]:
    found.unknown.name = _("Chưa rõ thuộc đơn vị nào")
    return [found.unknown] if found.unknown.figures else []


def _lines(form: Form, rows: list[UnitRow], leave_out: Collection[str] = ()) -> Iterator[tuple[str | int, ...]]:
    units = {code: one.unit for one in form.indicators for code, _name in one.figures}
    for row in rows:
        sent = [part for part in row.parts if not part.silent and not part.exempt]
        whose = "; ".join(part.expected.name for part in sent)
        among = "; ".join(f"{part.expected.name}: {', '.join(part.among)}" for part in sent if part.among)
        for (code, grade), value in row.figures.items():
            if code not in leave_out:
                estimated = row.estimated.get((code, grade), 0)
                yield (row.name, row.code, form.name_of(code), units.get(code, ""), Grade(grade).vi, value, estimated, whose, among)
