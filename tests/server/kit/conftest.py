"""An event and a wiring of the test's own."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from django.db import connection

from loa.server.kit import acts, events
from loa.server.kit.actors import Actor, Grant, Role
from loa.server.kit.guards import LIFTED

NOW = datetime(2021, 8, 2, 1, 0, tzinfo=UTC)
WARD = uuid4()
LAN = Actor(name="Lan", person_id=uuid4(), agency_id=WARD, agency_name="UBND phường", grants=(Grant(Role.COMMUNE_OFFICER, WARD),))


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """A LOA_HOME of the test's own: what is sealed leaves its head there."""
    settings.LOA_HOME = tmp_path
    return tmp_path


@pytest.fixture
def bell(monkeypatch):
    """An event of the test's own; the house's registry is as before afterwards."""
    monkeypatch.setattr(events, "REGISTRY", dict(events.REGISTRY))

    @dataclass(frozen=True, kw_only=True)
    class BellRung(events.Event):
        code: ClassVar[str] = "test.bell_rung"
        sentence: ClassVar[str] = "Rung chuông"
        subject: ClassVar[str] = "bell_id"
        bell_id: UUID

    return BellRung


@pytest.fixture
def wired(monkeypatch):
    """Wire reactions for one test."""
    monkeypatch.setattr(acts, "_reactions", {})
    monkeypatch.setattr(acts, "_nudge", acts._nudge)
    nudges: list[int] = []

    def wire(*table):
        acts.wire([acts.Reaction(*line) for line in table], nudge=lambda: nudges.append(1))
        return nudges

    return wire


@pytest.fixture
def guards_lifted():
    """As whoever owns the database can: the trail's guards are gone until the test is over."""

    def lift() -> None:
        with connection.cursor() as cursor:
            for statement in LIFTED[connection.vendor]:
                cursor.execute(statement)

    return lift
