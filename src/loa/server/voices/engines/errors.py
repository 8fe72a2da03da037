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


class PiperMissing(EngineUnavailable):
    """A voice lies in the folder, the software that speaks it is not installed."""

    code = "voices.piper_missing"
    sentence = vi(
        "Giọng {engine} cần phần mềm Piper mà máy chủ chưa cài. Quản trị viên cài phần mở rộng neural-tts của Loa rồi khởi động lại."
    )


class VoiceFilesBroken(EngineUnavailable):
    """The two files of a voice cannot be used."""

    code = "voices.voice_files_broken"
    sentence = vi(
        "Giọng {engine} không mở được: cần đủ hai tệp .onnx và .onnx.json cùng tên, còn nguyên vẹn, của một giọng Piper đọc tiếng Việt. Hãy chép lại hai tệp ấy."
    )


class RentedVoiceFailed(EngineUnavailable):
    """The service answers with something else than sound, or not at all. `why` is a word for the log."""

    code = "voices.rented_voice_failed"
    sentence = vi(
        "Dịch vụ giọng đọc {engine} không trả về âm thanh ({why}). Hãy thử lại sau; nếu vẫn lỗi, quản trị viên kiểm tra thiết lập."
    )


class RentedVoiceSpent(EngineUnavailable):
    """The characters of the month are used up; nothing more is sent until the next."""

    code = "voices.rented_voice_spent"
    sentence = vi(
        "Giọng {engine} đã dùng {characters} trong {most} ký tự của tháng {month}. Bản tin được đọc bằng giọng có sẵn của máy chủ đến hết tháng, hoặc đến khi quản trị viên nâng hạn mức."
    )
