"""Stories at the pages, as people live them: no JavaScript, one click after the other."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pypdf
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile

from loa.core.stations import StationKind, Technology
from loa.server.bulletins.models import Bulletin, UnitText
from loa.server.campaigns.models import Assignment, Campaign
from loa.server.channels.services import NewStation, register_station
from loa.server.documents.models import OfficialDocument
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.playlogs.models import SessionTick
from loa.server.schedules.models import Programme, Session
from loa.server.voices.services import prepare_track

OWNER = Actor.system("thử")
BULLETIN = {
    "title": "Thông báo cắt điện",
    "text": "Kính thưa bà con. Điện lực thông báo cắt điện sáng thứ Sáu để sửa chữa đường dây.",
    "valid_from": "4/8/2021",
    "valid_to": "8/8/2021",
    "language": "vi",
    "priority": "normal",
}


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def hidden(response, name):
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1]


def test_a_wards_own_notice_is_written_heard_approved_and_put_into_the_next_session(as_, cast, station):
    officer, leader = as_(cast.officer), as_(cast.leader)
    text = f"{BULLETIN['text']} Gọi 1900 9095 để hỏi."
    page = officer.post("/ban-tin/soan/", {**BULLETIN, "text": text, "agency": str(cast.ward)}, follow=True)
    bulletin = Bulletin.objects.get()
    address = f"/ban-tin/{bulletin.pk}/"
    assert "Đã lưu bản nháp" in text_of(page)
    officer.post(f"{address}nghe-thu/")
    assert "Đã trình duyệt" in text_of(officer.post(f"{address}trinh/", follow=True))

    assert "Thông báo cắt điện" in text_of(leader.get("/"))
    shown = leader.get(address)
    decision = {"text_sha256": hidden(shown, "text_sha256"), "audio_sha256": hidden(shown, "audio_sha256")}
    assert "Đã duyệt" in text_of(leader.post(f"{address}duyet/", decision, follow=True))

    leader.post(f"/dai/{station.pk}/giong-may/", {"accept": "1"})
    page = officer.post(f"{address}xep/", {"airings": "1"}, follow=True)
    assert "Đã xếp 1 lượt" in text_of(page)
    session = Session.objects.filter(slots__revision__bulletin=bulletin).get()
    order = officer.get(f"/buoi/{session.pk}/")
    assert "Tải MP3 cả buổi" in text_of(order)
    assert officer.get(f"/buoi/{session.pk}/nghe.mp3").content[:3] in {b"ID3", b"\xff\xfb\x90"}
    assert officer.get(f"/buoi/{session.pk}/nghe.mp3", headers={"Range": "bytes=0-99"}).status_code == 206
    assert officer.get(f"/buoi/{session.pk}/tai/usb/")["Content-Type"] == "application/zip"
    desk = pypdf.PdfReader(io.BytesIO(officer.get(f"/buoi/{session.pk}/tai/ban-doc/").content))
    read = " ".join("".join(page.extract_text() for page in desk.pages).split())
    assert "Gọi một chín không không, / chín không chín năm để hỏi. //" in read


def test_one_tap_after_the_session_and_a_mistake_is_taken_back(as_, cast, station, at):
    test_a_wards_own_notice_is_written_heard_approved_and_put_into_the_next_session(as_, cast, station)
    officer, session = as_(cast.officer), Session.objects.filter(slots__isnull=False).first()
    early = officer.post(f"/buoi/{session.pk}/da-phat/", {"all": "1"})
    assert early.status_code in {409, 422}
    at(session.starts_at + timedelta(hours=1))
    assert "Đã ghi nhận" in text_of(officer.post(f"/buoi/{session.pk}/da-phat/", {"all": "1"}, follow=True))
    assert SessionTick.objects.get().by_name == cast.officer.name
    assert "Đã rút lại" in text_of(officer.post(f"/buoi/{session.pk}/rut-lai/", {"why": "bấm nhầm"}, follow=True))
    assert not SessionTick.objects.filter(ended_at=None).exists()


def test_nobody_approves_their_own_text_and_the_page_says_so(as_, cast):
    bulletin_id = _submitted(as_(cast.officer), cast)
    shown = as_(cast.officer).get(f"/ban-tin/{bulletin_id}/")
    assert "duyet/" not in shown.content.decode()
    assert as_(cast.officer).post(f"/ban-tin/{bulletin_id}/duyet/", {}).status_code in {403, 409}


def test_a_text_goes_back_with_one_sentence_and_not_without(as_, cast):
    bulletin_id = _submitted(as_(cast.officer), cast)
    leader = as_(cast.leader)
    assert leader.post(f"/ban-tin/{bulletin_id}/tra-lai/", {"why": " "}).status_code == 422
    leader.post(f"/ban-tin/{bulletin_id}/tra-lai/", {"why": "Ghi rõ giờ cắt điện."})
    assert "Ghi rõ giờ cắt điện." in text_of(as_(cast.officer).get("/"))


def test_who_approves_what_has_changed_meanwhile_is_asked_to_listen_again(as_, cast):
    bulletin_id = _submitted(as_(cast.officer), cast)
    given = {"text_sha256": "0" * 64, "audio_sha256": "0" * 64}
    response = as_(cast.leader).post(f"/ban-tin/{bulletin_id}/duyet/", given)
    assert response.status_code == 409
    assert "nghe lại" in text_of(response)


def test_a_text_longer_than_the_longest_session_is_refused_with_its_length_and_the_draft_stays(as_, cast):
    officer = as_(cast.officer)
    long = " ".join(["Đề nghị bà con nghiêm túc thực hiện các quy định phòng dịch."] * 400)
    officer.post("/ban-tin/soan/", {**BULLETIN, "text": long, "agency": str(cast.ward)})
    bulletin = Bulletin.objects.get()
    response = officer.post(f"/ban-tin/{bulletin.pk}/trinh/")
    assert response.status_code == 422
    assert "15 phút" in text_of(response)
    assert Bulletin.objects.get().state == "draft"


def test_a_form_keeps_what_was_typed_and_names_the_field(as_, cast):
    response = as_(cast.officer).post("/ban-tin/soan/", {**BULLETIN, "valid_from": "31/02/2021", "agency": str(cast.ward)})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Không phải một ngày có thật" in page
    assert "Thông báo cắt điện" in page
    assert 'value="31/02/2021"' in page
    assert 'aria-invalid="true"' in page


def test_the_length_is_told_while_typing(as_, cast):
    said = text_of(as_(cast.officer).post("/ban-tin/thoi-luong/", {"text": BULLETIN["text"]}))
    assert re.search(r"Khoảng \d+ giây", said)


def _submitted(officer, cast):
    officer.post("/ban-tin/soan/", {**BULLETIN, "agency": str(cast.ward)})
    bulletin = Bulletin.objects.get()
    prepare_track(revision_id=bulletin.revisions.get().pk, now=clock.now())
    officer.post(f"/ban-tin/{bulletin.pk}/trinh/")
    return bulletin.pk


def test_a_letter_is_received_corrected_opened_and_handed_down_level_by_level(as_, cast, make_letter):
    letter = make_letter()
    clerk, drafter, office, ward = as_(cast.clerk), as_(cast.drafter), as_(cast.office_drafter), as_(cast.officer)
    page = clerk.get(f"/van-ban/{letter.pk}/")
    assert "1349/STTTT-BCXBTT" in text_of(page)
    assert "<mark" in page.content.decode()
    clerk.post(f"/van-ban/{letter.pk}/sua/", {"field": "signer", "value": "Nguyễn Thị Mẫu"})
    assert "máy đọc: “Nguyễn Văn Mẫu”" in text_of(clerk.get(f"/van-ban/{letter.pk}/"))
    wrong = clerk.post(f"/van-ban/{letter.pk}/sua/", {"field": "date", "value": "31/02/2021"})
    assert wrong.status_code == 422
    assert 'value="31/02/2021"' in wrong.content.decode()

    told = {"title": "Tuyên truyền tiêm chủng", "starts_on": "2/8/2021", "ends_on": "8/8/2021", "due_day": "10/8/2021", "due_hour": "17:00"}
    page = drafter.post(f"/van-ban/{letter.pk}/mo-dot/", told, follow=True)
    assert "giao việc cho 2 đơn vị" in text_of(page)
    campaign = Campaign.objects.get()

    own = Assignment.objects.get(agency=cast.office)
    assert "Tuyên truyền tiêm chủng" in text_of(office.get("/"))
    late = office.post(f"/viec/{own.pk}/giao/", {"note": "", "due_day": "12/8/2021"})
    assert late.status_code == 422
    assert OfficialDocument.objects.filter(direction="out").count() == 0
    page = office.post(f"/viec/{own.pk}/giao/", {"note": "Phát sáng và chiều.", "due_day": "9/8/2021", "due_hour": "11:00"}, follow=True)
    assert "Văn thư ghi số" in text_of(page)
    paper = OfficialDocument.objects.get(direction="out")
    assert office.get(f"/van-ban/{paper.pk}/van-ban.pdf").content[:4] == b"%PDF"
    assert office.get(f"/van-ban/{paper.pk}/van-ban.docx").content[:2] == b"PK"
    office.post(f"/van-ban/{paper.pk}/so/", {"office_number": "266"})
    assert OfficialDocument.objects.get(direction="out").office_number == "266"

    assert "Phát sáng và chiều." in text_of(ward.get(f"/dot/{campaign.pk}/"))
    mine = Assignment.objects.get(agency=cast.ward)
    ward.post("/dot/tiep-nhan/", {"assignment": str(mine.pk)})
    assert Assignment.objects.get(agency=cast.ward).state == "accepted"
    levels = text_of(drafter.get(f"/dot/{campaign.pk}/"))
    assert "UBND cấp xã" in levels
    for tab in ("noi-dung", "thoi-luong", "da-phat", "bao-cao"):
        assert drafter.get(f"/dot/{campaign.pk}/?muc={tab}").status_code == 200


def test_bad_files_get_a_sentence_and_never_an_error_of_the_server(as_, cast, settings):
    clerk = as_(cast.clerk)
    settings.LOA_MOST_UPLOAD_BYTES = 100_000
    for name, data in (
        ("trong.txt", b""),
        ("nhi-phan.docx", bytes(range(256)) * 40),
        ("qua-lon.txt", b"x" * 200_000),
        ("tieng-anh.pdf", b"%PDF-1.4 hello"),
        (f"{'a' * 290}.txt", b"khong co so"),
    ):
        response = clerk.post("/van-ban/tiep-nhan/", {"file": SimpleUploadedFile(name, data), "agency": str(cast.department)})
        assert response.status_code in {302, 409, 413, 415, 422}, (name, response.status_code)
        if response.status_code != 302:
            assert 'class="error"' in response.content.decode() or 'role="alert"' in response.content.decode()


def test_a_wards_own_words_are_entered_warned_about_and_approved_by_its_leader(as_, cast, make_bulletin, make_letter):
    bulletin = make_bulletin("approved", agency_id=cast.ward, author=cast.officer, approver=cast.leader)
    revision = bulletin.revisions.get()
    address = f"/ban-thao/{revision.pk}/loi-rieng/diem_tiem/"
    own = {
        "o_dia_diem": "Nhà văn hóa phường, gặp bà Nguyễn Thị Hoa 0912 345 678",
        "o_ngay": "5/8/2021",
        "source": "Trạm Y tế",
        "valid_from": "4/8/2021",
        "valid_to": "8/8/2021",
    }
    page = as_(cast.officer).post(address, own, follow=True)
    assert "số điện thoại di động cá nhân" in text_of(page)
    wrong = as_(cast.officer).post(address, {**own, "o_ngay": "sáng mai"})
    assert wrong.status_code == 422
    assert "sáng mai" in wrong.content.decode()
    text = UnitText.objects.get(ended_at=None)
    as_(cast.leader).post(f"/loi-rieng/{text.pk}/", {"approve": "1", "text_sha256": text.text_sha256})
    assert UnitText.objects.get(ended_at=None).state == "approved"
    kinds = text_of(as_(cast.officer).get(f"/ban-thao/{revision.pk}/kenh/"))
    assert "Nhà văn hóa phường" in kinds


def test_an_activity_is_logged_with_a_photo_and_undone(as_, cast):
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(out, "JPEG")
    officer = as_(cast.officer)
    given = {"kind": "zalo_post", "quantity": "2", "done_on": "3/8/2021", "photo": SimpleUploadedFile("a.jpg", out.getvalue())}
    page = officer.post("/nhat-ky/", given, follow=True)
    assert "Đã ghi" in text_of(page)
    photo = re.search(r"/nhat-ky/[0-9a-f-]+/anh/", page.content.decode())[0]
    assert officer.get(photo)["Content-Type"] == "image/jpeg"
    undone = officer.post(photo.replace("anh/", "bo/"), follow=True)
    assert "Đã bỏ" in text_of(undone)
    future = officer.post("/nhat-ky/", {"kind": "zalo_post", "quantity": "2", "done_on": "9/9/2021"})
    assert future.status_code == 422


def test_the_deadline_of_a_higher_level_is_never_before_the_lower_one(as_, cast, make_letter):
    letter, drafter = make_letter(), as_(cast.drafter)
    drafter.post(f"/van-ban/{letter.pk}/mo-dot/", {"title": "Đợt", "starts_on": "2/8/2021", "ends_on": "8/8/2021"})
    address = f"/dot/{Campaign.objects.get().pk}/mo-ky/"
    wrong = drafter.post(address, {"communes": "11/8/2021", "districts": "10/8/2021", "city": "12/8/2021"})
    assert wrong.status_code == 422
    page = drafter.post(address, {"communes": "9/8/2021", "districts": "10/8/2021", "city": "11/8/2021"}, follow=True)
    assert "0 / 579" in text_of(page)


def test_a_ward_confirms_a_report_that_filled_itself(as_, cast, make_letter):
    test_the_deadline_of_a_higher_level_is_never_before_the_lower_one(as_, cast, make_letter)
    officer = as_(cast.officer)
    officer.post("/nhat-ky/", {"kind": "zalo_post", "quantity": "3", "done_on": "3/8/2021", "campaign": ""})
    address = re.search(r"/bao-cao/[0-9a-f-]{36}/", officer.get("/bao-cao/").content.decode())[0]
    assert "Điền từ nhật ký" in text_of(officer.get(address))
    page = officer.post(f"{address}dien/", {}, follow=True)
    assert "Xem lại rồi xác nhận" in text_of(page)
    assert "Đã xác nhận" in text_of(officer.post(f"{address}quyet/", {"confirm": "1"}, follow=True))
    assert officer.post(f"{address}quyet/", {"confirm": "1"}).status_code == 409


def test_an_agency_is_found_without_diacritics(as_, cast):
    assert "Bạch Mai" in text_of(as_(cast.officer).get("/tim-don-vi/?tim=bach mai"))
    # Several wards bear one name: each stands with the office above it.
    alike = text_of(as_(cast.officer).get("/tim-don-vi/?tim=ubnd p quang trung"))
    assert "UBND quận Đống Đa" in alike
    assert "UBND thị xã Sơn Tây" in alike
    assert "UBND quận Đống Đa" not in text_of(as_(cast.officer).get("/tim-don-vi/?tim=ubnd p quang trung, son tay"))


def test_the_day_without_work_says_so(as_, cast):
    assert "Không có việc nào đang chờ" in text_of(as_(cast.neighbour_leader).get("/"))


def test_first_loads_stay_small(as_, cast, make_letter):
    fonts = [
        f"vendor/be-vietnam-pro/be-vietnam-pro-{part}-{weight}-normal.woff2"
        for part in ("latin", "vietnamese")
        for weight in (400, 500, 700)
    ]
    names = ["loa.css", "loa.js", "vendor/htmx/htmx.min.js", *fonts]
    shared = sum(Path(finders.find(name)).stat().st_size for name in names)
    letter = make_letter()
    drafter = as_(cast.drafter)
    for path in ("/", "/van-ban/", f"/van-ban/{letter.pk}/", "/dot/", "/ban-tin/", "/lich/", "/dai/", "/nhat-ky/", "/bao-cao/"):
        assert shared + len(drafter.get(path).content) < 300_000, path


def test_lists_are_taken_away_as_tables_and_no_cell_is_a_formula(as_, cast, make_letter):
    letter = make_letter()
    OfficialDocument.objects.filter(pk=letter.pk).update(subject="=HYPERLINK(1)")
    officer, clerk = as_(cast.officer), as_(cast.clerk)
    officer.post("/nhat-ky/", {"kind": "zalo_post", "quantity": "3", "done_on": "3/8/2021"})
    table = clerk.get("/van-ban/?dang=csv")
    assert table["Content-Type"].startswith("text/csv")
    assert "'=HYPERLINK" in table.content.decode("utf-8-sig")
    assert "Đăng tin nhóm Zalo" in officer.get("/nhat-ky/?dang=csv").content.decode("utf-8-sig")
    assert officer.get("/dai/?dang=csv").status_code == 200


def test_a_programme_is_made_of_approved_texts_and_approved_by_another_hand(as_, cast, make_bulletin):
    bulletin = make_bulletin("approved", agency_id=cast.ward, author=cast.officer, approver=cast.leader)
    given = {"agency": str(cast.ward), "title": "Chương trình tuần", "week": "4/8/2021", "place": "phường Bạch Mai"}
    officer = as_(cast.officer)
    assert officer.post("/chuong-trinh/dung/", given).status_code == 422
    page = officer.post("/chuong-trinh/dung/", {**given, "texts": [str(bulletin.revisions.get().pk)]}, follow=True)
    assert "Đây là Đài truyền thanh phường Bạch Mai" in text_of(page)
    programme = Programme.objects.get()
    leader = as_(cast.leader)
    assert "Chương trình chờ duyệt" in text_of(leader.get("/"))
    assert leader.post(f"/chuong-trinh/{programme.pk}/duyet/", {"content_sha256": "0"}).status_code == 409
    page = leader.post(f"/chuong-trinh/{programme.pk}/duyet/", {"content_sha256": programme.content_sha256}, follow=True)
    assert "tiếp sóng" in text_of(page)


def test_a_vendors_log_is_taken_and_what_could_not_be_used_is_listed(as_, cast):
    new = NewStation(
        agency_id=cast.ward, name="Đài IP Bạch Mai", kind=StationKind.VENDOR, technology=Technology.IP, vendor="Nhà cung cấp A"
    )
    station = register_station(station=new, by=OWNER, now=clock.now())
    officer = as_(cast.officer)
    assert officer.post(f"/dai/{station.pk}/nhat-ky/").status_code == 422
    bad = officer.post(f"/dai/{station.pk}/nhat-ky/", {"log": SimpleUploadedFile("a.xlsx", b"rubbish")})
    assert bad.status_code == 422
    log = "Ngày,Giờ bắt đầu,Tên chương trình\n03/08/2021,07:00,Tin lạ\n".encode()
    page = officer.post(f"/dai/{station.pk}/nhat-ky/", {"log": SimpleUploadedFile("a.csv", log)}, follow=True)
    assert "0 lượt, 1 dòng không nhận" in text_of(page)
