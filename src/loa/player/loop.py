"""The player in real time: the air in the event loop, the net in a thread, both woken by time, push or signal."""

import asyncio
import logging
import signal
import sqlite3
from datetime import datetime, timedelta
from functools import partial

from loa.player.clock import Clock
from loa.player.player import Player
from loa.player.wake import wakeups_of

log = logging.getLogger(__name__)

# While something sounds the output is asked this often whether it has ended; in silence nobody needs to look often.
LOOK_SECONDS = 0.1
LONGEST_SLEEP_SECONDS = 1.0
TALK_EVERY_SECONDS = 1.0


async def run(player: Player, clock: Clock) -> None:
    """Play until SIGTERM or SIGINT, then fall silent, write it down and send it."""
    stop, wake = asyncio.Event(), asyncio.Event()
    running = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        running.add_signal_handler(number, stop.set)
    wakeups = wakeups_of(player.settings, partial(_wake_from_thread, running, wake))
    try:
        await asyncio.gather(_air(player, clock, stop), _net(player, clock, stop, wake))
    finally:
        if wakeups:
            wakeups.close()
        await asyncio.to_thread(player.close, clock.now())


def _wake_from_thread(running: asyncio.AbstractEventLoop, wake: asyncio.Event) -> None:
    running.call_soon_threadsafe(wake.set)


async def _air(player: Player, clock: Clock, stop: asyncio.Event) -> None:
    while not stop.is_set():
        now = clock.now()
        try:
            player.tick(now)
        except sqlite3.Error:  # a full or failing disk: what cannot be recorded is not begun; try again
            log.exception("cannot write the play log")
        await _sleep(stop, _pause_seconds(player, now))


def _pause_seconds(player: Player, now: datetime) -> float:
    due = player.next_air(now) or now + timedelta(seconds=LONGEST_SLEEP_SECONDS)
    longest = LOOK_SECONDS if player.is_playing else LONGEST_SLEEP_SECONDS
    return min(max((due - now).total_seconds(), 0.001), longest)


async def _net(player: Player, clock: Clock, stop: asyncio.Event, wake: asyncio.Event) -> None:
    while not stop.is_set():
        if wake.is_set():
            wake.clear()
            player.wake(clock.now())
        await asyncio.to_thread(player.talk, clock.now())
        waiting = [asyncio.create_task(stop.wait()), asyncio.create_task(wake.wait())]
        await asyncio.wait(waiting, timeout=TALK_EVERY_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()


async def _sleep(stop: asyncio.Event, seconds: float) -> None:
    """Sleep, or wake at once to stop."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
