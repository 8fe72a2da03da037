"""Filling, confirming, consolidating, signing."""

import pytest

from loa.core.errors import NotFound
from loa.core.figures import NotAnAmount, TypedFigure
from loa.core.grades import Grade
from loa.server.kit.actors import RightMissing
from loa.server.kit.models import AuditEntry
from loa.server.reports import errors
from loa.server.reports.form_registry import FormUnknown
from loa.server.reports.models import ExpectedReport, Level, Report
from loa.server.reports.queries import coverage_of, expected_reports, figure_sources, late_reports, report_in_force
from loa.server.reports.services import confirm_report, consolidate_level, fill_report, open_round, return_report, sign_report

from .conftest import FORM, NOW, logged

pytestmark = pytest.mark.postgres


def _values(report):
    return {(f.indicator, f.grade): f.value for f in report.figures.all()}


def test_a_district_sums_its_communes_per_indicator_and_grade(city, opened, communes_reported):
    report = consolidate_level(round_id=opened.pk, agency_id=city.districts[0], by=city.officer, now=NOW)
    assert _values(report) == {("luot-tiep-phat", "machine"): 30, ("ap-phich", "declared"): 12}
    assert report.coverage["communes"] == {"expected": 3, "reported": 3, "missing": []}


def test_the_same_indicator_at_two_grades_stays_two_figures(city, opened):
    for commune, grade in zip(city.communes[city.districts[0]], [Grade.MACHINE, Grade.VENDOR, Grade.MACHINE], strict=True):
        fill_report(round_id=opened.pk, agency_id=commune, logged=[logged("luot-tiep-phat", 7, grade)], by=city.officer, now=NOW)
        confirm_report(round_id=opened.pk, agency_id=commune, by=city.officer, now=NOW)
    report = consolidate_level(round_id=opened.pk, agency_id=city.districts[0], by=city.officer, now=NOW)
    assert _values(report) == {("luot-tiep-phat", "machine"): 14, ("luot-tiep-phat", "vendor"): 7}


def test_what_the_centre_made_is_added_to_what_its_communes_relayed_as_another_indicator(city, opened, communes_reported):
    own = [TypedFigure("chuong-trinh-san-xuat", 1)]
    report = consolidate_level(round_id=opened.pk, agency_id=city.districts[0], own_typed=own, by=city.officer, now=NOW)
    assert _values(report)["chuong-trinh-san-xuat", "declared"] == 1
    assert _values(report)["luot-tiep-phat", "machine"] == 30


def test_a_level_does_not_wait_for_the_late_but_names_them(city, opened, communes_reported):
    report = consolidate_level(round_id=opened.pk, agency_id=city.districts[1], by=city.officer, now=NOW)
    assert report.coverage["communes"] == {"expected": 3, "reported": 2, "missing": ["Xã Vạn Thắng, huyện Ba Vì"]}


def test_who_consolidated_a_report_does_not_sign_it(city, opened, communes_reported):
    consolidate_level(round_id=opened.pk, agency_id=city.districts[0], by=city.officer, now=NOW)
    both = type(city.officer)("Cán bộ", person_id=city.officer.person_id, grants=city.leader.grants)
    with pytest.raises(errors.OwnReportNotSignable):
        sign_report(round_id=opened.pk, agency_id=city.districts[0], by=both, now=NOW)


def test_an_officer_of_one_commune_cannot_fill_the_report_of_another(city, opened):
    first, second, _ = city.communes[city.districts[0]]
    stranger = type(city.officer)("Cán bộ", grants=tuple(g for g in city.officer.grants if g.agency_id == first))
    with pytest.raises(RightMissing):
        fill_report(round_id=opened.pk, agency_id=second, logged=[], by=stranger, now=NOW)


def test_the_department_takes_only_signed_districts_and_shows_both_coverages(city, opened, communes_reported):
    with pytest.raises(errors.NothingBelow):
        consolidate_level(round_id=opened.pk, agency_id=city.department, by=city.officer, now=NOW)
    for district in city.districts:
        consolidate_level(round_id=opened.pk, agency_id=district, by=city.officer, now=NOW)
        sign_report(round_id=opened.pk, agency_id=district, by=city.leader, now=NOW)
    report = consolidate_level(round_id=opened.pk, agency_id=city.department, by=city.officer, now=NOW)
    assert report.coverage["districts"]["reported"] == 2
    assert report.coverage["communes"] == {"expected": 6, "reported": 5, "missing": ["Xã Vạn Thắng, huyện Ba Vì"]}
    assert _values(report)["luot-tiep-phat", "machine"] == 50


