"""Verbs about texts: draft, submit, return, approve, withdraw, give an opinion."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from loa.core.bulletin_steps import Action, OwnWorkNotApprovable, State, StepNotOpen, take_step
from loa.core.errors import NotFound
from loa.core.folding import nfc
from loa.core.priorities import Priority
from loa.core.roles import Right
from loa.core.session_fit import must_fit
from loa.server.bulletins.errors import (
    ChangedMeanwhile,
    HeardSomethingElse,
    TitleMissing,
    TitleTooLong,
    ValidityUpsideDown,
    WhyMissing,
)
from loa.server.bulletins.events import (
    BulletinApproved,
    BulletinDrafted,
    BulletinReturned,
    BulletinSubmitted,
    BulletinWithdrawn,
    OpinionGiven,
)
from loa.server.bulletins.models import Approval, ApprovalWay, Bulletin, BulletinKind, Opinion, Revision
from loa.server.bulletins.queries import bulletin_of
from loa.server.campaigns.queries import campaign_of
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.people.queries import agencies_above, must_see

LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one revision, for every channel."""

    title: str
    text: str
    valid_from: date
    valid_to: date | None = None
    language: str = "vi"
    declared: Sequence[Mapping[str, Any]] = ()
    short_text: str = ""
    board_text: str = ""
    talking_points: Sequence[str] = ()
    source: str = ""


