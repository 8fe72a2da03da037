"""Never one's own, also by a detour; and what is on the air can always be stopped."""

from datetime import date

import pytest

from loa.core.bulletin_steps import OwnWorkNotApprovable, State, StepNotOpen
from loa.core.errors import NotFound
from loa.core.roles import Role
from loa.server.bulletins.models import BulletinKind
from loa.server.bulletins.queries import bulletins_awaiting_approval, bulletins_of
from loa.server.bulletins.services import (
    OwnWords,
    approve_bulletin,
    approve_unit_text,
    draft_bulletin,
    edit_bulletin,
    give_opinion,
    return_unit_text,
    submit_bulletin,
    withdraw_bulletin,
    write_unit_text,
)
from loa.server.campaigns.services import HandOver, hand_down, open_campaign
from loa.server.documents.services import NewPaper, draw_up_papers
from loa.server.kit.actors import Actor, Grant
from loa.server.kit.ids import new_id

from ..conftest import NOW, WEEK

READY = {"length_seconds": 60, "longest_session_seconds": 900, "basis": "thử", "now": NOW}


def both(agency_id) -> Actor:
    grants = tuple(Grant(role, agency_id) for role in (Role.DRAFTER, Role.APPROVER))
    return Actor(name="Kiêm nhiệm", person_id=new_id(), agency_id=agency_id, grants=grants)


def approve(bulletin, by):
    seen = bulletin.revisions.order_by("-number").first()
    sound = {"audio_sha256": "b" * 64, "held_audio_sha256": "b" * 64, "sound_by": frozenset()}
    return approve_bulletin(bulletin_id=bulletin.pk, text_sha256=seen.text_sha256, **sound, by=by, now=NOW)


def test_an_edit_by_a_colleague_does_not_let_the_author_approve(cast, make_bulletin, words):
    author = both(cast.department)
    bulletin = make_bulletin(author=author)
    edit_bulletin(bulletin_id=bulletin.pk, words=words("Sửa một dấu phẩy."), seen_revision=1, by=cast.drafter, now=NOW)
    submit_bulletin(bulletin_id=bulletin.pk, by=cast.drafter, **READY)
    assert bulletin not in bulletins_awaiting_approval(seen_by=author)
    with pytest.raises(OwnWorkNotApprovable):
        approve(bulletin, author)
    assert approve(bulletin, cast.approver).state == State.APPROVED


def test_own_words_typed_again_by_a_colleague_are_not_approved_by_their_first_author(cast, make_bulletin):
    revision = make_bulletin("approved").revisions.get()
    author = both(cast.ward)
    own = OwnWords("diem_tiem", {"dia_diem": "Trạm Y tế", "ngay": "2/8/2021"}, "Trạm", date(2021, 8, 2), date(2021, 8, 6))
    for by in (author, cast.officer):
        last = write_unit_text(revision_id=revision.pk, agency_id=cast.ward, own=own, by=by, now=NOW)
    with pytest.raises(OwnWorkNotApprovable):
        approve_unit_text(unit_text_id=last.pk, text_sha256=last.text_sha256, by=author, now=NOW)


def test_a_text_on_the_air_is_withdrawn_also_while_it_is_being_edited(cast, make_bulletin, words):
    bulletin = make_bulletin("approved")
    edit_bulletin(bulletin_id=bulletin.pk, words=words("Bản mới."), seen_revision=1, by=cast.drafter, now=NOW)
    assert withdraw_bulletin(bulletin_id=bulletin.pk, why="Sai điểm tiêm.", by=cast.approver, now=NOW).state == State.WITHDRAWN


def test_a_draft_that_never_aired_is_not_withdrawn(cast, make_bulletin):
    with pytest.raises(StepNotOpen):
        withdraw_bulletin(bulletin_id=make_bulletin().pk, why="Thôi.", by=cast.approver, now=NOW)


def test_an_id_that_leads_nowhere_is_an_answer(cast, make_bulletin):
    nowhere, here = new_id(), {"by": cast.leader, "now": NOW}
    own = OwnWords("diem_tiem", {}, "Trạm", date(2021, 8, 2), date(2021, 8, 6))
    for attempt in (
        lambda: withdraw_bulletin(bulletin_id=nowhere, why="x", **here),
        lambda: approve_unit_text(unit_text_id=nowhere, text_sha256="", **here),
        lambda: return_unit_text(unit_text_id=nowhere, why="x", **here),
        lambda: give_opinion(revision_id=nowhere, agency_id=cast.ward, agrees=True, text="", **here),
        lambda: write_unit_text(revision_id=nowhere, agency_id=cast.ward, own=own, by=cast.officer, now=NOW),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_a_ward_writes_no_own_words_into_a_draft_it_cannot_see(cast, make_bulletin):
    revision = make_bulletin("submitted").revisions.get()
    own = OwnWords("diem_tiem", {"dia_diem": "Trạm Y tế", "ngay": "2/8/2021"}, "Trạm", date(2021, 8, 2), date(2021, 8, 6))
    with pytest.raises(NotFound):
        write_unit_text(revision_id=revision.pk, agency_id=cast.ward, own=own, by=cast.officer, now=NOW)


@pytest.fixture
def campaign(cast, make_letter, city):
    campaign = open_campaign(
        document_id=make_letter().pk,
        title="Tiêm chủng",
        agency_id=cast.department,
        territory_id=city,
        starts_on=WEEK[0],
        ends_on=WEEK[1],
        due_at=None,
        by=cast.drafter,
        now=NOW,
    )
    paper = NewPaper("Công văn", "VHTT", "V/v tuyên truyền", "Phòng", "Hai Bà Trưng", date(2021, 7, 30), "", {}, ())
    letter = draw_up_papers({cast.office: paper}, by=cast.office_drafter, now=NOW)[cast.office]
    ask = campaign.assignments.get(agency=cast.office)
    hand_down(hand_over=HandOver(ask.pk, letter.pk, (cast.ward, cast.neighbour), None), by=cast.office_drafter, now=NOW)
    return campaign


def test_a_ward_reads_the_campaigns_texts_of_those_above_and_not_of_its_neighbour(cast, campaign, make_bulletin):
    from_above = make_bulletin("approved", campaign_id=campaign.pk)
    from_neighbour = make_bulletin(
        "approved", campaign_id=campaign.pk, agency_id=cast.neighbour, author=cast.neighbour_officer, approver=cast.neighbour_leader
    )
    from_district = make_bulletin(
        "approved", campaign_id=campaign.pk, agency_id=cast.office, author=cast.office_drafter, approver=cast.office_leader
    )
    seen = set(bulletins_of(seen_by=cast.officer))
    assert {from_above, from_district} <= seen
    assert from_neighbour not in seen
    assert from_neighbour in set(bulletins_of(seen_by=cast.neighbour_officer))


def test_a_text_is_not_hung_on_a_campaign_of_strangers(cast, make_letter, city, words):
    with pytest.raises(NotFound):
        draft_bulletin(agency_id=cast.ward, words=words(), kind=BulletinKind.KIT, campaign_id=new_id(), by=cast.officer, now=NOW)
