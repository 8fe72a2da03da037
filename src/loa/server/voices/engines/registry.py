"""Which engines there are: those that come with Loa (a new one is one module and one line here), and what this office has beside them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from loa.server.voices.engines import http, piper
from loa.server.voices.engines.engine import Engine
from loa.server.voices.engines.errors import NoSuchEngine
from loa.server.voices.engines.espeak import Espeak
from loa.server.voices.engines.http import Rented, RentedVoice, Spend
from loa.server.voices.engines.piper import Piper

DEFAULT = "espeak-ng"

ENGINES: dict[str, Callable[[], Engine]] = {
    DEFAULT: Espeak,
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What an office has beside the built-in voices: a folder of Piper voices, a rented one and who counts what it costs."""

    folder: Path | None = None
    rented: Rented | None = None
    spend: Spend | None = None


NOTHING = Beside()


def catalogue(beside: Beside = NOTHING) -> dict[str, str]:
    """All voices that may be chosen, the built-in ones first: by name, as people know them."""
    held = piper.installed(beside.folder) if beside.folder else ()
    return {
        **{name: name for name in ENGINES},
        **{f"{piper.PREFIX}{name}": piper.shown(name) for name in held},
        **({http.NAME: beside.rented.name} if beside.rented else {}),
    }


def engine(name: str = DEFAULT, beside: Beside = NOTHING) -> Engine:
    """The engine of this name, one for the process, started when it first speaks.

    :raises NoSuchEngine: no such name, or no longer
    """
    if name not in catalogue(beside):
        raise NoSuchEngine(engine=name)
    return _made(name, NOTHING if name in ENGINES else beside)


@cache
def _made(name: str, beside: Beside) -> Engine:
    if name in ENGINES:
        return ENGINES[name]()
    if name.startswith(piper.PREFIX) and beside.folder:
        return Piper(beside.folder, name.removeprefix(piper.PREFIX))
    if beside.rented and beside.spend:
        return RentedVoice(beside.rented, beside.spend)
    raise NoSuchEngine(engine=name)


def forget() -> None:
    """The next question makes every engine anew."""
    _made.cache_clear()
