"""Automatic numbers of a DOCX: what Word prints before a paragraph ("1. ", "a) ", "- ") stands nowhere in its text."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from loa.core.roman import roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    kind: str
    pattern: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    styles: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * LEVELS))

    @classmethod
    def of(cls, document: Any) -> "Numbering":
        """From the numbering part and the paragraph styles, if there are any."""
        styles = {style.get(f"{W}styleId"): style.find(f"{W}pPr/{W}numPr") for style in document.styles.element.findall(f"{W}style")}
        part = next((rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None)
        root = getattr(part, "element", None)
        if root is None:
            return cls(styles=styles)
        abstract = {a.get(f"{W}abstractNumId"): levels_of(a) for a in root.findall(f"{W}abstractNum")}
        lists = {}
        for num in root.findall(f"{W}num"):
            pointer = num.find(f"{W}abstractNumId")
            key = pointer.get(f"{W}val") if pointer is not None else ""
            lists[num.get(f"{W}numId")] = (key, abstract.get(key, {}))
        return cls(lists, styles)

    def label_of(self, paragraph: Any) -> str:
        """What stands printed before this paragraph; counts on."""
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        if properties is None:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            properties = self.styles.get(style.get(f"{W}val")) if style is not None else None
        if properties is None:
            return ""
        number, level = value_of(properties, "numId"), value_of(properties, "ilvl") or "0"
        if not number or number == "0" or number not in self.lists or not level.isdigit() or int(level) >= LEVELS:
            return ""
        key, levels = self.lists[number]
        return self.count(key, levels, int(level))

    def count(self, key: str, levels: dict[int, Level], at: int) -> str:
        """The next label of this level; deeper levels begin anew."""
        level = levels.get(at)
        if level is None or level.kind == "none":
            return ""
        if level.kind == "bullet":
            return "- "
        counts = self.counts[key]
        counts[at] = counts[at] + 1 if counts[at] else level.start
        counts[at + 1 :] = [0] * (LEVELS - at - 1)
        label = level.pattern
        for deep in range(at + 1):
            kind = levels[deep].kind if deep in levels else "decimal"
            label = label.replace(f"%{deep + 1}", figure(counts[deep] or 1, kind))
        return f"{label} "


def levels_of(abstract: Any) -> dict[int, Level]:
    """The levels of one list definition."""
    levels = {}
    for level in abstract.findall(f"{W}lvl"):
        at = level.get(f"{W}ilvl") or "0"
        start = value_of(level, "start") or "1"
        if at.isdigit() and start.isdigit():
            levels[int(at)] = Level(value_of(level, "numFmt") or "decimal", value_of(level, "lvlText") or "", int(start))
    return levels


def value_of(element: Any, tag: str) -> str:
    """The w:val of a child, or ""."""
    child = element.find(f"{W}{tag}")
    return "" if child is None else child.get(f"{W}val") or ""


def figure(value: int, kind: str) -> str:
    """3 as "3", "c", "III"."""
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in {"lowerRoman", "upperRoman"}:
        written = roman(min(value, 3_999))  # a hostile list starts anywhere
        return written.lower() if kind == "lowerRoman" else written
    return f"{value:02d}" if kind == "decimalZero" else str(value)
