"""Số liệu theo đơn vị: two labelled views of one round; the sum is the same, and who reported what is one link away."""

import io
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from loa.core.figures import LoggedFigure, Source, SourceKind
from loa.core.grades import Grade
from loa.server.agencies.models import AgencyVersion
from loa.server.campaigns.services import open_campaign
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.places.models import Succession, Territory
from loa.server.places.queries import territory_of_city
from loa.server.places.succession import lineage_changed
from loa.server.reports.consolidation.expecting import Expected
from loa.server.reports.consolidation.restating import UnitRow
from loa.server.reports.form_registry import form_of
from loa.server.reports.models import ExpectedReport, Level
from loa.server.reports.services import confirm_report, fill_report, open_round
from loa.server.site.pages.restating import _shown as shown

from ..conftest import NOW, WEEK

SYSTEM = Actor.system("thử")
TODAY = "2026-01-01"


@pytest.fixture
def opened(cast, make_letter, settings):
    """Bạch Mai, of which the tables do not say what became, and a commune that went whole into one of today, report 100 and 120 relays."""
    letter = make_letter()
    campaign = open_campaign(
        document_id=letter.pk,
        agency_id=cast.department,
        territory_id=territory_of_city(letter.date),
        title="Tiêm chủng",
        starts_on=WEEK[0],
        ends_on=WEEK[1],
        due_at=NOW + timedelta(days=12),
        by=cast.drafter,
        now=NOW,
    )
    went = Succession.objects.filter(weight=1, effective_on=date(2025, 7, 1), old__key__startswith="hanoi-2021").order_by("old__key")[0]
    merged = AgencyVersion.objects.filter(territory=went.old_id, kind="commune_committee").values_list("agency_id", flat=True)[0]
    due = datetime(2021, 8, 12, 10, tzinfo=clock.HANOI)
    units = [
        Expected(cast.department, None, Level.CITY, "so", "Thành phố", due + timedelta(days=1)),
        Expected(cast.ward, cast.department, Level.COMMUNE, "bach-mai", "Phường Bạch Mai", due),
        Expected(merged, cast.department, Level.COMMUNE, "kia", "Xã kia", due),
    ]
    made = open_round(
        campaign_id=campaign.pk,
        agency_id=cast.department,
        form="chien-dich-tuyen-truyen",
        starts_on=WEEK[0],
        ends_on=WEEK[1],
        expected=units,
        by=SYSTEM,
        now=NOW,
    )
    for agency, value in ((cast.ward, 100), (merged, 120)):
        figures = [
            LoggedFigure("luot-tiep-phat", value, Grade.MACHINE, (Source(SourceKind.LOG, "nhat-ky", value, "ab" * 32, count=value),)),
            LoggedFigure("ap-phich", 7, Grade.DECLARED, (Source(SourceKind.LOG, "nhat-ky", 7, "cd" * 32, count=7),)),
        ]
        fill_report(round_id=made.pk, agency_id=agency, logged=figures, by=SYSTEM, now=NOW)
        confirm_report(round_id=made.pk, agency_id=agency, by=SYSTEM, now=NOW)
    return made, went


def page(as_, cast, opened, **asked):
    return as_(cast.drafter).get(reverse("round-by-unit", args=[opened[0].pk]), {"chi-tieu": "luot-tiep-phat", **asked})


def test_as_reported_each_unit_stands_with_its_own_name_and_figure(as_, cast, opened):
    told = page(as_, cast, opened).content.decode()
    assert "Như đã báo cáo, bản đồ ngày 28/7/2021" in told
    for word in ("Phường Bạch Mai", "Xã kia", ">100<", ">120<", "<strong>220</strong>"):
        assert word in told


def test_restated_the_sum_is_the_same_and_what_is_not_known_stands_apart(as_, cast, opened):
    told = page(as_, cast, opened, **{"ban-do": TODAY}).content.decode()
    name = opened[1].new.versions.get().full_name
    assert "Quy đổi theo bản đồ ngày 1/1/2026" in told
    for word in (name, "chưa rõ thuộc đơn vị nào", ">100<", ">120<", "<strong>220</strong>"):
        assert word in told
    for one in ExpectedReport.objects.filter(round=opened[0], level=Level.COMMUNE):
        assert reverse("report", args=[one.pk]) in told


def test_a_unit_that_was_asked_and_is_silent_is_not_said_to_have_reported(as_, cast, opened):
    silent = ExpectedReport.objects.create(
        round=opened[0],
        agency_id=cast.neighbour,
        reports_to_id=cast.department,
        level=Level.COMMUNE,
        code="im",
        name="Phường im",
        due_at=NOW,
    )
    assert silent.versions.count() == 0
    told = " ".join(page(as_, cast, opened, **{"ban-do": "2021-08-02"}).content.decode().split())
    assert told.count("từ 1 đơn vị đã báo cáo<") == 2
    assert "từ 0 đơn vị đã báo cáo, 1 đơn vị chưa báo cáo" in told
    assert 'Phường im</a> <small class="soft">(chưa báo cáo)' in told


