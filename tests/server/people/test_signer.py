"""The official report names its signer with the title borne on the day of the paper."""

from dataclasses import replace
from datetime import date

import pytest

from loa.server.agencies.queries import agency_on
from loa.server.campaigns.models import Campaign
from loa.server.kit.ids import new_id
from loa.server.people.models import PersonTitle
from loa.server.reports.models import ExpectedReport, Report, ReportingRound
from loa.server.reports.services import confirm_report, consolidate_level, fill_report, sign_report
from loa.server.site.asking import _signature, letterhead_of

from ..conftest import DAY, NOW


@pytest.fixture
def signed_round(cast, make_letter):
    office = agency_on(cast.department, DAY)
    days = {"starts_on": DAY, "ends_on": DAY}
    campaign = Campaign.objects.create(
        title="Đợt",
        document=make_letter(),
        agency_id=cast.department,
        territory_id=office.territory_id,
        map_date=DAY,
        opened_at=NOW,
        **days,
    )
    opened = ReportingRound.objects.create(
        campaign=campaign, agency_id=cast.department, form_code="chien-dich-tuyen-truyen", form_version=1, opened_at=NOW, **days
    )
    expected = ExpectedReport.objects.create(round=opened, agency_id=cast.department, level="city", code="x", name="Sở", due_at=NOW)
    signer = {"signed_by": "Trần Văn Mẫu", "signed_by_person_id": cast.approver.person_id}
    Report.objects.create(expected=expected, version=1, state="signed", filled_as_of=NOW, filled_by="Lan", **signer)
    return opened


@pytest.fixture
def titled(cast):
    for title, first, last in (("Phó Giám đốc Sở", date(2021, 1, 1), date(2021, 7, 31)), ("Giám đốc Sở", date(2021, 8, 1), None)):
        PersonTitle.objects.create(
            person_id=cast.approver.person_id, agency_id=cast.department, title=title, valid_from=first, valid_to=last
        )


def head_of(opened, on):
    office = agency_on(opened.agency_id, DAY)
    return letterhead_of(opened.campaign, office, symbol="BC", addressed_to=[], signature=_signature(opened, office, on))


def test_each_day_has_its_title_above_the_name(signed_round, titled):
    july, august = head_of(signed_round, date(2021, 7, 30)), head_of(signed_round, date(2021, 8, 2))
    assert (july.signature_lines, july.signer) == (["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "Trần Văn Mẫu")
    assert (august.signature_lines, august.signer) == (["GIÁM ĐỐC"], "Trần Văn Mẫu")


def test_where_no_title_is_known_the_name_is_left_to_the_hand(signed_round):
    head = head_of(signed_round, DAY)
    assert (head.signature_lines, head.signer) == (["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "")


@pytest.fixture
def delegated(signed_round, cast):
    """The head's signing was delegated: the report says who signed and for whom."""

    def make(title, of):
        PersonTitle.objects.create(person_id=cast.drafter.person_id, agency_id=cast.department, title=of, valid_from=date(2021, 1, 1))
        if title:
            PersonTitle.objects.create(
                person_id=cast.approver.person_id, agency_id=cast.department, title=title, valid_from=date(2021, 1, 1)
            )
        Report.objects.update(signed_for_person_id=cast.drafter.person_id)
        head = head_of(signed_round, DAY)
        return head.signature_lines, head.signer

    return make


@pytest.mark.parametrize(
    ("title", "of", "lines", "name"),
    [
        ("Chánh Văn phòng Sở", "Giám đốc Sở", ["TUQ. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG SỞ"], "Trần Văn Mẫu"),
        ("Phó Giám đốc Sở", "Giám đốc Sở", ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "Trần Văn Mẫu"),
        ("Chánh Văn phòng Sở", "Phó Giám đốc Sở", ["TUQ. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG SỞ"], ""),
        ("", "Giám đốc Sở", ["TUQ. GIÁM ĐỐC"], ""),
    ],
    ids=["of the head", "a deputy", "of a deputy, who cannot delegate it", "title not known"],
)
def test_who_signs_by_delegation_signs_tuq_of_the_head(delegated, title, of, lines, name):
    assert delegated(title, of) == (lines, name)


def test_signing_for_another_writes_down_for_whom(cast, signed_round):
    Report.objects.all().delete()
    ExpectedReport.objects.create(
        round=signed_round, agency_id=cast.ward, reports_to_id=cast.department, level="communes", code="p", name="Phường", due_at=NOW
    )
    fill_report(round_id=signed_round.pk, agency_id=cast.ward, logged=[], by=cast.officer, now=NOW)
    confirm_report(round_id=signed_round.pk, agency_id=cast.ward, by=cast.officer, now=NOW)
    consolidate_level(round_id=signed_round.pk, agency_id=cast.department, by=cast.drafter, now=NOW)
    acting = replace(cast.approver, person_id=new_id(), behalf_of=cast.approver.name, behalf_person_id=cast.approver.person_id)
    report = sign_report(round_id=signed_round.pk, agency_id=cast.department, by=acting, now=NOW)
    assert (report.signed_by_person_id, report.signed_for_person_id) == (acting.person_id, cast.approver.person_id)
