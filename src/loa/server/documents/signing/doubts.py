"""What stands against a signed file and may still be accepted by a person who says why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from loa.core.words import Phrase, Translate, vi
from loa.server.documents.signing.comparing import Compared, Difference, Looks
from loa.server.documents.signing.report import Signature, SignatureReport, TimeProof, Trust

DOUBTS: Final[dict[str, str]] = {
    "no_text": vi("Bản ký không có lớp chữ để so với văn bản đã xuất (có thể là bản quét)."),
    "text_differs": vi("Chữ của bản ký khác văn bản đã xuất. Văn bản ghi: “{expected}”. Bản ký ghi: “{found}”."),
    "pages_differ": vi("Bản ký có {found} trang, văn bản đã xuất có {expected} trang."),
    "looks_differ": vi(
        "Trang {page} của bản ký có hình khác văn bản đã xuất, ngoài khung chữ ký số (có thể là ảnh chữ ký, ảnh con dấu hoặc hình dán)."
    ),
    "day_differs": vi("Bản ký ghi ngày {found}, văn bản trong Loa ghi ngày {entered}."),
    "additions": vi("Bản ký có {count} chú thích, hình dán hoặc ô nhập nằm ngoài chữ ký; nội dung của chúng không so được."),
    "signed_other_words": vi("{who} ký một bản có chữ khác, sửa sau khi ký. Văn bản ghi: “{expected}”. Bản {who} ký ghi: “{found}”."),
    "unknown_root": vi("Chứng thư số của {who} không nối được tới chứng thư số gốc nào mà quản trị viên đã cài."),
    "expired": vi(
        "Chứng thư số của {who} không còn hiệu lực lúc kiểm tra (hiệu lực đến {until}) và không có dấu thời gian tin cậy lúc ký."
    ),
    "unfit": vi("Chứng thư số của {who} không dành cho việc ký văn bản, hoặc dùng thuật toán quá yếu."),
    "time_broken": vi("Dấu thời gian của chữ ký {who} không khớp với chữ ký."),
}
_OF_TRUST: Final = {Trust.UNKNOWN_ROOT: "unknown_root", Trust.EXPIRED: "expired", Trust.UNFIT: "unfit"}


@dataclass(frozen=True, slots=True)
class Doubts(Phrase):
    """Several of them, one sentence after the other."""

    of: tuple[tuple[str, Mapping[str, Any]], ...]

    def say(self, translate: Translate = str) -> str:
        """In the reader's language."""
        return " ".join(said(code, facts, translate) for code, facts in self.of)

    def as_json(self) -> list[list[Any]]:
        """As kept."""
        return [[code, dict(facts)] for code, facts in self.of]


def said(code: str, facts: Mapping[str, Any], translate: Translate = str) -> str:
    """One doubt in words; "" for one that a later version no longer knows."""
    return translate(DOUBTS[code]).format_map(facts) if code in DOUBTS else ""


def doubts_of(report: SignatureReport, compared: Compared, looks: Looks | None, earlier: Mapping[str, Difference], *, day: str) -> Doubts:
    """All that stands against the file; `day` is the day printed on the paper (d/m/yyyy), "" where it was left blank.

    `looks` is None where the words differ already: then the pictures do too. `earlier`: who signed other words, which were changed afterwards.
    """
    signers = (doubt for one in report.people for doubt in _of_signer(one, report))
    return Doubts((*_of_text(compared, day), *_of_looks(looks), *_of_earlier(earlier), *_of_file(report), *signers))


def _of_text(compared: Compared, day: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if compared.no_text:
        yield "no_text", {}
    elif compared.difference is not None:
        yield "text_differs", {"expected": compared.difference.expected, "found": compared.difference.found}
    if day and compared.day and compared.day != day:
        yield "day_differs", {"found": compared.day, "entered": day}


def _of_looks(looks: Looks | None) -> Iterator[tuple[str, dict[str, Any]]]:
    if looks is None:
        return
    if looks.own_pages != looks.pages:
        yield "pages_differ", {"expected": looks.own_pages, "found": looks.pages}
    if looks.differing:
        yield "looks_differ", {"page": ", ".join(str(page) for page in looks.differing[:10])}


def _of_earlier(earlier: Mapping[str, Difference]) -> Iterator[tuple[str, dict[str, Any]]]:
    for who, difference in earlier.items():
        yield "signed_other_words", {"who": who, "expected": difference.expected, "found": difference.found}


def _of_file(report: SignatureReport) -> Iterator[tuple[str, dict[str, Any]]]:
    if report.additions:
        yield "additions", {"count": report.additions}


def _of_signer(one: Signature, report: SignatureReport) -> Iterator[tuple[str, dict[str, Any]]]:
    who = called(one)
    code = _OF_TRUST.get(one.trust)
    if one.trust is Trust.NO_ROOTS and ended(one, report):
        code = "expired"
    if code:
        yield code, {"who": who, **({"until": shown_day(one.valid_to)} if code == "expired" else {})}
    if one.time_proof is TimeProof.BROKEN:
        yield "time_broken", {"who": who}


def called(one: Signature) -> str:
    """The signer as the certificate names them."""
    return one.signer or one.organisation or one.field


def ended(one: Signature, report: SignatureReport) -> bool:
    """Whether the certificate was out of its time when it was checked."""
    if not one.valid_from or not one.valid_to:
        return True
    return not datetime.fromisoformat(one.valid_from) <= datetime.fromisoformat(report.checked_at) <= datetime.fromisoformat(one.valid_to)


def shown_day(iso: str) -> str:
    """2026-11-03T… as 3/11/2026."""
    if not iso:
        return "?"
    day = datetime.fromisoformat(iso)
    return f"{day.day}/{day.month}/{day.year}"
