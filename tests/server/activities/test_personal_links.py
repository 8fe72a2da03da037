"""Personal links: a communicator without an account logs, and sees one's own log alone."""

from datetime import date, timedelta

import pytest

from loa.core.errors import NotFound
from loa.core.roles import Right, Role
from loa.server.activities.errors import ActivityNotFound, CommunicatorUnnamed, LinkLastsTooLong, LinkUnusable
from loa.server.activities.models import PersonalLink
from loa.server.activities.queries import activities, communicator_at, personal_link, personal_links
from loa.server.activities.services import Done, end_personal_link, give_personal_link, log_activity, undo_activity
from loa.server.kit.actors import RightMissing
from loa.server.people.models import Account, Person, RoleGrant

from ..conftest import DAY, NOW

UNTIL = DAY + timedelta(days=30)


def give(cast, name="Bà Tám", **given) -> PersonalLink:
    facts = {"agency_id": cast.ward, "full_name": name, "valid_to": UNTIL, "by": cast.officer, "now": NOW}
    return give_personal_link(**{**facts, **given})


def log(agency_id, actor, note=""):
    done = Done(agency_id=agency_id, kind="zalo_post", done_on=DAY - timedelta(days=1), quantity=1, note=note)
    return log_activity(done=done, by=actor, now=NOW)


def test_somebody_new_gets_a_role_and_a_link_and_no_account(cast):
    link = give(cast, "  Bà   Tám ")
    assert link.person.full_name == "Bà Tám"
    assert RoleGrant.objects.get(person=link.person).role == Role.COMMUNICATOR
    assert not Account.objects.filter(person=link.person).exists()


def test_the_communicator_logs_for_the_ward_and_may_do_nothing_else(cast):
    actor = communicator_at(give(cast), on=DAY)
    logged = log(cast.ward, actor)
    assert (logged.recorded_by, logged.agency_id) == ("Bà Tám", cast.ward)
    assert not [right for right in Right if right not in {Right.VIEW, Right.LOG} and actor.may(right, cast.ward)]
    with pytest.raises(RightMissing):
        log(cast.neighbour, actor)


def test_one_sees_and_undoes_ones_own_and_nobody_elses(cast):
    actor, other = communicator_at(give(cast), on=DAY), communicator_at(give(cast, "Ông Chín"), on=DAY)
    mine, theirs, officers = log(cast.ward, actor), log(cast.ward, other), log(cast.ward, cast.officer)
    assert list(activities(seen_by=actor, recorded_by=actor.person_id)) == [mine]
    for not_mine in (theirs, officers):
        with pytest.raises(ActivityNotFound):
            undo_activity(activity_id=not_mine.pk, by=actor, now=NOW)
    assert undo_activity(activity_id=mine.pk, by=actor, now=NOW).ended_at == NOW


def test_a_link_ends_on_its_last_day_when_taken_back_and_with_the_role(cast):
    link = give(cast)
    assert personal_link(link.pk, on=UNTIL) == link
    with pytest.raises(LinkUnusable):
        personal_link(link.pk, on=UNTIL + timedelta(days=1))
    RoleGrant.objects.filter(person=link.person).update(valid_to=DAY - timedelta(days=1))
    with pytest.raises(LinkUnusable):
        communicator_at(link, on=DAY)
    end_personal_link(link_id=link.pk, by=cast.officer, now=NOW)
    with pytest.raises(LinkUnusable):
        personal_link(link.pk, on=DAY)


def test_a_new_link_of_the_same_person_ends_the_old_one(cast):
    first = give(cast)
    second = give(cast, person_id=first.person_id, full_name="")
    assert Person.objects.filter(full_name="Bà Tám").count() == 1
    assert [(one.pk, one.ended_at) for one in personal_links(seen_by=cast.officer)] == [(second.pk, None), (first.pk, NOW)]


def test_only_who_directs_the_wards_work_gives_and_takes_back(cast):
    link = give(cast)
    for stranger in (cast.neighbour_officer, cast.drafter):
        with pytest.raises(RightMissing):
            give(cast, by=stranger)
        with pytest.raises(LinkUnusable):
            end_personal_link(link_id=link.pk, by=stranger, now=NOW)
        assert not personal_links(seen_by=stranger).exists()


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"full_name": "  "}, CommunicatorUnnamed),
        ({"full_name": "x" * 201}, CommunicatorUnnamed),
        ({"valid_to": DAY - timedelta(days=1)}, LinkLastsTooLong),
        ({"valid_to": date(2023, 1, 1)}, LinkLastsTooLong),
    ],
)
def test_a_link_has_a_name_and_an_end_within_a_year(cast, given, refusal):
    with pytest.raises(refusal):
        give(cast, **given)
    assert not PersonalLink.objects.exists()


def test_nobody_logs_by_a_link_in_the_name_of_somebody_who_signs_in(cast):
    Account.objects.create(username="can-bo", person_id=cast.officer.person_id)
    with pytest.raises(NotFound):
        give(cast, full_name="", person_id=cast.officer.person_id)


def test_a_link_ends_on_the_very_day_on_which_its_person_leaves(cast):
    link = give(cast)
    Person.objects.filter(pk=link.person_id).update(ended_on=DAY)
    with pytest.raises(LinkUnusable):
        personal_link(link.pk, on=DAY)
