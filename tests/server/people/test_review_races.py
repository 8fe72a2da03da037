"""One invitation, opened in two browsers at the same moment. SQLite has one writer; PostgreSQL shows the race."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from loa.server.kit.actors import Actor
from loa.server.people.models import Account, Invitation, Person
from loa.server.people.services import accept_invitation, accept_invitation_outside

from .test_second_step_races import at_once

pytestmark = pytest.mark.races
NOW = datetime(2021, 8, 4, 2, 0, tzinfo=UTC)


@pytest.fixture
def invited(transactional_db, home, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    account = Account.objects.create(username="nguoi-moi", person=Person.objects.create(full_name="Người mới"))
    Invitation.objects.create(
        account=account,
        kind="newcomer",
        token_sha256=hashlib.sha256(b"moi").hexdigest(),
        made_at=NOW,
        expires_at=NOW + timedelta(days=7),
    )
    return Actor(name="Người mới", person_id=account.person_id)


def test_an_invitation_sets_one_password(invited):
    facts = {"token": "moi", "by": invited, "now": NOW}
    assert sum(at_once(lambda: accept_invitation(password="một-mật-khẩu-rất-dài", **facts))) == 1


def test_an_invitation_links_one_outside_name(invited):
    facts = {"token": "moi", "issuer": "https://sso.example", "provider": "SSO", "by": invited, "now": NOW}
    assert sum(at_once(lambda: accept_invitation_outside(subject="a", **facts))) == 1
