"""Acts: what a person did, written beside it in the same transaction: one audit row, and one message for whoever reacts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection, transaction

from loa.server.kit import refusals
from loa.server.kit.actors import Actor
from loa.server.kit.covering import cover
from loa.server.kit.events import Event, plain
from loa.server.kit.models import AuditEntry, Delivery, OutboxMessage


class When(StrEnum):
    """When a reaction runs: in the act's own transaction, or by the worker after the commit."""

    NOW = "now"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class Reaction:
    """One line of the wiring table: this function answers this event."""

    event: type[Event]
    run: Callable[..., None]
    when: When

    @property
    def name(self) -> str:
        """Its name in delivery rows."""
        return f"{self.run.__module__.removeprefix('loa.server.')}.{self.run.__name__}"


_reactions: dict[str, tuple[Reaction, ...]] = {}
_nudge: Callable[[], None] = lambda: None  # noqa: E731 -- replaced by site/wiring.py at start-up


def wire(table: Sequence[Reaction], *, nudge: Callable[[], None]) -> None:
    """Take the one table of who reacts to what (`site/wiring.py`), and how to wake the worker."""
    global _nudge  # noqa: PLW0603 -- one process has one wiring
    _reactions.clear()
    for reaction in table:
        _reactions[reaction.event.code] = (*_reactions.get(reaction.event.code, ()), reaction)
    _nudge = nudge


def reaction_named(name: str) -> Reaction | None:
    """The wired reaction of that name; `None` when a later version of the wiring dropped it."""
    return next((r for rs in _reactions.values() for r in rs if r.name == name), None)


def record(  # every fact of an act has its name
    event: Event,
    *,
    by: Actor,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    why: str = "",
) -> None:
    """Write the audit row and the outbox row of one act. Call it inside the act's transaction."""
    record_all([event], by=by, now=now, before=before, after=after, why=why)


def record_all(
    events: Sequence[Event],
    *,
    by: Actor,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    why: str = "",
) -> None:
    """The same for an act that touches many things at once: one row each, written in bulk."""
    if not connection.in_atomic_block:
        msg = "acts.record belongs inside the transaction of the act"
        raise RuntimeError(msg)
    payloads = [event.payload() for event in events]
    entries = [
        _entry(event.code, event.subject_id, payload, by=by, now=now, before=plain(before), after=plain(after), why=why)
        for event, payload in zip(events, payloads, strict=True)
    ]
    for kind in dict.fromkeys(type(event) for event in events):
        cover([entry for entry, event in zip(entries, events, strict=True) if type(event) is kind], kind.personal, now=now)
    AuditEntry.objects.bulk_create(entries, batch_size=500)
    _post(events, payloads, now)


def record_refusal(*, code: str, facts: Mapping[str, Any], by: Actor, now: datetime, what: str, source: str = "") -> None:
    """Write that an attempt was refused. Called by the error handler after the rollback, in a transaction of its own.

    `source` is the address a stranger called from: of what is refused to it again within the minute, one row says how often
    (`kit.refusals.tell_repeated`), so that guessing is seen and does not fill the trail.
    """
    with transaction.atomic():
        if source and by.person_id is None and not by.is_system and refusals.counted(source, code=code, via=by.via, now=now):
            return
        entry = _entry(code, what[:80], plain(dict(facts)), by=by, now=now, before=None, after=None, why="")
        entry.refused = True
        cover([entry], {}, now=now)
        entry.save()


def _entry(code: str, subject_id: str, payload: Any, *, by: Actor, now: datetime, before: Any, after: Any, why: str) -> AuditEntry:
    return AuditEntry(
        at=now,
        event=code,
        subject_id=subject_id,
        payload=payload,
        before=before,
        after=after,
        why=why,
        actor_name=by.name,
        actor_person_id=by.person_id,
        behalf_of=by.behalf_of,
        behalf_person_id=by.behalf_person_id,
        agency_id=by.agency_id,
        agency_name=by.agency_name,
        via=by.via,
    )


def _post(events: Sequence[Event], payloads: Sequence[dict[str, Any]], now: datetime) -> None:
    """Owe each wired reaction its delivery; those that run now run here."""
    owed: list[Delivery] = []
    messages: list[OutboxMessage] = []
    for event, payload in zip(events, payloads, strict=True):
        reactions = _reactions.get(event.code, ())
        later = [r for r in reactions if r.when is When.TASK]
        if later:
            message = OutboxMessage(event=event.code, payload=payload, at=now)
            messages.append(message)
            owed += [Delivery(message=message, reaction=r.name, next_try_at=now) for r in later]
        for reaction in reactions:
            if reaction.when is When.NOW:
                reaction.run(payload, now=now)
    if messages:
        OutboxMessage.objects.bulk_create(messages, batch_size=500)
        Delivery.objects.bulk_create(owed, batch_size=500)
        transaction.on_commit(_nudge)
