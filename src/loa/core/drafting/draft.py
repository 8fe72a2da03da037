"""The draft: all that the editor sees, each sentence with where it comes from. A clause without a source does not exist."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

from loa.core.drafting.above import Below, Office, PaperAbove, Remark, Source
from loa.core.drafting.asked import Piece, Whom, pieces_of, plain
from loa.core.drafting.bases import Basis, bases_of, day_words, ranked
from loa.core.drafting.deadlines import Deadline, Proposal, deadlines_of, proposed
from loa.core.drafting.merging import merged
from loa.core.drafting.tables import ASKS, ASKS_OWN, BODY_OF_KIND, FEW, MOST_URGING, OWN_WORK, URGES_ONLY
from loa.core.drafting.turning import ended, turned
from loa.core.folding import lower_first, search_key
from loa.core.reading.clause import REPORT
from loa.core.stamps import Security, Urgency
from loa.core.territories import KIND_OF_FORM
from loa.core.words import vi
from loa.core.working_days import IsWorked, monday_to_friday

MOST_PAPERS: Final = 3
Mark = TypeVar("Mark", Urgency, Security)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A clause of the draft. `chosen`: proposed to stand; `same_as`: the key of the clause that already says it."""

    key: str
    kind: str
    text: str
    chosen: bool
    sources: tuple[Source, ...]
    addressees: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of "Kính gửi" and the agencies it means. `chosen`: the papers ask them, or they are the office's own or in its care."""

    key: str
    text: str
    agencies: tuple[UUID, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter out of papers above, for a person to edit."""

    subject: str
    bases: tuple[Basis, ...]
    recipients: tuple[Line, ...]
    copies: tuple[str, ...]
    clauses: tuple[Drafted, ...]
    report: Drafted
    deadlines: tuple[Deadline, ...]
    proposal: Proposal | None
    urgency: Urgency
    security: Security
    asks: str
    remarks: tuple[Remark, ...]


def draft_from(papers: Sequence[PaperAbove], office: Office, *, today: date, is_worked: IsWorked = monday_to_friday) -> Draft:
    """The draft that follows from these papers for this office, as of that day."""
    pieces = [piece for place, paper in enumerate(papers) for piece in pieces_of(paper, office, place=place)]
    asked = [piece for piece in pieces if piece.kind != REPORT]
    deadlines = deadlines_of(pieces, today, is_worked)
    clauses = tuple(drafted_of(asked, office))
    report = report_of([piece for piece in pieces if piece.kind == REPORT and piece.whom is not Whom.OTHERS], papers, office)
    used = {source.paper for clause in (*clauses, report) if clause.chosen for source in clause.sources}
    security = highest(Security, [paper.reading.get("security") for paper in papers])
    return Draft(
        subject=subject_of(papers, clauses),
        bases=bases_of(papers, office.name, used=used),
        recipients=lines_of(office, frozenset().union(*(piece.meant for piece in pieces))),
        copies=tuple(copies_of(papers)),
        clauses=clauses,
        report=report,
        deadlines=deadlines,
        proposal=proposed(deadlines, today, is_worked),
        urgency=highest(Urgency, [paper.reading.get("urgency") for paper in papers]),
        security=security,
        asks=ASKS_OWN if office.below and all(one.own for one in office.below) else ASKS,
        remarks=tuple(remarks_on(papers, used, security)),
    )


def drafted_of(pieces: Sequence[Piece], office: Office) -> Iterator[Drafted]:
    """Each piece as a clause, in the order of the papers. The same asked twice: one stands for both, the other can be taken apart again."""
    same, near = merged(pieces)
    by_key = {piece.key: piece for piece in pieces}
    groups: dict[str, list[Piece]] = {}
    for piece in pieces:
        groups.setdefault(same.get(piece.key, piece.key), []).append(piece)
    for group in groups.values():
        chief = chief_of(group)
        for piece in (chief, *(one for one in group if one is not chief)):
            yield drafted(piece, group if piece is chief else [piece], chief.key, office, by_key.get(near.get(piece.key, "")))


def chief_of(group: Sequence[Piece]) -> Piece:
    """The one that stands for the others: asked of us or those below, with the earliest deadline, then the fullest."""
    order = (Whom.US, Whom.BELOW, Whom.EVERYBODY, Whom.OTHERS)
    return min(group, key=lambda one: (order.index(one.whom) // 2, (one.due or {}).get("date") or "9999", -len(one.text)))


def drafted(piece: Piece, group: Sequence[Piece], chief: str, office: Office, near: Piece | None) -> Drafted:
    """One piece as a clause, with why it is not proposed where it is not."""
    text, remarks = turned(piece, office)
    why = (
        None
        if piece.key == chief
        else Remark("same", vi("Trùng với một mục đã chọn, nguồn của cả các văn bản ghi ở mục đó. Chọn nếu muốn để riêng."))
    )
    why = why or reason_against(piece)
    notes = [*([why] if why else []), *remarks]
    if piece.whom is Whom.EVERYBODY and why is None:
        notes.append(
            Remark("everybody", vi("Văn bản trên không nêu rõ cơ quan nào thực hiện. Hãy kiểm tra nội dung này có phải việc của cấp dưới."))
        )
    if piece.parted and why is None:
        notes.append(Remark("parted", vi("Phần báo cáo của câu này đã chuyển sang mục Báo cáo.")))
    if piece.whom is Whom.OTHERS and search_key(office.name) in search_key(piece.text):
        notes.append(Remark("names_us", vi("Câu này có nêu tên cơ quan mình. Hãy đọc kỹ xem phần nào là việc của mình.")))
    if near is not None:
        notes.append(
            Remark(
                "near", vi("Gần giống một nội dung của văn bản {reference}. Hãy xem nên gộp không."), {"reference": near.paper.reference}
            )
        )
    if why is None and piece.due and piece.due.get("words"):
        notes.append(Remark("dated", vi("Câu này giữ thời hạn của cấp trên: “{words}”."), {"words": piece.due["words"]}))
    if len({one.due["date"] for one in group if one.due and one.due.get("date")}) > 1:
        notes.append(Remark("dates_differ", vi("Hai văn bản đặt thời hạn khác nhau cho việc này; câu giữ thời hạn sớm hơn.")))
    return Drafted(
        key=piece.key,
        kind=piece.kind,
        text=ended(text),
        chosen=why is None,
        sources=tuple(one.source for one in group),
        addressees=piece.addressees,
        remarks=tuple(notes),
        same_as=chief if piece.key != chief else None,
    )


def reason_against(piece: Piece) -> Remark | None:
    """Why a piece is not proposed: it asks others, only urges, or is the office's own work."""
    if piece.whom is Whom.OTHERS:
        who = "; ".join(piece.addressees) or "?"
        return Remark("others", vi("Văn bản trên giao việc này cho nơi khác: {who}."), {"who": who})
    if len(piece.text) <= MOST_URGING and URGES_ONLY.search(plain(piece.text)):
        return Remark("urges", vi("Câu này chỉ đôn đốc chung; lời mở đầu của văn bản đã nói."))
    if piece.whom is Whom.US and piece.verb in OWN_WORK:
        return Remark("own_work", vi("Đây là việc của chính cơ quan mình ({verb}), không giao xuống."), {"verb": piece.verb})
    return None


def report_of(pieces: Sequence[Piece], papers: Sequence[PaperAbove], office: Office) -> Drafted:
    """How those below report: to the office, which reports to whoever asked it. Not proposed where nobody asked for a report."""
    wants = list(dict.fromkeys(piece.paper.key for piece in pieces))
    issuers = list(dict.fromkeys(paper.reading.get("issuer") or "" for paper in ranked(papers) if paper.key in wants))
    above = ", ".join(name for name in issuers if name)
    text = f"Báo cáo kết quả thực hiện về {office.name} để tổng hợp" + (f", báo cáo {above}." if above else ".")
    notes = [
        Remark(
            "recurring", vi("Cấp trên yêu cầu báo cáo định kỳ: “{words}”. Hãy ghi kỳ báo cáo của cấp dưới."), {"words": piece.due["words"]}
        )
        for piece in pieces
        if piece.due and piece.due.get("recurring")
    ]
    if not pieces:
        notes.append(Remark("nobody_asks", vi("Không văn bản nào ở trên yêu cầu báo cáo. Chỉ chọn nếu đơn vị cần.")))
    return Drafted("report", REPORT, text, bool(pieces), tuple(piece.source for piece in pieces), remarks=tuple(notes))


def with_deadline(text: str, day: date | None, time: str) -> str:
    """The sentence with "trước 17 giờ ngày 12/8/2021" before what the reports are for."""
    if day is None:
        return text
    hour, minute = (time or "17:00").split(":")[:2]
    words = f"trước {int(hour)} giờ{f' {minute}' if minute != '00' else ''} ngày {day_words(day)}"
    before, what_for, after = text.partition(" để ")
    return f"{before} {words}{what_for}{after}" if what_for else f"{ended(text)[:-1]} {words}."


def lines_of(office: Office, asked: frozenset[UUID]) -> tuple[Line, ...]:
    """Who is below, one line for each kind of body; a few are named one by one. Chosen: whom the papers ask, its own units and those it guides."""
    kinds: dict[str, list[Below]] = {}
    for one in office.below:
        kinds.setdefault(one.kind, []).append(one)
    groups = list(kinds.values())
    hit = [any(one.agency_id in asked for one in group) for group in groups]
    lines: list[Line] = []
    for group, is_asked in zip(groups, hit, strict=True):
        chosen = is_asked or group[0].own or group[0].guided or not any(hit)
        if len(group) <= FEW or group[0].kind not in BODY_OF_KIND:
            lines += [Line("", one.name, (one.agency_id,), chosen) for one in group]
        else:
            lines.append(Line("", f"{BODY_OF_KIND[group[0].kind]} các {forms_of(group)}", tuple(one.agency_id for one in group), chosen))
    return tuple(replace(line, key=f"r{place}") for place, line in enumerate(lines))


def forms_of(group: Sequence[Below]) -> str:
    """ "quận, huyện, thị xã": the forms that there are, in the order of the law."""
    forms = {one.form for one in group if one.form}
    return ", ".join(sorted(forms, key=list(KIND_OF_FORM).index))


def copies_of(papers: Sequence[PaperAbove]) -> Iterator[str]:
    """Nơi nhận: those written to, and in report those from whom the papers came."""
    yield "Như trên"
    for issuer in dict.fromkeys(paper.reading.get("issuer") for paper in ranked(papers)):
        if issuer:
            yield f"{issuer} (để báo cáo)"


def subject_of(papers: Sequence[PaperAbove], clauses: Sequence[Drafted]) -> str:
    """The subject of the paper that most of the draft comes from, in small letters at the beginning."""
    counted = Counter(source.paper for clause in clauses if clause.chosen for source in clause.sources)
    best = max(papers, key=lambda paper: counted[paper.key])
    subject = " ".join(str(best.reading.get("subject") or "").split())
    for opening in ("về việc ", "v/v ", "về "):
        if subject.lower().startswith(opening):
            subject = subject[len(opening) :]
            break
    return lower_first(subject.rstrip(" .;,"))


def highest(marks: type[Mark], stamped: Sequence[str | None]) -> Mark:
    """The highest of the marks that the papers bear."""
    order = list(marks)
    found = [mark for mark in order if any((words or "").strip().upper() == mark.vi and mark.vi for words in stamped)]
    return found[-1] if found else order[0]


def remarks_on(papers: Sequence[PaperAbove], used: Collection[str], security: Security) -> Iterator[Remark]:
    """What holds for the whole draft."""
    for paper in papers:
        if paper.key not in used:
            yield Remark(
                "asks_nothing",
                vi("Văn bản {reference} không có nội dung nào giao cho cơ quan mình hoặc cấp dưới. Hãy xem có cần làm căn cứ không."),
                {"reference": paper.reference or "?"},
            )
        if paper.reading.get("truncated"):
            yield Remark("truncated", vi("Văn bản {reference} đọc chưa hết: phần cuối bị cắt."), {"reference": paper.reference or "?"})
    if security is not Security.NONE:
        yield Remark("secret", vi("Văn bản trên có dấu {mark}. Không soạn nội dung mật trên máy nối mạng (Luật Bảo vệ bí mật nhà nước)."), {"mark": security.vi})  # fmt: skip
