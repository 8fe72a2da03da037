"""Titles of people are dated: a paper names its signer as on its own day."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from loa.core.errors import NotFound
from loa.server.kit.actors import RightMissing
from loa.server.people.errors import PeriodUpsideDown, TitleMissing, TitleOverlaps, WhyMissing
from loa.server.people.models import PersonTitle
from loa.server.people.queries import title_on
from loa.server.people.services import end_title, give_title

from ..conftest import DAY, NOW
from .test_roles import administrator

DEPUTY, CHAIR = "Phó Chủ tịch Ủy ban nhân dân phường", "Chủ tịch Ủy ban nhân dân phường"


@pytest.fixture
def give(cast):
    by = administrator(cast.ward)

    def make(**other):
        told = {"person_id": cast.leader.person_id, "agency_id": cast.ward, "title": DEPUTY, "valid_from": DAY, "by": by, "now": NOW}
        return give_title(**{**told, **other})

    return make


def test_a_new_title_ends_the_one_before_and_each_day_has_its_own(cast, give, trail_of):
    give(valid_from=date(2021, 1, 1))
    give(title=f"  {CHAIR} ", act="Quyết định số 12/QĐ-UBND")
    person = cast.leader.person_id
    assert title_on(person, cast.ward, DAY - timedelta(days=1)) == DEPUTY
    assert title_on(person, cast.ward, DAY) == CHAIR
    assert title_on(person, cast.ward, date(2020, 12, 31)) == ""
    assert title_on(person, cast.office, DAY) == ""
    assert trail_of(person)[-3:] == ["people.title_given", "people.title_ended", "people.title_given"]


def test_two_titles_never_hold_at_one_agency_on_one_day(cast, give):
    give(valid_to=DAY + timedelta(days=30))
    for first, last in ((DAY, None), (DAY - timedelta(days=5), DAY), (DAY + timedelta(days=30), None)):
        with pytest.raises(TitleOverlaps):
            give(title=CHAIR, valid_from=first, valid_to=last)
    held = PersonTitle.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonTitle.objects.create(person=held.person, agency=held.agency, title="khác", valid_from=DAY, valid_to=DAY)
    PersonTitle.objects.create(person=held.person, agency_id=cast.office, title="nơi khác", valid_from=DAY)


def test_a_title_needs_words_a_right_and_days_in_order(cast, give):
    with pytest.raises(TitleMissing):
        give(title="  ")
    with pytest.raises(PeriodUpsideDown):
        give(valid_to=DAY - timedelta(days=1))
    with pytest.raises(RightMissing):
        give(by=cast.officer)
    with pytest.raises(RightMissing):
        give(agency_id=cast.office)
    with pytest.raises(NotFound):
        give(person_id=cast.neighbour_leader.person_id)


def test_a_title_ends_with_a_reason_and_only_by_who_manages_the_agency(cast, give):
    held = give()
    by = administrator(cast.ward, "Quản trị khác")
    with pytest.raises(NotFound):
        end_title(title_id=held.pk, on=DAY, why="thử", by=administrator(cast.neighbour), now=NOW)
    with pytest.raises(WhyMissing):
        end_title(title_id=held.pk, on=DAY, why="", by=by, now=NOW)
    with pytest.raises(PeriodUpsideDown):
        end_title(title_id=held.pk, on=DAY - timedelta(days=1), why="thử", by=by, now=NOW)
    end_title(title_id=held.pk, on=DAY, why="nghỉ hưu", by=by, now=NOW)
    assert title_on(held.person_id, cast.ward, DAY + timedelta(days=1)) == ""
