"""The sealed trail: audit rows chained in commit order by one sealer, seconds after the act, so that no row can be changed unseen.

The rule of the chain is `loa.wire.trail_check`, which also runs by itself; here are the rows, the head kept beside the database, and
the anchor of each day.
"""

import base64
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.kit.clock import HANOI
from loa.server.kit.events import TrailExported
from loa.server.kit.keys import installation_key
from loa.server.kit.models import AuditEntry, PersonKey, TrailAnchor
from loa.wire.signing import fingerprint_of
from loa.wire.trail_check import ANCHOR, ERASURE, FIRST, SCHEMA, Check, row_sha256, signed_by, signed_bytes

_COLUMNS = (
    "format",
    "at",
    "event",
    "subject_id",
    "actor_name",
    "actor_person_id",
    "behalf_of",
    "behalf_person_id",
    "agency_id",
    "agency_name",
    "via",
    "payload",
    "before",
    "after",
    "why",
    "refused",
    "commitments",
    "salts",
    "personal",
    "erased",
    "seal_position",
    "seal_sha256",
)
_IDS = ("actor_person_id", "behalf_person_id", "agency_id")


def as_row(entry: AuditEntry) -> dict[str, Any]:
    """A row of the trail in plain values, as the check takes it and as it is exported."""
    row = {name: getattr(entry, name) for name in _COLUMNS}
    row["at"] = entry.at.timestamp()
    for name in _IDS:
        row[name] = str(row[name]) if row[name] else None
    return row


def seal(*, most: int = 5000) -> int:
    """Chain the rows that are not sealed yet; returns how many. Of two sealers at once one gives way."""
    try:
        with transaction.atomic():
            # Locked before the head is read: a second sealer waits, and what the first has sealed falls out of its rows.
            rows = list(AuditEntry.objects.select_for_update().filter(seal_position=None).order_by("pk")[:most])
            last = AuditEntry.objects.exclude(seal_position=None).order_by("-seal_position").first()
            position, previous = (last.seal_position or 0, last.seal_sha256) if last else (0, FIRST)
            sealed: list[tuple[int, str, int]] = []
            for row in rows:
                position += 1
                previous = row_sha256(as_row(row), previous)
                sealed.append((position, previous, row.pk))
            if rows:
                with connection.cursor() as cursor:  # one plain statement a row: far quicker than a CASE over thousands
                    cursor.executemany("UPDATE kit_auditentry SET seal_position = %s, seal_sha256 = %s WHERE id = %s", sealed)
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
    _write_whole(place, json.dumps({"position": position, "sha256": sha256}))


def _write_whole(place: Path, text: str) -> None:
    """The whole file or none of it, whenever the power goes."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=place.name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
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
    check: Check = field(default_factory=Check, compare=False)
    # Without the file that says how far the trail goes, a cut end is not noticed.
    head_known: bool = field(default=True, compare=False)

    @property
    def holds(self) -> bool:
        """True where no sealed row was changed, dropped or put in."""
        return self.broken_at is None


def verify(*, kept: Iterable[Mapping[str, Any]] = ()) -> Verdict:
    """Recompute the chain from its first row; hold it against the head kept beside the database, and against every anchor.

    `kept`: anchors that were kept elsewhere.
    """
    head = _kept_head()  # before the rows: what is sealed meanwhile is no contradiction
    check = Check(keys=_KeysAsOfNow(_keys()))
    for anchor in (*_anchors(), *kept):
        check.anchor(anchor, _own_signature)
    for entry in _sealed():
        if not check.row(as_row(entry)):
            break
        if head and head[0] == check.sealed and head[1] != check.previous:
            check.break_at(check.sealed, "không khớp tệp trail-head.json")
    if head and head[0] > check.sealed:
        check.break_at(check.sealed + 1, f"tệp trail-head.json nói có dòng {head[0]}")
    unsealed = 0
    for entry in AuditEntry.objects.filter(seal_position=None).iterator(chunk_size=2000):
        unsealed += 1
        check.tail(as_row(entry))
    if check.unexplained:  # erased while the rows were being read
        for entry in AuditEntry.objects.filter(event=ERASURE, refused=False, subject_id__in=check.unexplained):
            check.tail(as_row(entry))
    check.end()
    known = head is not None or not check.sealed
    return Verdict(sealed=check.sealed, unsealed=unsealed if check.holds else 0, broken_at=check.broken_at, check=check, head_known=known)


def _sealed() -> Iterator[AuditEntry]:
    return AuditEntry.objects.exclude(seal_position=None).order_by("seal_position").iterator(chunk_size=2000)


def _keys() -> dict[str, str]:
    return {str(person_id): key for person_id, key in PersonKey.objects.exclude(key="").values_list("person_id", "key").iterator()}


class _KeysAsOfNow(dict[str, str]):
    """The keys of persons; one that was made while the rows were being read is looked up."""

    def get(self, person_id: str, default: Any = None) -> Any:
        """Its key, or the default."""
        if person_id not in self:
            self[person_id] = PersonKey.objects.filter(pk=person_id).values_list("key", flat=True).first() or ""
        return self[person_id] or default


def _own_signature(public: bytes, data: bytes, signature: bytes) -> bool | None:
    """Anchors of this installation are signed with its own key and no other."""
    return public == installation_key().public_bytes and signed_by(public, data, signature)


# Anchors: how far the trail went, day by day, signed. A copy kept elsewhere shows a trail that was rewritten as a whole.


def anchor_folder() -> Path:
    """Where the anchors of an installation lie as files."""
    return Path(settings.LOA_HOME) / "anchors"


def anchor_today(*, now: datetime) -> TrailAnchor | None:
    """Write the day's anchor where there is none yet; `None` where there is nothing to anchor, or it was written already."""
    day = now.astimezone(HANOI).date()
    if TrailAnchor.objects.filter(day__gte=day).exists():
        return None
    last = AuditEntry.objects.exclude(seal_position=None).order_by("-seal_position").first()
    if last is None or last.seal_position is None:
        return None
    content = _signed_anchor(day.isoformat(), now, last.seal_position, last.seal_sha256)
    anchor, made = TrailAnchor.objects.get_or_create(day=day, defaults={"position": last.seal_position, "made_at": now, "content": content})
    if not made:  # another process was first
        return None
    _write_whole(anchor_folder() / f"{day.isoformat()}.json", json.dumps(content, ensure_ascii=False, indent=2) + "\n")
    return anchor


