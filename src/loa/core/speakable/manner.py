"""How a region says numbers: the choices that both halves of the country make differently, all of them right."""

import re
from dataclasses import dataclass
from functools import partial
from typing import Literal


@dataclass(frozen=True, slots=True)
class Manner:
    """Cách nói số. The defaults are what the stations of the North and the national ones say."""

    thousand: Literal["nghìn", "ngàn"] = "nghìn"
    odd: Literal["linh", "lẻ"] = "linh"  # 105: một trăm linh năm
    billion: Literal["tỷ", "tỉ"] = "tỷ"
    four: Literal["tư", "bốn"] = "tư"  # 24: hai mươi tư
    slash: Literal["gạch chéo", "xuyệt", "xẹt", "trên"] = "gạch chéo"  # of numbers of houses: ngõ 12/3


STANDARD = Manner()
# What each choice offers, the standard one first.
CHOICES: dict[str, tuple[str, ...]] = {
    "thousand": ("nghìn", "ngàn"),
    "odd": ("linh", "lẻ"),
    "billion": ("tỷ", "tỉ"),
    "four": ("tư", "bốn"),
    "slash": ("gạch chéo", "xuyệt", "xẹt", "trên"),
}
DIGIT = "không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín"
# Where the standard word can only be a number's: "linh hoạt" and "tỷ lệ" are left alone.
FOUND: dict[str, re.Pattern[str]] = {
    "thousand": re.compile(r"(?<!\w)nghìn(?!\w)"),
    "odd": re.compile(rf"(?<=trăm )linh(?= (?:{DIGIT})(?!\w))"),
    "billion": re.compile(rf"(?<!\w)(?:{DIGIT}|mười|mươi|trăm|nghìn|ngàn|mấy|vài) tỷ(?! (?:lệ|số|giá|suất|trọng|phú|mỉ|thí)|\w)"),
    "four": re.compile(r"(?<=mươi )tư(?!\w)"),
    "slash": re.compile(r"(?<!\w)gạch chéo(?!\w)"),
}


def manner(**chosen: str) -> Manner:
    """A manner of these choices; what is not among `CHOICES` is passed over, so that settings kept long ago stay readable."""
    return Manner(**{name: word for name, word in chosen.items() if word in CHOICES.get(name, ())})  # type: ignore[arg-type]


def in_manner(said: str, how: Manner) -> str:
    """Standard speakable text in this manner."""
    if how == STANDARD:
        return said
    for name, (standard, *_) in CHOICES.items():
        word = getattr(how, name)
        if word != standard:
            said = FOUND[name].sub(partial(_in_other_words, standard, word), said)
    return said


def _in_other_words(standard: str, word: str, match: re.Match[str]) -> str:
    return match.group().replace(standard, word)
