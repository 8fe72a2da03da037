"""Air-time caps by the parent's form and the day."""

from datetime import date

import pytest

from loa.core.caps import Cap, Exemption, Lifted, Limit, NoBasis, cap_on, longest_session_seconds

MONDAY, SATURDAY = date(2021, 8, 2), date(2021, 8, 7)


def exemption(*lifts: Lifted, valid_from: date = date(2021, 7, 24), valid_to: date = date(2021, 8, 31)) -> Exemption:
    return Exemption("01/VB-MAU", "UBND quận mẫu", "quận mẫu", valid_from, valid_to, lifts)


def test_a_ward_of_a_quan_has_two_sessions_of_fifteen_minutes_from_monday_to_friday():
    cap = cap_on("quận", MONDAY)
    assert isinstance(cap, Cap)
    assert (cap.sessions_a_day, cap.session_seconds) == (2, 900)
    assert cap.open_on(MONDAY)
    assert not cap.open_on(SATURDAY)
    assert "1246" in cap.basis


@pytest.mark.parametrize("form", ["huyện", "thị xã", "thi_xa", "HUYỆN"])
def test_a_commune_of_a_huyen_or_thi_xa_has_forty_five_minutes_a_session_any_day(form):
    cap = cap_on(form, SATURDAY)
    assert isinstance(cap, Cap)
    assert (cap.sessions_a_day, cap.session_seconds) == (None, 2700)
    assert cap.open_on(SATURDAY)


@pytest.mark.parametrize(
    ("day", "known"),
    [(date(2021, 3, 11), False), (date(2021, 3, 12), True), (date(2025, 6, 30), True), (date(2025, 7, 1), False)],
)
def test_the_decision_counts_from_its_day_to_the_end_of_the_district_level(day, known):
    assert isinstance(cap_on("quận", day), Cap) is known


def test_without_a_rule_the_product_says_so():
    answer = cap_on("thành phố", date(2026, 1, 5))
    assert isinstance(answer, NoBasis)
    assert "Chưa có căn cứ" in answer.sentence
    assert longest_session_seconds("thành phố", date(2026, 1, 5)) is None


def test_an_exemption_lifts_what_it_names_and_is_named():
    cap = cap_on("quận", SATURDAY, [exemption(Lifted(Limit.WEEKDAYS), Lifted(Limit.SESSION_LENGTH, 1800))])
    assert isinstance(cap, Cap)
    assert cap.open_on(SATURDAY)
    assert (cap.sessions_a_day, cap.session_seconds) == (2, 1800)
    assert cap.exempted_by == ("01/VB-MAU (UBND quận mẫu)",)


@pytest.mark.parametrize("day", [date(2021, 7, 23), date(2021, 9, 1)])
def test_an_exemption_lifts_nothing_outside_its_days(day):
    assert longest_session_seconds("quận", day, [exemption(Lifted(Limit.SESSION_LENGTH))]) == 900


def test_an_exemption_never_tightens():
    assert longest_session_seconds("huyện", MONDAY, [exemption(Lifted(Limit.SESSION_LENGTH, 600))]) == 2700


def test_an_exemption_can_lift_a_limit_altogether():
    cap = cap_on("quận", MONDAY, [exemption(Lifted(Limit.SESSIONS_A_DAY), Lifted(Limit.SESSION_LENGTH))])
    assert isinstance(cap, Cap)
    assert (cap.sessions_a_day, cap.session_seconds) == (None, None)
