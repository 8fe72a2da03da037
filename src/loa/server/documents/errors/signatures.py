"""What a signed PDF can earn when it comes back."""

from loa.core.errors import BadInput, Conflict
from loa.core.words import vi


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
    sentence = vi("Chứng thư số của {who} đã bị thu hồi. Hãy ký lại bằng chứng thư số còn hiệu lực.")


class SignaturesTakeTooLong(BadInput):
    """The file used up the time for checking."""

    code = "documents.signatures_take_too_long"
    sentence = vi("Kiểm tra chữ ký của tệp {name} quá lâu nên đã dừng. Hãy xuất lại PDF từ Loa, ký lại rồi gửi.")


class SignatureCheckStopped(BadInput):
    """The worker ended several times over the same file."""

    code = "documents.signature_check_stopped"
    sentence = vi(
        "Việc kiểm tra chữ ký của tệp {name} bị ngắt nhiều lần nên đã dừng. Tệp vẫn được giữ: hãy kiểm tra lại, hoặc xuất lại PDF từ Loa và ký lại."
    )


class SignedNumberDiffers(Conflict):
    """The signed file bears another number than the book."""

    code = "documents.signed_number_differs"
    sentence = vi("Bản ký ghi số {found}, trong Loa đã ghi số {entered}. Hãy kiểm tra sổ văn thư, sửa chỗ sai rồi gửi lại.")


class SignedFileDoubtful(BadInput):
    """What a person has to answer for before the file is taken; nobody said why it may be."""

    code = "documents.signed_file_doubtful"
    sentence = vi("Bản ký có điều cần người xác nhận. {doubts} Nếu vẫn nhận bản này, hãy ghi rõ lý do.")
