"""Two administrators at the same moment over one asked reopening. SQLite has one writer; PostgreSQL shows the race."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connections

from loa.core.errors import LoaError
from loa.core.roles import Role
from loa.core.ways_in import Guard, Reopening
from loa.server.agencies.models import Agency
from loa.server.kit.actors import Actor, Grant
from loa.server.kit.models import AuditEntry
from loa.server.people import services
from loa.server.people.models import Account, AskedReopening, Person, RoleGrant, TimeCode

pytestmark = pytest.mark.races
NOW = datetime(2021, 8, 4, 2, 0, tzinfo=UTC)


@pytest.fixture
def ward(transactional_db, home):
    return Agency.objects.create(key="phuong")


def account_of(name, role, ward) -> Account:
    account = Account.objects.create(username=name, person=Person.objects.create(full_name=name), password=make_password("x"))
    RoleGrant.objects.create(person=account.person, agency=ward, role=role, valid_from=date(2021, 1, 1))
    TimeCode.objects.create(account=account, sealed_secret="x", added_at=NOW - timedelta(days=30))
    return account


def administrator(name, ward) -> Actor:
    account = account_of(name, Role.ADMINISTRATOR, ward)
    return Actor(name, person_id=account.person_id, grants=(Grant(Role.ADMINISTRATOR, ward.pk),))


@pytest.fixture
def asked(ward):
    leader = account_of("lanh-dao", Role.APPROVER, ward)
    asker = administrator("nguoi-hoi", ward)
    made = AskedReopening.objects.create(
        account=leader,
        what=Reopening.SECOND_STEP,
        guard=Guard.SECOND_PERSON,
        why="mất điện thoại",
        asked_at=NOW,
        asked_by_person_id=asker.person_id,
        asked_by_name=asker.name,
        expires_at=NOW + timedelta(days=7),
    )
    return made, asker


def at_once(*works: Callable[[], object]) -> int:
    def alone(work: Callable[[], object]) -> bool:
        try:
            work()
        except LoaError:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return sum(pool.map(alone, works))


def told(event) -> int:
    return AuditEntry.objects.filter(event=event, refused=False).count()


def test_of_two_who_agree_at_once_one_has_agreed(asked, ward):
    made, _asker = asked
    others = [administrator(f"quan-tri-{n}", ward) for n in range(4)]
    assert at_once(*(lambda by=by: services.confirm_reopening(reopening_id=made.pk, by=by, now=NOW) for by in others)) == 1
    assert told("people.reopening_confirmed") == 1


def test_what_is_stopped_while_it_is_done_was_one_of_both(asked, ward):
    made, asker = asked
    AskedReopening.objects.update(confirmed_at=NOW)
    other = administrator("quan-tri", ward)
    work = (
        lambda: services.reset_second_factors(account_id=made.account_id, why="mất", by=asker, now=NOW),
        lambda: services.stop_reopening(reopening_id=made.pk, by=other, now=NOW),
    )
    assert at_once(*work) == 1
    made.refresh_from_db()
    assert told("people.second_factors_reset") == (1 if made.outcome == "done" else 0)


def test_one_agreement_is_one_reset(asked, ward):
    made, asker = asked
    AskedReopening.objects.update(confirmed_at=NOW)
    work = [lambda: services.reset_second_factors(account_id=made.account_id, why="mất", by=asker, now=NOW)] * 4
    assert at_once(*work) == 1
    assert told("people.second_factors_reset") == 1


def test_the_same_is_asked_once_however_often_it_is_pressed(asked, ward):
    made, asker = asked
    AskedReopening.objects.all().delete()
    work = [lambda: services.ask_reopening(account_id=made.account_id, what=Reopening.SECOND_STEP, why="mất", by=asker, now=NOW)] * 4
    assert at_once(*work) == 1
