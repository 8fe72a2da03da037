"""Run by test_outbox_under_the_knife.py: processes that drain an outbox and are killed at every step. Prints what came of it as JSON."""

import json
import logging
import os
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import django

(Path(os.environ["LOA_HOME"]) / "loa-home.json").write_text("{}")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import OperationalError, connection, transaction  # noqa: E402
from tests.server.site.air_world import LATER, NOW, OWNER, put_on_air  # noqa: E402

from loa.server.channels.events import MachineVoiceAccepted  # noqa: E402
from loa.server.dispatch.models import Manifest  # noqa: E402
from loa.server.kit import acts, outbox, trail  # noqa: E402
from loa.server.kit.models import Delivery  # noqa: E402
from loa.server.schedules.models import PublishedSchedule, Slot  # noqa: E402
from loa.server.site import tasks  # noqa: E402

# Short, so that all the cutting is over before the first session begins.
outbox.LEASE = timedelta(seconds=4)
STEP = outbox.LEASE + timedelta(seconds=1)


def in_a_process(work) -> int:
    """Run it in a process of its own; returns how that ended."""
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 -- told to the parent by the status
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            os._exit(3)
        connection.close()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def cut(number: int, how: str, now):
    """Drain; at the n-th statement be gone as if by a power cut ("before", "after"), or let the statement fail once ("fails")."""
    left = number

    def count(execute, sql, params, many, context):
        nonlocal left
        left -= 1
        if left == -1 and how == "before":
            os._exit(9)
        if left == -1 and how == "fails":
            raise OperationalError("as if the disk were full")
        result = execute(sql, params, many, context)
        if left == -1 and how == "after":
            os._exit(9)
        return result

    def work() -> None:
        with connection.execute_wrapper(count):
            outbox.drain(now=now)
            trail.seal()
        os._exit(0 if left >= 0 else 5)

    return work


def main() -> None:
    """A title changes and the ward's week is to go out anew: once for every step at which the worker can be cut off."""
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0, interactive=False)
    tasks.wake_by(lambda: None)
    with transaction.atomic():
        on_air = put_on_air()
    outbox.drain(now=NOW)
    ended = {9: 0, 3: 0, 5: 0, 0: 0}
    wrong, now, version = [], LATER, 1
    for how in ("before", "after", "fails"):
        number, whole = 0, False
        while not whole and number < 200:
            version += 1
            _change(on_air.ids, version, now)
            status = in_a_process(cut(number, how, now))
            ended[status] += 1
            whole = status == 0
            for _ in range(3):
                now += STEP
                if in_a_process(lambda at=now: outbox.drain(now=at)):
                    wrong.append([how, number, "drain failed"])
                if not Delivery.objects.filter(done_at=None).exists():
                    break
            trail.seal()
            got = _state(on_air.ids)
            if got != {"open": 0, "version": version, "sent": f"Tin {version}"}:
                wrong.append([how, number, got])
            number += 1 if how != "fails" else 2
    if not trail.verify().holds:
        wrong.append("the trail is broken")
    print(json.dumps({"killed": ended[9], "failed": ended[3] + ended[5], "wrong": wrong}))  # noqa: T201 -- read by the test


def _change(ids, version: int, now) -> None:
    with transaction.atomic():
        Slot.objects.filter(session__station=ids["station_id"]).update(title=f"Tin {version}")
        event = MachineVoiceAccepted(station_id=ids["station_id"], agency_id=ids["agency_id"])
        acts.record(event, by=OWNER, now=now)


def _state(ids) -> dict[str, object]:
    manifest = Manifest.objects.order_by("-version").first()
    latest = PublishedSchedule.objects.filter(station=ids["station_id"]).order_by("-version").first()
    return {
        "open": Delivery.objects.filter(done_at=None).count(),
        "version": latest.version,
        "sent": json.loads(bytes(manifest.body))["items"][0]["title"],
    }


if __name__ == "__main__":
    main()
