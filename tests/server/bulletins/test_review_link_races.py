"""One approval link, used on two telephones at the same moment, or used and taken back. PostgreSQL shows the race."""

from datetime import timedelta

import pytest

from loa.core.roles import Role
from loa.server.bulletins.models import Approval, ApprovalLink
from loa.server.bulletins.services import Decision, end_approval_link, prove_at_link, use_approval_link
from loa.server.kit.actors import Actor, Grant
from loa.server.kit.ids import new_id
from loa.server.people.models import Account, Person

from ..conftest import NOW
from . import test_races
from .test_races import at_once

pytestmark = pytest.mark.races
waiting = test_races.waiting  # a fixture
AUDIO = "a" * 64


@pytest.fixture
def link(waiting) -> ApprovalLink:
    return ApprovalLink.objects.create(
        revision=waiting.revisions.get(),
        person=Person.objects.create(full_name="Lãnh đạo"),
        text_sha256=waiting.revisions.get().text_sha256,
        audio_sha256=AUDIO,
        made_by_name="Soạn",
        made_at=NOW,
        expires_at=NOW + timedelta(days=2),
    )


def decide(link: ApprovalLink, *, approves: bool):
    by = Actor("Lãnh đạo", person_id=link.person_id, grants=(Grant(Role.APPROVER, link.revision.bulletin.agency_id),))
    decision = Decision(approves=approves, text_sha256=link.text_sha256, audio_sha256=AUDIO, why="Sửa.")
    return lambda: use_approval_link(link_id=link.pk, decision=decision, held_audio_sha256=AUDIO, sound_by=frozenset(), by=by, now=NOW)


def test_a_link_decides_once_however_many_telephones_use_it(link):
    outcomes = at_once(*(decide(link, approves=number % 2 == 0) for number in range(4)))
    assert outcomes.count("done") == 1
    bulletin = link.revision.bulletin
    bulletin.refresh_from_db()
    assert Approval.objects.count() == (1 if bulletin.state == "approved" else 0)


def test_a_link_taken_back_while_it_is_used_did_one_of_both(link):
    drafter = Actor("Soạn", person_id=new_id(), grants=(Grant(Role.DRAFTER, link.revision.bulletin.agency_id),))
    outcomes = at_once(decide(link, approves=True), lambda: end_approval_link(link_id=link.pk, by=drafter, now=NOW))
    assert outcomes.count("done") == 1
    link.refresh_from_db()
    assert (link.used_at is None) is not (link.ended_at is None)
    assert Approval.objects.exists() is (link.used_at is not None)


def test_wrong_codes_at_once_are_all_counted(link):
    Account.objects.create(username="lanh-dao", person=link.person)
    by = Actor("Lãnh đạo", person_id=link.person_id)
    at_once(*[lambda: prove_at_link(link_id=link.pk, code="000000", at=NOW, by=by, now=NOW)] * 4)
    link.refresh_from_db()
    assert link.wrong_codes == 4
