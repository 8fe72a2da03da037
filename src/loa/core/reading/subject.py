"""What a letter is about (trích yếu): after "V/v", under the type line, or where neither is left, the lines in their place."""

import re

from loa.core.reading.head import DIEN, KINH_GUI, NUMBER, PLACED_DATE, Anchors
from loa.core.reading.letter import Evidence
from loa.core.reading.page import BULLET, CAPITALS, Page, Span, fold, pattern_of
from loa.core.reading.tables.anchors import (
    ADDRESSED,
    AFTER_AUTHORITY,
    AUTHORITIES,
    FIRST_REASON,
    PARTS,
    SUBJECT_HANGS,
    SUBJECT_PERIODS,
)
from loa.core.reading.tables.annexes import ATTACHED_BY
from loa.core.reading.tables.dates import DAY
from loa.core.reading.tables.kinds import DECIDING_KINDS
from loa.core.reading.tables.offices import NOT_OPENINGS, OFFICE_OPENINGS
from loa.core.reading.tables.phrases import BODY_OPENINGS
from loa.core.reading.tables.stamps import DRAFT
from loa.core.reading.wording import one_of

SUBJECT_LENGTH = 12  # characters; a shorter line under a number is a mark of the office
AUTHORITY_REACH = 200  # characters below the head in which the reasons begin
COUNTS = re.compile(r"\d{1,4} +(?=[^\W\d_])(?![" + CAPITALS + r"])")  # "75 năm ngày Thương binh …" goes on with the line above
ABOUT_MARK = re.compile(r"[Vv][ ]?/[ ]?[Vv]\b[ ]*[:.]?\s*")
BARS = re.compile(r"(?:\s*\|)+\s*")
OFFICE = re.compile("(?!" + pattern_of(NOT_OPENINGS) + ")" + pattern_of(OFFICE_OPENINGS) + r"\b")
OPENS_BODY = re.compile(pattern_of(BODY_OPENINGS) + r"\b")
HEADING = re.compile(rf"(?:[ivx]+|[a-d])[.)]\s|\d{{1,2}}[.)]\s|{one_of(PARTS)}\s+[0-9ivx]+\b")
AUTHORITY = re.compile(pattern_of(AUTHORITIES))
REASON_BELOW = re.compile(rf"{one_of(AFTER_AUTHORITY)}")
# The last line of a subject may say of when it is
OF_PERIOD = re.compile(rf"\(?{one_of(SUBJECT_PERIODS)}\b[^.;:]{{0,45}}\d{{4}}[) .]*")
ATTACHED = re.compile(rf"\(?{one_of((*ATTACHED_BY, *DRAFT))}")
OTHER_PART = re.compile(one_of((*ADDRESSED, *FIRST_REASON)))
HANGS = re.compile(r"(?:\b(?:" + "|".join(r"\s+".join(words.split()) for words in SUBJECT_HANGS) + r")|,|-)$")
HANGS_BARE = re.compile(fold(HANGS.pattern))  # where a text has lost its diacritics


def subject_span(page: Page, anchors: Anchors) -> Span | None:
    """Where the subject stands: after "V/v" in a công văn, under the type line in the others."""
    if anchors.title:
        decided = anchors.kind in DECIDING_KINDS
        under = subject_under_title(page, after_title(page, anchors.title[1]), anchors.limit, decided=decided)
        if under:
            return under
    if anchors.about:
        masked = page.without([s for s in ((anchors.date.span() if anchors.date else None), anchors.place, *anchors.nation) if s])
        if anchors.kind in DECIDING_KINDS:
            return subject_under_title(masked, anchors.about[1], anchors.limit + AUTHORITY_REACH, decided=True)
        return running_lines(masked, anchors.about[1], anchors.limit)
    return unmarked_subject(page, anchors)


def unmarked_subject(page: Page, anchors: Anchors) -> Span | None:
    """A công văn whose subject stands under its number without "V/v" (so in Party papers): the lines down to a blank one."""
    if anchors.number is None or anchors.title:
        return None
    if anchors.addressed is None:
        return capital_subject(page, anchors)
    masked = page.without([s for s in ((anchors.date.span() if anchors.date else None), anchors.place, *anchors.nation) if s])
    span = running_lines(masked, anchors.number.end(), anchors.addressed[0])
    if span is None or masked.is_capitals(span) or not masked.text[span[0]].isupper() or span[1] - span[0] < SUBJECT_LENGTH:
        return None
    return span


def capital_subject(page: Page, anchors: Anchors) -> Span | None:
    """The type line is lost, the subject below number and date stands in capitals."""
    start = max(anchors.number.end() if anchors.number else 0, anchors.date.end() if anchors.date else 0)
    lines = page.lines(start, anchors.limit)
    written = (line for line in lines if not page.is_blank(line) and page.text[slice(*line)].strip(" |"))
    first = next((line for line in written if not page.is_capitals(line) or line[1] - line[0] >= SUBJECT_LENGTH), None)
    if first is None or not page.is_capitals(first) or OFFICE.match(page.bare, *first):
        return None
    return subject_under_title(page, first[0], anchors.limit, decided=True)


