"""What the papers above ask, piece by piece, and of whom: the office itself, those below it, everybody, or others."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any
from uuid import UUID

from loa.core.agencies import AgencyKind
from loa.core.drafting.above import Office, PaperAbove, Source
from loa.core.drafting.tables import EVERYBODY, REPORT_TAIL, REPORTING
from loa.core.folding import search_key
from loa.core.reading.clause import REPORT, REQUEST, requests_in
from loa.core.recipients import BODIES

MOST_PIECES = 400  # of one paper; no letter asks more
Printed = Mapping[str, Any]


class Whom(Enum):
    """Of whom a piece asks."""

    US = "us"
    BELOW = "below"
    EVERYBODY = "everybody"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that a paper asks: a clause, or a point of a clause that only names who is asked."""

    key: str
    paper: PaperAbove
    kind: str
    number: str | None
    text: str
    span: tuple[int, int]
    addressees: tuple[str, ...]
    whom: Whom
    meant: frozenset[UUID]
    verb: str | None
    due: Printed | None
    parted: bool = False  # its words about reporting stand in a piece of their own

    @property
    def source(self) -> Source:
        """Where it stands."""
        return Source(self.paper.key, self.paper.reference, self.number, self.text, self.span)


def pieces_of(paper: PaperAbove, office: Office, *, place: int) -> list[Piece]:
    """All that the paper asks, in its order. `place` is the paper's among those the draft rests on."""
    found: list[Piece] = []
    for clause in requests_in(paper.reading.get("clauses") or ()):
        for number, part in opened(clause, clause.get("number")):
            whom, meant = whom_of(part.get("addressees") or (), paper, office)
            found.append(
                Piece(
                    key=f"{place}-{len(found)}",
                    paper=paper,
                    kind=part.get("kind") or "request",
                    number=number,
                    text=part["text"],
                    span=tuple(part.get("span") or (0, 0)),
                    addressees=tuple(part.get("addressees") or ()),
                    whom=whom,
                    meant=meant,
                    verb=part.get("verb"),
                    due=part.get("due"),
                )
            )
            if len(found) == MOST_PIECES:
                return [part for piece in found for part in parted(piece)]
    return [part for piece in found for part in parted(piece)]


def parted(piece: Piece) -> tuple[Piece, ...]:
    """A request that ends in "…; báo cáo kết quả về …" as two: what is to be done, and the report. The deadline goes where it stands."""
    tail = REPORT_TAIL.search(piece.text)
    head = piece.text[: tail.start()].strip() if tail else ""
    if tail is None or not head or (piece.verb in REPORTING and piece.kind == REPORT):
        return (piece,)
    words = str((piece.due or {}).get("words") or "")
    in_tail = bool(words) and " ".join(words.split()) in " ".join(tail["tail"].split())
    asks = replace(piece, kind=REQUEST, text=f"{head}.", due=None if in_tail else piece.due, parted=True)
    return asks, replace(piece, key=f"{piece.key}-b", kind=REPORT, text=tail["tail"], due=piece.due if in_tail else None)


def opened(clause: Printed, number: str | None) -> Iterator[tuple[str | None, Printed]]:
    """The clause whole; or its points, where it only names who is asked, or where they ask different ones or for a report.

    A dash has no number of its own: it is called by the clause it stands in.
    """
    points = clause.get("children") or ()
    names_only = points and not clause.get("verb")
    differ = {tuple(point.get("addressees") or ()) for point in points} - {tuple(clause.get("addressees") or ())}
    reports = any(point.get("kind") == REPORT for point in points) and all(point.get("verb") for point in points)
    if not points or not (names_only or differ or reports):
        yield number, clause
        return
    if not names_only and (lead := own_words(clause)):
        yield number, {**clause, "text": lead, "children": ()}
    for point in points:
        yield from opened(point, point.get("number") or number)


def own_words(clause: Printed) -> str:
    """What stands before its points, where that asks something by itself; nothing where it only leads to them (ends with a colon)."""
    points = clause.get("children") or ()
    first = str(points[0]["text"]).split("\n", 1)[0] if points else ""
    lines: list[str] = []
    for line in str(clause["text"]).split("\n"):
        if first and line.endswith(first):
            break
        lines.append(line)
    lead = "\n".join(lines).strip()
    return "" if lead.endswith(":") else lead


def whom_of(addressees: Sequence[str], paper: PaperAbove, office: Office) -> tuple[Whom, frozenset[UUID]]:
    """Of whom these words ask, and which agencies of ours they mean. Who is not named is whom the paper goes to."""
    lines = addressees or paper.reading.get("recipients") or ()
    ours = {one.agency_id for one in office.below}
    meant = frozenset().union(*(paper.named.get(line, frozenset()) for line in lines))
    unnamed = [line for line in lines if not paper.named.get(line)]
    kinds = frozenset(one.agency_id for line in unnamed for one in office.below if called(line, one.kind))
    below = (meant & ours) | kinds
    if office.agency_id in meant or any(called(line, office.kind) for line in unnamed):
        return Whom.US, below
    if below:
        return Whom.BELOW, below
    if not lines or any(EVERYBODY.fullmatch(plain(line)) for line in lines):
        # "các đơn vị": whom the paper goes to, where it says so.
        return whom_if_all(paper, office) if addressees else (Whom.EVERYBODY, frozenset())
    return Whom.OTHERS, frozenset()


def whom_if_all(paper: PaperAbove, office: Office) -> tuple[Whom, frozenset[UUID]]:
    """Of whom "các đơn vị" asks: of us or those below if the paper goes to them, else it is not known."""
    whom, meant = whom_of((), paper, office)
    return (Whom.EVERYBODY, frozenset()) if whom is Whom.OTHERS else (whom, meant)


def called(line: str, kind: AgencyKind | None) -> bool:
    """Whether the words call a body of this kind and say of no territory ("Phòng Văn hóa và Thông tin")."""
    words = search_key(line).strip(" .,;:")
    return any(kind in kinds.values() and pattern.fullmatch(words) for pattern, kinds in BODIES)


def plain(line: str) -> str:
    """Folded, without brackets and marks at the ends."""
    return re.sub(r"\([^()]*\)", " ", search_key(line)).strip(" .,;:").replace("  ", " ")
