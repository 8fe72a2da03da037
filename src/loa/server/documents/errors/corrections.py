"""What corrections of a reading refuse."""

from loa.core.errors import BadInput, Conflict
from loa.core.words import vi


class ReadingChangedMeanwhile(Conflict):
    """Somebody corrected the same place since the page was opened."""

    code = "documents.reading_changed_meanwhile"
    sentence = vi("Chỗ này vừa được người khác sửa. Hãy xem lại chỗ đó trên trang rồi sửa tiếp; phần vừa nhập vẫn được giữ.")


class WordsNotInOriginal(BadInput):
    """Words that were said to stand in the paper and do not."""

    code = "documents.words_not_in_original"
    sentence = vi("Không thấy những chữ này trong bản gốc. Hãy chép đúng một đoạn liền nhau của bản gốc.")


class CorrectionEmpty(BadInput):
    """Nothing where something must be said."""

    code = "documents.correction_empty"
    sentence = vi("Chưa có chữ nào để lưu. Hãy nhập nội dung, hoặc chọn bỏ dòng này.")


class DeadlineStandsAlready(Conflict):
    """The day is among the deadlines already."""

    code = "documents.deadline_stands_already"
    sentence = vi("Ngày {day} đã có trong các thời hạn. Hãy sửa dòng của ngày đó nếu cần đổi giờ.")


class DeadlineBeforeLetter(BadInput):
    """A deadline on a day before the letter's own."""

    code = "documents.deadline_before_letter"
    sentence = vi("Ngày {day} trước ngày của văn bản ({date}). Hãy xem lại thời hạn, hoặc sửa ngày ban hành trước.")


class TooManyLines(BadInput):
    """More lines than a paper has addressees."""

    code = "documents.too_many_lines"
    sentence = vi("Có quá {most} dòng. Hãy gộp bớt rồi lưu lại.")


class ProposalAnswered(Conflict):
    """A proposal that somebody took or refused, or whose field a person put right since."""

    code = "documents.proposal_answered"
    sentence = vi("Đề xuất này đã được trả lời, hoặc mục này đã được sửa. Hãy mở lại trang để xem giá trị đang dùng.")


class ModelNotSet(Conflict):
    """Nobody set the address of a language model."""

    code = "documents.model_not_set"
    sentence = vi("Chưa thiết lập mô hình ngôn ngữ. Hãy báo quản trị viên nếu cơ quan có mô hình riêng.")


class SecretPaper(Conflict):
    """A paper that bears, or may bear, a stamp of secrecy."""

    code = "documents.secret_paper"
    sentence = vi("Văn bản có dấu mật, hoặc chưa ai xác nhận là không có dấu mật, thì không được gửi cho mô hình ngôn ngữ.")
