"""Values that people wrote, held against the frozen dataclass they are for: every wrong key or value is refused by its place.

Places read like the file: `body[3].text` is the text of the third block; lists count from 1.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from loa.core.folding import nfc
from loa.core.quiet import VIETNAM
from loa.core.words import Said, vi
from loa.server.documents.errors import ContentKeyMissing, ContentKeyUnknown, ContentValueWrong

T = TypeVar("T")
Taker = Callable[[object, str], Any]

ROOT: Final = Said(vi("đầu tệp"))
MOST_TEXT: Final = 20_000
MOST_LISTED: Final = 20_000
_LONGEST_SHOWN: Final = 60

_TEXT: Final = Said(vi("chữ trong ngoặc kép"))
_FILLED: Final = Said(vi("chữ trong ngoặc kép, không để trống"))
_SHORTER: Final = Said(vi("chữ ngắn hơn (tối đa 20.000 ký tự)"))
_LIST: Final = Said(vi("danh sách trong dấu [ ]"))
_FEWER: Final = Said(vi("danh sách ngắn hơn (tối đa 20.000 dòng)"))
_GROUP: Final = Said(vi("nhóm các mục trong dấu { }"))
_YES_NO: Final = Said(vi("true hoặc false"))
_WHOLE: Final = Said(vi("số nguyên"))
_NUMBER: Final = Said(vi("số"))
_DAY: Final = Said(vi("ngày dạng năm-tháng-ngày, ví dụ 2026-03-08"))
_MOMENT: Final = Said(vi("thời điểm dạng 2026-03-08T17:00"))


def wrong(place: str, value: object, wanted: str) -> ContentValueWrong:
    """The refusal of one value. What was given is shown short."""
    shown = {True: "true", False: "false", None: "null"}.get(value) if isinstance(value, bool | NoneType) else None
    if isinstance(value, list | dict):
        shown = "[…]" if isinstance(value, list) else "{…}"
    text = shown or (f"“{value}”" if isinstance(value, str) else repr(value))
    return ContentValueWrong(place=place or ROOT, value=text[:_LONGEST_SHOWN] + ("…" if len(text) > _LONGEST_SHOWN else ""), wanted=wanted)


def below(place: str, key: str) -> str:
    """The place of a key in an object at this place."""
    return f"{place}.{key}" if place else key


def group(held: object, place: str) -> Mapping[str, Any]:
    """An object of JSON."""
    if not isinstance(held, dict):
        raise wrong(place, held, _GROUP)
    return held


def listed(held: object, place: str) -> list[Any]:
    """A list of JSON."""
    if not isinstance(held, list):
        raise wrong(place, held, _LIST)
    if len(held) > MOST_LISTED:
        raise wrong(place, held, _FEWER)
    return held


def checked(kind: type[T], held: object, place: str = "", *, takers: Mapping[str, Taker] | None = None) -> T:
    """The dataclass `kind` out of an object of JSON. `takers` takes fields that need more than their type says.

    Raises `ContentKeyUnknown`, `ContentKeyMissing`, `ContentValueWrong`.
    """
    facts, types, own = group(held, place), _types(cast("Any", kind)), takers or {}
    for key in facts:
        if key not in types:
            raise ContentKeyUnknown(place=place or ROOT, key=key[:_LONGEST_SHOWN], known=", ".join(types))
    taken: dict[str, Any] = {}
    for one in fields(cast("type[Any]", kind)):
        needed = one.default is MISSING and one.default_factory is MISSING
        at = below(place, one.name)
        if one.name in own and (one.name in facts or needed):
            taken[one.name] = own[one.name](facts.get(one.name), at)
        elif one.name in facts:
            taken[one.name] = take(types[one.name], facts[one.name], at)
            if needed and isinstance(taken[one.name], str) and not taken[one.name].strip():
                raise wrong(at, facts[one.name], _FILLED)
        elif needed:
            raise ContentKeyMissing(place=place or ROOT, key=one.name)
    return kind(**taken)


def take(kind: Any, value: object, place: str) -> Any:
    """One value of this type, out of JSON."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        if value is None and NoneType in inner:
            return None
        return take(next(one for one in inner if one is not NoneType), value, place)
    if origin in (tuple, frozenset):
        return origin(take(inner[0], one, f"{place}[{n}]") for n, one in enumerate(listed(value, place), start=1))
    if origin is Literal:
        return _one_of(inner, value, place)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(_one_of([member.value for member in kind], value, place))
    if is_dataclass(kind):
        return checked(cast("type[Any]", kind), value, place)
    return _PLAIN[kind](value, place)


def _one_of(allowed: Any, value: object, place: str) -> Any:
    # `True` equals 1 in Python; in a file it is another thing.
    if not any(value == one and isinstance(value, type(one)) and not isinstance(value, bool) for one in allowed):
        raise wrong(place, value, " | ".join(f"“{one}”" if isinstance(one, str) else str(one) for one in allowed))
    return value


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise wrong(place, value, _TEXT)
    if len(value) > MOST_TEXT:
        raise wrong(place, value, _SHORTER)
    return nfc(value)


def _yes_no(value: object, place: str) -> bool:
    if not isinstance(value, bool):
        raise wrong(place, value, _YES_NO)
    return value


def _whole(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise wrong(place, value, _WHOLE)
    return value


def _number(value: object, place: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise wrong(place, value, _NUMBER)
    return float(value) if abs(value) < 1e9 else 1e9  # longer than any measure of a page; whoever asks sets the limit


def _day(value: object, place: str) -> date:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else _no_day()
    except ValueError:
        raise wrong(place, value, _DAY) from None


def _no_day() -> date:
    raise ValueError


def _moment(value: object, place: str) -> datetime:
    """A moment without an offset is one of Vietnam."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) and len(value) >= 16 else None
    except ValueError:
        found = None
    if found is None:
        raise wrong(place, value, _MOMENT)
    return found if found.tzinfo else found.replace(tzinfo=VIETNAM)


_PLAIN: Final[dict[Any, Taker]] = {str: _text, bool: _yes_no, int: _whole, float: _number, date: _day, datetime: _moment}


@cache
def _types(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
