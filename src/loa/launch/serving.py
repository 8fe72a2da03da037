"""`./run`: one embedded installation, from the first start to Ctrl-C."""

import fcntl
import json
import os
import secrets
import shlex
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from loa.core.errors import Conflict, LoaError, Unavailable
from loa.core.words import vi
from loa.launch.children import PLAYER_HOME, PORT
from loa.launch.demo import accounts
from loa.launch.demo.setting import Setting
from loa.launch.home import JOURNEY, prepare_home, start_over
from loa.launch.ports import HOST, first_free, port_to_serve
from loa.launch.supervisor import Part, Supervisor

LOCK = "run.lock"
BROKER_FILE = "broker.json"
FIRST_BROKER_PORT = 18830
WEB_SECONDS = 60


class AlreadyRunning(Conflict):
    """Two supervisors in one home would fight over everything."""

    code = "start.already_running"
    sentence = vi("Loa đang chạy với thư mục {home}. Hãy dùng bản đang chạy, hoặc dừng nó (Ctrl-C) rồi khởi động lại.")


class HomeForReading(Conflict):
    """A home that the journey without a browser left: its week is over, and no demo begins in it."""

    code = "start.home_for_reading"
    sentence = vi(
        "Thư mục {home} do --once để lại, chỉ để đọc: loa report verify, loa trail verify. Hãy dùng thư mục khác, hoặc thêm --fresh để xóa và bắt đầu lại."
    )


class WebSilent(Unavailable):
    """The web server does not answer."""

    code = "start.web_silent"
    sentence = vi("Trang web không trả lời sau {seconds} giây. Hãy xem {log}, rồi chạy lại.")


def serve(*, home: Path, letter: bytes, name: str, letter_given: bool, port: int | None, fresh: bool) -> int:
    """Start everything, say where, stay until told to stop. Raises refusals of ports, homes and letters."""
    port = port_to_serve(port)
    if fresh:
        with _alone(home):
            start_over(home)
    if (home / JOURNEY).exists():
        raise HomeForReading(home=home)
    prepare_home(home)
    home = home.absolute()
    with _alone(home):
        supervisor = Supervisor(home / "logs", say)
        supervisor.listen_to_signals()
        try:
            return _run(supervisor, home=home, letter=letter, name=name, letter_given=letter_given, port=port)
        finally:
            supervisor.stop()
            say("Đã dừng tất cả.")


def _run(supervisor: Supervisor, *, home: Path, letter: bytes, name: str, letter_given: bool, port: int) -> int:
    mqtt_url = os.environ.get("LOA_MQTT_URL", "") or _start_broker(supervisor, home)
    os.environ["LOA_MQTT_URL"] = mqtt_url
    from django.conf import settings

    settings.LOA_MQTT_URL = mqtt_url  # read before the broker's port was known
    supervisor.start(Part("web", "Trang web", {PORT: str(port)}, stops_first=False))
    supervisor.start(Part("worker", "Bộ phận chạy nền"))
    arrival = _arrive(home, letter, name, letter_given)
    address = f"http://{HOST}:{port}/"
    if not supervisor.wait_for(lambda: answers(address), WEB_SECONDS):
        if supervisor.stopping:
            return 0
        raise WebSilent(seconds=WEB_SECONDS, log=home / "logs" / "web.log")
    _start_demo(supervisor, home, address.rstrip("/"), mqtt_url)
    for line in (*arrival, *_what_to_click(address, home)):
        print(line, flush=True)
    supervisor.watch()
    say("Đang dừng…")
    return 0


def _arrive(home: Path, letter: bytes, name: str, letter_given: bool) -> list[str]:
    """The first start makes the demo and tells the accounts once; a later one takes in a letter that was given."""
    if Setting.of(home) is None:
        from loa.launch.demo.first import first_start

        say("Lần chạy đầu: tạo tài khoản, vào sổ văn bản…")
        made = first_start(letter=letter, name=name, home=home)
        return ["", "Tài khoản (chỉ in một lần, lưu ở " + str(home / accounts.FILE_NAME) + "):", *accounts.listed(made.ways)]
    lines = ["", f"Tài khoản: xem {home / accounts.FILE_NAME}"]
    return lines + (_take_in(letter, name) if letter_given else [])


