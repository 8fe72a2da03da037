"""On the page of a letter a person puts right what was read, without a script; a refusal keeps what was typed."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loa.server.campaigns.models import Campaign
from loa.server.campaigns.services import open_campaign
from loa.server.documents.models import Proposal
from loa.server.documents.queries import clauses_standing, standing_reading
from loa.server.documents.services import add_deadline, add_recipients, receive_document
from loa.server.kit import clock

from ..conftest import LETTER, NOW
from ..documents.made_pages import pdf
from .conftest import WEDNESDAY


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def form_at(page, key):
    """Hidden values of the form that stands open at a place."""
    form = re.search(rf"<form[^>]*/sua/{key}/.*?</form>", page.content.decode(), re.DOTALL)
    assert form, f"no form at {key}"
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0]))


@pytest.fixture
def clerk(as_, cast):
    return as_(cast.clerk)


@pytest.fixture
def letter(make_letter):
    return make_letter()


@pytest.fixture
def at(letter):
    return f"/van-ban/{letter.pk}/"


def test_the_days_of_the_campaign_are_not_asked_about_as_deadlines(clerk, make_letter):
    days = "Các đơn vị tuyên truyền từ ngày 05/8/2021 đến hết ngày 31/8/2021; tổng hợp kết quả, báo cáo Sở trước ngày 06/9/2021."
    letter = make_letter(1351, text=LETTER.replace("Nơi nhận", f"{days}\n\nNơi nhận", 1))
    page = clerk.get(f"/van-ban/{letter.pk}/")
    assert letter.reading["evidence"]["deadline_dates"]["alternatives"]  # the machine saw them
    assert standing_reading(letter)["campaign_period"] == {"start": "2021-08-05", "end": "2021-08-31"}
    assert "có phải thời hạn không" not in text_of(page)


def test_what_must_be_filled_is_not_called_optional(clerk, letter, at):
    line = letter.recipients.first()
    form = text_of(clerk.get(f"{at}?sua=kinh-gui-{line.pk}"))
    assert "Kính gửi (không bắt buộc)" not in form
    assert "Lý do sửa (không bắt buộc)" in form


def test_a_line_is_replaced_added_and_taken_out_on_the_page(clerk, letter, at, cast):
    line = letter.recipients.get(agencies=cast.other_office)
    key = f"kinh-gui-{line.pk}"
    hidden = form_at(clerk.get(f"{at}?sua={key}"), key)
    page = clerk.post(f"{at}sua/{key}/", hidden | {"lines": "UBND phường Bạch Mai\nHội làng không ai biết", "why": "đọc gộp"}, follow=True)
    assert "Đã sửa" in text_of(page)
    assert text_of(page).index("Hội làng không ai biết") < text_of(page).index("UBND phường Bạch Mai")  # what is not known stands first
    assert "đọc gộp" in text_of(page)
    clerk.post(f"{at}sua/them-kinh-gui/", {"lines": "Phòng Văn hóa và Thông tin quận Đống Đa"})
    unknown = letter.recipients.get(text="Hội làng không ai biết")
    clerk.post(f"{at}sua/kinh-gui-{unknown.pk}/", {"line": unknown.pk, "bo": "1"})
    assert [one.text for one in letter.recipients.all()][1:] == ["UBND phường Bạch Mai", "Phòng Văn hóa và Thông tin quận Đống Đa"]


def test_a_refusal_keeps_what_was_typed_and_says_it_at_the_field(clerk, letter, at):
    wrong = clerk.post(f"{at}sua/them-thoi-han/", {"day": "31/02/2021", "hour": "17:00", "words": "chữ lạ", "why": "vì sao"})
    page = wrong.content.decode()
    assert wrong.status_code == 422
    for typed in ("31/02/2021", "17:00", "chữ lạ", "vì sao"):
        assert f'value="{typed}"' in page
    assert "Không phải một ngày có thật" in page
    wrong = clerk.post(f"{at}sua/them-thoi-han/", {"day": "9/8/2021", "words": "chữ lạ"})
    assert "Không thấy những chữ này trong bản gốc" in text_of(wrong)
    assert 'value="chữ lạ"' in wrong.content.decode()
    assert not letter.corrections.exists()


def test_a_deadline_is_chosen_among_the_days_of_the_original_or_typed(clerk, letter, at):
    page = clerk.get(f"{at}?sua=thoi-han-0").content.decode()
    assert re.search(r'<option value="2021-08-10" selected>10/8/2021: “…[^<]*trước ngày 10/8/2021', page)
    clerk.post(f"{at}sua/thoi-han-0/", form_at(clerk.get(f"{at}?sua=thoi-han-0"), "thoi-han-0") | {"day": "12/8/2021", "hour": "16:30"})
    letter.refresh_from_db()
    assert standing_reading(letter)["deadline_times"] == ["2021-08-12T16:30"]
    page = text_of(clerk.get(at))
    assert "16 giờ 30, 12/8/2021" in page
    assert "trước: 10/8/2021" in page


def test_a_clause_is_put_right_and_one_that_asks_nothing_is_marked(clerk, letter, at):
    hidden = form_at(clerk.get(f"{at}?sua=yeu-cau-1"), "yeu-cau-1")
    told = {"kind": "report", "addressees": "Phòng VH&TT các quận\nUBND các phường", "text": "Báo cáo kết quả.", "day": "11/8/2021"}
    clerk.post(f"{at}sua/yeu-cau-1/", hidden | told)
    letter.refresh_from_db()
    clause = standing_reading(letter)["clauses"][1]
    assert (clause["addressees"], clause["due"]["date"]) == (["Phòng VH&TT các quận", "UBND các phường"], "2021-08-11")
    behind = clerk.post(f"{at}sua/yeu-cau-1/", hidden | told | {"text": "Khác hẳn."})
    assert behind.status_code == 409
    assert "vừa được người khác sửa" in text_of(behind)
    assert "Khác hẳn." in behind.content.decode()
    assert "Báo cáo kết quả." in text_of(behind)  # as it stands now, beside what was typed
    clerk.post(f"{at}sua/yeu-cau-1/", form_at(behind, "yeu-cau-1") | told | {"text": "Khác hẳn."})
    letter.refresh_from_db()
    assert standing_reading(letter)["clauses"][1]["text"] == "Khác hẳn."
    hidden = form_at(clerk.get(f"{at}?sua=yeu-cau-0"), "yeu-cau-0")
    page = clerk.post(f"{at}sua/yeu-cau-0/", hidden | {"kind": "context", "text": "Tuyên truyền."}, follow=True)
    assert "1 đoạn không phải yêu cầu" in text_of(page)
    assert [row.number for row in clauses_standing(letter)] == ["2"]


def test_a_request_is_added_by_words_of_the_original(clerk, letter, at):
    told = {"words": "đề nghị các đơn vị thực hiện các nội dung sau", "kind": "request", "day": ""}
    page = clerk.post(f"{at}sua/them-yeu-cau/", told, follow=True)
    assert "Đã sửa" in text_of(page)
    assert any(row.text.startswith("đề nghị các đơn vị") for row in clauses_standing(letter))
    wrong = clerk.post(f"{at}sua/them-yeu-cau/", {"words": "nộp ngay tiền phạt", "kind": "request"})
    assert wrong.status_code == 422
    assert "nộp ngay tiền phạt" in wrong.content.decode()


def test_copies_and_the_file_are_put_right(clerk, letter, at):
    hidden = form_at(clerk.get(f"{at}?sua=noi-nhan"), "noi-nhan")
    page = clerk.post(f"{at}sua/noi-nhan/", hidden | {"lines": "UBND Thành phố (để báo cáo)", "archive": "VT"}, follow=True)
    assert "UBND Thành phố (để báo cáo)" in text_of(page)
    assert "Lưu: VT" in text_of(page)


def test_what_should_be_looked_at_is_told_first_and_leads_to_its_place(clerk, make_letter):
    letter = make_letter(text=UNKNOWN)
    page = clerk.get(f"/van-ban/{letter.pk}/").content.decode()
    line = letter.recipients.get(text__startswith="Hội đồng làng")
    assert page.index(f'href="#kinh-gui-{line.pk}"') < page.index(f'id="kinh-gui-{line.pk}"')
    places = re.findall(r'href="#([^"]+)"', page)
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    assert {place for place in places if place not in ids} == set()


def test_a_campaign_opened_before_says_that_its_letter_was_put_right(as_, clerk, cast, letter, at):
    told = {"title": "Đợt thử", "starts_on": "2/8/2021", "ends_on": "8/8/2021"}
    as_(cast.drafter).post(f"{at}mo-dot/", told)
    campaign = Campaign.objects.get()
    clock.take_from(lambda: WEDNESDAY + timedelta(minutes=5))
    page = clerk.post(f"{at}sua/them-thoi-han/", {"day": "9/8/2021"}, follow=True)
    assert "đã mở từ văn bản này không đổi" in text_of(page)
    assert "đã được sửa 1 chỗ sau khi mở đợt" in text_of(as_(cast.drafter).get(f"/dot/{campaign.pk}/"))


def test_proposals_stand_beside_their_field_and_are_taken_or_refused_with_one_press(clerk, letter, at):
    start = letter.text.index("Nguyễn Văn Mẫu")
    facts = {"document": letter, "model": "mau-12b", "proposed_at": clock.now(), "begins": start, "ends": start + 14}
    one, other = (Proposal.objects.create(field=field, value=value, words="Nguyễn Văn Mẫu", **facts) for field, value in VALUES)
    page = clerk.get(at)
    assert "đề xuất của mô hình ngôn ngữ, chưa ai kiểm tra" in text_of(page)
    assert f'id="w-proposal-{one.pk}"' in page.content.decode()
    assert f'id="w-proposal-{other.pk}"' in page.content.decode()
    clerk.post(f"{at}de-xuat/{one.pk}/", {"answer": "take"})
    clerk.post(f"{at}de-xuat/{other.pk}/", {"answer": "refuse"})
    letter.refresh_from_db()
    assert (letter.signer, letter.subject == "Mẫu") == ("Văn Mẫu", False)
    assert "chưa ai kiểm tra" not in text_of(clerk.get(at))
    again = clerk.post(f"{at}de-xuat/{one.pk}/", {"answer": "take"})
    assert again.status_code == 409
    assert "đã được trả lời" in text_of(again)


VALUES = (("signer", "Văn Mẫu"), ("subject", "Mẫu"))


def test_proposals_are_shown_to_whoever_may_answer_and_to_nobody_else(as_, cast, letter, at):
    Proposal.objects.create(document=letter, field="signer", value="Ai Đó", words="x", begins=0, ends=1, model="m", proposed_at=clock.now())
    assert "Ai Đó" in text_of(as_(cast.clerk).get(at))
    assert "Ai Đó" not in text_of(as_(cast.approver).get(at))


def test_whoever_may_not_correct_sees_no_way_to(as_, cast, letter, at):
    page = as_(cast.approver).get(f"{at}?sua=noi-nhan").content.decode()
    assert "?sua=them" not in page
    assert "/sua/" not in page
    assert as_(cast.approver).post(f"{at}sua/them-kinh-gui/", {"lines": "x"}).status_code == 403
    assert as_(cast.neighbour_officer).post(f"{at}sua/them-kinh-gui/", {"lines": "x"}).status_code == 404


@pytest.mark.parametrize("key", ["khong-co", "kinh-gui-999999", "thoi-han-99", "yeu-cau-9-9", "yeu-cau-x", "kinh-gui-" + "9" * 30])
def test_a_place_that_is_not_there_opens_no_form(clerk, at, key):
    page = clerk.get(f"{at}?sua={key}")
    assert page.status_code == 200
    assert 'class="correction"' not in page.content.decode()


def test_the_model_is_asked_from_the_page_and_a_stamped_paper_has_no_way_to(clerk, make_letter, settings, letter, at):
    assert "hoi-mo-hinh" not in clerk.get(at).content.decode()
    settings.LOA_READING_MODEL = "http://127.0.0.1:9/v1/chat/completions"
    assert "hoi-mo-hinh" in clerk.get(at).content.decode()
    page = clerk.post(f"{at}hoi-mo-hinh/", follow=True)
    assert "Đã chuyển cho mô hình ngôn ngữ" in text_of(page)
    secret = make_letter(2, text=UNKNOWN.replace("Hà Nội, ngày", "MẬT\n\nHà Nội, ngày", 1))
    assert "không bao giờ được gửi" in text_of(clerk.get(f"/van-ban/{secret.pk}/"))
    assert clerk.post(f"/van-ban/{secret.pk}/hoi-mo-hinh/", {"not_secret": "1"}).status_code == 409


UNKNOWN = """Số: {number}/STTTT-BCXBTT
V/v đẩy mạnh tuyên truyền

