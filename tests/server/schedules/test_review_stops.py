"""What was replaced or is a stranger's does not get on the air."""

from datetime import date

import pytest

from loa.core.rundown import Part
from loa.core.withholding import Withheld
from loa.server.bulletins.models import Approval, BulletinKind, Revision
from loa.server.schedules.composing.wishes import end_of, start_of
from loa.server.schedules.errors import ContentNotApproved, ContentNotFound
from loa.server.schedules.services import ProgrammeEntry, Wish, fill_sessions, make_programme, plan_week, publish_schedule
from loa.server.schedules.tasks import publish_anew_where_used

from .conftest import NOW, OWNER, WEEK


@pytest.fixture
def planned(ward):
    plan_week(station_ids=[ward.station.pk], week_starts_on=WEEK, by=OWNER, now=NOW)
    return ward


def put(unit, revision, *, by=OWNER):
    wish = Wish(revision_id=revision.pk, seconds=60, airings=1, accepted=True, agency_ids=frozenset({unit.agency.pk}))
    return fill_sessions(station_ids=[unit.station.pk], week_starts_on=WEEK, wishes=[wish], by=by, now=NOW)


def replace(revision):
    """A second revision of the same text, approved."""
    later = Revision.objects.create(
        bulletin=revision.bulletin, number=2, text="Điểm tiêm đã đổi.", valid_from=date(2021, 7, 28), text_sha256="f" * 64, made_at=NOW
    )
    Approval.objects.create(revision=later, text_sha256="f" * 64, audio_sha256="", by_name="B", at=NOW)
    revision.bulletin.current = 2
    revision.bulletin.save()


def test_a_revision_that_a_later_approved_one_replaced_sounds_no_more(planned, world, make_revision, make_track):
    revision = make_revision(world.city)
    put(planned, revision)
    sound = {(revision.pk, None): make_track()}
    publish = {"station_ids": [planned.station.pk], "week_starts_on": WEEK, "soundtracks": sound, "by": OWNER, "now": NOW}
    assert len(publish_schedule(**publish).schedules[0].items) == 1
    replace(revision)
    publish_anew_where_used({"bulletin_id": str(revision.bulletin_id)}, now=NOW)
    again = publish_schedule(**publish)
    assert [one.reason for one in again.kept_back] == [Withheld.NOT_APPROVED]
    with pytest.raises(ContentNotApproved):
        put(planned, Revision.objects.get(pk=revision.pk))


def test_while_the_later_one_waits_for_approval_the_approved_one_stays(planned, make_revision, world):
    revision = make_revision(world.city)
    replace(revision)
    Approval.objects.get(revision__number=2).delete()
    assert len(put(planned, revision).slots) == 1


def test_a_ward_does_not_air_a_notice_of_its_neighbour(planned, world, make_revision):
    neighbour = world.add("phường", "Bạch Đằng", world.quan)[0]
    notice = make_revision(neighbour, kind=BulletinKind.NOTICE)
    with pytest.raises(ContentNotFound):
        put(planned, notice, by=planned.actor())
    entry = ProgrammeEntry(part=Part.ITEM, revision_id=notice.pk, seconds=60)
    with pytest.raises(ContentNotFound):
        make_programme(
            agency_id=planned.agency.pk, title="Chương trình", week_starts_on=WEEK, frame=[], entries=[entry], by=planned.actor(), now=NOW
        )


def test_any_day_of_the_calendar_has_a_beginning_and_an_end():
    for day in (date.min, date.max):
        assert start_of(day) < end_of(day)