def latest_anchor() -> dict[str, Any] | None:
    """The last anchor, as it stands in its file."""
    anchor = TrailAnchor.objects.order_by("-day").first()
    return anchor.content if anchor else None


def _signed_anchor(day: str, now: datetime, position: int, sha256: str) -> dict[str, Any]:
    key = installation_key()
    content: dict[str, Any] = {
        "schema": ANCHOR,
        "day": day,
        "made_at": now.isoformat(),
        "position": position,
        "sha256": sha256,
        "public_key": base64.b64encode(key.public_bytes).decode(),
        "fingerprint": fingerprint_of(key.public_bytes),
    }
    return {**content, "signature": base64.b64encode(key.sign(signed_bytes(content))).decode()}


def _anchors() -> Iterator[dict[str, Any]]:
    """Those in the database, and those in the files beside it that say something else."""
    kept = list(TrailAnchor.objects.order_by("day").values_list("content", flat=True))
    yield from kept
    for path in sorted(anchor_folder().glob("*.json")):
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            content = {"day": path.stem}
        if content not in kept:
            yield content


# Export: one JSON object a line. Without names, pseudonyms (ids) stand for persons; the chain can be checked all the same.

_NAMED = ("actor_name", "behalf_of")


@transaction.atomic
def note_export(*, names: bool, by: Actor, now: datetime) -> None:
    """Write into the trail that it is being handed out, with names or without."""
    acts.record(TrailExported(scope="trail", names=names), by=by, now=now)


def export(*, names: bool, now: datetime) -> Iterator[str]:
    """The trail as lines: header (with the keys of persons where names are asked for), anchors, rows in order, unsealed rows, end."""
    header: dict[str, Any] = {"line": "trail", "schema": SCHEMA, "made_at": now.isoformat(), "names": names}
    if names:
        header["keys"] = _keys()
    yield _line(header)
    for anchor in _anchors():
        yield _line({"line": "anchor", "anchor": anchor})
    sealed = unsealed = 0
    for entry in _sealed():
        sealed += 1
        yield _line({"line": "row", "row": _exported(entry, names=names)})
    for entry in AuditEntry.objects.filter(seal_position=None).order_by("pk").iterator(chunk_size=2000):
        unsealed += 1
        yield _line({"line": "row", "row": _exported(entry, names=names)})
    yield _line({"line": "end", "sealed": sealed, "unsealed": unsealed})


def _exported(entry: AuditEntry, *, names: bool) -> dict[str, Any]:
    row = as_row(entry)
    if not names:
        for name in _NAMED:
            if name in row["commitments"]:
                row[name] = None
        row["personal"] = {}
    return row


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