def test_the_communes_of_a_silent_district_are_all_named(city, opened, communes_reported):
    consolidate_level(round_id=opened.pk, agency_id=city.districts[0], by=city.officer, now=NOW)
    sign_report(round_id=opened.pk, agency_id=city.districts[0], by=city.leader, now=NOW)
    report = consolidate_level(round_id=opened.pk, agency_id=city.department, by=city.officer, now=NOW)
    assert report.coverage["districts"] == {"expected": 2, "reported": 1, "missing": ["Huyện Ba Vì"]}
    assert report.coverage["communes"]["expected"] == 6
    assert len(report.coverage["communes"]["missing"]) == 3


def test_a_correction_is_a_new_version_and_the_old_one_stays(city, opened, communes_reported):
    commune = city.communes[city.districts[0]][0]
    fill_report(round_id=opened.pk, agency_id=commune, logged=[logged("luot-tiep-phat", 11)], by=city.officer, now=NOW)
    confirm_report(round_id=opened.pk, agency_id=commune, by=city.officer, now=NOW)
    versions = Report.objects.filter(expected__agency=commune).order_by("version")
    assert [v.version for v in versions] == [1, 2]
    assert versions[0].superseded_at == NOW
    assert versions[0].content["figures"][0]["value"] == 10


def test_a_consolidation_whose_ground_moved_is_not_signed(city, opened, communes_reported):
    consolidate_level(round_id=opened.pk, agency_id=city.districts[0], by=city.officer, now=NOW)
    commune = city.communes[city.districts[0]][0]
    report = Report.objects.get(expected__agency=commune)
    return_report(report_id=report.pk, why="Số áp phích cao bất thường", by=city.officer, now=NOW)
    with pytest.raises(errors.BelowChanged, match="Phường Phúc Xá"):
        sign_report(round_id=opened.pk, agency_id=city.districts[0], by=city.leader, now=NOW)


def test_a_report_is_returned_with_a_sentence_or_not_at_all(city, opened, communes_reported):
    report = Report.objects.filter(expected__agency=city.communes[city.districts[0]][0]).get()
    with pytest.raises(errors.ReasonMissing):
        return_report(report_id=report.pk, why="  ", by=city.officer, now=NOW)


def test_typing_over_what_the_logs_know_needs_a_reason_and_keeps_both(city, opened):
    commune = city.communes[city.districts[0]][0]
    held = {"round_id": opened.pk, "agency_id": commune, "logged": [logged("luot-tiep-phat", 10)], "by": city.officer, "now": NOW}
    with pytest.raises(errors.OverrideUnexplained):
        fill_report(**held, typed=[TypedFigure("luot-tiep-phat", 12)])
    report = fill_report(**held, typed=[TypedFigure("luot-tiep-phat", 12, why="Mất điện, ghi sổ tay")])
    assert _values(report) == {("luot-tiep-phat", "declared"): 12}
    assert report.overrides == [{"indicator": "luot-tiep-phat", "logged": 10, "typed": 12, "why": "Mất điện, ghi sổ tay"}]


def test_about_so_many_is_an_estimate(city, opened):
    commune = city.communes[city.districts[0]][0]
    typed = [TypedFigure("tuyen-truyen-vien", 30, approximate=True)]
    report = fill_report(round_id=opened.pk, agency_id=commune, logged=[], typed=typed, by=city.officer, now=NOW)
    assert _values(report) == {("tuyen-truyen-vien", "estimated"): 30}


def test_an_answer_counts_the_units_that_gave_it(city, opened):
    for commune, answer in zip(city.communes[city.districts[0]], ["Có đăng", "Có đăng", "Không có dữ liệu"], strict=True):
        fill_report(round_id=opened.pk, agency_id=commune, logged=[], answers={"bang-dien-tu": answer}, by=city.officer, now=NOW)
        confirm_report(round_id=opened.pk, agency_id=commune, by=city.officer, now=NOW)
    report = consolidate_level(round_id=opened.pk, agency_id=city.districts[0], by=city.officer, now=NOW)
    assert _values(report) == {("bang-dien-tu:1", "declared"): 2, ("bang-dien-tu:3", "declared"): 1}


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"typed": [TypedFigure("khong-co", 1)]}, errors.IndicatorUnknown),
        ({"typed": [TypedFigure("pano", -1)]}, NotAnAmount),
        ({"typed": [TypedFigure("pano", 10**30)]}, NotAnAmount),
        ({"typed": [TypedFigure("pano", 1), TypedFigure("pano", 2)]}, errors.IndicatorTwice),
        ({"answers": {"bang-dien-tu": "Có lẽ"}}, errors.AnswerUnknown),
        ({"narrative": {"pano": "lời"}}, errors.IndicatorUnknown),
    ],
)
def test_what_the_form_does_not_know_is_refused_with_a_sentence(city, opened, given, refusal):
    commune = city.communes[city.districts[0]][0]
    with pytest.raises(refusal) as refused:
        fill_report(round_id=opened.pk, agency_id=commune, logged=[], by=city.officer, now=NOW, **given)
    assert str(refused.value).endswith(".")


