"""From draft to approval: who may, what is frozen, what is refused."""

from datetime import date

import pytest

from loa.core.bulletin_steps import OwnWorkNotApprovable, State, StepNotOpen, StepNotYours
from loa.core.errors import NotFound
from loa.core.session_fit import LongerThanSession
from loa.server.bulletins.errors import ChangedMeanwhile, HeardSomethingElse, TitleMissing, ValidityUpsideDown, WhyMissing
from loa.server.bulletins.models import Approval, Bulletin, BulletinKind
from loa.server.bulletins.queries import airable_revisions
from loa.server.bulletins.services import (
    approve_bulletin,
    draft_bulletin,
    edit_bulletin,
    give_opinion,
    return_bulletin,
    submit_bulletin,
    withdraw_bulletin,
    words_sha256,
)
from loa.server.kit.actors import Actor, Grant, RightMissing, Role
from loa.server.kit.models import AuditEntry

from ..conftest import DAY, NOW

READY = {"length_seconds": 60.0, "longest_session_seconds": 900.0, "basis": "thử"}
AUDIO, OTHER_AUDIO = "a" * 64, "b" * 64


def heard(bulletin: Bulletin, **changes: str) -> dict[str, str]:
    text = bulletin.revisions.get(number=bulletin.current).text_sha256
    return {"text_sha256": text, "audio_sha256": AUDIO, "held_audio_sha256": AUDIO, "sound_by": frozenset(), **changes}


def both_roles(cast) -> Actor:
    """The drafter, who is also a leader: the roles allow what the rule forbids."""
    grants = tuple(Grant(role, cast.department) for role in (Role.DRAFTER, Role.APPROVER))
    return Actor(name="Chuyên viên Sở", person_id=cast.drafter.person_id, agency_id=cast.department, grants=grants)


def test_nobody_approves_their_own_bulletin(cast, make_bulletin):
    bulletin = make_bulletin("submitted")
    with pytest.raises(OwnWorkNotApprovable):
        approve_bulletin(bulletin_id=bulletin.pk, **heard(bulletin), by=both_roles(cast), now=NOW)
    bulletin.refresh_from_db()
    assert bulletin.state == State.SUBMITTED
    assert not Approval.objects.exists()


def test_whoever_edited_last_does_not_approve_either(cast, make_bulletin, words):
    bulletin = make_bulletin(author=cast.drafter)
    edit_bulletin(bulletin_id=bulletin.pk, words=words("Lời khác."), seen_revision=1, by=both_roles(cast), now=NOW)
    submit_bulletin(bulletin_id=bulletin.pk, **READY, by=both_roles(cast), now=NOW)
    bulletin.refresh_from_db()
    with pytest.raises(OwnWorkNotApprovable):
        approve_bulletin(bulletin_id=bulletin.pk, **heard(bulletin), by=both_roles(cast), now=NOW)


def test_an_approval_freezes_the_text_and_the_sound(cast, make_bulletin, trail_of):
    bulletin = make_bulletin("approved")
    approval = Approval.objects.get(revision__bulletin=bulletin)
    assert bulletin.state == State.APPROVED
    assert (approval.text_sha256, approval.audio_sha256) == (bulletin.revisions.get().text_sha256, AUDIO)
    assert approval.by_person_id == cast.approver.person_id
    assert trail_of(bulletin.pk) == ["bulletin.drafted", "bulletin.submitted", "bulletin.approved"]
    assert AuditEntry.objects.get(event="bulletin.approved").payload["audio_sha256"] == AUDIO


@pytest.mark.parametrize("changed", [{"text_sha256": "0" * 64}, {"held_audio_sha256": OTHER_AUDIO}, {"audio_sha256": OTHER_AUDIO}])
def test_an_approval_of_something_else_than_what_is_held_is_refused(cast, make_bulletin, changed):
    bulletin = make_bulletin("submitted")
    with pytest.raises(HeardSomethingElse):
        approve_bulletin(bulletin_id=bulletin.pk, **heard(bulletin, **changed), by=cast.approver, now=NOW)
    assert not Approval.objects.exists()


