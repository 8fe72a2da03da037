"""A Piper voice that the tests make themselves: an ONNX model of the right shape that hums, a note for each phoneme.

The file is protobuf, written by hand: four nodes need no library. inputs `input` (1, n), `input_lengths` (1), `scales` (3); output
(1, 1, n * notes). Each phoneme id is embedded as one note from a table; `scales[1]` (the length scale) is how long it lasts.
"""

import json
import math
import struct
from pathlib import Path

FLOAT, INT64 = 1, 7
RATE_HZ = 22_050
SAMPLES = 1_764  # of a note: 80 ms, whole waves of every note, so that no join clicks
IDS = 200


def varint(n: int) -> bytes:
    out = b""
    while n > 0x7F:
        out += bytes([n & 0x7F | 0x80])
        n >>= 7
    return out + bytes([n])


def field(number: int, value: int | bytes | str) -> bytes:
    """One field of a protobuf message: a number, or bytes with their length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


def tensor(name: str, kind: int, dims: tuple[int, ...], raw: bytes) -> bytes:
    return b"".join(field(1, d) for d in dims) + field(2, kind) + field(8, name) + field(9, raw)


def value_info(name: str, kind: int, dims: tuple[int | str, ...]) -> bytes:
    shape = b"".join(field(1, field(1, d) if isinstance(d, int) else field(2, d)) for d in dims)
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, shape)))


def node(kind: str, inputs: list[str], output: str, attributes: bytes = b"") -> bytes:
    return b"".join(field(1, i) for i in inputs) + field(2, output) + field(3, output) + field(4, kind) + attributes


def attribute_int(name: str, value: int) -> bytes:
    return field(5, field(1, name) + field(3, value) + field(20, 2))


def attribute_str(name: str, value: str) -> bytes:
    return field(5, field(1, name) + field(4, value) + field(20, 3))


def notes() -> bytes:
    """A note for each id: 120 to 320 Hz in steps that fit whole into it; id 0 (the gap) is silent."""
    rows = []
    for one in range(IDS):
        waves = 10 + one % 16
        strength = 0.0 if one == 0 else 0.25
        rows += [strength * math.sin(2 * math.pi * waves * i / SAMPLES) for i in range(SAMPLES)]
    return struct.pack(f"<{len(rows)}f", *rows)


def model() -> bytes:
    """Gather the notes, lay them one after the other, stretch them by the length scale."""
    nodes = [
        node("Gather", ["notes", "input"], "sung"),  # (1, n, SAMPLES)
        node("Reshape", ["sung", "flat"], "row"),  # (1, 1, n * SAMPLES)
        node("Gather", ["scales", "second"], "longer"),  # (1)
        node("Concat", ["ones", "longer"], "stretch", attribute_int("axis", 0)),
        node("Resize", ["row", "", "stretch"], "output", attribute_str("mode", "linear")),
    ]
    constants = [
        tensor("notes", FLOAT, (IDS, SAMPLES), notes()),
        tensor("flat", INT64, (3,), struct.pack("<3q", 1, 1, -1)),
        tensor("second", INT64, (1,), struct.pack("<q", 1)),
        tensor("ones", FLOAT, (2,), struct.pack("<2f", 1.0, 1.0)),
    ]
    inputs = [value_info("input", INT64, (1, "n")), value_info("input_lengths", INT64, (1,)), value_info("scales", FLOAT, (3,))]
    graph = b"".join(field(1, n) for n in nodes) + field(2, "hum") + b"".join(field(5, c) for c in constants)
    graph += b"".join(field(11, i) for i in inputs) + field(12, value_info("output", FLOAT, (1, 1, "samples")))
    return field(1, 8) + field(7, graph) + field(8, field(1, "") + field(2, 17))


def config(phoneme_type: str = "text", *, rate_hz: int = RATE_HZ) -> dict:
    """What Piper reads beside the model: every letter of Vietnamese, taken apart into base and marks, is a phoneme."""
    letters = "abcdefghijklmnopqrstuvwxyzđ ABCDEFGHIJKLMNOPQRSTUVWXYZĐ.,;:?!0123456789\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
    ids = {"_": [0], "^": [1], "$": [2], **{letter: [3 + at] for at, letter in enumerate(letters)}}
    return {
        "audio": {"sample_rate": rate_hz},
        "espeak": {"voice": "vi"},
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
        "phoneme_type": phoneme_type,
        "phoneme_id_map": ids,
        "num_symbols": IDS,
        "num_speakers": 1,
    }


def make_voice(folder: Path, name: str = "vi_VN-thu", **told: object) -> Path:
    """Put the voice into a folder, as an office would. Returns the model's path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.onnx"
    path.write_bytes(model())
    (folder / f"{name}.onnx.json").write_text(json.dumps(config(**told)), encoding="utf-8")
    return path
