"""Verbs about texts: draft, submit, return, approve, withdraw, give an opinion; and a unit's own words in them."""

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
from loa.core.roles import Right, rights_of
from loa.core.session_fit import must_fit
from loa.core.unit_words import Declaration, personal_details, unit_sentence
from loa.server.agencies.models import Agency
from loa.server.bulletins.errors import (
    ChangedMeanwhile,
    HeardSomethingElse,
    KeyNotDeclared,
    SourceMissing,
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
    UnitTextApproved,
    UnitTextReturned,
    UnitTextWritten,
)
from loa.server.bulletins.models import Approval, Bulletin, BulletinKind, Opinion, Revision, UnitText
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
    _record(BulletinDrafted, bulletin, revision, by=by, now=now)
    return bulletin


@transaction.atomic
def edit_bulletin(*, bulletin_id: UUID, words: Words, seen_revision: int, by: Actor, now: datetime) -> Revision:
    """Sửa bản tin: a draft is a revision that may still change; an approved text gets a new revision and stays as it was."""
    bulletin = _held(bulletin_id, by)
    seen = State(bulletin.state)
    leads_to = take_step(seen, Action.EDIT, rights=rights_of(by.roles_at(bulletin.agency_id)), own_work=False)
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
    _record(BulletinDrafted, bulletin, revision, by=by, now=now)
    return revision


@transaction.atomic
def submit_bulletin(
    *, bulletin_id: UUID, length_seconds: float, longest_session_seconds: float | None, basis: str, by: Actor, now: datetime
) -> Bulletin:
    """Trình duyệt. The door hands over the length and the longest session of the area; too long is refused, the draft stays.

    Raises `LongerThanSession`.
    """
    bulletin = _held(bulletin_id, by)
    must_fit(length_seconds, longest_session_seconds, basis=basis)
    return _move(bulletin, Action.SUBMIT, BulletinSubmitted, by=by, now=now)


@transaction.atomic
def return_bulletin(*, bulletin_id: UUID, why: str, by: Actor, now: datetime) -> Bulletin:
    """Trả lại, with the one sentence that says what to mend."""
    why = nfc(why).strip()
    if not why:
        raise WhyMissing
    return _move(_held(bulletin_id, by), Action.RETURN, BulletinReturned, by=by, now=now, why=why, returned_why=why)


@transaction.atomic
def approve_bulletin(
    *,
    bulletin_id: UUID,
    text_sha256: str,
    audio_sha256: str,
    held_audio_sha256: str,
    by: Actor,
    now: datetime,
    sound_by: frozenset[UUID] = frozenset(),
) -> Bulletin:
    """Duyệt bản tin: freeze the text and the sound that the approver read and heard; never one's own words or one's own recording.

    `held_audio_sha256` is what the sound is now, `sound_by` who recorded it (`voices.queries.recorded_by`; nobody for a machine's voice):
    both handed over by the door. Raises `HeardSomethingElse`, `OwnWorkNotApprovable`.
    """
    bulletin = _held(bulletin_id, by)
    if by.person_id is not None and by.person_id in sound_by:
        raise OwnWorkNotApprovable
    revision = bulletin.revisions.get(number=bulletin.current)
    if (text_sha256, audio_sha256) != (revision.text_sha256, held_audio_sha256):
        raise HeardSomethingElse(title=bulletin.title)
    bulletin = _move(bulletin, Action.APPROVE, BulletinApproved, by=by, now=now, audio_sha256=audio_sha256)
    Approval.objects.create(
        revision=revision, text_sha256=text_sha256, audio_sha256=audio_sha256, by_person_id=by.person_id, by_name=by.name, at=now
    )
    return bulletin


@transaction.atomic
def withdraw_bulletin(*, bulletin_id: UUID, why: str, by: Actor, now: datetime) -> Bulletin:
    """Thu hồi: an approved text that must not air any more, also while a new revision of it is being written."""
    if not nfc(why).strip():
        raise WhyMissing
    bulletin = _held(bulletin_id, by)
    if not Approval.objects.filter(revision__bulletin=bulletin).exists():
        raise StepNotOpen(state=State(bulletin.state).vi, action=Action.WITHDRAW.vi)
    return _move(bulletin, Action.WITHDRAW, BulletinWithdrawn, by=by, now=now, why=nfc(why).strip())


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


def _held(bulletin_id: UUID, by: Actor) -> Bulletin:
    bulletin = Bulletin.objects.filter(pk=bulletin_id).first()
    if bulletin is None:
        raise NotFound
    must_see(by, bulletin.agency_id)
    return bulletin


def _own_work(bulletin: Bulletin, by: Actor) -> bool:
    """Whether the person wrote this text or any earlier revision of it: an edit by a colleague changes nothing in that."""
    if by.person_id is None:
        return False
    return bulletin.author_person_id == by.person_id or bulletin.revisions.filter(author_person_id=by.person_id).exists()