def test_an_edit_of_a_text_that_moved_on_is_refused(cast, make_bulletin, words):
    bulletin = make_bulletin()
    edit_bulletin(bulletin_id=bulletin.pk, words=words("Bản hai."), seen_revision=1, by=cast.drafter, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        edit_bulletin(bulletin_id=bulletin.pk, words=words("Từ bản một."), seen_revision=1, by=cast.drafter, now=NOW)
    assert [r.text for r in bulletin.revisions.order_by("number")][-1] == "Bản hai."


def test_a_text_under_review_is_not_edited(cast, make_bulletin, words):
    bulletin = make_bulletin("submitted")
    with pytest.raises(StepNotOpen):
        edit_bulletin(bulletin_id=bulletin.pk, words=words("Khác."), seen_revision=1, by=cast.drafter, now=NOW)


def test_editing_an_approved_text_makes_a_new_draft_and_keeps_the_approved_one(cast, make_bulletin, words):
    bulletin = make_bulletin("approved")
    edit_bulletin(bulletin_id=bulletin.pk, words=words("Bản mới."), seen_revision=1, by=cast.drafter, now=NOW)
    bulletin.refresh_from_db()
    assert (bulletin.state, bulletin.current) == (State.DRAFT, 2)
    assert bulletin.revisions.get(number=1).approval.audio_sha256 == AUDIO
    assert not airable_revisions(on=DAY, seen_by=cast.drafter).exists()


def test_a_return_needs_a_sentence(cast, make_bulletin):
    bulletin = make_bulletin("submitted")
    for nothing in ("", "  \n"):
        with pytest.raises(WhyMissing):
            return_bulletin(bulletin_id=bulletin.pk, why=nothing, by=cast.approver, now=NOW)
    returned = return_bulletin(bulletin_id=bulletin.pk, why="Thiếu giờ tiêm.", by=cast.approver, now=NOW)
    assert (returned.state, returned.returned_why) == (State.DRAFT, "Thiếu giờ tiêm.")
    assert AuditEntry.objects.get(event="bulletin.returned").why == "Thiếu giờ tiêm."


def test_too_long_is_refused_with_its_length_and_the_cap_and_the_draft_stays(cast, make_bulletin):
    bulletin = make_bulletin()
    with pytest.raises(LongerThanSession) as refusal:
        submit_bulletin(
            bulletin_id=bulletin.pk, length_seconds=965, longest_session_seconds=900, basis="khung giờ quận", by=cast.drafter, now=NOW
        )
    assert "16 phút 5 giây" in str(refusal.value)
    assert "15 phút" in str(refusal.value)
    assert "khung giờ quận" in str(refusal.value)
    bulletin.refresh_from_db()
    assert (bulletin.state, bulletin.revisions.count()) == (State.DRAFT, 1)


def test_where_no_cap_is_known_nothing_is_refused_for_its_length(cast, make_bulletin):
    bulletin = make_bulletin()
    submitted = submit_bulletin(
        bulletin_id=bulletin.pk, length_seconds=9000, longest_session_seconds=None, basis="", by=cast.drafter, now=NOW
    )
    assert submitted.state == State.SUBMITTED


def test_a_drafter_does_not_approve_and_an_approver_does_not_write(cast, make_bulletin, words):
    bulletin = make_bulletin("submitted")
    with pytest.raises(StepNotYours):
        approve_bulletin(bulletin_id=bulletin.pk, **heard(bulletin), by=cast.drafter, now=NOW)
    with pytest.raises(RightMissing):
        draft_bulletin(agency_id=cast.department, words=words(), kind=BulletinKind.KIT, by=cast.approver, now=NOW)


def test_the_neighbour_neither_submits_nor_approves_what_it_does_not_see(cast, make_bulletin):
    notice = make_bulletin("submitted", agency_id=cast.ward, author=cast.officer)
    with pytest.raises(NotFound):
        approve_bulletin(bulletin_id=notice.pk, **heard(notice), by=cast.neighbour_leader, now=NOW)
    with pytest.raises(NotFound):
        return_bulletin(bulletin_id=notice.pk, why="Sai.", by=cast.neighbour_leader, now=NOW)


def test_a_withdrawn_text_airs_no_more_and_says_why(cast, make_bulletin):
    bulletin = make_bulletin("approved")
    assert airable_revisions(on=DAY, seen_by=cast.drafter).count() == 1
    with pytest.raises(WhyMissing):
        withdraw_bulletin(bulletin_id=bulletin.pk, why=" ", by=cast.approver, now=NOW)
    withdraw_bulletin(bulletin_id=bulletin.pk, why="Lịch đã đổi.", by=cast.approver, now=NOW)
    assert not airable_revisions(on=DAY, seen_by=cast.drafter).exists()


def test_an_outside_opinion_stands_beside_the_approval_and_replaces_none(cast, make_bulletin):
    bulletin = make_bulletin("submitted")
    revision = bulletin.revisions.get()
    give_opinion(revision_id=revision.pk, agency_id=cast.office, agrees=False, text="Cần nêu nguồn.", by=cast.office_leader, now=NOW)
    bulletin.refresh_from_db()
    assert bulletin.state == State.SUBMITTED
    assert revision.opinions.get().text == "Cần nêu nguồn."


def test_a_bulletin_needs_a_title_and_words_and_a_period_that_runs_forward(cast, make_bulletin):
    for given in ({"title": "  "}, {"text": "\n"}):
        with pytest.raises(TitleMissing):
            make_bulletin(**given)
    with pytest.raises(ValidityUpsideDown) as refusal:
        make_bulletin(valid_from=date(2021, 8, 8), valid_to=date(2021, 8, 1))
    assert "01/08/2021" in str(refusal.value)


def test_the_hash_is_over_every_word_that_any_channel_says(words):
    plain = words_sha256(words())
    other = [{"board_text": "Khác"}, {"short_text": "Khác"}, {"talking_points": ["Khác"]}, {"language": "en"}, {"valid_to": None}]
    assert len({plain, *(words_sha256(words(**given)) for given in other)}) == 6


def test_the_hash_does_not_depend_on_how_diacritics_are_written(words):
    assert words_sha256(words(title="Lịch tiêm")) == words_sha256(words(title="Li\u0323ch tie\u0302m"))


def test_only_approved_current_valid_texts_may_air(cast, make_bulletin):
    make_bulletin("submitted")
    make_bulletin("approved", valid_from=date(2021, 7, 1), valid_to=date(2021, 7, 28))
    airable = make_bulletin("approved")
    assert [r.bulletin_id for r in airable_revisions(on=DAY, seen_by=cast.drafter)] == [airable.pk]
