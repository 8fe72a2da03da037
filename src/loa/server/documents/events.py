"""What happened to official papers."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from loa.core.words import vi
from loa.server.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class DocumentReceived(Event):
    """Tiếp nhận văn bản đến."""

    code: ClassVar[str] = "document.received"
    sentence: ClassVar[str] = vi("Tiếp nhận văn bản {reference}")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    reference: str
    file_sha256: str


@dataclass(frozen=True, kw_only=True)
class FileGivenIn(Event):
    """Gửi tệp vào để đọc: the worker reads it."""

    code: ClassVar[str] = "document.file_given_in"
    sentence: ClassVar[str] = vi("Gửi tệp {file_name} vào để đọc và vào sổ")
    subject: ClassVar[str] = "given_id"
    given_id: UUID
    file_name: str
    file_sha256: str


@dataclass(frozen=True, kw_only=True)
class FileRefused(Event):
    """Một tệp không đọc được: it stays kept, nothing is registered."""

    code: ClassVar[str] = "document.file_refused"
    sentence: ClassVar[str] = vi("Tệp {file_name} chưa đọc được ({refusal})")
    subject: ClassVar[str] = "given_id"
    given_id: UUID
    file_name: str
    refusal: str


@dataclass(frozen=True, kw_only=True)
class ReadingCorrected(Event):
    """Sửa kết quả đọc văn bản."""

    code: ClassVar[str] = "document.reading_corrected"
    sentence: ClassVar[str] = vi("Sửa mục {field} của văn bản")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    field: str


@dataclass(frozen=True, kw_only=True)
class ReadingConfirmed(Event):
    """Xác nhận một chỗ máy đọc đúng."""

    code: ClassVar[str] = "document.reading_confirmed"
    sentence: ClassVar[str] = vi("Xác nhận mục {field} của văn bản được đọc đúng")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    field: str


@dataclass(frozen=True, kw_only=True)
class PaperDrawnUp(Event):
    """Soạn văn bản đi."""

    code: ClassVar[str] = "document.drawn_up"
    sentence: ClassVar[str] = vi("Soạn văn bản đi: {subject_line}")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    subject_line: str


@dataclass(frozen=True, kw_only=True)
class OfficeNumberEntered(Event):
    """Văn thư cấp số."""

    code: ClassVar[str] = "document.office_number_entered"
    sentence: ClassVar[str] = vi("Văn thư cấp số {office_number}")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    office_number: str


@dataclass(frozen=True, kw_only=True)
class PacketTaken(Event):
    """Tiếp nhận gói liên thông."""

    code: ClassVar[str] = "document.packet_taken"
    sentence: ClassVar[str] = vi("Tiếp nhận gói edXML {identifier} ({business})")
    subject: ClassVar[str] = "exchange_id"
    exchange_id: UUID
    identifier: str
    business: str
    file_sha256: str


@dataclass(frozen=True, kw_only=True)
class PacketSent(Event):
    """Đóng gói văn bản để gửi qua liên thông."""

    code: ClassVar[str] = "document.packet_sent"
    sentence: ClassVar[str] = vi("Đóng gói edXML {identifier} cho {organs} nơi nhận ({business})")
    subject: ClassVar[str] = "exchange_id"
    exchange_id: UUID
    identifier: str
    business: str
    organs: int
    file_sha256: str


@dataclass(frozen=True, kw_only=True)
class PacketAnswered(Event):
    """Ghi trạng thái xử lý của gói liên thông."""

    code: ClassVar[str] = "document.packet_answered"
    sentence: ClassVar[str] = vi("Gói liên thông: {organ} báo trạng thái {status}")
    subject: ClassVar[str] = "exchange_id"
    exchange_id: UUID
    organ: str
    status: str


@dataclass(frozen=True, kw_only=True)
class StrangerAnswered(Event):
    """Ghi trạng thái do một cơ quan không có trong nơi nhận của gói báo về."""

    code: ClassVar[str] = "document.stranger_answered"
    sentence: ClassVar[str] = vi("Gói liên thông: {organ}, không có trong nơi nhận, báo trạng thái {status}")
    subject: ClassVar[str] = "exchange_id"
    exchange_id: UUID
    organ: str
    status: str


@dataclass(frozen=True, kw_only=True)
class PacketsHandedOver(Event):
    """Chuyển các gói liên thông sang thư mục gửi."""

    code: ClassVar[str] = "document.packets_handed_over"
    sentence: ClassVar[str] = vi("Chuyển {packets} gói và {answers} thông báo trạng thái sang thư mục gửi")
    subject: ClassVar[str] = "folder"
    folder: str
    packets: int
    answers: int


@dataclass(frozen=True, kw_only=True)
class PaperDelivered(Event):
    """Chuyển văn bản đến các nơi nhận."""

    code: ClassVar[str] = "document.delivered"
    sentence: ClassVar[str] = vi("Chuyển văn bản {reference} đến {offices} nơi nhận")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    reference: str
    offices: int


@dataclass(frozen=True, kw_only=True)
class DeliveryOpened(Event):
    """Nơi nhận mở văn bản."""

    code: ClassVar[str] = "document.delivery_opened"
    sentence: ClassVar[str] = vi("Nơi nhận mở văn bản {reference}")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    agency_id: UUID
    reference: str


@dataclass(frozen=True, kw_only=True)
class DeliveryAccepted(Event):
    """Nơi nhận tiếp nhận văn bản, vào sổ văn bản đến."""

    code: ClassVar[str] = "document.delivery_accepted"
    sentence: ClassVar[str] = vi("Tiếp nhận văn bản {reference} vào sổ văn bản đến")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    agency_id: UUID
    reference: str
    taken_in_as: UUID


@dataclass(frozen=True, kw_only=True)
class DeliveryReturned(Event):
    """Nơi nhận trả lại văn bản."""

    code: ClassVar[str] = "document.delivery_returned"
    sentence: ClassVar[str] = vi("Nơi nhận trả lại văn bản {reference}")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    agency_id: UUID
    reference: str


@dataclass(frozen=True, kw_only=True)
class ReceiversReminded(Event):
    """Nhắc các nơi nhận chưa tiếp nhận."""

    code: ClassVar[str] = "document.receivers_reminded"
    sentence: ClassVar[str] = vi("Nhắc {offices} nơi nhận chưa tiếp nhận văn bản {reference}")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    reference: str
    offices: int


@dataclass(frozen=True, kw_only=True)
class PaperSubmitted(Event):
    """Trình văn bản đi để ký nháy."""

    code: ClassVar[str] = "document.submitted"
    sentence: ClassVar[str] = vi("Trình văn bản")
    subject: ClassVar[str] = "document_id"
    document_id: UUID


@dataclass(frozen=True, kw_only=True)
class PaperReturned(Event):
    """Trả lại văn bản cho người soạn."""

    code: ClassVar[str] = "document.returned"
    sentence: ClassVar[str] = vi("Trả lại văn bản cho người soạn")
    subject: ClassVar[str] = "document_id"
    document_id: UUID


@dataclass(frozen=True, kw_only=True)
class PaperInitialled(Event):
    """Ký nháy."""

    code: ClassVar[str] = "document.initialled"
    sentence: ClassVar[str] = vi("Ký nháy văn bản")
    subject: ClassVar[str] = "document_id"
    document_id: UUID


@dataclass(frozen=True, kw_only=True)
class PaperFormChecked(Event):
    """Kiểm tra thể thức; `faults` counts those that passed with a reason."""

    code: ClassVar[str] = "document.form_checked"
    sentence: ClassVar[str] = vi("Kiểm tra thể thức văn bản ({faults} chỗ được giữ nguyên có lý do)")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    faults: int


@dataclass(frozen=True, kw_only=True)
class PaperSigned(Event):
    """Ký văn bản."""

    code: ClassVar[str] = "document.signed"
    sentence: ClassVar[str] = vi("Ký văn bản")
    subject: ClassVar[str] = "document_id"
    document_id: UUID


@dataclass(frozen=True, kw_only=True)
class PaperIssued(Event):
    """Phát hành văn bản đi."""

    code: ClassVar[str] = "document.issued"
    sentence: ClassVar[str] = vi("Phát hành văn bản {reference}")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    reference: str


@dataclass(frozen=True, kw_only=True)
class PaperRecalled(Event):
    """Thu hồi văn bản đã phát hành."""

    code: ClassVar[str] = "document.recalled"
    sentence: ClassVar[str] = vi("Thu hồi văn bản {reference}")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    reference: str


@dataclass(frozen=True, kw_only=True)
class PaperReplaced(Event):
    """Thay thế văn bản đã phát hành bằng văn bản khác."""

    code: ClassVar[str] = "document.replaced"
    sentence: ClassVar[str] = vi("Thay thế văn bản {reference}")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    reference: str
    replacement_id: UUID


@dataclass(frozen=True, kw_only=True)
class PaperRewritten(Event):
    """Sửa bản thảo văn bản đi."""

    code: ClassVar[str] = "document.rewritten"
    sentence: ClassVar[str] = vi("Sửa bản thảo văn bản")
    subject: ClassVar[str] = "document_id"
    document_id: UUID


@dataclass(frozen=True, kw_only=True)
class SignedFileBrought(Event):
    """Gửi bản ký số lại để kiểm tra: the worker checks it."""

    code: ClassVar[str] = "document.signed_file_brought"
    sentence: ClassVar[str] = vi("Gửi bản ký số {file_name} để kiểm tra")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    upload_id: UUID
    file_name: str
    file_sha256: str


@dataclass(frozen=True, kw_only=True)
class SignedFileRefused(Event):
    """Một bản ký số không được nhận: the file stays kept, the paper is as it was."""

    code: ClassVar[str] = "document.signed_file_refused"
    sentence: ClassVar[str] = vi("Bản ký số {file_name} chưa được nhận ({refusal})")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    upload_id: UUID
    file_name: str
    refusal: str


@dataclass(frozen=True, kw_only=True)
class SignedFileTaken(Event):
    """Nhận bản ký số của văn bản đi; `doubts` counts what was accepted with a reason."""

    code: ClassVar[str] = "document.signed_file_taken"
    sentence: ClassVar[str] = vi("Nhận bản ký số của văn bản ({signatures} chữ ký, {doubts} điều được nhận có lý do)")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    file_sha256: str
    signatures: int
    doubts: int


@dataclass(frozen=True, kw_only=True)
class SignaturesChecked(Event):
    """Kiểm tra chữ ký số của văn bản đến."""

    code: ClassVar[str] = "document.signatures_checked"
    sentence: ClassVar[str] = vi("Kiểm tra chữ ký số của văn bản đến ({signatures} chữ ký)")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    file_sha256: str
    signatures: int


@dataclass(frozen=True, kw_only=True)
class ProposalsRequested(Event):
    """Nhờ mô hình ngôn ngữ của cơ quan đọc văn bản; `not_secret`: a person looked and says that no stamp of secrecy is on it."""

    code: ClassVar[str] = "document.proposals_requested"
    sentence: ClassVar[str] = vi("Nhờ mô hình ngôn ngữ của cơ quan đọc văn bản")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    not_secret: bool


@dataclass(frozen=True, kw_only=True)
class ReadingProposed(Event):
    """Mô hình ngôn ngữ đã trả lời, or why not (`outcome`); `dropped` counts what did not hold."""

    code: ClassVar[str] = "document.reading_proposed"
    sentence: ClassVar[str] = vi("Mô hình {model} đề xuất {proposed} giá trị, bỏ {dropped} ({outcome})")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    model: str
    outcome: str
    proposed: int
    dropped: int


@dataclass(frozen=True, kw_only=True)
class ProposalTaken(Event):
    """Nhận một đề xuất của mô hình ngôn ngữ: the correction itself is an act of its own beside it."""

    code: ClassVar[str] = "document.proposal_taken"
    sentence: ClassVar[str] = vi("Nhận đề xuất của mô hình {model} cho mục {field}")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    proposal_id: UUID
    field: str
    model: str


@dataclass(frozen=True, kw_only=True)
class ProposalRefused(Event):
    """Không nhận một đề xuất của mô hình ngôn ngữ."""

    code: ClassVar[str] = "document.proposal_refused"
    sentence: ClassVar[str] = vi("Không nhận đề xuất của mô hình {model} cho mục {field}")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    proposal_id: UUID
    field: str
    model: str