def words_sha256(words: Words) -> str:
    """The hash that an approval freezes: over every word that any channel will say or show."""
    frozen = [
        nfc(words.title),
        nfc(words.text),
        words.language,
        [dict(d) for d in words.declared],
        nfc(words.short_text),
        nfc(words.board_text),
        [nfc(p) for p in words.talking_points],
        nfc(words.source),
        words.valid_from.isoformat(),
        words.valid_to.isoformat() if words.valid_to else None,
    ]
    return hashlib.sha256(json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


@transaction.atomic
def draft_bulletin(
    *,
    agency_id: UUID,
    words: Words,
    kind: BulletinKind,
    by: Actor,
    now: datetime,
    campaign_id: UUID | None = None,
    priority: Priority = Priority.NORMAL,
    position: int = 0,
    simulated: bool = False,
) -> Bulletin:
    """Soạn bản tin: a first draft, with its first revision."""
    by.require(Right.WRITE, agency_id)
    _check(words)
    if campaign_id is not None:
        campaign_of(campaign_id, seen_by=by)
    bulletin = Bulletin.objects.create(
        agency_id=agency_id,
        campaign_id=campaign_id,
        kind=kind,
        priority=priority,
        title=nfc(words.title).strip(),
        author_person_id=by.person_id,
        author_name=by.name,
        position=position,
        simulated=simulated,
        made_at=now,
    )
    revision = _revise(bulletin, words, 1, by=by, now=now)
    record_bulletin(BulletinDrafted, bulletin=bulletin, revision=revision, by=by, now=now)
    return bulletin


@transaction.atomic
def edit_bulletin(*, bulletin_id: UUID, words: Words, seen_revision: int, by: Actor, now: datetime) -> Revision:
    """Sửa bản tin: a draft is a revision that may still change; an approved text gets a new revision and stays as it was."""
    bulletin = held_bulletin(bulletin_id, by=by)
    seen = State(bulletin.state)
    leads_to = take_step(seen, Action.EDIT, rights=by.rights_at(bulletin.agency_id), own_work=False)
    _check(words)
    number = bulletin.current + 1
    if not Bulletin.objects.filter(pk=bulletin_id, state=seen, current=seen_revision).update(
        state=leads_to,
        current=number,
        title=nfc(words.title).strip(),
        author_person_id=by.person_id,
        author_name=by.name,
        returned_why="",
    ):
        raise ChangedMeanwhile(title=bulletin.title)
    revision = _revise(bulletin, words, number, by=by, now=now)
    record_bulletin(BulletinDrafted, bulletin=bulletin, revision=revision, by=by, now=now)
    return revision


@transaction.atomic
def submit_bulletin(
    *, bulletin_id: UUID, length_seconds: float, longest_session_seconds: float | None, basis: str, by: Actor, now: datetime
) -> Bulletin:
    """Trình duyệt. The door hands over the length and the longest session of the area; too long is refused, the draft stays.

    Raises `LongerThanSession`.
    """
    bulletin = held_bulletin(bulletin_id, by=by)
    must_fit(length_seconds, longest_session_seconds, basis=basis)
    return move_bulletin(bulletin, action=Action.SUBMIT, event=BulletinSubmitted, by=by, now=now)


@transaction.atomic
def return_bulletin(*, bulletin_id: UUID, why: str, by: Actor, now: datetime) -> Bulletin:
    """Trả lại, with the one sentence that says what to mend."""
    why = nfc(why).strip()
    if not why:
        raise WhyMissing
    return move_bulletin(
        held_bulletin(bulletin_id, by=by), action=Action.RETURN, event=BulletinReturned, by=by, now=now, why=why, returned_why=why
    )


@transaction.atomic
def approve_bulletin(
    *,
    bulletin_id: UUID,
    text_sha256: str,
    audio_sha256: str,
    held_audio_sha256: str,
    by: Actor,
    now: datetime,
    sound_by: frozenset[UUID],
    way: ApprovalWay = ApprovalWay.PAGE,
) -> Bulletin:
    """Duyệt bản tin: freeze the text and the sound that the approver read and heard; never one's own words or one's own recording.

    `held_audio_sha256` is what the sound is now, `sound_by` who recorded it (`voices.queries.recorded_by`; nobody for a machine's voice):
    both handed over by the door. Raises `HeardSomethingElse`, `OwnWorkNotApprovable`.
    """
    bulletin = held_bulletin(bulletin_id, by=by)
    if sound_by.intersection(by.persons):
        raise OwnWorkNotApprovable
    revision = bulletin.revisions.get(number=bulletin.current)
    if (text_sha256, audio_sha256) != (revision.text_sha256, held_audio_sha256):
        raise HeardSomethingElse(title=bulletin.title)
    bulletin = move_bulletin(bulletin, action=Action.APPROVE, event=BulletinApproved, by=by, now=now, audio_sha256=audio_sha256)
    Approval.objects.create(
        revision=revision, text_sha256=text_sha256, audio_sha256=audio_sha256, by_person_id=by.person_id, by_name=by.name, at=now, way=way
    )
    return bulletin


@transaction.atomic
def withdraw_bulletin(*, bulletin_id: UUID, why: str, by: Actor, now: datetime) -> Bulletin:
    """Thu hồi: an approved text that must not air any more, also while a new revision of it is being written."""
    if not nfc(why).strip():
        raise WhyMissing
    bulletin = held_bulletin(bulletin_id, by=by)
    if not Approval.objects.filter(revision__bulletin=bulletin).exists():
        raise StepNotOpen(state=State(bulletin.state).vi, action=Action.WITHDRAW.vi)
    return move_bulletin(bulletin, action=Action.WITHDRAW, event=BulletinWithdrawn, by=by, now=now, why=nfc(why).strip())


@transaction.atomic
def give_opinion(*, revision_id: UUID, agency_id: UUID, agrees: bool, text: str, by: Actor, now: datetime) -> Opinion:
    """Ý kiến chuyên môn of an outside agency, recorded beside the approval; it does not replace one."""
    by.require(Right.APPROVE, agency_id)
    _must_be_open_to_opinions(revision_id, by)
    opinion = Opinion.objects.create(revision_id=revision_id, agency_id=agency_id, agrees=agrees, text=nfc(text), by_name=by.name, at=now)
    acts.record(OpinionGiven(revision_id=revision_id, agency_id=agency_id, agrees=agrees), by=by, now=now)
    return opinion


def _must_be_open_to_opinions(revision_id: UUID, by: Actor) -> None:
    """A revision that the actor sees, or one from above that waits for its approver: that is when others are asked. Raises `NotFound`."""
    revision = Revision.objects.select_related("bulletin").filter(pk=revision_id).first()
    if revision is None:
        raise NotFound
    held = revision.bulletin
    if not (State(held.state) is State.SUBMITTED and agencies_above(by).filter(pk=held.agency_id).exists()):
        bulletin_of(held.pk, seen_by=by)


def held_bulletin(bulletin_id: UUID, *, by: Actor) -> Bulletin:
    """A text in the actor's scope. Raises `NotFound`."""
    bulletin = Bulletin.objects.filter(pk=bulletin_id).first()
    if bulletin is None:
        raise NotFound
    must_see(by, bulletin.agency_id)
    return bulletin


def _own_work(bulletin: Bulletin, by: Actor) -> bool:
    """Whether the person wrote this text or any earlier revision of it: an edit by a colleague changes nothing in that."""
    return bulletin.author_person_id in by.persons or bulletin.revisions.filter(author_person_id__in=by.persons).exists()


def move_bulletin(
    bulletin: Bulletin,
    *,
    action: Action,
    event: type[Any],
    by: Actor,
    now: datetime,
    why: str = "",
    returned_why: str = "",
    decided_by: Actor | None = None,
    **facts: Any,
) -> Bulletin:
    """Take one step, if nobody moved the text since; `decided_by` is whose rights count where another person records it."""
    seen, decider = State(bulletin.state), decided_by or by
    own_work = action is Action.APPROVE and _own_work(bulletin, decider)
    leads_to = take_step(seen, action, rights=decider.rights_at(bulletin.agency_id), own_work=own_work)
    # Write only if nobody moved it since we looked; works alike on SQLite and PostgreSQL.
    moved = Bulletin.objects.filter(pk=bulletin.pk, state=seen, current=bulletin.current).update(state=leads_to, returned_why=returned_why)
    if not moved:
        raise ChangedMeanwhile(title=bulletin.title)
    bulletin.state, bulletin.returned_why = leads_to, returned_why
    record_bulletin(
        event,
        bulletin=bulletin,
        revision=bulletin.revisions.get(number=bulletin.current),
        by=by,
        now=now,
        before={"state": seen.value},
        why=why,
        **facts,
    )
    return bulletin


def _check(words: Words) -> None:
    if not words.title.strip() or not words.text.strip():
        raise TitleMissing
    if (length := len(nfc(words.title).strip())) > LONGEST_TITLE:
        raise TitleTooLong(length=length, most=LONGEST_TITLE)
    if words.valid_to and words.valid_to < words.valid_from:
        raise ValidityUpsideDown(valid_from=f"{words.valid_from:%d/%m/%Y}", valid_to=f"{words.valid_to:%d/%m/%Y}")


def _revise(bulletin: Bulletin, words: Words, number: int, *, by: Actor, now: datetime) -> Revision:
    return Revision.objects.create(
        bulletin=bulletin,
        number=number,
        language=words.language,
        text=nfc(words.text),
        declared=[dict(d) for d in words.declared],
        short_text=nfc(words.short_text),
        board_text=nfc(words.board_text),
        talking_points=[nfc(p) for p in words.talking_points],
        source=nfc(words.source),
        valid_from=words.valid_from,
        valid_to=words.valid_to,
        text_sha256=words_sha256(words),
        author_person_id=by.person_id,
        made_at=now,
    )


def record_bulletin(
    event: type[Any],
    *,
    bulletin: Bulletin,
    revision: Revision,
    by: Actor,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    why: str = "",
    **facts: Any,
) -> None:
    """Write one act on a text into the trail."""
    happened = event(bulletin_id=bulletin.pk, revision=revision.number, text_sha256=revision.text_sha256, **facts)
    acts.record(happened, by=by, now=now, before=before, after={"state": bulletin.state}, why=why)
