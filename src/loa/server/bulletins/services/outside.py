"""An approval that was given outside the system: told by somebody else, flagged until the approver stands by it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from loa.core.bulletin_steps import Action, OwnWorkNotApprovable, State
from loa.core.errors import NotFound
from loa.core.folding import nfc
from loa.core.priorities import Priority
from loa.core.roles import Right, Role
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
from loa.server.bulletins.events import BulletinApprovedOutside, OutsideApprovalConfirmed, OutsideApprovalDenied
from loa.server.bulletins.models import Approval, ApprovalWay, Bulletin, Revision
from loa.server.bulletins.services.texts import held_bulletin, move_bulletin, record_bulletin
from loa.server.kit import clock, files, photos
from loa.server.kit.actors import Actor, Grant
from loa.server.people.models import Person
from loa.server.people.queries import actor_of


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldOutside:
    """What somebody tells of an approval: whose, how, when, the picture that shows it, and which text and sound it was for."""

    approver_id: UUID
    way: ApprovalWay
    given_at: datetime
    picture: bytes
    note: str
    text_sha256: str
    audio_sha256: str


@transaction.atomic
def record_outside_approval(
    *, bulletin_id: UUID, told: ToldOutside, held_audio_sha256: str, sound_by: frozenset[UUID], by: Actor, now: datetime
) -> Bulletin:
    """Ghi nhận lãnh đạo đã duyệt qua điện thoại, trên giấy, tại cuộc họp. The text may air; the approval stays flagged until confirmed.

    The approver's own rights decide, as on the page. Raises `EmergencyNeedsTheApprover`, `OwnApprovalTold`, `NotAnApprover`,
    `EvidenceMissing`, `PhotoUnusable`, `PhotoTooLarge`, `GivenAtUnusable`, `HeardSomethingElse`, `OwnWorkNotApprovable`.
    """
    bulletin = held_bulletin(bulletin_id, by=by)
    by.require(Right.WRITE, bulletin.agency_id)
    if bulletin.priority == Priority.EMERGENCY:
        raise EmergencyNeedsTheApprover
    if told.approver_id in by.persons:
        raise OwnApprovalTold
    revision = bulletin.revisions.get(number=bulletin.current)
    approver = _approver(told, bulletin, now)
    _must_be_the_text(told, revision, bulletin, held_audio_sha256, now)
    if told.approver_id in sound_by:
        raise OwnWorkNotApprovable
    evidence = _kept(told.picture)
    facts: dict[str, Any] = {"approver_id": told.approver_id, "way": told.way.value, "given_at": told.given_at, "evidence_sha256": evidence}
    moved = move_bulletin(
        bulletin,
        action=Action.APPROVE,
        event=BulletinApprovedOutside,
        by=by,
        now=now,
        why=nfc(told.note).strip()[:500],
        decided_by=approver,
        audio_sha256=told.audio_sha256,
        **facts,
    )
    Approval.objects.create(
        revision=revision,
        text_sha256=told.text_sha256,
        audio_sha256=told.audio_sha256,
        by_person_id=approver.person_id,
        by_name=approver.name,
        at=now,
        way=told.way,
        given_at=told.given_at,
        told_by_person_id=by.person_id,
        told_by_name=by.name,
        evidence_sha256=evidence,
    )
    return moved


@transaction.atomic
def confirm_outside_approval(*, bulletin_id: UUID, revision: int, by: Actor, now: datetime) -> Approval:
    """Xác nhận: the approver named stands by it, also with no role any more: it is their name. Raises `NothingToConfirm`, `ConfirmedByAnother`."""
    bulletin, approval = _unconfirmed(bulletin_id, revision, by)
    if not Approval.objects.filter(pk=approval.pk, confirmed_at=None, denied_at=None).update(confirmed_at=now):
        raise NothingToConfirm
    record_bulletin(OutsideApprovalConfirmed, bulletin=bulletin, revision=approval.revision, by=by, now=now)
    return approval


@transaction.atomic
def deny_outside_approval(*, bulletin_id: UUID, revision: int, why: str, by: Actor, now: datetime) -> Approval:
    """Phủ nhận: the approver named never said so. The text is withdrawn at once, by the right that the approval was said to rest on.

    A later revision that was approved since stands on its own approval, and stays. Raises `WhyMissing`, `NothingToConfirm`, `ConfirmedByAnother`.
    """
    why = nfc(why).strip()
    if not why:
        raise WhyMissing
    bulletin, approval = _unconfirmed(bulletin_id, revision, by)
    if not Approval.objects.filter(pk=approval.pk, confirmed_at=None, denied_at=None).update(denied_at=now):
        raise NothingToConfirm
    if State(bulletin.state) is State.WITHDRAWN or _approved_since(bulletin, approval):
        record_bulletin(OutsideApprovalDenied, bulletin=bulletin, revision=approval.revision, by=by, now=now, why=why)
    else:
        named = replace(by, grants=(Grant(Role.APPROVER, bulletin.agency_id),))  # who lost the role since still takes the name back
        move_bulletin(bulletin, action=Action.WITHDRAW, event=OutsideApprovalDenied, by=by, now=now, why=why, decided_by=named)
    return approval


def _approved_since(bulletin: Bulletin, denied: Approval) -> bool:
    later = Approval.objects.filter(revision__bulletin=bulletin, revision__number__gt=denied.revision.number)
    return later.filter(denied_at=None).exists()


def _approver(told: ToldOutside, bulletin: Bulletin, now: datetime) -> Actor:
    """Who is said to have approved, with the rights of the day on which it was; and of today, so that somebody can still deny it."""
    on, today = clock.day_of(told.given_at), clock.day_of(now)
    person = Person.objects.filter(pk=told.approver_id).first()
    if person is None:
        raise NotFound
    approver = actor_of(person, on=on)
    for day, actor in ((on, approver), (today, actor_of(person, on=today))):
        if not actor.may(Right.APPROVE, bulletin.agency_id) or (day == today and person.ended_on):
            raise NotAnApprover(name=person.full_name, on=f"{day:%d/%m/%Y}")
    return approver


def _must_be_the_text(told: ToldOutside, revision: Revision, bulletin: Bulletin, held_audio_sha256: str, now: datetime) -> None:
    if (told.text_sha256, told.audio_sha256) != (revision.text_sha256, held_audio_sha256):
        raise HeardSomethingElse(title=bulletin.title)
    if not revision.made_at <= told.given_at <= now:
        raise GivenAtUnusable(made_at=f"{revision.made_at.astimezone(clock.HANOI):%H giờ %M ngày %d/%m/%Y}")


def _kept(picture: bytes) -> str:
    if not picture:
        raise EvidenceMissing
    photos.public_copy(picture)  # the check: what is no picture fails here; the picture itself is kept privately, as it came
    return files.keep(picture)


def _unconfirmed(bulletin_id: UUID, revision: int, by: Actor) -> tuple[Bulletin, Approval]:
    """What was told in somebody's name: that person needs no role to speak of it; everybody else must see the text."""
    told = Approval.objects.select_related("revision__bulletin").filter(revision__bulletin=bulletin_id, revision__number=revision)
    approval = told.first()
    named = approval is not None and by.person_id is not None and approval.by_person_id == by.person_id
    bulletin = approval.revision.bulletin if approval and named else held_bulletin(bulletin_id, by=by)
    if approval is None or not approval.is_unconfirmed:
        raise NothingToConfirm
    if approval.by_person_id != by.person_id:
        raise ConfirmedByAnother(name=approval.by_name)
    return bulletin, approval
