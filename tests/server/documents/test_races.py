"""Several people register at the same moment: PostgreSQL shows the race."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.db import connections

from loa.core.errors import LoaError
from loa.core.exchange import Business, PacketStatus
from loa.core.roles import Role
from loa.server.agencies.models import Agency, AgencyIdentifier
from loa.server.documents import services
from loa.server.documents.edxml.packet import Organ, Packet
from loa.server.documents.edxml.writing import write_packet
from loa.server.documents.models import Delivery, ExchangeAnswer, OfficialDocument
from loa.server.documents.services import NewPaper, delivering, draw_up_papers, drawing_up, receiving
from loa.server.documents.services.delivering import accept_delivery
from loa.server.documents.services.exchanging import answer_packet, take_packet
from loa.server.documents.services.handing_over import ARRIVED, hand_over, take_arrived
from loa.server.kit.actors import Actor, Grant

from ..conftest import NOW

pytestmark = pytest.mark.races
OWNER = Actor.system("thử nghiệm")
PACKET = Packet(sender=Organ("H26.3", "Sở"), to=(), document_id="H26.3,2021/07/28,7/STTTT", number="7", symbol="STTTT", subject="a")


def at_once(work, count: int) -> list:
    def alone(number: int):
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(alone, range(count)))


def test_two_who_register_at_once_get_two_consecutive_numbers(transactional_db):
    agency = Agency.objects.create(key="so-tttt")

    def draw(number: int) -> int:
        paper = NewPaper("Công văn", "STTTT", f"V/v {number}", "Sở", "Hà Nội", date(2021, 7, 28), "", {}, ())
        return draw_up_papers({agency.pk: paper}, by=OWNER, now=NOW)[agency.pk].register_number

    assert sorted(at_once(draw, 8)) == list(range(1, 9))


@pytest.fixture
def agency(transactional_db, home, monkeypatch):
    monkeypatch.setattr(receiving, "address_paper", lambda *_, **__: None)  # no map is loaded here
    return Agency.objects.create(key="so-tttt")


def told(work):
    """The name of the refusal, or that it was done."""

    def tell(number: int) -> str:
        try:
            work(number)
        except LoaError as refusal:
            return type(refusal).__name__
        return "done"

    return tell


def test_the_same_file_is_registered_once_however_many_send_it(agency):
    def take(_number: int) -> None:
        services.register_paper(data=b"a", name="a.txt", text="a", reading={}, agency_id=agency.pk, by=OWNER, now=NOW)

    assert sorted(at_once(told(take), 6)) == ["AlreadyRegistered"] * 5 + ["done"]
    assert OfficialDocument.objects.count() == 1


@pytest.mark.parametrize("business", [Business.NEW, Business.RECALL])
def test_the_same_packet_is_taken_once_however_many_bring_it(agency, business):
    sent = replace(PACKET, business=business)

    def take(_number: int):
        return take_packet(data=write_packet(sent), name="a.edxml", agency_id=agency.pk, by=OWNER, now=NOW).pk

    assert len(set(at_once(take, 6))) == 1
    assert ExchangeAnswer.objects.count() == (2 if business is Business.NEW else 1)


def test_a_packet_is_answered_on_this_database(agency):
    held = take_packet(data=write_packet(PACKET), name="a.edxml", agency_id=agency.pk, by=OWNER, now=NOW)
    answer_packet(exchange_id=held.pk, status=PacketStatus.IN_WORK, by=OWNER, now=NOW)
    assert held.answers.last().status == PacketStatus.IN_WORK


@pytest.fixture
def issued(agency):
    paper = NewPaper("Công văn", "STTTT", "V/v", "Sở", "Hà Nội", date(2021, 7, 28), "", {}, ())
    drawn = draw_up_papers({agency.pk: paper}, by=OWNER, now=NOW)[agency.pk]
    return services.enter_office_number(document_id=drawn.pk, office_number="7", by=OWNER, now=NOW)


def test_a_paper_is_issued_once_however_many_press_the_button(issued):
    outcomes = at_once(told(lambda _n: services.issue_paper(document_id=issued.pk, by=OWNER, now=NOW)), 6)
    assert sorted(outcomes) == ["PaperStepNotOpen"] * 5 + ["done"]
    assert [step.action for step in issued.steps.all()] == ["number", "issue"]


def test_a_delivery_is_accepted_once_however_many_clerks_take_it(issued, monkeypatch):
    monkeypatch.setattr(delivering, "pdf_of", lambda _document: b"%PDF-1.7 a paper")
    office = Agency.objects.create(key="phong")
    at_office = Delivery.objects.create(document=issued, agency=office, delivered_at=NOW)
    clerk = Actor(name="Văn thư", grants=(Grant(Role.CLERK, office.pk),))

    outcomes = at_once(told(lambda _n: accept_delivery(delivery_id=at_office.pk, by=clerk, now=NOW)), 6)
    assert sorted(outcomes) == ["ReceiptClosed"] * 5 + ["done"]
    assert OfficialDocument.objects.filter(agency=office).count() == 1


def drawn(agency, subject="V/v"):
    paper = NewPaper("Công văn", "STTTT", subject, "Sở", "Hà Nội", date(2021, 7, 28), "", {}, ())
    return draw_up_papers({agency.pk: paper}, by=OWNER, now=NOW)[agency.pk].pk


@pytest.mark.parametrize("locked", [True, False])
def test_a_number_of_the_book_is_given_once_however_many_enter_it(agency, monkeypatch, locked):
    if not locked:  # whoever forgets the lock meets the constraint, and hears the same sentence
        monkeypatch.setattr(drawing_up, "lock_book", lambda _agency_id: None)
    papers = [drawn(agency, f"V/v {place}") for place in range(6)]
    written = ["7", "07", "7", "007", "7", "07"]

    def number(place: int) -> None:
        services.enter_office_number(document_id=papers[place], office_number=written[place], by=OWNER, now=NOW)

    assert sorted(at_once(told(number), 6)) == ["NumberTaken"] * 5 + ["done"]
    assert OfficialDocument.objects.exclude(office_number="").count() == 1


def test_two_papers_that_replace_each_other_at_once_do_not_wait_for_ever(agency):
    for turn in range(8):
        pair = []
        for half in range(2):
            made = services.enter_office_number(document_id=drawn(agency), office_number=f"{turn}{half}1", by=OWNER, now=NOW)
            pair.append(services.issue_paper(document_id=made.pk, by=OWNER, now=NOW).pk)

        def replace_one(place: int, pair=pair) -> None:
            services.replace_paper(document_id=pair[place], replacement_id=pair[1 - place], why="sai", by=OWNER, now=NOW)

        outcomes = at_once(told(replace_one), 2)
        assert sorted(outcomes) == ["NotReplaceable", "done"]


def test_two_runs_on_one_folder_take_each_file_once_and_lay_each_answer_once(agency, tmp_path):
    AgencyIdentifier.objects.create(agency=agency, identifier="H26.9", source="thử nghiệm", valid_from=date(2021, 1, 1))
    (tmp_path / ARRIVED).mkdir()
    for place in range(5):
        packet = replace(PACKET, to=(Organ("H26.9", "Sở"),), document_id=f"H26.3,2021/07/28,{place}/STTTT")
        (tmp_path / ARRIVED / f"{place}.edxml").write_bytes(write_packet(packet))

    def run(_number: int) -> tuple[int, int, int]:
        taken, refused = take_arrived(tmp_path, by=OWNER, now=NOW)
        assert refused == []
        return len(taken), *hand_over(tmp_path, by=OWNER, now=NOW)

    runs = at_once(run, 3)
    assert (sum(run[0] for run in runs), sum(run[2] for run in runs)) == (5, 10)
    assert len(list((tmp_path / "di").glob("*.edxml"))) == 10


def test_two_runs_on_two_folders_lay_each_answer_into_one_of_them(agency, tmp_path):
    AgencyIdentifier.objects.create(agency=agency, identifier="H26.9", source="thử nghiệm", valid_from=date(2021, 1, 1))
    for place in range(5):
        packet = replace(PACKET, document_id=f"H26.3,2021/07/28,{place}/STTTT")
        take_packet(data=write_packet(packet), name="a.edxml", agency_id=agency.pk, by=OWNER, now=NOW)
    runs = at_once(lambda number: hand_over(tmp_path / str(number), by=OWNER, now=NOW), 2)
    assert sum(run[1] for run in runs) == 10
    assert len(list(tmp_path.glob("*/di/*.edxml"))) == 10
