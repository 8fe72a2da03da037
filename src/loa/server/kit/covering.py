"""Personal values outside the chain: what may name a person is committed to under a key that can be thrown away.

Names, usernames and telephones are under the key of the person they belong to; reasons and facts, which may name anybody, each under
a key of their own. `loa.wire.trail_check` is the rule; here are the keys.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from loa.server.kit.models import AuditEntry, PersonKey
from loa.wire.trail_check import ERASED, commitment, value_of

# Under a key of their own; the names of actors are under the persons' keys.
_SALTED = ("why", "payload", "before", "after")
_FACTS = ("payload", "before", "after")


def cover(entries: Sequence[AuditEntry], personal: Mapping[str, str], *, now: datetime) -> None:
    """Take personal values out of rows about to be written, and commit to all that stands outside the chain.

    `personal`: name of a fact -> name of the fact that holds its person's id, "" for the actor (`Event.personal`).
    """
    owners = [_taken_out(entry, personal) for entry in entries]
    keys = keys_of({owner for owned in owners for owner in owned.values()}, now=now)
    for entry, owned in zip(entries, owners, strict=True):
        _commit(entry, owned, keys)


def keys_of(person_ids: Iterable[str], *, now: datetime) -> dict[str, str]:
    """The keys of these persons, made where missing; an erased person's is empty.

    A person's first act makes the key, and a second at the same moment waits for it: mostly that is signing in, which is short.
    """
    wanted = sorted(set(person_ids))
    held = _held(wanted)
    missing = [person_id for person_id in wanted if person_id not in held]
    if missing:
        # Of two acts at once that make the same key one gives way, and reads what the other wrote.
        PersonKey.objects.bulk_create(
            [PersonKey(person_id=UUID(person_id), key=secrets.token_hex(32), made_at=now) for person_id in missing], ignore_conflicts=True
        )
        held |= _held(missing)
    return held


def _held(person_ids: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for first in range(0, len(person_ids), 500):
        rows = PersonKey.objects.filter(pk__in=person_ids[first : first + 500])
        found |= {str(person_id): key for person_id, key in rows.values_list("person_id", "key")}
    return found


def _taken_out(entry: AuditEntry, personal: Mapping[str, str]) -> dict[str, str]:
    """Move personal facts of the row into `personal`; returns whose each value is."""
    actor = str(entry.actor_person_id) if entry.actor_person_id else ""
    owned: dict[str, str] = {}
    if actor:
        owned["actor_name"] = actor
    if entry.behalf_person_id:
        owned["behalf_of"] = str(entry.behalf_person_id)
    said = entry.payload if isinstance(entry.payload, dict) else {}
    entry.personal = {}
    for column in _FACTS:
        facts = getattr(entry, column)
        if not isinstance(facts, dict):
            continue
        for name, value in facts.items():
            owner = (str(said.get(personal[name]) or "") if personal[name] else actor) if name in personal else ""
            if not owner and actor and isinstance(value, str) and value == entry.actor_name:
                owner = actor  # a refusal says whom it refuses
            if owner and value:
                owned[f"{column}.{name}"] = owner
                entry.personal[f"{column}.{name}"] = value
        setattr(entry, column, {name: value for name, value in facts.items() if f"{column}.{name}" not in owned})
    return owned


def _commit(entry: AuditEntry, owned: Mapping[str, str], keys: Mapping[str, str]) -> None:
    entry.commitments, entry.salts, entry.erased = {}, {}, {}
    row = columns_of(entry)
    for name, owner in owned.items():
        if keys[owner]:
            entry.commitments[name] = {"of": owner, "hmac": commitment(keys[owner], name, value_of(row, name))}
        else:
            _blank(entry, name)  # of somebody erased nothing personal is written again
    drawn = secrets.token_hex(16 * len(_SALTED))  # one call for all: there are thousands of rows in some acts
    for number, name in enumerate(_SALTED):
        if row[name]:
            entry.salts[name] = salt = drawn[32 * number : 32 * (number + 1)]
            entry.commitments[name] = {"of": "", "hmac": commitment(salt, name, row[name])}


def _blank(entry: AuditEntry, name: str) -> None:
    if name in entry.personal:
        del entry.personal[name]
    else:
        setattr(entry, name, ERASED)


def columns_of(entry: AuditEntry) -> dict[str, Any]:
    """The columns that a commitment may speak of."""
    return {name: getattr(entry, name) for name in ("actor_name", "behalf_of", "why", "payload", "before", "after", "personal")}


def facts_of(entry: AuditEntry, column: str = "payload") -> dict[str, Any]:
    """The facts of a row as they were given: with its personal values, as long as nobody erased them."""
    facts = getattr(entry, column)
    start = f"{column}."
    return {**(facts or {}), **{name.removeprefix(start): value for name, value in entry.personal.items() if name.startswith(start)}}
