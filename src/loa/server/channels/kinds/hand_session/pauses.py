"""Pause marks of a bản đọc: / for a breath, // for the end of a sentence."""

import re
from typing import Final

# A full stop after these is no end: TP. Hà Nội, BS. Lan.
_SHORTENED: Final = frozenset({"tp", "tt", "tx", "q", "p", "h", "ts", "ths", "pgs", "gs", "bs", "cn", "ks", "tr", "đ/c", "v.v", "nxb"})
_STOP: Final = re.compile(r"(\S*?)([,;:]|[.!?…]+)([”\"')\]]*)(?=\s|$)")


def runs(text: str) -> list[tuple[str, str]]:
    """The text cut into ("text", words) and ("pause", "/" or "//"), to be printed one after the other."""
    cut: list[tuple[str, str]] = []
    begin = 0
    for stop in _STOP.finditer(text):
        word, sign, _ = stop.groups()
        if sign == "." and word.lower().lstrip("(“\"'") in _SHORTENED:
            continue
        cut += [("text", text[begin : stop.end()].strip()), ("pause", "/" if sign in ",;:" else "//")]
        begin = stop.end()
    rest = text[begin:].strip()
    return [*cut, ("text", rest)] if rest else cut
