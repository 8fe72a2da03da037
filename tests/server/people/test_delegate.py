"""Delegation: for some days a colleague may do it, the trail says for whom, and nobody's own work is approved that way."""

from datetime import timedelta

import pytest

from loa.core.bulletin_steps import OwnWorkNotApprovable
from loa.core.errors import NotFound
from loa.core.roles import Right, Role
from loa.server.bulletins.models import Bulletin
from loa.server.bulletins.services import approve_bulletin
from loa.server.kit.actors import RightMissing
from loa.server.kit.models import AuditEntry
from loa.server.people.errors import (
    AlreadyDelegated,
    DelegatedNotPassedOn,
    DelegateUnsuitable,
    DelegationOver,
    DelegationTooLong,
    GrantOver,
    NothingToDelegate,
    WhyMissing,
)
from loa.server.people.models import Account, Delegation, Person, RoleGrant
from loa.server.people.queries import actor_of, delegations_held_by, delegations_of
from loa.server.people.services import begin_to_act_for, delegate, end_delegation, end_grant

from ..conftest import DAY, NOW, OWNER
from .test_roles import administrator

LATER = DAY + timedelta(days=10)


@pytest.fixture
def leaders_grant(cast):
    for actor in (cast.officer, cast.leader, cast.neighbour_officer):
        Account.objects.create(username=f"nguoi-{actor.person_id}", person_id=actor.person_id)
    return RoleGrant.objects.get(person=cast.leader.person_id)


@pytest.fixture
def give(cast, leaders_grant):
    """The leader of the ward delegates approving to the officer for ten days, unless told otherwise."""

    def make(**other):
        told = {
            "grant_id": leaders_grant.pk,
            "to_person_id": cast.officer.person_id,
            "rights": [Right.APPROVE],
            "valid_from": DAY,
            "valid_to": LATER,
            "why": "đi công tác",
            "by": cast.leader,
            "now": NOW,
        }
        return delegate(**{**told, **other})

    return make


def at_work(delegation, on=DAY):
    return actor_of(delegation.to, on=on, acting_for=delegation.pk)


def approve(bulletin, by):
    seen = bulletin.revisions.get(number=bulletin.current)
    heard = {"text_sha256": seen.text_sha256, "audio_sha256": "a" * 64, "held_audio_sha256": "a" * 64, "sound_by": frozenset()}
    return approve_bulletin(bulletin_id=bulletin.pk, **heard, by=by, now=NOW)


def test_the_delegate_does_what_was_delegated_and_the_trail_says_for_whom(cast, give, make_bulletin):
    by = at_work(give())
    assert by.rights_at(cast.ward) == {Right.VIEW, Right.APPROVE}
    assert (by.name, by.behalf_of) == (cast.officer.name, cast.leader.name)
    notice = make_bulletin("submitted", agency_id=cast.ward, author=someone_else(cast))
    approve(notice, by)
    entry = AuditEntry.objects.filter(event="bulletin.approved").latest("pk")
    assert (entry.actor_person_id, entry.behalf_person_id) == (cast.officer.person_id, cast.leader.person_id)


def someone_else(cast):
    from loa.server.people.services import Newcomer, take_in

    new = Newcomer(full_name="Cán bộ thứ hai", roles=((Role.COMMUNE_OFFICER, cast.ward),))
    return actor_of(take_in([new], valid_from=DAY, by=OWNER, now=NOW)[0], on=DAY)


def test_nobody_approves_own_work_by_way_of_a_delegation(cast, give, make_bulletin):
    by = at_work(give())
    own = make_bulletin("submitted", agency_id=cast.ward, author=cast.officer)
    with pytest.raises(OwnWorkNotApprovable):
        approve(own, by)
    leaders = make_bulletin("submitted", agency_id=cast.ward, author=someone_else(cast))
    Bulletin.objects.filter(pk=leaders.pk).update(author_person_id=cast.leader.person_id)
    with pytest.raises(OwnWorkNotApprovable):
        approve(leaders, by)


def test_by_oneself_the_delegate_may_what_one_could_before(cast, give):
    give()
    own = actor_of(Person.objects.get(pk=cast.officer.person_id), on=DAY)
    assert not own.may(Right.APPROVE, cast.ward)
    assert own.behalf_person_id is None


def test_a_delegation_holds_in_its_days_and_as_long_as_the_role_it_rests_on(cast, give, leaders_grant):
    held = give(valid_from=DAY + timedelta(days=1))
    assert not at_work(held).may(Right.APPROVE, cast.ward)
    assert at_work(held, LATER).may(Right.APPROVE, cast.ward)
    assert not at_work(held, LATER + timedelta(days=1)).may(Right.APPROVE, cast.ward)
    end_grant(grant_id=leaders_grant.pk, on=DAY, why="thôi việc", by=administrator(cast.ward), now=NOW)
    assert not at_work(held, LATER).may(Right.APPROVE, cast.ward)


