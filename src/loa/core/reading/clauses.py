"""What the letter asks, as a tree of sections, clauses and points, and the duty to report."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from loa.core.reading.asked import asked_at_end, heads, named, verb_after
from loa.core.reading.clause import CONTEXT, REPORT, REQUEST, SECTION, Clause, Due
from loa.core.reading.deadlines import dated_dues
from loa.core.reading.due import recurring_in, relative_in
from loa.core.reading.marks import ARTICLE, BULLET, ITEM, POINT, SUB_ITEM, Mark, is_section, marks_of
from loa.core.reading.page import BULLET as BULLET_MARK
from loa.core.reading.page import CAPITALS, Page, Span, fold, pattern_of, written_in_capitals
from loa.core.reading.tables.offices import OFFICE_OPENINGS
from loa.core.reading.tables.phrases import CLOSING_OPENINGS, REQUESTS
from loa.core.reading.tables.requests import ASKING_HEADINGS, CONTEXT_HEADINGS, DECISIONS, TASK_HEADINGS, TELLING_KINDS, WANTING

REPORTS = re.compile(
    r"\b(?:bao\s+cao|gui)\s+(?:ket\s+qua|ve|tinh\s+hinh|so\s+lieu|danh\s+sach|bang)\b|\bket\s+qua\b[^.]{0,80}\bbao\s+cao\b|\bbao\s+cao\b[^.]{0,120}\b(?:tong\s+hop|theo\s+quy\s+dinh)\b|\btong\s+hop,?\s+bao\s+cao\b"
)
ASK = re.compile(r"\b" + pattern_of(REQUESTS) + r"\b")
CLOSES = re.compile(pattern_of(CLOSING_OPENINGS) + r"\b")
OFFICE_ASKS = re.compile(pattern_of(OFFICE_OPENINGS) + r"[^.]{0,90}\b(?:de nghi|yeu cau)\b")
PARAGRAPH = re.compile(r"\n[ ]*\n|(?<=[.;:!?])[ ]*\n(?=[ ]*(?:[" + CAPITALS + r"]|[-+*•]))|\n(?=[ ]*(?:[-+*•]\s|[a-zđ]\)|\d{1,2}\.\d))")
EXPLAINS = re.compile(r"(?:(?:cong tac|ve|mot so|nhung|danh gia|khai quat|noi dung)\s+)?" + pattern_of(CONTEXT_HEADINGS) + r"\b")
SHARES_OUT = re.compile(pattern_of(TASK_HEADINGS) + r"\b")
HEADS = re.compile(pattern_of(ASKING_HEADINGS) + r"\b")
DECIDES = re.compile(pattern_of(DECISIONS) + r"\b")
FROM_HERE = re.compile(r"[./,;\s]*/[.,;]*$")
WANTS = re.compile(r"\b" + pattern_of(WANTING) + r"\b[^.]*:\s*$")
SPEAKS_TO = re.compile(r"(?:de nghi|yeu cau|doi voi|giao)\b")
WORD = re.compile(r"\S")
WANTS_REACH = 300  # characters before the first number in which a paper says what it wants
OPENING_LENGTH = 500  # characters before the first number in which the whole letter says whom it asks
HEADING_LENGTH = 140
REPORT_LENGTH = 400  # a longer numbered clause asks for more than its report


@dataclass(slots=True)
class Node:
    """A mark on its way to becoming a clause."""

    mark: Mark
    number: str | None
    end: int
    below: list["Node"]


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for the whole letter: its day, and whether it is of a kind that tells rather than asks."""

    page: Page
    issued: str | None
    tells: bool


def read_clauses(page: Page, start: int, end: int, *, asks: int, issued: str | None, kind: str | None) -> tuple[Clause, ...]:
    """The body between these places as a tree. Without numbers: the bullets of its request, or the paragraphs that ask.

    `asks` is where the opening itself begins to ask; it counts where nothing is numbered.
    """
    setting = Setting(page, issued, kind in TELLING_KINDS and not WANTS.search(page.bare, max(0, start - WANTS_REACH), start))
    marks = list(marks_of(page, start, end))
    numbered = [m for m in marks if m.rank < BULLET]
    if not numbered:
        return tuple(unnumbered(setting, min(start, asks), end))
    last = numbered[-1].content
    cut = closing_of(page, (last, end))
    tree = grown([m for m in marks if m.start >= numbered[0].start and m.start < (cut or end)], cut or end)
    opening = " ".join(page.said((max(0, start - OPENING_LENGTH), numbered[0].start)).split())
    whom = asked_at_end(opening) if opening.endswith(":") else ()
    found = [built(setting, node, above=whom, context=setting.tells) for node in tree]
    return (*found, *(unnumbered(setting, cut, end) if cut else ()))


