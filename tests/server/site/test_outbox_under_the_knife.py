"""The outbox delivers at least once: every reaction may run twice, and a worker killed at any moment loses nothing."""

import dataclasses
import json
import logging
import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import AutoField

from loa.server.kit import acts, outbox
from loa.server.kit.models import Delivery
from loa.server.schedules.models import PublishedSchedule, Session
from loa.server.schedules.services import cancel_session
from loa.server.site.wiring import REACTIONS

from .air_world import LATER, NOW, OWNER, put_on_air

KNIFE = Path(__file__).with_name("knife.py")


class Killed(BaseException):
    """As hard as a process can be stopped from inside: nothing catches it."""


@pytest.fixture
def on_air(db, home):
    made = put_on_air()
    outbox.drain(now=NOW)
    assert not Delivery.objects.filter(done_at=None).exists()
    return made


@pytest.fixture(autouse=True)
def quiet(caplog):
    caplog.set_level(logging.CRITICAL, logger="loa.server.kit.outbox")


def the_whole_house() -> dict[str, list[str]]:
    """All rows of all tables, but for the bookkeeping of deliveries."""
    return {
        model._meta.label: sorted(repr(row) for row in model._default_manager.values_list(*_told_columns(model)))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label != "kit.Delivery"
    }


def _told_columns(model) -> list[str]:
    """Every column but a number that the database draws for the row: a table that is rebuilt draws new ones."""
    return [column.attname for column in model._meta.concrete_fields if not isinstance(column, AutoField)]


def payload_of(event, ids) -> dict[str, object]:
    """A payload of this event about the ward on air."""
    plain = {"int": 1, "bool": True, "tuple[str, ...]": [], "float": 1.0, "date": "2021-08-02"}
    facts = {
        fact.name: ids.get(fact.name, plain.get(getattr(fact.type, "__name__", str(fact.type)), "x")) for fact in dataclasses.fields(event)
    }
    return {name: value if isinstance(value, int | list | float) else str(value) for name, value in facts.items()}


@pytest.mark.parametrize("reaction", REACTIONS, ids=lambda reaction: f"{reaction.event.code}-{reaction.name}")
def test_a_reaction_that_runs_twice_leaves_what_it_left_the_first_time(on_air, reaction):
    payload = payload_of(reaction.event, on_air.ids)
    reaction.run(payload, now=LATER)
    once = the_whole_house()
    reaction.run(payload, now=LATER + timedelta(minutes=11))
    assert the_whole_house() == once


def end_state() -> dict[str, list[object]]:
    """What the reactions to a cancelled session leave, without the times and ids that a later try draws anew."""
    manifests = apps.get_model("dispatch.Manifest").objects
    return {
        "schedules": list(PublishedSchedule.objects.order_by("station", "version").values_list("station", "version", "sha256")),
        "manifests": list(manifests.order_by("player", "version").values_list("player", "version", "asset_names")),
        "open": list(Delivery.objects.filter(done_at=None).values_list("reaction", flat=True)),
        "done": sorted(set(Delivery.objects.values_list("message__event", "reaction"))),
    }


@contextmanager
def killed_before_statement(number: int):
    """Stop at the n-th statement of whatever runs inside."""
    left = number

    def count(execute, sql, params, many, context):
        nonlocal left
        left -= not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))  # here savepoints stand for transactions: they are undone whole
        if left == -1:
            left -= 1
            raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield lambda: left


def drained_until_nothing_is_due() -> None:
    for attempt in range(6):
        outbox.drain(now=LATER + (outbox.LEASE + timedelta(seconds=1)) * (attempt + 1))


def test_a_worker_killed_at_any_statement_loses_nothing(on_air):
    """An undisturbed run first; then the same, killed before the 1st, 2nd, 3rd… statement, and drained again."""
    cancel_session(session_id=on_air.session_id, why="mất điện", by=OWNER, now=LATER)
    assert list(Delivery.objects.filter(done_at=None).values_list("reaction", flat=True)) == ["schedules.tasks.publish_anew"]
    with transaction.atomic():
        drained_until_nothing_is_due()
        wanted = end_state()
        transaction.set_rollback(True)
    assert wanted["open"] == []
    assert [version for _station, version, _sha256 in wanted["schedules"]] == [1, 2]
    number, finished = 0, False
    while not finished:
        with transaction.atomic():
            try:
                with killed_before_statement(number) as left, transaction.atomic():
                    outbox.drain(now=LATER)
                finished = left() >= 0
            except Killed:
                pass
            drained_until_nothing_is_due()
            assert end_state() == wanted, f"killed before statement {number}"
            transaction.set_rollback(True)
        number += 1
    assert number > 20


def test_the_world_of_this_test_is_what_it_says(on_air):
    assert Session.objects.get(pk=on_air.session_id).state == "published"
    assert acts.reaction_named("schedules.tasks.publish_anew") is not None


@pytest.fixture
def database(tmp_path):
    """A database of the processes' own: a file, or one more on the PostgreSQL of the tests."""
    address = os.environ.get("LOA_DATABASE_URL", "")
    environment = {**os.environ, "LOA_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "loa.server.site.settings"}
    if not address:
        return environment
    import psycopg

    name = f"knife_{os.getpid()}"
    with psycopg.connect(address.rsplit("/", 1)[0] + "/postgres", autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}"')
    return {**environment, "LOA_DATABASE_URL": address.rsplit("/", 1)[0] + f"/{name}"}


@pytest.mark.postgres
def test_real_processes_killed_at_every_step_lose_nothing(database):
    """Each process drains; before or after its n-th statement it is gone without warning, or the statement fails; another goes on."""
    done = subprocess.run(
        [sys.executable, str(KNIFE)], env=database, capture_output=True, text=True, check=False, timeout=500, cwd=KNIFE.parents[3]
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["killed"] > 60
    assert said["failed"] > 15
    assert said["wrong"] == []
