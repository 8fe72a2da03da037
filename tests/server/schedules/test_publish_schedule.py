"""Publishing: what each station will play, and what is kept back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from loa.core.priorities import Priority
from loa.core.withholding import Withheld
from loa.server.bulletins.models import Bulletin
from loa.server.schedules.models import PublishedSchedule, SessionState
from loa.server.schedules.services import Wish, fill_sessions, plan_week, publish_schedule
from loa.server.schedules.tasks import publish_anew, publish_anew_where_used
from loa.wire.manifest import Item

from .conftest import NOW, OWNER, WEEK
from .test_fill_sessions import approved_programme


@pytest.fixture
def planned(ward):
    plan_week(station_ids=[ward.station.pk], week_starts_on=WEEK, by=OWNER, now=NOW)
    return ward


def put(unit, revision, *, airings=1, seconds=60, accepted=True):
    wish = Wish(revision_id=revision.pk, seconds=seconds, airings=airings, accepted=accepted)
    return fill_sessions(station_ids=[unit.station.pk], week_starts_on=WEEK, wishes=[wish], by=OWNER, now=NOW)


def publish(unit, soundtracks, now=NOW):
    return publish_schedule(station_ids=[unit.station.pk], week_starts_on=WEEK, soundtracks=soundtracks, by=OWNER, now=now)


def test_items_carry_sound_names_and_the_end_of_validity(planned, world, make_revision, make_track):
    revision = make_revision(world.city, valid_to=date(2021, 8, 31))
    put(planned, revision, airings=10)
    week = publish(planned, {(revision.pk, None): make_track()})
    (schedule,) = week.schedules
    items = [Item.model_validate(one) for one in schedule.items]
    assert (len(items), week.kept_back, schedule.version) == (10, (), 1)
    assert items[0].revision_sha256 == "e" * 64
    assert items[0].machine_voice
    assert items[0].valid_until == datetime(2021, 8, 31, 17, 0, tzinfo=UTC)
    assert {one.state for one in planned.station.sessions.all()} == {SessionState.PUBLISHED}


def test_items_of_a_session_follow_one_another(planned, world, make_revision, make_track):
    first, second = make_revision(world.city, "Một"), make_revision(world.city, "Hai")
    put(planned, first, airings=10)
    put(planned, second, airings=10)
    week = publish(planned, {(first.pk, None): make_track(61.5), (second.pk, None): make_track(30.0)})
    a, b = (Item.model_validate(one) for one in week.schedules[0].items[:2])
    assert b.starts_at == a.starts_at + timedelta(seconds=a.seconds)


def test_a_units_own_words_are_played_there_while_they_hold(planned, world, make_revision, make_track):
    revision = make_revision(world.city)
    put(planned, revision, airings=10)
    own = make_track(70.0, valid_until=datetime(2021, 8, 3, 17, 0, tzinfo=UTC))
    week = publish(planned, {(revision.pk, None): make_track(60.0), (revision.pk, planned.agency.pk): own})
    assert [item["seconds"] for item in week.schedules[0].items] == [70.0] * 4 + [60.0] * 6


def test_publishing_again_makes_a_version_only_when_something_changed(planned, world, make_revision, make_track):
    revision = make_revision(world.city)
    put(planned, revision, airings=2)
    tracks = {(revision.pk, None): make_track()}
    publish(planned, tracks)
    assert publish(planned, tracks).schedules == ()
    put(planned, revision, airings=3)
    assert publish(planned, tracks).schedules[0].version == 2
    assert PublishedSchedule.objects.count() == 2


@pytest.mark.parametrize(
    "case",
    [
        ({"accepted": False}, Withheld.NOT_TAKEN),
        ({"sound": False}, Withheld.NO_SOUND),
        ({"machine": False}, Withheld.MACHINE_VOICE),
        ({"withdrawn": True}, Withheld.NOT_APPROVED),
        ({"length": 901.0}, Withheld.OVERRUNS),
    ],
)
def test_what_may_not_sound_is_kept_back_with_its_reason(planned, world, make_revision, make_track, case):
    given, reason = case
    revision = make_revision(world.city)
    put(planned, revision, accepted=given.get("accepted", True))
    if given.get("machine") is False:
        type(planned.station).objects.update(machine_voice_accepted=False)
    if given.get("withdrawn"):
        Bulletin.objects.update(state="withdrawn")
    tracks = {(revision.pk, None): make_track(given.get("length", 60.0))} if given.get("sound", True) else {}
    week = publish(planned, tracks)
    assert [one.reason for one in week.kept_back] == [reason]
    assert week.schedules[0].items == []
    assert week.schedules[0].withheld[0]["reason"] == reason


def test_only_the_sound_that_was_approved_is_sent(planned, world, make_revision, make_track):
    revision = make_revision(world.city)
    put(planned, revision)
    assert [one.reason for one in publish(planned, {(revision.pk, None): make_track(audio_sha256="0" * 64)}).kept_back] == [
        Withheld.NOT_AS_HEARD
    ]
    assert publish(planned, {(revision.pk, None): make_track(audio_sha256="f" * 64)}).kept_back == ()


def test_a_person_is_sent_where_machines_are_not_accepted(planned, world, make_revision, make_track):
    revision = make_revision(world.city)
    put(planned, revision)
    type(planned.station).objects.update(machine_voice_accepted=False)
    week = publish(planned, {(revision.pk, None): make_track(machine=False)})
    assert len(week.schedules[0].items) == 1


def test_a_relayed_programme_sounds_with_its_frame(planned, world, make_revision, make_track):
    revision = make_revision(world.city)
    programme = approved_programme(world.quan, [revision])
    wish = Wish(programme_id=programme.pk, seconds=programme.total_seconds, airings=1)
    fill_sessions(station_ids=[planned.station.pk], week_starts_on=WEEK, wishes=[wish], by=OWNER, now=NOW)
    tracks = {(item.revision_id or item.pk, None): make_track(item.seconds) for item in programme.items.all()}
    items = [Item.model_validate(one) for one in publish(planned, tracks).schedules[0].items]
    assert [item.bulletin_id is not None for item in items] == [False, False, True, False]


def test_what_was_on_the_air_stays_in_the_schedule_when_its_text_is_withdrawn(planned, world, make_revision, make_track):
    revision = make_revision(world.city)
    put(planned, revision, airings=10)
    tracks = {(revision.pk, None): make_track()}
    publish(planned, tracks)
    Bulletin.objects.update(state="withdrawn")
    (schedule,) = publish(planned, tracks, now=datetime(2021, 8, 3, 3, 0, tzinfo=UTC)).schedules
    assert (schedule.version, len(schedule.items), len(schedule.withheld)) == (2, 3, 7)


def test_a_withdrawn_text_leaves_every_schedule_by_itself(planned, world, make_revision, make_track):
    revision = make_revision(world.city)
    put(planned, revision, airings=10)
    publish(planned, {(revision.pk, None): make_track()})
    Bulletin.objects.update(state="withdrawn")
    publish_anew_where_used({"bulletin_id": str(revision.bulletin_id)}, now=NOW)
    assert PublishedSchedule.objects.order_by("-version").first().items == []
    publish_anew({"station_id": str(planned.station.pk)}, now=NOW)
    publish_anew({"agency_id": str(planned.agency.pk)}, now=NOW)
    assert PublishedSchedule.objects.count() == 2


def test_priority_is_never_the_one_left_out(planned, world, make_revision, make_track):
    long, urgent = make_revision(world.city, "Dài"), make_revision(world.city, "Gấp", priority=Priority.PRIORITY)
    put(planned, long, seconds=500, airings=10)
    put(planned, urgent, seconds=300, airings=10)
    week = publish(planned, {(long.pk, None): make_track(700.0), (urgent.pk, None): make_track(300.0)})
    assert {item["title"] for item in week.schedules[0].items} == {"Gấp"}
    assert {one.reason for one in week.kept_back} == {Withheld.OVERRUNS}
