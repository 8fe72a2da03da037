"""A role is in force only while its agency is: loaded data that end an agency end what anybody may do there."""

from datetime import timedelta

import pytest

from loa.core.roles import Right, Role
from loa.server.agencies.models import AgencyVersion
from loa.server.people.models import Account, Delegation, Person, RoleGrant
from loa.server.people.pages.delegating import delegations_shown
from loa.server.people.queries import actor_of, colleagues_of, delegations_held_by, holders_of, people_with
from loa.server.people.services import delegate

from ..conftest import DAY, NOW

LAST = DAY + timedelta(days=5)
AFTER = LAST + timedelta(days=1)


def end(agency_id, last):
    AgencyVersion.objects.filter(agency=agency_id, valid_from__gt=last).delete()
    standing = AgencyVersion.objects.filter(agency=agency_id).order_by("-valid_from")[:1]
    AgencyVersion.objects.filter(pk__in=list(standing.values_list("pk", flat=True))).update(valid_to=last)


@pytest.fixture
def end_the_ward(cast):
    """As `load_agencies` writes it where a table gives the agency a last day."""
    end(cast.ward, LAST)


def leader_on(cast, day):
    return actor_of(Person.objects.get(pk=cast.leader.person_id), on=day)


def test_on_its_last_day_one_acts_and_on_the_next_no_more(cast, end_the_ward):
    assert leader_on(cast, LAST).may(Right.APPROVE, cast.ward)
    assert leader_on(cast, AFTER).grants == ()
    assert holders_of(Right.APPROVE, cast.ward, on=LAST)
    assert holders_of(Right.APPROVE, cast.ward, on=AFTER) == []
    assert people_with(Role.APPROVER, agency_ids=[cast.ward], on=AFTER) == {}


def test_who_was_left_to_finish_its_work_still_acts(cast, end_the_ward):
    RoleGrant.objects.filter(person=cast.leader.person_id).update(finishing=True, valid_to=AFTER)
    assert leader_on(cast, AFTER).may(Right.APPROVE, cast.ward)
    assert not leader_on(cast, AFTER + timedelta(days=1)).grants


@pytest.fixture
def delegated(cast) -> Delegation:
    for actor in (cast.officer, cast.leader):
        Account.objects.create(username=f"nguoi-{actor.person_id}", person_id=actor.person_id)
    return delegate(
        grant_id=RoleGrant.objects.get(person=cast.leader.person_id).pk,
        to_person_id=cast.officer.person_id,
        rights=[Right.APPROVE],
        valid_from=DAY,
        valid_to=AFTER,
        why="đi công tác",
        by=cast.leader,
        now=NOW,
    )


def test_what_was_delegated_there_ends_with_it_and_nobody_is_a_colleague_there(cast, delegated, end_the_ward):
    assert delegations_held_by(cast.officer.person_id, on=LAST).exists()
    assert not delegations_held_by(cast.officer.person_id, on=AFTER).exists()
    assert colleagues_of(delegated.grant, on=LAST).exists()
    assert not colleagues_of(delegated.grant, on=AFTER).exists()


@pytest.mark.parametrize("ended", ["agency", "grant", "holder's place", "delegation", "nothing"])
def test_a_delegation_is_shown_in_force_only_where_it_acts(cast, delegated, monkeypatch, ended):
    on = DAY + timedelta(days=2)
    monkeypatch.setattr("loa.server.people.pages.delegating.clock.today", lambda: on)
    yesterday = on - timedelta(days=1)
    match ended:
        case "agency":
            end(cast.ward, yesterday)
        case "grant":
            RoleGrant.objects.filter(pk=delegated.grant_id).update(valid_to=yesterday)
        case "holder's place":
            RoleGrant.objects.filter(person=cast.officer.person_id).update(valid_to=yesterday)
        case "delegation":
            Delegation.objects.update(ended_at=NOW)
    [(shown, _name, acts_today)] = delegations_shown(Person.objects.get(pk=cast.officer.person_id))
    assert (shown, acts_today) == (delegated, ended == "nothing")
    assert delegations_held_by(cast.officer.person_id, on=on).exists() is acts_today
