"""What an edXML packet, or an answer to one, can earn."""

from collections.abc import Sequence

from loa.core.errors import BadInput, Conflict
from loa.core.reorganising.problems import Problem
from loa.core.words import vi


class PacketUnreadable(BadInput):
    """Not edXML, or damaged."""

    code = "documents.packet_unreadable"
    sentence = vi("Tệp {name} không phải gói edXML đọc được (sai định dạng hoặc hỏng). Hãy tải lại gói từ hệ thống liên thông rồi gửi lại.")


class PacketUnsafe(BadInput):
    """Declarations, bombs, too many or too large files."""

    code = "documents.packet_unsafe"
    sentence = vi(
        "Gói {name} chứa nội dung không an toàn (khai báo lạ, tệp nén bất thường hoặc quá nhiều tệp) nên không mở. Hãy báo nơi gửi."
    )


class PacketIncomplete(BadInput):
    """An element without which a packet names no paper."""

    code = "documents.packet_incomplete"
    sentence = vi(
        "Gói {name} thiếu phần {element} theo QCVN 102:2016/BTTTT nên chưa tiếp nhận được. Hãy đề nghị nơi gửi gửi lại gói đầy đủ."
    )


class PacketNotForUs(Conflict):
    """Addressed to other organs."""

    code = "documents.packet_not_for_us"
    sentence = vi("Gói {name} gửi cho {to}, không gửi cho đơn vị ({own}). Hãy kiểm tra nơi nhận, hoặc mã định danh đã ghi của đơn vị.")


class PacketContradicts(Conflict):
    """A new paper under the identifier of one that came before, and it is another."""

    code = "documents.packet_contradicts"
    sentence = vi(
        "Gói {name} mang mã văn bản {identifier} đã nhận trước đây nhưng nội dung khác. Hãy đề nghị nơi gửi gửi gói “cập nhật” hoặc “thay thế”."
    )


class PacketUnknown(Conflict):
    """An answer to a packet that was never sent from here."""

    code = "documents.packet_unknown"
    sentence = vi(
        "Thông báo trạng thái {name} trả lời văn bản {identifier}, không có trong các gói đơn vị đã gửi. Hãy kiểm tra lại tệp, hoặc hỏi nơi gửi."
    )


class ExchangeFolderBusy(Conflict):
    """Another run works on the folder and did not end in time."""

    code = "documents.exchange_folder_busy"
    sentence = vi(
        "Một lượt trao đổi khác đang chạy trên thư mục này và chưa xong sau {seconds} giây. Chưa có gì được nhận hay gửi hai lần: hãy đợi lượt ấy xong rồi chạy lại."
    )


class IdentifiersRefused(BadInput):
    """Rows of a list of identifiers that cannot be entered; nothing was. `problems` holds them all."""

    code = "documents.identifiers_refused"
    sentence = vi("{first} Danh sách có {count} chỗ sai; chưa ghi mã nào.")

    def __init__(self, problems: Sequence[Problem] = ()) -> None:
        self.problems = sorted(problems, key=lambda problem: problem.line)
        super().__init__(count=len(self.problems), first=self.problems[0] if self.problems else "")


class PacketForNobody(Conflict):
    """None of its receivers works here."""

    code = "documents.packet_for_nobody"
    sentence = vi(
        "Gói {name} gửi cho {to}; không nơi nhận nào có mã định danh trong hệ thống. Hãy kiểm tra mã định danh đã ghi của các đơn vị."
    )


class PaperWithoutNumber(Conflict):
    """Only an issued paper is packed."""

    code = "documents.paper_without_number"
    sentence = vi("Văn bản chưa có số nên chưa gửi đi được. Hãy để văn thư cấp số rồi đóng gói.")


class NoOrganIdentifier(Conflict):
    """The sender, or none of the receivers, is known by an identifier."""

    code = "documents.no_organ_identifier"
    sentence = vi("{who} chưa có mã định danh nên chưa đóng gói liên thông được. Hãy ghi mã định danh theo quyết định cấp mã.")
