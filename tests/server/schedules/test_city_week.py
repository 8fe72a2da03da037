"""A whole city's week: 579 stations in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loa.core.priorities import Priority
from loa.core.rundown import SoundAsset, Soundtrack
from loa.server.schedules.models import Session, Slot
from loa.server.schedules.services import Wish, fill_sessions, plan_week, publish_schedule

from .conftest import NOW, OWNER, WEEK


@pytest.fixture
def city(world):
    return world.add("phường", "P", world.quan, 175) + world.add("xã", "X", world.huyen, 404)


@pytest.mark.heavy
def test_579_stations_are_planned_filled_and_published_in_few_queries(city, world, make_revision):
    station_ids = [unit.station.pk for unit in city]
    with CaptureQueriesContext(connection) as planning:
        plan_week(station_ids=station_ids, week_starts_on=WEEK, by=OWNER, now=NOW)
    assert Session.objects.count() == 175 * 10 + 404 * 14
    revisions = [make_revision(world.city, f"Tin {n}", priority=Priority.PRIORITY) for n in range(3)]
    wishes = [Wish(revision_id=one.pk, seconds=120, airings=10) for one in revisions]
    with CaptureQueriesContext(connection) as filling:
        filled = fill_sessions(station_ids=station_ids, week_starts_on=WEEK, wishes=wishes, by=OWNER, now=NOW)
    assert (Slot.objects.count(), filled.not_placed) == (579 * 30, ())
    track = Soundtrack(tuple(SoundAsset("a" * 64, "b" * 64, 1000, 100, 10.0) for _ in range(12)), machine=True, text_sha256="e" * 64)
    with CaptureQueriesContext(connection) as publishing:
        week = publish_schedule(
            station_ids=station_ids, week_starts_on=WEEK, soundtracks={(one.pk, None): track for one in revisions}, by=OWNER, now=NOW
        )
    assert (len(week.schedules), week.kept_back) == (579, ())
    # Inserts go in batches, as many as the database's limit of parameters asks; nothing else may grow with the stations.
    assert [questions(one) < 25 for one in (planning, filling, publishing)] == [True] * 3


def questions(captured: CaptureQueriesContext) -> int:
    return sum(not query["sql"].startswith("INSERT") for query in captured.captured_queries)
