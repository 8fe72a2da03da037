"""A scan given in at the page: how far it is, what was read on it, or why it was refused."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from loa.server.documents.models import GivenFile, OfficialDocument
from loa.server.documents.services import read_on
from loa.server.documents.tasks import READER
from loa.server.kit import clock

from ..documents import made_pages


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def clerk(as_, cast):
    return as_(cast.clerk)


@pytest.fixture
def give(clerk, cast):
    def give(data, name="cong-van.pdf"):
        answer = clerk.post("/van-ban/tiep-nhan/", {"file": SimpleUploadedFile(name, data), "agency": str(cast.department)})
        assert answer.status_code == 302
        return answer.url

    return give


def work():
    return read_on(given_id=GivenFile.objects.get().pk, by=READER, clock=clock.now)


def test_a_pdf_given_in_at_the_page_is_read_behind_it_and_shown_with_frames(clerk, give):
    address = give(made_pages.pdf())
    waiting = clerk.get(address)
    assert "chờ đọc" in text_of(waiting)
    assert 'hx-trigger="every 2s"' in waiting.content.decode()
    assert "HX-Redirect" not in clerk.get(f"{address}tien-do/")
    assert "cong-van.pdf" in text_of(clerk.get("/van-ban/"))
    work()
    assert clerk.get(f"{address}tien-do/")["HX-Redirect"].endswith(address)
    document = OfficialDocument.objects.get()
    page = clerk.get(address, follow=True)
    html = page.content.decode()
    assert page.redirect_chain[-1][0] == f"/van-ban/{document.pk}/"
    assert 'id="p-number"' in html
    assert 'href="#p-number"' in html
    assert "Trang 1 của bản gốc" in html
    picture = clerk.get(f"/van-ban/{document.pk}/trang/1/")
    assert (picture["Content-Type"], picture.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert clerk.get(f"/van-ban/{document.pk}/trang/2/").status_code == 404
    assert "Tệp chưa vào sổ" not in text_of(clerk.get("/van-ban/"))


def test_a_refused_file_says_why_can_be_fetched_and_read_again(clerk, give):
    address = give(b"%PDF-1.7\nbroken")
    work()
    page = text_of(clerk.get(address))
    assert "bị hỏng hoặc bị cắt cụt" in page
    assert "Bản gốc vẫn được giữ" in page
    assert "chưa đọc được" in text_of(clerk.get("/van-ban/"))
    assert b"".join(clerk.get(f"{address}ban-goc/")) == b"%PDF-1.7\nbroken"
    assert clerk.post(f"{address}doc-lai/").status_code == 302
    assert GivenFile.objects.get().state == "waiting"


def test_files_of_others_are_not_found(as_, cast, give):
    address = give(made_pages.pdf())
    stranger = as_(cast.neighbour_officer)
    assert stranger.get(address).status_code == 404
    assert stranger.get(f"{address}tien-do/").status_code == 404
    assert stranger.get(f"{address}ban-goc/").status_code == 404
    assert stranger.post(f"{address}doc-lai/").status_code == 404
    work()
    assert stranger.get(f"/van-ban/{OfficialDocument.objects.get().pk}/trang/1/").status_code == 404


def test_the_original_is_shown_with_its_own_line_breaks(clerk, make_letter):
    letter = make_letter()
    html = clerk.get(f"/van-ban/{letter.pk}/").content.decode()
    shown = re.search(r'<div class="paper"[^>]*>(.*?)</div>', html, re.DOTALL)[1]
    assert re.sub(r"<[^>]+>", "", shown).startswith("Số: 1349/STTTT-BCXBTT\nV/v đẩy mạnh tuyên truyền\n")


def test_days_are_shown_as_people_write_them(clerk, make_letter):
    page = text_of(clerk.get(f"/van-ban/{make_letter().pk}/"))
    assert "10/8/2021" in page
    assert "2021-08-10" not in page
