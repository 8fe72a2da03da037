"""What engines refuse."""

from loa.core.errors import BadInput, NotFound, Unavailable
from loa.core.words import vi


class EngineUnavailable(Unavailable):
    """The voice does not answer, or is not installed."""

    code = "voices.engine_unavailable"
    sentence = vi("Giọng đọc {engine} tạm thời không chạy được. Hãy thử lại sau ít phút; nếu vẫn lỗi, báo quản trị viên.")


class NothingToSpeak(BadInput):
    """The text holds no word."""

    code = "voices.nothing_to_speak"
    sentence = vi("Không có nội dung để đọc. Hãy nhập câu cần đọc.")


class NoSuchEngine(NotFound):
    """No engine has this name."""

    code = "voices.no_such_engine"
    sentence = vi("Không có giọng đọc tên {engine}. Hãy chọn giọng đọc trong danh sách.")
