"""Both maps of Hà Nội in the tests' own database, and a home of the story's own."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from loa.server.agencies.services import load_agencies
from loa.server.kit.actors import Actor
from loa.server.places.services import load_hanoi

OWNER = Actor.system("thử nghiệm")
LOADED_AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def hanoi_loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Territories and agencies as they ship; each test works in a savepoint above them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_hanoi(by=OWNER, now=LOADED_AT)
        load_agencies(by=OWNER, now=LOADED_AT)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def hanoi(hanoi_loaded: None, db: None) -> None:
    """Hà Nội of 2021 and of today stands."""


@pytest.fixture
def home(settings, tmp_path):
    """A LOA_HOME of the test's own: files, keys, players."""
    settings.LOA_HOME = tmp_path / "home"
    settings.LOA_HOME.mkdir()
    return settings.LOA_HOME
