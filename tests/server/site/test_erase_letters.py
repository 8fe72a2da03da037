"""Whoever put letters right, took proposals and brought signed files is taken out of all of them; what was done stays."""

import json

import pytest

from loa.core.roles import Role
from loa.server.documents.models import Correction, Proposal, Recipient, SignedUpload
from loa.server.documents.services import add_recipients, bring_signed, enter_office_number, remove_recipient, take_proposal
from loa.server.kit import trail
from loa.server.people.models import Person
from loa.server.people.queries import actor_of
from loa.server.people.services import end_account, take_in_one
from loa.server.site.erasing import erase_person, export_person
from loa.wire.trail_check import ERASED

from ..conftest import DAY, NOW, OWNER
from ..documents.made_signatures import signed
from ..documents.test_bring_signed import FULL, drawn
from .test_erase_person import LATER, NAME, USERNAME, everything, in_json, opened


@pytest.fixture
def clerk(cast):
    person, _password = take_in_one(
        full_name=NAME, username=USERNAME, roles=[(Role.CLERK, cast.department)], valid_from=DAY, by=OWNER, now=NOW
    )
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def done(cast, clerk, make_letter):
    by = {"by": actor_of(clerk, on=DAY), "now": NOW}
    letter = make_letter()
    (line,) = add_recipients(document_id=letter.pk, lines=["Hội làng"], why=f"{NAME} đọc lại", **by)
    remove_recipient(document_id=letter.pk, line_id=line.pk, why=f"{USERNAME} nhầm", **by)
    facts = {"words": "tiêm chủng", "begins": 0, "ends": 10, "model": "m", "proposed_at": NOW}
    proposal = Proposal.objects.create(document=letter, field="subject", value="Về tiêm chủng", **facts)
    take_proposal(document_id=letter.pk, proposal_id=proposal.pk, **by)
    paper = enter_office_number(document_id=drawn(cast).pk, office_number="1400", signed_on=DAY, by=cast.clerk, now=NOW)
    bring_signed(document_id=paper.pk, data=signed(FULL), name="ban-ky.pdf", **by)
    return letter


def test_who_put_letters_right_and_brought_signed_files_is_taken_out_of_them(clerk, done):
    trail.seal()
    end_account(account_id=clerk.account.pk, why="nghỉ việc", by=OWNER, now=NOW)
    erase_person(person_id=clerk.pk, why="đơn", by=OWNER, now=LATER)
    trail.seal()
    held = everything()
    assert [word for word in (NAME, in_json(NAME), USERNAME) if word in held] == []
    assert {one.by_name for one in Correction.objects.all()} == {ERASED}
    assert sorted(Correction.objects.values_list("why", flat=True))[:2] == [f"{ERASED} nhầm", f"{ERASED} đọc lại"]
    assert (Proposal.objects.get().answered_by_name, SignedUpload.objects.get().brought_by_name) == (ERASED, ERASED)
    assert trail.verify().holds


def test_an_export_finds_a_name_also_in_lines_that_were_taken_out(clerk, make_letter, cast):
    letter = make_letter()
    (line,) = add_recipients(document_id=letter.pk, lines=[f"Bà {NAME}"], by=cast.clerk, now=NOW)
    remove_recipient(document_id=letter.pk, line_id=line.pk, by=cast.clerk, now=NOW)
    assert not Recipient.objects.filter(text__contains=NAME).exists()
    content, _readme = opened(export_person(person_id=clerk.pk, by=actor_of(clerk, on=DAY), now=NOW))
    assert {"table": "documents.Recipient", "row": str(line.pk)} in content["named_in"], json.dumps(content["named_in"])
