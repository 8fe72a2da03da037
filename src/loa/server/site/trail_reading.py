"""The trail as people read it: whose acts, on what, told in the sentence of each event."""

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from loa.core.activity_kinds import KINDS, Unit
from loa.core.errors import LoaError
from loa.core.exchange import Business, PacketStatus
from loa.core.faces import Faced
from loa.core.reading.field_names import FIELD_NAMES
from loa.core.roles import Right, Role
from loa.core.ways_in import Guard, Reopening
from loa.server.campaigns.models import AcceptedBy
from loa.server.documents.pages.correctable import OUTCOMES
from loa.server.kit.actors import Actor
from loa.server.kit.clock import HANOI
from loa.server.kit.covering import facts_of
from loa.server.kit.events import REGISTRY
from loa.server.kit.models import AuditEntry
from loa.server.people.queries import agencies_seen_by, manages
from loa.server.site.reorganising.faces import VERBS


def acts_of(
    *,
    seen_by: Actor,
    person_id: UUID | None = None,
    subject_id: str = "",
    refused: bool | None = None,
    since: date | None = None,
    until: date | None = None,
) -> "QuerySet[AuditEntry]":
    """The actor's own acts, those done in the actor's name, those in the scope of an administrator; the latest first. Days are Hà Nội's.

    Looking goes through lineage: the administrator of a merged commune reads the acts done at its predecessors.
    """
    rows = AuditEntry.objects.all()
    if not seen_by.is_system:
        own = Q(actor_person_id=seen_by.person_id) | Q(behalf_person_id=seen_by.person_id) if seen_by.person_id else Q(pk__in=[])
        managed = Q(agency_id__in=agencies_seen_by(seen_by.only_with(Right.MANAGE))) if manages(seen_by) else Q(pk__in=[])
        rows = rows.filter(own | managed)
    if person_id is not None:
        rows = rows.filter(Q(actor_person_id=person_id) | Q(behalf_person_id=person_id))
    if subject_id:
        rows = rows.filter(subject_id=subject_id)
    if refused is not None:
        rows = rows.filter(refused=refused)
    if since is not None:
        rows = rows.filter(at__gte=_midnight(since))
    if until is not None:
        rows = rows.filter(at__lt=_midnight(until + timedelta(days=1)))
    return rows.order_by("-pk")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), HANOI)


@dataclass(frozen=True, slots=True)
class Told:
    """One act as a person reads it."""

    entry: AuditEntry
    sentence: str


def told(entry: AuditEntry) -> Told:
    """The sentence of the event, or of the refusal, with its facts; the bare code where a later version dropped it."""
    facts = facts_of(entry)
    event = REGISTRY.get(entry.event)
    if event is not None:
        return Told(entry, _filled(gettext(event.sentence), facts))
    error = _errors().get(entry.event)
    return Told(entry, _filled(gettext(error.sentence), facts) if error else entry.event)


def _errors() -> dict[str, type[LoaError]]:
    found: dict[str, type[LoaError]] = {}
    waiting: list[type[LoaError]] = [LoaError]
    while waiting:
        kind = waiting.pop()
        found.setdefault(kind.code, kind)
        waiting += kind.__subclasses__()
    return found


class _Gaps(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "…"


def _filled(sentence: str, facts: Mapping[str, Any]) -> str:
    return string.Formatter().vformat(sentence, (), _Gaps({name: _face(name, value) for name, value in facts.items()}))


# What a fact holds as a code, by the name of the fact; a code that is not there stays as it is.
_FACES: dict[str, Mapping[str, Any]] = {
    "role": dict(Role.choices()),
    "right": dict(Right.choices()),
    "accepted_by": dict(AcceptedBy.choices()),
    "kind": {code: kind.vi for code, kind in KINDS.items()},
    "unit": dict(Unit.choices()),
    "verb": VERBS,
    "field": FIELD_NAMES,
    "reopening": dict(Reopening.choices()),
    "guard": dict(Guard.choices()),
    "business": dict(Business.choices()),
    "status": dict(PacketStatus.choices()),
    "outcome": OUTCOMES,
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _face(name: str, value: Any) -> Any:
    """A fact as people read it: the Vietnamese word of a code, a day as it is written here."""
    if not isinstance(value, str):
        return value
    if _DAY.fullmatch(value):
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    known = _FACES.get(name, {}).get(value) or (value if value in _faces() else "")
    return gettext(str(known)) if known else value


@cache
def _faces() -> frozenset[str]:
    """Every face of the house: a refusal keeps the words of a state, not its code."""
    found: set[str] = set()
    waiting = list(Faced.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        found |= {str(member.vi) for member in kind}
    return frozenset(found)
