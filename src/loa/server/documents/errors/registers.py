"""What the register refuses."""

from loa.core.errors import BadInput, Conflict
from loa.core.words import vi


class AlreadyRegistered(Conflict):
    """The agency holds this very file already."""

    code = "documents.already_registered"
    sentence = vi("Văn bản này đã được đăng ký: số đến {register_number} năm {year} ({reference}). Hãy mở bản đã đăng ký.")


class DateNotUnderstood(BadInput):
    """A typed day that is none."""

    code = "documents.date_not_understood"
    sentence = vi("“{value}” không phải một ngày có thật. Hãy nhập theo dạng ngày/tháng/năm, ví dụ 28/7/2021.")


class FieldUnknown(BadInput):
    """A field that cannot be corrected."""

    code = "documents.field_unknown"
    sentence = vi("Không có trường “{field}” để sửa. Hãy chọn một trường trong danh sách.")


class NumberMissing(BadInput):
    """The office's own number is empty, too long, or holds no digit."""

    code = "documents.number_missing"
    sentence = vi("Số văn bản còn trống, không có chữ số nào, hoặc dài quá 40 ký tự. Hãy nhập số theo sổ văn thư.")


class PaperDayFar(BadInput):
    """The day of a paper that is numbered now lies more than a year away: a slip of the pen in the year."""

    code = "documents.day_far"
    sentence = vi("Ngày {day} cách hôm nay hơn một năm. Hãy kiểm tra lại năm của văn bản.")


class NumberTaken(Conflict):
    """Another paper of the office bears this number, with this symbol, in this year."""

    code = "documents.number_taken"
    sentence = vi("Số {reference} năm {year} đã cấp cho văn bản “{subject}”. Hãy xem lại sổ đăng ký văn bản đi rồi nhập đúng số.")


class CorrectionTooLong(BadInput):
    """A correction that the register has no room for; nothing is cut in silence."""

    code = "documents.correction_too_long"
    sentence = vi("Nội dung sửa dài {length} ký tự; mục này giữ tối đa {most}. Chưa có gì thay đổi: hãy rút ngắn rồi lưu lại.")
