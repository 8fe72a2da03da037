"""A commune puts an approved text on its own air: sound, sessions, schedule, in the order in which the stages need each other."""

import math
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from loa.core.roles import Right
from loa.core.rundown import Part
from loa.server.channels.queries import stations
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.schedules.models import Slot, SlotState
from loa.server.schedules.services import Wish, fill_sessions, plan_week, publish_schedule
from loa.server.voices.queries import soundtracks_of
from loa.server.voices.services import prepare_track, voice_frame


@transaction.atomic
def air_in_own_sessions(*, revision_id: UUID, airings: int, by: Actor, now: datetime) -> int:
    """Place the text in the coming sessions of this week, and of the next where this one has ended, and publish. Returns airings placed."""
    own = [agency_id for agency_id in by.agency_ids if by.may(Right.PLAN, agency_id)]
    today = now.astimezone(clock.HANOI).date()
    station_ids = [s.pk for s in stations(seen_by=by, on=today, agency_ids=own)]
    track = prepare_track(revision_id=revision_id, now=now)
    placed = 0
    monday = today - timedelta(days=today.weekday())
    for week in (monday, monday + timedelta(days=7)):
        if placed >= airings or not station_ids:
            break
        plan_week(station_ids=station_ids, week_starts_on=week, by=by, now=now)
        wish = Wish(
            revision_id=revision_id, seconds=math.ceil(track.seconds), airings=airings - placed, agency_ids=frozenset(own), accepted=True
        )
        filled = fill_sessions(station_ids=station_ids, week_starts_on=week, wishes=[wish], by=by, now=now)
        placed += len([slot for slot in filled.slots if slot.revision_id == revision_id and slot.state == SlotState.PLANNED])
        publish_own_week(station_ids=station_ids, week_starts_on=week, by=by, now=now)
    return placed


def publish_own_week(*, station_ids: list[UUID], week_starts_on: date, by: Actor, now: datetime) -> None:
    """Send the stations what their week has become."""
    planned = Slot.objects.filter(
        session__station__in=station_ids, session__day__range=(week_starts_on, week_starts_on + timedelta(days=6))
    )
    revisions = {one for one in planned.values_list("revision", flat=True).distinct() if one}
    parts = list(
        planned.filter(revision=None).values_list(
            "programme_item", "programme_item__part", "programme_item__text", "programme_item__programme__agency"
        )
    )
    frame = {key: "" if part == Part.SIGNATURE else text for key, part, text, _ in parts}  # the signature tune has no words
    framed = voice_frame(lines=frame, office_of={key: office for key, _, _, office in parts}, now=now)
    soundtracks = soundtracks_of(revisions) | {(key, None): track for key, track in framed.items()}
    publish_schedule(station_ids=station_ids, week_starts_on=week_starts_on, soundtracks=soundtracks, by=by, now=now)
