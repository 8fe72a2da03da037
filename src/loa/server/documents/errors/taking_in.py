"""What a file can earn when it is taken in and read."""

from loa.core.errors import BadInput, TooLarge, Unavailable
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
    sentence = vi(
        "Tệp {name} không phải văn bản đọc được (tệp nhị phân hoặc định dạng lạ). Hãy gửi tệp DOCX, PDF, ảnh chụp hoặc tệp chữ thuần (.txt)."
    )


class RecogniserMissing(Unavailable):
    """A scan or photograph, and tesseract or its Vietnamese tables are not installed."""

    code = "documents.recogniser_missing"
    sentence = vi(
        "Máy chủ chưa cài phần mềm nhận dạng chữ tiếng Việt nên chưa đọc được ảnh và bản quét. Hãy báo quản trị viên cài gói tesseract-ocr và tesseract-ocr-vie, hoặc gửi bản DOCX của văn bản."
    )


class PageTakesTooLong(BadInput):
    """A page on which the recogniser used up its time."""

    code = "documents.page_takes_too_long"
    sentence = vi(
        "Một trang của tệp {name} chưa nhận dạng xong sau {seconds} giây nên đã dừng. Hãy quét lại rõ hơn ở 300 dpi, hoặc gửi bản DOCX."
    )


class NothingRecognised(BadInput):
    """A picture or scan without a page of Vietnamese in it."""

    code = "documents.nothing_recognised"
    sentence = vi(
        "Không nhận ra chữ tiếng Việt trong tệp {name}. Nếu đây là văn bản, hãy chụp hoặc quét lại thẳng, đủ sáng, cả trang; hoặc gửi bản DOCX."
    )


class PictureUnusable(BadInput):
    """A picture that cannot be opened."""

    code = "documents.picture_unusable"
    sentence = vi("Tệp ảnh {name} bị hỏng hoặc không mở được. Hãy chụp hoặc quét lại, lưu dạng JPEG, PNG hoặc TIFF rồi gửi lại.")


class PictureFormatUnknown(BadInput):
    """HEIC, of some telephones."""

    code = "documents.picture_format_unknown"
    sentence = vi("Tệp ảnh {name} ở định dạng HEIC, hệ thống chưa đọc được. Hãy lưu ảnh thành JPEG rồi gửi lại.")


class PictureTooLarge(TooLarge):
    """More points than are drawn."""

    code = "documents.picture_too_large"
    sentence = vi("Ảnh trong tệp {name} quá lớn (tối đa 60 triệu điểm ảnh). Hãy quét ở 300 dpi hoặc chụp ở cỡ nhỏ hơn rồi gửi lại.")


class PdfDamaged(BadInput):
    """A PDF that cannot be opened, or is cut off."""

    code = "documents.pdf_damaged"
    sentence = vi("Tệp PDF {name} bị hỏng hoặc bị cắt cụt, không mở được. Hãy tải lại từ nguồn hoặc xin lại tệp gốc.")


class TooManyPages(TooLarge):
    """More pages than are read."""

    code = "documents.too_many_pages"
    sentence = vi("Tệp {name} có {pages} trang, vượt mức {most} trang. Hãy gửi riêng phần văn bản chính, phụ lục dài gửi sau.")


class ConverterMissing(Unavailable):
    """.doc of Word 97–2003 or RTF, and LibreOffice is not installed."""

    code = "documents.converter_missing"
    sentence = vi(
        "Tệp {name} là định dạng Word cũ (.doc, .rtf); máy chủ chưa cài LibreOffice để chuyển đổi. Hãy mở bằng Word, lưu lại thành DOCX rồi gửi lại; hoặc báo quản trị viên cài gói libreoffice-writer-nogui."
    )


class OldWordDamaged(BadInput):
    """.doc or RTF that ends too early, or that LibreOffice could not open in its time."""

    code = "documents.old_word_damaged"
    sentence = vi(
        "Tệp {name} (Word cũ) bị hỏng, bị cắt cụt hoặc chuyển đổi không xong. Hãy mở bằng Word, lưu lại thành DOCX rồi gửi lại; "
        "Word cũng không mở được thì xin lại tệp."
    )


class LegacyEncoding(BadInput):
    """Text in an encoding that is neither Unicode nor TCVN3, VNI, Windows-1258."""

    code = "documents.legacy_encoding"
    sentence = vi(
        "Không nhận ra bảng mã của tệp {name} (không phải Unicode, TCVN3, VNI hay Windows-1258). Hãy mở tệp, lưu lại theo Unicode (UTF-8) rồi gửi lại."
    )


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


class ReadingStopped(BadInput):
    """The worker ended several times over the same page."""

    code = "documents.reading_stopped"
    sentence = vi(
        "Việc đọc tệp {name} bị ngắt nhiều lần ở trang {page} nên đã dừng. Hãy quét lại, hoặc gửi bản DOCX; tệp gốc vẫn được giữ."
    )
