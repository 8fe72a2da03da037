"""Two people plan, fill and publish the same station at the same moment. SQLite has one writer; PostgreSQL shows the race."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from loa.core.priorities import Priority
from loa.server.schedules.models import PublishedSchedule, Session, Slot
from loa.server.schedules.services import Wish, fill_sessions, plan_week, publish_schedule

from .conftest import NOW, OWNER, WEEK

pytestmark = pytest.mark.races


def at_once(work) -> list:
    def alone(_number: int):
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(alone, range(4)))


def test_whoever_comes_second_finds_what_the_first_did(transactional_db, world, ward, make_revision, make_track):
    revision = make_revision(world.city, priority=Priority.PRIORITY)
    wish = Wish(revision_id=revision.pk, seconds=60, airings=10)
    here = {"station_ids": [ward.station.pk], "week_starts_on": WEEK, "by": OWNER, "now": NOW}
    at_once(lambda: plan_week(**here))
    assert Session.objects.count() == 10
    at_once(lambda: fill_sessions(wishes=[wish], **here))
    assert Slot.objects.count() == 10
    at_once(lambda: publish_schedule(soundtracks={(revision.pk, None): make_track()}, **here))
    assert PublishedSchedule.objects.get().version == 1
