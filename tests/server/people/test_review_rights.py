"""What ends, ends everywhere: rights lent to somebody who has left, a link made before a password, a second step."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import make_password

from loa.core.roles import Right, Role
from loa.server.kit import time_codes
from loa.server.people.errors import InvitationUnusable, LastSecondFactor
from loa.server.people.models import Account, RoleGrant
from loa.server.people.queries import account_named, actor_of, delegations_held_by, works_only_there
from loa.server.people.services import (
    add_time_code,
    delegate,
    end_time_code,
    grant_role,
    reissue_password,
    take_in_one,
)
from loa.server.people.services.invitations import accept_invitation

from ..conftest import DAY, NOW, OWNER
from .test_roles import administrator, quick_hashes  # noqa: F401 -- a fixture for every test here

LATER = DAY + timedelta(days=10)


@pytest.fixture
def lent(cast):
    """The leader of the ward delegates to the officer, or to whom the test names."""

    def make(to, rights, grant_of=cast.leader):
        for actor in (to, grant_of):
            Account.objects.get_or_create(person_id=actor.person_id, defaults={"username": f"nguoi-{actor.person_id}"})
        return delegate(
            grant_id=RoleGrant.objects.get(person=grant_of.person_id).pk,
            to_person_id=to.person_id,
            rights=rights,
            valid_from=DAY,
            valid_to=LATER,
            why="đi công tác",
            by=grant_of,
            now=NOW,
        )

    return make


def test_who_has_left_the_agency_does_not_act_for_a_colleague_there_any_more(cast, lent):
    given = lent(cast.officer, [Right.APPROVE])
    assert delegations_held_by(cast.officer.person_id, on=DAY).exists()
    RoleGrant.objects.filter(person=cast.officer.person_id).update(valid_to=DAY)
    RoleGrant.objects.create(person_id=cast.officer.person_id, agency_id=cast.neighbour, role=Role.EDITOR, valid_from=DAY)
    moved = DAY + timedelta(days=1)
    assert not delegations_held_by(cast.officer.person_id, on=moved).exists()
    actor = actor_of(given.to, on=moved, acting_for=given.pk)
    assert actor.behalf_person_id is None
    assert not actor.may(Right.APPROVE, cast.ward)


def test_working_for_somebody_with_fewer_rights_gives_up_no_second_step(cast, lent):
    leader = Account.objects.create(username="lanh-dao", person_id=cast.leader.person_id, password=make_password("dung"))
    secret = time_codes.new_secret()
    add_time_code(account_id=leader.pk, secret=secret, code=time_codes.code_at(secret, NOW), at=NOW, by=cast.leader, now=NOW)
    given = lent(cast.leader, [Right.WRITE], grant_of=cast.officer)
    acting = actor_of(given.to, on=DAY, acting_for=given.pk)
    assert not acting.may(Right.APPROVE, cast.ward)
    with pytest.raises(LastSecondFactor):
        end_time_code(by=acting, now=NOW)


def test_a_one_time_password_ends_the_link_that_was_made_before_it(cast, trail_of):
    by = administrator(cast.office)
    told = {"full_name": "Nguyễn Thị Mẫu", "username": "mau.nguyen", "roles": [(Role.EDITOR, cast.ward)], "valid_from": DAY}
    _person, token = take_in_one(**told, by=by, now=NOW)
    account = account_named("mau.nguyen")
    reissue_password(account_id=account.pk, by=by, now=NOW)
    with pytest.raises(InvitationUnusable):
        accept_invitation(token=token, password="lời-mời-rất-dài", by=actor_of(account.person, on=DAY), now=NOW)
    assert "people.invitation_revoked" in trail_of(account.person_id)


def test_an_account_is_managed_by_who_manages_all_places_where_its_person_works(cast):
    of_ward, of_city = administrator(cast.ward), administrator(cast.office)
    person_id = cast.officer.person_id
    assert works_only_there(person_id, seen_by=of_ward, on=DAY)
    grant_role(person_id=person_id, agency_id=cast.neighbour, role=Role.EDITOR, valid_from=DAY, by=of_city, now=NOW)
    assert not works_only_there(person_id, seen_by=of_ward, on=DAY)
    assert works_only_there(person_id, seen_by=of_city, on=DAY)
    RoleGrant.objects.filter(person=person_id, agency=cast.ward).update(valid_from=date(2020, 1, 1), valid_to=DAY - timedelta(days=1))
    assert not works_only_there(person_id, seen_by=of_ward, on=DAY)
    assert works_only_there(person_id, seen_by=OWNER, on=DAY)
