"""The sealed trail: audit rows chained in commit order by one sealer, seconds after the act, so that no row can be changed unseen."""

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from loa.server.kit.models import AuditEntry

FIRST = "0" * 64
SEALED = (
    "at",
    "event",
    "subject_id",
    "actor_name",
    "actor_person_id",
    "agency_id",
    "agency_name",
    "via",
    "payload",
    "before",
    "after",
    "why",
    "refused",
)


def seal(*, most: int = 5000) -> int:
    """Chain the rows that are not sealed yet; returns how many. Of two sealers at once one gives way."""
    try:
        with transaction.atomic():
            # Locked before the head is read: a second sealer waits, and what the first has sealed falls out of its rows.
            rows = list(AuditEntry.objects.select_for_update().filter(seal_position=None).order_by("pk")[:most])
            last = AuditEntry.objects.exclude(seal_position=None).order_by("-seal_position").first()
            position, previous = (last.seal_position or 0, last.seal_sha256) if last else (0, FIRST)
            for row in rows:
                position += 1
                previous = _sha256(row, previous)
                row.seal_position, row.seal_sha256 = position, previous
            AuditEntry.objects.bulk_update(rows, ["seal_position", "seal_sha256"], batch_size=500)
            if rows:
                # The head stands once these rows do. Should the process die in between, it lags behind, which is no harm.
                transaction.on_commit(partial(_keep_head, position, previous))
    except IntegrityError:
        return 0
    return len(rows)


def _head_path() -> Path:
    return Path(settings.LOA_HOME) / "trail-head.json"


def _keep_head(position: int, sha256: str) -> None:
    """Write beside the database how far the trail goes, whole or not at all; a slower sealer never sets it back."""
    place = _head_path()
    held = _kept_head()
    if not place.parent.is_dir() or (held and held[0] >= position):
        return
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=place.name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"position": position, "sha256": sha256}, file)
    Path(name).replace(place)


def _kept_head() -> tuple[int, str] | None:
    """How far the trail went when it was last sealed; `None` where nothing, or nothing readable, says so."""
    try:
        held = json.loads(_head_path().read_text(encoding="utf-8"))
        return int(held["position"]), str(held["sha256"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the trail found."""

    sealed: int
    unsealed: int
    broken_at: int | None
    head_known: bool = field(
        default=True, compare=False
    )  # whether the file beside the database says how far the trail goes; without it a cut end is not noticed

    @property
    def holds(self) -> bool:
        """True where no sealed row was changed, dropped or put in."""
        return self.broken_at is None


def verify() -> Verdict:
    """Recompute the chain from its first row, and hold its end against the head kept beside the database."""
    head = _kept_head()  # before the rows: what is sealed meanwhile is no contradiction
    previous, position = FIRST, 0
    for row in AuditEntry.objects.exclude(seal_position=None).order_by("seal_position").iterator(chunk_size=2000):
        position += 1
        if row.seal_position != position or row.seal_sha256 != _sha256(row, previous):
            return Verdict(sealed=position - 1, unsealed=0, broken_at=position)
        previous = row.seal_sha256
        if head and head[0] == position and head[1] != previous:
            return Verdict(sealed=position - 1, unsealed=0, broken_at=position)
    if head and head[0] > position:
        return Verdict(sealed=position, unsealed=0, broken_at=position + 1)
    unsealed = AuditEntry.objects.filter(seal_position=None).count()
    return Verdict(sealed=position, unsealed=unsealed, broken_at=None, head_known=head is not None or not position)


def _sha256(row: AuditEntry, previous: str) -> str:
    values: dict[str, Any] = {name: getattr(row, name) for name in SEALED}
    values["at"] = row.at.timestamp()
    body = json.dumps([previous, values], ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(body.encode()).hexdigest()
