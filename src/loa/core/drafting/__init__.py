"""A letter drafted from two or three papers above: `draft_from(papers, office, today=)` gives what the editor sees."""

from loa.core.drafting.above import Below, Office, PaperAbove, Remark, Source
from loa.core.drafting.asked import Whom
from loa.core.drafting.bases import Basis, opening
from loa.core.drafting.deadlines import Deadline, Proposal
from loa.core.drafting.draft import MOST_PAPERS, Draft, Drafted, Line, draft_from, with_deadline

__all__ = [
    "MOST_PAPERS", "Basis", "Below", "Deadline", "Draft", "Drafted", "Line", "Office", "PaperAbove", "Proposal", "Remark", "Source", "Whom",
    "draft_from", "opening", "with_deadline",
]  # fmt: skip
