"""What is attached: annexes after the signature, and those the body announces without their being there."""

import re
from collections.abc import Iterator

from loa.core.reading.letter import Annex, Evidence
from loa.core.reading.page import Page, Span, pattern_of
from loa.core.reading.tables.annexes import ANNEX_NAMES, ATTACHED_BY
from loa.core.reading.tables.kinds import KINDS

NUMBER = r"(?:[ ]+(?:so[ ]*:?[ ]*)?(?:[ivx]{1,5}|[0-9]{1,2}[a-z]?|[a-d])(?:[.-][0-9]{1,2})?(?![\w/]))?"
HEADING = re.compile(r"(?m)^[ |*]*(" + pattern_of(ANNEX_NAMES)[3:-1] + r")(" + NUMBER + r")[ ]*(?:$|[:.\-–][ ]*(?=\S)|(?=\())")
REFERENCE = re.compile(r"[(\[]?\s*" + pattern_of(ATTACHED_BY) + r"\b")
ANNOUNCED = re.compile(
    r"\b(" + pattern_of(ANNEX_NAMES)[3:-1] + r")(" + NUMBER + r")[^.;()\n]{0,40}?\s(?:kem\s+theo|gui\s+kem|dinh\s+kem)\b"
)
KIND_LINE = re.compile(r"(?m)^[ |*]*(" + pattern_of(k for k in KINDS if k not in ANNEX_NAMES)[3:-1] + r")[ ]*$")
TITLE_LINES = 6
TITLE_LENGTH = 400


def read_annexes(page: Page, body: Span, proper_end: int) -> tuple[tuple[Annex, ...], Evidence]:
    """Annexes by their headings below the signature. Those that the body announces and that are not there are the alternatives."""
    found = tuple(sorted((*attached_annexes(page, proper_end), *attached_papers(page, proper_end)), key=lambda a: a.span))
    announced = tuple(dict.fromkeys(name_of(page, m) for m in ANNOUNCED.finditer(page.bare, *body)))
    spans = tuple(a.span for a in found)
    sure = 0.92 if found else (0.6 if announced else 0.9)
    return found, Evidence(sure, (spans[0][0], spans[-1][1]) if spans else None, () if found else announced, spans)


def attached_annexes(page: Page, start: int) -> Iterator[Annex]:
    """ "PHỤ LỤC I", alone on its line or with the title behind it; a heading met twice is one annex that goes on."""
    seen = set()
    for found in HEADING.finditer(page.bare, start):
        if not page.text[found.start(1)].isupper():
            continue
        number = name_of(page, found)
        if number.casefold() in seen:
            continue
        seen.add(number.casefold())
        title = title_after(page, found.end())
        span = page.trimmed(found.start(1), title[1] if title else found.end())
        yield Annex(number, page.said(title).strip(" .:;-") if title else None, span)


def name_of(page: Page, found: re.Match[str]) -> str:
    """ "PHỤ LỤC  i" -> "Phụ lục I"."""
    words = capitalised(page.said(found.span(1)))
    mark = page.said(found.span(2))
    return f"{words} {mark.lower() if 'số' in mark.lower() else mark}".strip()


def title_after(page: Page, at: int) -> Span | None:
    """The lines from here to the bracketed reference, a blank line after running text, or a change of case."""
    span: Span | None = None
    capitals = False
    for line in list(page.lines(at, min(len(page.text), at + 1_500)))[: TITLE_LINES + 2]:
        if page.is_blank(line):
            if span:
                break
            continue
        if REFERENCE.match(page.bare, line[0]) or page.text[line[0]] in "([":
            if span is None:
                continue
            break
        in_capitals = page.is_capitals(line)
        if span and (capitals != in_capitals or line[1] - span[0] > TITLE_LENGTH):
            break
        span, capitals = (span[0] if span else line[0], line[1]), in_capitals
    return span


def attached_papers(page: Page, start: int) -> Iterator[Annex]:
    """ "QUY CHẾ … (Ban hành kèm theo Quyết định số …)": a paper of its own kind that this one puts into force."""
    for found in KIND_LINE.finditer(page.bare, start):
        title = title_after(page, found.end())
        if not page.is_capitals(found.span(1)) or title is None:
            continue
        after = page.bare[title[1] : title[1] + 200].lstrip()
        if REFERENCE.match(after) and after.startswith(("(", "[")):
            span = (found.start(1), title[1])
            yield Annex(capitalised(page.said(found.span(1))), page.said(title).strip(" .:;-"), span)


def capitalised(words: str) -> str:
    """ "QUY CHẾ" -> "Quy chế"."""
    return words[:1].upper() + words[1:].lower()
