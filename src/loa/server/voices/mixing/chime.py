"""The station chime (nhạc hiệu ngắn): three soft bell notes, synthesised, always the same samples."""

import math
from array import array
from functools import cache

from loa.server.voices.mixing.pcm import PCM, RATE_HZ

# (starts at second, frequency in Hz): a rising major chord, G4 C5 E5, as stations call before they speak.
NOTES: tuple[tuple[float, float], ...] = ((0.0, 392.00), (0.45, 523.25), (0.9, 659.26))
# (multiple of the note, part of its strength, decay per second): a struck bar, without the sharp upper partials of a bell.
PARTIALS: tuple[tuple[float, float, float], ...] = ((1.0, 1.0, 2.6), (2.0, 0.28, 4.0), (3.0, 0.10, 6.5))
SECONDS = 2.8
ATTACK_SECONDS = 0.012
RELEASE_SECONDS = 0.25
# Chosen so that the chime measures about -18 LUFS: a little under the voice, and no start.
STRENGTH = 11_000.0


@cache
def chime() -> PCM:
    """The chime, 2.8 s."""
    total = round(SECONDS * RATE_HZ)
    sound = [0.0] * total
    for start, hertz in NOTES:
        _strike(sound, round(start * RATE_HZ), hertz)
    release = round(RELEASE_SECONDS * RATE_HZ)
    for i in range(release):
        sound[total - 1 - i] *= i / release
    return PCM(array("h", (round(value) for value in sound)).tobytes())


def _strike(sound: list[float], first: int, hertz: float) -> None:
    attack = ATTACK_SECONDS * RATE_HZ
    for multiple, part, decay in PARTIALS:
        turn = 2 * math.pi * hertz * multiple / RATE_HZ
        fall = decay / RATE_HZ
        for i in range(len(sound) - first):
            sound[first + i] += STRENGTH * part * min(1.0, i / attack) * math.exp(-fall * i) * math.sin(turn * i)
