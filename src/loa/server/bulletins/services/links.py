"""One-time approval links: a leader hears and approves one text on any telephone, with the second factor, without signing in.

A link counts its own wrong codes and ends by them. Whoever holds a link cannot touch the leader's own sign-in with it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from loa.core.bulletin_steps import Action, State, StepNotOpen
from loa.core.errors import NotFound
from loa.core.roles import Right
from loa.core.ways_in import MOST_WRONG, MOST_WRONG_AT_LINKS, WRONG_AT_LINKS_HOURS
from loa.server.bulletins.errors import (
    ChangedMeanwhile,
    HeardSomethingElse,
    LinkCodeWrong,
    LinkEndedByWrongCodes,
    LinksRest,
    LinkUnusable,
    NotAnApprover,
)
from loa.server.bulletins.events import ApprovalLinkEnded, ApprovalLinkSent, LinkCodeRefused
from loa.server.bulletins.models import ApprovalLink, ApprovalWay, Bulletin
from loa.server.bulletins.queries import approval_link
from loa.server.bulletins.services.texts import approve_bulletin, held_bulletin, record_bulletin, return_bulletin
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.people.models import Person
from loa.server.people.queries import actor_of
from loa.server.people.services import fits_code

LASTS = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the approver decides at the link: yes, or no with a sentence; about which text and sound."""

    approves: bool
    text_sha256: str
    audio_sha256: str
    why: str = ""


@transaction.atomic
def make_approval_link(*, bulletin_id: UUID, approver_id: UUID, audio_sha256: str, by: Actor, now: datetime) -> ApprovalLink:
    """Tạo liên kết duyệt một lần for one approver; an older open one of the same text and approver ends.

    `audio_sha256` is what the sound is now, handed over by the door. Raises `StepNotOpen`, `NotAnApprover`, `NotFound`,
    and `LinksRest` where so many wrong codes were tried at this approver's links that another would be one more try.
    """
    bulletin = held_bulletin(bulletin_id, by=by)
    by.require(Right.WRITE, bulletin.agency_id)
    if State(bulletin.state) is not State.SUBMITTED or not audio_sha256:
        raise StepNotOpen(state=State(bulletin.state).vi, action=Action.APPROVE.vi)
    person = Person.objects.filter(pk=approver_id).first()
    if person is None:
        raise NotFound
    today = now.astimezone(clock.HANOI).date()
    if not actor_of(person, on=today).may(Right.APPROVE, bulletin.agency_id):
        raise NotAnApprover(name=person.full_name, on=f"{today:%d/%m/%Y}")
    _must_not_rest(person, now)
    revision = bulletin.revisions.select_for_update().get(number=bulletin.current)
    for open_link in ApprovalLink.objects.filter(revision=revision, person=person, used_at=None, ended_at=None):
        _end(open_link, bulletin, by=by, now=now)
    link = ApprovalLink.objects.create(
        revision=revision,
        person=person,
        text_sha256=revision.text_sha256,
        audio_sha256=audio_sha256,
        made_by_name=by.name,
        made_at=now,
        expires_at=now + LASTS,
    )
    facts: dict[str, Any] = {"link_id": link.pk, "approver_id": person.pk, "expires_at": link.expires_at}
    record_bulletin(ApprovalLinkSent, bulletin=bulletin, revision=revision, by=by, now=now, **facts)
    return link


@transaction.atomic
def end_approval_link(*, link_id: UUID, by: Actor, now: datetime) -> ApprovalLink:
    """Thu hồi liên kết duyệt. Raises `LinkUnusable`."""
    link = ApprovalLink.objects.select_for_update().select_related("revision__bulletin").filter(pk=link_id).first()
    if link is None or link.used_at or link.ended_at:
        raise LinkUnusable
    bulletin = held_bulletin(link.revision.bulletin_id, by=by)
    by.require(Right.WRITE, bulletin.agency_id)
    _end(link, bulletin, by=by, now=now)
    return link


