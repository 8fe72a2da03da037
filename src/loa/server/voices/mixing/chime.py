"""The chimes (nhạc hiệu ngắn), synthesised, always the same samples: one for each class of text, told apart from the first stroke.

None imitates a siren: the signals of civil defence mean what the law says they mean.
"""

import math
from array import array
from functools import cache

from loa.core.prosody import Call
from loa.server.voices.mixing.pcm import PCM, RATE_HZ

G4, C5, E5, G5, A5 = 392.00, 523.25, 659.26, 783.99, 880.00
# (starts at second, frequency in Hz). Calling: a rising major chord, as stations call before they speak. Attention: the same, called
# once more and higher. Urgent: two high notes close together, four times, as nobody plays for pleasure.
NOTES: dict[Call, tuple[tuple[float, float], ...]] = {
    Call.CALLING: ((0.0, G4), (0.45, C5), (0.9, E5)),
    Call.ATTENTION: ((0.0, G4), (0.35, C5), (0.7, E5), (1.25, C5), (1.6, E5), (1.95, G5)),
    Call.URGENT: tuple((0.55 * time + beat, note) for time in range(4) for beat, note in ((0.0, A5), (0.2, E5))),
}
SECONDS: dict[Call, float] = {Call.CALLING: 2.8, Call.ATTENTION: 3.9, Call.URGENT: 3.0}
# (multiple of the note, part of its strength, decay per second): a struck bar, without the sharp upper partials of a bell.
PARTIALS: tuple[tuple[float, float, float], ...] = ((1.0, 1.0, 2.6), (2.0, 0.28, 4.0), (3.0, 0.10, 6.5))
# An urgent stroke is damped before the next one comes.
URGENT_DECAY = 2.5
ATTACK_SECONDS = 0.012
RELEASE_SECONDS = 0.25
# Chosen so that the chime measures about -18 LUFS: a little under the voice, and no start.
STRENGTH = 11_000.0


@cache
def chime(call: Call = Call.CALLING) -> PCM:
    """The chime of a class: 2.8 s, 3.9 s or 3.0 s."""
    total = round(SECONDS[call] * RATE_HZ)
    sound = [0.0] * total
    for start, hertz in NOTES[call]:
        _strike(sound, round(start * RATE_HZ), hertz, URGENT_DECAY if call is Call.URGENT else 1.0)
    release = round(RELEASE_SECONDS * RATE_HZ)
    for i in range(release):
        sound[total - 1 - i] *= i / release
    return PCM(array("h", (max(-32768, min(32767, round(value))) for value in sound)).tobytes())


def _strike(sound: list[float], first: int, hertz: float, damped: float) -> None:
    attack = ATTACK_SECONDS * RATE_HZ
    for multiple, part, decay in PARTIALS:
        turn = 2 * math.pi * hertz * multiple / RATE_HZ
        fall = decay * damped / RATE_HZ
        for i in range(len(sound) - first):
            sound[first + i] += STRENGTH * part * min(1.0, i / attack) * math.exp(-fall * i) * math.sin(turn * i)
