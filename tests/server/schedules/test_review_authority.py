"""Nobody widens their own air time, and a programme made again by a colleague is still its first author's."""

from uuid import uuid4

import pytest

from loa.core.bulletin_steps import OwnWorkNotApprovable
from loa.core.caps import Lifted, Limit
from loa.core.errors import NotFound
from loa.core.roles import Role
from loa.core.rundown import Part, frame_lines
from loa.server.kit.actors import RightMissing
from loa.server.schedules.models import Exemption
from loa.server.schedules.services import ProgrammeEntry, approve_programme, make_programme, record_exemption

from .conftest import NOW, WEEK


def lift(unit, by, **given):
    facts = {"number": "01/VB-MAU", "issuer": "UBND mẫu", "valid_from": WEEK, "valid_to": WEEK, "lifts": [Lifted(Limit.WEEKDAYS)]}
    return record_exemption(territory_id=unit.territory.pk, **facts | given, by=by, now=NOW)


def test_a_ward_does_not_lift_its_own_caps(ward):
    with pytest.raises(RightMissing):
        lift(ward, ward.actor())
    assert not Exemption.objects.exists()


def test_a_district_lifts_those_of_its_wards_and_the_city_its_own(world, ward):
    assert lift(ward, world.quan.actor(Role.CLERK))
    assert lift(world.city, world.city.actor(Role.CLERK))
    with pytest.raises(RightMissing):
        lift(world.quan, world.quan.actor(Role.CLERK))


def test_without_the_register_nobody_lifts_anything(world, ward):
    with pytest.raises(RightMissing):
        lift(ward, world.quan.actor(Role.APPROVER))


def test_a_paper_that_is_not_there_is_not_found(world, ward):
    with pytest.raises(NotFound):
        lift(ward, world.quan.actor(Role.CLERK), document_id=uuid4())


def test_an_author_does_not_approve_the_same_programme_made_again_by_a_colleague(world, make_revision):
    author = world.quan.actor(Role.EDITOR, Role.APPROVER, person_id=uuid4())
    colleague, leader = world.quan.actor(Role.EDITOR, person_id=uuid4()), world.quan.actor(Role.APPROVER, person_id=uuid4())
    entries = [ProgrammeEntry(part=Part.ITEM, revision_id=make_revision(world.city).pk, seconds=200)]
    frame = frame_lines(station="quận Mẫu", date_text="2/8/2021", seconds_of=lambda words: len(words.split()) / 4)
    about = {"agency_id": world.quan.agency.pk, "title": "Chương trình", "week_starts_on": WEEK, "frame": frame, "entries": entries}
    _, again = (make_programme(**about, by=by, now=NOW) for by in (author, colleague))
    with pytest.raises(OwnWorkNotApprovable):
        approve_programme(programme_id=again.pk, content_sha256=again.content_sha256, by=author, now=NOW)
    assert approve_programme(programme_id=again.pk, content_sha256=again.content_sha256, by=leader, now=NOW)
