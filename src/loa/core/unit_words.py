"""A unit's own words in a shared text (lời riêng): typed fields, the sentence made of them, and how both are put together.

A text marks a declared sentence as `[[key]]`. The declaration gives the sentence that everybody hears unless a unit has its
own, and the template of the unit's own. The whole sentence is replaced, so that all others are voiced once for everybody.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loa.core.errors import BadInput
from loa.core.faces import Faced
from loa.core.folding import nfc
from loa.core.sentences import split_sentences
from loa.core.words import vi

LONGEST_FIELD = 300
MARK = re.compile(r"\[\[([a-z0-9_]+)\]\]")


class FieldType(Faced):
    """What a unit may enter."""

    TEXT = "text", "chữ"
    PLACE = "place", "địa điểm"
    HOURS = "hours", "giờ (7h30-11h30)"
    DATES = "dates", "ngày (2/8/2021 hoặc 2/8/2021-6/8/2021)"
    HOTLINE = "hotline", "điện thoại trực"


class FieldMissing(BadInput):
    """A field of the unit's sentence is empty."""

    code = "unit_words.field_missing"
    sentence = vi("Ô “{label}” còn trống. Hãy điền, hoặc bỏ lời riêng: bản tin vẫn phát bằng câu chung.")


class FieldTooLong(BadInput):
    """A field is longer than anybody can listen to."""

    code = "unit_words.field_too_long"
    sentence = vi("Ô “{label}” dài {length} ký tự; tối đa {most}. Hãy viết ngắn lại.")


class FieldNotUnderstood(BadInput):
    """A field is not of its type."""

    code = "unit_words.field_not_understood"
    sentence = vi("Ô “{label}” ghi “{value}” chưa đúng kiểu {expected}. Hãy sửa lại.")


@dataclass(frozen=True, slots=True)
class UnitField:
    """One blank of a declared sentence."""

    name: str
    label: str
    type: FieldType


@dataclass(frozen=True, slots=True)
class Declaration:
    """Câu khai báo: the shared sentence, and the template that a unit may put in its place."""

    key: str
    sentence: str
    template: str
    fields: tuple[UnitField, ...]

    @classmethod
    def of(cls, raw: Mapping[str, object]) -> "Declaration":
        """From its stored JSON form."""
        fields = raw["fields"]
        assert isinstance(fields, Sequence)
        return cls(
            key=str(raw["key"]),
            sentence=str(raw["sentence"]),
            template=str(raw["template"]),
            fields=tuple(UnitField(name=f["name"], label=f["label"], type=FieldType(f["type"])) for f in fields),
        )


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as it will be voiced; `unit` tells that it holds a unit's own words."""

    text: str
    unit: bool = False


_HOURS = re.compile(
    r"(\d{1,2})(?:h|:|g| giờ )(\d{2})?(?:\s*(?:-|–|đến)\s*(\d{1,2})(?:h|:|g| giờ )(\d{2})?)?(?:\s*(?:,|và|;)\s*.+)?", re.IGNORECASE
)
_DATE = r"(\d{1,2})/(\d{1,2})/(\d{4})"
_DATES = re.compile(rf"{_DATE}(?:\s*(?:-|–|đến)\s*{_DATE})?")
_PHONE = re.compile(r"[\d .()+-]{4,20}")


def _hours_ok(value: str) -> bool:
    found = _HOURS.fullmatch(value)
    return found is not None and int(found[1]) <= 24 and int(found[2] or 0) < 60


def _dates_ok(value: str) -> bool:
    found = _DATES.fullmatch(value)
    if not found:
        return False
    parts = [int(p) for p in found.groups() if p]
    try:
        days = [date(parts[i + 2], parts[i + 1], parts[i]) for i in range(0, len(parts), 3)]
    except ValueError:
        return False
    return days == sorted(days)


_CHECKS: dict[FieldType, Callable[[str], bool]] = {
    FieldType.TEXT: lambda _: True,
    FieldType.PLACE: lambda _: True,
    FieldType.HOURS: _hours_ok,
    FieldType.DATES: _dates_ok,
    FieldType.HOTLINE: lambda value: bool(_PHONE.fullmatch(value)),
}


