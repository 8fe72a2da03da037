"""The content of a paper as a person writes it in JSON (`loa write`): the keys of `Paper`, numbers filled in where they are left out.

Described with examples in docs/reference/writing.md.
"""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from loa.core.roman import roman
from loa.core.words import Said, vi
from loa.server.documents.errors import ContentKeyMissing, ContentKeyTwice, ContentNotJson
from loa.server.documents.papers.checked import Taker, below, checked, group, listed, take, wrong
from loa.server.documents.papers.content import Annex, Article, Block, Column, Division, Heading, Numbered, Paper, Paragraph, Table
from loa.server.documents.papers.kinds import PaperKind
from loa.server.documents.papers.numbering import Numbers

_EXAMPLES: Final = Path(__file__).with_name("examples")

# Blocks of a text: what the key "type" may say, and the class it makes.
TYPES: Final[dict[str, type[Block]]] = {
    "paragraph": Paragraph,
    "heading": Heading,
    "division": Division,
    "article": Article,
    "clause": Numbered,
    "point": Numbered,
    "dash": Numbered,
    "numbered": Numbered,
    "table": Table,
}
_SIGNS: Final = {"clause": ".", "point": ")"}

# Least and most of what a page can hold.
_LIMITS: Final[dict[tuple[type, str], tuple[float, float]]] = {
    (Column, "share"): (0.05, 20),
    (Table, "size_pt"): (8, 14),
    (Paper, "year"): (1945, 2200),
    (Paper, "copies"): (1, 100_000),
}
_SAME_KIND: Final = Said(vi("loại văn bản đã nêu trong lệnh"))
_A_COLUMN: Final = Said(vi("ít nhất một cột"))
_A_CELL_EACH: Final = Said(vi("đủ số ô như số cột của bảng"))
_A_ROW: Final = Said(vi("thứ tự hàng có trong bảng, hàng đầu là 0"))


def json_of(data: bytes) -> Any:
    """The JSON that a file holds. Raises `ContentNotJson`, and `ContentKeyTwice` for a key that stands twice in one object."""
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise ContentNotJson(line=error.lineno, column=error.colno) from None
    except UnicodeDecodeError as error:
        raise ContentNotJson(line=data[: error.start].count(b"\n") + 1, column="?") from None
    except (RecursionError, ValueError):  # brackets without end; numbers of thousands of digits
        raise ContentNotJson(line="?", column="?") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held: dict[str, Any] = {}
    for key, value in pairs:
        if key in held:
            raise ContentKeyTwice(key=key[:60])
        held[key] = value
    return held


def _no_constant(_name: str) -> float:
    raise ValueError


def paper_from_content(kind: PaperKind, held: object) -> Paper:
    """The paper of this kind that the content describes. Raises the refusals of `checked`."""
    content = dict(group(held, ""))
    if content.setdefault("kind", kind.value) != kind.value:
        raise wrong("kind", content["kind"], _SAME_KIND)
    takers: dict[str, Taker] = {"body": blocks, "annexes": _annexes}
    takers |= {key: _within(Paper, key) for key in ("year", "copies")}
    return checked(Paper, content, takers=takers)


def example_of(kind: PaperKind) -> Any:
    """Content to start a paper of this kind from, with invented names."""
    return json_of((_EXAMPLES / f"{kind.value}.json").read_bytes())


def blocks(held: object, place: str) -> tuple[Block, ...]:
    """The blocks of a text; numbers that are left out are counted."""
    numbers = Numbers()
    return tuple(_block(group(one, f"{place}[{n}]"), f"{place}[{n}]", numbers) for n, one in enumerate(listed(held, place), start=1))


def _block(held: Mapping[str, Any], place: str, numbers: Numbers) -> Block:
    if "type" not in held:
        raise ContentKeyMissing(place=place, key="type")
    name, facts = held["type"], {key: value for key, value in held.items() if key != "type"}
    if not isinstance(name, str) or name not in TYPES:
        raise wrong(below(place, "type"), name, " | ".join(f"“{known}”" for known in TYPES))
    if name == "table":
        return _table(facts, place)
    if name == "paragraph":
        return checked(Paragraph, facts, place)
    level = _level(name, facts, place)
    if level:
        number = numbers.next(level, take(str, facts.get("number", ""), below(place, "number")))
        facts["number"] = number + ("." if level.startswith("heading") else _SIGNS.get(name, ""))
    elif name == "dash":
        facts.setdefault("number", "-")
    return checked(TYPES[name], facts, place)


def _level(name: str, facts: Mapping[str, Any], place: str) -> str:
    """What is counted at this block; "" where nothing is."""
    if name == "heading":
        return f"heading_{take(Heading.__annotations__['level'], facts.get('level', 1), below(place, 'level'))}"
    if name == "division":
        if "level" not in facts:
            raise ContentKeyMissing(place=place, key="level")
        return str(take(Division.__annotations__["level"], facts["level"], below(place, "level")))
    return "" if name in ("dash", "numbered") else name


def _table(facts: Mapping[str, Any], place: str) -> Table:
    table = checked(Table, facts, place, takers={"columns": _columns, "size_pt": _within(Table, "size_pt")})
    for n, row in enumerate(table.rows, start=1):
        if len(row) != len(table.columns):
            raise wrong(f"{place}.rows[{n}]", list(row), _A_CELL_EACH)
    for index in table.totals:
        if not 0 <= index < len(table.rows):
            raise wrong(f"{place}.totals", index, _A_ROW)
    return table


def _columns(held: object, place: str) -> tuple[Column, ...]:
    found = listed(held, place)
    if not found:
        raise wrong(place, held, _A_COLUMN)
    return tuple(checked(Column, one, f"{place}[{n}]", takers={"share": _within(Column, "share")}) for n, one in enumerate(found, start=1))


def _annexes(held: object, place: str) -> tuple[Annex, ...]:
    """Annexes; one alone is "Phụ lục", several are counted in Roman numerals."""
    found = [dict(group(one, f"{place}[{n}]")) for n, one in enumerate(listed(held, place), start=1)]
    for n, one in enumerate(found, start=1):
        one.setdefault("number", f"Phụ lục {roman(n)}" if len(found) > 1 else "Phụ lục")
    return tuple(checked(Annex, one, f"{place}[{n}]", takers={"body": blocks}) for n, one in enumerate(found, start=1))


def _within(kind: type, key: str) -> Taker:
    least, most = _LIMITS[kind, key]
    whole = key in ("year", "copies")

    def taken(value: object, place: str) -> Any:
        if value is None and whole:
            return None
        number = take(int if whole else float, value, place)
        if not (math.isfinite(number) and least <= number <= most):
            raise wrong(place, value, f"{least:g}–{most:g}")
        return number

    return taken
