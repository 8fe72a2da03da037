"""Making and approving a programme."""

from uuid import uuid4

import pytest

from loa.core.bulletin_steps import OwnWorkNotApprovable
from loa.core.roles import Role
from loa.core.rundown import Part, frame_lines
from loa.server.kit.actors import RightMissing
from loa.server.schedules.errors import (
    ContentNotApproved,
    ProgrammeChanged,
    ProgrammeIncomplete,
    ProgrammeNotFound,
    ProgrammeTooLong,
    ProgrammeUnnamed,
)
from loa.server.schedules.models import ProgrammeState
from loa.server.schedules.services import ProgrammeEntry, approve_programme, make_programme

from .conftest import NOW, WEEK

FRAME = frame_lines(station="quận Mẫu", date_text="2/8/2021", seconds_of=lambda words: len(words.split()) / 4)


@pytest.fixture
def editor(world):
    return world.quan.actor(Role.EDITOR, person_id=uuid4())


@pytest.fixture
def leader(world):
    return world.quan.actor(Role.APPROVER, person_id=uuid4())


@pytest.fixture
def make(world, editor):
    def make(entries, *, frame=FRAME, title="Chương trình tuần", by=editor):
        return make_programme(
            agency_id=world.quan.agency.pk, title=title, week_starts_on=WEEK, frame=frame, entries=entries, by=by, now=NOW
        )

    return make


def entry(revision, part=Part.ITEM, seconds=200):
    return ProgrammeEntry(part=part, revision_id=revision.pk, seconds=seconds)


def test_a_programme_is_framed_and_in_order(world, make, make_revision):
    programme = make([entry(make_revision(world.city, "Bài")), entry(make_revision(world.city, "Tin"), Part.NEWS)])
    assert [item.part for item in programme.items.all()] == list(Part)
    assert "Đây là Đài truyền thanh quận Mẫu" in programme.items.get(part=Part.OPENING).text
    assert programme.total_seconds == sum(item.seconds for item in programme.items.all())


def test_another_hand_approves_what_it_read(world, make, leader, make_revision):
    programme = make([entry(make_revision(world.city))])
    approved = approve_programme(programme_id=programme.pk, content_sha256=programme.content_sha256, by=leader, now=NOW)
    assert approved.state == ProgrammeState.APPROVED
    with pytest.raises(ProgrammeChanged):
        approve_programme(programme_id=programme.pk, content_sha256=programme.content_sha256, by=leader, now=NOW)


def test_nobody_approves_their_own_programme(world, make, make_revision):
    both = world.quan.actor(Role.EDITOR, Role.APPROVER, person_id=uuid4())
    programme = make([entry(make_revision(world.city))], by=both)
    with pytest.raises(OwnWorkNotApprovable):
        approve_programme(programme_id=programme.pk, content_sha256=programme.content_sha256, by=both, now=NOW)


def test_an_approver_who_read_something_else_is_told(world, make, leader, make_revision):
    programme = make([entry(make_revision(world.city))])
    with pytest.raises(ProgrammeChanged):
        approve_programme(programme_id=programme.pk, content_sha256="0" * 64, by=leader, now=NOW)


def test_a_programme_longer_than_the_longest_session_of_its_wards_is_refused(world, make, leader, make_revision):
    programme = make([entry(make_revision(world.city), seconds=900)])
    with pytest.raises(ProgrammeTooLong) as refusal:
        approve_programme(programme_id=programme.pk, content_sha256=programme.content_sha256, by=leader, now=NOW)
    assert "15 phút;" in str(refusal.value)


def test_a_programme_without_frame_or_content_names_what_is_missing(world, make, leader, make_revision):
    for programme in (make([]), make([entry(make_revision(world.city))], frame=FRAME[:1], title="Không khung")):
        with pytest.raises(ProgrammeIncomplete):
            approve_programme(programme_id=programme.pk, content_sha256=programme.content_sha256, by=leader, now=NOW)


def test_only_approved_texts_enter_a_programme(world, make, make_revision):
    with pytest.raises(ContentNotApproved):
        make([entry(make_revision(world.city, approved=False))])


def test_a_second_of_the_same_name_is_a_new_version(world, make, make_revision):
    entries = [entry(make_revision(world.city))]
    assert [make(entries).version, make(entries).version] == [1, 2]


def test_a_name_must_be_there_and_not_endless(make):
    for title in ("  ", "ế" * 301):
        with pytest.raises(ProgrammeUnnamed):
            make([], title=title)


def test_the_neighbour_sees_no_programme(world, make, ward, make_revision):
    programme = make([entry(make_revision(world.city))])
    with pytest.raises(ProgrammeNotFound):
        approve_programme(programme_id=programme.pk, content_sha256=programme.content_sha256, by=world.huyen.actor(Role.APPROVER), now=NOW)
    with pytest.raises(RightMissing):
        make([], by=ward.actor(Role.EDITOR))
