"""What schedules do in answer to others, wired in site/wiring.py. Each may run twice: a schedule that stays as it is makes no version."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from loa.core.quiet import VIETNAM
from loa.core.rundown import Part, Soundtrack
from loa.server.channels.models import Station
from loa.server.kit.actors import Actor
from loa.server.schedules.models import ProgrammeItem, PublishedSchedule, Slot, SlotState
from loa.server.schedules.services import publish_schedule
from loa.server.voices.queries import soundtracks_of
from loa.server.voices.services import voice_frame

WEEK = timedelta(days=6)


def publish_anew(payload: Mapping[str, Any], *, now: datetime) -> None:
    """Something changed at one station (`station_id`), or at all of an agency (`agency_id`): what was published goes out again."""
    if station_id := payload.get("station_id"):
        publish_weeks_anew([UUID(station_id)], now=now)
    else:
        publish_weeks_anew(Station.objects.filter(agency=payload["agency_id"]).values_list("pk", flat=True), now=now)


def publish_anew_where_used(payload: Mapping[str, Any], *, now: datetime) -> None:
    """A bulletin (`bulletin_id`) was withdrawn or superseded: every schedule that would still play it goes out again without it."""
    ahead = Slot.objects.filter(revision__bulletin=payload["bulletin_id"], session__starts_at__gt=now).exclude(state=SlotState.CANCELLED)
    publish_weeks_anew(set(ahead.values_list("session__station", flat=True)), now=now)


def publish_weeks_anew(station_ids: Collection[UUID], *, now: datetime) -> None:
    """Publish again each week from this one on that was published before, with today's sound."""
    monday = now.astimezone(VIETNAM).date()
    monday -= timedelta(days=monday.weekday())
    published = PublishedSchedule.objects.filter(station__in=list(station_ids), week_starts_on__gte=monday)
    weeks: dict[date, set[UUID]] = defaultdict(set)
    for station_id, week_starts_on in published.values_list("station_id", "week_starts_on").distinct():
        weeks[week_starts_on].add(station_id)
    for week_starts_on, stations in sorted(weeks.items()):
        publish_schedule(
            station_ids=stations,
            week_starts_on=week_starts_on,
            soundtracks=_sound_of(stations, week_starts_on, now),
            by=Actor.system("lịch phát", via="task"),
            now=now,
        )


def _sound_of(station_ids: Collection[UUID], week_starts_on: date, now: datetime) -> dict[tuple[UUID, UUID | None], Soundtrack]:
    slots = Slot.objects.filter(session__station__in=station_ids, session__day__range=(week_starts_on, week_starts_on + WEEK))
    slots = slots.exclude(state=SlotState.CANCELLED).order_by()
    revision_ids = set(slots.exclude(revision=None).values_list("revision", flat=True))
    held = ProgrammeItem.objects.filter(pk__in=slots.filter(revision=None).values("programme_item")).select_related("programme")
    frame = {item.pk: item for item in held}
    framed = voice_frame(
        lines={key: item.text if item.part != Part.SIGNATURE else "" for key, item in frame.items()},
        office_of={key: item.programme.agency_id for key, item in frame.items()},
        now=now,
    )
    return {**soundtracks_of(revision_ids), **{(item_id, None): sound for item_id, sound in framed.items()}}
