"""The identifier under which an office exchanges papers (mã định danh cơ quan), entered by the office itself from the act that gave it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from loa.core.folding import nfc
from loa.core.identifier_table import SHAPE
from loa.core.roles import Right
from loa.server.agencies.errors import IdentifierNotOne, IdentifierTaken
from loa.server.agencies.events import AgencyIdentifierEntered, AgencyIdentifiersListed
from loa.server.agencies.models import Agency, AgencyIdentifier
from loa.server.agencies.queries import agency_of_identifier, bearers_in_the_way, latest_agencies
from loa.server.kit import acts
from loa.server.kit.actors import Actor, RightMissing


@transaction.atomic
def enter_identifier(*, agency_id: UUID, identifier: str, source: str, valid_from: date, by: Actor, now: datetime) -> AgencyIdentifier:
    """Ghi mã định danh: from this day on; what was entered before ends the day before, or gives way where it began no earlier.

    Raises IdentifierNotOne, and IdentifierTaken where another agency bears it on that day.
    """
    by.require(Right.MANAGE, agency_id)
    wanted = nfc(identifier).strip().upper()
    if not SHAPE.fullmatch(wanted):
        raise IdentifierNotOne(identifier=identifier[:40])
    Agency.objects.select_for_update().get(pk=agency_id)
    bearer = agency_of_identifier(wanted, on=valid_from)
    if bearer not in (None, agency_id):
        raise IdentifierTaken(identifier=wanted, agency=latest_agencies([bearer])[bearer].name)
    before = AgencyIdentifier.objects.filter(agency_id=agency_id, valid_to=None).first()
    if before is not None and before.valid_from >= valid_from:
        before.delete()
    elif before is not None:
        before.valid_to = valid_from - timedelta(days=1)
        before.save(update_fields=["valid_to"])
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
    list(Agency.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    for place, bearer in bearers_in_the_way([(one.agency_id, one.identifier, one.valid_from) for one in entries]).items():
        raise IdentifierTaken(identifier=entries[place].identifier, agency=latest_agencies([bearer])[bearer].name)
    open_now = {held.agency_id: held for held in AgencyIdentifier.objects.filter(agency__in=ids, valid_to=None)}
    ended, given_way = [], []
    for entry in entries:
        before = open_now.get(entry.agency_id)
        if before is not None and before.valid_from >= entry.valid_from:
            given_way.append(before.pk)
        elif before is not None:
            before.valid_to = entry.valid_from - timedelta(days=1)
            ended.append(before)
    AgencyIdentifier.objects.filter(pk__in=given_way).delete()
    AgencyIdentifier.objects.bulk_update(ended, ["valid_to"], batch_size=500)
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
