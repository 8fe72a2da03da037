"""Refusals about sound. The mixing and the engines have their own."""

from loa.core.errors import BadInput, Conflict, NotFound
from loa.core.words import vi


class NoSoundYet(Conflict):
    """The preview has not been made."""

    code = "voice.no_sound_yet"
    sentence = vi("Âm thanh của bản tin đang được tạo. Hãy chờ ít giây rồi nghe lại.")


class SpeakerMissing(BadInput):
    """A recording names who speaks."""

    code = "voice.speaker_missing"
    sentence = vi("Hãy ghi tên người đọc của bản ghi âm.")


class ReadingUnusable(BadInput):
    """Nothing is written, or nothing of the reading can be said."""

    code = "voice.reading_unusable"
    sentence = vi("Cách đọc chưa dùng được. Hãy ghi chữ như trong văn bản ở ô thứ nhất và những từ cần đọc lên ở ô thứ hai.")


class ReadingGivenMeanwhile(Conflict):
    """Somebody else decided the same word, or how numbers are said, at the same moment."""

    code = "voice.reading_given_meanwhile"
    sentence = vi("Vừa có người khác ghi cách đọc này. Hãy tải lại trang để xem, rồi ghi lại nếu cần.")


class PassageMissing(BadInput):
    """What is to be given again does not stand in the text."""

    code = "voice.passage_missing"
    sentence = vi("Bản tin không có đoạn “{passage}”. Hãy chép đúng đoạn cần nhắc lại từ lời phát thanh.")


class PlaceGone(Conflict):
    """The text was changed since the page was shown: that sentence stands in it no more."""

    code = "voice.place_gone"
    sentence = vi("Lời phát thanh đã được sửa, câu có “{written}” không còn như cũ. Hãy tải lại trang để xem lời mới rồi chọn lại.")


class SoundIsApproved(Conflict):
    """The sound of this bulletin was approved or taken back; its readings are kept as they were heard."""

    code = "voice.sound_is_approved"
    sentence = vi(
        "Lời và tiếng của bản tin này đã được duyệt hoặc đã thu hồi nên cách đọc được giữ nguyên. Hãy bấm Sửa để có bản mới rồi chọn lại."
    )


class NoSample(NotFound):
    """Nobody has asked yet what this voice sounds like."""

    code = "voice.no_sample"
    sentence = vi("Giọng này chưa có bản nghe thử. Hãy bấm Nghe thử trên trang Giọng đọc.")
