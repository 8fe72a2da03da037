"""Two people put the same place right at the same moment: one of them does, the other is told. PostgreSQL shows the race."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from loa.core.errors import LoaError
from loa.core.reading.standing import mark_of
from loa.core.roles import Role
from loa.server.agencies.models import Agency
from loa.server.documents import services
from loa.server.documents.models import Clause, OfficialDocument, Proposal
from loa.server.documents.queries import clauses_standing
from loa.server.kit.actors import Actor, Grant

from ..conftest import NOW

pytestmark = pytest.mark.races
CLAUSE = {"number": "1", "kind": "request", "text": "Tuyên truyền.", "span": [0, 13], "addressees": [], "due": None, "children": []}
CLERKS = 4


@pytest.fixture
def letter(transactional_db, home):
    agency = Agency.objects.create(key="so-tttt")
    facts = {"agency": agency, "direction": "in", "register_number": 1, "register_year": 2021, "registered_at": NOW}
    held = OfficialDocument.objects.create(text="Tuyên truyền.", reading={"clauses": [CLAUSE]}, **facts)
    Clause.objects.create(document=held, position=1, number="1", text="Tuyên truyền.")
    return held


def told_at_once(letter, work):
    clerk = Actor(name="Văn thư", person_id=None, agency_id=letter.agency_id, grants=(Grant(Role.CLERK, letter.agency_id),), via="system")

    def alone(number):
        try:
            work(number, clerk)
        except LoaError as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(CLERKS) as pool:
        return sorted(pool.map(alone, range(CLERKS)))


def test_one_clause_is_put_right_once_however_many_try(letter):
    def correct(number, clerk):
        asked = services.Asked(text=f"Bản {number}.")
        services.correct_clause(document_id=letter.pk, path="0", seen=mark_of(CLAUSE), asked=asked, by=clerk, now=NOW)

    assert told_at_once(letter, correct) == ["ReadingChangedMeanwhile"] * (CLERKS - 1) + ["done"]
    assert clauses_standing(letter).count() == 1
    assert letter.corrections.count() == 1


def test_one_proposal_is_taken_once_however_many_press(letter):
    facts = {"words": "Tuyên truyền", "begins": 0, "ends": 12, "model": "m", "proposed_at": NOW}
    proposal = Proposal.objects.create(document=letter, field="subject", value="Tuyên truyền", **facts)

    def take(_number, clerk):
        services.take_proposal(document_id=letter.pk, proposal_id=proposal.pk, by=clerk, now=NOW)

    assert told_at_once(letter, take) == ["ProposalAnswered"] * (CLERKS - 1) + ["done"]
    assert letter.corrections.count() == 1
