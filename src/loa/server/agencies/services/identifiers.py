"""The identifier under which an office exchanges papers (mã định danh cơ quan), entered by the office itself from the act that gave it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from loa.core.folding import nfc
from loa.core.identifier_table import SHAPE
from loa.core.roles import Right
from loa.server.agencies.errors import IdentifierNotOne, IdentifierTaken
from loa.server.agencies.events import AgencyIdentifierEntered, AgencyIdentifiersListed
from loa.server.agencies.models import Agency, AgencyIdentifier
from loa.server.agencies.queries import bearers_in_the_way, latest_agencies
from loa.server.kit import acts
from loa.server.kit.actors import Actor, RightMissing


@transaction.atomic
def enter_identifier(*, agency_id: UUID, identifier: str, source: str, valid_from: date, by: Actor, now: datetime) -> AgencyIdentifier:
    """Ghi mã định danh: from this day on; what was entered before ends the day before, or gives way where it began no earlier.

    Raises IdentifierNotOne, and IdentifierTaken where another agency bears it on that day or later.
    """
    by.require(Right.MANAGE, agency_id)
    wanted = nfc(identifier).strip().upper()
    if not SHAPE.fullmatch(wanted):
        raise IdentifierNotOne(identifier=identifier[:40])
    _lock([agency_id])
    for bearer in bearers_in_the_way([(agency_id, wanted, valid_from)]).values():
        raise IdentifierTaken(identifier=wanted, agency=latest_agencies([bearer])[bearer].name)
    held = list(AgencyIdentifier.objects.filter(agency_id=agency_id))
    before = next((one for one in held if one.valid_to is None), None)
    _make_room(held, {agency_id: valid_from})
    entered = AgencyIdentifier.objects.create(
        agency_id=agency_id, identifier=wanted, source=nfc(source).strip()[:300], valid_from=valid_from
    )
    acts.record(
        AgencyIdentifierEntered(agency_id=agency_id, identifier=wanted, valid_from=valid_from.isoformat()),
        by=by,
        now=now,
        before={"identifier": before.identifier if before else ""},
        after={"identifier": wanted, "source": entered.source},
    )
    return entered


@dataclass(frozen=True, slots=True)
class NewIdentifier:
    """What an agency is to bear from a day on, and by which act."""

    agency_id: UUID
    identifier: str
    valid_from: date
    source: str


@transaction.atomic
def enter_identifiers(entries: Sequence[NewIdentifier], *, managed: Collection[UUID], list_sha256: str, by: Actor, now: datetime) -> int:
    """Ghi mã định danh của nhiều cơ quan, from a list: each as `enter_identifier` would, all or none. Returns how many agencies.

    `managed` is what the actor is administrator of, handed over by the caller (`people.queries.agencies_managed_by`). Raises RightMissing
    for any other agency, and IdentifierTaken.
    """
    ids = {entry.agency_id for entry in entries}
    if not ids <= set(managed):
        raise RightMissing(name=by.name, right=Right.MANAGE.value)
    _lock(ids)
    for place, bearer in bearers_in_the_way([(one.agency_id, one.identifier, one.valid_from) for one in entries]).items():
        raise IdentifierTaken(identifier=entries[place].identifier, agency=latest_agencies([bearer])[bearer].name)
    held = list(AgencyIdentifier.objects.filter(agency__in=ids))
    open_now = {one.agency_id: one for one in held if one.valid_to is None}
    _make_room(held, {one.agency_id: one.valid_from for one in entries})
    AgencyIdentifier.objects.bulk_create(
        [
            AgencyIdentifier(
                agency_id=one.agency_id, identifier=one.identifier, source=nfc(one.source).strip()[:300], valid_from=one.valid_from
            )
            for one in entries
        ],
        batch_size=500,
    )
    acts.record(
        AgencyIdentifiersListed(list_sha256=list_sha256, agencies=len(entries)),
        by=by,
        now=now,
        before={str(agency_id): held.identifier for agency_id, held in open_now.items()},
        after={str(one.agency_id): [one.identifier, one.valid_from.isoformat()] for one in entries},
    )
    return len(entries)


def _lock(agency_ids: Collection[UUID]) -> None:
    """One who enters identifiers waits for the other, whichever agencies: two at once would give two agencies the same one."""
    first = Agency.objects.order_by("pk").values("pk")[:1]
    list(Agency.objects.select_for_update().filter(Q(pk__in=first) | Q(pk__in=agency_ids)).order_by("pk").values_list("pk"))


def _make_room(held: Sequence[AgencyIdentifier], since: Mapping[UUID, date]) -> None:
    """From its day on an agency bears the new one alone: what began earlier ends the day before, what would begin later gives way."""
    later = [one.pk for one in held if one.valid_from >= since[one.agency_id]]
    ended = [
        one for one in held if one.valid_from < since[one.agency_id] and (one.valid_to is None or one.valid_to >= since[one.agency_id])
    ]
    for one in ended:
        one.valid_to = since[one.agency_id] - timedelta(days=1)
    AgencyIdentifier.objects.filter(pk__in=later).delete()
    AgencyIdentifier.objects.bulk_update(ended, ["valid_to"], batch_size=500)
