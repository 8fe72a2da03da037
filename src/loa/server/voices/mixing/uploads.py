"""A person's recording comes in: uploaded or recorded in the browser. Whatever the bytes are, the answer is sound or a sentence."""

import io
from collections.abc import Iterator
from math import ceil

import av

from loa.server.voices.mixing.errors import NotSound, RecordingSilent, RecordingTooLarge, RecordingTooLong, RecordingTooShort
from loa.server.voices.mixing.filters import house_frames, peak
from loa.server.voices.mixing.pcm import BYTES_PER_SAMPLE, PCM, RATE_HZ

LIMIT_BYTES = 60 * 1024 * 1024
LIMIT_SECONDS = 30 * 60
SHORTEST_SECONDS = 1.0
# -40 dBFS: below it a recording is room noise.
QUIETEST_PEAK = 328

# (bytes, at offset, FFmpeg's demuxer). Only these open: a playlist or a subtitle file that names other files never reaches FFmpeg.
MAGIC: tuple[tuple[bytes, int, str], ...] = (
    (b"ID3", 0, "mp3"),
    (b"WAVE", 8, "wav"),
    (b"OggS", 0, "ogg"),
    (b"fLaC", 0, "flac"),
    (b"\x1a\x45\xdf\xa3", 0, "matroska"),
    (b"ftyp", 4, "mov"),
)
# An MP3 without ID3 begins with eleven set bits; ADTS AAC with twelve, its layer bits 0.
SYNC_BYTE, SYNC_MASK, LAYER_MASK = 0xFF, 0xE0, 0x06


def decode_upload(data: bytes) -> PCM:
    """A recording (MP3, WAV, OGG, Opus, WebM, M4A, AAC, FLAC) as samples of the house.

    :raises NotSound: it does not open, or holds no sound
    :raises RecordingTooLarge: more than 60 MB
    :raises RecordingTooLong: more than 30 minutes; decoding stops there
    :raises RecordingTooShort: less than a second
    :raises RecordingSilent: never above -40 dBFS
    """
    pcm = decode_sound(data)
    if pcm.seconds < SHORTEST_SECONDS:
        raise RecordingTooShort
    if peak(pcm) < QUIETEST_PEAK:
        raise RecordingSilent
    return pcm


def decode_sound(data: bytes, *, most_seconds: float | None = None) -> PCM:
    """Bytes from outside as samples of the house, however short or quiet; decoding stops after so many seconds.

    :raises NotSound: it does not open, or holds no sound
    :raises RecordingTooLarge: more than 60 MB
    :raises RecordingTooLong: more than `most_seconds`, 30 minutes where none are given
    """
    if len(data) > LIMIT_BYTES:
        raise RecordingTooLarge(limit_megabytes=LIMIT_BYTES // 1024**2)
    return _decoded(data, _demuxer_of(data), LIMIT_SECONDS if most_seconds is None else most_seconds)


def _demuxer_of(data: bytes) -> str:
    for magic, at, name in MAGIC:
        if data[at : at + len(magic)] == magic:
            return name
    if len(data) > 1 and data[0] == SYNC_BYTE and data[1] & SYNC_MASK == SYNC_MASK:
        return "mp3" if data[1] & LAYER_MASK else "aac"
    raise NotSound


def _decoded(data: bytes, demuxer: str, most_seconds: float) -> PCM:
    out = bytearray()
    try:
        with av.open(io.BytesIO(data), "r", format=demuxer, options={"protocol_whitelist": ""}, metadata_errors="replace") as container:
            if not container.streams.audio:
                raise NotSound
            for piece in house_frames(_tolerant(container)):
                out += piece
                if len(out) > most_seconds * RATE_HZ * BYTES_PER_SAMPLE:
                    raise RecordingTooLong(limit_minutes=ceil(most_seconds / 60))
    except (av.FFmpegError, ValueError, MemoryError, OverflowError) as broken:
        raise NotSound from broken
    if not out:
        raise NotSound
    return PCM(bytes(out))


def _tolerant(container: av.container.InputContainer) -> Iterator[av.AudioFrame]:
    """The frames that decode; a phone that lost power leaves a recording with a torn end, which is still worth keeping."""
    for packet in container.demux(audio=0):
        try:
            yield from packet.decode()
        except av.InvalidDataError:
            continue
