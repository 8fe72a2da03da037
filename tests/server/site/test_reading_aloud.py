"""How a bulletin is read, at its page: the doubtful places, what is given again, the announcer's desk; and the office's dictionary."""

import re

import pytest

from loa.server.bulletins.models import Bulletin
from loa.server.kit import clock
from loa.server.voices.models import Reading
from loa.server.voices.queries import speech_of, track_of

BULLETIN = {
    "title": "Họp tổ dân phố",
    "text": "Mời bà con họp tại TT lúc 19h30 T6. Đã có 1.105 hộ đăng ký. Gọi 1900 9095 để hỏi.",
    "valid_from": "4/8/2021",
    "valid_to": "8/8/2021",
    "language": "vi",
    "priority": "normal",
}


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode().replace("&nbsp;", " ")))


@pytest.fixture
def bulletin(as_, cast):
    as_(cast.officer).post("/ban-tin/soan/", {**BULLETIN, "agency": str(cast.ward)})
    return Bulletin.objects.get()


def test_a_doubtful_place_is_shown_and_one_tap_decides_it(as_, cast, bulletin):
    officer, address = as_(cast.officer), f"/ban-tin/{bulletin.pk}/cach-doc/"
    assert "1 chỗ cần chọn" in text_of(officer.get(f"/ban-tin/{bulletin.pk}/"))
    page = text_of(officer.get(address))
    assert "Chỗ có thể đọc khác" in page
    assert "thị trấn" in page
    page = text_of(officer.post(f"{address}chon/", {"written": "TT", "spoken": "thị trấn"}, follow=True))
    assert "“TT” đọc là: thị trấn." in page
    assert "họp tại thị trấn lúc" in page
    assert "Không còn chỗ nào phải chọn" in page
    assert "chỗ cần chọn" not in text_of(officer.get(f"/ban-tin/{bulletin.pk}/"))
    assert "tại TT lúc" in bulletin.revisions.get().text


def test_alike_places_are_decided_one_by_one_or_all_at_once(as_, cast):
    officer = as_(cast.officer)
    officer.post("/ban-tin/soan/", {**BULLETIN, "agency": str(cast.ward), "text": "Họp tại TT lúc 8h. Quà do TT tặng."})
    address = f"/ban-tin/{Bulletin.objects.get().pk}/"
    page = officer.get(f"{address}cach-doc/").content.decode()
    first, second = re.findall(r'name="place" value="([^"]+)"', page)
    assert "cả 2 chỗ viết “TT”" in page
    told = text_of(officer.post(f"{address}cach-doc/chon/", {"written": "TT", "spoken": "thường trực", "place": second}, follow=True))
    assert "Ở chỗ này “TT” đọc là: thường trực." in told
    assert "chỉ trong câu: Quà do TT tặng." in told
    assert "Họp tại trung tâm lúc tám giờ. Quà do thường trực tặng." in told
    assert "1 chỗ cần chọn" in text_of(officer.get(address))
    officer.post(f"{address}cach-doc/chon/", {"written": "TT", "spoken": "thị trấn", "place": first, "everywhere": "on"})
    assert "Họp tại thị trấn lúc tám giờ." in text_of(officer.get(f"{address}ban-doc/"))
    assert "chỗ cần chọn" not in text_of(officer.get(address))


def test_a_hotline_is_given_again_and_stands_on_the_announcers_desk(as_, cast, bulletin):
    officer, address = as_(cast.officer), f"/ban-tin/{bulletin.pk}/"
    assert "nhắc lại chậm" in text_of(officer.post(f"{address}cach-doc/chon/", {"passage": "1900 9095"}, follow=True))
    desk = text_of(officer.get(f"{address}ban-doc/"))
    assert "Xin nhắc lại: / một chín không không, / chín không chín năm. //" in desk
    officer.post(f"{address}nghe-thu/")
    assert len(track_of(bulletin.revisions.get().pk).clips) == 1 + 3 + 1


def test_what_the_text_does_not_hold_is_refused_with_a_sentence(as_, cast, bulletin):
    answer = as_(cast.officer).post(f"/ban-tin/{bulletin.pk}/cach-doc/chon/", {"passage": "0912 000 111"})
    assert answer.status_code == 422
    assert "Bản tin không có đoạn “0912 000 111”" in text_of(answer)


def test_a_choice_is_taken_back(as_, cast, bulletin):
    officer, address = as_(cast.officer), f"/ban-tin/{bulletin.pk}/cach-doc/"
    officer.post(f"{address}chon/", {"written": "TT", "spoken": "thị trấn"})
    back = officer.post(f"/cach-doc/{Reading.objects.get().pk}/bo/", follow=True)
    assert "họp tại trung tâm lúc" in text_of(back)


def test_who_may_not_write_sees_the_readings_and_no_buttons(as_, cast, bulletin):
    page = as_(cast.leader).get(f"/ban-tin/{bulletin.pk}/cach-doc/")
    assert "Chỗ có thể đọc khác" in text_of(page)
    assert 'name="spoken"' not in page.content.decode()


def test_an_office_keeps_a_dictionary_and_says_numbers_its_way(as_, cast, bulletin):
    officer = as_(cast.officer)
    page = officer.post("/cach-doc/", {"agency": str(cast.ward), "written": "BĐM", "spoken": "Bạch Mai"}, follow=True)
    assert "Từ nay “BĐM” đọc là: Bạch Mai." in text_of(page)
    officer.post(f"/cach-doc/{cast.ward}/cach-noi-so/", {"thousand": "ngàn", "odd": "lẻ", "four": ""})
    assert "một ngàn một trăm lẻ năm hộ" in text_of(officer.get(f"/ban-tin/{bulletin.pk}/ban-doc/"))
    assert "BĐM" not in text_of(as_(cast.neighbour_officer).get("/cach-doc/"))
    ended = officer.post(f"/cach-doc/{Reading.objects.get().pk}/bo/", follow=True)
    assert "Đã bỏ cách đọc riêng" in text_of(ended)


def test_an_empty_entry_keeps_what_was_typed(as_, cast):
    page = as_(cast.officer).post("/cach-doc/", {"agency": str(cast.ward), "written": "BĐM", "spoken": "…"})
    assert page.status_code == 422
    assert 'value="BĐM"' in page.content.decode()
    assert not Reading.objects.exists()


def test_nothing_is_decided_for_an_office_by_another(as_, cast):
    answer = as_(cast.neighbour_officer).post(f"/cach-doc/{cast.ward}/cach-noi-so/", {"thousand": "ngàn"})
    assert answer.status_code == 404
    assert speech_of(cast.ward, at=clock.now()).manner.thousand == "nghìn"
