"""Sessions of a week under caps and quiet hours."""

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from loa.core.caps import Cap, Exemption, Lifted, Limit, cap_on
from loa.core.priorities import Priority
from loa.core.quiet import may_sound
from loa.core.sessions import CUSTOMARY_TIMES, Bar, SessionTime, Span, at_local, plan_sessions, times_for, why_not

WEEK = date(2021, 8, 2)
MORNING, EVENING = SessionTime(time(7)), SessionTime(time(16, 30))
WEEKENDS = Exemption("01", "UBND", "mẫu", WEEK, date(2021, 8, 8), (Lifted(Limit.WEEKDAYS),))


def test_a_ward_of_a_quan_gets_ten_sessions_of_fifteen_minutes_and_hears_why_not_more():
    week = plan_sessions("quận", WEEK, [MORNING, EVENING])
    assert len(week.planned) == 10
    assert {span.seconds for span in week.planned} == {900}
    assert {one.bar for one in week.skipped} == {Bar.CLOSED_DAY}


def test_a_commune_of_a_huyen_gets_fourteen():
    week = plan_sessions("huyện", WEEK, [MORNING, EVENING])
    assert (len(week.planned), week.planned[0].seconds, week.skipped) == (14, 2700, ())


def test_a_third_session_a_day_is_skipped_in_a_quan():
    week = plan_sessions("quận", WEEK, [MORNING, EVENING, SessionTime(time(19))])
    assert sum(one.bar is Bar.TOO_MANY for one in week.skipped) == 5


def test_an_exemption_opens_the_weekend():
    assert len(plan_sessions("quận", WEEK, [MORNING, EVENING], exemptions=[WEEKENDS]).planned) == 14


def test_quiet_hours_hold_whatever_the_exemption():
    week = plan_sessions("quận", WEEK, [SessionTime(time(3, 15))], exemptions=[WEEKENDS])
    assert week.planned == ()
    assert {one.bar for one in week.skipped} == {Bar.QUIET_HOURS}


def test_planning_again_adds_nothing():
    first = plan_sessions("quận", WEEK, CUSTOMARY_TIMES)
    again = plan_sessions("quận", WEEK, CUSTOMARY_TIMES, held=first.planned)
    assert again.planned == ()


def test_sessions_of_a_station_do_not_overlap():
    held = Span(at_local(WEEK, time(7)), 900)
    asked = Span(at_local(WEEK, time(7, 10)), 900)
    assert why_not(asked, cap_on("huyện", WEEK), held=[held]) is Bar.OVERLAPS


def test_without_a_basis_only_the_hours_limit():
    week = plan_sessions("thành phố", date(2026, 1, 5), [MORNING, EVENING])
    assert len(week.planned) == 14
    assert "Chưa có căn cứ" in week.planned[0].basis


def test_times_are_chosen_by_the_parents_form():
    assert times_for("quận", {"quận": [MORNING], "": [EVENING]}) == [MORNING]
    assert times_for("huyện", {"": [EVENING]}) == [EVENING]
    assert times_for("huyện", {}) == CUSTOMARY_TIMES


TIMES = st.lists(
    st.builds(SessionTime, st.times().map(lambda t: t.replace(second=0, microsecond=0)), st.none() | st.integers(60, 4000)), max_size=6
)


@given(st.sampled_from(["quận", "huyện", "thị xã", "thành phố"]), TIMES, st.booleans())
def test_no_plan_ever_breaks_a_cap_or_the_quiet_hours(form, times, exempted):
    exemptions = [WEEKENDS] if exempted else []
    planned = plan_sessions(form, WEEK, times, exemptions=exemptions).planned
    for span in planned:
        assert may_sound(span.starts_at, span.ends_at, priority=Priority.NORMAL)
        assert not any(one is not span and one.starts_at < span.ends_at and span.starts_at < one.ends_at for one in planned)
    for day in (WEEK + timedelta(days=n) for n in range(7)):
        cap = cap_on(form, day, exemptions)
        held = [span for span in planned if span.day == day]
        if isinstance(cap, Cap):
            assert not held or cap.open_on(day)
            assert cap.sessions_a_day is None or len(held) <= cap.sessions_a_day
            assert cap.session_seconds is None or all(span.seconds <= cap.session_seconds for span in held)