def _move(
    bulletin: Bulletin,
    action: Action,
    event: type[Any],
    *,
    by: Actor,
    now: datetime,
    why: str = "",
    returned_why: str = "",
    **facts: str,
) -> Bulletin:
    seen = State(bulletin.state)
    own_work = action is Action.APPROVE and _own_work(bulletin, by)
    leads_to = take_step(seen, action, rights=rights_of(by.roles_at(bulletin.agency_id)), own_work=own_work)
    # Write only if nobody moved it since we looked; works alike on SQLite and PostgreSQL.
    moved = Bulletin.objects.filter(pk=bulletin.pk, state=seen, current=bulletin.current).update(state=leads_to, returned_why=returned_why)
    if not moved:
        raise ChangedMeanwhile(title=bulletin.title)
    bulletin.state, bulletin.returned_why = leads_to, returned_why
    _record(
        event, bulletin, bulletin.revisions.get(number=bulletin.current), by=by, now=now, before={"state": seen.value}, why=why, **facts
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


def _record(
    event: type[Any],
    bulletin: Bulletin,
    revision: Revision,
    *,
    by: Actor,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    why: str = "",
    **facts: str,
) -> None:
    happened = event(bulletin_id=bulletin.pk, revision=revision.number, text_sha256=revision.text_sha256, **facts)
    acts.record(happened, by=by, now=now, before=before, after={"state": bulletin.state}, why=why)


# --- a unit's own words ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a unit enters into a declared sentence, from where, for how long."""

    key: str
    values: Mapping[str, str]
    source: str
    valid_from: date
    valid_to: date


@transaction.atomic
def write_unit_text(*, revision_id: UUID, agency_id: UUID, own: OwnWords, by: Actor, now: datetime) -> UnitText:
    """Nhập lời riêng: typed fields become the unit's own sentence and wait for its own leader. A new one replaces the last.

    Raises the field errors of `core.unit_words`, `KeyNotDeclared`, `SourceMissing`, `ValidityUpsideDown`. Possible personal details are
    kept as warnings for the approver.
    """
    by.require(Right.WRITE, agency_id)
    revision = _revision_open_to(revision_id, by)
    declaration = next((Declaration.of(d) for d in revision.declared if d["key"] == own.key), None)
    if declaration is None:
        raise KeyNotDeclared(key=own.key)
    if not own.source.strip():
        raise SourceMissing
    if own.valid_to < own.valid_from:
        raise ValidityUpsideDown(valid_from=f"{own.valid_from:%d/%m/%Y}", valid_to=f"{own.valid_to:%d/%m/%Y}")
    sentence = unit_sentence(declaration, own.values)
    Agency.objects.select_for_update().get(pk=agency_id)  # of two entries at once the second replaces the first
    UnitText.objects.filter(revision=revision, key=own.key, agency=agency_id, ended_at=None).update(ended_at=now)
    unit_text = UnitText.objects.create(
        revision=revision,
        key=own.key,
        agency_id=agency_id,
        fields={name: nfc(value) for name, value in own.values.items()},
        sentence=sentence,
        source=nfc(own.source).strip()[:300],
        valid_from=own.valid_from,
        valid_to=own.valid_to,
        state=State.SUBMITTED,
        warnings=list(personal_details(sentence)),
        text_sha256=hashlib.sha256(sentence.encode()).hexdigest(),
        author_person_id=by.person_id,
        author_name=by.name,
        made_at=now,
    )
    _record_unit(UnitTextWritten, unit_text, by=by, now=now)
    return unit_text


@transaction.atomic
def approve_unit_text(*, unit_text_id: UUID, text_sha256: str, by: Actor, now: datetime) -> UnitText:
    """Duyệt lời riêng, by the unit's own leader: the sentence is frozen by its hash."""
    unit_text = _unit_text(unit_text_id)
    if unit_text.text_sha256 != text_sha256:
        raise HeardSomethingElse(title=unit_text.sentence[:80])
    return _move_unit(unit_text, Action.APPROVE, UnitTextApproved, by=by, now=now)


@transaction.atomic
def return_unit_text(*, unit_text_id: UUID, why: str, by: Actor, now: datetime) -> UnitText:
    """Trả lại lời riêng, with one sentence."""
    if not nfc(why).strip():
        raise WhyMissing
    return _move_unit(_unit_text(unit_text_id), Action.RETURN, UnitTextReturned, by=by, now=now, why=nfc(why).strip())


def _revision_open_to(revision_id: UUID, by: Actor) -> Revision:
    """A revision of an approved text, or of one in scope: a draft elsewhere takes no own words and does not even exist."""
    revision = Revision.objects.select_related("bulletin").filter(pk=revision_id).first()
    if revision is None:
        raise NotFound
    if revision.bulletin.state != State.APPROVED:
        must_see(by, revision.bulletin.agency_id)
    return revision


def _unit_text(unit_text_id: UUID) -> UnitText:
    found = UnitText.objects.filter(pk=unit_text_id).first()
    if found is None:
        raise NotFound
    return found


def _move_unit(unit_text: UnitText, action: Action, event: type[Any], *, by: Actor, now: datetime, why: str = "") -> UnitText:
    must_see(by, unit_text.agency_id)
    seen = State(unit_text.state)
    entered = UnitText.objects.filter(revision=unit_text.revision_id, key=unit_text.key, agency=unit_text.agency_id)
    own_work = by.person_id is not None and entered.filter(author_person_id=by.person_id, text_sha256=unit_text.text_sha256).exists()
    unit_text.state = take_step(seen, action, rights=rights_of(by.roles_at(unit_text.agency_id)), own_work=own_work)
    unit_text.returned_why = why
    if action is Action.APPROVE:
        unit_text.approved_by_person_id, unit_text.approved_by_name, unit_text.approved_at = by.person_id, by.name, now
    changed = {
        name: getattr(unit_text, name) for name in ("state", "returned_why", "approved_by_person_id", "approved_by_name", "approved_at")
    }
    if not UnitText.objects.filter(pk=unit_text.pk, state=seen, ended_at=None).update(**changed):
        raise ChangedMeanwhile(title=unit_text.sentence[:80])
    _record_unit(event, unit_text, by=by, now=now, why=why)
    return unit_text


def _record_unit(event: type[Any], unit_text: UnitText, *, by: Actor, now: datetime, why: str = "") -> None:
    happened = event(unit_text_id=unit_text.pk, agency_id=unit_text.agency_id, text_sha256=unit_text.text_sha256)
    acts.record(happened, by=by, now=now, after={"sentence": unit_text.sentence, "state": unit_text.state}, why=why)
