"""The hash chain of play records: each record holds the hash of the one before, so a lost or changed one shows."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from loa.core.faces import Faced


class Broken(Faced):
    """What is wrong with a link."""

    CONTENT = "content", "nội dung bản ghi không khớp mã băm của nó"
    GAP = "gap", "thiếu bản ghi ở giữa"
    LINK = "link", "bản ghi không nối với bản ghi trước"


@dataclass(frozen=True)
class Break:
    """The first place where a chain does not hold."""

    seq: int
    broken: Broken


def genesis(owner: object) -> str:
    """What the first record of an owner points at: binds the chain to its player, so that no chain fits another."""
    return sha256(f"loa play log {owner}".encode()).hexdigest()


def record_sha256(fields: Mapping[str, Any]) -> str:
    """The hash of one record: over its JSON with sorted keys, without spaces, UTF-8, and without `sha256` itself."""
    kept = {name: value for name, value in fields.items() if name != "sha256"}
    return sha256(json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def first_break(records: Iterable[Mapping[str, Any]], *, after_seq: int, after_sha256: str) -> Break | None:
    """Walk JSON-ready records in order, starting behind a known link; None where all of them hold."""
    seq, sha = after_seq, after_sha256
    for record in records:
        seq += 1
        if record["seq"] != seq:
            return Break(seq, Broken.GAP)
        if record["prev_sha256"] != sha:
            return Break(seq, Broken.LINK)
        if record_sha256(record) != record["sha256"]:
            return Break(seq, Broken.CONTENT)
        sha = record["sha256"]
    return None
