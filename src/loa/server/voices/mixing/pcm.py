"""Uncompressed sound in the one format of the house.

44.1 kHz, mono, 16 bit: every USB player, vendor box and amplifier card of a commune plays it as WAV and as MPEG-1 Layer III
(24 and 22.05 kHz need the MPEG-2 extension, which cheap ones lack); it is exactly twice espeak-ng's 22,050 Hz, so a machine clip's
length survives resampling to the sample; and it is 8 % less to store and send than 48 kHz, while horn loudspeakers end near 8 kHz.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

RATE_HZ = 44_100
BYTES_PER_SAMPLE = 2
# -50 dBFS: below it nobody hears anything before the voice's gain, and little after.
SILENT_PEAK = 104
KEPT_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class PCM:
    """Mono signed 16-bit little-endian samples at RATE_HZ."""

    data: bytes

    @property
    def samples(self) -> int:
        """How many samples there are."""
        return len(self.data) // BYTES_PER_SAMPLE

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.samples / RATE_HZ

    @property
    def sha256(self) -> str:
        """Hash of the samples, in hex."""
        return sha256(self.data).hexdigest()


def pause(seconds: float) -> PCM:
    """Silence, to the nearest sample."""
    return PCM(bytes(round(seconds * RATE_HZ) * BYTES_PER_SAMPLE))


def join(pcms: Iterable[PCM], gap_seconds: float = 0.0) -> PCM:
    """One after the other with the same pause between them; the length is the exact sum."""
    return PCM(pause(gap_seconds).data.join(pcm.data for pcm in pcms))


def join_with_gaps(pcms: Iterable[PCM], gaps_seconds: Iterable[float]) -> PCM:
    """One after the other, each followed by its own pause in seconds; as many pauses as sounds."""
    return PCM(b"".join(pcm.data + pause(gap).data for pcm, gap in zip(pcms, gaps_seconds, strict=True)))


def trimmed(pcm: PCM) -> PCM:
    """Without the silence at both ends, so that a pause is as long as it was meant; a breath of it stays for soft consonants."""
    samples = array("h", pcm.data)
    heard = [at for at in (_first_heard(samples), _first_heard(samples[::-1])) if at is not None]
    if len(heard) < 2:
        return pcm
    kept = round(KEPT_SECONDS * RATE_HZ)
    return PCM(samples[max(0, heard[0] - kept) : len(samples) - max(0, heard[1] - kept)].tobytes())


def _first_heard(samples: "array[int]") -> int | None:
    return next((at for at, sample in enumerate(samples) if abs(sample) > SILENT_PEAK), None)


def faded(pcm: PCM, seconds: float = 0.005) -> PCM:
    """With a short linear fade at both ends, so that no join clicks."""
    samples = array("h", pcm.data)
    ramp = min(round(seconds * RATE_HZ), len(samples) // 2)
    for i in range(ramp):
        samples[i] = samples[i] * i // ramp
        samples[-1 - i] = samples[-1 - i] * i // ramp
    return PCM(samples.tobytes())
