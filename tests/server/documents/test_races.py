"""Several people register at the same moment: PostgreSQL shows the race."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections

from loa.server.agencies.models import Agency
from loa.server.documents import services
from loa.server.documents.errors import AlreadyRegistered
from loa.server.documents.models import OfficialDocument
from loa.server.documents.services import NewPaper, draw_up_papers
from loa.server.kit.actors import Actor

from ..conftest import NOW

pytestmark = pytest.mark.races
OWNER = Actor.system("thử nghiệm")


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


def test_the_same_file_is_registered_once_however_many_send_it(transactional_db, home, monkeypatch):
    monkeypatch.setattr(services, "_resolve", lambda *_, **__: None)  # no map is loaded here
    agency = Agency.objects.create(key="so-tttt")
    what = {"name": "a.txt", "text": "a", "reading": {}, "agency_id": agency.pk, "by": OWNER, "now": NOW, "simulated": False}

    def take(_number: int) -> str:
        try:
            services._register(data=b"a", **what)
        except AlreadyRegistered:
            return "refused"
        return "registered"

    outcomes = at_once(take, 6)
    assert sorted(outcomes) == ["refused"] * 5 + ["registered"]
    assert OfficialDocument.objects.count() == 1
