"""What an output is handed and what it answers."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol
from uuid import UUID


@dataclass(frozen=True)
class Sound:
    """What is to sound now: clips in order, `seconds` long together."""

    session_id: UUID
    title: str
    files: tuple[Path, ...]
    seconds: float
    of_campaign: bool


@dataclass(frozen=True)
class Ending:
    """How it ended by itself; `problem` is empty where all of it sounded."""

    ended_at: datetime
    problem: str = ""


class Output(Protocol):
    """One thing that sounds one item at a time, without blocking."""

    kind: str
    form: Literal["wav", "mp3"]
    needs_files: bool

    def start(self, sound: Sound, now: datetime) -> None:
        """Begin. Raises `OutputFailed`."""

    def ends_at(self) -> datetime | None:
        """When it will have ended, where that is known."""

    def ended(self, now: datetime) -> Ending | None:
        """How it ended, or None while it sounds."""

    def stop(self, now: datetime) -> None:
        """Fall silent at once."""

    def close(self) -> None:
        """Let go of the device."""
