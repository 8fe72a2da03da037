"""What a scanner or a printer puts between the lines: page numbers and the stamp of arrival."""

import re

from loa.core.reading.page import Page, Span, fold
from loa.core.reading.tables.noise import ARRIVED, ARRIVED_DAY, ARRIVED_NUMBER, OF_PAGES, PAGE_WORDS, UNFINISHED
from loa.core.reading.wording import one_of

PAGE_NUMBER = re.compile(
    rf"(?m)(?<=\n)[ ]*(?:(?:-[ ]*)?\d{{1,3}}(?:[ ]*-)?|{one_of(PAGE_WORDS)}[ ]*\d{{1,3}}(?:[ ]*(?:/|{one_of(OF_PAGES)})[ ]*\d{{1,3}})?)[ ]*\n"
)
ARRIVAL = re.compile(
    rf"(?m)^[^\n]*\b{fold(ARRIVED)}\b[^\n]{{0,20}}\b{fold(ARRIVED_NUMBER)}\s*:[^\n]{{0,30}}\b{fold(ARRIVED_DAY)}\s*:[^\n]*\n"
)
CAPITALS_ABOVE = 2  # lines of the receiving office over the stamp's own
GOES_ON = re.compile(rf"(?:,|\b{one_of(UNFINISHED)})$")
OVER = 400  # blanks and line breaks at most between a sentence and its rest on the next page


def without_noise(page: Page, start: int) -> Page:
    """The page below `start` with those lines blanked, their breaks too: a paragraph goes on over them."""
    spans: list[Span] = []
    for found in ARRIVAL.finditer(page.bare, start):
        begin = found.start()
        for _ in range(CAPITALS_ABOVE):
            above = page.text.rfind("\n", 0, begin - 1) + 1
            line = page.trimmed(above, begin)
            if above <= start or line[1] == line[0] or not page.is_capitals(line) or page.text[line[1] - 1] in ".;:":
                break
            begin = above
        spans.append((begin, found.end()))
    spans += [sentence_over(page, found.span()) for found in PAGE_NUMBER.finditer(page.bare, start)]
    if not spans:
        return page
    raw, text, bare = list(page.raw), list(page.text), list(page.bare)
    for begin, end in spans:
        for at in range(begin, end):
            raw[at] = text[at] = bare[at] = " "
    return Page("".join(raw), "".join(text), "".join(bare))


def sentence_over(page: Page, number: Span) -> Span:
    """The number, and the blank lines around it where a sentence goes on over the page."""
    before, after = number
    while before > max(0, number[0] - OVER) and page.text[before - 1].isspace():
        before -= 1
    while after < min(len(page.text), number[1] + OVER) and page.text[after].isspace():
        after += 1
    if after >= len(page.text) or page.text[before - 1] in ".;:!?/":
        return number
    if page.text[after].islower() or GOES_ON.search(page.bare, max(0, before - 20), before):
        return before, page.text.rfind("\n", before, after)
    return number
