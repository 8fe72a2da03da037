"""Refusals about sound. The mixing and the engines have their own."""

from loa.core.errors import BadInput, Conflict
from loa.core.words import vi


class NoSoundYet(Conflict):
    """The preview has not been made."""

    code = "voice.no_sound_yet"
    sentence = vi("Âm thanh của bản tin đang được tạo. Hãy chờ ít giây rồi nghe lại.")


class SpeakerMissing(BadInput):
    """A recording names who speaks."""

    code = "voice.speaker_missing"
    sentence = vi("Hãy ghi tên người đọc của bản ghi âm.")
