"""Whether a signed file says what the paper said: its text layer beside that of the paper as rendered. Number and day may have been filled in."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from loa.core.folding import nfc

AROUND: Final = 60  # letters shown beside the first difference
_DAY: Final = r"ngày(\d{0,2})tháng(\d{0,2})năm(\d{0,4})"


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where the two part, each with the words around it; "…" where words were left out."""

    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Compared:
    """`number` and `day` (d/m/yyyy) as the signed file has them; "" left blank, None where they are not to be found."""

    difference: Difference | None
    number: str | None
    day: str | None

    @property
    def no_text(self) -> bool:
        """The signed file has no text layer to compare: a scan."""
        return self.difference is not None and not self.difference.found


_BLANK: Final = "□"


@dataclass(frozen=True, slots=True)
class Looks:
    """The two files as pictures, without their signatures' own drawings: how many pages each has, and which look different."""

    own_pages: int
    pages: int
    differing: tuple[int, ...] = ()


def compare(rendered: str, signed: str, *, symbol: str, place: str) -> Compared:
    """Hold the two texts side by side. White space and the order of composing marks do not count; everything else does."""
    own, theirs = _Squeezed.of(rendered), _Squeezed.of(signed)
    plain, _numbers, _days = _blanked(own, symbol, place)
    other, numbers, days = _blanked(theirs, symbol, place)
    number, day = _alike(numbers), _alike(days)
    if plain.letters == other.letters:
        return Compared(None, number, day)
    both = zip(plain.letters, other.letters, strict=False)
    at = next((i for i, (one, two) in enumerate(both) if one != two), min(len(plain.letters), len(other.letters)))
    return Compared(Difference(plain.around(at), other.around(at)), number, day)


def filled_in(signed: str, *, symbol: str, place: str) -> tuple[str | None, str | None]:
    """Number and day that the signed file bears, as in `Compared`."""
    _plain, numbers, days = _blanked(_Squeezed.of(signed), symbol, place)
    return _alike(numbers), _alike(days)


def read_day(day: str) -> date | None:
    """29/7/2021; None for a blank, and for what is no day."""
    try:
        one, month, year = (int(part) for part in day.split("/"))
        return date(year, month, one)
    except ValueError:
        return None


def _alike(said: list[str]) -> str | None:
    """What all of them say; None where they contradict each other, or there are none."""
    return said[0] if len(set(said)) == 1 else None


@dataclass(frozen=True, slots=True)
class _Squeezed:
    """A text without white space, and where each of its letters stood."""

    text: str
    letters: str
    at: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "_Squeezed":
        text = nfc(text)
        kept = [(place, letter) for place, letter in enumerate(text) if not letter.isspace() and letter != "\u00ad"]
        return cls(text, "".join(letter for _, letter in kept), tuple(place for place, _ in kept))

    def without(self, spans: list[tuple[int, int]]) -> "_Squeezed":
        """Each of these spans of letters as one blank."""
        letters: list[str] = []
        at: list[int] = []
        done = 0
        for start, end in sorted(spans):
            letters += [self.letters[done:start], _BLANK]
            at += [*self.at[done:start], self.at[start] if start < len(self.at) else len(self.text)]
            done = end
        return _Squeezed(self.text, "".join([*letters, self.letters[done:]]), (*at, *self.at[done:]))

    def around(self, place: int) -> str:
        """The words about a letter, as they stand on the page."""
        if not self.at:
            return ""
        middle = self.at[place] if place < len(self.at) else len(self.text)
        start, end = max(0, middle - AROUND), min(len(self.text), middle + AROUND)
        # Whole words.
        while start and start < middle and not self.text[start - 1].isspace():
            start += 1
        while middle < end < len(self.text) and not self.text[end].isspace():
            end -= 1
        words = " ".join(self.text[start:end].split())
        return f"{'…' if start else ''}{words}{'…' if end < len(self.text.rstrip()) else ''}"


def _blanked(text: _Squeezed, symbol: str, place: str) -> tuple[_Squeezed, list[str], list[str]]:
    """The text with number and day of the paper itself taken out, in its head and where annexes name it; and what stood there."""
    mark, town = ("".join(word.split()) for word in (nfc(symbol), nfc(place)))
    numbers = list(re.finditer(rf"(?<=[Ss]ố)(:?)([0-9]{{0,6}}[a-zđ]?)(?=[/-]{re.escape(mark)})", text.letters))
    head = re.search(rf"(?<={re.escape(town)},){_DAY}", text.letters)
    annexes = re.finditer(rf"[Ss]ố:?[0-9a-zđ]{{0,7}}[/-]{re.escape(mark)}({_DAY})", text.letters)
    days = [(head.span(), head.groups())] if head else []
    days += [(found.span(1), found.groups()[1:]) for found in annexes]
    said = ["/".join(part.lstrip("0") for part in parts) if parts[0] and parts[1] else "" for _span, parts in days]
    return text.without([*(found.span(2) for found in numbers), *(span for span, _ in days)]), [found[2] for found in numbers], said
