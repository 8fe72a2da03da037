"""Digital signatures as a paper's page shows them: one sentence and its colour for each, and what stands beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from loa.core.errors import NotFound
from loa.core.folding import search_key
from loa.core.paper_steps import PaperState
from loa.core.roles import Right
from loa.server.documents.forms import SignedForm
from loa.server.documents.models import Direction, OfficialDocument, SignedFile, SignedUpload, UploadState
from loa.server.documents.queries import document_of, signed_uploads_of
from loa.server.documents.services import signed_file_of
from loa.server.documents.services.signed import AWAITED
from loa.server.documents.signing import Coverage, FileState, Revocation, Signature, SignatureReport, TimeProof, Trust
from loa.server.documents.signing.doubts import called, ended, said, shown_day
from loa.server.kit import clock, files
from loa.server.kit.actors import Actor
from loa.server.kit.requests import Request, send_file

MOST_UPLOADS_SHOWN: Final = 3

# What is said of a signature that is intact and answers for the file, by its signer's certificate.
_OF_TRUST: Final = {
    Trust.TRUSTED: ("good", gettext_lazy("Chữ ký nguyên vẹn, đã đối chiếu được người ký.")),
    Trust.NO_ROOTS: ("doubt", gettext_lazy("Chữ ký nguyên vẹn, chưa có chứng thư số gốc để đối chiếu người ký.")),
    Trust.UNKNOWN_ROOT: (
        "doubt",
        gettext_lazy("Chữ ký nguyên vẹn, nhưng chứng thư số của người ký không nối được tới chứng thư số gốc nào đã cài."),
    ),
    Trust.EXPIRED: ("doubt", gettext_lazy("Chữ ký nguyên vẹn, nhưng chứng thư số không còn hoặc chưa có hiệu lực lúc kiểm tra.")),
    Trust.UNFIT: ("doubt", gettext_lazy("Chữ ký nguyên vẹn, nhưng chứng thư số không dành cho việc ký văn bản hoặc thuật toán quá yếu.")),
    Trust.REVOKED: ("bad", gettext_lazy("Chứng thư số của người ký đã bị thu hồi.")),
}
_OF_COVERAGE: Final = {
    Coverage.SIGNED_ON: gettext_lazy("Sau chữ ký này tệp chỉ được ký thêm hoặc thêm dữ liệu lưu trữ chữ ký."),
    Coverage.CHANGED: gettext_lazy("Sau chữ ký này tệp đã được thêm hoặc sửa nội dung: chữ ký chỉ đúng với bản lúc ký."),
    Coverage.PART: gettext_lazy("Chữ ký chỉ phủ một phần tệp: phần còn lại không ai ký."),
}
_OF_REVOCATION: Final = {
    Revocation.GOOD: gettext_lazy("Chứng thư số chưa bị thu hồi, theo danh sách có sẵn."),
    Revocation.UNKNOWN: gettext_lazy(
        "Chưa biết chứng thư số có bị thu hồi không: Loa không hỏi ra mạng và không có danh sách thu hồi còn hạn."
    ),
}
_OF_STATE: Final = {
    FileState.ENCRYPTED: gettext_lazy("Tệp đặt mật khẩu nên không kiểm tra được chữ ký."),
    FileState.DAMAGED: gettext_lazy("Cấu trúc tệp hỏng nên không kiểm tra được chữ ký. Hãy xin lại tệp gốc."),
    FileState.TOO_SLOW: gettext_lazy("Kiểm tra chữ ký quá lâu nên đã dừng: coi như chưa kiểm tra."),
}


@dataclass(frozen=True, slots=True)
class ShownSignature:
    """One signature: colour, sentence, who, and the lines below."""

    look: str
    headline: str
    who: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownFile:
    """One signed file."""

    kept: SignedFile
    stands: bool
    signatures: tuple[ShownSignature, ...]
    lines: tuple[tuple[str, str], ...]  # colour, sentence


@dataclass(frozen=True, slots=True)
class Signed:
    """The part of a paper's page about signatures."""

    files: tuple[ShownFile, ...]
    form: SignedForm | None
    uploads: tuple[SignedUpload, ...] = ()  # under way, or refused since the last one was taken


