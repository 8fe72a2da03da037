"""The journey of one letter: what each step is, what it made, how long it took."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from loa.launch.week.cast import Cast
from loa.launch.week.chance import Chance
from loa.launch.week.limits import Limits
from loa.server.kit import clock, outbox, trail
from loa.server.kit.actors import Actor

Item = TypeVar("Item")

SIMULATION = Actor.system("tuần mô phỏng", via="simulation")


@dataclass(slots=True)
class Outcome:
    """One row of the table at the end."""

    step: str
    made: str
    count: int
    available: int
    seconds: float


@dataclass(slots=True)
class Journey:
    """Everything the steps hand on to each other."""

    letter: bytes
    letter_name: str
    out: Path
    chance: Chance
    progress: Progress
    week_starts_on: date
    all_districts: bool = False
    limits: Limits | None = None
    now: datetime = datetime(2021, 7, 29, 1, tzinfo=UTC)
    cast: Cast = field(default_factory=lambda: Cast(agencies={}))
    facts: dict[str, Any] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """Let the simulated clock show this local time; it never goes back."""
        self.now = max(self.now, datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock.HANOI).astimezone(UTC))
        return self.now

    def day(self, number: int) -> date:
        """Day `number` of the week; 0 is Monday."""
        return self.week_starts_on + timedelta(days=number)

    def folder(self, name: str) -> Path:
        """The folder of a step in DIR."""
        place = self.out / name
        place.mkdir(parents=True, exist_ok=True)
        return place

    def keep(self, folder: str, name: str, data: bytes | str) -> Path:
        """Put something a step made where people can look at it."""
        path = self.folder(folder) / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def bar(self, items: Sequence[Item], title: str) -> Iterator[Item]:
        """Go through items under a progress bar."""
        return iter(self.progress.track(items, total=len(items), description=title))


# What came out in words, how many were made, how many there could be.
Step = Callable[[Journey], tuple[str, int, int]]


def travel(journey: Journey, steps: Sequence[tuple[str, Step]]) -> list[Outcome]:
    """Take every step; the outbox is drained and the trail sealed after each."""
    clock.take_from(lambda: journey.now)
    try:
        for title, step in steps:
            started = time.perf_counter()
            made, count, available = step(journey)
            outbox.drain(now=journey.now)
            while trail.seal():
                pass
            journey.outcomes.append(Outcome(title, made, count, available, time.perf_counter() - started))
    finally:
        clock.take_from(None)
    return journey.outcomes


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """A progress bar on stderr; only lines where that is no terminal."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    ) as progress:
        yield progress
