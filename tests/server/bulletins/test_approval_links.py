"""One-time approval links: for one approver, one text and sound, once, for two days."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from loa.core.bulletin_steps import State, StepNotOpen
from loa.core.errors import LoaError, NotFound
from loa.core.roles import Right
from loa.server.bulletins.errors import (
    ChangedMeanwhile,
    HeardSomethingElse,
    LinkCodeWrong,
    LinkEndedByWrongCodes,
    LinksRest,
    LinkUnusable,
    NotAnApprover,
)
from loa.server.bulletins.models import Approval, ApprovalLink
from loa.server.bulletins.queries import approval_link, approver_at, open_approval_links
from loa.server.bulletins.services import (
    Decision,
    approve_bulletin,
    edit_bulletin,
    end_approval_link,
    make_approval_link,
    prove_at_link,
    return_bulletin,
    submit_bulletin,
    use_approval_link,
)
from loa.server.kit import time_codes
from loa.server.kit.actors import RightMissing
from loa.server.kit.links import row_of, signed
from loa.server.kit.models import AuditEntry
from loa.server.people import services as people
from loa.server.people.models import Account, SecondStepRest

from ..conftest import NOW

AUDIO = "a" * 64
READY = {"length_seconds": 60.0, "longest_session_seconds": 900.0, "basis": "thử"}


@pytest.fixture
def waiting(make_bulletin):
    return make_bulletin("submitted")


def send(cast, bulletin, *, to=None, by=None, now=NOW) -> ApprovalLink:
    approver = (to or cast.approver).person_id
    return make_approval_link(bulletin_id=bulletin.pk, approver_id=approver, audio_sha256=AUDIO, by=by or cast.drafter, now=now)


def use(link, *, approves=True, why="", audio=AUDIO, by=None, now=NOW):
    decision = Decision(approves=approves, text_sha256=link.text_sha256, audio_sha256=audio, why=why)
    return use_approval_link(
        link_id=link.pk, decision=decision, held_audio_sha256=audio, sound_by=frozenset(), by=by or approver_at(link, now=now), now=now
    )


def test_the_approver_approves_by_the_link_once(cast, waiting):
    link = send(cast, waiting)
    assert use(link).state == State.APPROVED
    approval = Approval.objects.get()
    assert (approval.way, approval.by_person_id) == ("link", cast.approver.person_id)
    assert AuditEntry.objects.get(event="bulletin.approved").via == "link"
    with pytest.raises(LinkUnusable):
        use(link)


def test_or_returns_it_with_a_sentence_once(cast, waiting):
    link = send(cast, waiting)
    assert use(link, approves=False, why="Bớt một câu.").returned_why == "Bớt một câu."
    with pytest.raises(LinkUnusable):
        use(link)


def test_the_link_lets_the_approver_do_this_and_nothing_more(cast, waiting):
    actor = approver_at(send(cast, waiting), now=NOW)
    assert actor.may(Right.APPROVE, cast.department)
    assert not [right for right in Right if right not in {Right.VIEW, Right.APPROVE} and actor.may(right, cast.department)]


def test_a_link_ends_after_two_days_when_taken_back_and_when_another_is_sent(cast, waiting):
    link = send(cast, waiting)
    with pytest.raises(LinkUnusable):
        use(link, now=NOW + timedelta(hours=48))
    newer = send(cast, waiting)
    with pytest.raises(LinkUnusable):
        use(link)
    assert [one.pk for one in open_approval_links(waiting.pk, seen_by=cast.drafter, now=NOW)] == [newer.pk]
    end_approval_link(link_id=newer.pk, by=cast.drafter, now=NOW)
    with pytest.raises(LinkUnusable):
        approval_link(newer.pk, now=NOW)
    with pytest.raises(LinkUnusable):
        end_approval_link(link_id=newer.pk, by=cast.drafter, now=NOW)


def test_nobody_else_uses_it(cast, waiting):
    link = send(cast, waiting)
    with pytest.raises(LinkUnusable):
        use(link, by=cast.drafter)


def test_a_text_or_a_sound_that_changed_needs_a_new_link(cast, waiting, words):
    link = send(cast, waiting)
    with pytest.raises(HeardSomethingElse):
        use(link, audio="b" * 64)
    return_bulletin(bulletin_id=waiting.pk, why="Sửa.", by=cast.approver, now=NOW)
    edit_bulletin(bulletin_id=waiting.pk, words=words("Lời khác."), seen_revision=1, by=cast.drafter, now=NOW)
    submit_bulletin(bulletin_id=waiting.pk, **READY, by=cast.drafter, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        use(link)


def test_a_link_for_a_text_that_was_decided_meanwhile_decides_nothing(cast, waiting):
    link = send(cast, waiting)
    sound = {"audio_sha256": AUDIO, "held_audio_sha256": AUDIO, "sound_by": frozenset()}
    approve_bulletin(bulletin_id=waiting.pk, text_sha256=link.text_sha256, **sound, by=cast.approver, now=NOW)
    with pytest.raises(StepNotOpen):
        use(link)
    assert ApprovalLink.objects.get().used_at is None


def test_a_link_is_sent_by_who_writes_to_who_approves_about_what_waits(cast, waiting, make_bulletin):
    with pytest.raises(RightMissing):
        send(cast, waiting, by=cast.clerk)
    with pytest.raises(NotFound):
        send(cast, waiting, by=cast.officer)
    with pytest.raises(NotAnApprover):
        send(cast, waiting, to=cast.clerk)
    with pytest.raises(StepNotOpen):
        send(cast, make_bulletin())


# codes at the link


SECRET = b"12345678901234567890"
AT = datetime(2026, 3, 1, 8, 0, 10, tzinfo=UTC)


@pytest.fixture
def phone(cast):
    """The approver's phone, added a while ago, and the recovery codes."""
    account = Account.objects.create(username="lanh-dao", person_id=cast.approver.person_id, password="!")
    earlier = AT - timedelta(days=1)
    code = time_codes.code_at(SECRET, earlier)
    return account, people.add_time_code(account_id=account.pk, secret=SECRET, code=code, at=earlier, by=cast.approver, now=NOW)


