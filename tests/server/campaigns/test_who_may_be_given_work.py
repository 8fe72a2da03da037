"""Seeing is not directing: who a letter names and who of them gets work from this agency."""

from collections import Counter
from datetime import date

import pytest

from loa.core.directing import BY_OWN_LETTER, HANDED_ON, Standing
from loa.server.agencies.queries import agencies_below, agencies_below_each, agency_named, agency_versions_on, standings_to
from loa.server.campaigns.errors import AlreadyOpened, DeadlinePast, NobodyToGiveWork, NotYoursToDirect
from loa.server.campaigns.queries import letters_to_open, work_given_by
from loa.server.campaigns.services import HandOver, hand_down, open_campaign
from loa.server.documents.models import OfficialDocument
from loa.server.documents.services import NewPaper, draw_up_papers
from loa.server.kit.models import AuditEntry

from ..conftest import DAY, LETTER, NOW, OWNER, WEEK

NAMED = "- Phòng Văn hóa và Thông tin quận Hai Bà Trưng;\n- Phòng Văn hóa và Thông tin quận Ba Đình."
TO_NINETY = LETTER.replace(
    NAMED,
    "- Ủy ban nhân dân các quận, huyện, thị xã;\n- Phòng Văn hóa và Thông tin các quận, huyện, thị xã;\n"
    "- Trung tâm Văn hóa - Thông tin và Thể thao các quận, huyện, thị xã.",
)
OF_THE_CITY = """ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI
Số: {number}/UBND-KGVX
V/v tuyên truyền tiêm chủng

Hà Nội, ngày 28 tháng 7 năm 2021

Kính gửi:

- Sở Thông tin và Truyền thông;
- Sở Y tế;
- Ủy ban nhân dân các quận, huyện, thị xã.

Ủy ban nhân dân Thành phố yêu cầu các đơn vị:

1. Tuyên truyền sâu rộng về mục đích, đối tượng tiêm chủng.

2. Báo cáo kết quả về Ủy ban nhân dân Thành phố trước ngày 10/8/2021.

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Mẫu
"""
PLAN = """ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI
Số: 175/KH-UBND

Hà Nội, ngày 28 tháng 7 năm 2021

KẾ HOẠCH
Tuyên truyền tiêm chủng vắc xin phòng COVID-19

Ủy ban nhân dân Thành phố ban hành Kế hoạch tuyên truyền như sau:

1. Sở Thông tin và Truyền thông chỉ đạo hệ thống truyền thanh cơ sở tuyên truyền về tiêm chủng.

2. Phòng Văn hóa và Thông tin quận Ba Đình tổ chức tuyên truyền lưu động.

3. Ủy ban nhân dân các quận, huyện, thị xã báo cáo kết quả trước ngày 10/8/2021.

Nơi nhận:
- Thường trực Thành ủy (để báo cáo);
- Các sở, ban, ngành Thành phố;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Mẫu
"""


@pytest.fixture
def facts(city):
    return {"title": "Tiêm chủng", "territory_id": city, "starts_on": WEEK[0], "ends_on": WEEK[1], "due_at": None, "now": NOW}


def named(name: str):
    return agency_named(name, on=DAY).agency_id


def test_the_department_gives_work_by_its_own_letter_to_the_ninety_it_addresses(cast, make_letter, facts):
    letter = make_letter(text=TO_NINETY)
    work = work_given_by(letter, giver=cast.department, on=DAY)
    assert (work.wrote, [len(line.given) for line in work.lines]) == (True, [30, 30, 30])
    campaign = open_campaign(document_id=letter.pk, agency_id=cast.department, by=cast.drafter, **facts)
    assert campaign.assignments.count() == 90


def test_who_received_the_citys_letter_does_not_give_work_to_its_equals(cast, make_letter, facts):
    letter = make_letter(text=OF_THE_CITY)
    work = work_given_by(letter, giver=cast.department, on=DAY)
    own, health, districts = work.lines
    assert (work.wrote, own.given, health.given, districts.given) == (False, (cast.department,), (), ())
    assert health.left_out == ((Standing.BESIDE, (named("Sở Y tế"),)),)
    assert [(standing, len(agencies)) for standing, agencies in districts.left_out] == [(Standing.REQUESTED, 30)]
    campaign = open_campaign(document_id=letter.pk, agency_id=cast.department, by=cast.drafter, **facts)
    assert list(campaign.assignments.values_list("agency", "state", "accepted_by")) == [(cast.department, "accepted", "act")]


def test_a_letter_that_names_only_equals_and_superiors_opens_nothing(cast, make_letter, facts):
    letter = make_letter(text=OF_THE_CITY.replace("- Sở Thông tin và Truyền thông;\n", ""))
    with pytest.raises(NobodyToGiveWork):
        open_campaign(document_id=letter.pk, agency_id=cast.department, by=cast.drafter, **facts)


def test_below_as_listed_and_below_as_judged_are_the_same(agencies):
    for on in (DAY, date(2026, 1, 5)):
        everybody = dict(agency_versions_on(on).values_list("agency_id", "kind"))
        one_of_each = {kind: agency for agency, kind in everybody.items()}
        each = agencies_below_each(one_of_each.values(), on)
        for giver in one_of_each.values():
            standings = standings_to(giver, everybody, on=on)
            one_level = {one for one, standing in standings.items() if standing in BY_OWN_LETTER - {Standing.ITSELF, Standing.FURTHER_DOWN}}
            handed = {one for one, standing in standings.items() if standing in HANDED_ON - {Standing.ITSELF}}
            assert set(agencies_below(giver, on).values_list("agency_id", flat=True)) == one_level == each[giver]
            assert set(agencies_below(giver, on, by_own_letter=False).values_list("agency_id", flat=True)) == handed


