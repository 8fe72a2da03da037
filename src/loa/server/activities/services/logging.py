"""Verbs of activities: log, undo, suspend kinds."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from loa.core.activity_kinds import KINDS, Unit, stopped_by
from loa.core.errors import NotFound, Refused
from loa.core.folding import nfc
from loa.core.grades import Grade
from loa.core.quiet import VIETNAM
from loa.core.roles import Right
from loa.server.activities.errors import (
    ActivityNotFound,
    ActivitySuspended,
    AlreadyUndone,
    DayInFuture,
    OrderIncomplete,
    QuantityUnusable,
    TextTooLong,
    UnitUnfit,
    UnknownKind,
)
from loa.server.activities.events import ActivityLogged, ActivityUndone, KindsSuspended
from loa.server.activities.models import Activity, Suspension
from loa.server.activities.orders import orders_over
from loa.server.activities.queries import PERSONAL_LINK
from loa.server.agencies.models import AgencyVersion
from loa.server.kit import acts, files, photos
from loa.server.kit.actors import Actor
from loa.server.people.queries import agencies_seen_by

MOST = 10_000_000  # more than the people of any province: a slip of the finger
LONGEST_NOTE = 2000
LONGEST_NAME = 300
BATCH = 1000


@dataclass(frozen=True, kw_only=True)
class Done:
    """One activity as somebody tells it. `photo` are the bytes as uploaded, if any."""

    agency_id: UUID
    kind: str
    done_on: date
    quantity: int
    unit: Unit | None = None
    campaign_id: UUID | None = None
    approximate: bool = False
    supplied_by: str = ""
    note: str = ""
    photo: bytes | None = None


def log_activity(*, done: Done, by: Actor, now: datetime, simulated: bool = False) -> Activity:
    """Ghi một hoạt động. Refusals: see `log_activities`."""
    return log_activities(done=[done], by=by, now=now, simulated=simulated)[0]


@transaction.atomic
def log_activities(*, done: Sequence[Done], by: Actor, now: datetime, simulated: bool = False) -> list[Activity]:
    """Ghi nhiều hoạt động at once, all or none; the unit left out is the kind's customary one.

    A figure marked approximate is ESTIMATED, else DECLARED. Raises `UnknownKind`, `UnitUnfit`, `QuantityUnusable`, `DayInFuture`,
    `ActivitySuspended`, `TextTooLong`, `PhotoUnusable`, `PhotoTooLarge`.
    """
    for agency_id in {one.agency_id for one in done}:
        by.require(Right.LOG, agency_id)
    _must_be_usable(done, now)
    _must_be_open(done)
    activities = [_activity(one, by, now, simulated) for one in done]
    Activity.objects.bulk_create(activities, batch_size=BATCH)
    acts.record_all([_logged(one) for one in activities], by=by, now=now)
    return activities


@transaction.atomic
def undo_activity(*, activity_id: UUID, by: Actor, now: datetime, why: str = "") -> Activity:
    """Bỏ một hoạt động đã ghi; the row stays, with when it ended. Raises `ActivityNotFound`, `AlreadyUndone`."""
    activity = Activity.objects.filter(agency__in=agencies_seen_by(by), pk=activity_id).first()
    if activity is None or (by.via == PERSONAL_LINK and activity.recorded_by_person_id != by.person_id):
        raise ActivityNotFound  # a personal link leads to one's own log and no further
    by.require(Right.LOG, activity.agency_id)
    if not Activity.objects.filter(pk=activity_id, ended_at=None).update(ended_at=now):
        raise AlreadyUndone
    activity.ended_at = now
    event = ActivityUndone(activity_id=activity.pk, agency_id=activity.agency_id, campaign_id=activity.campaign_id)
    acts.record(event, by=by, now=now, before={"ended_at": None}, after={"ended_at": now}, why=nfc(why))
    return activity


@transaction.atomic
def suspend_kinds(
    *,
    number: str,
    issuer: str,
    kinds: Collection[str],
    territory_id: UUID,
    valid_from: date,
    valid_to: date | None = None,
    by: Actor,
    now: datetime,
) -> Suspension:
    """Ghi văn bản tạm dừng một số loại hoạt động in a territory and below. `core.activity_kinds.kinds_that_gather` names gatherings.

    Raises `OrderIncomplete`, `UnknownKind`.
    """
    _must_register(territory_id, by)
    number, issuer = nfc(number).strip(), nfc(issuer).strip()
    if not number or not issuer or len(number) > 80 or len(issuer) > LONGEST_NAME or not kinds or (valid_to and valid_to < valid_from):
        raise OrderIncomplete
    for kind in kinds:
        if kind not in KINDS:
            raise UnknownKind(kind=kind)
    suspension = Suspension.objects.create(
        number=number,
        issuer=issuer,
        kinds=sorted(set(kinds)),
        territory_id=territory_id,
        valid_from=valid_from,
        valid_to=valid_to,
        recorded_at=now,
    )
    acts.record(
        KindsSuspended(
            suspension_id=suspension.pk, number=number, kinds=tuple(suspension.kinds), territory_id=territory_id, valid_from=valid_from
        ),
        by=by,
        now=now,
    )
    return suspension


def _must_register(territory_id: UUID, by: Actor) -> None:
    if by.is_system:
        return
    if by.agency_id is None:
        raise Refused
    by.require(Right.REGISTER, by.agency_id)
    if not AgencyVersion.objects.filter(territory=territory_id, agency__in=agencies_seen_by(by)).exists():
        raise NotFound


def _must_be_usable(done: Sequence[Done], now: datetime) -> None:
    today = now.astimezone(VIETNAM).date()
    for one in done:
        kind = KINDS.get(one.kind)
        if kind is None:
            raise UnknownKind(kind=one.kind[:80])
        if one.unit is not None and one.unit not in kind.units:
            raise UnitUnfit(kind=kind.vi, unit=one.unit.vi, units=", ".join(unit.vi for unit in kind.units))
        if not 1 <= one.quantity <= MOST:
            raise QuantityUnusable(quantity=one.quantity, most=f"{MOST:,}".replace(",", "."))
        if one.done_on > today:
            raise DayInFuture(day=f"{one.done_on:%d/%m/%Y}")
        if len(nfc(one.note)) > LONGEST_NOTE or len(nfc(one.supplied_by)) > LONGEST_NAME:
            raise TextTooLong(note=LONGEST_NOTE, name=LONGEST_NAME)


def _must_be_open(done: Sequence[Done]) -> None:
    for day in {one.done_on for one in done}:
        that_day = [one for one in done if one.done_on == day]
        orders = orders_over({one.agency_id for one in that_day}, day)
        for one in that_day:
            if order := stopped_by(one.kind, day, orders[one.agency_id]):
                raise ActivitySuspended(
                    kind=KINDS[one.kind].vi, valid_from=f"{order.valid_from:%d/%m/%Y}", number=order.number, issuer=order.issuer
                )


def _activity(one: Done, by: Actor, now: datetime, simulated: bool) -> Activity:
    public = None if one.photo is None else photos.public_copy(one.photo)  # before anything is kept: it is the check
    return Activity(
        agency_id=one.agency_id,
        campaign_id=one.campaign_id,
        kind=one.kind,
        done_on=one.done_on,
        quantity=one.quantity,
        unit=one.unit or KINDS[one.kind].units[0],
        approximate=one.approximate,
        supplied_by=nfc(one.supplied_by).strip(),
        note=nfc(one.note).strip(),
        photo_sha256=files.keep(one.photo) if one.photo is not None else None,
        public_photo_sha256=files.keep(public, ending=".jpg") if public is not None else None,
        grade=Grade.ESTIMATED if one.approximate else Grade.DECLARED,
        simulated=simulated,
        recorded_by_person_id=by.person_id,
        recorded_by=by.name,
        recorded_at=now,
    )


def _logged(activity: Activity) -> ActivityLogged:
    return ActivityLogged(
        activity_id=activity.pk,
        agency_id=activity.agency_id,
        campaign_id=activity.campaign_id,
        kind=activity.kind,
        quantity=activity.quantity,
        unit=activity.unit,
        done_on=activity.done_on,
    )
