"""Running orders (kịch bản phát, thứ tự phát) and the frame of a programme (khung chương trình)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from loa.core.faces import Faced


class Part(Faced):
    """The parts of a programme (phần của chương trình), in the order they sound."""

    SIGNATURE = "signature", "nhạc hiệu"
    OPENING = "opening", "lời xướng"
    NEWS = "news", "tin"
    ITEM = "item", "bài"
    CLOSING = "closing", "lời kết"


# The customary frame; `{station}` and `{date}` are filled when the programme is made. Seconds of the signature tune; the rest is read.
FRAME: tuple[tuple[Part, str, int | None], ...] = (
    (Part.SIGNATURE, "Nhạc hiệu", 12),
    (Part.OPENING, "Đây là Đài truyền thanh {station}. Mời quý vị và các bạn nghe chương trình ngày {date}.", None),
    (Part.CLOSING, "Chương trình của Đài truyền thanh {station} đến đây là hết. Cảm ơn quý vị và các bạn đã lắng nghe.", None),
)


@dataclass(frozen=True)
class SoundAsset:
    """One sound file by content hash, in both its encodings. `seconds` is its exact playing time."""

    wav_sha256: str
    mp3_sha256: str
    wav_bytes: int
    mp3_bytes: int
    seconds: float


@dataclass(frozen=True)
class Soundtrack:
    """What a revision sounds like for one agency (bản tiếng): clips in order, frozen.

    `machine` is True when any clip is a machine voice; `text_sha256` is the text that was spoken; `audio_sha256` names the sound as
    an approver heard it, empty for what nobody approves by ear (the frame of a programme). A unit's own words stand
    for a while only: `valid_from` and `valid_until` (aware) tell when, None where nothing limits it.
    """

    assets: tuple[SoundAsset, ...]
    machine: bool
    text_sha256: str
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    audio_sha256: str = ""

    def holds(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether its words are in force for the whole of that span."""
        return (self.valid_from is None or self.valid_from <= starts_at) and (self.valid_until is None or ends_at <= self.valid_until)

    @property
    def seconds(self) -> float:
        """Exact playing time of all clips."""
        return sum(asset.seconds for asset in self.assets)

    @property
    def planned_seconds(self) -> int:
        """Playing time rounded up: what a session sets aside for it."""
        return ceil(self.seconds)


@dataclass(frozen=True)
class Line:
    """One line to be put in order: `seconds` is its planned length."""

    part: Part
    title: str
    seconds: int


@dataclass(frozen=True)
class Cue:
    """One line with its place: position from 1, and when it starts if all before it run to length."""

    position: int
    line: Line
    starts_at: datetime

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return self.starts_at + timedelta(seconds=self.line.seconds)


@dataclass(frozen=True)
class Rundown:
    """Lines back to back. `over_seconds` is how far it runs past `max_seconds`; 0 where it fits or nothing limits it."""

    cues: tuple[Cue, ...]
    total_seconds: int
    max_seconds: int | None

    @property
    def over_seconds(self) -> int:
        """Seconds too long."""
        return 0 if self.max_seconds is None else max(0, self.total_seconds - self.max_seconds)


def rundown(lines: Iterable[Line], *, starts_at: datetime, max_seconds: int | None = None) -> Rundown:
    """Put lines back to back in the order given; over-length is told, never cut."""
    cues: list[Cue] = []
    total = 0
    for position, line in enumerate(lines, start=1):
        cues.append(Cue(position, line, starts_at + timedelta(seconds=total)))
        total += line.seconds
    return Rundown(tuple(cues), total, max_seconds)


@dataclass(frozen=True)
class FrameLine:
    """One part of the frame in words, and how long it sounds."""

    part: Part
    text: str
    seconds: int


def frame_lines(*, station: str, date_text: str, seconds_of: Callable[[str], float]) -> tuple[FrameLine, ...]:
    """The customary frame for a station and a date as people say it; `seconds_of` estimates how long words take to read."""
    filled = ((part, words.format(station=station, date=date_text), seconds) for part, words, seconds in FRAME)
    return tuple(FrameLine(part, words, ceil(seconds_of(words)) if seconds is None else seconds) for part, words, seconds in filled)


def in_frame_order(lines: Iterable[Line]) -> list[Line]:
    """Nhạc hiệu, lời xướng, tin, bài, lời kết; within a part the order given."""
    order = list(Part)
    return sorted(lines, key=lambda line: order.index(line.part))


def missing_parts(lines: Sequence[Line]) -> tuple[Part, ...]:
    """What a programme still needs: the frame, and at least one tin or bài."""
    held = {line.part for line in lines}
    missing = [part for part, _, _ in FRAME if part not in held]
    return tuple(missing) if held & {Part.NEWS, Part.ITEM} else (*missing, Part.NEWS)
