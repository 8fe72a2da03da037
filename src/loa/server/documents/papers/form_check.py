"""Kiểm tra thể thức: what a paper lacks or has wrong before it goes to be signed. Says what, where, and what to do; changes nothing.

Điều 8 and Phụ lục I of Nghị định 30/2020/NĐ-CP. It judges the form, never the content or who may sign what.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from loa.core.folding import search_key
from loa.core.words import vi
from loa.server.documents.papers.content import Article, Block, Paper, Signature, Table
from loa.server.documents.papers.kinds import ABBREVIATIONS, KINDS, Addressed, PaperKind
from loa.server.documents.papers.printed import contact_lines

# Before a name no title is written (II.7), but by the armed forces and by schools, hospitals and institutes whose ministry says so.
_TITLE_BEFORE_NAME: Final = re.compile(r"^(?:PGS|GS|TS|ThS|BS|KS|CN|NSND|NSƯT|Đ/c|Đồng chí)\b[.\s]", re.IGNORECASE)
_STATE_CAPACITY: Final = re.compile(r"^(?:TM|KT|TL|TUQ|Q)\.")
_PARTY_CAPACITY: Final = re.compile(r"^(?:T/M|K/T|T/L|TM/|KT/|TL/)")
_BASE_BEGINS: Final = ("can cu", "theo ", "thuc hien", "xet ", "thi hanh", "tiep theo")
_MOST_CONTACT_LINES: Final = 2
_LONGEST_SUBJECT: Final = 400


@dataclass(frozen=True)
class Fault:
    """One thing to put right: a code for programs, the element as the decree calls it, a sentence for people."""

    code: str
    element: str
    sentence: str


def faults_of(paper: Paper) -> tuple[Fault, ...]:
    """All faults of form, in the order of the page."""
    return tuple(fault for check in _CHECKS for fault in check(paper))


def _symbol(paper: Paper) -> Iterator[Fault]:
    layout, symbol = KINDS[paper.kind], paper.symbol.strip()
    element = vi("Số, ký hiệu")
    if paper.number and not re.fullmatch(r"\d{1,6}[a-zđ]?", paper.number.strip()):
        yield Fault("number", element, vi("Số văn bản chỉ gồm chữ số."))
    if paper.is_party:
        if not re.match(rf"{layout.party or layout.abbreviation}/\S", symbol):
            yield Fault("symbol", element, vi("Ký hiệu văn bản của Đảng ghi loại văn bản, gạch chéo rồi tên cơ quan, ví dụ HD/BTGTU."))
    elif paper.kind is PaperKind.LETTER:
        # An office without units writes its own name alone: "77/VHTT" of a Phòng.
        if not symbol or symbol.split("-")[0] in ABBREVIATIONS:
            yield Fault("symbol", element, vi("Ký hiệu công văn gồm tên cơ quan và đơn vị soạn thảo hoặc lĩnh vực, ví dụ UBND-VHXH."))
    elif not symbol.startswith(layout.abbreviation if paper.joint else f"{layout.abbreviation}-"):  # "KHLT-…" of a joint one
        yield Fault("symbol", element, vi("Ký hiệu văn bản có tên loại bắt đầu bằng chữ viết tắt của loại, ví dụ KH-UBND, BC-SVHTT."))


def _subject(paper: Paper) -> Iterator[Fault]:
    subject = paper.subject.strip()
    element = vi("Trích yếu")
    if subject.endswith((".", ";", ",")):
        yield Fault("subject_ends", element, vi("Trích yếu không có dấu câu ở cuối."))
    if len(subject) > _LONGEST_SUBJECT:
        yield Fault("subject_long", element, vi("Trích yếu quá dài; hãy rút gọn cho phản ánh nội dung chủ yếu."))


def _addressing(paper: Paper) -> Iterator[Fault]:
    rule, element = KINDS[paper.kind].addressed, vi("Kính gửi")
    if rule is Addressed.MUST and not paper.addressed_to:
        yield Fault("addressed_missing", element, vi("Loại văn bản này phải ghi gửi ai trước phần nội dung."))
    if rule is Addressed.NO and paper.addressed_to:
        yield Fault("addressed_extra", element, vi("Loại văn bản này không có phần “Kính gửi”; ghi nơi nhận ở cuối văn bản."))


def _bases(paper: Paper) -> Iterator[Fault]:
    element = vi("Căn cứ ban hành")
    for base in paper.bases:
        if not search_key(base).startswith(_BASE_BEGINS):
            yield Fault("base_begins", element, vi("Mỗi căn cứ bắt đầu bằng “Căn cứ” hoặc “Theo đề nghị của”."))
            break
    if KINDS[paper.kind].ordains:
        if not paper.bases:
            yield Fault("bases_missing", element, vi("Quyết định, nghị quyết phải có căn cứ ban hành."))
        if not paper.authority:
            yield Fault("authority_missing", vi("Thẩm quyền ban hành"), vi("Ghi chức danh hoặc cơ quan ban hành ở trên các căn cứ."))
        if not any(isinstance(block, Article) for block in paper.body):
            yield Fault("articles_missing", vi("Nội dung"), vi("Quyết định, nghị quyết trình bày thành các điều."))


def _body(paper: Paper) -> Iterator[Fault]:
    element = vi("Nội dung")
    if not paper.body:
        yield Fault("body_missing", element, vi("Văn bản chưa có nội dung."))
        return
    last = _words(paper.body[-1]).rstrip()
    if not last.endswith("./."):
        yield Fault("end_mark", element, vi("Kết thúc nội dung bằng dấu “./.”."))
    said = search_key(" ".join(_words(block) for block in paper.body))
    if paper.annexes and "phu luc" not in said and "kem theo" not in said and "dinh kem" not in said:
        yield Fault("annex_unnamed", vi("Phụ lục"), vi("Văn bản có phụ lục thì trong nội dung phải có chỉ dẫn về phụ lục đó."))


def _words(block: Block) -> str:
    if isinstance(block, Table):
        return " ".join(block.notes)
    return f"{getattr(block, 'title', '')} {getattr(block, 'text', '')}"


def _signatures(paper: Paper) -> Iterator[Fault]:
    for signature in (paper.signature, *(one.signature for one in paper.joint)):
        yield from _signature(signature, party=paper.is_party)


def _signature(signature: Signature, *, party: bool) -> Iterator[Fault]:
    element = vi("Chức vụ, họ tên người ký")
    lines = [line.strip() for line in signature.lines if line.strip()]
    if not lines:
        yield Fault("position_missing", element, vi("Chưa ghi chức vụ của người ký."))
    if not signature.name.strip():
        yield Fault("name_missing", element, vi("Chưa ghi họ và tên người ký."))
    if _TITLE_BEFORE_NAME.match(signature.name.strip()):
        yield Fault("name_titled", element, vi("Trước họ tên người ký không ghi học hàm, học vị, danh hiệu."))
    other = _STATE_CAPACITY if party else _PARTY_CAPACITY
    if any(other.match(line.upper()) for line in lines):
        right = vi("Văn bản của Đảng ghi T/M, K/T, T/L.") if party else vi("Văn bản hành chính ghi TM., KT., TL., TUQ., Q.")
        yield Fault("capacity", element, right)
    for line, after in zip_longest(lines, lines[1:], fillvalue=""):
        if line.upper().startswith(("KT.", "K/T")) and not search_key(after).startswith("pho "):
            yield Fault("deputy", element, vi("Sau “KT.” và chức vụ người đứng đầu là chức vụ cấp phó của người ký."))


def _recipients(paper: Paper) -> Iterator[Fault]:
    element = vi("Nơi nhận")
    named = [search_key(one) for one in paper.recipients]
    if paper.addressed_to and not any(one.startswith("nhu tren") for one in named):
        yield Fault("as_above", element, vi("Văn bản có “Kính gửi” thì dòng đầu của nơi nhận là “- Như trên;”."))
    if not paper.addressed_to and any(one.startswith("nhu tren") for one in named):
        yield Fault("as_above_extra", element, vi("Không có phần “Kính gửi” nên nơi nhận không ghi “Như trên”."))
    if not paper.archive.strip().upper().startswith("VT"):
        yield Fault("archive", element, vi("Dòng cuối của nơi nhận ghi “Lưu: VT” và đơn vị soạn thảo."))


def _contact(paper: Paper) -> Iterator[Fault]:
    if len(contact_lines(paper.contact)) > _MOST_CONTACT_LINES:
        yield Fault("contact_long", vi("Địa chỉ cơ quan"), vi("Địa chỉ, điện thoại, thư điện tử dài quá hai dòng; hãy rút gọn."))


_CHECKS: Final[tuple[Callable[[Paper], Iterator[Fault]], ...]] = (
    _symbol,
    _subject,
    _addressing,
    _bases,
    _body,
    _signatures,
    _recipients,
    _contact,
)