def _take_in(letter: bytes, name: str) -> list[str]:
    """A further letter: registered, or said why not. It never keeps Loa from starting."""
    from loa.launch.home import owner
    from loa.launch.letters import receive
    from loa.server.kit import clock

    try:
        made = receive(data=letter, name=name, agency=None, by=owner(), now=clock.now())
    except LoaError as refusal:
        return [refusal.say()]
    return [f"Đã vào sổ {made.reference}: số {made.register_number}/{made.register_year}."]


def _start_broker(supervisor: Supervisor, home: Path) -> str:
    """Its port is remembered, so that players find it again; the server's password is new at each start and never written down."""
    path = home / BROKER_FILE
    wanted = json.loads(path.read_text())["port"] if path.exists() else FIRST_BROKER_PORT
    port = first_free(wanted)
    path.write_text(json.dumps({"port": port}))
    url = f"mqtt://loa:{secrets.token_urlsafe(24)}@{HOST}:{port}"
    supervisor.start(Part("broker", "Bộ phận đánh thức thiết bị (MQTT)", {"LOA_MQTT_URL": url}, stops_first=False))
    return url


def _start_demo(supervisor: Supervisor, home: Path, server: str, mqtt_url: str) -> None:
    """The loudspeaker and the colleagues. A loudspeaker that cannot be enrolled is said, and tried again at the next start."""
    from loa.launch.demo import loudspeaker

    setting = Setting.of(home)
    if setting is None:
        return
    try:
        folder = loudspeaker.prepare(setting, home=home, server=server, mqtt_url=mqtt_url)
    except LoaError as refusal:
        say(loudspeaker.refused_because(refusal))
    else:
        supervisor.start(Part("loudspeaker", "Loa ảo", {PLAYER_HOME: str(folder)}))
    supervisor.start(Part("colleagues", "Đồng nghiệp mô phỏng"))


def _what_to_click(address: str, home: Path) -> list[str]:
    from loa.server.kit import clock

    shown = clock.now().astimezone(clock.HANOI)
    return [
        "",
        f"Loa đang chạy: {address}   (đồng hồ của bản chạy thử: {shown:%H giờ %M, ngày %-d/%-m/%Y})",
        "1. so.chuyenvien: Văn bản → mở văn bản, xem những gì đọc được → “Mở đợt tuyên truyền”. Các quận khác tự tiếp nhận, giao phường.",
        "2. Vài giây sau, Bản tin có sẵn bản thảo: nghe thử, trình duyệt; so.lanhdao duyệt. Duyệt xong, lịch phát ra tới các đài.",
        "3. quan.chuyenvien: tiếp nhận, giao phường → phuong.canbo: lời riêng, tin của phường, buổi phát, báo cáo.",
        *_how_not_to_wait(shown, home),
        "Dừng: Ctrl-C.",
        "",
    ]


def _how_not_to_wait(shown: datetime, home: Path) -> list[str]:
    """How to let the demo's clock run to the next session, and to the Monday after, when reports are due."""
    monday = shown + timedelta(days=7 - shown.weekday())
    command = f".venv/bin/loa --home {shlex.quote(str(home))} clock"
    return [f"Không muốn chờ: {command} --to 16:29 (buổi phát chiều), --to '9:00 {monday:%-d/%-m/%Y}' (tuần sau: báo cáo)."]


def answers(address: str) -> bool:
    """Whether a web server answers there, with whatever."""
    try:
        urllib.request.build_opener(_NoRedirect).open(address, timeout=1).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """An answer is an answer."""


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Hold the home's lock; the kernel lets go of it however this process ends. Raises `AlreadyRunning`."""
    if not home.exists():
        yield
        return
    with (home / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(home=home) from None
        yield


def say(line: str) -> None:
    """Tell the person at the terminal; into a closed terminal nothing is said."""
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:
        return
