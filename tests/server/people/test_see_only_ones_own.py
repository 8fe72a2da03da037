"""One predicate decides what an actor sees; the neighbour ward is never in it."""

from datetime import date, timedelta

import pytest

from loa.core.errors import NotFound
from loa.core.roles import Right, Role
from loa.server.bulletins.queries import bulletin_of, bulletins_awaiting_approval, bulletins_of
from loa.server.documents.queries import document_of, documents_of
from loa.server.kit.actors import RightMissing
from loa.server.kit.models import AuditEntry
from loa.server.people.models import Person, RoleGrant
from loa.server.people.queries import account_named, actor_of, agencies_seen_by, must_see, people_with, sees
from loa.server.people.services import Newcomer, note_sign_in, take_in

from ..conftest import DAY, NOW, OWNER


def test_a_ward_sees_itself_and_not_its_neighbour(cast):
    assert sees(cast.officer, cast.ward)
    assert not sees(cast.officer, cast.neighbour)
    with pytest.raises(NotFound):
        must_see(cast.officer, cast.neighbour)


def test_a_district_sees_its_wards_and_not_those_of_another_district(cast):
    assert sees(cast.office_drafter, cast.ward)
    assert not sees(cast.office_drafter, cast.other_office)


def test_the_department_sees_every_ward_of_the_city(cast):
    seen = set(agencies_seen_by(cast.drafter))
    assert {cast.ward, cast.neighbour, cast.office, cast.other_office} <= seen


def test_a_ward_does_not_see_upwards(cast):
    assert not sees(cast.officer, cast.department)
    assert not sees(cast.leader, cast.office)


def test_a_letter_of_the_ward_is_not_there_for_the_neighbour(cast, make_letter):
    letter = make_letter(agency_id=cast.ward, by=cast.officer)
    assert letter in documents_of(seen_by=cast.officer)
    assert letter in documents_of(seen_by=cast.office_drafter)
    assert letter not in documents_of(seen_by=cast.neighbour_officer)
    with pytest.raises(NotFound):
        document_of(letter.pk, seen_by=cast.neighbour_officer)


def test_a_letter_taken_in_is_seen_where_it_was_taken_in(cast, make_letter):
    letter = make_letter()
    assert letter in documents_of(seen_by=cast.drafter)
    assert letter not in documents_of(seen_by=cast.office_drafter)
    assert letter not in documents_of(seen_by=cast.officer)


def test_a_notice_of_the_ward_is_not_there_for_the_neighbour(cast, make_bulletin):
    notice = make_bulletin("submitted", agency_id=cast.ward, author=cast.officer)
    assert notice in bulletins_awaiting_approval(seen_by=cast.leader)
    assert notice not in bulletins_awaiting_approval(seen_by=cast.neighbour_leader)
    assert notice not in bulletins_of(seen_by=cast.neighbour_officer)
    with pytest.raises(NotFound):
        bulletin_of(notice.pk, seen_by=cast.neighbour_officer)


def test_a_role_begins_and_ends_on_its_days(cast):
    person = Person.objects.get(pk=cast.officer.person_id)
    RoleGrant.objects.filter(person=person).update(valid_to=DAY)
    assert actor_of(person, on=DAY).roles_at(cast.ward) == {Role.COMMUNE_OFFICER}
    assert actor_of(person, on=DAY + timedelta(days=1)).grants == ()
    assert actor_of(person, on=date(2020, 12, 31)).grants == ()


def test_an_actor_without_the_right_is_told_what_to_do(cast):
    with pytest.raises(RightMissing) as refusal:
        cast.clerk.require(Right.APPROVE, cast.department)
    assert "chưa được giao việc này" in str(refusal.value)
    assert cast.clerk.may(Right.REGISTER, cast.department)
    assert not cast.clerk.may(Right.REGISTER, cast.ward)


def test_newcomers_get_accounts_that_open_only_with_their_password(cast, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one takes its time on purpose
    hoa, lan = take_in(
        [
            Newcomer(full_name="Hoa", roles=((Role.VIEWER, cast.ward),), username="hoa", password="mật-khẩu-rất-dài"),
            Newcomer(full_name="Lan", roles=((Role.VIEWER, cast.ward),), username="lan"),
        ],
        valid_from=DAY,
        by=OWNER,
        now=NOW,
    )
    assert account_named("hoa").check_password("mật-khẩu-rất-dài")
    assert not account_named("hoa").check_password("sai")
    assert not account_named("lan").has_usable_password()
    assert people_with(Role.VIEWER, agency_ids=[cast.ward], on=DAY)[cast.ward] in (hoa, lan)


def test_signing_in_leaves_a_trace(cast, trail_of):
    note_sign_in(by=cast.officer, now=NOW)
    assert trail_of(cast.officer.person_id)[-1] == "people.signed_in"
    assert AuditEntry.objects.latest("pk").agency_id == cast.ward
