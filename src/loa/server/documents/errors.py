"""Refusals of this stage. First the ones a file can earn when it is taken in."""

from loa.core.errors import BadInput, Conflict, TooLarge, Unavailable
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
    """.doc or RTF that LibreOffice could not open in its time."""

    code = "documents.old_word_damaged"
    sentence = vi("Tệp {name} (Word cũ) bị hỏng hoặc chuyển đổi không xong. Hãy mở bằng Word, lưu lại thành DOCX rồi gửi lại.")


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


class NumberTaken(Conflict):
    """Another paper of the office bears this number, with this symbol, in this year."""

    code = "documents.number_taken"
    sentence = vi("Số {reference} năm {year} đã cấp cho văn bản “{subject}”. Hãy xem lại sổ đăng ký văn bản đi rồi nhập đúng số.")


class CorrectionTooLong(BadInput):
    """A correction that the register has no room for; nothing is cut in silence."""

    code = "documents.correction_too_long"
    sentence = vi("Nội dung sửa dài {length} ký tự; mục này giữ tối đa {most}. Chưa có gì thay đổi: hãy rút ngắn rồi lưu lại.")


class PacketUnreadable(BadInput):
    """Not edXML, or damaged."""

    code = "documents.packet_unreadable"
    sentence = vi("Tệp {name} không phải gói edXML đọc được (sai định dạng hoặc hỏng). Hãy tải lại gói từ hệ thống liên thông rồi gửi lại.")


class PacketUnsafe(BadInput):
    """Declarations, bombs, too many or too large files."""

    code = "documents.packet_unsafe"
    sentence = vi(
        "Gói {name} chứa nội dung không an toàn (khai báo lạ, tệp nén bất thường hoặc quá nhiều tệp) nên không mở. Hãy báo bên gửi."
    )


class PacketIncomplete(BadInput):
    """An element without which a packet names no paper."""

    code = "documents.packet_incomplete"
    sentence = vi(
        "Gói {name} thiếu phần {element} theo QCVN 102:2016/BTTTT nên chưa tiếp nhận được. Hãy đề nghị bên gửi gửi lại gói đầy đủ."
    )


# What a person wrote as the content of a paper (`loa write`).


class PaperKindUnknown(BadInput):
    """A type of paper that is not written here."""

    code = "documents.paper_kind_unknown"
    sentence = vi("Không có loại văn bản “{kind}”. Các loại viết được: {known}.")


class ContentNotJson(BadInput):
    """The file of the content is no JSON object in UTF-8."""

    code = "documents.content_not_json"
    sentence = vi(
        "Tệp nội dung không phải JSON đúng, ở dòng {line}, cột {column}. Hãy sửa chỗ đó, hoặc bắt đầu từ mẫu: loa write --example."
    )


class ContentKeyTwice(BadInput):
    """A key stands twice in one object: one of the two would be lost in silence."""

    code = "documents.content_key_twice"
    sentence = vi("Mục “{key}” được ghi hai lần trong cùng một nhóm. Hãy bỏ bớt một.")


class ContentKeyUnknown(BadInput):
    """A key that no paper has."""

    code = "documents.content_key_unknown"
    sentence = vi("Tại {place}: không có mục “{key}”. Các mục dùng được: {known}.")


class ContentKeyMissing(BadInput):
    """A key that every paper needs."""

    code = "documents.content_key_missing"
    sentence = vi("Tại {place}: thiếu mục “{key}”. Hãy thêm mục này vào tệp nội dung.")


class ContentValueWrong(BadInput):
    """A value that the place cannot hold."""

    code = "documents.content_value_wrong"
    sentence = vi("Tại {place}: không dùng được giá trị {value}. Cần {wanted}.")


class PacketNotForUs(Conflict):
    """Addressed to other organs."""

    code = "documents.packet_not_for_us"
    sentence = vi("Gói {name} gửi cho {to}, không gửi cho đơn vị ({own}). Hãy kiểm tra nơi nhận, hoặc mã định danh đã ghi của đơn vị.")


class PacketContradicts(Conflict):
    """A new paper under the identifier of one that came before, and it is another."""

    code = "documents.packet_contradicts"
    sentence = vi(
        "Gói {name} mang mã văn bản {identifier} đã nhận trước đây nhưng nội dung khác. Hãy đề nghị bên gửi gửi gói “cập nhật” hoặc “thay thế”."
    )


class PacketUnknown(Conflict):
    """An answer to a packet that was never sent from here."""

    code = "documents.packet_unknown"
    sentence = vi(
        "Thông báo trạng thái {name} trả lời văn bản {identifier}, không có trong các gói đơn vị đã gửi. Hãy kiểm tra lại tệp, hoặc hỏi bên gửi."
    )


class PaperWithoutNumber(Conflict):
    """Only an issued paper is packed."""

    code = "documents.paper_without_number"
    sentence = vi("Văn bản chưa có số nên chưa gửi đi được. Hãy để văn thư cấp số rồi đóng gói.")


class NoOrganIdentifier(Conflict):
    """The sender, or none of the receivers, is known by an identifier."""

    code = "documents.no_organ_identifier"
    sentence = vi("{who} chưa có mã định danh nên chưa đóng gói liên thông được. Hãy ghi mã định danh theo quyết định cấp mã.")


