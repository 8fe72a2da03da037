"""Numbers as words: hai mươi tư, lăm, mốt, linh, nghìn, tỷ."""

import re

from loa.core.roman import roman_value

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ("", " nghìn", " triệu")
BILLION = 10**9
LONGEST_CARDINAL = 18
# One number as it is written: thousands by dots, decimals after a comma.
NUM = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d+(?:,\d+)?"


def cardinal(n: int) -> str:
    """A whole number of zero or more, up to what anybody writes; longer ones digit by digit."""
    if n >= 10**LONGEST_CARDINAL:
        return digits(str(n))
    if n >= BILLION:
        above, rest = divmod(n, BILLION)
        return f"{cardinal(above)} tỷ" + (f" {_groups(rest, full=True)}" if rest else "")
    return _groups(n, full=False) or DIGITS[0]


def _groups(n: int, *, full: bool) -> str:
    """Below a billion. `full`: the leading group is said with its "không trăm"."""
    words: list[str] = []
    for place in (2, 1, 0):
        group = n // 1000**place % 1000
        if group:
            words.append(_hundreds(group, full=full or bool(words)) + GROUPS[place])
    return " ".join(words)


def _hundreds(n: int, *, full: bool) -> str:
    hundred, rest = divmod(n, 100)
    words = f"{DIGITS[hundred]} trăm" if hundred or full else ""
    if not rest:
        return words
    if rest < 10:
        return f"{words} linh {DIGITS[rest]}" if words else DIGITS[rest]
    return f"{words} {_tens(rest)}".strip()


def _tens(n: int) -> str:
    ten, one = divmod(n, 10)
    first = "mười" if ten == 1 else f"{DIGITS[ten]} mươi"
    last = {0: "", 5: "lăm"} | ({1: "mốt", 4: "tư"} if ten > 1 else {})
    return f"{first} {last.get(one, DIGITS[one])}".strip()


def digits(text: str) -> str:
    """Digit by digit; anything else in the text is passed over."""
    return " ".join(DIGITS[int(c)] for c in text if c in "0123456789")


def number(text: str) -> str:
    """A number as written: "17.000", "3,5", "05", "0,05"; very long or zero-led ones (codes) digit by digit."""
    whole, _, fraction = text.partition(",")
    if fraction == "000":
        whole, fraction = whole + fraction, ""
    plain = whole.replace(".", "")
    is_code = "." not in whole and ((plain[0] == "0" and len(plain) > 2) or len(plain) > 9)
    words = digits(plain) if is_code else cardinal(int(plain))
    if not fraction:
        return words
    tail = digits(fraction) if fraction[0] == "0" or len(fraction) > 2 else cardinal(int(fraction))
    return f"{words} phẩy {tail}"


def month(n: int) -> str:
    """The name of a month: tháng tư, not tháng bốn."""
    return "tư" if n == 4 else cardinal(n)


def ordinal(n: int) -> str:
    """What follows "thứ": nhất, hai, ba, tư, năm."""
    return {1: "nhất", 4: "tư"}.get(n, cardinal(n))


def roman(text: str) -> int | None:
    """The value of a well-formed Roman numeral up to 89, else None."""
    if not re.fullmatch(r"(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})", text) or not text:
        return None
    return roman_value(text)
