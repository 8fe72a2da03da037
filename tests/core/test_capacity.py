"""Demand against capacity."""

from datetime import date

from loa.core.capacity import Demand, allowed_seconds_a_week, weigh
from loa.core.caps import Exemption, Lifted, Limit

WEEK = date(2021, 8, 2)


def test_a_ward_of_a_quan_has_150_minutes_a_week_and_a_commune_of_a_huyen_630():
    assert allowed_seconds_a_week("quận", WEEK) == 150 * 60
    assert allowed_seconds_a_week("huyện", WEEK) == 630 * 60


def test_without_a_basis_nothing_is_said_to_fit_or_not():
    capacity = weigh([Demand("tin", 300, 5)], parent_form="thành phố", units=126, week_starts_on=date(2026, 1, 5))
    assert capacity.allowed_seconds is None
    assert capacity.fits is None
    assert "Chưa có căn cứ" in capacity.basis


def test_two_items_of_ten_minutes_do_not_share_a_session_of_fifteen():
    capacity = weigh([Demand("một", 600, 10), Demand("hai", 600, 3)], parent_form="quận", units=168, week_starts_on=WEEK)
    assert capacity.over_seconds == 0  # 130 of 150 minutes: by seconds alone it would fit
    assert capacity.fits is False
    assert (capacity.airings_placed, capacity.airings_wished) == (10, 13)


def test_what_is_taken_leaves_less():
    assert weigh([Demand("tin", 300, 10)], parent_form="quận", units=1, week_starts_on=WEEK).fits
    assert not weigh([Demand("tin", 300, 10)], parent_form="quận", units=1, week_starts_on=WEEK, taken_seconds=7000).fits


def test_a_bulletin_longer_than_any_session_is_named():
    capacity = weigh([Demand("bài dài", 1000, 1)], parent_form="quận", units=1, week_starts_on=WEEK)
    assert capacity.too_long == ("bài dài",)
    assert capacity.longest_session_seconds == 900


def test_an_exemption_widens_the_week():
    lifted = Exemption("01", "UBND", "mẫu", WEEK, date(2021, 8, 8), (Lifted(Limit.WEEKDAYS), Lifted(Limit.SESSIONS_A_DAY, 3)))
    assert allowed_seconds_a_week("quận", WEEK, [lifted]) == 7 * 3 * 900
