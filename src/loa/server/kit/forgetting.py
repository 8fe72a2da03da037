"""Forgetting one person: the key goes, the values are blanked, the chain stays."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from loa.core.folding import without_marks
from loa.server.kit.models import AuditEntry, PersonKey
from loa.wire.trail_check import ERASED

_CHUNK = 500
_TEXTS = ("actor_name", "behalf_of", "why")
_FACTS = ("payload", "before", "after", "personal")
# What anybody's words may stand in; names of actors are found by their ids, and another's name is never touched.
_ANYBODY = ("why", "payload", "before", "after")
_LONG_ENOUGH = 6
_WORDS_OF_A_NAME = 3


def spellings(name: str, *, plain: bool) -> tuple[str, ...]:
    """A full name as people write it: as it stands, in capitals, each word with a capital; small only where it is three words or more.

    A name of two words in small letters may be ordinary words ("hòa bình"). `plain`: without diacritics too, in the same ways.
    """
    found = []
    for written in (name, without_marks(name)) if plain else (name,):
        found += [written, written.upper(), written.title()]
        if len(written.split()) >= _WORDS_OF_A_NAME:
            found.append(written.lower())
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Words:
    """What names a person: full name, username, telephone. A short word is taken only where it is the whole value."""

    words: tuple[str, ...]

    def out_of(self, value: Any) -> Any:
        """The value without these words, however deep they stand; the same object where there is none."""
        if isinstance(value, str):
            return self._out_of_text(value)
        if isinstance(value, list):
            return [self.out_of(item) for item in value]
        if isinstance(value, dict):
            return {name: self.out_of(item) for name, item in value.items()}
        return value

    def _out_of_text(self, text: str) -> str:
        if text.strip() in self.words:
            return ERASED
        for word in self.words:
            if len(word) >= _LONG_ENOUGH and word in text:
                # Not within a longer name: "lan.ha" is nobody of "lan.ha-2".
                text = re.sub(rf"(?<!\w)(?<!\w[.-]){re.escape(word)}(?!\w|[.-]\w)", ERASED, text)
        return text


def mentioning(columns: Sequence[str], words: Sequence[str]) -> Q:
    """The condition that one of these columns, text or JSON, may hold one of these words: read wide, to be looked at again.

    SQLite keeps JSON with its letters escaped, PostgreSQL as letters: both are looked for.
    """
    found = Q(pk__in=[])
    for column in columns:
        for word in words:
            for written in {word, json.dumps(word)[1:-1]}:
                found |= Q(**{f"{column}_as_text__contains": written})
    return found


def as_text(columns: Sequence[str]) -> dict[str, Cast]:
    """The annotations that `mentioning` looks into."""
    return {f"{column}_as_text": Cast(column, TextField()) for column in columns}


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was blanked in the trail. `links_given_up`: rows of format 1, whose own content can no longer be recomputed."""

    values: int
    links_given_up: int


def forget_in_trail(person_id: UUID, words: Words, *, now: datetime) -> Forgotten:
    """Blank what the trail holds of a person and throw the person's key away. Inside the transaction of the act that says so."""
    PersonKey.objects.get_or_create(person_id=person_id, defaults={"made_at": now})
    PersonKey.objects.filter(pk=person_id).update(key="", erased_at=now)
    columns = (*_TEXTS, *_FACTS, "commitments")
    wanted = mentioning(columns, [*words.words, str(person_id)])
    rows = AuditEntry.objects.annotate(**as_text(columns)).filter(wanted | Q(actor_person_id=person_id) | Q(behalf_person_id=person_id))
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    values = links = 0
    for first in range(0, len(ids), _CHUNK):
        changed = []
        for entry in AuditEntry.objects.filter(pk__in=ids[first : first + _CHUNK]).order_by("pk"):
            blanked = _blanked(entry, str(person_id), words)
            if blanked:
                changed.append(entry)
                values += blanked
                links += entry.format == 1
        AuditEntry.objects.bulk_update(changed, [*_TEXTS, *_FACTS, "salts", "erased"], batch_size=100)
    return Forgotten(values, links)


def _blanked(entry: AuditEntry, person_id: str, words: Words) -> int:
    """Blank this person's values of one row; how many there were."""
    entry.erased = dict(entry.erased)
    gone = 0
    for name, held in entry.commitments.items():
        if held["of"] == person_id and name not in entry.erased:
            _gone(entry, name, person_id)
            gone += 1
    if entry.format == 1 and str(entry.actor_person_id) == person_id and entry.actor_name != ERASED:
        entry.actor_name = ERASED
        entry.erased["actor_name"] = person_id
        gone += 1
    for name in _ANYBODY:
        value = getattr(entry, name)
        left = words.out_of(value)
        if left != value:
            setattr(entry, name, left)
            entry.erased[name] = person_id
            entry.salts = {kept: salt for kept, salt in entry.salts.items() if kept != name}
            gone += 1  # also where another person's erasure had blanked a part of it before
    return gone


def _gone(entry: AuditEntry, name: str, person_id: str) -> None:
    if name in entry.personal:
        entry.personal = {kept: value for kept, value in entry.personal.items() if kept != name}
    else:
        setattr(entry, name, ERASED)
    entry.erased[name] = person_id
