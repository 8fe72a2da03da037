"""Whatever ends the process, in any step, at any statement: running again gives the same end as an undisturbed run."""

from itertools import count

import pytest
from django.db import connection, transaction

from loa.server.agencies.models import AgencySuccession, AgencyVersion
from loa.server.campaigns.models import Assignment
from loa.server.channels.models import AssetKeeping, Station
from loa.server.people.models import RoleGrant
from loa.server.places.models import Descent, Succession, TerritoryClosure, TerritoryVersion
from loa.server.reports.models import ExpectedReport
from loa.server.schedules.models import Session
from loa.server.site.models import Reorganisation, ReorganisationState
from loa.server.site.reorganising import applying
from loa.server.site.reorganising.applying import apply_next_step, apply_steps, start_reorganisation

from .conftest import AFTER, DAY, NOW, OWNER, WARDS, merging

WHAT = (
    (TerritoryVersion, "territory__key", "name", "valid_from", "valid_to"),
    (TerritoryClosure, "ancestor__key", "descendant__key", "depth", "valid_from", "valid_to"),
    (Succession, "old__key", "new__key", "kind", "weight"),
    (Descent, "predecessor__key", "successor__key", "since"),
    (AgencyVersion, "agency__key", "name", "valid_from", "valid_to"),
    (AgencySuccession, "old__key", "new__key", "kind", "weight"),
    (RoleGrant, "person__full_name", "agency__key", "role", "valid_from", "valid_to"),
    (Assignment, "agency__key", "passed_to__agency__key", "state"),
    (ExpectedReport, "agency__key", "passed_to__agency__key", "state", "name"),
    (Station, "agency__key", "name"),
    (AssetKeeping, "agency__key", "until"),
    (Session, "agency__key", "station__name", "day"),
)
ROWS = [
    *merging("Ba Đình", "Ngọc Hà"),
    {"old": "phường Giảng Võ", "kind": "đổi tên", "form": "phường", "new": "Giảng Võ Mới", "effective_on": DAY},
]


class Killed(BaseException):
    """The process is gone."""


def state_of_everything():
    return {model.__name__: sorted(map(str, model.objects.values_list(*columns))) for model, *columns in WHAT}


def undisturbed(plan):
    """What an undisturbed run comes to; afterwards all is as before."""
    with transaction.atomic():
        apply_steps(reorganisation_id=plan.pk, by=OWNER, clock=lambda: AFTER)
        state = state_of_everything()
        transaction.set_rollback(True)
    return state


def test_killed_within_every_step_it_goes_on_where_it_was(prepare, agree, busy_wards, monkeypatch):
    plan = prepare(ROWS)
    agree(plan)
    wanted, real, struck = undisturbed(plan), applying.acts.record, set()

    def dies_once_in_each(event, **said):
        real(event, **said)
        if getattr(event, "position", None) not in {None, *struck}:
            struck.add(event.position)
            raise Killed

    monkeypatch.setattr(applying.acts, "record", dies_once_in_each)
    while Reorganisation.objects.get().state != ReorganisationState.FINISHED:
        try:
            with transaction.atomic():
                apply_next_step(reorganisation_id=plan.pk, by=OWNER, now=AFTER)
        except Killed:
            continue
    assert struck == set(range(1, plan.steps.count() + 1))
    assert state_of_everything() == wanted


@pytest.mark.heavy
def test_killed_at_any_statement_a_step_is_done_whole_or_not_at_all(prepare, agree, busy_wards):
    plan = prepare(ROWS)
    agree(plan)
    wanted = undisturbed(plan)
    strikes = 0
    while Reorganisation.objects.get().state != ReorganisationState.FINISHED:
        before, done = state_of_everything(), plan.steps.exclude(done_at=None).count()
        # Every statement of a step by turns; of the long ones, every seventh.
        for place in count(1, 7 if plan.steps.get(position=min(done + 1, plan.steps.count())).verb.startswith("agencies") else 2):
            if survives(plan, place):
                break
            strikes += 1
            assert state_of_everything() == before
            assert plan.steps.exclude(done_at=None).count() == done
    assert strikes > plan.steps.count() * 3
    assert state_of_everything() == wanted


def survives(plan, place):
    """Run the next step, dying at its n-th statement; whether it was over before."""
    seen = count(1)

    def dies(execute, sql, params, many, context):
        if next(seen) == place:
            raise Killed
        return execute(sql, params, many, context)

    try:
        with transaction.atomic(), connection.execute_wrapper(dies):
            apply_next_step(reorganisation_id=plan.pk, by=OWNER, now=AFTER)
    except Killed:
        return False
    return True


def test_applying_what_is_finished_again_does_nothing(prepare, carry_out, busy_wards):
    plan = carry_out(prepare(merging(*WARDS)))
    before = state_of_everything()
    with pytest.raises(applying.NotConfirmed):
        start_reorganisation(reorganisation_id=plan.pk, by=OWNER, now=NOW)
    assert state_of_everything() == before
