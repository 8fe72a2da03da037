"""Nobody alone reopens the way in of who may approve or manage: a second administrator agrees, or a day passes in which all can see it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.hashers import make_password

from loa.core.errors import NotFound
from loa.core.roles import Right, Role
from loa.core.ways_in import Guard, Reopening, Standing
from loa.server.kit.actors import Actor, RightMissing
from loa.server.people import services
from loa.server.people.errors import (
    ConfirmerTooNew,
    NoSecondFactor,
    OwnPassword,
    OwnReopening,
    OwnSecondFactor,
    ReopeningAskedAlready,
    ReopeningOver,
    ReopeningWaits,
    WhyMissing,
)
from loa.server.people.models import Account, AskedReopening, InvitationKind, RoleGrant, TimeCode
from loa.server.people.queries import actor_of, second_factors_of
from loa.server.people.queries.reopenings import own_reopenings, reopening_guards, reopenings_to_see, standing_of
from loa.server.people.services import Newcomer, take_in

from ..conftest import OWNER

NOW = datetime(2021, 8, 4, 2, 0, tzinfo=UTC)
DAY = date(2021, 8, 4)
LONG_AGO = NOW - timedelta(days=30)
SECOND_STEP, INVITATION, PASSWORD = Reopening.SECOND_STEP, Reopening.INVITATION, Reopening.PASSWORD


def phone_of(account, *, since=LONG_AGO):
    return TimeCode.objects.create(account=account, sealed_secret="x", added_at=since)


@pytest.fixture
def account(cast):
    """The leader of the ward, with a password and a phone."""
    account = Account.objects.create(username="lanh-dao", person_id=cast.leader.person_id, password=make_password("dung"))
    phone_of(account)
    return account


@pytest.fixture
def make_administrator(cast):
    def make(name, agency_id, *, phone_since=LONG_AGO) -> Actor:
        username = name.lower().replace(" ", "-")
        new = Newcomer(full_name=name, roles=((Role.ADMINISTRATOR, agency_id),), username=username, password="mot-mat-khau")
        person = take_in([new], valid_from=date(2021, 1, 1), by=OWNER, now=NOW)[0]
        if phone_since is not None:
            phone_of(person.account, since=phone_since)
        return actor_of(person, on=DAY)

    return make


@pytest.fixture
def administrator(make_administrator, cast):
    return make_administrator("Quan Tri Mot", cast.ward)


@pytest.fixture
def second(make_administrator, cast):
    """An administrator of the department, above the ward."""
    return make_administrator("Quan Tri Hai", cast.department)


def ask(account, by, what=SECOND_STEP, now=NOW, why="mất điện thoại"):
    return services.ask_reopening(account_id=account.pk, what=what, why=why, by=by, now=now)


def reset(account, by, now=NOW):
    return services.reset_second_factors(account_id=account.pk, why="mất điện thoại", by=by, now=now)


def invite(account, by, now=NOW):
    return services.invite(account_id=account.pk, kind=InvitationKind.RESET, by=by, now=now)


# alone


@pytest.mark.parametrize("act", [reset, invite])
def test_one_administrator_alone_neither_resets_a_leader_nor_invites_in_the_leaders_name(account, administrator, act):
    with pytest.raises(ReopeningWaits):
        act(account, administrator)
    assert second_factors_of(account).any
    account.refresh_from_db()
    assert account.check_password("dung")


def test_where_nobody_else_is_it_takes_a_day_and_then_it_is_done_once(account, administrator):
    asked = ask(account, administrator)
    assert (asked.guard, asked.ripe_at) == (Guard.WAIT, NOW + timedelta(hours=24))
    with pytest.raises(ReopeningWaits):
        reset(account, administrator, now=NOW + timedelta(hours=23, minutes=59))
    reset(account, administrator, now=asked.ripe_at)
    assert not second_factors_of(account).any
    asked.refresh_from_db()
    assert asked.outcome == "done"
    phone_of(account)
    with pytest.raises(ReopeningWaits):
        reset(account, administrator, now=asked.ripe_at)


def test_what_was_asked_and_left_alone_for_a_week_is_over(account, administrator):
    asked = ask(account, administrator)
    later = asked.expires_at
    with pytest.raises(ReopeningWaits):
        reset(account, administrator, now=later)
    again = ask(account, administrator, now=later)
    asked.refresh_from_db()
    assert (asked.outcome, again.ended_at) == ("lapsed", None)


def test_who_asked_is_who_does_it(account, administrator, make_administrator, cast):
    ask(account, administrator)
    other = make_administrator("Nguoi Khac", cast.ward, phone_since=None)
    with pytest.raises(ReopeningWaits):
        reset(account, other, now=NOW + timedelta(hours=25))


def test_leave_to_reset_is_no_leave_to_invite(account, administrator):
    ask(account, administrator)
    with pytest.raises(ReopeningWaits):
        invite(account, administrator, now=NOW + timedelta(hours=25))


# with a second person


def test_a_second_administrator_above_agrees_and_it_is_done(account, administrator, second, trail_of):
    asked = ask(account, administrator)
    assert (asked.guard, asked.ripe_at) == (Guard.SECOND_PERSON, None)
    with pytest.raises(ReopeningWaits):
        reset(account, administrator, now=NOW + timedelta(days=3))  # time alone does not help here
    services.confirm_reopening(reopening_id=asked.pk, by=second, now=NOW)
    reset(account, administrator)
    assert not second_factors_of(account).any
    told = trail_of(account.person_id)
    wanted = ["people.reopening_requested", "people.reopening_confirmed", "people.second_factors_reset"]
    assert [event for event in told if event in wanted] == wanted


def test_an_agreed_invitation_is_made_by_who_asked(account, administrator, second):
    asked = ask(account, administrator, INVITATION)
    services.confirm_reopening(reopening_id=asked.pk, by=second, now=NOW)
    with pytest.raises(ReopeningWaits):
        invite(account, second)
    _invitation, token = invite(account, administrator)
    assert token


def test_neither_who_asked_nor_the_person_concerned_nor_somebody_else_agrees(account, administrator, second, cast, make_administrator):
    asked = ask(account, administrator)

    def confirm(by):
        services.confirm_reopening(reopening_id=asked.pk, by=by, now=NOW)

    with pytest.raises(OwnReopening):
        confirm(administrator)
    with pytest.raises(RightMissing):
        confirm(cast.leader)
    with pytest.raises(NotFound):
        confirm(make_administrator("Lang Gieng", cast.neighbour))
    own = Account.objects.get(person=second.person_id)
    about_second = ask(own, make_administrator("Quan Tri Ba", cast.department), INVITATION)
    with pytest.raises(OwnReopening):
        services.confirm_reopening(reopening_id=about_second.pk, by=second, now=NOW)


def test_a_second_administrator_made_this_morning_agrees_to_nothing(account, administrator, make_administrator, cast):
    made = make_administrator("Moi Tao", cast.ward, phone_since=NOW - timedelta(hours=23))
    asked = ask(account, administrator)
    assert asked.guard == Guard.WAIT  # who is too new to agree is nobody to wait for
    with pytest.raises(ConfirmerTooNew):
        services.confirm_reopening(reopening_id=asked.pk, by=made, now=NOW)
    services.confirm_reopening(reopening_id=asked.pk, by=made, now=NOW + timedelta(hours=1))
    with pytest.raises(ReopeningOver):
        services.confirm_reopening(reopening_id=asked.pk, by=made, now=NOW + timedelta(hours=2))


@pytest.mark.parametrize("away", ["ended", "elsewhere", "never in", "inactive"])
def test_an_administrator_who_could_not_agree_is_nobody_to_wait_for(account, administrator, make_administrator, cast, away):
    other = make_administrator("Nguoi Kia", cast.neighbour if away == "elsewhere" else cast.ward)
    if away == "ended":
        RoleGrant.objects.filter(person=other.person_id).update(valid_to=DAY - timedelta(days=1))
    if away == "never in":
        TimeCode.objects.filter(account__person=other.person_id).update(ended_at=NOW)
    if away == "inactive":
        Account.objects.filter(person=other.person_id).update(is_active=False)
    assert reopening_guards(account, seen_by=administrator, now=NOW)[SECOND_STEP] is Guard.WAIT


# stopping


@pytest.mark.parametrize("who", ["leader", "asker", "above"])
def test_the_person_concerned_and_every_administrator_over_them_see_it_and_stop_it(account, administrator, second, cast, who):
    asked = ask(account, administrator)
    by = {"leader": cast.leader, "asker": administrator, "above": second}[who]
    seen = own_reopenings(by.person_id) if who == "leader" else reopenings_to_see(seen_by=by, now=NOW)
    assert list(seen) == [asked]
    services.stop_reopening(reopening_id=asked.pk, by=by, now=NOW, why="không phải tôi")
    with pytest.raises(ReopeningOver):
        services.confirm_reopening(reopening_id=asked.pk, by=second, now=NOW)
    with pytest.raises(ReopeningWaits):
        reset(account, administrator, now=NOW + timedelta(days=2))


def test_nobody_else_sees_it_or_stops_it(account, administrator, cast, make_administrator):
    asked = ask(account, administrator)
    neighbour = make_administrator("Lang Gieng", cast.neighbour)
    assert not reopenings_to_see(seen_by=neighbour, now=NOW).exists()
    for by, refusal in ((neighbour, NotFound), (cast.officer, RightMissing)):
        with pytest.raises(refusal):
            services.stop_reopening(reopening_id=asked.pk, by=by, now=NOW)


# ways around it


def test_a_role_ended_a_minute_ago_still_counts(account, administrator, cast):
    RoleGrant.objects.filter(person=cast.leader.person_id).update(valid_to=DAY - timedelta(days=1))
    services.grant_role(person_id=cast.leader.person_id, agency_id=cast.ward, role=Role.VIEWER, valid_from=DAY, by=administrator, now=NOW)
    with pytest.raises(ReopeningWaits):
        reset(account, administrator)


def test_what_is_delegated_counts_as_ones_own(cast, administrator):
    account = Account.objects.create(username="can-bo", person_id=cast.officer.person_id, password=make_password("dung"))
    grant = RoleGrant.objects.get(person=cast.leader.person_id)
    services.delegate(
        grant_id=grant.pk,
        to_person_id=cast.officer.person_id,
        rights=[Right.APPROVE],
        valid_from=DAY,
        valid_to=DAY,
        why="đi vắng",
        by=cast.leader,
        now=NOW,
    )
    phone_of(account)
    with pytest.raises(ReopeningWaits):
        reset(account, administrator)


def test_a_password_behind_a_second_step_is_reissued_at_once_and_without_one_it_waits(account, administrator):
    assert services.reissue_password(account_id=account.pk, by=administrator, now=NOW)
    TimeCode.objects.filter(account=account).update(ended_at=NOW)
    with pytest.raises(ReopeningWaits):
        services.reissue_password(account_id=account.pk, by=administrator, now=NOW)


def test_an_account_that_nobody_has_entered_is_invited_again_at_once(cast, administrator):
    person, _token = services.take_in_one(
        full_name="Phó Chủ tịch", username="pho.chutich", roles=[(Role.APPROVER, cast.ward)], valid_from=DAY, by=administrator, now=NOW
    )
    assert standing_of(person.account) is Standing.UNUSED
    _invitation, token = services.invite(account_id=person.account.pk, kind=InvitationKind.NEWCOMER, by=administrator, now=NOW)
    services.accept_invitation(token=token, password="mot mat khau that dai", by=actor_of(person, on=DAY), now=NOW)
    person.account.refresh_from_db()
    with pytest.raises(ReopeningWaits):
        invite(person.account, administrator)


def test_who_may_neither_approve_nor_manage_is_helped_at_once(cast, administrator):
    account = Account.objects.create(username="can-bo", person_id=cast.officer.person_id, password=make_password("dung"))
    phone_of(account)
    reset(account, administrator)
    assert not second_factors_of(account).any
    assert not AskedReopening.objects.exists()


def test_the_owner_of_the_machine_is_the_last_way_and_waits_for_nobody(account):
    reset(account, OWNER)
    assert not second_factors_of(account).any


# asking


def test_asking_needs_a_reason_a_right_and_something_to_reopen(account, administrator, cast, make_administrator):
    with pytest.raises(WhyMissing):
        ask(account, administrator, why=" ")
    with pytest.raises(NotFound):
        ask(account, make_administrator("Lang Gieng", cast.neighbour))
    with pytest.raises(RightMissing):
        ask(account, cast.officer)
    own = Account.objects.get(person=administrator.person_id)
    with pytest.raises(OwnSecondFactor):
        ask(own, administrator)
    with pytest.raises(OwnPassword):
        ask(own, administrator, INVITATION)
    ask(account, administrator)
    with pytest.raises(ReopeningAskedAlready):
        ask(account, administrator)
    TimeCode.objects.filter(account=account).update(ended_at=NOW)
    AskedReopening.objects.update(ended_at=NOW)
    with pytest.raises(NoSecondFactor):
        ask(account, administrator)
