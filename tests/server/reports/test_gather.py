"""Figures from the logs: each field finds its own log, as of a moment."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from loa.core.grades import Grade
from loa.launch.cli import main
from loa.launch.home import MARK
from loa.server.activities.models import Activity
from loa.server.bulletins.models import Approval, Bulletin, Revision
from loa.server.channels.models import LinkCount, ShortLink
from loa.server.kit.ids import new_id
from loa.server.playlogs.models import Play
from loa.server.reports.models import ExpectedReport, Level, Report
from loa.server.reports.queries import logged_figures, official_report_files, walk_to_logs, work_behind
from loa.server.reports.services import confirm_report, consolidate_level, fill_report, issue_official_report, sign_report

from .conftest import DAY, NOW

pytestmark = pytest.mark.postgres


def _gathered(city, opened, commune, as_of=NOW):
    found = logged_figures(opened.pk, work_of={commune: [commune]}, as_of=as_of, seen_by=city.officer)[commune]
    return {(f.indicator, f.grade): f.value for f in found}


def test_airings_sessions_and_minutes_are_three_things(city, opened, commune, make_play):
    session = new_id()
    make_play(session, seconds=100)
    make_play(session, seconds=100, origin="produced")
    make_play(session, seconds=20, outcome="cut")
    assert _gathered(city, opened, commune) == {
        ("buoi-phat", "machine"): 1,
        ("luot-tiep-phat", "machine"): 1,
        ("luot-tu-phat", "machine"): 1,
        ("phut-phat", "machine"): 3,
    }


def test_a_slot_known_twice_counts_once_by_its_strongest_evidence(city, opened, commune, make_play):
    session, slot = new_id(), new_id()
    make_play(session, slot, grade=Grade.DECLARED)
    make_play(session, slot, grade=Grade.MACHINE)
    found = _gathered(city, opened, commune)
    assert found["luot-tiep-phat", "machine"] == 1
    assert ("luot-tiep-phat", "declared") not in found


def test_what_was_logged_later_does_not_change_an_earlier_report(city, opened, commune, make_play):
    make_play()
    make_play(recorded_at=NOW + timedelta(hours=1))
    assert _gathered(city, opened, commune)["luot-tiep-phat", "machine"] == 1
    assert _gathered(city, opened, commune, NOW + timedelta(hours=2))["luot-tiep-phat", "machine"] == 2


def test_another_week_or_campaign_is_not_counted(city, opened, commune, make_play):
    make_play(planned_at=datetime(2021, 8, 1, 16, 59, tzinfo=UTC))
    make_play(planned_at=datetime(2021, 8, 8, 17, tzinfo=UTC))
    make_play(campaign_id=new_id())
    assert _gathered(city, opened, commune) == {}


def _activity(city, commune, kind, quantity, unit, **more):
    facts = {"grade": Grade.DECLARED, "recorded_by": "Cán bộ", "recorded_at": NOW - timedelta(hours=1), "done_on": DAY}
    return Activity.objects.create(agency_id=commune, campaign=city.campaign, kind=kind, quantity=quantity, unit=unit, **{**facts, **more})


def test_activities_go_to_the_field_of_their_kind_and_unit(city, opened, commune):
    _activity(city, commune, "leaflet_handed_out", 500, "sheet")
    _activity(city, commune, "leaflet_households", 480, "household")
    _activity(city, commune, "leaflet_handed_out", 100, "sheet", approximate=True)
    _activity(city, commune, "leaflet_handed_out", 9, "sheet", ended_at=NOW - timedelta(minutes=1))
    assert _gathered(city, opened, commune) == {
        ("to-roi-phat", "declared"): 500,
        ("to-roi-phat", "estimated"): 100,
        ("to-roi-ho", "declared"): 480,
    }


def test_scans_of_residents_links_are_counted_and_operators_are_not(city, opened, commune):
    text = Bulletin.objects.create(agency_id=commune, campaign=city.campaign, kind="kit", title="Tin", author_name="A", made_at=NOW)
    revision = Revision.objects.create(bulletin=text, number=1, text="x", valid_from=DAY, text_sha256="a", made_at=NOW)
    for purpose, code in (("resident", "aaaaaaa"), ("operator", "bbbbbbb")):
        link = ShortLink.objects.create(
            code=code, purpose=purpose, target_kind="revision", target_id=revision.pk, agency_id=commune, channel="poster"
        )
        LinkCount.objects.create(link=link, day=DAY, count=7)
    assert _gathered(city, opened, commune) == {("luot-quet", "machine"): 7}


def test_a_text_counts_once_where_it_was_written(city, opened):
    bulletin = Bulletin.objects.create(
        agency_id=city.department, campaign=city.campaign, kind="kit", title="Tin", author_name="A", made_at=NOW
    )
    for number in (1, 2):
        revision = Revision.objects.create(bulletin=bulletin, number=number, text="x", valid_from=DAY, text_sha256="a", made_at=NOW)
        Approval.objects.create(revision=revision, text_sha256="a", audio_sha256="b", by_name="B", at=NOW)
    assert _gathered(city, opened, city.department) == {("tin-bai-san-xuat", "machine"): 1}


def test_a_committee_reports_the_work_of_its_offices_but_not_of_the_communes(city):
    from .conftest import _agency

    centre = _agency("trung-tam", "district_media_centre", "Trung tâm", None, parent=city_agency(city.districts[0]))
    assert work_behind(city.districts, on=date(2021, 8, 8)) == {
        city.districts[0]: [city.districts[0], centre.pk],
        city.districts[1]: [city.districts[1]],
    }


def city_agency(pk):
    from loa.server.agencies.models import Agency

    return Agency.objects.get(pk=pk)


def test_a_merged_commune_that_took_over_reports_counts_what_its_parts_did(city, opened, make_play):
    """Three wards with 1, 2 and 3 plays merge before they reported: whoever reports for them says 6, not only its own."""
    from .conftest import _agency

    parts = city.communes[city.districts[0]]
    for number, part in enumerate(parts, start=1):
        for _ in range(number):
            make_play(agency_id=part)
    merged = _agency("xa-moi", "commune_committee", "Phường mới", None)
    heir = ExpectedReport.objects.create(
        round=opened, agency=merged, reports_to_id=city.districts[0], level=Level.COMMUNE, code="moi", name="Phường mới", due_at=NOW
    )
    rows = [ExpectedReport.objects.get(round=opened, agency=part) for part in parts]
    assert _gathered(city, opened, merged.pk) == {}
    for row, to in zip(rows, (rows[1], heir, heir), strict=True):  # the first went into the second, which merged later
        row.passed_to, row.state = to, "exempt"
        row.save()
    figures = {indicator: value for (indicator, _), value in _gathered(city, opened, merged.pk).items()}
    assert figures["luot-tiep-phat"] == 6
    other = city.communes[city.districts[1]][0]
    assert _gathered(city, opened, other) == {}


@pytest.fixture
def path_of_issued(city, opened, make_play, about, tmp_path):
    """A report of three plays, issued; its snapshot as a file."""
    commune = city.communes[city.districts[0]][0]
    for _ in range(3):
        make_play()
    figures = logged_figures(opened.pk, work_of={commune: [commune]}, as_of=NOW, seen_by=city.officer)[commune]
    fill_report(round_id=opened.pk, agency_id=commune, logged=figures, by=city.officer, now=NOW)
    confirm_report(round_id=opened.pk, agency_id=commune, by=city.officer, now=NOW)
    for agency in (city.districts[0], city.department):
        consolidate_level(round_id=opened.pk, agency_id=agency, by=city.officer, now=NOW)
        sign_report(round_id=opened.pk, agency_id=agency, by=city.leader, now=NOW)
    issued = issue_official_report(round_id=opened.pk, about=about, by=city.officer, now=NOW)
    path = tmp_path / "bao-cao-SO.snapshot.json"
    path.write_bytes(official_report_files(issued)[path.name])
    return path


def test_the_walk_goes_down_to_the_plays_and_sees_one_that_changed(path_of_issued):
    snapshot = json.loads(path_of_issued.read_bytes())
    walked = walk_to_logs(snapshot)
    assert (walked.findings, walked.log_sources) == ([], 3)
    Play.objects.filter(pk=Play.objects.all()[0].pk).update(seconds=9000)
    assert {finding.figure for finding in walk_to_logs(snapshot).findings} >= {"phut-phat/machine"}


def test_a_report_that_was_passed_on_after_another_was_sent_is_not_missed_in_that(path_of_issued, city, opened, make_play):
    sent, silent = city.communes[city.districts[0]][:2]
    make_play(agency_id=silent)
    to = ExpectedReport.objects.get(round=opened, agency=sent)
    ExpectedReport.objects.filter(round=opened, agency=silent).update(passed_to=to, state="exempt")
    assert walk_to_logs(json.loads(path_of_issued.read_bytes())).findings == []


def test_verify_walks_to_the_logs_where_the_database_holds_the_report(path_of_issued, tmp_path, capsys, monkeypatch):
    home = tmp_path / "home"
    monkeypatch.setenv("LOA_HOME", str(home))  # opening a home sets it; put it back afterwards
    home.mkdir()
    (home / MARK).write_text("{}")
    assert main(["--home", str(home), "report", "verify", str(path_of_issued)]) == 0
    assert "đã đi đến 3 báo cáo và 3 nguồn nhật ký" in capsys.readouterr().out
    Play.objects.filter(pk=Play.objects.all()[0].pk).update(outcome="failed")
    assert main(["--home", str(home), "report", "verify", str(path_of_issued)]) == 1
    assert "“luot-tiep-phat/machine” không còn khớp nhật ký" in capsys.readouterr().err


def test_the_same_logs_give_the_same_sources_whatever_their_identities(city, opened, commune, make_play):
    def sources():
        found = logged_figures(opened.pk, work_of={commune: [commune]}, as_of=NOW, seen_by=city.officer)[commune]
        return [source.to_json() for figure in found for source in figure.sources]

    for seconds in (61, 62, 63):
        make_play(seconds=seconds)
    first = sources()
    Play.objects.all().delete()
    for seconds in (63, 61, 62):
        make_play(seconds=seconds)
    assert sources() == first
    assert not Report.objects.exists()
