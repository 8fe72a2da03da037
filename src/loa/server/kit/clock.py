"""The time that doors hand to services. The embedded demo may live in another week; its pages say so."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _source()


def today() -> date:
    """The present day in Hà Nội."""
    return now().astimezone(HANOI).date()


def day_of(moment: datetime) -> date:
    """The day in Hà Nội on which that moment lies."""
    return moment.astimezone(HANOI).date()


def real() -> datetime:
    """The wall's own moment, aware, in UTC, whatever the demo shows: for what is agreed with other machines (codes, tokens, locks)."""
    return datetime.now(UTC)


def is_shifted() -> bool:
    """True where the demo's clock shows another time than the wall's."""
    return _clock_file().exists()


def shift_to(shown: datetime) -> None:
    """Let the demo's clock show `shown` (aware) from now on. Refused nowhere: only the demo's own doors call it."""
    _clock_file().write_text(json.dumps({"real": datetime.now(UTC).isoformat(), "shown": shown.astimezone(UTC).isoformat()}))


def take_from(source: Callable[[], datetime] | None) -> None:
    """Let a simulation say what time it is; `None` goes back to the wall."""
    global _source  # noqa: PLW0603 -- one process has one clock
    _source = source or _wall


def _clock_file() -> Path:
    return Path(settings.LOA_HOME) / "clock.json"


def _wall() -> datetime:
    real = datetime.now(UTC)
    try:
        shift = json.loads(_clock_file().read_text())
    except FileNotFoundError:
        return real
    return datetime.fromisoformat(shift["shown"]) + (real - datetime.fromisoformat(shift["real"]))


_source: Callable[[], datetime] = _wall
