"""New identities. One source, so that a simulated week can be told which identities to draw."""

import random
import uuid
from collections.abc import Callable

_draw: Callable[[], uuid.UUID] = uuid.uuid4


def new_id() -> uuid.UUID:
    """A fresh identity (UUID version 4)."""
    return _draw()


def draw_from(seed: int | None) -> None:
    """Draw identities from a seeded sequence from now on; `None` goes back to the system's randomness.

    Only the simulated week does this. Secrets never come from here.
    """
    global _draw  # noqa: PLW0603 -- one process has one source of identities
    if seed is None:
        _draw = uuid.uuid4
        return
    numbers = random.Random(seed)  # noqa: S311 -- identities of a simulation, not secrets
    _draw = lambda: uuid.UUID(int=numbers.getrandbits(128), version=4)  # noqa: E731 -- a def here would shadow the source
