"""Seeded chance. Each question has its own sequence, so that one answer more or less does not change all others."""

import hashlib
import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chance:
    """What the seed decides in the simulated week: who sleeps, who has own words, what fails. Never a secret."""

    seed: int

    def of(self, *question: object) -> random.Random:
        """The sequence for one question ("misses_report", agency)."""
        digest = hashlib.sha256("|".join(map(str, (self.seed, *question))).encode()).digest()
        return random.Random(digest)  # noqa: S311 -- a simulation, not a secret

    def happens(self, share: float, *question: object) -> bool:
        """True in about `share` of the cases."""
        return self.of(*question).random() < share

    def between(self, low: int, high: int, *question: object) -> int:
        """A whole number from `low` to `high`, both included."""
        return self.of(*question).randint(low, high)
