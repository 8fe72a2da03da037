"""The demo's own loudspeaker: a real player on this machine, at the ward's station, that writes what would sound as WAV."""

from pathlib import Path
from urllib.parse import urlsplit

from loa.core.errors import LoaError
from loa.launch.demo.setting import Setting
from loa.player.enrol import enrol
from loa.player.errors import PlayerNotEnrolled
from loa.player.settings import Settings
from loa.player.transport import HttpTransport

FOLDER = "loudspeaker"
POLL_SECONDS = 15  # the person should hear of a new schedule at once, with a broker or without


def prepare(setting: Setting, *, home: Path, server: str, mqtt_url: str) -> Path:
    """Enrol it the first time, over HTTP like any other; later only tell it where server and broker are today.

    Raises `ServerRefused`, `ServerUnreachable`.
    """
    folder = home / FOLDER
    broker = urlsplit(mqtt_url)
    try:
        held = Settings.of(folder)
    except PlayerNotEnrolled:
        held = _enrolled(setting, folder, home, server)
    where = {"server": server, "mqtt_host": broker.hostname or "", "mqtt_port": broker.port or 1883}
    held.model_copy(update=where).write(folder)
    return folder


def _enrolled(setting: Setting, folder: Path, home: Path, server: str) -> Settings:
    from loa.launch.demo.first import DEMO
    from loa.server.dispatch.services import make_enrolment_code
    from loa.server.kit import clock

    made = make_enrolment_code(station_id=setting.station, by=DEMO, now=clock.now(), simulated=True, poll_seconds=POLL_SECONDS)
    clock_file = str((home / "clock.json").absolute())
    return enrol(HttpTransport(server), server=server, code=made.code, home=folder, output="wav", clock_file=clock_file, simulated=True)


def refused_because(error: LoaError) -> str:
    """One line for the screen."""
    return f"Loa ảo chưa ghi danh được: {error.say()}"