def prove(link, code="000000", *, at=AT, now=NOW, by=None):
    prove_at_link(link_id=link.pk, code=code, at=at, by=by or approver_at(link, now=now), now=now)


def test_the_code_on_the_phone_or_one_recovery_code_proves_the_approver_once(cast, waiting, phone):
    link, code = send(cast, waiting), time_codes.code_at(SECRET, AT)
    prove(link, code)
    with pytest.raises(LinkCodeWrong):
        prove(link, code)
    prove(link, phone[1][0])
    with pytest.raises(LinkCodeWrong):
        prove(link, phone[1][0])


def test_five_wrong_codes_end_the_link_and_leave_the_leaders_own_sign_in_alone(cast, waiting, phone, trail_of):
    link, (account, _codes) = send(cast, waiting), phone
    for left in (4, 3, 2, 1):
        with pytest.raises(LinkCodeWrong) as told:
            prove(link)
        assert told.value.facts["left"] == left
    with pytest.raises(LinkEndedByWrongCodes):
        prove(link)
    with pytest.raises(LinkUnusable):
        prove(link, time_codes.code_at(SECRET, AT))
    with pytest.raises(LinkUnusable):
        use(link)
    people.enter_time_code(account_id=account.pk, code=time_codes.code_at(SECRET, AT), at=AT, by=cast.approver, now=NOW)
    assert not SecondStepRest.objects.exclude(failures=0, until=None).exists()
    events = trail_of(waiting.pk)
    assert (events.count("bulletin.link_code_refused"), events.count("bulletin.approval_link_ended")) == (5, 1)
    assert "people.sign_in_failed" not in trail_of(cast.approver.person_id)


def test_a_sign_in_that_rests_does_not_rest_the_link(cast, waiting, phone):
    for _ in range(5):
        with pytest.raises(LoaError):
            people.enter_time_code(account_id=phone[0].pk, code="000000", at=AT, by=cast.approver, now=NOW)
    prove(send(cast, waiting), time_codes.code_at(SECRET, AT))


def test_new_links_are_no_new_tries_without_end(cast, waiting, phone):
    for _ in range(3):
        link = send(cast, waiting)
        for _ in range(5):
            with pytest.raises((LinkCodeWrong, LinkEndedByWrongCodes)):
                prove(link)
    with pytest.raises(LinksRest):
        send(cast, waiting)
    send(cast, waiting, now=NOW + timedelta(hours=25))


def test_links_made_beforehand_are_no_new_tries_without_end_either(cast, make_bulletin, phone):
    links = [send(cast, make_bulletin("submitted")) for _ in range(4)]
    for link in links[:3]:
        for _ in range(5):
            with pytest.raises((LinkCodeWrong, LinkEndedByWrongCodes)):
                prove(link)
    with pytest.raises(LinksRest):
        prove(links[3], time_codes.code_at(SECRET, AT))
    later = NOW + timedelta(hours=25)
    prove(links[3], time_codes.code_at(SECRET, AT + timedelta(hours=25)), at=AT + timedelta(hours=25), now=later)


def test_nobody_elses_code_counts_at_the_link(cast, waiting, phone):
    link = send(cast, waiting)
    with pytest.raises(LinkUnusable):
        prove(link, by=cast.drafter)
    assert ApprovalLink.objects.get(pk=link.pk).wrong_codes == 0


def test_an_address_that_was_not_signed_here_or_for_something_else_names_nothing():
    row = uuid4()
    token = signed(row, purpose="approval")
    assert row_of(token, purpose="approval") == row
    assert row_of(token, purpose="own-log") is None
    assert row_of(token[:-1], purpose="approval") is None
    assert row_of("x" + token, purpose="approval") is None
    assert row_of("🎉", purpose="approval") is None
