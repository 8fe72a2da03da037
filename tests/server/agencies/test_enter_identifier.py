"""The identifier of an office: entered from the act that gave it, dated, borne by one office at a time."""

from datetime import date

import pytest

from loa.core.roles import Role
from loa.server.agencies.errors import IdentifierNotOne, IdentifierTaken
from loa.server.agencies.models import AgencyIdentifier
from loa.server.agencies.queries import agency_of_identifier, identifiers_on
from loa.server.agencies.services import enter_identifier
from loa.server.kit.actors import Actor, Grant, RightMissing

from ..conftest import DAY, NOW

ACT = "QĐ 4078/QĐ-UBND"


@pytest.fixture
def enter(cast):
    def enter(identifier, *, at=None, valid_from=DAY):
        at = at or cast.ward
        by = Actor(name="Quản trị", grants=(Grant(Role.ADMINISTRATOR, at),))
        return enter_identifier(agency_id=at, identifier=identifier, source=ACT, valid_from=valid_from, by=by, now=NOW)

    return enter


def test_an_office_enters_its_identifier_and_is_found_by_it(cast, enter):
    enter(" h26.21.5 ")
    assert identifiers_on([cast.ward, cast.neighbour], DAY) == {cast.ward: "H26.21.5"}
    assert agency_of_identifier("H26.21.5", on=DAY) == cast.ward
    assert agency_of_identifier("H26.21.5", on=date(2021, 7, 1)) is None


def test_a_later_one_ends_the_earlier_the_day_before(cast, enter):
    enter("H26.21.5")
    enter("000.05.21.H26", valid_from=date(2022, 1, 1))
    assert identifiers_on([cast.ward], date(2021, 12, 31)) == {cast.ward: "H26.21.5"}
    assert identifiers_on([cast.ward], date(2022, 1, 1)) == {cast.ward: "000.05.21.H26"}


def test_a_slip_entered_the_same_day_gives_way(cast, enter):
    enter("H26.21.5")
    enter("H26.21.6")
    assert AgencyIdentifier.objects.filter(agency=cast.ward).count() == 1


def test_two_offices_never_bear_one_identifier(cast, enter):
    enter("H26.21.5")
    with pytest.raises(IdentifierTaken, match="Bạch Mai"):
        enter("H26.21.5", at=cast.neighbour)


def test_a_slip_in_the_far_future_put_right_leaves_one_identifier_on_every_day(cast, enter):
    enter("H26.21.5")
    enter("H26.21.6", valid_from=date(2099, 1, 1))
    enter("H26.21.7", valid_from=date(2022, 1, 1))
    held = AgencyIdentifier.objects.filter(agency=cast.ward).order_by("valid_from")
    assert [(one.identifier, one.valid_to) for one in held] == [("H26.21.5", date(2021, 12, 31)), ("H26.21.7", None)]


def test_an_identifier_that_another_office_bears_from_a_later_day_is_taken(cast, enter):
    enter("H26.21.5", at=cast.neighbour, valid_from=date(2022, 1, 1))
    with pytest.raises(IdentifierTaken):
        enter("H26.21.5")
    enter("H26.21.8", at=cast.neighbour, valid_from=date(2021, 12, 1))  # given up before it began
    assert enter("H26.21.5").valid_to is None


@pytest.mark.parametrize("typed", ["", "26.3", "H26.", "H26.1234", "sở", "H２６.3", "H٢٦.3"])
def test_what_is_no_identifier_is_refused(cast, enter, typed):
    with pytest.raises(IdentifierNotOne):
        enter(typed)


def test_only_who_manages_the_office_enters_it(cast):
    with pytest.raises(RightMissing):
        enter_identifier(agency_id=cast.ward, identifier="H26.21.5", source=ACT, valid_from=DAY, by=cast.officer, now=NOW)