def test_estimates_of_several_grades_are_told_apart(as_, cast, opened):
    indicator = form_of("chien-dich-tuyen-truyen", 1).field_of("luot-tiep-phat")
    columns = [("luot-tiep-phat", grade.value) for grade in (Grade.MACHINE, Grade.DECLARED)]
    estimated = {columns[0]: 33, columns[1]: 1200}
    row = UnitRow("x", None, figures=estimated, estimated=estimated)
    assert shown(row, indicator, columns).estimated == f"{Grade.MACHINE.vi} 33; {Grade.DECLARED.vi} 1.200"
    assert shown(row, indicator, columns[:1]).estimated == "33"


def test_a_field_that_counts_units_says_that_it_cannot_be_restated(as_, cast, opened):
    told = page(as_, cast, opened, **{"ban-do": TODAY, "chi-tieu": "ban-tin-rieng"}).content.decode()
    assert "không quy đổi được" in told
    assert "Như đã báo cáo" in told


def test_a_ratio_is_worked_out_anew(as_, cast, opened):
    told = page(as_, cast, opened, **{"ban-do": TODAY, "chi-tieu": "ty-le-phat"}).content.decode()
    assert "Tỷ lệ được tính lại từ tử số và mẫu số" in told


def test_a_day_that_is_none_is_said_and_the_reported_view_stays(as_, cast, opened):
    answer = page(as_, cast, opened, **{"ban-do": "hôm nay"})
    assert answer.status_code == 200
    assert "Ngày không đúng" in answer.content.decode()


def test_both_views_go_into_a_workbook_and_one_into_a_list(as_, cast, opened):
    book = load_workbook(io.BytesIO(page(as_, cast, opened, **{"ban-do": TODAY, "dang": "xlsx"}).content), read_only=True)
    assert book.sheetnames[:2] == ["Như đã báo cáo", "Quy đổi"]
    cells = [[cell for cell in row if cell is not None] for row in book["Quy đổi"].iter_rows(values_only=True)]
    assert any("Chưa rõ thuộc đơn vị nào" in row and 100 in row for row in cells)
    listed = page(as_, cast, opened, dang="csv").content.decode("utf-8-sig")
    assert "Phường Bạch Mai" in listed
    assert ",100,0," in listed
    restated = page(as_, cast, opened, **{"ban-do": TODAY, "dang": "csv"}).content.decode("utf-8-sig")
    assert "Không quy đổi được sang bản đồ khác,,Có thông báo riêng của địa phương về điểm tiêm" in restated


def test_the_neighbouring_ward_finds_no_such_round(as_, cast, opened):
    answer = as_(cast.neighbour_officer).get(reverse("round-by-unit", args=[opened[0].pk]))
    assert answer.status_code == 404


def test_the_round_links_to_its_figures_by_unit(as_, cast, opened):
    told = as_(cast.drafter).get(reverse("reports-round", args=[opened[0].pk])).content.decode()
    assert reverse("round-by-unit", args=[opened[0].pk]) in told


def test_what_is_not_known_names_the_units_among_which_it_lies_on_page_list_and_workbook(as_, cast, opened):
    went = opened[1]
    other = Territory.objects.filter(versions__valid_from=went.effective_on, versions__kind="commune").exclude(pk=went.new_id)
    news = [went.new, other.order_by("key")[0]]
    went.delete()
    for new in news:
        Succession.objects.create(old_id=went.old_id, new=new, kind="split", effective_on=went.effective_on, weight=None, source="thử")
    lineage_changed()
    names = sorted(new.versions.get(valid_from=went.effective_on).full_name for new in news)
    told = page(as_, cast, opened, **{"ban-do": TODAY}).content.decode()
    assert f"nằm trong: {', '.join(names)}" in told
    listed = page(as_, cast, opened, **{"ban-do": TODAY, "dang": "csv"}).content.decode("utf-8-sig")
    assert f"Xã kia: {', '.join(names)}" in listed
    assert "Nằm trong số các đơn vị" in listed.splitlines()[0]
    book = load_workbook(io.BytesIO(page(as_, cast, opened, **{"ban-do": TODAY, "dang": "xlsx"}).content), read_only=True)
    cells = {cell for row in book["Quy đổi"].iter_rows(values_only=True) for cell in row}
    assert f"Xã kia: {', '.join(names)}" in cells
