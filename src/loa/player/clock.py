"""What time it is, for the player that really runs. The simulated week hands times to the player itself."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present, aware, in UTC."""


class WallClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present, in UTC."""
        return datetime.now(UTC)


class ShiftedClock:
    """The demo's clock: a file {"real", "shown"} says what was shown at one real instant; from there it runs as usual."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def now(self) -> datetime:
        """The shown time, in UTC; the wall's where there is no such file."""
        real = datetime.now(UTC)
        try:
            shift = json.loads(self.path.read_text())
        except FileNotFoundError:
            return real
        return datetime.fromisoformat(shift["shown"]) + (real - datetime.fromisoformat(shift["real"]))


def clock_from(clock_file: str, home: Path) -> Clock:
    """The clock that the settings ask for."""
    return ShiftedClock(home / clock_file) if clock_file else WallClock()
