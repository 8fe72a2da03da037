from datetime import date, timedelta
from uuid import uuid4

import pytest
from tests.server.channels.conftest import NOW, person

from loa.core.roles import Role
from loa.server.channels import queries
from loa.server.channels.errors import LinkExpired, LinkNotFound
from loa.server.channels.models import LinkCount, LinkPurpose, ShortLink
from loa.server.channels.services import count_scan, make_short_link
from loa.server.kit.actors import RightMissing
from loa.server.kit.models import AuditEntry


@pytest.fixture
def make_link(ward, owner):
    target = uuid4()

    def make(**given):
        use = {"purpose": LinkPurpose.RESIDENT, "target_kind": "bulletin", "target_id": target, "agency_id": ward.pk, "channel": "poster"}
        return make_short_link(**{**use, "by": owner, "now": NOW, **given})

    return make


def test_a_link_asked_for_twice_is_one_link(make_link):
    assert make_link() == make_link()
    assert make_link(channel="board") != make_link()
    assert make_link(purpose=LinkPurpose.OPERATOR) != make_link()
    assert AuditEntry.objects.filter(event="link.made").count() == 3


def test_a_code_is_seven_letters_nobody_mixes_up(make_link):
    code = make_link().code
    assert len(code) == 7
    assert not set(code) & set("01loi")


def test_scans_are_counted_per_day_in_hanoi(make_link, owner):
    link = make_link()
    for at in (NOW, NOW, NOW + timedelta(hours=17)):
        assert count_scan(code=link.code, now=at) == link
    assert list(LinkCount.objects.order_by("day").values_list("day", "count")) == [(date(2021, 8, 3), 2), (date(2021, 8, 4), 1)]
    assert not AuditEntry.objects.exclude(event="link.made").exists()


def test_nothing_about_a_visitor_can_be_kept():
    assert {field.name for field in LinkCount._meta.get_fields()} == {"id", "link", "day", "count"}


def test_scans_are_told_by_unit_and_channel_to_those_who_may_see_them(make_link, ward, neighbour):
    count_scan(code=make_link().code, now=NOW)
    days = {"first_day": date(2021, 8, 2), "last_day": date(2021, 8, 8)}
    (row,) = queries.scans_by_agency_and_channel(seen_by=person(ward, Role.VIEWER), **days)
    assert row == {"agency_id": ward.pk, "channel": "poster", "purpose": "resident", "day": date(2021, 8, 3), "scans": 1}
    assert queries.scans_by_agency_and_channel(seen_by=person(neighbour, Role.VIEWER), **days) == []


def test_an_ended_link_is_neither_counted_nor_followed(make_link):
    link = make_link(expires_at=NOW)
    with pytest.raises(LinkExpired):
        count_scan(code=link.code, now=NOW)
    assert not LinkCount.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "khong-co", "x" * 5000, "' OR 1=1"])
def test_an_unknown_code_is_refused(code):
    with pytest.raises(LinkNotFound):
        count_scan(code=code, now=NOW)


def test_only_who_writes_for_the_unit_makes_its_links(make_link, neighbour):
    with pytest.raises(RightMissing):
        make_link(by=person(neighbour, Role.COMMUNE_OFFICER))
    assert not ShortLink.objects.exists()


@pytest.mark.parametrize("base", ["", "http://localhost:8000", "http://127.0.0.1:8000", "http://192.168.1.4", "http://may-chu"])
def test_there_is_no_address_where_no_phone_could_reach_it(settings, base, make_link):
    settings.LOA_PUBLIC_URL = base
    assert queries.public_url("/s/abc") is None
    assert queries.link_url(make_link()) is None


@pytest.mark.parametrize("base", ["https://loa.hanoi.gov.vn", "https://loa.hanoi.gov.vn/"])
def test_a_public_address_leads_to_the_page(settings, base):
    settings.LOA_PUBLIC_URL = base
    assert queries.public_url("/s/abc") == "https://loa.hanoi.gov.vn/s/abc"
