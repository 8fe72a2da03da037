"""The deck: asks the air-time rule what sounds now, makes it sound, and writes a record for everything that was planned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from loa.core.airtime import Airing, Because, Plan, decide, next_change, timeline
from loa.core.quiet import may_sound
from loa.player.cache import Cache
from loa.player.errors import OutputFailed
from loa.player.log import PlayLog
from loa.player.outputs import Output, Sound
from loa.wire.manifest import Item, Manifest
from loa.wire.plays import ClockQuality, Outcome

# An item that cannot begin within this of its time is left out: begun later it would push everything behind it.
LATE = timedelta(seconds=10)
# How long an item that began late may run over its planned end, where nothing more urgent waits.
OVERRUN = timedelta(seconds=20)

# For how long an airing that has its record is known by its time: longer than any session.
REMEMBERED = timedelta(days=2)

STOPPED = "Thiết bị dừng hoặc mất điện giữa chừng."
OFF = "Thiết bị không hoạt động, hoặc chưa sẵn sàng, vào giờ này."
TOO_LATE = "Quá giờ bắt đầu nên không phát dở dang."
WITHDRAWN = "Lịch phát mới không còn mục này."
OVER_TIME = "Kéo dài quá giờ đã xếp."
NO_FILE = "Chưa có đủ tệp âm thanh đúng mã băm trong bộ nhớ của thiết bị."


@dataclass
class Playing:
    """What sounds now."""

    airing: Airing
    item: Item
    started_at: datetime
    ended: tuple[Outcome, str, datetime] | None = None  # until it is written down


class Deck:
    """Plays one manifest at a time. Times are handed in; nothing here looks at a clock."""

    def __init__(self, *, log: PlayLog, cache: Cache, output: Output, simulated: bool) -> None:
        self.manifest: Manifest | None = None
        self.clock_quality = ClockQuality.UNKNOWN
        self.playing: Playing | None = None
        self._log, self._cache, self._output, self._simulated = log, cache, output, simulated
        self._plan: Plan | None = None
        self._items: dict[UUID, Item] = {}
        self._done: set[tuple[UUID, datetime]] = set()
        self._accounted_until: datetime | None = None

    def recover(self, now: datetime) -> None:
        """After a start: what was sounding when the power went is recorded as cut; nothing of it is claimed."""
        begun = self._log.begun()
        if begun is not None:
            facts = {**begun, "outcome": Outcome.CUT, "reason": STOPPED, "seconds": 0.0}
            self._log.append(facts, accounted_until=self._log.accounted_until() or now)
        self._done = self._log.aired(since=now - REMEMBERED)

    def load(self, manifest: Manifest, *, since: datetime) -> None:
        """Play by this manifest from now on; `since` is up to when everything planned has its record already."""
        self.manifest, self._plan = manifest, manifest.to_plan()
        self._items = {item.slot_id: item for item in manifest.items}
        self._accounted_until = since
        if self.playing and self.playing.airing.slot.id in self._items:
            self.playing.item = self._items[self.playing.airing.slot.id]
        self._done = {key for key in self._done if key[1] > since - REMEMBERED}

    def tick(self, now: datetime) -> None:
        """Bring what sounds into line with the plan. Cheap where nothing changes."""
        self._look_at_what_sounds(now)
        if self._plan is None:
            return
        winner = decide(self._plan, (), now).airing
        self._cut_what_must_end(winner, now)
        self._account_for_what_did_not_sound(now)
        if winner and self.playing is None and winner.key not in self._done:
            self._start(winner, now)

    def next_wake(self, now: datetime) -> datetime | None:
        """When `tick` has something to do again; None where nothing is planned. An output may end by itself before."""
        edges = [next_change(self._plan, (), now) if self._plan else None, self._output.ends_at() if self.playing else None]
        return min((edge for edge in edges if edge is not None and edge > now), default=None)

    def is_quiet_until(self, now: datetime, span: timedelta) -> bool:
        """Whether nothing sounds and nothing begins within `span`: time to send the log."""
        soon = next_change(self._plan, (), now) if self._plan else None
        return self.playing is None and (soon is None or soon - now > span)

    def close(self, now: datetime) -> None:
        """Fall silent and say so in the log."""
        if self.playing:
            self._cut(now, STOPPED)
        self._output.close()

    def _look_at_what_sounds(self, now: datetime) -> None:
        if self.playing is None:
            return
        if self.playing.ended is None and (ending := self._output.ended(now)):
            outcome = Outcome.FAILED if ending.problem else Outcome.COMPLETE
            self.playing.ended = (outcome, ending.problem, ending.ended_at)
        self._write_down_ended()

    def _cut_what_must_end(self, winner: Airing | None, now: datetime) -> None:
        if self.playing and (reason := self._why_end(self.playing, winner, now)):
            self._cut(now, reason)

    def _why_end(self, playing: Playing, winner: Airing | None, now: datetime) -> str:
        """Why what sounds must stop before its end; empty where it may go on."""
        airing = playing.airing
        if winner and winner.key == airing.key:
            return ""
        if airing.slot.id not in self._items:
            return WITHDRAWN
        if winner and winner.slot.priority.rank > airing.slot.priority.rank:
            return Because.LOWER_CLASS.vi
        assert self._plan is not None
        if not may_sound(playing.started_at, now, priority=airing.slot.priority, allowed=self._plan.allowed):
            return Because.QUIET_HOURS.vi
        return OVER_TIME if now > airing.ends_at + OVERRUN else ""

    def _cut(self, now: datetime, reason: str) -> None:
        self._output.stop(now)
        if self.playing:
            self.playing.ended = (Outcome.CUT, reason, now)
        self._write_down_ended()

    def _start(self, airing: Airing, now: datetime) -> None:
        """Begin, or record why not."""
        item = self._items[airing.slot.id]
        self._done.add(airing.key)
        assert self._plan is not None
        ends_at = now + timedelta(seconds=item.seconds)
        if now - airing.starts_at > LATE:
            self._record(airing, item, Outcome.SKIPPED, TOO_LATE, until=now)
        elif not may_sound(now, ends_at, priority=item.priority, allowed=self._plan.allowed):
            self._record(airing, item, Outcome.SKIPPED, Because.QUIET_HOURS.vi, until=now)
        elif not self._has_files(item):
            self._record(airing, item, Outcome.FAILED, NO_FILE, until=now)
        else:
            self._sound(airing, item, now)

    def _sound(self, airing: Airing, item: Item, now: datetime) -> None:
        files = tuple(self._cache.path_of(asset.sha256_of(self._output.form), self._output.form) for asset in item.assets)
        self._log.begin(_begun_facts(self._facts(airing, item), now))
        try:
            self._output.start(Sound(item.session_id, item.title, files, item.seconds, item.campaign_id is not None), now)
        except OutputFailed as error:
            self._record(airing, item, Outcome.FAILED, error.say(), until=now)
        else:
            self.playing = Playing(airing, item, now)

    def _has_files(self, item: Item) -> bool:
        if not self._output.needs_files:
            return True
        form = self._output.form
        return bool(item.assets) and all(self._cache.holds(asset.sha256_of(form), form) for asset in item.assets)

    def _account_for_what_did_not_sound(self, now: datetime) -> None:
        """Nothing planned is passed over in silence: what was barred, what lost the air, what fell into a stop of the player."""
        since = self._accounted_until or now
        assert self._plan is not None
        due = [(airing.starts_at if airing.barred else airing.ends_at, airing) for airing in timeline(self._plan)]
        missed = [(at, airing) for at, airing in due if since < at <= now and airing.key not in self._done]
        for at, airing in sorted(missed, key=lambda pair: pair[0]):
            self._record(airing, self._items[airing.slot.id], Outcome.SKIPPED, self._why_silent(airing), until=at)
            self._done.add(airing.key)
        self._accounted_until = now

    def _why_silent(self, airing: Airing) -> str:
        if airing.barred:
            return airing.barred.vi
        assert self._plan is not None
        losers = decide(self._plan, (), airing.starts_at).losers
        return next((loser.because.vi for loser in losers if loser.airing.key == airing.key), OFF)

    def _write_down_ended(self) -> None:
        """Once what sounded has ended. Where the disk does not take it, it stays and is tried again at the next tick."""
        playing = self.playing
        if playing is None or playing.ended is None:
            return
        outcome, reason, ended_at = playing.ended
        sounded = max((ended_at - playing.started_at).total_seconds(), 0.0)
        facts = self._facts(playing.airing, playing.item) | {
            "started_at": playing.started_at,
            "ended_at": ended_at,
            "seconds": round(min(sounded, playing.item.seconds) if outcome is Outcome.COMPLETE else sounded, 3),
        }
        self._log.append(facts | {"outcome": outcome, "reason": reason}, accounted_until=ended_at)
        self.playing = None

    def _record(self, airing: Airing, item: Item, outcome: Outcome, reason: str, *, until: datetime) -> None:
        self._log.append(self._facts(airing, item) | {"outcome": outcome, "reason": reason}, accounted_until=until)

    def _facts(self, airing: Airing, item: Item) -> dict[str, Any]:
        """What every record says, sounded or not."""
        copied = ("slot_id", "session_id", "bulletin_id", "revision_sha256", "campaign_id", "campaign_title", "letter_number", "title")
        return {name: getattr(item, name) for name in (*copied, "priority", "origin", "machine_voice")} | {
            "planned_at": airing.starts_at,
            "started_at": None,
            "ended_at": None,
            "seconds": 0.0,
            "assets_sha256": tuple(asset.sha256_of(self._output.form) for asset in item.assets),
            "output": self._output.kind,
            "clock_quality": self.clock_quality,
            "simulated": self._simulated,
            "manifest_version": self.manifest.version if self.manifest else 0,
        }


def _begun_facts(facts: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """As kept while it sounds: JSON values. Where it stopped unseen, it is said to have ended when it began."""
    text = now.isoformat()
    return {**facts, "planned_at": facts["planned_at"].isoformat(), "started_at": text, "ended_at": text}
