"""The agencies of Hà Nội on both maps, loaded once a module: each test works in a savepoint above it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from loa.server.agencies.services import load_agencies
from loa.server.kit.actors import Actor
from loa.server.places.services import load_hanoi

OWNER = Actor.system("thử nghiệm")
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def agencies_loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_hanoi(by=OWNER, now=NOW)
        load_agencies(by=OWNER, now=NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def agencies(agencies_loaded: None, db: None) -> None:
    """All agencies of Hà Nội stand."""
