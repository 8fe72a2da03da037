"""The embedded MQTT broker (3.1.1, loopback): wakes players. Each signs in with its own password and hears only its own topic."""

import asyncio
import hmac
import logging
import signal
from urllib.parse import unquote, urlsplit
from uuid import UUID

from amqtt.broker import Broker
from amqtt.contexts import Action
from amqtt.plugins.base import BaseAuthPlugin, BaseTopicPlugin
from amqtt.session import Session
from django.conf import settings
from django.db import close_old_connections

from loa.server.dispatch.models import Player
from loa.wire.topics import wake_topic

MOST_CONNECTIONS = 2000


async def serve() -> None:
    """Serve where `LOA_MQTT_URL` says until SIGTERM or SIGINT."""
    address = urlsplit(settings.LOA_MQTT_URL)
    listeners = {"default": {"type": "tcp", "bind": f"{address.hostname}:{address.port}", "max_connections": MOST_CONNECTIONS}}
    plugins: dict[str, dict[str, str]] = {f"{__name__}.OwnPassword": {}, f"{__name__}.OwnTopic": {}}
    broker = Broker({"listeners": listeners, "plugins": plugins})
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await broker.start()
    await stop.wait()
    await broker.shutdown()


class OwnPassword(BaseAuthPlugin):  # type: ignore[misc]  # amqtt is untyped
    """The server signs in with what `LOA_MQTT_URL` holds, a player with its id and the hash of its token."""

    async def authenticate(self, *, session: Session) -> bool | None:
        """Whether the name and the password belong together."""
        return await asyncio.to_thread(knows, session.username or "", session.password or "")


class OwnTopic(BaseTopicPlugin):  # type: ignore[misc]  # the same
    """Players may listen to their own wake-up; only the server may speak."""

    async def topic_filtering(
        self, *, session: Session | None = None, topic: str | None = None, action: Action | None = None
    ) -> bool | None:
        """Whether this client may do that on this topic."""
        return may(session.username if session else None, topic or "", action)


def knows(username: str, password: str) -> bool:
    """Whether this is the server, or a player at work with its own password."""
    server = urlsplit(settings.LOA_MQTT_URL)
    if username == unquote(server.username or ""):
        return bool(server.password) and hmac.compare_digest(password.encode(), unquote(server.password or "").encode())
    try:
        player_id = UUID(username)
    except ValueError:
        return False
    close_old_connections()
    try:
        held = Player.objects.filter(pk=player_id, ended_at=None).values_list("token_sha256", flat=True).first()
    finally:
        close_old_connections()
    return held is not None and hmac.compare_digest(password.encode(), held.encode())


def may(username: str | None, topic: str, action: Action | None) -> bool:
    """The server does everything; a player subscribes to and receives its own wake-ups, nothing else."""
    if username is not None and username == unquote(urlsplit(settings.LOA_MQTT_URL).username or ""):
        return True
    try:
        own = wake_topic(UUID(username or ""))
    except ValueError:
        return False
    return action in (Action.SUBSCRIBE, Action.RECEIVE) and topic == own


def run() -> None:
    """The child process of the supervisor."""
    logging.getLogger("amqtt").setLevel(logging.WARNING)
    logging.getLogger("transitions").setLevel(logging.WARNING)
    asyncio.run(serve())
