"""A leader approves by telephone or on paper: somebody tells it, it is flagged, and the leader stands by it or does not."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from PIL import Image

from loa.core.bulletin_steps import OwnWorkNotApprovable, State, StepNotOpen
from loa.core.errors import NotFound
from loa.core.priorities import Priority
from loa.server.bulletins.errors import (
    ConfirmedByAnother,
    EmergencyNeedsTheApprover,
    EvidenceMissing,
    GivenAtUnusable,
    HeardSomethingElse,
    NotAnApprover,
    NothingToConfirm,
    OwnApprovalTold,
    WhyMissing,
)
from loa.server.bulletins.models import Approval, ApprovalWay, Bulletin
from loa.server.bulletins.queries import airable_revisions, approvals_awaiting_confirmation
from loa.server.bulletins.services import (
    ToldOutside,
    approve_bulletin,
    confirm_outside_approval,
    deny_outside_approval,
    edit_bulletin,
    record_outside_approval,
    submit_bulletin,
)
from loa.server.kit import files
from loa.server.kit.actors import RightMissing
from loa.server.kit.models import AuditEntry
from loa.server.kit.photos import PhotoUnusable

from ..conftest import DAY, NOW

LATER = NOW + timedelta(hours=1)
AUDIO = "a" * 64


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def waiting(make_bulletin) -> Bulletin:
    return make_bulletin("submitted")


def told(cast, bulletin, **changes) -> ToldOutside:
    seen = bulletin.revisions.get(number=bulletin.current)
    said = ToldOutside(
        approver_id=cast.approver.person_id,
        way=ApprovalWay.PHONE,
        given_at=NOW + timedelta(minutes=30),
        picture=picture(),
        note="Đồng chí Giám đốc đồng ý qua điện thoại.",
        text_sha256=seen.text_sha256,
        audio_sha256=AUDIO,
    )
    return replace(said, **changes)


def record(cast, bulletin, by=None, sound_by=frozenset(), **changes) -> Bulletin:
    return record_outside_approval(
        bulletin_id=bulletin.pk,
        told=told(cast, bulletin, **changes),
        held_audio_sha256=AUDIO,
        sound_by=sound_by,
        by=by or cast.drafter,
        now=LATER,
    )


def test_a_text_approved_by_telephone_may_air_and_says_who_how_when_and_by_whose_word(cast, waiting):
    record(cast, waiting)
    approval = Approval.objects.get()
    assert waiting.revisions.get() in airable_revisions(on=DAY, seen_by=cast.drafter)
    assert (approval.by_person_id, approval.told_by_person_id) == (cast.approver.person_id, cast.drafter.person_id)
    assert (approval.way, approval.given_at, approval.is_unconfirmed) == ("phone", NOW + timedelta(minutes=30), True)
    assert files.read(approval.evidence_sha256) == picture()
    act = AuditEntry.objects.get(event="bulletin.approved_outside")
    assert (act.actor_person_id, act.payload["approver_id"]) == (cast.drafter.person_id, str(cast.approver.person_id))
    assert act.why.startswith("Đồng chí Giám đốc")


def test_it_waits_for_the_approver_alone_and_is_no_longer_flagged_once_confirmed(cast, waiting):
    record(cast, waiting)
    assert list(approvals_awaiting_confirmation(seen_by=cast.approver)) == [Approval.objects.get()]
    assert not approvals_awaiting_confirmation(seen_by=cast.drafter).exists()
    with pytest.raises(ConfirmedByAnother):
        confirm_outside_approval(bulletin_id=waiting.pk, revision=1, by=cast.drafter, now=LATER)
    confirm_outside_approval(bulletin_id=waiting.pk, revision=1, by=cast.approver, now=LATER)
    assert Approval.objects.get().is_unconfirmed is False
    with pytest.raises(NothingToConfirm):
        confirm_outside_approval(bulletin_id=waiting.pk, revision=1, by=cast.approver, now=LATER)


def test_an_approver_who_never_said_so_takes_the_text_off_the_air(cast, waiting):
    record(cast, waiting)
    with pytest.raises(WhyMissing):
        deny_outside_approval(bulletin_id=waiting.pk, revision=1, why=" ", by=cast.approver, now=LATER)
    deny_outside_approval(bulletin_id=waiting.pk, revision=1, why="Tôi chưa được báo cáo.", by=cast.approver, now=LATER)
    waiting.refresh_from_db()
    assert waiting.state == State.WITHDRAWN
    assert not airable_revisions(on=DAY, seen_by=cast.drafter).exists()
    assert AuditEntry.objects.get(event="bulletin.outside_approval_denied").why == "Tôi chưa được báo cáo."


@pytest.fixture
def revise(cast, waiting, words):
    """A new revision of the text, as far as it is to come."""

    def revise(state="approved"):
        waiting.refresh_from_db()
        text = words(text="Lời mới, thay lời đã duyệt.")
        revision = edit_bulletin(bulletin_id=waiting.pk, words=text, seen_revision=waiting.current, by=cast.drafter, now=LATER)
        if state == "approved":
            submit_bulletin(bulletin_id=waiting.pk, length_seconds=30, longest_session_seconds=None, basis="", by=cast.drafter, now=LATER)
            heard = {"text_sha256": revision.text_sha256, "audio_sha256": AUDIO, "held_audio_sha256": AUDIO}
            approve_bulletin(bulletin_id=waiting.pk, **heard, by=cast.approver, now=LATER, sound_by=frozenset())
        return revision

    return revise


def deny(cast, bulletin, revision=1):
    denied = deny_outside_approval(bulletin_id=bulletin.pk, revision=revision, why="Tôi chưa được báo cáo.", by=cast.approver, now=LATER)
    bulletin.refresh_from_db()
    return denied


def test_denying_an_older_approval_leaves_the_newer_one_that_the_approver_gave(cast, waiting, revise, trail_of):
    record(cast, waiting)
    newer = revise()
    deny(cast, waiting)
    assert Approval.objects.get(revision__number=1).denied_at == LATER
    assert waiting.state == State.APPROVED
    assert list(airable_revisions(on=DAY, seen_by=cast.drafter)) == [newer]
    assert trail_of(waiting.pk)[-1] == "bulletin.outside_approval_denied"
    with pytest.raises(NothingToConfirm):
        deny(cast, waiting)


def test_denying_an_approval_stops_its_text_while_a_newer_one_is_only_a_draft(cast, waiting, revise):
    record(cast, waiting)
    revise("draft")
    deny(cast, waiting)
    assert waiting.state == State.WITHDRAWN


def test_denying_an_older_approval_leaves_a_newer_one_also_while_a_third_revision_is_a_draft(cast, waiting, revise):
    record(cast, waiting)
    revise()
    revise("draft")
    deny(cast, waiting)
    assert waiting.state == State.DRAFT


def test_an_emergency_is_never_approved_by_telephone(cast, waiting):
    Bulletin.objects.update(priority=Priority.EMERGENCY)
    with pytest.raises(EmergencyNeedsTheApprover):
        record(cast, waiting)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"picture": b""}, EvidenceMissing),
        ({"picture": b"khong phai anh"}, PhotoUnusable),
        ({"given_at": NOW - timedelta(days=1)}, GivenAtUnusable),
        ({"given_at": LATER + timedelta(minutes=1)}, GivenAtUnusable),
        ({"text_sha256": "0" * 64}, HeardSomethingElse),
        ({"audio_sha256": "b" * 64}, HeardSomethingElse),
    ],
)
def test_what_is_told_must_have_a_picture_a_possible_time_and_be_about_this_text(cast, waiting, changes, refusal):
    with pytest.raises(refusal):
        record(cast, waiting, **changes)
    assert not Approval.objects.exists()


def test_the_one_named_must_hold_the_right_and_not_be_the_author_the_speaker_or_the_teller(cast, waiting):
    with pytest.raises(NotAnApprover):
        record(cast, waiting, approver_id=cast.clerk.person_id)
    with pytest.raises(NotAnApprover):
        record(cast, waiting, approver_id=cast.leader.person_id)
    with pytest.raises(OwnWorkNotApprovable):
        record(cast, waiting, sound_by=frozenset({cast.approver.person_id}))
    with pytest.raises(OwnApprovalTold):
        record(cast, waiting, approver_id=cast.drafter.person_id)
    assert not Approval.objects.exists()


def test_only_who_writes_for_the_agency_may_tell_it_and_a_neighbour_does_not_find_the_text(cast, waiting):
    with pytest.raises(RightMissing):
        record(cast, waiting, by=cast.clerk)
    with pytest.raises(NotFound):
        record(cast, waiting, by=cast.officer)


def test_a_draft_is_not_approved_that_way_either(cast, make_bulletin):
    with pytest.raises(StepNotOpen):
        record(cast, make_bulletin())


def test_who_lost_the_role_still_takes_back_an_approval_told_in_their_name(cast, waiting, trail_of):
    record(cast, waiting)
    gone = replace(cast.approver, grants=(), agency_id=None)
    assert [one.revision.bulletin_id for one in approvals_awaiting_confirmation(seen_by=gone)] == [waiting.pk]
    deny_outside_approval(bulletin_id=waiting.pk, revision=1, why="Tôi không duyệt.", by=gone, now=LATER)
    waiting.refresh_from_db()
    assert waiting.state == State.WITHDRAWN
    assert "bulletin.outside_approval_denied" in trail_of(waiting.pk)


def test_losing_the_role_opens_nothing_to_anybody_else(cast, waiting):
    record(cast, waiting)
    stranger = replace(cast.clerk, grants=(), agency_id=None)
    assert not approvals_awaiting_confirmation(seen_by=stranger).exists()
    with pytest.raises(NotFound):
        deny_outside_approval(bulletin_id=waiting.pk, revision=1, why="Tôi không duyệt.", by=stranger, now=LATER)