def signed_of(document: OfficialDocument, *, actor: Actor, sent: SignedForm | None = None) -> Signed:
    """Signed files of the paper, first the one that stands for it, then the newest; the form where the actor may bring one back."""
    out = document.direction == Direction.OUT
    stands = signed_file_of(document) if out and document.content else None
    kept = sorted(document.signed_files.order_by("-taken_at", "-pk"), key=lambda one: one != stands)
    shown = tuple(_file(one, document, stands=one == stands) for one in kept)
    may = out and bool(document.content) and (actor.may(Right.REGISTER, document.agency_id) or actor.may(Right.APPROVE, document.agency_id))
    state = PaperState(document.state or PaperState.DRAFT)
    waits = state in AWAITED and not (state is PaperState.ISSUED and stands)
    since = max((one.taken_at for one in kept), default=None)
    brought = signed_uploads_of(document, seen_by=actor).exclude(state=UploadState.TAKEN)[:MOST_UPLOADS_SHOWN] if out else ()
    uploads = tuple(one for one in brought if since is None or one.brought_at > since)
    return Signed(shown, (sent or SignedForm()) if may and waits else None, uploads)


@require_GET
def signed_file(request: Request, document_id: UUID, signed_id: UUID) -> HttpResponse:
    """Tải bản ký số, byte for byte as it came."""
    document = document_of(document_id, seen_by=request.actor)
    kept = document.signed_files.filter(pk=signed_id).first()
    if kept is None:
        raise NotFound
    return send_file(files.read(kept.file_sha256), name=kept.file_name or "ban-ky.pdf", media_type="application/pdf")


def _file(kept: SignedFile, document: OfficialDocument, *, stands: bool) -> ShownFile:
    report = SignatureReport.from_json(kept.report)
    shown = tuple(_signature(one, report, document) for one in report.people)
    lines = (*_of_paper(kept, document, stands=stands), *_of_report(report, document))
    return ShownFile(kept, stands, shown, tuple(lines))


def _of_paper(kept: SignedFile, document: OfficialDocument, *, stands: bool) -> Iterator[tuple[str, str]]:
    """How the file stands to our own paper."""
    if document.direction != Direction.OUT:
        return
    if stands:
        yield "good", _("Bản này được gửi tới các nơi nhận và đóng gói liên thông.")
    elif document.office_number and kept.number == "":
        yield "doubt", _("Bản này chưa có số nên không dùng để gửi đi. Hãy tải lên bản đã có số, ngày và chữ ký số của cơ quan.")
    elif document.office_number:
        yield "doubt", _("Bản này không dùng để gửi đi: đã có bản mới hơn, hoặc số, ngày, nội dung văn bản đã đổi sau đó.")
    if not kept.difference:
        yield "good", _("Chữ trong tệp giống văn bản Loa đã xuất; số và ngày có thể được điền thêm.")
    for code, facts in kept.doubts:
        yield "doubt", said(code, facts, _)
    if kept.why:
        yield "doubt", _("Vẫn nhận, lý do: %(why)s (%(who)s)") % {"why": kept.why, "who": kept.taken_by_name}


def _of_report(report: SignatureReport, document: OfficialDocument) -> Iterator[tuple[str, str]]:
    if report.state in _OF_STATE:
        yield "bad", str(_OF_STATE[report.state])
        return
    if document.direction == Direction.IN and report.additions:
        yield "doubt", _("Tệp có %(count)s chú thích, hình dán hoặc ô nhập nằm ngoài chữ ký.") % {"count": report.additions}
    if not report.answers_for_file:
        yield "bad", _("Không chữ ký nào phủ nội dung hiện có của tệp.")
    offices = [one for one in report.people if _is_office(one, document)]
    if not offices:
        yield (
            "doubt",
            _("Chưa nhận ra chữ ký số của cơ quan trong tệp. Văn bản điện tử cần cả chữ ký số của người có thẩm quyền và của cơ quan."),
        )
    elif len(offices) == len(report.people):
        yield "doubt", _("Mới thấy chữ ký số của cơ quan, chưa thấy chữ ký số của người có thẩm quyền.")
    if report.unread_trust:
        yield "doubt", _("Không đọc được trong thư mục chứng thư số gốc: %(names)s.") % {"names": ", ".join(report.unread_trust)}


