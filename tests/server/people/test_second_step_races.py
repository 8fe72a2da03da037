"""Two browsers with the same code at the same moment. SQLite has one writer; PostgreSQL shows the race."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from soft_key import SoftKey

from loa.core.errors import LoaError
from loa.server.kit import passkeys, time_codes
from loa.server.kit.actors import Actor
from loa.server.kit.passkeys import Answer, House
from loa.server.people import services
from loa.server.people.models import Account, Person, SecondStepRest

pytestmark = pytest.mark.races
NOW = datetime(2021, 8, 4, 2, 0, tzinfo=UTC)
AT = datetime(2026, 3, 1, 8, 0, 10, tzinfo=UTC)
HOUSE = House("localhost", "http://localhost:8000")


@pytest.fixture
def owner(transactional_db, home):
    account = Account.objects.create(username="lanh-dao", person=Person.objects.create(full_name="Lãnh đạo"))
    return account, Actor(name="Lãnh đạo", person_id=account.person_id)


def at_once(work) -> list[bool]:
    def alone(_number: int) -> bool:
        try:
            work()
        except LoaError:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(alone, range(4)))


def test_one_code_opens_one_browser(owner):
    account, by = owner
    secret = time_codes.new_secret()
    codes = services.add_time_code(account_id=account.pk, secret=secret, code=time_codes.code_at(secret, AT), at=AT, by=by, now=NOW)
    later = AT + timedelta(minutes=2)
    facts = {"account_id": account.pk, "at": later, "by": by, "now": NOW}
    assert sum(at_once(lambda: services.enter_time_code(code=time_codes.code_at(secret, later), **facts))) == 1
    SecondStepRest.objects.update(failures=0, until=None)
    assert sum(at_once(lambda: services.enter_recovery_code(code=codes[0], **facts))) == 1


def test_wrong_codes_at_once_are_all_counted(owner):
    account, by = owner
    facts = {"account_id": account.pk, "code": "000000", "at": AT, "by": by, "now": NOW}
    assert not any(at_once(lambda: services.enter_time_code(**facts)))
    assert SecondStepRest.objects.get().failures == 4


def test_one_answer_of_a_passkey_opens_one_browser(owner):
    account, by = owner
    soft, challenge = SoftKey(owner=account.pk.bytes), passkeys.new_challenge()
    services.add_passkey(account_id=account.pk, answer=Answer(soft.make(challenge), challenge, HOUSE), name="Máy", by=by, now=NOW)
    answer = Answer(soft.use(challenge), challenge, HOUSE)
    assert sum(at_once(lambda: services.enter_passkey(answer=answer, by=Actor(name="khách"), now=NOW))) == 1
