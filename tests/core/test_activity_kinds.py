"""Kinds of activity and the orders that stop them."""

from datetime import date

from loa.core.activity_kinds import KINDS, SuspensionOrder, kinds_that_gather, stopped_by

ORDER = SuspensionOrder("17/CT-UBND", "UBND thành phố Hà Nội", kinds_that_gather(), date(2021, 7, 24))


def test_an_order_against_gatherings_stops_meetings_from_its_day():
    assert stopped_by("meeting", date(2021, 7, 23), [ORDER]) is None
    assert stopped_by("meeting", date(2021, 7, 24), [ORDER]) is ORDER
    assert stopped_by("mobile_loudspeaker", date(2021, 8, 2), [ORDER]) is None


def test_an_order_ends_with_its_last_day():
    ended = SuspensionOrder("1", "UBND", frozenset({"meeting"}), date(2021, 7, 24), date(2021, 8, 6))
    assert ended.stops("meeting", date(2021, 8, 6))
    assert not ended.stops("meeting", date(2021, 8, 7))


def test_every_kind_has_a_unit_of_its_own():
    assert all(kind.units and len(set(kind.units)) == len(kind.units) for kind in KINDS.values())
