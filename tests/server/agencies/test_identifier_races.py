"""Two offices that enter the same identifier at the same moment: one bears it, the other is told. PostgreSQL shows the race."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections

from loa.core.roles import Role
from loa.server.agencies.errors import IdentifierTaken
from loa.server.agencies.models import Agency, AgencyIdentifier, AgencyVersion
from loa.server.agencies.services import enter_identifier
from loa.server.kit.actors import Actor, Grant

from ..conftest import DAY, NOW

pytestmark = pytest.mark.races
OFFICES = 4


@pytest.fixture
def offices(transactional_db, home):
    made = [Agency.objects.create(key=f"phong-{number}") for number in range(OFFICES)]
    for one in made:
        AgencyVersion.objects.create(
            agency=one, kind="department", name=one.key, short_name=one.key, search_key=one.key, valid_from=date(2020, 1, 1)
        )
    return made


def test_one_identifier_entered_by_several_offices_at_once_is_borne_by_one(offices):
    def enter(office):
        by = Actor(name="Quản trị", agency_id=office.pk, grants=(Grant(Role.ADMINISTRATOR, office.pk),), via="system")
        try:
            enter_identifier(agency_id=office.pk, identifier="H26.21", source="QĐ 1", valid_from=DAY, by=by, now=NOW)
        except IdentifierTaken:
            return "taken"
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(OFFICES) as pool:
        told = sorted(pool.map(enter, offices))
    assert told == ["done"] + ["taken"] * (OFFICES - 1)
    assert AgencyIdentifier.objects.filter(identifier="H26.21").count() == 1
