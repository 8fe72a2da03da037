"""One player: a deck that plays, a link that talks, and the log between them. All times are handed in."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self
from uuid import UUID

import loa
from loa.core.errors import LoaError
from loa.player.cache import Cache
from loa.player.deck import Deck
from loa.player.errors import AssetCorrupt, CacheFull, ServerRefused, ServerUnreachable
from loa.player.link import Link, that_fit, wanted_assets
from loa.player.log import PlayLog
from loa.player.outputs import Output, output_of
from loa.player.settings import Settings
from loa.player.transport import Transport
from loa.wire.errors import ManifestExpired
from loa.wire.heartbeat import Heartbeat
from loa.wire.manifest import Manifest
from loa.wire.plays import BATCH_SIZE, ClockQuality, PlayBatch
from loa.wire.signing import accept

log = logging.getLogger(__name__)

FIRST_BACK_OFF_SECONDS = 15
POLL_WITHOUT_MANIFEST_SECONDS = 60
TRUSTED_OFFSET_SECONDS = 2
QUIET_BEFORE_SENDING = timedelta(seconds=60)


class Player:
    """Plays what its server signed for it. `tick` is the air, `talk` the net; each may fail without the other."""

    def __init__(self, home: Path, settings: Settings, transport: Transport, *, now: datetime, output: Output | None = None) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.settings = settings
        self.refusal: LoaError | None = None
        self._output = output or output_of(settings.output, home, settings.output_options)
        self._cache = Cache(home / settings.cache, shared=settings.cache_is_shared)
        self._log = PlayLog(home / "log.sqlite3", player_id=settings.player_id, durable=settings.durable_log)
        self._link = Link(settings, transport)
        self._deck = Deck(log=self._log, cache=self._cache, output=self._output, simulated=settings.simulated)
        self._turn = threading.Lock()  # the deck belongs to one thread at a time
        self._held: bytes | None = None
        self._failures = 0
        self._polls = 0
        self._assets_wanted = self._assets_held = 0
        self._next_talk_at = now
        self._next_send_at = now
        self._deck.recover(now)
        self._take_up_held(now)

    @classmethod
    def at(cls, home: Path, transport_to: Callable[[str], Transport], *, now: datetime) -> Self:
        """The player of that folder, as enrolled; `transport_to` makes the way to its server."""
        settings = Settings.of(home)
        return cls(home, settings, transport_to(settings.server), now=now)

    @property
    def player_id(self) -> UUID:
        """Its identity at the server."""
        return self.settings.player_id

    @property
    def manifest(self) -> Manifest | None:
        """What it plays by."""
        return self._deck.manifest

    @property
    def now_playing(self) -> str:
        """The title that sounds; empty in silence."""
        return self._deck.playing.item.title if self._deck.playing else ""

    @property
    def is_playing(self) -> bool:
        """Whether anything sounds."""
        return self._deck.playing is not None

    @property
    def records_unsent(self) -> int:
        """Records that the server has not acknowledged."""
        return self._log.unsent_count()

    def tick(self, now: datetime) -> None:
        """The air: bring what sounds into line with the plan."""
        with self._turn:
            self._deck.tick(now)

    def talk(self, now: datetime) -> None:
        """The net, where it is due: manifest, files, log, heartbeat. Never raises for a server that is away or refuses."""
        if now >= self._next_talk_at:
            self._poll(now)
        elif now >= self._next_send_at and self._deck.is_quiet_until(now, QUIET_BEFORE_SENDING) and self._log.unsent_count():
            self._next_send_at = now + QUIET_BEFORE_SENDING
            self._guarded(self._send)

    def wake(self, now: datetime) -> None:
        """A push arrived: the next `talk` asks at once."""
        self._next_talk_at = now

    def next_wake(self, now: datetime) -> datetime:
        """When there is something to do again, on the air or on the net; always after `now`."""
        with self._turn:
            air = self._deck.next_wake(now)
        times = [time for time in (air, self._next_talk_at) if time is not None and time > now]
        return min(times, default=now + timedelta(seconds=1))

    def next_air(self, now: datetime) -> datetime | None:
        """When the air alone has something to do."""
        with self._turn:
            return self._deck.next_wake(now)

    def step(self, now: datetime) -> datetime:
        """Air and net at this instant; answers when to come again."""
        self.tick(now)
        self.talk(now)
        self.tick(now)
        return self.next_wake(now)

    def run_until(self, now: datetime, until: datetime) -> datetime:
        """Step through simulated time from `now` up to `until`, the end not in it, without waiting; answers `until`."""
        while now < until:
            now = min(self.step(now), until)
        return now

    def close(self, now: datetime) -> None:
        """Fall silent, say so, send what can be sent."""
        with self._turn:
            self._deck.close(now)
        self._guarded(self._send)
        self._log.close()

    def _take_up_held(self, now: datetime) -> None:
        """After a start: the manifest kept is judged again, as if it had just come."""
        held = self._log.held()
        if held is None:
            return
        try:
            manifest = self._accept(*held, now=now)
        except LoaError as refusal:
            self._note(refusal)
        else:
            self._held = held[0]
            self._deck.load(manifest, since=self._log.accounted_until() or now)

    def _poll(self, now: datetime) -> None:
        self._polls += 1
        reached = self._guarded(lambda: self._fetch_manifest(now))
        self._failures = 0 if reached else self._failures + 1
        if not isinstance(self.refusal, ServerUnreachable):  # a refused manifest keeps neither files nor log from travelling
            self._guarded(lambda: self._fetch_assets(now))
            self._guarded(self._send)
            self._guarded(lambda: self._link.beat(self._heartbeat(now)))
        self._next_talk_at = now + timedelta(seconds=self._pause_seconds())

    def _fetch_manifest(self, now: datetime) -> None:
        answer = self._link.manifest(self._held, now=now)
        self._deck.clock_quality = self._clock_quality()
        if answer is None:
            self._note(self._expiry(now))
            return
        body, headers = answer
        manifest = self._accept(body, headers, now=now)
        with self._turn:
            self._deck.tick(now)  # what the old plan owes up to now is recorded under the old plan
            self._log.hold(body, headers, version=manifest.version, accounted_until=now)
            self._deck.load(manifest, since=now)
        self._held = body
        self._note(None)

    def _expiry(self, now: datetime) -> LoaError | None:
        """What to tell of a manifest that the server has not replaced in time."""
        manifest = self._deck.manifest
        return ManifestExpired(valid_to=f"{manifest.valid_to:%H:%M %d/%m/%Y} UTC") if manifest and manifest.valid_to <= now else None

    def _accept(self, body: bytes, headers: dict[str, str], *, now: datetime) -> Manifest:
        key = bytes.fromhex(self.settings.public_key_hex)
        return accept(body, headers, public_bytes=key, player_id=self.player_id, held_version=self._log.highest_version(), now=now)

    def _fetch_assets(self, now: datetime) -> None:
        manifest, form = self._deck.manifest, self._output.form
        if manifest is None or not self._output.needs_files:
            return
        wanted = wanted_assets(manifest, form, now=now)
        fitting = that_fit(wanted, form, limit_bytes=self.settings.cache_limit_bytes)
        self._assets_wanted, self._assets_held = len(wanted), 0
        self._cache.keep_only(f"{asset.sha256_of(form)}.{form}" for asset in fitting)
        corrupt: LoaError | None = None
        for asset in fitting:
            try:
                if not self._cache.holds(asset.sha256_of(form), form):
                    self._link.fetch(asset, form, self._cache)
                self._assets_held += 1
            except AssetCorrupt as error:  # one bad file does not keep the others away
                corrupt = error
        if corrupt:
            raise corrupt
        if len(fitting) < len(wanted):
            raise CacheFull(limit_bytes=self.settings.cache_limit_bytes)

    def _send(self) -> None:
        """Send until nothing is left, or the server stops taking."""
        while records := self._log.unsent(BATCH_SIZE):
            answer = self._link.send_plays(PlayBatch(player_id=self.player_id, records=records))
            self._log.drop_through(answer.highest_contiguous_seq)
            if answer.problem_code:
                log.warning("server does not take records: %s %s", answer.problem_code, answer.problem)
            if answer.highest_contiguous_seq < records[0].seq:
                return

    def _guarded(self, act: Callable[[], None]) -> bool:
        """Do it; a refusal or a full disk is kept to be told and never stops the air."""
        try:
            act()
        except LoaError as refusal:
            self._note(refusal)
            return False
        except OSError as error:
            self._note(LoaError(detail=str(error)))
            log.exception("cannot write")
            return False
        return True

    def _note(self, refusal: LoaError | None) -> None:
        if refusal and (self.refusal is None or self.refusal.code != refusal.code):
            log.warning("%s: %s", refusal.code, refusal.say())
        self.refusal = refusal

    def _pause_seconds(self) -> float:
        manifest = self._deck.manifest
        poll = manifest.poll_seconds if manifest else POLL_WITHOUT_MANIFEST_SECONDS
        if self._failures:
            return float(min(poll, FIRST_BACK_OFF_SECONDS * 2 ** min(self._failures, 10)))
        # Spread by identity, not by chance: a fleet does not ask in step, and a simulated week repeats itself.
        return poll * (0.9 + 0.2 * ((self.player_id.int + self._polls * 7919) % 1000) / 1000)

    def _clock_quality(self) -> ClockQuality:
        offset = self._link.clock_offset_seconds
        if offset is None:
            return ClockQuality.UNKNOWN
        return ClockQuality.SYNCED if abs(offset) <= TRUSTED_OFFSET_SECONDS else ClockQuality.OFF

    def _heartbeat(self, now: datetime) -> Heartbeat:
        manifest, refusal = self._deck.manifest, self.refusal
        return Heartbeat(
            player_id=self.player_id,
            at=now,
            software=f"loa {loa.__version__}",
            output=self._output.kind,
            simulated=self.settings.simulated,
            manifest_version=manifest.version if manifest else None,
            clock_quality=self._deck.clock_quality,
            clock_offset_seconds=self._link.clock_offset_seconds,
            assets_wanted=self._assets_wanted,
            assets_held=self._assets_held,
            cache_bytes=self._cache.size_bytes(),
            records_unsent=self._log.unsent_count(),
            refusal_code=refusal.code if refusal else "",
            refusal=_told(refusal)[:1000],
        )


def _told(refusal: LoaError | None) -> str:
    """Why nothing new is taken, for people: of what the server refused, the server's own sentence."""
    if refusal is None:
        return ""
    return str(refusal.facts["said"]) if isinstance(refusal, ServerRefused) else refusal.say()
