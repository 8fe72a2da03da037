"""What the player must not forget, in one SQLite file: its chained records until they are acknowledged, and the manifest it holds."""

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from loa.core.chain import genesis
from loa.wire.plays import BATCH_SIZE, PlayRecord

SCHEMA = """
CREATE TABLE IF NOT EXISTS record (seq INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS head (only INTEGER PRIMARY KEY CHECK (only = 1), seq INTEGER NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS begun (only INTEGER PRIMARY KEY CHECK (only = 1), facts TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS held (only INTEGER PRIMARY KEY CHECK (only = 1), headers TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS aired (slot_id TEXT NOT NULL, planned_at TEXT NOT NULL, PRIMARY KEY (slot_id, planned_at)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mark (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS record_stays BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;
"""


class PlayLog:
    """The hash-chained log (nhật ký phát). Append-only; a record leaves only when the server said that it holds it."""

    def __init__(self, path: Path, *, player_id: UUID, durable: bool = True) -> None:
        self._turn = threading.RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        # FULL: a record is on the disk before the next item sounds, whatever happens to the power.
        self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        self._db.executescript(SCHEMA)
        self._db.execute("INSERT OR IGNORE INTO head VALUES (1, 0, ?)", (genesis(player_id),))

    def begin(self, facts: Mapping[str, Any]) -> None:
        """Note what starts to sound now, so that a power cut in its midst can be told."""
        with self._transaction():
            self._db.execute("INSERT OR REPLACE INTO begun VALUES (1, ?)", (json.dumps(facts, default=str),))

    def begun(self) -> dict[str, Any] | None:
        """What was sounding when the player last stopped without a word; None as it should be."""
        row = self._db.execute("SELECT facts FROM begun").fetchone()
        return json.loads(row[0]) if row else None

    def append(self, facts: Mapping[str, Any], *, accounted_until: datetime) -> PlayRecord:
        """Seal one record behind the last. In one transaction with the end of what had begun."""
        with self._transaction():
            seq, sha256 = self._db.execute("SELECT seq, sha256 FROM head").fetchone()
            record = PlayRecord.sealed(seq=seq + 1, prev_sha256=sha256, facts=facts)
            self._db.execute("INSERT INTO record VALUES (?, ?)", (record.seq, record.model_dump_json()))
            self._db.execute("UPDATE head SET seq = ?, sha256 = ?", (record.seq, record.sha256))
            self._db.execute("DELETE FROM begun")
            self._db.execute("INSERT OR IGNORE INTO aired VALUES (?, ?)", (str(facts["slot_id"]), _utc(facts["planned_at"])))
            self._account(accounted_until)
        return record

    def aired(self, *, since: datetime) -> set[tuple[UUID, datetime]]:
        """The airings that have their record, planned for `since` or later; what is older is forgotten."""
        with self._transaction():
            self._db.execute("DELETE FROM aired WHERE planned_at < ?", (_utc(since),))
            rows = self._db.execute("SELECT slot_id, planned_at FROM aired").fetchall()
        return {(UUID(slot_id), datetime.fromisoformat(planned_at)) for slot_id, planned_at in rows}

    def unsent(self, limit: int = BATCH_SIZE) -> tuple[PlayRecord, ...]:
        """The oldest records that no server has acknowledged."""
        with self._turn:
            rows = self._db.execute("SELECT body FROM record ORDER BY seq LIMIT ?", (limit,)).fetchall()
        return tuple(PlayRecord.model_validate_json(body) for (body,) in rows)

    def unsent_count(self) -> int:
        """How many of them there are."""
        with self._turn:
            return int(self._db.execute("SELECT count(*) FROM record").fetchone()[0])

    def drop_through(self, seq: int) -> None:
        """Let go of what the server holds; the head of the chain stays."""
        with self._transaction():
            self._db.execute("DELETE FROM record WHERE seq <= ?", (seq,))

    def hold(self, body: bytes, headers: Mapping[str, str], *, version: int, accounted_until: datetime) -> None:
        """Keep a manifest with its signature, and the highest version ever taken, in one step."""
        with self._transaction():
            self._db.execute("INSERT OR REPLACE INTO held VALUES (1, ?, ?)", (json.dumps(dict(headers)), body))
            self._mark("highest_version", str(max(version, self.highest_version())))
            self._account(accounted_until)

    def held(self) -> tuple[bytes, dict[str, str]] | None:
        """The manifest that was kept, with its signature headers."""
        row = self._db.execute("SELECT CAST(body AS BLOB), headers FROM held").fetchone()
        return (bytes(row[0]), json.loads(row[1])) if row else None

    def highest_version(self) -> int:
        """The highest manifest version ever taken; 0 before the first."""
        return int(self._read_mark("highest_version") or 0)

    def accounted_until(self) -> datetime | None:
        """Up to when everything planned has its record."""
        text = self._read_mark("accounted_until")
        return datetime.fromisoformat(text) if text else None

    def close(self) -> None:
        """Close the file."""
        with self._turn:
            self._db.close()

    def _account(self, until: datetime) -> None:
        held = self.accounted_until()
        self._mark("accounted_until", (max(until, held) if held else until).isoformat())

    def _mark(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO mark VALUES (?, ?)", (name, value))

    def _read_mark(self, name: str) -> str | None:
        with self._turn:
            row = self._db.execute("SELECT value FROM mark WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._turn:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")


def _utc(at: datetime | str) -> str:
    """One way of writing an instant, so that instants compare as text."""
    return (datetime.fromisoformat(at) if isinstance(at, str) else at).astimezone(UTC).isoformat(timespec="microseconds")
