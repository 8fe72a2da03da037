"""The pages of exchange and of receipt: a clerk takes a packet, answers it, sees who has opened a paper and reminds."""

import io
import re
from datetime import date

from django.urls import reverse
from openpyxl import load_workbook

from loa.core.exchange import PacketStatus
from loa.core.roles import Role
from loa.server.agencies.models import AgencyIdentifier
from loa.server.agencies.queries import agency_named
from loa.server.documents.edxml.packet import Answer, Organ, Packet, Reference
from loa.server.documents.edxml.writing import write_answer, write_packet
from loa.server.documents.models import Delivery, Exchange
from loa.server.documents.services import NewPaper, draw_up_papers, enter_office_number, issue_paper
from loa.server.people.queries import actors_of
from loa.server.people.services import Newcomer, take_in

from ..conftest import DAY, NOW, OWNER


def packet(**changed):
    facts = {
        "sender": Organ("H26.3", "Sở Thông tin và Truyền thông"),
        "to": (Organ("H26.21", "Phòng"),),
        "document_id": "H26.3,2021/07/28,7/STTTT-BCXBTT",
        "number": "7",
        "symbol": "STTTT-BCXBTT",
        "promulgated": date(2021, 7, 28),
        "subject": "tuyên truyền",
    }
    return write_packet(Packet(**{**facts, **changed}))


def upload(data):
    file = io.BytesIO(data)
    file.name = "goi.edxml"
    return file


def test_a_clerk_takes_a_packet_and_answers_it(cast, as_):
    web = as_(cast.office_drafter)
    taken = web.post(reverse("exchange-take"), {"file": upload(packet()), "agency": cast.office})
    exchange = Exchange.objects.get()
    assert taken["Location"] == reverse("exchange", args=[exchange.pk])
    page = web.get(taken["Location"]).content.decode()
    assert "Đã tiếp nhận" in page
    assert web.post(taken["Location"], {"answer": "05"}).status_code == 302
    assert exchange.answers.last().status == "05"
    refused = web.post(taken["Location"], {"answer": "02", "description": "x"})
    assert refused.status_code == 422
    reply = web.get(reverse("exchange-reply", args=[exchange.pk, exchange.answers.last().pk]))
    assert b"StatusCode>05" in reply.content
    assert exchange.identifier in web.get(reverse("exchanges")).content.decode()


def test_a_damaged_packet_is_refused_at_its_field(cast, as_):
    answer = as_(cast.office_drafter).post(reverse("exchange-take"), {"file": upload(b"<edXML>"), "agency": cast.office})
    assert answer.status_code == 422
    assert "không phải gói edXML" in answer.content.decode()


def test_a_file_with_nothing_in_it_is_refused_in_our_words(cast, as_):
    page = as_(cast.clerk).post(reverse("exchange-take"), {"file": upload(b""), "agency": cast.department})
    assert page.status_code == 422
    assert "Tệp không có nội dung." in page.content.decode()


def test_who_manages_enters_the_identifier_of_the_office(cast, as_):
    person = take_in(
        [Newcomer(full_name="Quản trị", roles=((Role.ADMINISTRATOR, cast.office),), simulated=True)],
        valid_from=date(2021, 1, 1),
        by=OWNER,
        now=NOW,
    )[0]
    web = as_(actors_of([person], on=DAY)[person.pk])
    page = reverse("agency-identifier", args=[cast.office])
    assert web.post(page, {"identifier": "H26", "source": "x", "valid_from": "1/1/2021x"}).status_code == 422
    told = web.post(page, {"identifier": "h26.21", "source": "QĐ 4078/QĐ-UBND", "valid_from": "1/1/2021"})
    assert told.status_code == 302
    assert "H26.21" in web.get(reverse("exchanges")).content.decode()
    assert as_(cast.office_drafter).get(page).status_code == 403


def test_an_office_takes_a_paper_in_from_the_list_and_returns_another_with_a_reason(cast, as_, make_letter):
    papers = [make_letter(n, agency_id=cast.department) for n in (1, 2)]
    waiting = [Delivery.objects.create(document=paper, agency_id=cast.office, delivered_at=NOW) for paper in papers]
    web = as_(cast.office_drafter)
    assert "1/STTTT-BCXBTT" in web.get(reverse("deliveries-waiting")).content.decode()
    back = reverse("delivery-return", args=[waiting[1].pk])
    assert web.post(back, {"why": ""}).status_code == 422
    assert web.post(back, {"why": "Gửi nhầm"}).status_code == 302
    waiting[1].refresh_from_db()
    assert waiting[1].why == "Gửi nhầm"
    assert as_(cast.neighbour_officer).get(back).status_code == 404


