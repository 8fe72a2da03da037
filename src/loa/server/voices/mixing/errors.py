"""What mixing refuses."""

from loa.core.errors import BadInput, Conflict, TooLarge
from loa.core.words import vi


class NotSound(BadInput):
    """The file is no recording that Loa can open."""

    code = "voices.not_sound"
    sentence = vi("Tệp này không phải tệp âm thanh mở được. Hãy gửi tệp MP3, WAV, OGG, Opus, WebM, M4A hoặc FLAC.")


class RecordingTooLong(TooLarge):
    """Longer than a recording may be."""

    code = "voices.recording_too_long"
    sentence = vi("Bản ghi âm dài hơn {limit_minutes} phút. Hãy cắt ngắn hoặc chia thành nhiều bản rồi gửi lại.")


class RecordingTooLarge(TooLarge):
    """More bytes than a recording may have."""

    code = "voices.recording_too_large"
    sentence = vi("Tệp ghi âm lớn hơn {limit_megabytes} MB. Hãy lưu lại ở dạng MP3 rồi gửi.")


class RecordingTooShort(BadInput):
    """Too short to be speech."""

    code = "voices.recording_too_short"
    sentence = vi("Bản ghi âm quá ngắn, chưa đủ một giây. Hãy ghi lại.")


class RecordingSilent(BadInput):
    """Nothing, or next to nothing, can be heard."""

    code = "voices.recording_silent"
    sentence = vi("Bản ghi âm không có tiếng. Hãy kiểm tra micrô rồi ghi lại.")


class LoudnessOutOfRange(Conflict):
    """The assembled, encoded bulletin is not at the loudness of the house."""

    code = "voices.loudness"
    sentence = vi(
        "Âm lượng bản tin là {measured_lufs} LUFS, ngoài khoảng {target_lufs} ± {tolerance_lu} LUFS. Hãy ghi lại hoặc chỉnh âm lượng giọng đọc."
    )


class TooShortToCalibrate(BadInput):
    """A voice is calibrated on at least 30 s of it."""

    code = "voices.too_short_to_calibrate"
    sentence = vi("Cần ít nhất {needed_seconds} giây của giọng này để chỉnh âm lượng; mới có {given_seconds} giây.")
