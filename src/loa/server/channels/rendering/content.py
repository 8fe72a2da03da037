"""Frozen values that go into a renderer and come out of it. Every text is cleaned when the value is made."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from loa.core.priorities import Priority
from loa.server.channels.rendering.cleaning import clean


class _Clean:
    """Keeps every text field in NFC, without invisible characters."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for each in fields(self):  # type: ignore[arg-type]
            object.__setattr__(self, each.name, _cleaned(getattr(self, each.name)))


def _cleaned(value: Any) -> Any:
    if type(value) is str:
        return clean(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item) for item in value)
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip(_Clean):
    """One clip of a bulletin's sound: a sentence, or a run of sentences."""

    text: str
    sha256: str
    duration_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound(_Clean):
    """The sound of one bulletin as approved. `mp3_sha256` and `wav_sha256` are of the assembled files."""

    mp3_sha256: str
    wav_sha256: str = ""
    duration_seconds: float
    machine_voice: bool
    voice: str = ""
    clips: tuple[Clip, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content(_Clean):
    """One approved text for one agency, with all that a channel may print of it. Empty means: not given.

    `body` is the sentences in order; `short_text` the text message; `board_text` the points of a board or poster, one a line;
    `talking_points` what a communicator says, one a line; `link` the full short address, None where no phone could reach it.
    """

    title: str
    body: tuple[str, ...] = ()
    short_text: str = ""
    board_text: str = ""
    talking_points: tuple[str, ...] = ()
    campaign_title: str = ""
    letter_number: str = ""
    agency_name: str = ""
    parent_agency_name: str = ""
    place: str = ""
    hours: str = ""
    hotline: str = ""
    source_line: str = ""
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    language: str = "vi"
    priority: Priority = Priority.NORMAL
    link: str | None = None
    sample: bool = False
    sound: Sound | None = None

    @property
    def points(self) -> tuple[str, ...]:
        """What a board or poster shows: its own points, else the sentences."""
        return tuple(filter(None, (line.strip(" \t-•*") for line in self.board_text.splitlines()))) or self.body

    @property
    def details(self) -> tuple[tuple[str, str], ...]:
        """Where, when and whom to call, as (label, value), only what is given."""
        rows = (("Địa điểm", self.place), ("Thời gian", self.hours), ("Điện thoại", self.hotline))
        return tuple((label, value) for label, value in rows if value)

    @property
    def is_empty(self) -> bool:
        """Nothing to say at all."""
        return not self.title.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionItem(_Clean):
    """One item of a session, as it will sound. `text` is what is written; the bytes are handed in by whoever assembled them.

    `script` is the bản đọc: what is said, line by line in breaths, each with its sign and the mark of the pause after it ("/", "//").
    """

    position: int
    title: str
    duration_seconds: float
    text: str = ""
    script: tuple[tuple[tuple[str, str], ...], ...] = ()
    sha256: str = ""
    machine_voice: bool = False
    mp3: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSheet(_Clean):
    """One session (buổi phát) of one station. `code` is what operators and vendors' logs repeat; `starts_at` is aware."""

    code: str
    station_name: str
    agency_name: str
    starts_at: datetime
    items: tuple[SessionItem, ...]
    parent_agency_name: str = ""
    place: str = ""
    source_line: str = ""
    mp3: bytes | None = field(default=None, repr=False)
    wav: bytes | None = field(default=None, repr=False)
    sample: bool = False

    @property
    def duration_seconds(self) -> float:
        """The length of all items together."""
        return sum(item.duration_seconds for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPack(_Clean):
    """Sessions of one station over some days, for the vendor's own system."""

    station_name: str
    agency_name: str
    vendor: str
    first_day: date
    last_day: date
    sessions: tuple[SessionSheet, ...]
    sample: bool = False


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A file that came out: its name has no diacritics and no folder."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class LengthFact:
    """How long something came out, and what is allowed (None: no limit)."""

    of: str
    amount: float
    unit: str
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Rendition:
    """What a kind of channel made of a value: files, the text in plain, and lengths."""

    files: tuple[RenderedFile, ...]
    text: str
    lengths: tuple[LengthFact, ...] = ()

    def __iter__(self) -> Iterator[RenderedFile]:
        return iter(self.files)

    def file(self, name: str) -> RenderedFile:
        """The file of that name. Raises KeyError."""
        return {file.name: file for file in self.files}[name]
