"""The sealed trail: audit rows chained in commit order by one sealer, seconds after the act, so that no row can be changed unseen."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

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
    except IntegrityError:
        return 0
    return len(rows)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the trail found."""

    sealed: int
    unsealed: int
    broken_at: int | None

    @property
    def holds(self) -> bool:
        """True where no sealed row was changed, dropped or put in."""
        return self.broken_at is None


def verify() -> Verdict:
    """Recompute the chain from its first row."""
    previous, position = FIRST, 0
    for row in AuditEntry.objects.exclude(seal_position=None).order_by("seal_position").iterator(chunk_size=2000):
        position += 1
        if row.seal_position != position or row.seal_sha256 != _sha256(row, previous):
            return Verdict(sealed=position - 1, unsealed=0, broken_at=position)
        previous = row.seal_sha256
    return Verdict(sealed=position, unsealed=AuditEntry.objects.filter(seal_position=None).count(), broken_at=None)


def _sha256(row: AuditEntry, previous: str) -> str:
    values: dict[str, Any] = {name: getattr(row, name) for name in SEALED}
    values["at"] = row.at.timestamp()
    body = json.dumps([previous, values], ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(body.encode()).hexdigest()
