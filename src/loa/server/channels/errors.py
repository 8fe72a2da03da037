"""Refusals of channels."""

from loa.core.errors import BadInput, Conflict, NotFound
from loa.core.words import vi


class StationNotFound(NotFound):
    """No such station, or not for the caller."""

    code = "channels.station_not_found"
    sentence = vi("Không tìm thấy đài truyền thanh này trong phạm vi của đơn vị. Hãy kiểm tra lại danh sách đài.")


class NameTaken(Conflict):
    """The agency has a station or board, or the station a cluster, of that name already."""

    code = "channels.name_taken"
    sentence = vi("Tên “{name}” đã được dùng. Hãy đặt tên khác để không nhầm khi lập lịch và báo cáo.")


class TechnologyUnfit(BadInput):
    """A player or a vendor's system was said to run on wire or FM."""

    code = "channels.technology_unfit"
    sentence = vi("Đài “{name}” thuộc loại {kind} thì không chạy trên {technology}. Hãy chọn lại loại đài hoặc công nghệ.")


class NameMissing(BadInput):
    """An asset without a name, or with one that is too long."""

    code = "channels.name_missing"
    sentence = vi("Chưa có tên, hoặc tên dài quá 300 ký tự. Hãy nhập tên ngắn gọn, ví dụ “Đài truyền thanh phường Bạch Mai”.")


class EndsBeforeStart(BadInput):
    """A station was said to end before it began."""

    code = "channels.ends_before_start"
    sentence = vi("Ngày ngừng {ended_on} không sau ngày bắt đầu {started_on}. Hãy kiểm tra lại ngày ngừng hoạt động.")


class SpeakersImplausible(BadInput):
    """A cluster of none, or of more loudspeakers than any place has."""

    code = "channels.speakers_implausible"
    sentence = vi("Cụm “{name}” ghi {speakers} loa. Hãy nhập số loa từ 1 đến {most}.")


class LinkNotFound(NotFound):
    """No link of this code."""

    code = "channels.link_not_found"
    sentence = vi("Không có liên kết mang mã {code}. Hãy quét lại mã hoặc hỏi đơn vị đã phát hành.")


class LinkExpired(NotFound):
    """The link was made to end, and has ended."""

    code = "channels.link_expired"
    sentence = vi("Liên kết này đã hết hạn. Hãy hỏi đơn vị đã phát hành để nhận thông tin mới.")


class ContentTooLong(BadInput):
    """A text does not fit its channel at the smallest legible size, or in the operator's length."""

    code = "channels.content_too_long"
    sentence = vi(
        "Nội dung quá dài cho {channel}: {amount} {unit}, cho phép tối đa {limit} {unit}. Hãy rút gọn nội dung dành cho kênh này."
    )


class PageOverfull(BadInput):
    """A paper that must be one page does not fit at the smallest legible size."""

    code = "channels.page_overfull"
    sentence = vi("Nội dung không vừa một trang {paper} ở cỡ chữ còn đọc được. Hãy rút bớt ý hoặc rút ngắn câu rồi tạo lại.")


class NothingToShow(BadInput):
    """A channel was given a text with nothing in it."""

    code = "channels.nothing_to_show"
    sentence = vi("Chưa có nội dung cho {channel}. Hãy nhập tiêu đề và nội dung trước khi tạo bản dành cho kênh này.")


class SoundMissing(BadInput):
    """A session was to be packed without its sound."""

    code = "channels.sound_missing"
    sentence = vi("Buổi phát {session} chưa có âm thanh. Hãy ghép âm thanh của buổi phát rồi xuất lại.")


class LettersUnprintable(BadInput):
    """A text holds letters of a script that the papers' font cannot draw."""

    code = "channels.letters_unprintable"
    sentence = vi("Phông chữ của bản in chưa có các chữ: {letters}. Hãy thay các chữ này, hoặc dùng bản ghi âm cho ngôn ngữ đó.")
