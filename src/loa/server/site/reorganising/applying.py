"""Agreeing to a plan and carrying it out, step by step: a step is one transaction, and whatever ends the process, the next run goes on."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from loa.core.errors import LoaError, NotFound
from loa.core.folding import nfc
from loa.core.reorganising.holdings import HandOver
from loa.core.reorganising.sheet import Rule
from loa.core.words import vi
from loa.server.agencies.reorganising import bring_in_line, record_agency_successions
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.kit.clock import HANOI
from loa.server.kit.events import plain
from loa.server.places.reorganising import begin_unit, change_unit, end_unit, record_successions, redraw_map
from loa.server.site.errors import ConflictsUnexplained, NotConfirmed, NotReorganiser, PlanChanged, PlanNotDone, SecondPersonNeeded
from loa.server.site.events import (
    ReorganisationConfirmed,
    ReorganisationFinished,
    ReorganisationStarted,
    ReorganisationStepApplied,
    ReorganisationStopped,
    ReorganisationWithdrawn,
)
from loa.server.site.models import Reorganisation, ReorganisationState, ReorganisationStep
from loa.server.site.reorganising.holders import holders
from loa.server.site.reorganising.queries import may_reorganise

Found = tuple[Mapping[str, Any], Mapping[str, Any]]  # before, after
STARTABLE = (ReorganisationState.CONFIRMED, ReorganisationState.APPLYING, ReorganisationState.WAITING, ReorganisationState.STOPPED)
UNDER_WAY = (ReorganisationState.APPLYING, ReorganisationState.WAITING)


@transaction.atomic
def confirm_reorganisation(*, reorganisation_id: UUID, plan_sha256: str, why: str = "", by: Actor, now: datetime) -> Reorganisation:
    """Xác nhận: a second person agrees to exactly this plan, and says why its conflicts do not stand in the way.

    Raises NotFound, NotReorganiser, SecondPersonNeeded, NotConfirmed, PlanChanged and ConflictsUnexplained.
    """
    held = _locked(reorganisation_id, by, now)
    if by.person_id is None or by.is_system or by.person_id == held.prepared_by_person_id:
        raise SecondPersonNeeded
    if held.state != ReorganisationState.PREPARED:
        raise NotConfirmed(state=ReorganisationState(held.state).vi)
    if plan_sha256 != held.plan_sha256:
        raise PlanChanged
    reason = nfc(why).strip()[:2000]
    if held.conflicts and not reason:
        raise ConflictsUnexplained(count=len(held.conflicts))
    held.state = ReorganisationState.CONFIRMED
    held.confirmed_by, held.confirmed_by_person_id, held.confirmed_at, held.confirmed_why = by.name[:200], by.person_id, now, reason
    held.save(update_fields=["state", "confirmed_by", "confirmed_by_person_id", "confirmed_at", "confirmed_why"])
    event = ReorganisationConfirmed(reorganisation_id=held.pk, act=held.act, plan_sha256=held.plan_sha256, conflicts=len(held.conflicts))
    acts.record(event, by=by, now=now, why=reason)
    return held


@transaction.atomic
def withdraw_reorganisation(*, reorganisation_id: UUID, why: str = "", by: Actor, now: datetime) -> Reorganisation:
    """Bỏ phương án before any step was done. It stays on record. Raises NotFound, NotReorganiser and NotConfirmed."""
    held = _locked(reorganisation_id, by, now)
    if held.state not in (ReorganisationState.PREPARED, ReorganisationState.CONFIRMED, ReorganisationState.STOPPED) or (
        held.steps.exclude(done_at=None).exists()
    ):
        raise NotConfirmed(state=ReorganisationState(held.state).vi)
    held.state = ReorganisationState.WITHDRAWN
    held.save(update_fields=["state"])
    acts.record(ReorganisationWithdrawn(reorganisation_id=held.pk, act=held.act), by=by, now=now, why=nfc(why).strip()[:2000])
    return held


@transaction.atomic
def start_reorganisation(*, reorganisation_id: UUID, by: Actor, now: datetime) -> Reorganisation:
    """Áp dụng, or take up again what stopped. Raises NotFound, NotReorganiser, and NotConfirmed before a second person agreed."""
    held = _locked(reorganisation_id, by, now)
    if held.state not in STARTABLE:
        raise NotConfirmed(state=ReorganisationState(held.state).vi)
    held.state, held.stopped_why = ReorganisationState.APPLYING, ""
    held.started_at = held.started_at or now
    held.save(update_fields=["state", "stopped_why", "started_at"])
    acts.record(ReorganisationStarted(reorganisation_id=held.pk, act=held.act), by=by, now=now)
    return held


def apply_steps(
    *, reorganisation_id: UUID, by: Actor, clock: Callable[[], datetime], told: Callable[[ReorganisationStep], None] | None = None
) -> Reorganisation:
    """Every step that is due, one after the other. Raises PlanNotDone where one did not find what it expected; those before it stand."""
    while True:
        try:
            step = apply_next_step(reorganisation_id=reorganisation_id, by=by, now=clock())
        except NotConfirmed:
            raise
        except (LoaError, IntegrityError) as error:
            raise _stopped(reorganisation_id, error, by=by, now=clock()) from error
        if step is None:
            return Reorganisation.objects.get(pk=reorganisation_id)
        if told is not None:
            told(step)


@transaction.atomic
def apply_next_step(*, reorganisation_id: UUID, by: Actor, now: datetime) -> ReorganisationStep | None:
    """The next step, whole or not at all; None where none is due. Two workers at once do each step once."""
    held = Reorganisation.objects.select_for_update().filter(pk=reorganisation_id).first()
    if held is None:
        raise NotFound
    if held.state not in UNDER_WAY:
        raise NotConfirmed(state=ReorganisationState(held.state).vi)
    step = held.steps.filter(done_at=None).order_by("position").first()
    if step is None:
        _finish(held, by=by, now=now)
        return None
    if step.not_before is not None and step.not_before > now.astimezone(HANOI).date():
        Reorganisation.objects.filter(pk=held.pk).update(state=ReorganisationState.WAITING)
        return None
    before, after = STEPS[step.verb](held, step, by, now)
    step.before, step.after, step.done_at = plain(dict(before)), plain(dict(after)), now
    step.save(update_fields=["before", "after", "done_at"])
    if held.state != ReorganisationState.APPLYING:
        Reorganisation.objects.filter(pk=held.pk).update(state=ReorganisationState.APPLYING)
    event = ReorganisationStepApplied(reorganisation_id=held.pk, position=step.position, verb=step.verb)
    acts.record(event, by=by, now=now, before=step.before, after=step.after)
    return step


def _finish(held: Reorganisation, *, by: Actor, now: datetime) -> None:
    held.state, held.finished_at = ReorganisationState.FINISHED, now
    held.save(update_fields=["state", "finished_at"])
    acts.record(ReorganisationFinished(reorganisation_id=held.pk, act=held.act, steps=held.steps.count()), by=by, now=now)


@transaction.atomic
def _stopped(reorganisation_id: UUID, error: Exception, *, by: Actor, now: datetime) -> PlanNotDone:
    """Write down where it stopped and why, after the rollback."""
    held = Reorganisation.objects.select_for_update().get(pk=reorganisation_id)
    step = held.steps.filter(done_at=None).order_by("position").first()
    position, subject = (step.position, step.subject) if step else (0, "")
    why = str(error) if isinstance(error, LoaError) else vi("Cơ sở dữ liệu từ chối: hai phiên bản chồng nhau hoặc một dòng đã có.")
    held.state, held.stopped_why = ReorganisationState.STOPPED, f"{position}. {subject}: {why}"
    held.save(update_fields=["state", "stopped_why"])
    refusal = error.code if isinstance(error, LoaError) else "integrity"
    acts.record(ReorganisationStopped(reorganisation_id=held.pk, position=position, refusal=refusal), by=by, now=now, why=why)
    return PlanNotDone(position=position, subject=subject, why=why)


def _locked(reorganisation_id: UUID, by: Actor, now: datetime) -> Reorganisation:
    held = Reorganisation.objects.select_for_update().filter(pk=reorganisation_id).first()
    if not may_reorganise(by, now.astimezone(HANOI).date()):
        raise NotFound if held is None else NotReorganiser
    if held is None:
        raise NotFound
    return held


def _plan(held: Reorganisation) -> str:
    return str(held.pk)


def _begin_unit(held: Reorganisation, step: ReorganisationStep, by: Actor, now: datetime) -> Found:
    return {}, begin_unit(step.payload, plan=_plan(held), by=by, now=now)


def _end_unit(held: Reorganisation, step: ReorganisationStep, by: Actor, now: datetime) -> Found:
    return step.expected, end_unit(step.payload, step.expected, plan=_plan(held), by=by, now=now)


def _change_unit(held: Reorganisation, step: ReorganisationStep, by: Actor, now: datetime) -> Found:
    return step.expected, change_unit(step.payload, step.expected, plan=_plan(held), by=by, now=now)


def _redraw_map(_held: Reorganisation, step: ReorganisationStep, _by: Actor, _now: datetime) -> Found:
    return {}, {"units": redraw_map(step.payload["keys"])}


def _record_lineage(held: Reorganisation, step: ReorganisationStep, by: Actor, now: datetime) -> Found:
    count = record_successions(step.payload["rows"], effective_on=held.effective_on, act=held.act, plan=_plan(held), by=by, now=now)
    return {}, {"successions": count}


def _align_agencies(held: Reorganisation, step: ReorganisationStep, by: Actor, now: datetime) -> Found:
    heirs, ended = step.payload["heirs"], step.payload["ended_units"]
    return {}, bring_in_line(heirs, ended, effective_on=held.effective_on, by=by, now=now)


def _record_agency_lineage(held: Reorganisation, step: ReorganisationStep, by: Actor, now: datetime) -> Found:
    count = record_agency_successions(step.payload["rows"], effective_on=held.effective_on, act=held.act, plan=_plan(held), by=by, now=now)
    return {}, {"successions": count}


def _hand_over(_held: Reorganisation, step: ReorganisationStep, by: Actor, now: datetime) -> Found:
    """All stages in one transaction: an agency's people never stand on one side and their work on the other."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for holder in holders():
        carried = holder.carry_over(_handing(step, holder.name), by=by, now=now)
        before[holder.name] = carried.before
        after[holder.name] = {"moved": carried.moved, **carried.after}
    return before, after


def _handing(step: ReorganisationStep, stage: str) -> HandOver:
    said = step.payload
    return HandOver(
        old=UUID(said["old"]),
        new=UUID(said["new"]) if said["new"] else None,
        old_name=said["old_name"],
        new_name=said["new_name"],
        effective_on=date.fromisoformat(said["effective_on"]),
        rule=Rule(said["rule"]),
        finish_by=date.fromisoformat(said["finish_by"]) if said["finish_by"] else None,
        expected={what: frozenset(ids) for what, ids in step.expected.get(stage, {}).items()},
    )


# What each verb of a plan does.
STEPS: dict[str, Callable[[Reorganisation, ReorganisationStep, Actor, datetime], Found]] = {
    "unit.begin": _begin_unit,
    "unit.change": _change_unit,
    "unit.end": _end_unit,
    "map.redraw": _redraw_map,
    "lineage.record": _record_lineage,
    "agencies.align": _align_agencies,
    "agencies.lineage": _record_agency_lineage,
    "agency.hand_over": _hand_over,
}