def running_lines(page: Page, start: int, limit: int) -> Span | None:
    """From here to a blank line, an address or the body; a line that goes on in small letters is kept after a blank one."""
    span: Span | None = None
    blank_seen = False
    for line in page.lines(start, limit):
        if page.is_blank(line):
            blank_seen = span is not None
            if page.is_rule(line) and span:
                break
            continue
        bare = page.bare[line[0] : line[1]]
        goes_on = page.text[line[0]].islower() or COUNTS.match(page.text, *line) is not None
        if span and (
            (blank_seen and not goes_on)
            or KINH_GUI.match(page.bare, line[0])
            or numbered(page, line)
            or bare.startswith((",", f"{fold(DAY)} "))
        ):
            break
        if span and not goes_on and (OPENS_BODY.match(page.bare, line[0]) and ends_subject(page, span)):
            break
        span = (span[0] if span else line[0], line[1])
        blank_seen = False
    return span


def numbered(page: Page, line: Span) -> bool:
    """The letter's own number stands here ("Số: …"); "số 08/2022/QĐ-TTg" in small letters goes on with the words above."""
    found = NUMBER.match(page.bare, line[0])
    return found is not None and page.text[found.start(1)].isupper()


def ends_subject(page: Page, span: Span) -> bool:
    """A subject that does not hang in the air (…"của", "và", a comma) may end here."""
    said = page.text[span[0] : span[1]].lower()
    return not (HANGS_BARE if said == page.bare[span[0] : span[1]] else HANGS).search(said)


def after_title(page: Page, at: int) -> int:
    """Past the marks with which a type line may end."""
    while at < len(page.text) and page.text[at] in " :.*_|":
        at += 1
    return at


def subject_under_title(page: Page, start: int, limit: int, *, decided: bool) -> Span | None:
    """The lines under the type line; capitals end where running text begins, running text ends at a blank line.

    `decided`: a paper of this kind names who decides between its subject and its reasons.
    """
    lines = list(page.lines(start, limit))
    span: Span | None = None
    capitals = blank_seen = False
    for at, line in enumerate(lines[:40]):
        if page.is_blank(line):
            if span and page.is_rule(line):
                break
            blank_seen = span is not None
            continue
        if starts_other_part(page, line, started=span is not None) or (span and decided and is_authority(page, lines, at)):
            break
        in_capitals = page.is_capitals(line) or (capitals and not any(c.isalpha() for c in page.text[line[0] : line[1]]))
        if span is None:
            capitals = in_capitals
        elif OF_PERIOD.fullmatch(page.bare, *line):
            pass
        elif (
            (capitals != in_capitals and not page.text[line[0]].islower())
            or (blank_seen and not (capitals and not HEADING.match(page.bare, line[0])) and not page.text[line[0]].islower())
            or (not capitals and not page.text[line[0]].islower() and OPENS_BODY.match(page.bare, line[0]) and ends_subject(page, span))
        ):
            break
        capitals = capitals and in_capitals
        span = (span[0] if span else line[0], line[1])
        blank_seen = False
    return span


def starts_other_part(page: Page, line: Span, *, started: bool) -> bool:
    """An address, an attachment note, a heading or a legal basis: never the subject."""
    bare = page.bare[line[0] : line[1]]
    return (
        OTHER_PART.match(bare) is not None
        or DIEN.match(page.bare, line[0]) is not None
        or (
            started
            and (
                HEADING.match(page.bare, line[0]) is not None
                or ATTACHED.match(page.bare, line[0]) is not None
                or BULLET.match(page.text, line[0]) is not None
            )
        )
        or PLACED_DATE.match(page.bare, line[0]) is not None
    )


def is_authority(page: Page, lines: list[Span], at: int) -> bool:
    """A line in capitals that names who decides ("CHỦ TỊCH ỦY BAN NHÂN DÂN …") and is followed by the legal basis."""
    line = lines[at]
    if not (page.is_capitals(line) and AUTHORITY.match(page.bare, line[0])):
        return False
    after = [page.bare[a:b] for a, b in lines[at + 1 :] if b > a][:4]
    return any(REASON_BELOW.match(words) for words in after)


def without_bracket(words: str) -> str:
    """ "( V/v … )" is set in brackets; of "V/v … )" the opening one went with the mark."""
    if words.startswith("(") and (words.endswith(")") or words.count("(") > words.count(")")):
        words = ABOUT_MARK.sub("", words[1:].strip(" *"))
        return words[:-1].strip() if words.endswith(")") and words.count("(") < words.count(")") else words
    return words[:-1].strip() if words.endswith(")") and "(" not in words else words


def read_subject(page: Page, anchors: Anchors) -> tuple[str | None, Evidence]:
    """Subject (trích yếu) as worded, without "V/v"; capitals are written as running text."""
    span = subject_span(page, anchors)
    if span is None:
        return None, Evidence(0.3)
    mark = re.compile(r"(?:v[ ]?/[ ]?v\b)?\s*[:.]?\s*").match(page.bare, span[0], span[1])
    if mark:
        span = (mark.end(), span[1])
    masked = page.without(s for s in (anchors.place, anchors.date.span() if anchors.date else None) if s and span[0] <= s[0] < span[1])
    words = " ".join(
        "".join(r if t != " " else " " for r, t in zip(page.raw[slice(*span)], masked.text[slice(*span)], strict=True)).split()
    )
    words = without_bracket(BARS.sub(" ", words).strip(" .,;|*-"))
    words = words.removesuffix('"').rstrip() if words.count('"') % 2 else words
    sure = 0.92 if anchors.title or anchors.about else 0.8
    return (words or None), Evidence(sure if len(words) > 8 else 0.5, span)
