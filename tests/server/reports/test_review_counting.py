"""Nothing is counted that is not the campaign's, did not sound, or belongs to a neighbour; a level is consolidated, not typed."""

from datetime import UTC, datetime, timedelta

import pytest

from loa.core.grades import Grade
from loa.server.bulletins.models import Bulletin, Revision
from loa.server.channels.models import LinkCount, ShortLink, Station
from loa.server.kit.ids import new_id
from loa.server.playlogs.queries import play_totals
from loa.server.reports.errors import ConsolidatedNotTyped, NothingToConfirm
from loa.server.reports.services import confirm_report, fill_report

from .conftest import DAY, NOW, logged
from .test_gather import _gathered

pytestmark = pytest.mark.postgres


def _link(city, agency_id, target_id, code):
    link = ShortLink.objects.create(
        code=code, purpose="resident", target_kind="revision", target_id=target_id, agency_id=agency_id, channel="poster"
    )
    LinkCount.objects.create(link=link, day=DAY, count=7)


def _revision(city, campaign):
    bulletin = Bulletin.objects.create(agency_id=city.department, campaign=campaign, kind="kit", title="Tin", author_name="A", made_at=NOW)
    return Revision.objects.create(bulletin=bulletin, number=1, text="x", valid_from=DAY, text_sha256="a", made_at=NOW)


def test_scans_of_another_text_are_not_scans_of_the_campaign(city, opened, commune):
    _link(city, commune, _revision(city, city.campaign).pk, "aaaaaaa")
    _link(city, commune, _revision(city, None).pk, "bbbbbbb")
    assert _gathered(city, opened, commune) == {("luot-quet", "machine"): 7}


def test_a_neighbours_record_does_not_take_a_slot_away(city, opened, commune, make_play):
    neighbour = city.communes[city.districts[0]][1]
    other = Station.objects.create(agency_id=neighbour, name="Đài khác", search_key="dai khac", kind="own", technology="ip")
    slot = new_id()
    make_play(None, slot, grade=Grade.DECLARED)
    make_play(None, slot, grade=Grade.MACHINE, station=other, agency_id=neighbour)
    assert _gathered(city, opened, commune)["luot-tiep-phat", "declared"] == 1
    totals = play_totals(seen_by=city.officer, campaign_id=city.campaign.pk)
    assert {(total.agency_id, total.grade, total.airings) for total in totals} == {
        (commune, Grade.DECLARED, 1),
        (neighbour, Grade.MACHINE, 1),
    }


def test_a_simulated_play_is_not_evidence_in_a_real_campaign(city, opened, commune, make_play):
    make_play(simulated=True)
    assert _gathered(city, opened, commune)["luot-tiep-phat", "machine"] == 1
    opened.simulated = False
    opened.save()
    assert _gathered(city, opened, commune) == {}


def test_a_district_does_not_type_what_it_should_consolidate(city, opened):
    district = city.districts[0]
    here = {"round_id": opened.pk, "agency_id": district, "by": city.officer, "now": NOW}
    with pytest.raises(ConsolidatedNotTyped):
        fill_report(**here, logged=[logged("luot-tiep-phat", 9)])
    with pytest.raises(NothingToConfirm):
        confirm_report(**here)


def test_scans_of_a_day_count_once_the_day_is_over(city, opened, commune):
    _link(city, commune, _revision(city, city.campaign).pk, "aaaaaaa")
    noon = datetime(2021, 8, 2, 5, tzinfo=UTC)
    assert _gathered(city, opened, commune, noon) == {}
    assert _gathered(city, opened, commune, noon + timedelta(days=1)) == {("luot-quet", "machine"): 7}
