"""Is this day one by which something must be done, and how sure is that? What stands before it, over it and behind it says so."""

import re
from dataclasses import dataclass

from loa.core.reading.citations import numbers_in
from loa.core.reading.dates import Day
from loa.core.reading.page import Page, Span
from loa.core.reading.tables.dates import LUNAR_MONTHS, PARTS_OF_DAY, WEEKDAYS
from loa.core.reading.tables.due import (
    AFTER_DAY,
    ASKED_EARLIER,
    BY_DAY,
    BY_DAY_GLUED,
    CAME_BACK,
    CONDITIONS,
    COUNTED,
    DONE,
    DUE_VERBS,
    DUE_VERBS_STRONG,
    FORBIDS,
    GIVEN_TO,
    GOALS,
    HANDED_IN,
    LASTS,
    LEADS_TO_DAY,
    NEAR_DAY,
    NO_VERBS,
    NOT_DUE,
    NOT_DUE_IF_PAST,
    RECURRENCES,
    TOLD_AGAIN,
    WISHED,
)
from loa.core.reading.wording import one_of, said, said_marked

CLOCK = r"\d{1,2}(?:\.\d{2}|\s*(?:gio|[hg](?![a-z])|:)\s*\d{0,2})(?:\s*phut)?"
WEEK = r"tuan\s+(?:tu\s+)?(?:ngay\s+)?\d{1,2}(?:/\d{1,2})?\s*(?:-|den)"  # "trong tuần từ 17 - 21/11"
LEADS = rf"(?P<time>{CLOCK})['’]?(?:\s+{one_of(PARTS_OF_DAY)})?|\d{{1,2}}\s+thang\s+{one_of(LUNAR_MONTHS)}|{WEEK}|{one_of((*LEADS_TO_DAY, *WEEKDAYS))}"
GLUED = rf"(?<=[^\W\d_])(?={one_of(BY_DAY_GLUED)}\s)"
DUE = re.compile(rf"(?:(?<!\w)|{GLUED}){one_of((*BY_DAY, *NEAR_DAY))}[\s:(]*(?:(?:{LEADS})(?!\w)[\s,(]*)*$")
FIRM = re.compile(one_of(BY_DAY))
UNTIL = re.compile(r"(?:den|het)\b")
VERB, STRONG_VERB, NO_VERB = said(DUE_VERBS), said(DUE_VERBS_STRONG), said(NO_VERBS)
RECURRENCE = said(RECURRENCES)
GOAL = re.compile(rf"[\s,:]*(?:{one_of(GOALS)}\s+)*\d{{1,3}}(?:[.,]\d+)?\s*%")
SINCE = re.compile(r"\b[Tt](?:ừ|u)\b[^.;]{0,55}$")
HANDS_IN = re.compile(rf"(?<!\w){one_of(HANDED_IN)}(?!\w)[^.;]{{0,60}}$")
BACK_FROM = re.compile(rf"(?<!\w){one_of(CAME_BACK)}(?!\w)[^.,;]{{0,40}}$")
AFTER = re.compile(rf"(?<!\w){one_of(AFTER_DAY)}(?:\s+ngay)?[\s,(]*$")
FORBIDDEN = said_marked(("không",))
TELLS = re.compile(rf"[^.;]{{0,60}}?(?<!\w){one_of(TOLD_AGAIN)}(?!\w)")
GIVES = re.compile(rf"\s*[,)]?\s*{one_of(GIVEN_TO)}(?!\w)")
ASKED_THERE = said_marked(ASKED_EARLIER)
IS_DONE = said_marked(DONE)
HAS_BEEN = said_marked(("đã",))
WINDOW = 90  # characters before a day in which the words of due stand
FROM = re.compile(r"\b[Tt]ừ\s+$")
CLAUSE_ENDS = re.compile(r"[,;:(]")
BEHIND = 15  # characters behind a day in which its verb may stand
TOLD_REACH = 250  # characters before a bracket in which the paper stands that it speaks of
DOUBTED = 0.6  # a deadline that is only likely