class PacketForNobody(Conflict):
    """None of its receivers works here."""

    code = "documents.packet_for_nobody"
    sentence = vi(
        "Gói {name} gửi cho {to}; không nơi nhận nào có mã định danh trong hệ thống. Hãy kiểm tra mã định danh đã ghi của các đơn vị."
    )


# The way of an outgoing paper through the office.


class PaperIsIncoming(Conflict):
    """Steps are for papers of one's own."""

    code = "documents.paper_is_incoming"
    sentence = vi("Đây là văn bản đến nên không qua các bước trình ký, phát hành. Hãy chọn một văn bản đi.")


class FormFaulty(BadInput):
    """The form of the paper has faults, and nobody said why it may pass."""

    code = "documents.form_faulty"
    sentence = vi("Thể thức văn bản còn thiếu sót: {faults}. Hãy trả lại để sửa; nếu giữ nguyên, ghi rõ lý do.")


class StepWhyMissing(BadInput):
    """Giving back, recalling and replacing need a sentence that says why."""

    code = "documents.step_why_missing"
    sentence = vi("Chưa ghi lý do. Hãy ghi một câu để người nhận biết vì sao.")


class NotReplaceable(Conflict):
    """What is to stand in its place is not an issued paper of the same agency."""

    code = "documents.not_replaceable"
    sentence = vi("Văn bản thay thế phải là một văn bản khác của chính đơn vị và đã phát hành. Hãy phát hành văn bản mới trước.")


class NothingToRewrite(Conflict):
    """The draft is not the one that was on the page, or holds no content of ours."""

    code = "documents.nothing_to_rewrite"
    sentence = vi("Bản thảo vừa được người khác sửa, hoặc không có nội dung để sửa. Hãy mở lại trang rồi sửa tiếp; chưa có gì bị ghi đè.")


# What a signed PDF can earn when it comes back.


class SignedFileNotPdf(BadInput):
    """The signed file is no PDF."""

    code = "documents.signed_file_not_pdf"
    sentence = vi("Tệp {name} không phải PDF. Hãy tải bản PDF của văn bản, ký số rồi gửi lại chính tệp PDF đã ký.")


class SignedFileNotAwaited(Conflict):
    """The paper is under way in the office, or no longer in force."""

    code = "documents.signed_file_not_awaited"
    sentence = vi("Văn bản {state} nên chưa nhận bản ký. Hãy làm xong bước kiểm tra thể thức trước; văn bản đã thu hồi thì không nhận nữa.")


class SignedFileStandsAlready(Conflict):
    """The paper is issued, and its signed file went out with it."""

    code = "documents.signed_file_stands"
    sentence = vi("Văn bản đã phát hành cùng bản ký số nên không đổi bản ký. Nếu bản ký sai, hãy thu hồi hoặc thay thế văn bản.")


class SignatureMissing(BadInput):
    """A PDF without any digital signature."""

    code = "documents.signature_missing"
    sentence = vi(
        "Tệp {name} không có chữ ký số nào. Ảnh chữ ký hay ảnh con dấu không phải chữ ký số; hãy ký bằng phần mềm ký số rồi gửi lại."
    )


class SignatureBroken(BadInput):
    """The signed bytes, or the signature itself, are not as they were."""

    code = "documents.signature_broken"
    sentence = vi(
        "Chữ ký số của {who} không còn khớp với nội dung tệp {name}: tệp đã bị sửa sau khi ký, hoặc hỏng. Hãy lấy lại bản gốc đã ký."
    )


class ChangedAfterSigning(BadInput):
    """Something was put into the file after its last signature."""

    code = "documents.changed_after_signing"
    sentence = vi(
        "Tệp {name} đã được thêm hoặc sửa sau chữ ký cuối cùng, nên không ai ký nội dung hiện có. Hãy lấy lại bản đã ký, chưa sửa."
    )


class SignerRevoked(BadInput):
    """The certificate of a signer was revoked."""

    code = "documents.signer_revoked"
    sentence = vi("Chứng thư số của {who} đã bị thu hồi. Hãy ký lại bằng chứng thư còn hiệu lực.")


class SignaturesTakeTooLong(BadInput):
    """The file used up the time for checking."""

    code = "documents.signatures_take_too_long"
    sentence = vi("Kiểm tra chữ ký của tệp {name} quá lâu nên đã dừng. Hãy xuất lại PDF từ Loa, ký lại rồi gửi.")


class SignedNumberDiffers(Conflict):
    """The signed file bears another number than the book."""

    code = "documents.signed_number_differs"
    sentence = vi("Bản ký ghi số {found}, trong Loa đã ghi số {entered}. Hãy kiểm tra sổ văn thư, sửa chỗ sai rồi gửi lại.")


class SignedFileDoubtful(BadInput):
    """What a person has to answer for before the file is taken; nobody said why it may be."""

    code = "documents.signed_file_doubtful"
    sentence = vi("Bản ký có điều cần người xác nhận. {doubts} Nếu vẫn nhận bản này, hãy ghi rõ lý do.")