def test_thirty_districts_and_their_wards_are_below_the_department_and_its_offices(cast):
    below = Counter(agencies_below(cast.department, DAY).values_list("kind", flat=True))
    assert below == {"district_committee": 30, "district_culture_office": 30, "district_media_centre": 30}
    offices = agency_versions_on(DAY).filter(kind="district_culture_office").values_list("agency_id", flat=True)
    assert len(set().union(*agencies_below_each(offices, DAY).values())) == 579
    assert not agencies_below(named("Trung tâm VH-TT&TT quận Hai Bà Trưng"), DAY).exists()


@pytest.mark.parametrize(
    "to", ["Phòng Văn hóa và Thông tin quận Ba Đình", "Ủy ban nhân dân quận Hai Bà Trưng", "Trung tâm VH-TT&TT quận Hai Bà Trưng"]
)
def test_nothing_is_handed_to_equals_or_upwards_whoever_posts_it(cast, make_letter, facts, to):
    campaign = open_campaign(document_id=make_letter().pk, agency_id=cast.department, by=cast.drafter, **facts)
    ask = campaign.assignments.get(agency=cast.office)
    paper = NewPaper("Công văn", "VHTT", "V/v tuyên truyền", "Phòng", "Hai Bà Trưng", date(2021, 7, 30), "", {}, ())
    letter = draw_up_papers({cast.office: paper}, by=cast.office_drafter, now=NOW)[cast.office]
    with pytest.raises(NotYoursToDirect) as refusal:
        hand_down(hand_over=HandOver(ask.pk, letter.pk, (cast.ward, named(to)), None), by=cast.office_drafter, now=NOW)
    assert "1 đơn vị" in str(refusal.value)
    assert not campaign.assignments.filter(agency=cast.ward).exists()


def test_a_plan_without_salutation_asks_the_office_that_registered_it(cast, make_letter, facts):
    letter = make_letter(text=PLAN.replace("{", "{{"))
    assert not letter.recipients.exists()
    work = work_given_by(letter, giver=cast.department, on=DAY)
    assert (work.saluted, work.agencies) == (False, [cast.department, cast.other_office])
    assert work.lines[0].given == (cast.department,)
    assert list(letters_to_open(seen_by=cast.drafter, at=[cast.department], on=DAY)) == [letter]
    campaign = open_campaign(document_id=letter.pk, agency_id=cast.department, by=cast.drafter, **facts)
    assert set(campaign.assignments.values_list("agency", flat=True)) == {cast.department, cast.other_office}
    assert not letters_to_open(seen_by=cast.drafter, at=[cast.department], on=DAY).exists()


def test_hom_nay_offers_what_asks_of_oneself_or_of_those_below_and_nothing_else(cast, make_letter):
    offered = make_letter(1, text=TO_NINETY), make_letter(2, text=OF_THE_CITY), make_letter(3, agency_id=cast.office, by=OWNER)
    make_letter(4, text=OF_THE_CITY.replace("- Sở Thông tin và Truyền thông;\n", ""))
    make_letter(5, text=LETTER.replace("Phòng Văn hóa và Thông tin quận", "Hội những người"))
    at = [cast.department, cast.office, cast.ward]

    def seen(actor):
        return set(letters_to_open(seen_by=actor, at=at, on=DAY).values_list("pk", flat=True))

    # An own letter of the Sở and one of the city that names the Sở; the fourth names the districts, whom the Sở asks by a letter of its own.
    fourth = OfficialDocument.objects.get(number="4").pk
    assert seen(cast.drafter) == {offered[0].pk, offered[1].pk, fourth}
    assert seen(cast.office_drafter) == {offered[2].pk}
    assert seen(cast.officer) == set()


def test_a_second_campaign_of_a_letter_needs_its_reason_and_the_trail_keeps_it(cast, make_letter, facts, trail_of):
    letter = make_letter()
    first = open_campaign(document_id=letter.pk, agency_id=cast.department, by=cast.drafter, **facts)
    with pytest.raises(AlreadyOpened):
        open_campaign(document_id=letter.pk, agency_id=cast.department, why_another="  ", by=cast.drafter, **facts)
    second = open_campaign(document_id=letter.pk, agency_id=cast.department, why_another="Kéo dài đợt hai", by=cast.drafter, **facts)
    whys = AuditEntry.objects.filter(event="campaign.opened").order_by("pk").values_list("subject_id", "why")
    assert list(whys) == [(str(first.pk), ""), (str(second.pk), "Kéo dài đợt hai")]


def test_a_deadline_gone_by_is_refused(cast, make_letter, facts):
    with pytest.raises(DeadlinePast):
        open_campaign(document_id=make_letter().pk, agency_id=cast.department, by=cast.drafter, **{**facts, "due_at": NOW})


def test_a_department_of_the_same_name_in_another_province_is_another(cast, make_letter):
    letter = make_letter(text=TO_NINETY)
    assert work_given_by(letter, giver=cast.department, on=DAY).wrote
    letter.place = "Hải Phòng"
    assert not work_given_by(letter, giver=cast.department, on=DAY).wrote


def test_work_is_not_handed_past_a_level_by_a_letter_that_came(cast, make_letter, facts):
    campaign = open_campaign(document_id=make_letter(text=OF_THE_CITY).pk, agency_id=cast.department, by=cast.drafter, **facts)
    ask, came = campaign.assignments.get(), make_letter(2)
    with pytest.raises(NotYoursToDirect):
        hand_down(hand_over=HandOver(ask.pk, came.pk, (cast.ward,), None), by=cast.drafter, now=NOW)
    handed = hand_down(hand_over=HandOver(ask.pk, came.pk, (cast.office,), None), by=cast.drafter, now=NOW)
    assert handed.handed_down.get().agency_id == cast.office