def test_rights_taken_from_the_role_are_gone_from_the_delegation(cast, give, leaders_grant):
    held = give(rights=[Right.APPROVE, Right.EXPORT])
    RoleGrant.objects.filter(pk=leaders_grant.pk).update(rights=["view", "approve"])
    assert at_work(Delegation.objects.get(pk=held.pk)).rights_at(cast.ward) == {Right.VIEW, Right.APPROVE}
    RoleGrant.objects.filter(pk=leaders_grant.pk).update(rights=["direct"])
    assert at_work(Delegation.objects.get(pk=held.pk)).grants == ()


def test_only_own_roles_are_delegated_to_colleagues_of_the_same_agency_for_ninety_days_at_most(cast, give):
    with pytest.raises(NotFound):
        give(by=cast.officer)
    for person_id in (cast.leader.person_id, cast.neighbour_officer.person_id, OWNER.person_id):
        with pytest.raises(DelegateUnsuitable):
            give(to_person_id=person_id)
    for rights in ([], [Right.VIEW], [Right.MANAGE], [Right.WRITE], [Right.APPROVE, Right.WRITE]):
        with pytest.raises(NothingToDelegate):
            give(rights=rights)
    for days in ({"valid_to": DAY + timedelta(days=90)}, {"valid_from": DAY - timedelta(days=1)}, {"valid_to": DAY - timedelta(days=1)}):
        with pytest.raises(DelegationTooLong):
            give(**days)
    with pytest.raises(WhyMissing):
        give(why=" ")
    give(valid_to=DAY + timedelta(days=89))
    with pytest.raises(AlreadyDelegated):
        give()


def test_a_delegation_does_not_outlast_the_role(cast, give, leaders_grant):
    RoleGrant.objects.filter(pk=leaders_grant.pk).update(valid_to=DAY + timedelta(days=3))
    with pytest.raises(DelegationTooLong):
        give()
    RoleGrant.objects.filter(pk=leaders_grant.pk).update(valid_to=DAY - timedelta(days=1))
    with pytest.raises(GrantOver):
        give()


def test_what_was_delegated_is_not_delegated_on(cast, give):
    by = at_work(give())
    with pytest.raises(DelegatedNotPassedOn):
        give(to_person_id=someone_else(cast).person_id, by=by)


def test_managing_accounts_is_never_delegated(cast, give):
    administrator(cast.ward)
    own = RoleGrant.objects.get(person__full_name="Quản trị", agency=cast.ward)
    by = actor_of(own.person, on=DAY)
    with pytest.raises(NothingToDelegate):
        give(grant_id=own.pk, rights=[Right.MANAGE], by=by)


@pytest.mark.parametrize("side", ["giver", "delegate", "administrator"])
def test_either_side_and_the_administrator_end_it_at_once(cast, give, side):
    held = give()
    by = {"giver": cast.leader, "delegate": cast.officer, "administrator": administrator(cast.office)}[side]
    end_delegation(delegation_id=held.pk, by=by, now=NOW)
    assert not at_work(held).may(Right.APPROVE, cast.ward)
    with pytest.raises(DelegationOver):
        end_delegation(delegation_id=held.pk, by=by, now=NOW)
    assert AuditEntry.objects.filter(event="people.delegation_ended").count() == 1


def test_nobody_else_ends_it_or_uses_it(cast, give):
    held = give()
    for by in (cast.neighbour_officer, administrator(cast.neighbour)):
        with pytest.raises(NotFound):
            end_delegation(delegation_id=held.pk, by=by, now=NOW)
    stranger = Person.objects.get(pk=cast.neighbour_officer.person_id)
    assert actor_of(stranger, on=DAY, acting_for=held.pk).behalf_person_id is None
    for rubbish in ("", "không", "0" * 32):
        assert actor_of(held.to, on=DAY, acting_for=rubbish).behalf_person_id is None
    with pytest.raises(NotFound):
        begin_to_act_for(delegation_id=held.pk, by=cast.officer, now=NOW)
    with pytest.raises(RightMissing):
        cast.officer.require(Right.APPROVE, cast.ward)


def test_both_sides_see_it(cast, give):
    held = give()
    assert list(delegations_of(cast.leader.person_id)) == list(delegations_of(cast.officer.person_id)) == [held]
    assert list(delegations_held_by(cast.officer.person_id, on=DAY)) == [held]
    assert not delegations_held_by(cast.leader.person_id, on=DAY)