@dataclass(frozen=True, slots=True)
class Context:
    """Words over "trước ngày …" within `reach` characters, and how sure they leave a deadline: 0 takes it away."""

    words: re.Pattern[str]
    reach: int
    sure: float
    until_only: bool = False  # they speak of "đến (hết) ngày …" alone
    past_only: bool = False  # not of a day still to come
    past_commas: bool = False
    past_verbs: bool = False  # a verb of handing in between does not matter


CONTEXTS: tuple[Context, ...] = (
    Context(said_marked(NOT_DUE), 10, 0.0),
    Context(said_marked(NOT_DUE_IF_PAST), 1, 0.0, past_only=True),
    Context(said_marked(COUNTED), 45, 0.0, until_only=True),
    Context(said_marked(LASTS), 120, 0.0, until_only=True, past_commas=True),
    Context(said_marked(FORBIDS), 60, 0.0),
    Context(said_marked(WISHED), 80, DOUBTED, past_verbs=True),
    Context(said_marked(CONDITIONS), 40, DOUBTED),
    Context(HAS_BEEN, 40, DOUBTED),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A day that is a deadline: how sure, from where its words stand, and the hour as printed."""

    sure: float
    start: int
    time: str | None = None
    time_at: int | None = None


def judged(page: Page, span: Span, day: Day, *, issued: str | None, strong: bool, acts: bool, since: int) -> Judged | None:
    """None where the day sets no deadline. `span` is its sentence, which has a strong verb of handing in, or one that at least acts;
    `since` is where the day before it ends.
    """
    due = DUE.search(page.bare, max(span[0], day.span[0] - WINDOW), day.span[0])
    if due is None or FROM.search(page.text, max(span[0], day.span[0] - 10), day.span[0]) or TELLS.match(page.bare, day.span[1], span[1]):
        return None
    if told_in_bracket(page, span, due.start()):
        return None
    if GOAL.match(page.bare, day.span[1], span[1]):
        sure = DOUBTED
    else:
        sure = min(sets_deadline(page, span, due, strong=strong), over(page, span, due, ahead=is_ahead(page, span, due, day, issued)))
    if sure == 0 or (day.year is None and looks_back(page, span, due)):
        return None
    firm = strong and day.year is not None and FIRM.search(due[0]) is not None and hands_in_by(page, span, day, since)
    sure = min(sure, 0.95 if firm else 0.8 if strong or acts else DOUBTED, 0.95 if issued else 0.7)
    if GIVES.match(page.bare, day.span[1], span[1]) or page.bare[max(0, due.start() - 1) : due.start()].isalpha():
        sure = min(sure, DOUBTED)
    return Judged(sure, due.start(), due["time"], due.start("time") if due["time"] else None)


def hands_in_by(page: Page, span: Span, day: Day, since: int) -> bool:
    """A strong verb governs this day: it stands before it, after the day before and the last ";", or at once behind it."""
    begin = max(span[0], since, day.span[0] - TOLD_REACH)
    begin = max(begin, page.text.rfind(";", begin, day.span[0]) + 1)
    behind = CLAUSE_ENDS.search(page.text, day.span[1], span[1])
    end = min(behind.start() if behind else span[1], day.span[1] + BEHIND)
    return verb_in(page, begin, day.span[0], STRONG_VERB) or verb_in(page, day.span[1], end, STRONG_VERB)


def told_in_bracket(page: Page, span: Span, at: int) -> bool:
    """ "Công văn số 55/BYT-DP … (yêu cầu gửi trước ngày …)": what an older paper had asked for."""
    opens = page.text.rfind("(", max(span[0], at - WINDOW), at)
    begin = max(0, opens - TOLD_REACH)
    begin = max(begin, page.text.rfind("\n\n", begin, max(opens, begin)) + 1)
    if opens < 0 or ")" in page.text[opens:at] or not numbers_in(page, begin, opens):
        return False
    return ASKED_THERE.search(page.text, opens, at) is not None


def sets_deadline(page: Page, span: Span, due: re.Match[str], *, strong: bool) -> float:
    """1 where the words of due do, 0 where not: the end of a period ("từ … đến ngày") only of handing in, weak words only beside a verb of it."""
    since = SINCE.search(page.text, max(span[0], due.start() - 60), due.start()) if due[0].startswith("den") else None
    if since:
        return float(HANDS_IN.search(page.bare, max(span[0], since.start() - WINDOW), since.start()) is not None)
    if UNTIL.match(due[0]) and HANDS_IN.search(page.bare, max(span[0], due.start() - WINDOW), due.start()):
        return 1.0
    if BACK_FROM.search(page.bare, max(span[0], due.start() - 40), due.start()):
        return 0.0
    return float(FIRM.search(due[0]) is not None or (strong and near_verb(page, span, due.start())))


def over(page: Page, span: Span, due: re.Match[str], *, ahead: bool) -> float:
    """The least that the contexts over the words of due leave of it."""
    sure = 1.0
    until = UNTIL.match(due[0]) is not None
    for context in CONTEXTS:
        if (context.until_only and not until) or (context.past_only and ahead):
            continue
        begin = max(span[0], due.start() - context.reach - 20)
        for found in context.words.finditer(page.text, begin, due.start()):
            gap = page.bare[found.end() : due.start()]
            broken = re.search(r"[;:]" if context.past_commas else r"[.,;:]\s", gap)
            if (
                len(gap) <= context.reach
                and not broken
                and (context.past_verbs or not verb_in(page, found.end(), due.start(), STRONG_VERB))
            ):
                sure = min(sure, context.sure)
    return sure


def is_ahead(page: Page, span: Span, due: re.Match[str], day: Day, issued: str | None) -> bool:
    """The day is still to come, and nothing before it says that this is done."""
    done = IS_DONE.search(page.text, max(span[0], due.start() - 40), due.start())
    return done is None and (day.iso is None or (issued is not None and day.iso > issued))


def looks_back(page: Page, span: Span, due: re.Match[str]) -> bool:
    """ "ai đã tiêm mũi 1 trước ngày 20/9": what is done already, of a day without a year."""
    begin = max(span[0], due.start() - 40)
    found = HAS_BEEN.search(page.text, begin, due.start())
    return found is not None and re.search(r"[,.;:]", page.text[found.end() : due.start()]) is None


def verb_in(page: Page, start: int, end: int, verbs: re.Pattern[str]) -> bool:
    """One of these verbs stands there, and not as part of a noun ("chương trình")."""
    found = list(verbs.finditer(page.bare, start, end))
    if not found:
        return False
    nouns = [noun.span() for noun in NO_VERB.finditer(page.bare, start, end)]
    return any(not any(a <= verb.start() and verb.end() <= b for a, b in nouns) for verb in found)


def forbids(page: Page, span: Span, day: Day) -> bool:
    """ "không để hộ nào ở nhà tạm sau ngày 31/12": no deadline, and no other day is quite sure beside it."""
    begin = max(span[0], day.span[0] - WINDOW)
    return AFTER.search(page.bare, begin, day.span[0]) is not None and FORBIDDEN.search(page.text, begin, day.span[0]) is not None


def near_verb(page: Page, span: Span, at: int) -> bool:
    """A strong verb of handing in stands shortly before: "gửi báo cáo về Sở trong ngày 15/8/2021"."""
    return verb_in(page, max(span[0], at - WINDOW), at, STRONG_VERB)


def followed_by_recurrence(page: Page, day: Day) -> bool:
    """ "trước ngày 25/12 hàng năm"."""
    return RECURRENCE.match(page.bare[day.span[1] : day.span[1] + 20].strip()) is not None