def test_a_paper_that_a_browser_fetched_ahead_is_not_opened_and_a_glance_opens_it(cast, as_):
    new = NewPaper("Công văn", "STTTT", "V/v", "Sở", "Hà Nội", DAY, "", {}, [("Phòng", [cast.office])])
    paper = draw_up_papers({cast.department: new}, by=cast.drafter, now=NOW)[cast.department]
    enter_office_number(document_id=paper.pk, office_number="7", by=cast.clerk, now=NOW)
    issue_paper(document_id=paper.pk, by=cast.clerk, now=NOW)
    web, page = as_(cast.office_drafter), reverse("document", args=[paper.pk])

    def state():
        return Delivery.objects.get(document=paper).state

    assert web.get(page, headers={"Sec-Purpose": "prefetch;prerender"}).status_code == 200
    assert state() == "delivered"
    web.get(page)
    assert state() == "opened"


def test_an_administrator_above_enters_the_identifiers_of_many_offices_after_looking_at_them(cast, as_):
    city = agency_named("Ủy ban nhân dân thành phố Hà Nội", on=DAY).agency_id
    (person,) = take_in([Newcomer(full_name="Quản trị thành phố", roles=((Role.ADMINISTRATOR, city),))], valid_from=DAY, by=OWNER, now=NOW)
    web = as_(actors_of([person], on=DAY)[person.pk])
    assert reverse("agency-identifiers") in web.get(reverse("exchanges")).content.decode()
    blank = web.get(reverse("agency-identifiers-blank"))
    assert blank["Content-Type"].endswith("spreadsheetml.sheet")
    book = load_workbook(io.BytesIO(blank.content))
    listed = {row[1]: row[0] for row in book.active.iter_rows(min_row=2, values_only=True)}
    office = "Phòng Văn hóa và Thông tin quận Hai Bà Trưng"
    assert office in listed
    for row in book.active.iter_rows(min_row=2):
        if row[1].value == office:
            row[2].value = "H26.21"
    filled = io.BytesIO()
    book.save(filled)
    sent = io.BytesIO(filled.getvalue())
    sent.name = "ma.xlsx"
    shown = web.post(reverse("agency-identifiers"), {"file": sent, "source": "QĐ 4078/QĐ-UBND", "valid_from": "1/7/2021"})
    page = shown.content.decode()
    assert "1 cơ quan sẽ có mã mới." in page
    assert not AgencyIdentifier.objects.exists()
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.split(reverse("agency-identifiers-enter"))[1]))
    done = web.post(reverse("agency-identifiers-enter"), hidden, follow=True)
    assert "Đã ghi mã định danh của 1 cơ quan." in done.content.decode()
    held = AgencyIdentifier.objects.get()
    assert (held.agency_id, held.identifier, held.valid_from) == (cast.office, "H26.21", date(2021, 7, 1))
    bad = io.BytesIO("Cơ quan,Mã định danh\nPhòng Lạ,H26.1".encode())
    bad.name = "ma.csv"
    refused = web.post(reverse("agency-identifiers"), {"file": bad, "source": "QĐ", "valid_from": "1/7/2021"}).content.decode()
    assert "Dòng 2:" in refused
    assert reverse("agency-identifiers-enter") not in refused
    assert as_(cast.clerk).get(reverse("agency-identifiers")).status_code == 403
    assert as_(cast.clerk).post(reverse("agency-identifiers-enter"), hidden).status_code == 403


def test_a_status_told_by_an_organ_that_the_packet_was_not_for_is_flagged_and_does_not_advance_it(cast, as_):
    web = as_(cast.clerk)
    sent = Exchange.objects.create(
        agency_id=cast.department,
        direction="out",
        identifier="H26.3,2021/07/28,7/STTTT",
        business="0",
        organ="H26.3",
        to=[{"id": "H26.21", "name": "Phòng"}],
        file_sha256="0" * 64,
        content_sha256="0" * 64,
        at=NOW,
    )
    for organ, status in (("H26.21", PacketStatus.ARRIVED), ("H26.99", PacketStatus.DONE)):
        answer = Answer(about=Reference("H26.3", "7/STTTT", DAY, sent.identifier), sender=Organ(organ, organ), status=status, at=NOW)
        web.post(reverse("exchange-take"), {"file": upload(write_answer(answer)), "agency": cast.department})
    page = web.get(reverse("exchange", args=[sent.pk])).content.decode()
    assert page.count("từ cơ quan không có trong nơi nhận") == 1
    rows = web.get(reverse("exchanges")).content.decode()
    assert "đã đến" in rows
    assert "đã hoàn thành" not in rows