def grown(marks: list[Mark], end: int) -> list[Node]:
    """Marks to a tree: each part reaches to the next of its own rank or a higher one."""
    roots: list[Node] = []
    open_nodes: list[Node] = []
    for mark in marks:
        while open_nodes and open_nodes[-1].mark.rank >= mark.rank:
            open_nodes.pop().end = mark.start
        node = Node(mark, numbered_under(mark, open_nodes), end, [])
        (open_nodes[-1].below if open_nodes else roots).append(node)
        open_nodes.append(node)
    return roots


def numbered_under(mark: Mark, above: list[Node]) -> str | None:
    """ "2.a" below "2", "II.1" below "II"; "1.2" says the clause it stands in by itself."""
    if mark.label is None:
        return None
    if SUB_ITEM <= mark.rank < POINT:
        above = [n for n in above if n.mark.rank < ITEM]
    upper = next((n.number for n in reversed(above) if n.number), None)
    return f"{upper}.{mark.label}" if upper else mark.label


def closing_of(page: Page, span: Span) -> int | None:
    """Where, after the last number, a new paragraph speaks to everybody again (asks or reports)."""
    seen = span[0]
    for cut in PARAGRAPH.finditer(page.text, *span):
        word = WORD.search(page.text, max(cut.end(), seen), span[1])
        if word is None:
            return None
        at = seen = word.start()
        if not BULLET_MARK.match(page.text, at) and (
            CLOSES.match(page.bare, at) or OFFICE_ASKS.match(page.bare, at, min(span[1], at + 200))
        ):
            return at
    return None


def built(setting: Setting, node: Node, *, above: tuple[str, ...], context: bool, tasks: bool = False) -> Clause:
    """The clause of a node, with those below it. `tasks`: it stands under a heading of tasks, so that a report asks whom it names there."""
    page = setting.page
    span = page.trimmed(node.mark.content, node.end)
    parts = paragraphs(page, span, below_starts(node))
    lead = lead_of(page, span, node)
    setting_heading = is_section(node.mark) and written_in_capitals(lead)
    heading = parts[0] if parts else ""
    context = context and not HEADS.match(fold(heading))
    own_context = not context and explains(heading, node)
    context = context or own_context
    if node.mark.rank == ARTICLE and context and not setting.tells and (asking := asking_paragraph(parts[1:])):
        context, own_context, lead = False, False, asking
    who, named_end = (capital_addressee(lead), 0) if setting_heading else named(lead)
    if not who and is_section(node.mark) and len(heading) < HEADING_LENGTH:
        who = capital_addressee(heading)
    if tasks and context and not own_context and who and verb_after(lead, named_end):
        context = False
    who = who or above
    tasks = tasks or SHARES_OUT.match(fold(heading)) is not None
    children = tuple(built(setting, child, above=who, context=context, tasks=tasks) for child in node.below)
    text = FROM_HERE.sub(".", "\n".join(parts))
    holds_asked = is_section(node.mark) and any(c.kind != CONTEXT for c in children)
    kind = CONTEXT if context and not holds_asked else kind_of(page, span, node, children)
    due = None if context and not own_context else first_due(setting, own_spans(span, node))
    if own_context and node.mark.rank >= ITEM and due and due.date:
        kind = kind_of(page, span, node, children)
    due = None if kind == CONTEXT else due
    return Clause(node.number, text, span, kind, who if kind in (REQUEST, REPORT) else (), verb_of(lead, named_end, kind), due, children)


def lead_of(page: Page, span: Span, node: Node) -> str:
    """Its own words before the parts below. A heading that names who is asked keeps its line; a section's heading is not of its words
    unless it asks by itself ("III. ĐỀ NGHỊ …").
    """
    end = node.below[0].mark.start if node.below else span[1]
    whole = "\n".join(paragraphs(page, page.trimmed(span[0], end)))
    stop = page.text.find("\n", span[0], end)
    first, rest = (page.said((span[0], stop)), "\n".join(paragraphs(page, page.trimmed(stop, end)))) if stop > 0 else (whole, "")
    if is_section(node.mark):
        return whole if SPEAKS_TO.match(fold(first)) else rest
    return f"{first}\n{rest}" if rest and heads(first, rest) else whole


def capital_addressee(heading: str) -> tuple[str, ...]:
    """ "III. ĐỀ NGHỊ ỦY BAN NHÂN DÂN CÁC TỈNH": who the whole section speaks to, as printed."""
    found = SPEAKS_TO.match(fold(heading))
    return (heading[found.end() :].strip(" :.,"),) if found else ()


