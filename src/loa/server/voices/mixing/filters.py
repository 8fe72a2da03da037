"""PyAV's filter graph and decoder, over plain samples."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import av
from av.filter import Graph

from loa.server.voices.mixing.pcm import BYTES_PER_SAMPLE, PCM, RATE_HZ

Filter = tuple[str, str]
CHUNK_SAMPLES = 44_100


def frames(data: bytes, rate_hz: int = RATE_HZ) -> Iterator[av.AudioFrame]:
    """The samples as frames of a second each."""
    step = CHUNK_SAMPLES * BYTES_PER_SAMPLE
    for at in range(0, len(data), step):
        piece = data[at : at + step]
        frame = av.AudioFrame(format="s16", layout="mono", samples=len(piece) // BYTES_PER_SAMPLE, align=1)
        frame.planes[0].update(piece)
        frame.sample_rate = rate_hz
        frame.pts = at // BYTES_PER_SAMPLE
        yield frame


def samples_of(frame: av.AudioFrame) -> bytes:
    """The bytes of a mono s16 frame, without the padding of its plane."""
    return bytes(frame.planes[0])[: frame.samples * BYTES_PER_SAMPLE]


def run(data: bytes, filters: Sequence[Filter], rate_hz: int = RATE_HZ) -> Iterator[av.AudioFrame]:
    """Send samples through a chain of FFmpeg filters."""
    graph: Any = Graph()
    chain = [graph.add_abuffer(sample_rate=rate_hz, format="s16", layout="mono")]
    chain += [graph.add(name, args) for name, args in filters]
    chain.append(graph.add("abuffersink"))
    graph.link_nodes(*chain).configure()
    for frame in frames(data, rate_hz):
        graph.push(frame)
        yield from _pulled(graph)
    graph.push(None)
    yield from _pulled(graph)


def _pulled(graph: Any) -> Iterator[av.AudioFrame]:
    while True:
        try:
            yield graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return


def filtered(data: bytes, filters: Sequence[Filter], rate_hz: int = RATE_HZ) -> PCM:
    """Samples through filters, back as samples of the house."""
    last = ("aformat", f"sample_fmts=s16:channel_layouts=mono:sample_rates={RATE_HZ}")
    return PCM(b"".join(samples_of(frame) for frame in run(data, [*filters, last], rate_hz)))


def resampled(data: bytes, rate_hz: int) -> PCM:
    """Mono 16-bit samples at any rate, as samples of the house; the length is exact."""
    if rate_hz == RATE_HZ:
        return PCM(data)
    wanted = round(len(data) // BYTES_PER_SAMPLE * RATE_HZ / rate_hz) * BYTES_PER_SAMPLE
    got = filtered(data, [], rate_hz).data
    return PCM(got[:wanted].ljust(wanted, b"\0"))


def peak(pcm: PCM) -> int:
    """The largest sample, 0 to 32768."""
    samples = array("h", pcm.data)
    return max(abs(max(samples)), abs(min(samples))) if samples else 0


def house_frames(decoded: Iterable[av.AudioFrame]) -> Iterator[bytes]:
    """Decoded frames of any format, resampled to the house's and flushed at the end."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE_HZ)
    for frame in decoded:
        for out in resampler.resample(frame):
            yield samples_of(out)
    for out in resampler.resample(None):
        yield samples_of(out)
