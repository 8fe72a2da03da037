"""Loudness: one fixed gain and one limiter per voice; the result is measured on the encoded bulletin (EBU R 128 / ITU-R BS.1770)."""

from dataclasses import dataclass

from loa.server.voices.mixing.encode import decode
from loa.server.voices.mixing.errors import LoudnessOutOfRange, TooShortToCalibrate
from loa.server.voices.mixing.filters import filtered, run
from loa.server.voices.mixing.pcm import PCM

TARGET_LUFS = -16.0
TOLERANCE_LU = 1.0
SETTLED_SECONDS = 20.0
# What a voice is calibrated to. Texts differ: 25 bulletins of official letters lay within 0.55 LU around a mean 0.3 LU under their
# voice's calibration text (espeak-ng, measured), so the aim is that much above the target.
CALIBRATED_LUFS = -15.7
CALIBRATION_SECONDS = 30.0
# Room for what the MP3 encoder adds to a limited peak (about 1 dB at 64 kbit/s, measured on espeak-ng's vi).
CEILING_DBFS = -2.0
ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Calibration:
    """The fixed gain of a voice, and where its limiter holds."""

    gain_db: float
    ceiling_dbfs: float = CEILING_DBFS


def level(pcm: PCM, voice: Calibration) -> PCM:
    """The voice's gain, then its limiter. As many samples come out as went in."""
    limit = 10 ** (voice.ceiling_dbfs / 20)
    chain = [
        ("volume", f"volume={voice.gain_db:.2f}dB:precision=float"),
        ("alimiter", f"limit={limit:.5f}:attack=5:release=60:level=false:latency=true"),
    ]
    data = filtered(pcm.data, chain).data
    return PCM(data[: len(pcm.data)].ljust(len(pcm.data), b"\0"))


def calibrate(pcm: PCM, *, target_lufs: float = CALIBRATED_LUFS, at_least_seconds: float = CALIBRATION_SECONDS) -> Calibration:
    """The gain that brings this voice to the target behind its limiter.

    A limiter takes back part of the gain, so it is approached in rounds of measuring. Of a machine voice give at least 30 s;
    a person's recording is calibrated on itself (`at_least_seconds=0`).
    """
    if pcm.seconds < at_least_seconds:
        raise TooShortToCalibrate(needed_seconds=round(at_least_seconds), given_seconds=round(pcm.seconds))
    gain_db = target_lufs - pcm_loudness_lufs(pcm)
    for _ in range(ROUNDS):
        gain_db += target_lufs - pcm_loudness_lufs(level(pcm, Calibration(gain_db)))
    return Calibration(gain_db=round(gain_db, 2))


def pcm_loudness_lufs(pcm: PCM) -> float:
    """Integrated loudness of samples, in LUFS; -70 when there is nothing to hear or less than 0.4 s."""
    loudness = -70.0
    for frame in run(pcm.data, [("ebur128", "metadata=1:framelog=quiet")]):
        loudness = float(frame.metadata.get("lavfi.r128.I", loudness))
    return loudness


def loudness_lufs(data: bytes) -> float:
    """Integrated loudness of an encoded file (MP3 or WAV made by the house), in LUFS."""
    return pcm_loudness_lufs(decode(data))


def assert_loudness(data: bytes) -> float:
    """The loudness of an assembled, encoded bulletin; refuses one outside -16 ± 1 LUFS.

    Below SETTLED_SECONDS one sentence decides the figure (voices vary by 0.8 LU from sentence to sentence): twice as much is let pass.

    :raises LoudnessOutOfRange: with what was measured
    """
    sound = decode(data)
    measured = pcm_loudness_lufs(sound)
    tolerance_lu = TOLERANCE_LU if sound.seconds >= SETTLED_SECONDS else 2 * TOLERANCE_LU
    if abs(measured - TARGET_LUFS) > tolerance_lu:
        raise LoudnessOutOfRange(measured_lufs=round(measured, 1), target_lufs=TARGET_LUFS, tolerance_lu=tolerance_lu)
    return measured
