"""Accounts and roles: who may give them, who may not, and what an end means."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from loa.core.errors import NotFound
from loa.core.roles import Right, Role
from loa.server.kit.actors import Grant, RightMissing
from loa.server.kit.models import AuditEntry
from loa.server.people.errors import (
    AlreadyHeld,
    LastAdministrator,
    OwnGrant,
    PasswordWeak,
    PasswordWrong,
    RightsBeyondRole,
    UsernameTaken,
    WhyMissing,
)
from loa.server.people.models import Account, Person, RoleGrant
from loa.server.people.queries import account_named, actor_of, agencies_seen_by, people_managed
from loa.server.people.services import (
    Newcomer,
    change_password,
    end_account,
    end_grant,
    grant_role,
    reissue_password,
    take_in,
    take_in_one,
)

from ..conftest import DAY, NOW, OWNER


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one takes its time on purpose


def administrator(agency_id, name="Quản trị"):
    new = Newcomer(full_name=name, roles=((Role.ADMINISTRATOR, agency_id),), username=f"quantri{Person.objects.count()}")
    return actor_of(take_in([new], valid_from=date(2021, 1, 1), by=OWNER, now=NOW)[0], on=DAY)


def test_an_administrator_grants_and_ends_a_role_and_the_trail_has_both(cast, trail_of):
    by = administrator(cast.department)
    grant = grant_role(person_id=cast.officer.person_id, agency_id=cast.ward, role=Role.EDITOR, valid_from=DAY, by=by, now=NOW)
    person = Person.objects.get(pk=cast.officer.person_id)
    assert Role.EDITOR in actor_of(person, on=DAY).roles_at(cast.ward)
    with pytest.raises(AlreadyHeld):
        grant_role(person_id=person.pk, agency_id=cast.ward, role=Role.EDITOR, valid_from=DAY, by=by, now=NOW)
    with pytest.raises(WhyMissing):
        end_grant(grant_id=grant.pk, on=DAY, why=" ", by=by, now=NOW)
    end_grant(grant_id=grant.pk, on=DAY, why="chuyển công tác", by=by, now=NOW)
    assert Role.EDITOR not in actor_of(person, on=DAY + timedelta(days=1)).roles_at(cast.ward)
    assert RoleGrant.objects.filter(pk=grant.pk, valid_to=DAY).exists()
    assert trail_of(person.pk)[-2:] == ["people.role_granted", "people.role_ended"]
    assert AuditEntry.objects.latest("pk").why == "chuyển công tác"


def test_nobody_grants_oneself_and_who_is_no_administrator_grants_nothing(cast):
    by = administrator(cast.ward)
    with pytest.raises(OwnGrant):
        grant_role(person_id=by.person_id, agency_id=cast.ward, role=Role.APPROVER, valid_from=DAY, by=by, now=NOW)
    with pytest.raises(RightMissing):
        grant_role(person_id=cast.officer.person_id, agency_id=cast.ward, role=Role.EDITOR, valid_from=DAY, by=cast.leader, now=NOW)


def test_the_neighbour_and_those_below_manage_nothing_here(cast):
    below, neighbour = administrator(cast.ward), administrator(cast.neighbour)
    here = RoleGrant.objects.get(person=cast.officer.person_id)
    for by, agency_id in ((neighbour, cast.ward), (below, cast.neighbour), (below, cast.office), (below, cast.department)):
        with pytest.raises(RightMissing):
            grant_role(person_id=cast.officer.person_id, agency_id=agency_id, role=Role.VIEWER, valid_from=DAY, by=by, now=NOW)
    with pytest.raises(NotFound):
        grant_role(person_id=cast.officer.person_id, agency_id=cast.neighbour, role=Role.VIEWER, valid_from=DAY, by=neighbour, now=NOW)
    with pytest.raises(NotFound):
        end_grant(grant_id=here.pk, on=DAY, why="thử", by=neighbour, now=NOW)
    assert not people_managed(seen_by=neighbour, words="bach mai", on=DAY)


def test_an_account_is_not_ended_from_below_by_way_of_a_second_role(cast):
    by, drafter = administrator(cast.ward), cast.drafter.person_id
    account = Account.objects.create(username="chuyenvien", person_id=drafter)
    RoleGrant.objects.create(person_id=drafter, agency_id=cast.ward, role=Role.VIEWER, valid_from=DAY)
    for act in (
        lambda: end_account(account_id=account.pk, why="thử", by=by, now=NOW),
        lambda: reissue_password(account_id=account.pk, by=by, now=NOW),
    ):
        with pytest.raises(RightMissing):
            act()


def test_a_one_time_password_opens_is_kept_nowhere_and_is_changed_by_its_owner(cast):
    by = administrator(cast.office)
    told = {"full_name": "Nguyễn Thị Mẫu", "roles": [(Role.EDITOR, cast.ward)], "valid_from": DAY, "by": by, "now": NOW}
    person, token = take_in_one(username="Mau.Nguyen", **told)
    assert not account_named("mau.nguyen").has_usable_password()
    with pytest.raises(UsernameTaken):
        take_in_one(username="mau.nguyen", **told)
    password = reissue_password(account_id=account_named("mau.nguyen").pk, by=by, now=NOW)
    assert account_named("mau.nguyen").check_password(password)
    assert account_named("mau.nguyen").must_change_password
    assert not any(secret in str(row) for row in AuditEntry.objects.values() for secret in (password, token))
    own = actor_of(person, on=DAY)
    with pytest.raises(PasswordWrong):
        change_password(current="sai", new="lời-mới-rất-dài", by=own, now=NOW)
    for weak in ("ngắn", "1234567890123", "mau.nguyen", password):
        with pytest.raises(PasswordWeak):
            change_password(current=password, new=weak, by=own, now=NOW)
    change_password(current=password, new="lời-mới-rất-dài", by=own, now=NOW)
    assert account_named("mau.nguyen").check_password("lời-mới-rất-dài")
    assert not account_named("mau.nguyen").must_change_password


def test_people_are_found_by_any_part_of_name_or_sign_in_name_without_diacritics(cast):
    by = administrator(cast.office)
    told = {"roles": [(Role.EDITOR, cast.ward)], "valid_from": DAY, "by": by, "now": NOW}
    person, _token = take_in_one(full_name="Đỗ Thị Mẫu", username="mau.do", **told)
    for words in ("do thi mau", "MẪU", "mau.do", "thi do"):
        assert person in people_managed(seen_by=by, words=words, role=Role.EDITOR, on=DAY), words
    assert person not in people_managed(seen_by=by, words="do van", on=DAY)
    assert person not in people_managed(seen_by=by, role=Role.VIEWER, on=DAY)


def test_a_grant_may_carry_fewer_rights_than_its_role_and_export_besides(cast):
    by = administrator(cast.department)
    told = {"person_id": cast.officer.person_id, "agency_id": cast.ward, "valid_from": DAY, "by": by, "now": NOW}
    grant = grant_role(role=Role.VIEWER, rights=[Right.EXPORT], **told)
    assert grant.rights == ["view", "export"]
    narrow = grant_role(role=Role.EDITOR, rights=[Right.PLAN], **told)
    with pytest.raises(RightsBeyondRole) as refusal:
        grant_role(role=Role.CLERK, rights=[Right.REGISTER, Right.APPROVE], **told)
    assert "văn thư" in str(refusal.value)
    person = Person.objects.get(pk=cast.officer.person_id)
    RoleGrant.objects.filter(person=person, role=Role.COMMUNE_OFFICER).update(valid_to=DAY - timedelta(days=1))
    actor = actor_of(person, on=DAY)
    assert actor.rights_at(cast.ward) == {Right.VIEW, Right.EXPORT, Right.PLAN}
    assert not actor.may(Right.WRITE, cast.ward)
    assert narrow.rights == ["view", "plan"]
    assert grant_role(role=Role.TECHNICIAN, rights=[Right.EQUIP], **told).rights == []  # just those of the role


def test_what_one_may_export_is_what_one_sees_through_the_grants_that_carry_export(cast):
    two = (Grant(Role.VIEWER, cast.department), Grant(Role.COMMUNE_OFFICER, cast.ward))
    actor = replace(cast.officer, grants=two)
    assert cast.neighbour in set(agencies_seen_by(actor))
    assert set(agencies_seen_by(actor.only_with(Right.EXPORT))) == set(agencies_seen_by(cast.officer))
    with pytest.raises(RightMissing):
        replace(actor, grants=two[:1]).only_with(Right.EXPORT)


def test_the_last_administrator_stays_until_there_is_another(cast):
    by = administrator(cast.ward)
    account = Account.objects.get(person=by.person_id)
    with pytest.raises(LastAdministrator):
        end_account(account_id=account.pk, why="nghỉ", by=by, now=NOW)
    with pytest.raises(LastAdministrator):
        end_grant(grant_id=RoleGrant.objects.get(person=by.person_id).pk, on=DAY, why="nghỉ", by=by, now=NOW)
    administrator(cast.ward, "Quản trị thứ hai")
    end_account(account_id=account.pk, why="nghỉ", by=by, now=NOW)
    assert not Account.objects.get(pk=account.pk).is_active
