"""Refusals of this stage. First the ones a file can earn when it is taken in."""

from loa.core.errors import BadInput, Conflict, TooLarge
from loa.core.words import vi


class FileEmpty(BadInput):
    """No bytes, or no text in them."""

    code = "documents.file_empty"
    sentence = vi("Tệp {name} không có nội dung. Hãy kiểm tra lại tệp gốc rồi gửi lại.")


class FileTooLarge(TooLarge):
    """More bytes than are taken."""

    code = "documents.file_too_large"
    sentence = vi(
        "Tệp {name} nặng {size_mb} MB, vượt mức {limit_mb} MB. Hãy gửi riêng phần văn bản chính, hoặc giảm dung lượng tệp rồi gửi lại."
    )


class FileNotText(BadInput):
    """Bytes that are neither text nor a paper we read."""

    code = "documents.file_not_text"
    sentence = vi("Tệp {name} không phải văn bản đọc được (tệp nhị phân hoặc định dạng lạ). Hãy gửi tệp DOCX hoặc tệp chữ thuần (.txt).")


class PictureNotReadYet(BadInput):
    """A photo or a scanned page."""

    code = "documents.picture_not_read_yet"
    sentence = vi(
        "Tệp {name} là ảnh; hệ thống chưa đọc được chữ trong ảnh. Hãy gửi bản DOCX của văn bản hoặc chép nội dung vào tệp chữ thuần (.txt)."
    )


class PdfNotReadYet(BadInput):
    """PDF is not read yet."""

    code = "documents.pdf_not_read_yet"
    sentence = vi(
        "Tệp {name} là PDF; hệ thống chưa đọc được PDF. Hãy lưu văn bản thành DOCX, hoặc chép nội dung vào tệp chữ thuần (.txt) rồi gửi lại."
    )


class OldWordNotReadYet(BadInput):
    """.doc of Word 97–2003, or RTF."""

    code = "documents.old_word_not_read_yet"
    sentence = vi(
        "Tệp {name} là định dạng Word cũ, hệ thống chưa đọc được. Hãy mở bằng Word hoặc LibreOffice, lưu lại thành DOCX rồi gửi lại."
    )


class LegacyEncoding(BadInput):
    """Text in TCVN3, VNI or another encoding than Unicode."""

    code = "documents.legacy_encoding"
    sentence = vi("Tệp {name} dùng bảng mã cũ (TCVN3, VNI hoặc bảng mã khác Unicode). Hãy chuyển sang Unicode (UTF-8) rồi gửi lại.")


class PasswordProtected(BadInput):
    """The file can only be opened with a password."""

    code = "documents.password_protected"
    sentence = vi("Tệp {name} được đặt mật khẩu nên không mở được. Hãy bỏ mật khẩu rồi gửi lại.")


class DocxDamaged(BadInput):
    """A DOCX that cannot be opened."""

    code = "documents.docx_damaged"
    sentence = vi("Tệp {name} bị hỏng, không mở được. Hãy mở bằng Word hoặc LibreOffice, lưu lại thành DOCX rồi gửi lại.")


class DocxUnsafe(BadInput):
    """A zip bomb, or XML that declares entities."""

    code = "documents.docx_unsafe"
    sentence = vi("Tệp {name} có cấu trúc bất thường, có thể gây hại, nên hệ thống không mở. Hãy liên hệ nơi gửi để xin lại tệp gốc.")


class NotVietnamese(BadInput):
    """Text, but not in Vietnamese with its diacritics."""

    code = "documents.not_vietnamese"
    sentence = vi("Nội dung tệp {name} không phải tiếng Việt có dấu. Hãy kiểm tra lại tệp, hoặc gửi bản có dấu đầy đủ.")


class NoLetterFound(BadInput):
    """Vietnamese text without a mark of an official paper."""

    code = "documents.no_letter_found"
    sentence = vi(
        "Không thấy văn bản hành chính trong tệp {name} (không có số, ký hiệu, nơi nhận, kính gửi hay tên loại văn bản). Hãy kiểm tra xem đã chọn đúng tệp chưa."
    )


# What the register refuses.


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
    """The office's own number is empty or too long."""

    code = "documents.number_missing"
    sentence = vi("Số văn bản còn trống hoặc dài quá 40 ký tự. Hãy nhập số theo sổ văn thư.")


class CorrectionTooLong(BadInput):
    """A correction that the register has no room for; nothing is cut in silence."""

    code = "documents.correction_too_long"
    sentence = vi("Nội dung sửa dài {length} ký tự; mục này giữ tối đa {most}. Chưa có gì thay đổi: hãy rút ngắn rồi lưu lại.")
