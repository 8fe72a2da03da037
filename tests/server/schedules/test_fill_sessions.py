"""Putting bulletins and programmes into sessions by priority."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loa.core.filling import Reason
from loa.core.origins import Origin
from loa.core.priorities import Priority
from loa.core.rundown import Part, frame_lines
from loa.server.bulletins.models import BulletinKind
from loa.server.schedules.errors import ContentNotApproved, ContentNotFound, OrderUnusable, ReasonMissing, SlotNotFound, WishUnusable
from loa.server.schedules.models import Programme, Slot, SlotState, Unplaced
from loa.server.schedules.services import (
    ProgrammeEntry,
    Wish,
    approve_programme,
    cancel_slot,
    fill_sessions,
    make_programme,
    plan_week,
    reorder_session,
    take_offers,
)

from .conftest import NOW, OWNER, WEEK


@pytest.fixture
def planned(ward):
    plan_week(station_ids=[ward.station.pk], week_starts_on=WEEK, by=OWNER, now=NOW)
    return ward


def put(unit, *wishes: Wish, now: datetime = NOW):
    return fill_sessions(station_ids=[unit.station.pk], week_starts_on=WEEK, wishes=wishes, by=OWNER, now=now)


def live_slots(unit):
    return Slot.objects.filter(session__station=unit.station).exclude(state=SlotState.CANCELLED).order_by("session__starts_at", "position")


def test_priority_from_above_goes_into_the_next_sessions_at_once(planned, world, make_revision):
    revision = make_revision(world.city, priority=Priority.PRIORITY)
    put(planned, Wish(revision_id=revision.pk, seconds=300, airings=3))
    slots = list(live_slots(planned))
    assert [slot.session.starts_at for slot in slots] == [one.starts_at for one in planned.station.sessions.all()[:3]]
    assert {slot.state for slot in slots} == {SlotState.PLANNED}
    assert {slot.origin for slot in slots} == {Origin.RELAYED}


def test_ordinary_items_from_above_are_offered_until_the_commune_takes_them(planned, world, make_revision):
    put(planned, Wish(revision_id=make_revision(world.city).pk, seconds=300, airings=2))
    offered = list(live_slots(planned))
    assert {slot.state for slot in offered} == {SlotState.OFFERED}
    assert take_offers(session_ids=[slot.session_id for slot in offered], by=planned.actor(), now=NOW) == 2
    assert {slot.state for slot in live_slots(planned)} == {SlotState.PLANNED}


def test_a_wards_own_notice_is_planned_and_counted_as_its_own(planned, make_revision):
    revision = make_revision(planned, "Mất điện tổ 5", kind=BulletinKind.NOTICE)
    put(planned, Wish(revision_id=revision.pk, seconds=40, airings=1))
    slot = live_slots(planned).get()
    assert (slot.state, slot.origin) == (SlotState.PLANNED, Origin.OWN)


def test_a_wards_notice_sounds_at_home_only(planned, commune, make_revision):
    plan_week(station_ids=[commune.station.pk], week_starts_on=WEEK, by=OWNER, now=NOW)
    wish = Wish(revision_id=make_revision(planned, "Mất điện tổ 5", kind=BulletinKind.NOTICE).pk, seconds=40, airings=1)
    stations = [planned.station.pk, commune.station.pk]
    fill_sessions(station_ids=stations, week_starts_on=WEEK, wishes=[wish], by=OWNER, now=NOW)
    assert not live_slots(commune).exists()


def test_filling_again_adds_nothing(planned, world, make_revision):
    wish = Wish(revision_id=make_revision(world.city, priority=Priority.PRIORITY).pk, seconds=300, airings=12)
    first, again = put(planned, wish), put(planned, wish)
    assert (len(first.slots), len(again.slots)) == (10, 0)
    assert [one.airings for one in again.not_placed] == [2]
    assert Unplaced.objects.filter(ended_at=None).count() == 1


def test_what_is_ordinary_makes_way_for_priority_and_is_listed(planned, world, make_revision):
    ordinary = make_revision(world.city, "Thường")
    put(planned, Wish(revision_id=ordinary.pk, seconds=800, airings=10, accepted=True))
    filled = put(planned, Wish(revision_id=make_revision(world.city, "Gấp", priority=Priority.PRIORITY).pk, seconds=200, airings=1))
    first = planned.station.sessions.first()
    assert [slot.title for slot in first.slots.exclude(state=SlotState.CANCELLED)] == ["Gấp"]
    assert [(one.title, one.reason) for one in filled.not_placed] == [("Thường", Reason.MADE_WAY)]
    assert first.slots.get(state=SlotState.CANCELLED).why


def test_priority_stands_before_what_was_there(planned, world, make_revision):
    put(planned, Wish(revision_id=make_revision(world.city, "Thường").pk, seconds=100, airings=10, accepted=True))
    put(planned, Wish(revision_id=make_revision(world.city, "Gấp", priority=Priority.PRIORITY).pk, seconds=100, airings=1))
    first = planned.station.sessions.first()
    assert [slot.title for slot in first.slots.order_by("position")] == ["Gấp", "Thường"]


def test_a_session_that_has_begun_is_left_alone(planned, world, make_revision):
    first = planned.station.sessions.first()
    wish = Wish(revision_id=make_revision(world.city, priority=Priority.PRIORITY).pk, seconds=100, airings=1)
    put(planned, wish, now=first.starts_at)
    assert live_slots(planned).get().session.starts_at > first.starts_at


def test_an_expired_text_finds_no_session(planned, world, make_revision):
    revision = make_revision(world.city, valid_to=date(2021, 8, 1))
    filled = put(planned, Wish(revision_id=revision.pk, seconds=100, airings=1))
    assert [one.reason for one in filled.not_placed] == [Reason.NO_SESSION]


def test_a_bulletin_longer_than_any_session_is_told(planned, world, make_revision):
    filled = put(planned, Wish(revision_id=make_revision(world.city, priority=Priority.PRIORITY).pk, seconds=901, airings=1))
    assert [one.reason for one in filled.not_placed] == [Reason.TOO_LONG]


def test_only_approved_content_gets_air_time(planned, world, make_revision):
    with pytest.raises(ContentNotApproved):
        put(planned, Wish(revision_id=make_revision(world.city, approved=False).pk, seconds=100, airings=1))
    with pytest.raises(ContentNotFound):
        put(planned, Wish(revision_id=world.city.agency.pk, seconds=100, airings=1))
    with pytest.raises(WishUnusable):
        put(planned, Wish(seconds=100, airings=1))


def test_a_units_longer_words_take_their_own_time(planned, world, make_revision):
    revision = make_revision(world.city, priority=Priority.PRIORITY)
    put(planned, Wish(revision_id=revision.pk, seconds=100, seconds_at={planned.agency.pk: 140}, airings=1))
    assert live_slots(planned).get().planned_seconds == 140


def test_a_relayed_programme_is_one_block_with_a_slot_for_each_part(planned, world, make_revision):
    programme = approved_programme(world.quan, [make_revision(world.city)])
    put(planned, Wish(programme_id=programme.pk, seconds=programme.total_seconds, airings=1))
    session = planned.station.sessions.get(relays=programme)
    slots = list(session.slots.order_by("position"))
    assert [slot.programme_item.part for slot in slots] == [Part.SIGNATURE, Part.OPENING, Part.ITEM, Part.CLOSING]
    assert {slot.origin for slot in slots} == {Origin.RELAYED}
    again = put(planned, Wish(programme_id=programme.pk, seconds=programme.total_seconds, airings=1))
    assert again.slots == ()


def test_a_programme_that_makes_way_does_so_whole(planned, world, make_revision):
    programme = approved_programme(world.quan, [make_revision(world.city)], seconds=800)
    put(planned, Wish(programme_id=programme.pk, seconds=programme.total_seconds, airings=10))
    urgent = make_revision(world.city, "Gấp", priority=Priority.PRIORITY)
    filled = put(planned, Wish(revision_id=urgent.pk, seconds=300, airings=1))
    assert [(one.title, one.airings, one.reason) for one in filled.not_placed] == [(programme.title, 1, Reason.MADE_WAY)]
    assert live_slots(planned).filter(session=planned.station.sessions.first()).get().title == "Gấp"


def test_a_slot_is_taken_out_with_a_reason_and_priority_stays_on_the_list(planned, world, make_revision):
    put(planned, Wish(revision_id=make_revision(world.city, priority=Priority.PRIORITY).pk, seconds=100, airings=1))
    slot = live_slots(planned).get()
    with pytest.raises(ReasonMissing):
        cancel_slot(slot_id=slot.pk, why="", by=planned.actor(), now=NOW)
    cancel_slot(slot_id=slot.pk, why="Trùng nội dung", by=planned.actor(), now=NOW)
    assert not live_slots(planned).exists()
    assert Unplaced.objects.get(ended_at=None).reason == Reason.TAKEN_OUT
    with pytest.raises(SlotNotFound):
        cancel_slot(slot_id=slot.pk, why="Trùng nội dung", by=planned.actor(), now=NOW)


def test_the_neighbour_cannot_touch_a_slot(planned, commune, world, make_revision):
    put(planned, Wish(revision_id=make_revision(world.city, priority=Priority.PRIORITY).pk, seconds=100, airings=1))
    with pytest.raises(SlotNotFound):
        cancel_slot(slot_id=live_slots(planned).get().pk, why="Không thích", by=commune.actor(), now=NOW)


def test_the_commune_orders_its_session_but_priority_stays_first(planned, world, make_revision):
    put(planned, *(Wish(revision_id=make_revision(world.city, t, priority=Priority.PRIORITY).pk, seconds=100, airings=1) for t in "ab"))
    put(planned, Wish(revision_id=make_revision(planned, "c").pk, seconds=100, airings=10))
    session = planned.station.sessions.first()
    a, b, c = session.slots.order_by("-priority", "title")
    reorder_session(session_id=session.pk, slot_ids=[b.pk, a.pk, c.pk], by=planned.actor(), now=NOW)
    assert [slot.title for slot in session.slots.order_by("position")] == ["b", "a", "c"]
    with pytest.raises(OrderUnusable):
        reorder_session(session_id=session.pk, slot_ids=[c.pk, a.pk, b.pk], by=planned.actor(), now=NOW)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from([Priority.NORMAL, Priority.PRIORITY]), st.integers(30, 950), st.integers(1, 12)), max_size=6))
def test_every_airing_ever_wished_is_in_a_session_or_on_the_list(planned, world, make_revision, rounds):
    Unplaced.objects.all().delete()
    Slot.objects.all().delete()
    wished = {}
    for priority, seconds, airings in rounds:
        revision = make_revision(world.city, priority=priority)
        wished[revision.pk] = airings
        put(planned, Wish(revision_id=revision.pk, seconds=seconds, airings=airings, accepted=True))
    in_sessions = Counter(live_slots(planned).values_list("revision_id", flat=True))
    on_the_list = Counter()
    for row in Unplaced.objects.filter(ended_at=None):
        on_the_list[row.revision_id] += row.airings
    assert in_sessions + on_the_list == Counter(wished)
    for session in planned.station.sessions.all():
        assert sum(slot.planned_seconds for slot in session.slots.exclude(state=SlotState.CANCELLED)) <= session.max_seconds


def approved_programme(unit, revisions, seconds: int = 200) -> Programme:
    frame = frame_lines(station="quận Mẫu", date_text="2/8/2021", seconds_of=lambda words: len(words.split()) / 4)
    programme = make_programme(
        agency_id=unit.agency.pk,
        title="Chương trình tuần",
        week_starts_on=WEEK,
        frame=frame,
        entries=[ProgrammeEntry(part=Part.ITEM, revision_id=one.pk, seconds=seconds) for one in revisions],
        by=OWNER,
        now=NOW,
    )
    return approve_programme(programme_id=programme.pk, content_sha256=programme.content_sha256, by=OWNER, now=NOW + timedelta(hours=1))
