"""A paper as JSON and back: what `OfficialDocument.content` holds, and what the renderers print again on demand.

Papers kept before a field was added are read with that field's default. What people write by hand passes `written.py` instead.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from loa.core.stamps import Security, Urgency
from loa.server.documents.papers.content import (
    Annex,
    Article,
    Block,
    CoIssuer,
    Column,
    Division,
    Heading,
    Numbered,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from loa.server.documents.papers.kinds import Circulation, House, PaperKind

BLOCKS: Final[dict[str, type[Block]]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "numbered": Numbered,
    "division": Division,
    "article": Article,
    "table": Table,
}
_NAMES: Final[dict[type[Block], str]] = {kind: name for name, kind in BLOCKS.items()}
_TUPLES: Final = ("addressed_to", "bases", "recipients")
_ENUMS: Final = {"kind": PaperKind, "house": House, "urgency": Urgency, "security": Security, "circulation": Circulation}


def paper_to_json(paper: Paper) -> dict[str, Any]:
    """The paper as JSON values."""
    held = asdict(paper)
    held |= {key: getattr(paper, key).value for key in _ENUMS}
    held["signed_on"] = paper.signed_on.isoformat() if paper.signed_on else None
    held["body"] = [_block_to_json(block) for block in paper.body]
    held["annexes"] = [{**asdict(annex), "body": [_block_to_json(block) for block in annex.body]} for annex in paper.annexes]
    return held


def paper_from_json(held: Mapping[str, Any]) -> Paper:
    """The paper that `paper_to_json` wrote."""
    facts = {**held, **{key: tuple(held[key]) for key in _TUPLES}}
    facts |= {key: kind(held[key]) for key, kind in _ENUMS.items() if key in held}
    facts["signed_on"] = date.fromisoformat(held["signed_on"]) if held["signed_on"] else None
    facts["signature"] = _signature(held["signature"])
    facts["joint"] = tuple(CoIssuer(one["agency"], _signature(one["signature"])) for one in held.get("joint") or ())
    facts["body"] = tuple(_block_from_json(block) for block in held["body"])
    facts["annexes"] = tuple(
        Annex(one["number"], one["title"], tuple(_block_from_json(block) for block in one["body"]), one["wide"]) for one in held["annexes"]
    )
    return Paper(**facts)


def content_sha256(held: Mapping[str, Any]) -> str:
    """The hash of a kept paper as canonical JSON: what was initialled, checked and signed is one text."""
    return hashlib.sha256(json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _signature(held: Mapping[str, Any]) -> Signature:
    return Signature(tuple(held["lines"]), held["name"])


def _block_to_json(block: Block) -> dict[str, Any]:
    held = {"type": _NAMES[type(block)], **asdict(block)}
    return {**held, "totals": sorted(block.totals)} if isinstance(block, Table) else held


def _block_from_json(held: Mapping[str, Any]) -> Block:
    facts = {key: value for key, value in held.items() if key != "type"}
    if held["type"] != "table":
        return BLOCKS[held["type"]](**facts)
    return Table(
        columns=tuple(Column(**column) for column in facts["columns"]),
        rows=tuple(tuple(row) for row in facts["rows"]),
        totals=frozenset(facts["totals"]),
        notes=tuple(facts["notes"]),
        size_pt=facts["size_pt"],
    )
