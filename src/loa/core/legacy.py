"""TCVN3 and VNI: what Vietnamese was written in before Unicode. Tables first; which of them it is, the words tell."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from loa.core.folding import nfc

# TCVN 5712:1993 VN3, used by the fonts .VnTime, .VnArial…: one byte a letter. Tone marks stand in the order of each line's bytes.
_TCVN3_ROWS: Final = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)
TCVN3: Final[Mapping[int, str]] = {first + at: letter for first, row in _TCVN3_ROWS for at, letter in enumerate(row)}

# VNI for Windows, used by the fonts VNI-Times…: the letter, then its marks in one character.
_VNI_TONES: Final = {"á": "ù", "à": "ø", "ả": "û", "ã": "õ", "ạ": "ï"}
_VNI_BREVE: Final = {"ă": "ê", "ắ": "é", "ằ": "è", "ẳ": "ú", "ẵ": "ü", "ặ": "ë"}
_VNI_HAT: Final = {"â": "â", "ấ": "á", "ầ": "à", "ẩ": "å", "ẫ": "ã", "ậ": "ä"}
_VNI_ALONE: Final = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ", "ơ": "ô", "ư": "ö"}
_HAT_TONE: Final = {"â": "", "ấ": "\u0301", "ầ": "\u0300", "ẩ": "\u0309", "ẫ": "\u0303", "ậ": "\u0323"}
_MARKS: Final = {"á": "\u0301", "à": "\u0300", "ả": "\u0309", "ã": "\u0303", "ạ": "\u0323"}


def _vni_table() -> dict[str, str]:
    """From what stands written to the letter, both cases."""
    table = {written: letter for letter, written in _VNI_ALONE.items()}
    for tone, written in _VNI_TONES.items():
        table |= {f"{base}{written}": nfc(base + _MARKS[tone]) for base in "aeouy"}
        table |= {f"ô{written}": nfc("ơ" + _MARKS[tone]), f"ö{written}": nfc("ư" + _MARKS[tone])}
    table |= {f"a{written}": letter for letter, written in _VNI_BREVE.items()}
    for letter, written in _VNI_HAT.items():
        table |= {f"{base}{written}": nfc(hatted + _HAT_TONE[letter]) for base, hatted in zip("aeo", "âêô", strict=True)}
    return table | {written.upper(): letter.upper() for written, letter in table.items()} | _capital_then_small(table)


def _capital_then_small(table: Mapping[str, str]) -> dict[str, str]:
    """A capital whose marks were typed small: "Uûy ban"."""
    return {written[0].upper() + written[1:]: letter.upper() for written, letter in table.items() if len(written) == 2}


VNI: Final[Mapping[str, str]] = _vni_table()
_VNI_PAIR: Final = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))


def from_tcvn3(text: str) -> str:
    """Text whose characters are bytes of TCVN3."""
    return text.translate(TCVN3)


def from_vni(text: str) -> str:
    """Text whose characters are bytes of VNI."""
    return _VNI_PAIR.sub(lambda found: VNI[found[0]], text)


# Byte AD is ư in TCVN3 and a hyphen to most programs. In the middle or at the end of a syllable no hyphen stands.
_LOST_HOOK: Final = re.compile(
    r"(?<![\w-])((?:b|ch?|d|đ|g[hi]?|h|kh?|l|m|nh?|ngh?|ph?|r|s|th?|tr|v|x)?)-((?:[ơờớởỡợ](?:ng|[nmcptiu])?|u|ng|[aincmt])?)(?![\w-])",
    re.IGNORECASE,
)
_ALONE_BEFORE: Final = frozenset({"T", "S"})  # "Tư", "Sư"; any other capital before a hyphen is the name of a part


def with_lost_hooks(text: str) -> str:
    """TCVN3 that was converted after a program had taken its letter ư for a hyphen: "tr-ờng", "nh-"."""
    return _LOST_HOOK.sub(_hooked, text)


def _hooked(found: re.Match[str]) -> str:
    before, after = found[1], found[2]
    bullet = not before and after.lower() not in ("u", "ng") and after[:1].lower() not in tuple("ơờớởỡợ")
    part = len(before) == 1 and before.isupper() and before not in _ALONE_BEFORE and (not after or after in "AINCMT")
    if bullet or part:
        return found[0]
    return before + ("Ư" if (before + after).isupper() and len(before + after) > 1 else "ư") + after


ENCODINGS: Final[Mapping[str, Callable[[str], str]]] = {"TCVN3": from_tcvn3, "VNI": from_vni}

# Words that a page of an official paper cannot do without: whichever table makes them appear is the right one.
_COMMON_WORDS: Final = """
của và các được trong thực hiện ngày tháng năm số về việc nhân dân ủy ban uỷ công văn phòng sở tỉnh thành phố huyện xã phường
thị trấn kính gửi nơi nhận chủ tịch giám đốc bộ trưởng hà nội độc lập tự do hạnh phúc cộng hòa hội nghĩa việt đề nghị báo cáo
kết quả trước tổ chức tuyên truyền theo đến với cho không những để từ này tại như có là một quyết định thông kế hoạch căn cứ
"""
_COMMON: Final = frozenset(_COMMON_WORDS.split())
_WORD: Final = re.compile(r"[^\W\d_]+")
_MOST_WEIGHED: Final = 40_000
_LEGACY_CHARACTER: Final = re.compile("[¡-þ]")
_UNICODE_LETTER: Final = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


def weight(text: str) -> float:
    """How much of it is everyday Vietnamese with its marks, 0..1."""
    words = _WORD.findall(text[:_MOST_WEIGHED].lower())
    marked = [word for word in words if not word.isascii()]
    return sum(word in _COMMON for word in marked) / len(marked) if marked else 0.0


def recognised(text: str) -> tuple[str, str] | None:
    """The name of the old encoding and the text in Unicode, where one of the tables clearly makes it Vietnamese; else None."""
    if not _LEGACY_CHARACTER.search(text):
        return None
    sample = text[:_MOST_WEIGHED]
    best, name = max((weight(convert(sample)), name) for name, convert in ENCODINGS.items())
    return (name, nfc(ENCODINGS[name](text))) if best >= 0.12 and best > 2 * weight(sample) + 0.05 else None


def by_font(font: str) -> tuple[str, Callable[[str], str]] | None:
    """Which table a font stands for: ".VnTime" (".VnTimeH" prints capitals), "VNI-Times"."""
    plain = font.strip().lower()
    if plain.startswith(".vn"):
        return ("TCVN3", (lambda text: from_tcvn3(text).upper()) if plain.rstrip("0123456789 ").endswith("h") else from_tcvn3)
    return ("VNI", from_vni) if plain.startswith("vni") else None


def is_tcvn3(font: str) -> bool:
    """Whether this is a font of TCVN3."""
    return (by_font(font) or ("",))[0] == "TCVN3"


def is_unicode(text: str) -> bool:
    """It holds letters that no old encoding has: whatever its font says, it is converted already."""
    return _UNICODE_LETTER.search(text) is not None
