"""The pages of exchange and of receipt: a clerk takes a packet, answers it, sees who has opened a paper and reminds."""

import io
from datetime import date

from django.urls import reverse

from loa.core.roles import Role
from loa.server.documents.edxml.packet import Organ, Packet
from loa.server.documents.edxml.writing import write_packet
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
