"""No sound: the length passes, the record is written. For the simulated week. The files must be there unless told otherwise."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from loa.player.outputs.output import Ending, Sound


class LogOutput:
    """Option `needs_files` (true): ask for the files and refuse to play what is not in the cache by its hash."""

    kind = "log"
    form: Literal["wav", "mp3"] = "mp3"

    def __init__(self, home: Path, options: Mapping[str, Any]) -> None:  # noqa: ARG002 -- every output is made the same way
        self.needs_files = bool(options.get("needs_files", True))
        self._ends_at: datetime | None = None

    def start(self, sound: Sound, now: datetime) -> None:
        """Begin to wait."""
        self._ends_at = now + timedelta(seconds=sound.seconds)

    def ends_at(self) -> datetime | None:
        """When the length has passed."""
        return self._ends_at

    def ended(self, now: datetime) -> Ending | None:
        """Ended as soon as the length has passed."""
        if self._ends_at is None or now < self._ends_at:
            return None
        ending, self._ends_at = Ending(self._ends_at), None
        return ending

    def stop(self, now: datetime) -> None:  # noqa: ARG002 -- part of the protocol
        """Stop waiting."""
        self._ends_at = None

    def close(self) -> None:
        """Nothing to let go of."""