def unit_sentence(declaration: Declaration, values: Mapping[str, str]) -> str:
    """The unit's own sentence. Raises `FieldMissing`, `FieldTooLong` or `FieldNotUnderstood`, naming the field."""
    filled = {}
    for field in declaration.fields:
        value = " ".join(nfc(values.get(field.name, "")).split())
        if not value:
            raise FieldMissing(label=field.label)
        if len(value) > LONGEST_FIELD:
            raise FieldTooLong(label=field.label, length=len(value), most=LONGEST_FIELD)
        if not _CHECKS[field.type](value):
            raise FieldNotUnderstood(label=field.label, value=value, expected=field.type.vi)
        filled[field.name] = value
    sentence = re.sub(r"\{([a-z0-9_]+)\}", lambda m: filled.get(m[1], m[0]), declaration.template)
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def assembled(text: str, declarations: Sequence[Declaration], own: Mapping[str, str]) -> tuple[Sentence, ...]:
    """The text as one unit hears it, sentence by sentence; `own` holds the unit's approved sentences by key.

    A mark that nobody declared, and a declared sentence that is empty, fall out without a trace.
    """
    shared = {d.key: d.sentence for d in declarations}
    sentences: list[Sentence] = []
    for i, part in enumerate(MARK.split(nfc(text))):
        if i % 2 == 0:
            sentences += [Sentence(s) for s in split_sentences(part)]
        elif part in own:
            sentences.append(Sentence(own[part], unit=True))
        else:
            sentences += [Sentence(s) for s in split_sentences(shared.get(part, ""))]
    return tuple(sentences)


def plain_text(sentences: Sequence[Sentence]) -> str:
    """The sentences as one text."""
    return " ".join(s.text for s in sentences)


# --- what a person should look at twice before it goes on air -------------------------------------------------------------------

_MOBILE = re.compile(r"(?<!\d)(?:\+?84|0)[ .]?(?:[35789]\d)(?:[ .]?\d){7}(?!\d)")
_SURNAMES = "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Mai|Đào|Lương|Cao|Tạ|Chu|Hà|Tô|Phùng|Vương|Lưu|Quách|Đoàn|Nghiêm"
_WORD = "[A-ZÀ-ỸĐ][a-zà-ỹđ]+"
_NAME = re.compile(rf"(?:(?P<before>\S+)\s+)?(?P<name>(?:{_SURNAMES})(?:\s+{_WORD}){{1,3}})")
_ADDRESSED = re.compile(
    rf"(?:(?P<before>\S+)\s+)?(?<!\w)(?i:ông|bà|anh|chị|đồng chí|đ/c|bác sĩ|bs\.?)\s+(?P<name>{_WORD}(?:\s+{_WORD}){{0,3}})"
)
# A street, school or ward bears a person's name without being one.
_PLACE_WORDS = frozenset(
    [
        "đường",
        "phố",
        "phường",
        "xã",
        "quận",
        "huyện",
        "trường",
        "thpt",
        "thcs",
        "tiểu_học",
        "ngõ",
        "công_viên",
        "chợ",
        "bệnh_viện",
        "nhà_văn_hóa",
        "học",
        "mầm_non",
        "đình",
        "chùa",
        "thị_trấn",
        "phố:",
        "đường:",
        "hóa",
        "viên",
        "viện",
        "số",
    ]
)


def personal_details(text: str) -> tuple[str, ...]:
    """Warnings, in Vietnamese, where the words seem to hold a private phone number or a person's name."""
    found = [
        vi("Có vẻ là số điện thoại di động cá nhân: {value}. Nên dùng số trực của cơ quan.").format(value=m[0])
        for m in _MOBILE.finditer(text)
    ]
    names = {m["name"] for m in _ADDRESSED.finditer(text) if not _names_a_place(m) and m["before"] != "Hai"}  # Hai Bà Trưng, phố Bà Triệu
    names |= {m["name"] for m in _NAME.finditer(text) if not _names_a_place(m) and _mid_sentence(m)}
    found += [vi("Có vẻ là tên riêng của một người: {value}. Nên bỏ, hoặc chỉ nêu chức danh.").format(value=name) for name in sorted(names)]
    return tuple(found)


def _names_a_place(match: re.Match[str]) -> bool:
    return (match["before"] or "").casefold().strip(",.;") in _PLACE_WORDS


def _mid_sentence(match: re.Match[str]) -> bool:
    """A capital word that only opens the sentence, before a single capital, is usually no name; a surname and two more words is."""
    return len(match["name"].split()) >= 3 or bool(match["before"])
