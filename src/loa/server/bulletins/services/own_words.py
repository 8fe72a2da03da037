"""Verbs about a unit's own words in a text from above."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from loa.core.bulletin_steps import Action, State, take_step
from loa.core.errors import NotFound
from loa.core.folding import nfc
from loa.core.roles import Right
from loa.core.unit_words import Declaration, personal_details, unit_sentence
from loa.server.agencies.models import Agency
from loa.server.bulletins.errors import ChangedMeanwhile, HeardSomethingElse, KeyNotDeclared, SourceMissing, ValidityUpsideDown, WhyMissing
from loa.server.bulletins.events import UnitTextApproved, UnitTextReturned, UnitTextWritten
from loa.server.bulletins.models import Revision, UnitText
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.people.queries import must_see


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
    own_work = entered.filter(author_person_id__in=by.persons, text_sha256=unit_text.text_sha256).exists()
    unit_text.state = take_step(seen, action, rights=by.rights_at(unit_text.agency_id), own_work=own_work)
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