def explains(heading: str, node: Node) -> bool:
    """A heading that announces an explanation, or an article that decides."""
    bare = fold(heading)
    if node.mark.rank == ARTICLE:
        return DECIDES.match(bare) is not None or EXPLAINS.match(bare[:HEADING_LENGTH]) is not None
    if EXPLAINS.match(bare) is None:
        return False
    short = len(heading) < HEADING_LENGTH or ":" in heading[:60]
    return short and (
        is_section(node.mark) or bool(node.below) or ":" in heading[:60] or "\n" in heading or heading.rstrip()[-1:] not in ".;"
    )


def asking_paragraph(parts: list[str]) -> str | None:
    """A paragraph of a deciding article that names somebody and what they are to do."""
    for part in parts:
        who, at = named(part)
        if who and verb_after(part, at):
            return part
    return None


def kind_of(page: Page, span: Span, node: Node, children: tuple[Clause, ...]) -> str:
    """A part that holds numbered parts is a section if it stands above the clauses; one about reporting, a report."""
    if is_section(node.mark) and any(c.number for c in children):
        return SECTION if any(c.kind != CONTEXT for c in children) else CONTEXT
    bare = " ".join(page.bare[slice(*own)] for own in own_spans(span, node))
    return REPORT if REPORTS.search(bare) and len(bare) < REPORT_LENGTH else REQUEST


def own_spans(span: Span, node: Node) -> list[Span]:
    """The clause without the numbered parts below it; bullets are its own."""
    spans, at = [], span[0]
    for child in node.below:
        if child.number:
            spans.append((at, child.mark.start))
            at = child.end
    return [s for s in (*spans, (at, span[1])) if s[1] > s[0]]


def first_due(setting: Setting, spans: list[Span]) -> Due | None:
    """The first day or month it sets; else the first relative deadline, else the first that recurs."""
    page = setting.page
    for find in (partial(dated_dues, issued=setting.issued), relative_in, recurring_in):
        found = next((due for span in spans for due in find(page, page.trimmed(*span))), None)
        if found:
            return found
    return None


def verb_of(lead: str, at: int, kind: str) -> str | None:
    """What is to be done, where something is asked."""
    return verb_after(lead.replace("\n", " ").replace("- ", "", 1) if at else lead, at) if kind in (REQUEST, REPORT) else None


def below_starts(node: Node) -> list[int]:
    """Where the parts below it begin."""
    return [start for child in node.below for start in (child.mark.start, *below_starts(child))]


def paragraphs(page: Page, span: Span, starts: list[int] | None = None) -> list[str]:
    """Its paragraphs, each folded to one line; a part below begins one."""
    parts, at = [], span[0]
    for stop in sorted({*(c.start() for c in PARAGRAPH.finditer(page.text, *span)), *(starts or ()), span[1]}):
        words = page.said((at, stop))
        parts += [words] if words else []
        at = stop
    return parts


def unnumbered(setting: Setting, start: int, end: int) -> Iterator[Clause]:
    """Paragraphs that ask or want a report; the bullets after one that ends in a colon are what it asks."""
    page = setting.page
    holder: Clause | None = None
    at = start
    for stop in (*(c.start() for c in PARAGRAPH.finditer(page.text, start, end)), end):
        span = page.trimmed(at, stop)
        at = stop
        bare = page.bare[span[0] : span[1]]
        if not bare:
            continue
        bullet = BULLET_MARK.match(page.text, span[0])
        if bullet and holder:
            item = plain_clause(setting, page.trimmed(bullet.end(), span[1]), above=holder.addressees)
            holder = replace(
                holder, text=f"{holder.text}\n{page.said(span)}", span=(holder.span[0], span[1]), children=(*holder.children, item),
                due=holder.due or item.due,
            )  # fmt: skip
            continue
        if holder:
            yield holder
            holder = None
        if REPORTS.search(bare) or ASK.search(bare):
            clause = plain_clause(setting, span, above=())
            if bare.endswith(":"):
                holder = clause
            else:
                yield clause
    if holder:
        yield holder


def plain_clause(setting: Setting, span: Span, *, above: tuple[str, ...]) -> Clause:
    """An unnumbered paragraph or a bullet as a clause."""
    page = setting.page
    text = FROM_HERE.sub(".", "\n".join(paragraphs(page, span)))
    who, at = named(text)
    kind = REPORT if REPORTS.search(page.bare, *span) else REQUEST
    return Clause(None, text, span, kind, who or above, verb_of(text, at, kind), first_due(setting, [span]))
