"""The text of a paper as lines that a person edits, and back.

One block a line. A line says by its beginning what it is: "# I. …" and "## 1. …" headings, "Điều 1. …" an article, "Điều 1: …" one with a
title, "Chương I. …" a division, "1. …", "a) …", "- …" points, "[Bảng 1]" a table of the paper as it stands; any other line a paragraph.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from loa.server.documents.papers.content import DIVISION_WORDS, Article, Block, Division, Heading, Numbered, Paragraph, Table

_POINT: Final = re.compile(r"^(\d{1,3}(?:\.\d{1,3})*\.|[a-zđ]{1,2}\)|-)\s+(\S.*)$")
_HEADING: Final = re.compile(r"^(#{1,2})\s*(?:([IVXLC]+\.|\d{1,3}(?:\.\d{1,3})*\.)\s+)?(\S.*)$")
_ARTICLE: Final = re.compile(r"^Điều\s+(\d{1,3}[a-zđ]?)([.:])\s*(.*)$")
_LEVELS: Final = {word: level for level, word in DIVISION_WORDS.items()}
_DIVISION: Final = re.compile(rf"^({'|'.join(sorted(_LEVELS, key=len, reverse=True))})\s+([IVXLC]+|\d{{1,3}})(?:\.\s*(.*))?$")
_TABLE: Final = re.compile(r"^\[Bảng\s+(\d{1,3})\]$")
_ITALIC: Final = re.compile(r"^/(.+)/$")


def text_of(blocks: Iterable[Block]) -> str:
    """The blocks as lines."""
    lines: list[str] = []
    tables = 0
    for block in blocks:
        match block:
            case Heading():
                lines.append(f"{'#' * block.level} {block.number} {_line(block.text)}".replace("  ", " "))
            case Paragraph():
                lines.append(f"/{_line(block.text)}/" if block.italic else _line(block.text))
            case Numbered():
                lines.append(f"{block.number} {_line(block.text)}")
            case Division():
                lines.append(f"{DIVISION_WORDS[block.level]} {block.number}" + (f". {_line(block.title)}" if block.title else ""))
            case Article():
                lines += _article_lines(block)
            case Table():
                tables += 1
                lines.append(f"[Bảng {tables}]")
    return "\n".join(lines)


def _article_lines(article: Article) -> list[str]:
    if not article.title:
        return [f"Điều {article.number}. {_line(article.text)}"]
    return [f"Điều {article.number}: {_line(article.title)}", *([_line(article.text)] if article.text else [])]


def _line(text: str) -> str:
    return " ".join(text.split())


def blocks_of(text: str, *, tables: Sequence[Table] = ()) -> tuple[Block, ...]:
    """The lines as blocks; "[Bảng 2]" stands for the second of `tables`, and is a paragraph where there is none."""
    return tuple(_block(line, tables) for line in (one.strip() for one in text.splitlines()) if line)


def _block(line: str, tables: Sequence[Table]) -> Block:
    if found := _TABLE.match(line):
        place = int(found[1]) - 1
        return tables[place] if 0 <= place < len(tables) else Paragraph(line)
    if found := _HEADING.match(line):
        return Heading(found[2] or "", found[3], 1 if len(found[1]) == 1 else 2)
    if found := _ARTICLE.match(line):
        return Article(found[1], title=found[3]) if found[2] == ":" else Article(found[1], text=found[3])
    if found := _DIVISION.match(line):
        return Division(_LEVELS[found[1]], found[2], found[3] or "")  # type: ignore[arg-type]  # the table's keys are the levels
    if found := _POINT.match(line):
        return Numbered(found[1], found[2])
    if found := _ITALIC.match(line):
        return Paragraph(found[1], italic=True)
    return Paragraph(line)
