"""Samples to files and back, for files that Loa itself makes. The same samples and tags always give the same bytes."""

import io
import wave
from collections.abc import Iterable, Mapping
from typing import Any

import av
import mutagen.id3

from loa.server.voices.mixing.filters import house_frames, run
from loa.server.voices.mixing.pcm import BYTES_PER_SAMPLE, PCM, RATE_HZ, join

# 64 kbit/s mono: 8 kB a second; speech through a horn gains nothing from more.
MP3_BITS_PER_SECOND = 64_000
MP3_SAMPLES_PER_FRAME = 1152
# LAME turns everything down to 95 % at constant bit rates and FFmpeg cannot tell it not to; in float, so that nothing clips here.
UNSCALED = (("volume", f"volume={1 / 0.95:.6f}:precision=float"), ("aformat", "sample_fmts=fltp"))
MOST_MARK = 200


def machine_voice(shown: str, *, instead_of: str = "") -> str:
    """The mark of a machine's voice as it stands in the file's tags: whose it is, and in whose place it speaks."""
    place = f", đọc thay {instead_of}" if instead_of else ""
    return f"Giọng máy ({shown}){place}"[:MOST_MARK]


def to_wav(pcm: PCM) -> bytes:
    """A RIFF WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(BYTES_PER_SAMPLE)
        file.setframerate(RATE_HZ)
        file.writeframes(pcm.data)
    return out.getvalue()


def from_wav(data: bytes) -> PCM:
    """Samples of a WAV file that Loa made."""
    with wave.open(io.BytesIO(data)) as file:
        return PCM(file.readframes(file.getnframes()))


def to_mp3(pcm: PCM, tags: Mapping[str, str] | None = None) -> bytes:
    """An MP3 file with LAME's header (so that decoders give back the exact length) and ID3 tags.

    `tags`: `title`, `artist`, `album`; `voice` becomes the comment and the TXXX frame "voice" (give `machine_voice` for a machine's);
    any other key becomes a TXXX frame of its own.
    """
    out = io.BytesIO()
    options = {"write_xing": "1", "id3v2_version": "0", "write_id3v1": "0"}
    with av.open(out, "w", format="mp3", options=options) as container:
        stream = container.add_stream("libmp3lame", rate=RATE_HZ)
        stream.codec_context.layout = "mono"
        stream.codec_context.format = "fltp"
        stream.codec_context.bit_rate = MP3_BITS_PER_SECOND
        # LAME's own quality scale: 7 is twice as fast as 5 and not told apart on speech at this rate.
        stream.codec_context.options = {"compression_level": "7"}
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE_HZ, frame_size=MP3_SAMPLES_PER_FRAME)
        for frame in run(pcm.data, UNSCALED):
            for piece in resampler.resample(frame):
                container.mux(stream.encode(piece))
        for piece in resampler.resample(None):
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return _id3(tags or {}) + out.getvalue()


# Half typed: mutagen's constructors take their frames' fields by keyword, unannotated.
_ID3: Any = mutagen.id3
KNOWN_TAGS: dict[str, str] = {"title": "TIT2", "artist": "TPE1", "album": "TALB"}


def _id3(tags: Mapping[str, str]) -> bytes:
    if not tags:
        return b""
    id3 = _ID3.ID3()
    for key, value in sorted(tags.items()):
        known = KNOWN_TAGS.get(key)
        id3.add(getattr(_ID3, known)(encoding=1, text=value) if known else _ID3.TXXX(encoding=1, desc=key, text=value))
    if voice := tags.get("voice"):
        id3.add(_ID3.COMM(encoding=1, lang="vie", desc="", text=voice))
    out = io.BytesIO()
    id3.save(out, v2_version=3, padding=lambda _: 0)
    return out.getvalue()


def from_mp3(data: bytes) -> PCM:
    """Samples of an MP3 file that Loa made: as many as were encoded.

    Where the last frame has no room for the decoder's delay (one length in 24) up to 47 samples, 1 ms, of near silence follow.
    """
    with av.open(io.BytesIO(data), "r", format="mp3") as container:
        return PCM(b"".join(house_frames(container.decode(audio=0))))


def decode(data: bytes) -> PCM:
    """Samples of an MP3 or WAV file that Loa made."""
    return from_wav(data) if data[:4] == b"RIFF" else from_mp3(data)


def join_mp3(clips: Iterable[bytes], *, gap_seconds: float = 0.0, tags: Mapping[str, str] | None = None) -> bytes:
    """Ready MP3 files as one: decoded, joined with pauses, encoded anew. Their bytes are never put together."""
    return to_mp3(join((from_mp3(clip) for clip in clips), gap_seconds), tags)
