"""A unit fills its report at the moment at which another goes into it: the work of both is told, together or apart."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connections, transaction

from loa.server.kit.actors import Actor
from loa.server.reports import pages
from loa.server.reports.models import ExpectedReport, ReportFigure
from loa.server.reports.services import fill_report

from .conftest import NOW
from .test_reporting_for_ended_units import merge, send

pytestmark = pytest.mark.races
SYSTEM = Actor.system("thử nghiệm")


@pytest.fixture
def two(transactional_db, city, opened, make_play):
    """Two wards of one district, with one play and two."""
    old, heir = city.communes[city.districts[0]][:2]
    for ward, times in ((old, 1), (heir, 2)):
        for _ in range(times):
            make_play(agency_id=ward)
    return old, heir


def side_by_side(*works):
    def alone(work):
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        for done in [pool.submit(alone, work) for work in works]:
            done.result(timeout=60)


def test_a_merger_between_gathering_and_writing_waits_and_leaves_the_other_report_due(opened, two):
    old, heir = two
    gathered, merging = Event(), Event()

    def fill():
        with transaction.atomic():
            expected = ExpectedReport.objects.get(round=opened, agency=heir)
            figures = pages._logged(expected, SYSTEM)
            gathered.set()
            merging.wait(1)  # the merger is under way, and waits for the lock
            fill_report(round_id=opened.pk, agency_id=heir, logged=figures, by=SYSTEM, now=NOW)

    def come_in():
        gathered.wait(30)
        with transaction.atomic():
            merge(old, heir)
        merging.set()

    side_by_side(fill, come_in)
    row = ExpectedReport.objects.get(round=opened, agency=old)
    assert row.is_owed_for_another
    send(opened, heir)
    send(opened, old)
    told = ReportFigure.objects.filter(indicator="luot-tiep-phat", report__state="confirmed").values_list("value", flat=True)
    assert sorted(told) == [1, 2]
