"""What is stamped over the head: how urgent, how secret, and whether it is only a draft."""

import re
from dataclasses import dataclass

from loa.core.reading.head import Anchors
from loa.core.reading.letter import Evidence
from loa.core.reading.page import Page, fold, pattern_of
from loa.core.reading.tables.stamps import DRAFT, SECURITY, URGENCY, URGENT_KINDS

BEFORE = r"(?:^|(?<=\n)|(?<=\s\s)|(?<=[|(\[*\"]))[ ]*"
AFTER = r"(?=[ ]*(?:$|\n|\s\s|[|)\]*\".:]))"
DRAFT_AFTER = r"(?=[ ]*(?:lan\s+\d+\b[^\n]{0,20})?(?:$|\n|\s\s|[|)\]*\".:,]|ngay\b))"
ABOVE_HEAD = 1_200  # characters; where no anchor says how far the head reaches


def stamp_pattern(words: tuple[str, ...], after: str = AFTER) -> re.Pattern[str]:
    """The words alone on a line, in brackets, or set off by wide blanks."""
    return re.compile(BEFORE + "(" + pattern_of(words)[3:-1] + ")" + after)


PATTERNS = {
    "urgency": (stamp_pattern(tuple(URGENCY)), {fold(k): v for k, v in URGENCY.items()}),
    "security": (stamp_pattern(tuple(SECURITY)), {fold(k): v for k, v in SECURITY.items()}),
}
DRAFT_MARK = stamp_pattern(DRAFT, DRAFT_AFTER)
URGENT_TITLE = re.compile(pattern_of(URGENT_KINDS) + r"\s+(" + pattern_of(tuple(URGENCY))[3:-1] + r")\b")


@dataclass(frozen=True, slots=True)
class Stamps:
    """Stamps as read; `draft` is whether the paper calls itself one."""

    urgency: str | None
    security: str | None
    draft: bool
    evidence: dict[str, Evidence]


def read_stamps(page: Page, anchors: Anchors) -> Stamps:
    """Stamps stand in the head, in capitals; a công điện may carry its urgency in the title."""
    ends = (anchors.title, anchors.about, anchors.date.span() if anchors.date else None, anchors.addressed)
    end = min(anchors.limit + 200, max((e[1] for e in ends if e), default=ABOVE_HEAD) + 200)
    values: dict[str, str | None] = {}
    evidence = {}
    for name, (pattern, faces) in PATTERNS.items():
        found = next((m for m in pattern.finditer(page.bare, 0, end) if page.is_capitals(m.span(1))), None)
        values[name] = faces[" ".join(found[1].split())] if found else None
        evidence[name] = Evidence(0.93 if found else 0.92, found.span(1) if found else None)
    titled = URGENT_TITLE.search(page.bare, 0, end)
    if values["urgency"] is None and titled and page.is_capitals(titled.span()):
        values["urgency"] = PATTERNS["urgency"][1][" ".join(titled[1].split())]
        evidence["urgency"] = Evidence(0.93, titled.span(1))
    draft = next((m for m in DRAFT_MARK.finditer(page.bare, 0, end) if page.text[m.start(1)].isupper()), None)
    evidence["draft"] = Evidence(0.93 if draft else 0.92, draft.span(1) if draft else None)
    return Stamps(values["urgency"], values["security"], draft is not None, evidence)
