"""Two people write the same word into an office's dictionary at the same moment. SQLite has one writer; PostgreSQL shows the race."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from loa.server.voices.errors import ReadingGivenMeanwhile
from loa.server.voices.models import OfficeManner, Reading
from loa.server.voices.services import choose_manner, give_reading
from loa.server.voices.services.readings import _insert

from ..conftest import NOW, OWNER
from ..schedules.conftest import World

pytestmark = pytest.mark.races


def at_once(work) -> list:
    def alone(number: int):
        try:
            return work(number)
        except ReadingGivenMeanwhile as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(alone, range(4)))


def test_whoever_decides_second_is_told_so_or_ends_the_first(transactional_db):
    office = World().city.agency.pk
    at_once(lambda number: give_reading(agency_id=office, written="TTBM", spoken=f"trung tâm {number}", by=OWNER, now=NOW))
    at_once(lambda number: choose_manner(agency_id=office, chosen={"odd": ("linh", "lẻ")[number % 2]}, by=OWNER, now=NOW))
    assert Reading.objects.filter(agency=office, ended_at=None).count() == 1
    assert OfficeManner.objects.filter(agency=office, ended_at=None).count() == 1


def test_the_second_of_two_gets_a_sentence_and_the_first_stays(transactional_db):
    office = World().city.agency.pk
    first = give_reading(agency_id=office, written="TTBM", spoken="trung tâm của phường", by=OWNER, now=NOW)
    late = Reading(agency_id=office, kind=first.kind, written="TTBM", spoken="chậm một bước", made_at=NOW)
    with pytest.raises(ReadingGivenMeanwhile):
        _insert(late)
    assert Reading.objects.get(agency=office, ended_at=None) == first
