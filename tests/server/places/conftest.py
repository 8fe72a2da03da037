"""Hà Nội on both maps, loaded once a module: each test works in a savepoint above it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction
from kept_maps import loaded_or_kept
from pytest_django import DjangoDbBlocker

from loa.server.kit.actors import Actor
from loa.server.places.services import load_hanoi

OWNER = Actor.system("thử nghiệm")
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def _load() -> None:
    load_hanoi(by=OWNER, now=NOW)


@pytest.fixture(scope="module")
def hanoi_loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        loaded_or_kept("hanoi", _load)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def hanoi(hanoi_loaded: None, db: None) -> None:
    """Both maps of Hà Nội stand."""
