"""A push over MQTT is only a wake-up: the truth is the manifest. A broker that is away costs nothing but delay."""

import hashlib
import logging
from collections.abc import Callable
from contextlib import suppress

from loa.player.settings import Settings
from loa.wire.topics import wake_topic

log = logging.getLogger(__name__)


class Wakeups:
    """Listens in a thread of its own, connects again by itself."""

    def __init__(self, settings: Settings, on_wake: Callable[[], None]) -> None:
        import paho.mqtt.client as mqtt  # noqa: PLC0415 -- players without a broker need no client
        from paho.mqtt.enums import CallbackAPIVersion  # noqa: PLC0415 -- the same

        self._client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=f"loa-{settings.player_id}")
        # The token itself never travels to the broker: its hash opens nothing else.
        self._client.username_pw_set(str(settings.player_id), hashlib.sha256(settings.token.encode()).hexdigest())
        self._client.reconnect_delay_set(1, 60)
        topic = wake_topic(settings.player_id)
        self._client.on_connect = lambda client, *_: client.subscribe(topic, qos=1)
        self._client.on_message = lambda *_: on_wake()
        with suppress(OSError, ValueError):
            self._client.connect_async(settings.mqtt_host, settings.mqtt_port, keepalive=60)
            self._client.loop_start()

    def close(self) -> None:
        """Stop listening."""
        self._client.disconnect()
        self._client.loop_stop()


def wakeups_of(settings: Settings, on_wake: Callable[[], None]) -> Wakeups | None:
    """Listen where a broker is configured; None elsewhere."""
    return Wakeups(settings, on_wake) if settings.mqtt_host else None
