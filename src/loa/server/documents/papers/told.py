"""What a paper of our own asks, out of its content: its numbered clauses and the days by which it wants something."""

import re
from typing import Final

from loa.core.reading import read_letter
from loa.core.reading.clause import REPORT, REQUEST
from loa.server.documents.papers.as_text import text_of
from loa.server.documents.papers.content import Block, Numbered, Paper, Paragraph, Table

_CLAUSE: Final = re.compile(r"\d{1,3}\.$")
_REPORTS: Final = re.compile(r"^(?:định kỳ )?báo cáo (?:kết quả|về|tình hình|số liệu)|\bbáo cáo kết quả[^.;]* về\b", re.IGNORECASE)
_LAST: Final = re.compile(r"\./[.,;]*$")


def clauses_of(paper: Paper) -> tuple[tuple[str, str, str], ...]:
    """(number, kind, text) of each clause "1.", "2." with the points below it. A sentence after the last one belongs to it."""
    found: list[tuple[str, list[str]]] = []
    for block in paper.body:
        if isinstance(block, Numbered) and _CLAUSE.match(block.number):
            found.append((block.number.rstrip("."), [block.text]))
        elif found and isinstance(block, Numbered | Paragraph):
            found[-1][1].append(text_of([block]))
    return tuple((number, REPORT if _REPORTS.search(lines[0]) else REQUEST, _plain(lines)) for number, lines in found)


def days_due(paper: Paper) -> tuple[str, ...]:
    """The days (ISO) by which it asks, as those who get it read them."""
    return read_letter(as_letter(paper)).deadline_dates


def as_letter(paper: Paper) -> str:
    """The paper as plain text in the order of the page."""
    blocks: list[Block] = [block for block in paper.body if not isinstance(block, Table)]
    parts = [
        paper.issuing_agency.upper(),
        f"{paper.number_line}\nV/v {paper.concerning}",
        paper.date_line,
        "Kính gửi:\n" + "\n".join(paper.addressee_lines),
        text_of(blocks).replace("\n", "\n\n"),
        "Nơi nhận:\n" + "\n".join(paper.recipient_lines),
    ]
    return "\n\n".join(parts) + "\n"


def _plain(lines: list[str]) -> str:
    return _LAST.sub(".", "\n".join(lines).strip())
