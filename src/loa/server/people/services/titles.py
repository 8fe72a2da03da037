"""Verbs about titles: what a person is called at an agency, from a day until a day."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from loa.core.errors import NotFound
from loa.core.folding import nfc
from loa.server.agencies.queries import agency_on
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.people.errors import AccountOver, PeriodUpsideDown, TitleMissing, TitleOverlaps
from loa.server.people.events import TitleEnded, TitleGiven
from loa.server.people.models import PersonTitle
from loa.server.people.queries import agencies_managed_by, person_managed
from loa.server.people.services.held import locked, must_manage, reason_given


@transaction.atomic
def give_title(
    *, person_id: UUID, agency_id: UUID, title: str, valid_from: date, valid_to: date | None = None, act: str = "", by: Actor, now: datetime
) -> PersonTitle:
    """Ghi chức danh. A title held until then at the same agency ends the day before.

    Raises RightMissing, NotFound, AccountOver, AgencyUnknown, TitleMissing, PeriodUpsideDown and TitleOverlaps.
    """
    must_manage(agency_id, by=by)
    person = locked(person_managed(person_id, seen_by=by))
    if person.ended_on:
        raise AccountOver(name=person.full_name)
    words = " ".join(nfc(title).split())[:200]
    if not words:
        raise TitleMissing
    if valid_to and valid_to < valid_from:
        raise PeriodUpsideDown
    agency_on(agency_id, valid_from)
    earlier = PersonTitle.objects.filter(person=person, agency=agency_id, valid_to=None, valid_from__lt=valid_from).first()
    if earlier is not None:
        _end(earlier, valid_from - timedelta(days=1), why="", by=by, now=now)
    try:
        with transaction.atomic():
            given = PersonTitle.objects.create(
                person=person,
                agency_id=agency_id,
                title=words,
                act=" ".join(nfc(act).split())[:300],
                valid_from=valid_from,
                valid_to=valid_to,
            )
    except IntegrityError:
        raise TitleOverlaps(name=person.full_name) from None
    event = TitleGiven(person_id=person.pk, agency_id=agency_id, title=words)
    acts.record(event, by=by, now=now, after={"valid_from": valid_from, "valid_to": valid_to, "act": given.act})
    return given


@transaction.atomic
def end_title(*, title_id: UUID, on: date, why: str, by: Actor, now: datetime) -> PersonTitle:
    """Ghi ngày cuối của chức danh: `on` is the last day. Raises NotFound, PeriodUpsideDown and WhyMissing."""
    held = PersonTitle.objects.select_for_update().filter(pk=title_id, agency__in=agencies_managed_by(by)).first()
    if held is None:
        raise NotFound
    if on < held.valid_from:
        raise PeriodUpsideDown
    return _end(held, on, why=reason_given(why), by=by, now=now)


def _end(held: PersonTitle, on: date, *, why: str, by: Actor, now: datetime) -> PersonTitle:
    before, held.valid_to = held.valid_to, on
    held.save(update_fields=["valid_to"])
    event = TitleEnded(person_id=held.person_id, agency_id=held.agency_id, title=held.title)
    acts.record(event, by=by, now=now, before={"valid_to": before}, after={"valid_to": on}, why=why)
    return held
