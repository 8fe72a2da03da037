"""Roman numerals, written and read."""

from typing import Final

_LETTERS: Final[dict[str, int]] = {
    "M": 1000, "CM": 900, "D": 500, "CD": 400, "C": 100, "XC": 90, "L": 50, "XL": 40, "X": 10, "IX": 9, "V": 5, "IV": 4, "I": 1,
}  # fmt: skip


def roman(number: int) -> str:
    """1 as "I", 4 as "IV"; a number below 1 has none and gives ""."""
    written = ""
    for letters, value in _LETTERS.items():
        times, number = divmod(max(number, 0), value)
        written += letters * times
    return written


def roman_value(numeral: str) -> int:
    """ "IX" -> 9. Whether it is well formed is the caller's to ask."""
    values = [_LETTERS[letter] for letter in numeral]
    return sum(-value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True))
