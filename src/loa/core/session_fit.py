"""Whether a text can ever air: no text is submitted that is longer than the longest session of its area."""

from loa.core.errors import BadInput
from loa.core.words import vi


class LongerThanSession(BadInput):
    """The bulletin is longer than the longest session of its area."""

    code = "bulletin.longer_than_session"
    sentence = vi(
        "Bản tin dài {length}, quá buổi phát dài nhất của địa bàn ({longest}; {basis}). "
        "Bản nháp đã được lưu; hãy rút gọn hoặc tách thành nhiều tin rồi trình lại."
    )


def spoken_length(seconds: float) -> str:
    """A length as people say it: "12 phút 5 giây"."""
    minutes, rest = divmod(round(seconds), 60)
    return " ".join(part for part in (f"{minutes} phút" if minutes else "", f"{rest} giây" if rest or not minutes else "") if part)


def must_fit(length_seconds: float, longest_session_seconds: float | None, *, basis: str) -> None:
    """Raise `LongerThanSession`; where no cap is known nothing is refused."""
    if longest_session_seconds is not None and length_seconds > longest_session_seconds:
        raise LongerThanSession(length=spoken_length(length_seconds), longest=spoken_length(longest_session_seconds), basis=basis)
