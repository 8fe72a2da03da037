"""The fixed gain of a machine voice, found on a text of its own that is always the same."""

from functools import cache

from loa.server.voices.engines.engine import Engine
from loa.server.voices.engines.registry import DEFAULT, engine
from loa.server.voices.mixing.levels import CALIBRATED_LUFS, Calibration, calibrate
from loa.server.voices.mixing.pcm import join

# Speakable, all six tones, about 50 s: long enough for the loudness to settle, ordinary enough to sound like any bulletin.
TEXT: tuple[str, ...] = (
    "Đây là Đài truyền thanh phường, kính chào quý vị và bà con nhân dân.",
    "Ủy ban nhân dân phường thông báo lịch tiêm chủng cho người cao tuổi và người có bệnh nền trên địa bàn.",
    "Thời gian: từ bảy giờ ba mươi phút đến mười một giờ, các ngày thứ hai, thứ tư và thứ sáu hằng tuần.",
    "Địa điểm: trạm y tế phường và nhà văn hóa tổ dân phố số năm.",
    "Khi đến điểm tiêm, mỗi người mang theo căn cước công dân, thẻ bảo hiểm y tế, đeo khẩu trang và giữ khoảng cách hai mét.",
    "Sau khi tiêm, bà con ở lại theo dõi ít nhất ba mươi phút; nếu thấy mệt, sốt cao hoặc khó thở, hãy báo ngay cho cán bộ y tế.",
    "Mọi thắc mắc xin gọi một chín không không, chín không chín năm.",
    "Trân trọng cảm ơn quý vị và bà con đã chú ý lắng nghe.",
)


@cache
def calibration_of(name: str = DEFAULT) -> Calibration:
    """The gain of this engine's voice, once for the process; the same on every start with the same engine and settings.

    :raises NoSuchEngine: no such name
    :raises EngineUnavailable: it does not speak
    """
    return calibrated(engine(name))


def calibrated(voice: Engine) -> Calibration:
    """The gain of this voice, found by letting it speak the text. Whoever keeps it says for which `calibration_key`."""
    return calibrate(join((voice.speak(sentence) for sentence in TEXT), gap_seconds=0.5))


def calibration_key() -> tuple[str, ...]:
    """What the gain rests on beside the voice: change the text or the target, and voices are calibrated anew."""
    return (*TEXT, f"{CALIBRATED_LUFS}")
