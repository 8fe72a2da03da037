"""What dispatch does in answer to others, wired in site/wiring.py. Each may run twice."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.conf import settings

from loa.core.quiet import VIETNAM
from loa.server.dispatch.queries import player_at
from loa.server.dispatch.services import publish_manifest
from loa.server.kit.actors import Actor
from loa.server.schedules.queries import latest_schedules
from loa.wire.manifest import Item
from loa.wire.topics import wake_topic

log = logging.getLogger(__name__)

WEEK = timedelta(days=7)
BROKER_SECONDS = 3


def send_schedule(payload: Mapping[str, Any], *, now: datetime) -> None:
    """SchedulePublished, PlayerEnrolled: the station's player, where it has one, gets this week and those to come as one manifest."""
    player = player_at(UUID(payload["station_id"]))
    if player is None:
        return
    by = Actor.system("điều phối phát", via="task")
    this_monday = now.astimezone(VIETNAM).date()
    this_monday -= timedelta(days=this_monday.weekday())
    schedules = latest_schedules(station_ids=[player.station_id], from_day=this_monday, to_day=this_monday + 8 * WEEK, seen_by=by)
    if not schedules:
        return
    weeks = [_midnight(schedule.week_starts_on) for schedule in schedules]
    items = [Item.model_validate(item) for schedule in schedules for item in schedule.items]
    publish_manifest(player_id=player.pk, items=items, valid_from=min(weeks), valid_to=max(weeks) + WEEK, by=by, now=now)


def _midnight(day: Any) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM)


def wake_player(payload: Mapping[str, Any], *, now: datetime) -> None:  # noqa: ARG001 -- every reaction is called alike
    """ManifestPublished: tell the player to ask at once. Without a broker, or with one that is away, it asks at its next poll."""
    broker = urlsplit(settings.LOA_MQTT_URL)
    if not broker.hostname:
        return
    import paho.mqtt.client as mqtt  # noqa: PLC0415 -- installations without a broker need no client
    from paho.mqtt.enums import CallbackAPIVersion  # noqa: PLC0415 -- the same

    client = mqtt.Client(CallbackAPIVersion.VERSION2)
    client.connect_timeout = BROKER_SECONDS
    if broker.username:
        client.username_pw_set(unquote(broker.username), unquote(broker.password or ""))
    try:
        client.connect(broker.hostname, broker.port or 1883)
        client.loop_start()
        client.publish(wake_topic(UUID(payload["player_id"])), b"", qos=1).wait_for_publish(BROKER_SECONDS)
    except (OSError, RuntimeError, ValueError) as error:
        log.warning("cannot wake player %s: %s", payload["player_id"], error)
    finally:
        client.disconnect()
        client.loop_stop()
