"""Which engines there are. A new engine is one module and one line here."""

from collections.abc import Callable
from functools import cache

from loa.server.voices.engines.engine import Engine
from loa.server.voices.engines.errors import NoSuchEngine
from loa.server.voices.engines.espeak import Espeak

DEFAULT = "espeak-ng"

ENGINES: dict[str, Callable[[], Engine]] = {
    DEFAULT: Espeak,
}


@cache
def engine(name: str = DEFAULT) -> Engine:
    """The engine of this name, one for the process, started when it first speaks.

    :raises NoSuchEngine: no such name
    """
    if name not in ENGINES:
        raise NoSuchEngine(engine=name)
    return ENGINES[name]()