def test_an_answer_that_contradicts_the_log_is_refused_and_one_that_agrees_adds_nothing(city, opened):
    held = {"round_id": opened.pk, "agency_id": city.communes[city.districts[0]][0], "logged": [logged("ban-tin-rieng:1", 1)]}
    with pytest.raises(errors.AnswerAgainstLog):
        fill_report(**held, answers={"ban-tin-rieng": "Không"}, by=city.officer, now=NOW)
    report = fill_report(**held, answers={"ban-tin-rieng": "Có"}, by=city.officer, now=NOW)
    assert _values(report) == {("ban-tin-rieng:1", "machine"): 1}


def test_an_id_that_leads_nowhere_is_not_found(city, opened):
    with pytest.raises(NotFound):
        return_report(report_id=opened.pk, why="x", by=city.officer, now=NOW)
    with pytest.raises(errors.NotExpected):
        fill_report(round_id=city.department, agency_id=city.department, logged=[], by=city.officer, now=NOW)


def test_a_lower_level_sends_before_the_level_above(city):
    from loa.server.reports.consolidation.expecting import Expected, check_deadlines

    above = Expected(city.department, None, Level.CITY, "a", "Sở", NOW)
    below = Expected(city.districts[0], city.department, Level.DISTRICT, "b", "Quận", NOW)
    with pytest.raises(errors.DueAfterSuperior):
        check_deadlines([above, below])


def test_coverage_and_the_late_are_asked_by_name(city, opened, communes_reported):
    from datetime import timedelta

    assert coverage_of(opened.pk, seen_by=city.officer)["communes"].missing == ("Xã Vạn Thắng, huyện Ba Vì",)
    late = late_reports(opened.pk, now=NOW + timedelta(days=1), seen_by=city.officer)
    assert [one.name for one in late] == ["Xã Vạn Thắng, huyện Ba Vì"]


def test_a_figure_drills_down_to_the_reports_it_cites(city, opened, communes_reported):
    report = consolidate_level(round_id=opened.pk, agency_id=city.districts[0], by=city.officer, now=NOW)
    figure = report.figures.get(indicator="luot-tiep-phat")
    assert [row.report.expected.name for row in figure_sources(figure.pk, seen_by=city.officer)] == [
        "Phường Phúc Xá, quận Ba Đình",
        "Phường Trúc Bạch, quận Ba Đình",
        "Phường Vĩnh Phúc, quận Ba Đình",
    ]


def test_signing_settles_the_level_below(city, opened, issued):
    states = dict(ExpectedReport.objects.filter(round=opened, level="communes").values_list("name", "state"))
    assert states.pop("Xã Vạn Thắng, huyện Ba Vì") == "missing"
    assert set(states.values()) == {"consolidated"}


def test_a_unit_where_nothing_happened_reports_just_that_and_counts_as_having_reported(city, opened):
    for commune in city.communes[city.districts[0]]:
        fill_report(round_id=opened.pk, agency_id=commune, logged=[], by=city.officer, now=NOW)
        confirm_report(round_id=opened.pk, agency_id=commune, by=city.officer, now=NOW)
    report = consolidate_level(round_id=opened.pk, agency_id=city.districts[0], by=city.officer, now=NOW)
    assert report.coverage["communes"]["reported"] == 3
    assert not report.figures.exists()


def test_a_neighbour_sees_neither_the_report_nor_where_its_figures_come_from(city, opened, communes_reported):
    first, second, _ = city.communes[city.districts[0]]
    neighbour = type(city.officer)("Cán bộ", grants=tuple(g for g in city.officer.grants if g.agency_id == second))
    figure = Report.objects.get(expected__agency=first).figures.first()
    with pytest.raises(NotFound):
        figure_sources(figure.pk, seen_by=neighbour)
    with pytest.raises(NotFound):
        report_in_force(opened.pk, first, seen_by=neighbour)
    assert [one.agency_id for one in expected_reports(opened.pk, seen_by=neighbour)] == [second]


def test_a_round_is_opened_once_for_a_campaign_form_and_period(city, opened):
    same = {
        "campaign_id": city.campaign.pk,
        "agency_id": city.department,
        "form": FORM,
        "starts_on": opened.starts_on,
        "ends_on": opened.ends_on,
    }
    with pytest.raises(errors.RoundExists):
        open_round(**same, expected=[], by=city.officer, now=NOW)
    with pytest.raises(FormUnknown):
        open_round(**{**same, "form": "khong-co"}, expected=[], by=city.officer, now=NOW)


def test_every_act_leaves_its_trace(city, opened, issued):
    left = set(AuditEntry.objects.filter(event__startswith="report.").values_list("event", flat=True))
    assert left == {
        "report.round_opened",
        "report.filled",
        "report.confirmed",
        "report.level_consolidated",
        "report.signed",
        "report.official_issued",
    }
