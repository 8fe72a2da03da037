"""Length of a text message (SMS) as operators count it, and its form without accents.

Source: 3GPP TS 23.038: a message in the GSM 7-bit alphabet holds 160 characters, 153 in each part of a longer one;
any other character turns the whole message to UCS-2 with 70, or 67 in each part.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from loa.core.folding import nfc

MAX_SEGMENTS = 3

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
)
_EXTENDED = frozenset("\f^{}\\[~]|€")  # each takes an escape, hence two places

# What people type for show and a phone does not need.
_PLAIN = {"đ": "d", "Đ": "D", "–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "\u00a0": " ", "•": "-", "→": "->"}


class Alphabet(StrEnum):
    """What the operator sends the message in."""

    GSM7 = "GSM-7"
    UCS2 = "UCS-2"


# alphabet -> (places in a single message, places in each part of a longer one)
_ROOM: dict[Alphabet, tuple[int, int]] = {Alphabet.GSM7: (160, 153), Alphabet.UCS2: (70, 67)}


@dataclass(frozen=True, slots=True)
class SmsLength:
    """What a text costs: `places` used (characters, some take two), `segments` paid for."""

    alphabet: Alphabet
    places: int
    segments: int

    @property
    def fits(self) -> bool:
        """Whether it stays within `MAX_SEGMENTS`."""
        return 0 < self.segments <= MAX_SEGMENTS


def without_accents(text: str) -> str:
    """The text in plain letters: no diacritics, đ as d, no character outside the GSM alphabet. Emoji and the like fall out."""
    plain = "".join(_PLAIN.get(c, c) for c in nfc(text))
    bare = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return "".join(c for c in bare if c in _BASIC or c in _EXTENDED)


def measure(text: str) -> SmsLength:
    """Alphabet, places and segments of a message. An empty text has no segment."""
    alphabet = Alphabet.GSM7 if all(c in _BASIC or c in _EXTENDED for c in text) else Alphabet.UCS2
    sizes = [_size(c, alphabet) for c in text]
    single, part = _ROOM[alphabet]
    places = sum(sizes)
    return SmsLength(alphabet, places, min(places, 1) if places <= single else _parts(sizes, part))


def _size(character: str, alphabet: Alphabet) -> int:
    if alphabet is Alphabet.GSM7:
        return 2 if character in _EXTENDED else 1
    return 2 if ord(character) > 0xFFFF else 1  # a surrogate pair


def _parts(sizes: list[int], room: int) -> int:
    """Parts needed when a character of two places is never cut in the middle."""
    parts, used = 1, 0
    for size in sizes:
        if used + size > room:
            parts, used = parts + 1, 0
        used += size
    return parts
