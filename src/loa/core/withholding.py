"""What is withheld from the air (mục bị giữ lại), and why. Only what is approved, in force and heard beforehand is ever sent to a station."""

from dataclasses import dataclass
from datetime import date, datetime

from loa.core.faces import Faced
from loa.core.quiet import VIETNAM
from loa.core.rundown import Soundtrack


class Withheld(Faced):
    """Why a planned item is not sent."""

    NOT_TAKEN = "not_taken", "Tin thông thường chưa được xã, phường chọn phát."
    NOT_APPROVED = "not_approved", "Nội dung chưa được duyệt hoặc đã thu hồi."
    OUT_OF_DATE = "out_of_date", "Nội dung chưa đến ngày hoặc đã hết hiệu lực vào ngày phát."
    NO_SOUND = "no_sound", "Chưa có âm thanh của bản đã duyệt."
    NOT_AS_HEARD = "not_as_heard", "Âm thanh đã khác với bản được nghe khi duyệt; cần nghe và duyệt lại."
    MACHINE_VOICE = "machine_voice", "Đài chưa đồng ý phát giọng máy; cần bản người đọc."
    OVERRUNS = "overruns", "Phát tiếp thì vượt thời lượng của buổi."


@dataclass(frozen=True)
class Candidate:
    """One planned item at one station, with all that decides whether it may be sent. Times are aware."""

    taken: bool
    approved: bool
    valid_from: date
    valid_to: date | None
    starts_at: datetime
    session_ends_at: datetime
    soundtrack: Soundtrack | None
    machine_voice_accepted: bool
    as_heard: bool = True  # the sound is the one the approver heard


def why_withheld(one: Candidate) -> Withheld | None:
    """The first reason not to send it; None where it may sound."""
    day = one.starts_at.astimezone(VIETNAM).date()
    if not one.approved:
        return Withheld.NOT_APPROVED
    if day < one.valid_from or (one.valid_to is not None and day > one.valid_to):
        return Withheld.OUT_OF_DATE
    if not one.taken:
        return Withheld.NOT_TAKEN
    if one.soundtrack is None or not one.soundtrack.assets:
        return Withheld.NO_SOUND
    if not one.as_heard:
        return Withheld.NOT_AS_HEARD
    if one.soundtrack.machine and not one.machine_voice_accepted:
        return Withheld.MACHINE_VOICE
    seconds_left = (one.session_ends_at - one.starts_at).total_seconds()
    return Withheld.OVERRUNS if one.soundtrack.seconds > seconds_left + _ROUNDING_SECONDS else None


# A session planned in whole seconds may be filled by clips that end a hair later.
_ROUNDING_SECONDS = 0.5
