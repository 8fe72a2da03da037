"""The identifier under which an office exchanges papers (mã định danh cơ quan), entered by the office itself from the act that gave it."""

import re
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from loa.core.folding import nfc
from loa.core.roles import Right
from loa.server.agencies.errors import IdentifierNotOne, IdentifierTaken
from loa.server.agencies.events import AgencyIdentifierEntered
from loa.server.agencies.models import Agency, AgencyIdentifier
from loa.server.agencies.queries import agency_of_identifier, latest_agencies
from loa.server.kit import acts
from loa.server.kit.actors import Actor

# New style "H26.3.12", old style "000.12.34.H26".
SHAPE = re.compile(r"(?:[A-Z]\d{2}(?:\.\d{1,3}){0,4}|\d{3}(?:\.\d{2}){2}\.[A-Z]\d{2})")


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