def prove_at_link(*, link_id: UUID, code: str, at: datetime, by: Actor, now: datetime) -> None:
    """Nhập mã ở liên kết duyệt: the approver's code, or one recovery code. `by` is the approver; `at` the wall's moment, which phones follow.

    Wrong ones are counted at the link alone: the fifth ends it. Raises `LinkUnusable`, `LinkCodeWrong`, `LinkEndedByWrongCodes`, and
    `LinksRest` where too many were tried at this approver's links together: links made beforehand are no further tries either.
    """
    with transaction.atomic():  # committed before the refusal: the count stands
        link = ApprovalLink.objects.select_for_update(of=("self",)).select_related("revision__bulletin").filter(pk=link_id).first()
        if link is None or link.used_at or link.ended_at or link.expires_at <= now or by.person_id != link.person_id:
            raise LinkUnusable
        approver = Person.objects.select_for_update().get(pk=link.person_id)  # codes at several links at once are counted one after another
        _must_not_rest(approver, now)
        passed = fits_code(code=code, at=at, by=by, now=now)
        if not passed:
            _count_wrong(link, by=by, now=now)
    if not passed and link.wrong_codes >= MOST_WRONG:
        raise LinkEndedByWrongCodes(most=MOST_WRONG)
    if not passed:
        raise LinkCodeWrong(left=MOST_WRONG - link.wrong_codes)


def _count_wrong(link: ApprovalLink, *, by: Actor, now: datetime) -> None:
    link.wrong_codes, link.last_wrong_at = link.wrong_codes + 1, now
    link.save(update_fields=["wrong_codes", "last_wrong_at"])
    bulletin = link.revision.bulletin
    facts: dict[str, Any] = {"link_id": link.pk, "approver_id": link.person_id, "nth": link.wrong_codes}
    record_bulletin(LinkCodeRefused, bulletin=bulletin, revision=link.revision, by=by, now=now, **facts)
    if link.wrong_codes >= MOST_WRONG:
        _end(link, bulletin, by=by, now=now)


def _must_not_rest(approver: Person, now: datetime) -> None:
    lately = ApprovalLink.objects.filter(person=approver, last_wrong_at__gt=now - timedelta(hours=WRONG_AT_LINKS_HOURS))
    wrong: int = lately.aggregate(n=Sum("wrong_codes"))["n"] or 0
    if wrong >= MOST_WRONG_AT_LINKS:
        raise LinksRest(name=approver.full_name, n=wrong, hours=WRONG_AT_LINKS_HOURS)


@transaction.atomic
def use_approval_link(
    *, link_id: UUID, decision: Decision, held_audio_sha256: str, sound_by: frozenset[UUID], by: Actor, now: datetime
) -> Bulletin:
    """Duyệt, hoặc trả lại, bằng liên kết: once. `by` is the approver, as `approver_at` gives them; the door has checked the second factor.

    Raises `LinkUnusable`, `ChangedMeanwhile`, and whatever approving on the page raises.
    """
    link = approval_link(link_id, now=now)
    if by.person_id != link.person_id:
        raise LinkUnusable
    bulletin = link.revision.bulletin
    if bulletin.current != link.revision.number:
        raise ChangedMeanwhile(title=bulletin.title)
    if link.audio_sha256 != held_audio_sha256:  # another sound than the one the link was sent for
        raise HeardSomethingElse(title=bulletin.title)
    if not ApprovalLink.objects.filter(pk=link.pk, used_at=None, ended_at=None).update(used_at=now):
        raise LinkUnusable
    if not decision.approves:
        return return_bulletin(bulletin_id=bulletin.pk, why=decision.why, by=by, now=now)
    return approve_bulletin(
        bulletin_id=bulletin.pk,
        text_sha256=decision.text_sha256,
        audio_sha256=decision.audio_sha256,
        held_audio_sha256=held_audio_sha256,
        sound_by=sound_by,
        way=ApprovalWay.LINK,
        by=by,
        now=now,
    )


def _end(link: ApprovalLink, bulletin: Bulletin, *, by: Actor, now: datetime) -> None:
    ApprovalLink.objects.filter(pk=link.pk).update(ended_at=now)
    record_bulletin(ApprovalLinkEnded, bulletin=bulletin, revision=link.revision, by=by, now=now, link_id=link.pk)
