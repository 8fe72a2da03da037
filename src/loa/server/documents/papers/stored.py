"""A paper as JSON and back: what `OfficialDocument.content` holds, and what the renderers print again on demand."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from loa.server.documents.papers.content import Annex, Block, Column, Heading, Numbered, Paper, PaperKind, Paragraph, Signature, Table

_BLOCKS: Final[dict[str, type[Heading | Paragraph | Numbered]]] = {"heading": Heading, "paragraph": Paragraph, "numbered": Numbered}
_NAMES: Final[dict[type[Block], str]] = {Heading: "heading", Paragraph: "paragraph", Numbered: "numbered", Table: "table"}
_TUPLES: Final = ("addressed_to", "bases", "recipients")


def paper_to_json(paper: Paper) -> dict[str, Any]:
    """The paper as JSON values."""
    held = asdict(paper)
    held["kind"] = paper.kind.value
    held["signed_on"] = paper.signed_on.isoformat() if paper.signed_on else None
    held["body"] = [_block_to_json(block) for block in paper.body]
    held["annexes"] = [{**asdict(annex), "body": [_block_to_json(block) for block in annex.body]} for annex in paper.annexes]
    return held


def paper_from_json(held: Mapping[str, Any]) -> Paper:
    """The paper that `paper_to_json` wrote."""
    facts = {**held, **{key: tuple(held[key]) for key in _TUPLES}}
    facts["kind"] = PaperKind(held["kind"])
    facts["signed_on"] = date.fromisoformat(held["signed_on"]) if held["signed_on"] else None
    facts["signature"] = Signature(tuple(held["signature"]["lines"]), held["signature"]["name"])
    facts["body"] = tuple(_block_from_json(block) for block in held["body"])
    facts["annexes"] = tuple(
        Annex(one["number"], one["title"], tuple(_block_from_json(block) for block in one["body"]), one["wide"]) for one in held["annexes"]
    )
    return Paper(**facts)


def _block_to_json(block: Block) -> dict[str, Any]:
    held = {"type": _NAMES[type(block)], **asdict(block)}
    return {**held, "totals": sorted(block.totals)} if isinstance(block, Table) else held


def _block_from_json(held: Mapping[str, Any]) -> Block:
    facts = {key: value for key, value in held.items() if key != "type"}
    if held["type"] != "table":
        return _BLOCKS[held["type"]](**facts)
    return Table(
        columns=tuple(Column(**column) for column in facts["columns"]),
        rows=tuple(tuple(row) for row in facts["rows"]),
        totals=frozenset(facts["totals"]),
        notes=tuple(facts["notes"]),
        size_pt=facts["size_pt"],
    )
