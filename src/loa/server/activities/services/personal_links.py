"""Personal links: a communicator logs what was done, from a link of one's own, without an account."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from loa.core.errors import NotFound
from loa.core.folding import nfc
from loa.core.roles import Right, Role
from loa.server.activities.errors import CommunicatorUnnamed, LinkLastsTooLong, LinkUnusable
from loa.server.activities.events import PersonalLinkEnded, PersonalLinkGiven
from loa.server.activities.models import PersonalLink
from loa.server.kit import acts, clock
from loa.server.kit.actors import Actor
from loa.server.people.models import Person
from loa.server.people.queries import actor_of
from loa.server.people.services import Newcomer, take_in

LONGEST_DAYS = 366
LONGEST_NAME = 200


@transaction.atomic
def give_personal_link(
    *, agency_id: UUID, valid_to: date, full_name: str = "", person_id: UUID | None = None, by: Actor, now: datetime
) -> PersonalLink:
    """Cấp liên kết cá nhân to a communicator of the agency: one without an account who is there already (`person_id`), or somebody new by name.

    A new one of the same person ends the old. Raises RightMissing, `CommunicatorUnnamed`, `LinkLastsTooLong`, `NotFound`.
    """
    by.require(Right.DIRECT, agency_id)
    today = now.astimezone(clock.HANOI).date()
    if not today <= valid_to <= today + timedelta(days=LONGEST_DAYS):
        raise LinkLastsTooLong(days=LONGEST_DAYS)
    person = _taken_in(full_name, agency_id, by=by, now=now) if person_id is None else _communicator(person_id, agency_id, today)
    for old in PersonalLink.objects.select_for_update().filter(person=person, agency=agency_id, ended_at=None):
        _end(old, by=by, now=now)
    link = PersonalLink.objects.create(
        person=person, agency_id=agency_id, valid_from=today, valid_to=valid_to, made_by=by.name, made_at=now
    )
    given = PersonalLinkGiven(link_id=link.pk, person_id=person.pk, agency_id=agency_id, valid_to=valid_to)
    acts.record(given, by=by, now=now)
    return link


@transaction.atomic
def end_personal_link(*, link_id: UUID, by: Actor, now: datetime) -> PersonalLink:
    """Thu hồi liên kết cá nhân. Raises `LinkUnusable`."""
    link = PersonalLink.objects.select_for_update().filter(pk=link_id, agency__in=by.agency_ids, ended_at=None).first()
    if link is None:
        raise LinkUnusable
    by.require(Right.DIRECT, link.agency_id)
    _end(link, by=by, now=now)
    return link


def _taken_in(full_name: str, agency_id: UUID, *, by: Actor, now: datetime) -> Person:
    name = " ".join(nfc(full_name).split())
    if not name or len(name) > LONGEST_NAME:
        raise CommunicatorUnnamed(most=LONGEST_NAME)
    newcomer = Newcomer(full_name=name, roles=((Role.COMMUNICATOR, agency_id),))
    return take_in([newcomer], valid_from=now.astimezone(clock.HANOI).date(), by=by, now=now)[0]


def _communicator(person_id: UUID, agency_id: UUID, on: date) -> Person:
    person = Person.objects.filter(pk=person_id).exclude(account__is_active=True).first()  # nobody acts by a link as somebody who signs in
    if person is None or not actor_of(person, on=on).may(Right.LOG, agency_id):
        raise NotFound
    return person


def _end(link: PersonalLink, *, by: Actor, now: datetime) -> None:
    PersonalLink.objects.filter(pk=link.pk).update(ended_at=now)
    ended = PersonalLinkEnded(link_id=link.pk, person_id=link.person_id, agency_id=link.agency_id)
    acts.record(ended, by=by, now=now)
