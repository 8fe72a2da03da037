"""What runs beside the supervisor, each in a process of its own: `python -m loa.launch.children NAME`."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from loa.launch.parent import die_with_parent
from loa.launch.ports import HOST

PORT = "LOA_PORT"
PLAYER_HOME = "LOA_PLAYER_HOME"
WEB_THREADS = 4


def web() -> None:
    """Granian over the real WSGI application; static files come from the application itself (whitenoise)."""
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "loa.launch.wsgi:application",
        address=HOST,
        port=int(os.environ[PORT]),
        interface=Interfaces.WSGI,
        blocking_threads=WEB_THREADS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=2,
    ).serve()


def worker() -> None:
    """Huey's consumer: the outbox, the speech, the trail, announced releases."""
    _open_home()
    import logging

    from django.core.management import call_command

    logging.getLogger("huey").addHandler(logging.NullHandler())  # else huey adds one of its own and each line comes twice
    call_command("run_huey", workers=1, worker_type="thread")


def broker() -> None:
    """The embedded MQTT broker."""
    _open_home()
    from loa.launch.broker import run

    run()


def loudspeaker() -> None:
    """The virtual loudspeaker: the player's own program, without Django."""
    from loa.launch.cli import main

    sys.exit(main(["player", "run", "--home", os.environ[PLAYER_HOME]]))


def colleagues() -> None:
    """The simulated offices around the demo's own."""
    _open_home()
    from loa.launch.demo.colleagues import run

    run()


CHILDREN: dict[str, Callable[[], None]] = {
    "web": web,
    "worker": worker,
    "broker": broker,
    "loudspeaker": loudspeaker,
    "colleagues": colleagues,
}


def _open_home() -> None:
    from loa.launch.home import open_home

    open_home(Path(os.environ["LOA_HOME"]))


if __name__ == "__main__":
    die_with_parent()
    CHILDREN[sys.argv[1]]()
