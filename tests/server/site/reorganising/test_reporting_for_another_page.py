"""After a merger in an open round the successor that had sent finds what it still owes, and the Sở sees it missing until it comes or is excused."""

import pytest
from django.urls import reverse

from loa.core.roles import Role
from loa.server.agencies.models import AgencyVersion
from loa.server.kit import clock
from loa.server.people.queries import actors_of
from loa.server.people.services import Newcomer, take_in
from loa.server.reports.models import ExpectedReport, ExpectedState
from loa.server.reports.services import confirm_report, fill_report
from loa.server.site.reorganising.queries import record_lines

from .conftest import AFTER, DAY, EARLY, NOW, OWNER
from .test_pages import as_  # noqa: F401 -- the browser of the neighbouring file

OWED = "Phường Ba Đình (đơn vị cũ, Phường Ngọc Hà báo cáo thay)"


@pytest.fixture
def merged(prepare, carry_out, busy_wards, wards):
    """Ngọc Hà had sent when Ba Đình went into it; the plan."""
    opened = busy_wards["round"]
    fill_report(round_id=opened.pk, agency_id=wards["Ngọc Hà"], logged=[], by=OWNER, now=NOW)
    confirm_report(round_id=opened.pk, agency_id=wards["Ngọc Hà"], by=OWNER, now=NOW)
    row = {"old": "phường Ba Đình", "kind": "nhập", "form": "phường", "new": "Ngọc Hà", "stands": "có", "effective_on": DAY}
    plan = carry_out(prepare([row]))
    clock.take_from(lambda: AFTER)
    return plan


@pytest.fixture
def owed(merged, wards):
    return ExpectedReport.objects.get(agency=wards["Ba Đình"])


@pytest.fixture
def browser_of(as_):  # noqa: F811 -- the fixture imported above
    def sign_in(person):
        return as_(actors_of([person], on=DAY)[person.pk])

    return sign_in


@pytest.fixture
def heir(browser_of, busy_wards):
    return browser_of(busy_wards["officers"][1])


@pytest.fixture
def superior(browser_of, department):
    return browser_of(take_in([Newcomer("Chuyên viên Sở", ((Role.DRAFTER, department),))], valid_from=EARLY, by=OWNER, now=NOW)[0])


def text(answer):
    return " ".join(answer.content.decode().split())


def test_the_successor_finds_it_among_what_it_owes_fills_and_confirms_it(owed, heir, superior, busy_wards):
    page, round_page = reverse("report", args=[owed.pk]), reverse("reports-round", args=[busy_wards["round"].pk])
    assert OWED in text(heir.get(reverse("reports")))
    assert OWED in text(heir.get(reverse("today")))
    assert OWED in text(superior.get(round_page))
    told = text(heir.get(page))
    assert "Phường Ngọc Hà lập và gửi riêng báo cáo này, thay đơn vị cũ" in told
    assert "Điền từ nhật ký" in told
    assert heir.post(reverse("report-fill", args=[owed.pk])).status_code == 302
    assert heir.post(reverse("report-decide", args=[owed.pk]), {"confirm": "1"}).status_code == 302
    owed.refresh_from_db()
    assert owed.state == ExpectedState.SUBMITTED
    assert OWED not in text(superior.get(round_page))


def test_the_level_above_excuses_it_on_the_page_with_a_reason_and_the_successor_cannot(owed, heir, superior, busy_wards):
    decide, page = reverse("report-decide", args=[owed.pk]), reverse("report", args=[owed.pk])
    assert "Miễn báo cáo thay" not in text(heir.get(page))
    assert heir.post(decide, {"excuse": "1", "excuse_why": "không cần"}).status_code == 403
    assert superior.post(decide, {"excuse": "1", "excuse_why": " "}).status_code == 422
    superior.post(decide, {"excuse": "1", "excuse_why": "Báo cáo đã gửi gồm cả việc này"})
    told = text(superior.get(page))
    assert "Được miễn báo cáo thay:" in told
    assert "Báo cáo đã gửi gồm cả việc này" in told
    assert "Điền từ nhật ký" not in text(heir.get(page))
    assert OWED not in text(superior.get(reverse("reports-round", args=[busy_wards["round"].pk])))
    listed = superior.get(reverse("reports-round", args=[busy_wards["round"].pk]), {"dang": "csv"}).content.decode("utf-8-sig")
    assert "được miễn" in listed


def test_a_ward_that_has_nothing_to_do_with_it_does_not_find_it(owed, browser_of, busy_wards, wards):
    stranger = browser_of(busy_wards["officers"][2])
    assert stranger.get(reverse("report", args=[owed.pk])).status_code == 404
    assert stranger.post(reverse("report-decide", args=[owed.pk]), {"excuse": "1", "excuse_why": "x"}).status_code == 404


def test_the_record_of_the_reorganisation_says_what_is_still_owed(merged, owed):
    lines = "\n".join(record_lines(merged))
    assert "còn phải báo cáo thay đơn vị cũ" in lines
    assert AgencyVersion.objects.filter(agency=owed.agency_id, valid_to__lt=DAY).exists()
