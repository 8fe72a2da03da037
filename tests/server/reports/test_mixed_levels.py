"""Some districts end, others go on: each unit counts as what it is, wherever it reports."""

import io
import json
from datetime import date

import pytest
from pypdf import PdfReader

from loa.core.snapshots import verify
from loa.launch.commands.report import _signed_by as signed_by
from loa.server.agencies.models import AgencyVersion
from loa.server.reports.models import ExpectedReport, Level
from loa.server.reports.queries import coverage_of, expected_units, official_report_files, walk_to_logs
from loa.server.reports.services import confirm_report, consolidate_level, fill_report, issue_official_report, sign_report

from .conftest import NOW, logged
from .test_reporting_for_ended_units import SYSTEM, merge

pytestmark = pytest.mark.postgres


@pytest.fixture
def half(city, opened):
    """Ba Vì ends before it consolidated: its communes report to the department. Ba Đình goes on. One commune of each is silent."""
    merge(city.districts[1], city.department)
    for district in city.districts:
        for commune in city.communes[district][:2]:
            fill_report(round_id=opened.pk, agency_id=commune, logged=[logged("luot-tiep-phat", 10)], by=city.officer, now=NOW)
            confirm_report(round_id=opened.pk, agency_id=commune, by=city.officer, now=NOW)
    return opened


def consolidated(city, opened, agency):
    report = consolidate_level(round_id=opened.pk, agency_id=agency, by=city.officer, now=NOW)
    sign_report(round_id=opened.pk, agency_id=agency, by=city.leader, now=NOW)
    return report


SILENT = ["Xã Vạn Thắng, huyện Ba Vì", "Phường Vĩnh Phúc, quận Ba Đình"]


def test_coverage_tells_districts_as_districts_and_communes_as_communes(city, half):
    consolidated(city, half, city.districts[0])
    top = consolidated(city, half, city.department)
    assert top.direct == {
        "districts": {"expected": 1, "reported": 1, "missing": []},
        "communes": {"expected": 3, "reported": 2, "missing": SILENT[:1]},
    }
    assert top.coverage == {
        "districts": {"expected": 1, "reported": 1, "missing": []},
        "communes": {"expected": 6, "reported": 4, "missing": SILENT},
    }
    asked = coverage_of(half.pk, seen_by=SYSTEM)
    assert (asked["districts"].expected, asked["communes"].expected, set(asked["communes"].missing)) == (1, 6, set(SILENT))
    assert sum(figure.value for figure in top.figures.filter(indicator="luot-tiep-phat")) == 40


def test_a_silent_district_hides_neither_itself_nor_its_communes(city, half):
    top = consolidated(city, half, city.department)
    assert top.coverage["districts"] == {"expected": 1, "reported": 0, "missing": ["Quận Ba Đình"]}
    assert (top.coverage["communes"]["expected"], top.coverage["communes"]["reported"]) == (6, 2)
    assert len(top.coverage["communes"]["missing"]) == 4


def test_the_official_report_says_both_and_its_snapshot_agrees(city, half, about):
    consolidated(city, half, city.districts[0])
    consolidated(city, half, city.department)
    files = official_report_files(issue_official_report(round_id=half.pk, about=about, by=city.officer, now=NOW))
    snapshot = json.loads(files["bao-cao-SO.snapshot.json"])
    assert verify(snapshot, signed_by) == []
    assert walk_to_logs(snapshot) is not None
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(files["bao-cao-SO.pdf"])).pages).split())
    said = "tổng hợp số liệu của 1/1 quận, huyện, thị xã và 2/3 xã, phường, thị trấn, tính cả phía sau là 4/6 xã, phường, thị trấn"
    assert said in text
    assert "2 đơn vị chưa báo cáo được nêu tên" in text


def test_in_the_next_round_a_commune_that_moved_reports_to_its_new_district(city, opened):
    moved, day = city.communes[city.districts[0]][0], date(2021, 9, 1)
    held = AgencyVersion.objects.get(agency=moved)
    held.pk, held._state.adding = None, True
    AgencyVersion.objects.filter(agency=moved).update(valid_to=date(2021, 8, 31))
    held.valid_from, held.parent_id = day, city.districts[1]
    held.save()
    due = dict.fromkeys(Level, NOW)
    then, now = (
        {unit.agency_id: unit for unit in expected_units(territory_id=city.territory_id, root_agency_id=city.department, on=on, due=due)}
        for on in (opened.starts_on, day)
    )
    assert (then[moved].reports_to, now[moved].reports_to) == tuple(city.districts)
    assert now[moved].name.endswith("huyện Ba Vì")
    assert ExpectedReport.objects.get(round=opened, agency=moved).reports_to_id == city.districts[0]
