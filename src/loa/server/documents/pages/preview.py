"""A paper of our own on the screen as it will be printed: letterhead, whom it goes to, body, signature, recipients, annexes by name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from loa.server.documents.models import OfficialDocument
from loa.server.documents.papers import paper_from_json
from loa.server.documents.papers.content import (
    Article,
    Block,
    Division,
    Heading,
    Numbered,
    Paragraph,
    Table,
    capitals,
    clean,
    heading_text,
)
from loa.server.documents.papers.printed import AnnexHead, Printed, printed


@dataclass(frozen=True, slots=True)
class Shown:
    """One block: `look` is a class of the style sheet; `mark` is the number or sign before the words."""

    look: str
    text: str
    mark: str = ""
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """A paper as the page shows it."""

    head: Printed
    bases: tuple[str, ...]
    body: tuple[Shown, ...]
    annexes: tuple[tuple[AnnexHead, tuple[Shown, ...]], ...]


def preview_of(document: OfficialDocument) -> Preview | None:
    """The paper under the number that it has by now; None for one that came in."""
    if not document.content:
        return None
    paper = paper_from_json(document.content)
    if document.office_number:
        paper = replace(paper, number=document.office_number)
    head = printed(paper)
    annexes = tuple((above, tuple(_blocks(annex.body))) for annex, above in zip(paper.annexes, head.annex_heads, strict=True))
    return Preview(head, tuple(clean(line) for line in paper.base_lines), tuple(_blocks(paper.body)), annexes)


def _blocks(blocks: Iterable[Block]) -> Iterator[Shown]:
    for block in blocks:
        match block:
            case Heading():
                yield Shown("strong", heading_text(block), block.number)
            case Division():
                yield Shown("middle", capitals(block.title), block.number)
            case Article():
                yield Shown("strong" if block.title else "", clean(block.title), f"Điều {block.number}.")
                if block.text:
                    yield Shown("", clean(block.text))
            case Numbered():
                yield Shown("", clean(block.text), block.number)
            case Paragraph():
                yield Shown("slanted" if block.italic else "", clean(block.text))
            case Table():
                yield Shown("", "", table=block)