Hà Nội, ngày 28 tháng 7 năm 2021

Kính gửi:

- Phòng Văn hóa và Thông tin quận Hai Bà Trưng;
- Hội đồng làng không ai biết.

1. Tuyên truyền trên hệ thống truyền thanh cơ sở.

Nơi nhận:
- Như trên;
- Lưu: VT.

KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC

Nguyễn Văn Mẫu
"""


def test_another_day_of_the_original_is_chosen_over_the_one_that_stands(clerk, make_letter):
    letter = make_letter(text=UNKNOWN.replace("cơ sở.", "cơ sở, tổng kết ngày 20/8/2021.\n\n2. Báo cáo trước ngày 10/8/2021."))
    at = f"/van-ban/{letter.pk}/"
    assert standing_reading(letter)["deadline_dates"] == ["2021-08-10"]
    page = clerk.get(f"{at}?sua=thoi-han-0").content.decode()
    assert '<option value="2021-08-10" selected>' in page
    clerk.post(f"{at}sua/thoi-han-0/", form_at(clerk.get(f"{at}?sua=thoi-han-0"), "thoi-han-0") | {"found": "2021-08-20", "day": ""})
    letter.refresh_from_db()
    assert standing_reading(letter)["deadline_dates"] == ["2021-08-20"]


def test_a_long_letter_asks_the_database_no_more_than_a_short_one(clerk, make_letter):
    asked = []
    for number, count in ((3, 2), (4, 30)):
        lines = ";\n- ".join(f"Ủy ban nhân dân phường số {n} không ai biết" for n in range(count))
        requests = "\n\n".join(f"{n}. Tuyên truyền đợt {n}, báo cáo trước ngày {n % 28 + 1}/9/2021." for n in range(1, count))
        letter = make_letter(
            number,
            text=UNKNOWN.replace("Hội đồng làng không ai biết", lines).replace(
                "1. Tuyên truyền trên", f"{requests}\n\n99. Tuyên truyền trên"
            ),
        )
        assert letter.recipients.count() > count
        with CaptureQueriesContext(connection) as queries:
            assert clerk.get(f"/van-ban/{letter.pk}/?sua=yeu-cau-0").status_code == 200
        asked.append(len(queries))
    assert asked[1] <= asked[0]


def test_on_the_pages_of_a_pdf_each_place_has_its_frame_and_every_link_leads_somewhere(clerk, cast):
    held = receive_document(data=pdf(), name="7.pdf", agency_id=cast.department, by=cast.clerk, now=NOW)
    add_deadline(document_id=held.pk, day=held.date + timedelta(days=5), time=None, words=held.subject, by=cast.clerk, now=NOW)
    page = clerk.get(f"/van-ban/{held.pk}/").content.decode()
    assert 'id="p-deadlines-0"' in page
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    assert {place for place in re.findall(r'href="#([^"]+)"', page) if place not in ids} == set()


def doubted(letter, **fields):
    """The letter as if these fields had been read with less confidence."""
    evidence = {name: {**told, "confidence": fields.get(name, told.get("confidence"))} for name, told in letter.reading["evidence"].items()}
    letter.reading = {**letter.reading, "evidence": evidence}
    letter.save(update_fields=["reading"])
    return letter


def presses(page):
    """What each "Xác nhận đúng" of the page sends."""
    forms = re.findall(r'<form[^>]*/xac-nhan/".*?</form>', page.content.decode(), re.DOTALL)
    return [dict(re.findall(r'<input type="hidden" name="(field|seen)" value="([^"]*)"', form)) for form in forms]


def doubts(page):
    found = re.search(r"Nên xem lại (\d+) chỗ", text_of(page))
    return int(found[1]) if found else 0


def test_each_doubtful_value_is_confirmed_with_one_press_and_doubted_no_more(clerk, make_letter):
    text = UNKNOWN.replace("Hội đồng làng không ai biết", "UBND các quận").replace("cơ sở.", "cơ sở, báo cáo trước ngày 10/8/2021.")
    letter = doubted(make_letter(text=text), issuer=1.0, signer=0.6, deadline_dates=0.7)
    at = f"/van-ban/{letter.pk}/"
    page = clerk.get(at)
    told = presses(page)
    assert [one["field"] for one in told] == ["signer", "recipients", "deadlines"]
    assert doubts(page) == 3
    for left, press in zip((2, 1, 0), told, strict=True):
        page = clerk.post(f"{at}xac-nhan/", press, follow=True)
        assert "Đã xác nhận chỗ này đọc đúng" in text_of(page)
        assert doubts(page) == left == len(presses(page))
    assert text_of(page).count("Văn thư Sở xác nhận đúng") == 3
    assert "60 %" not in text_of(page)
    letter.refresh_from_db()
    assert letter.reading["evidence"]["signer"]["confidence"] == 0.6
    page = clerk.post(f"{at}xac-nhan/", told[0], follow=True)  # pressed twice
    assert letter.corrections.count() == 3
    page = clerk.post(f"{at}sua/", {"field": "signer", "value": "Trần Thị Mẫu"}, follow=True)
    assert "Văn thư Sở sửa" in text_of(page)
    behind = clerk.post(f"{at}xac-nhan/", told[0])
    assert behind.status_code == 409
    assert "vừa được người khác sửa" in text_of(behind)


def test_a_line_that_was_not_understood_is_replaced_by_a_suggested_agency_with_one_press(clerk, make_letter):
    letter = make_letter(text=UNKNOWN.replace("Hội đồng làng không ai biết", "Phòng Văn hoá Thông tin quận Ba Đin"))
    line = letter.recipients.get(agencies=None)
    page = clerk.get(f"/van-ban/{letter.pk}/").content.decode()
    form = re.search(rf'<form[^>]*/sua/kinh-gui-{line.pk}/".*?</form>', page, re.DOTALL)[0]
    offered = re.findall(r'<button[^>]*name="lines" value="([^"]+)"', form)
    assert 1 <= len(offered) <= 5
    assert offered[0] == "Phòng Văn hóa và Thông tin quận Ba Đình"
    page = clerk.post(f"/van-ban/{letter.pk}/sua/kinh-gui-{line.pk}/", {"line": line.pk, "lines": offered[0]}, follow=True)
    assert "Có thể là" not in text_of(page)
    assert letter.recipients.get(text=offered[0]).agencies.count() == 1
    assert letter.corrections.get().was == [line.text]


def test_a_letter_from_elsewhere_has_no_suggestions(clerk, make_letter):
    letter = make_letter(
        text=UNKNOWN.replace("Hà Nội, ngày", "Cà Mau, ngày").replace("Hội đồng làng không ai biết", "UBND phường Bạch Mal")
    )
    assert letter.recipients.filter(agencies=None).count() == 2
    assert "Có thể là" not in text_of(clerk.get(f"/van-ban/{letter.pk}/"))


def test_whoever_may_not_correct_sees_neither_press_nor_suggestion(as_, cast, make_letter):
    letter = doubted(make_letter(text=UNKNOWN.replace("Hội đồng làng không ai biết", "UBND phường Bạch Mal")), signer=0.6)
    page = as_(cast.approver).get(f"/van-ban/{letter.pk}/")
    assert presses(page) == []
    assert "Có thể là" not in text_of(page)
    sent = {
        "field": "signer",
        "seen": next(one["seen"] for one in presses(as_(cast.clerk).get(f"/van-ban/{letter.pk}/")) if one["field"] == "signer"),
    }
    assert as_(cast.approver).post(f"/van-ban/{letter.pk}/xac-nhan/", sent).status_code == 403
    assert as_(cast.neighbour_officer).post(f"/van-ban/{letter.pk}/xac-nhan/", sent).status_code == 404


def test_who_reads_a_letter_of_the_office_above_does_not_read_who_put_it_right_there_and_why(as_, cast, city, letter, at):
    add_recipients(document_id=letter.pk, lines=["Hội làng không ai biết"], why="gọi điện hỏi chị Lan", by=cast.clerk, now=NOW)
    facts = {"starts_on": date(2021, 8, 1), "ends_on": date(2021, 8, 9), "due_at": None, "territory_id": city}
    open_campaign(document_id=letter.pk, title="Tiêm chủng", agency_id=cast.department, by=cast.drafter, now=NOW, **facts)
    assert "gọi điện hỏi chị Lan" in text_of(as_(cast.drafter).get(at))
    page = as_(cast.office_drafter).get(at)
    assert (page.status_code, "Hội làng không ai biết" in text_of(page)) == (200, True)
    assert "gọi điện hỏi chị Lan" not in text_of(page)


@pytest.mark.parametrize("place", ["yeu-cau-" + "9" * 5000, "thoi-han-" + "9" * 5000, "kinh-gui-" + "9" * 5000])
def test_a_place_that_cannot_be_opens_no_form_and_breaks_nothing(clerk, at, place):
    assert clerk.get(f"{at}?sua={place}").status_code == 200


def test_a_path_of_five_thousand_figures_is_refused_in_a_sentence(clerk, at):
    sent = clerk.post(f"{at}sua/yeu-cau-0/", {"path": "9" * 5000, "seen": "x", "kind": "request", "text": "a"})
    assert 400 <= sent.status_code < 500
