"""Mở kỳ báo cáo: whose figures, of which days, by when; and only of those who answer to whoever asks."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from loa.core.directing import Standing
from loa.server.agencies.queries import subordinate_communes
from loa.server.campaigns.models import Assignment, Campaign
from loa.server.documents.models import OfficialDocument
from loa.server.reports.models import ReportingRound

from ..conftest import DAY, LETTER, OWNER

OPENING = {"title": "Đợt", "starts_on": "2/8/2021", "ends_on": "8/8/2021"}
DUE = {"communes": "9/8/2021", "districts": "10/8/2021", "city": "11/8/2021"}


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def asking(as_, cast, make_letter):
    drafter = as_(cast.drafter)
    drafter.post(f"/van-ban/{make_letter().pk}/mo-dot/", OPENING)
    return drafter, f"/dot/{Campaign.objects.get().pk}/mo-ky/"


def test_the_form_begins_after_the_campaign_with_a_day_for_each_level(asking):
    drafter, address = asking
    page = drafter.get(address).content.decode()
    values = dict(re.findall(r'name="(starts_on|ends_on|communes|districts|city)" value="([^"]*)"', page))
    assert values == {"starts_on": "2/8/2021", "ends_on": "8/8/2021", "communes": "9/8/2021", "districts": "10/8/2021", "city": "11/8/2021"}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"communes": "20/7/2021"}, "Hạn 17:00 20/7/2021 đã qua"),
        ({"communes": "5/8/2021"}, "Hạn 17:00 5/8/2021 đứng trước ngày cuối của kỳ số liệu (8/8/2021)"),
        ({"city": "10/8/2021"}, "Hạn của cấp trên phải sau hạn của cấp dưới"),
        ({"ends_on": "1/8/2021"}, "Kỳ báo cáo kết thúc ngày 01/08/2021, trước ngày bắt đầu 02/08/2021"),
        ({"communes": "31/2/2021"}, "Không phải một ngày có thật"),
    ],
)
def test_days_that_cannot_be_are_refused_and_what_was_typed_stays(asking, sent, said):
    drafter, address = asking
    page = drafter.post(address, {**DUE, **sent})
    assert page.status_code == 422
    assert said in text_of(page)
    for value in {**DUE, **sent}.values():
        assert f'value="{value}"' in page.content.decode()
    assert not ReportingRound.objects.exists()


def test_figures_may_be_closed_before_the_campaign_ends(asking):
    drafter, address = asking
    drafter.post(address, {**DUE, "ends_on": "5/8/2021", "communes": "6/8/2021"})
    opened = ReportingRound.objects.get()
    assert f"{opened.starts_on} {opened.ends_on}" == "2021-08-02 2021-08-05"
    assert opened.expected.filter(level="communes").count() == 579


def test_an_office_asks_its_own_wards_and_no_others(as_, cast, make_letter):
    text = LETTER.replace("- Phòng Văn hóa và Thông tin quận Ba Đình.", "- Ủy ban nhân dân các phường.")
    letter = make_letter(text=text, agency_id=cast.office, by=OWNER)
    drafter = as_(cast.office_drafter)
    drafter.post(f"/van-ban/{letter.pk}/mo-dot/", OPENING)
    address = f"/dot/{Campaign.objects.get().pk}/mo-ky/"
    assert re.findall(r'name="(communes|districts|city)"', drafter.get(address).content.decode()) == ["communes", "city"]
    drafter.post(address, DUE)
    guide = OfficialDocument.objects.get(direction="out")
    assert [(line.text, line.agencies.count()) for line in guide.recipients.all()] == [("Ủy ban nhân dân các phường", 18)]
    assert "quận, huyện" not in str(guide.content["body"])
    asked = dict(ReportingRound.objects.get().expected.values_list("agency", "reports_to"))
    wards = set(subordinate_communes(cast.office, DAY).values_list("agency_id", flat=True))
    assert asked == {cast.office: None, **dict.fromkeys(wards, cast.office)}


def test_the_page_names_whom_the_letter_names_in_vain_and_keeps_a_second_campaign_for_a_reason(as_, cast, make_letter):
    letter = make_letter(agency_id=cast.office, by=OWNER)
    drafter, address = as_(cast.office_drafter), f"/van-ban/{letter.pk}/mo-dot/"
    page = text_of(drafter.get(address))
    assert "Không giao cho 1 đơn vị: không thuộc quyền giao việc của cơ quan mình; gửi để biết, phối hợp ( Phòng" in page.replace(
        "(Phòng", "( Phòng"
    )
    assert "Mở đợt và giao việc cho 1 đơn vị" in page
    assert Standing.BESIDE.vi == "không thuộc quyền giao việc của cơ quan mình"
    drafter.post(address, OPENING)
    again = drafter.post(address, OPENING)
    assert again.status_code == 409
    assert f'href="/dot/{Campaign.objects.get().pk}/"' in again.content.decode()
    assert "Vì sao mở thêm một đợt" in text_of(again)
    drafter.post(address, {**OPENING, "why_another": "Đợt hai theo lịch mới"})
    assert Campaign.objects.count() == 2


def test_handing_down_offers_each_kind_below_and_takes_no_other(as_, cast, make_letter):
    letter = make_letter(text=LETTER.replace("- Phòng Văn hóa và Thông tin quận Ba Đình.", "- Sở Thông tin và Truyền thông."))
    drafter = as_(cast.drafter)
    drafter.post(f"/van-ban/{letter.pk}/mo-dot/", OPENING)
    address = f"/viec/{Assignment.objects.get(agency=cast.department).pk}/giao/"
    page = drafter.get(address).content.decode()
    assert re.findall(r'name="to" value="(r\d)"', page) == ["r0", "r1", "r2"]
    assert page.count(" checked") == 3
    for posted in ({"to": ["r0", "r9"]}, {"note": "không nơi nào"}):
        assert drafter.post(address, posted).status_code == 422
    done = drafter.post(address, {"to": ["r1"]}, follow=True)
    assert "Đã giao việc cho 30 đơn vị" in text_of(done)
    given = Assignment.objects.filter(handed_by__agency=cast.department)
    assert given.count() == 29  # the thirtieth has it from the letter itself
    out = OfficialDocument.objects.get(direction="out")
    assert [line.text for line in out.recipients.all()] == ["Phòng Văn hóa và Thông tin các quận, huyện, thị xã"]


def test_a_paper_registered_before_is_a_click_away(as_, cast, make_letter):
    letter = make_letter()
    file = SimpleUploadedFile("lai.txt", LETTER.format(number=1349).encode())
    page = as_(cast.clerk).post("/van-ban/tiep-nhan/", {"agency": str(cast.department), "file": file})
    assert page.status_code == 409
    assert f'<a href="/van-ban/{letter.pk}/">Mở văn bản ấy</a>' in page.content.decode()