def _signature(one: Signature, report: SignatureReport, document: OfficialDocument) -> ShownSignature:
    look, headline = _headline(one)
    return ShownSignature(look, headline, called(one), tuple(_lines(one, report, document)))


def _headline(one: Signature) -> tuple[str, str]:
    if not one.intact:
        return "bad", _("Chữ ký không khớp với nội dung tệp, hoặc không kiểm tra được.")
    if one.coverage in (Coverage.CHANGED, Coverage.PART):
        return ("bad" if one.coverage is Coverage.PART else "doubt"), str(_OF_COVERAGE[one.coverage])
    look, sentence = _OF_TRUST[one.trust]
    return look, str(sentence)


def _lines(one: Signature, report: SignatureReport, document: OfficialDocument) -> Iterator[str]:
    if _is_office(one, document):
        yield _("Chữ ký của cơ quan: trùng tên cơ quan ban hành.")
    elif document.signer and search_key(one.signer) == search_key(document.signer):
        yield _("Trùng họ tên ở khối ký của văn bản.")
    elif document.signer and not _is_office(one, document):
        yield _("Không trùng họ tên ở khối ký (%(signer)s) và không trùng tên cơ quan ban hành.") % {"signer": document.signer}
    named = ", ".join(part for part in (one.unit, one.organisation) if part and part != one.signer)
    if named:
        yield _("Đơn vị ghi trong chứng thư số: %(named)s.") % {"named": named}
    yield from _times(one)
    if one.trust is Trust.TRUSTED:
        yield _("Đối chiếu theo chứng thư số gốc: %(root)s.") % {"root": one.root}
    elif one.issuer:
        yield _("Nơi cấp ghi trong chứng thư số (chưa đối chiếu): %(issuer)s.") % {"issuer": one.issuer}
    yield _("Chứng thư số có hiệu lực %(from)s – %(to)s.") % {"from": shown_day(one.valid_from), "to": shown_day(one.valid_to)}
    if one.trust is Trust.NO_ROOTS and ended(one, report):
        yield _("Lúc kiểm tra, chứng thư số ở ngoài thời gian hiệu lực.")
    if one.intact and one.coverage is Coverage.SIGNED_ON:
        yield str(_OF_COVERAGE[one.coverage])
    if one.revocation in _OF_REVOCATION:
        yield str(_OF_REVOCATION[one.revocation])


def _times(one: Signature) -> Iterator[str]:
    if one.time_proof is TimeProof.TRUSTED:
        yield _("Ký lúc %(at)s, có dấu thời gian tin cậy.") % {"at": _moment(one.proven_at)}
        return
    if one.claimed_at:
        yield _("Ký lúc %(at)s theo máy của người ký.") % {"at": _moment(one.claimed_at)}
    if one.time_proof is TimeProof.UNTRUSTED:
        yield _("Dấu thời gian ghi %(at)s, chưa đối chiếu được nơi cấp.") % {"at": _moment(one.proven_at)}
    elif one.time_proof is TimeProof.BROKEN:
        yield _("Dấu thời gian không khớp với chữ ký.")


def _is_office(one: Signature, document: OfficialDocument) -> bool:
    return bool(document.issuer) and search_key(one.signer) == search_key(document.issuer)


def _moment(iso: str) -> str:
    """14:05 ngày 3/11/2026, in Hà Nội."""
    if not iso:
        return "?"
    at = datetime.fromisoformat(iso)
    at = at.astimezone(clock.HANOI) if at.tzinfo else at
    return f"{at:%H:%M} {at.day}/{at.month}/{at.year}"
