"""What the paper and the workbook read out of a sealed snapshot."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from loa.core.figures import vietnamese
from loa.core.grades import Grade
from loa.core.snapshots import Sealed, directly_below

# How the grades are shortened where a cell holds several: explained under each table that does so.
SHORT: Final[dict[Grade, str]] = {Grade.MACHINE: "M", Grade.VENDOR: "N", Grade.DECLARED: "K", Grade.ESTIMATED: "U"}
SHORT_EXPLAINED: Final = "Ký hiệu mức bằng chứng: " + "; ".join(f"{short} là {grade.vi}" for grade, short in SHORT.items()) + "."

LEVEL_NAMES: Final[dict[str, str]] = {"districts": "quận, huyện, thị xã", "communes": "xã, phường, thị trấn"}

Held = Mapping[str, Any]


def grades_of(report: Held, indicator: str) -> dict[Grade, int]:
    """The values of one indicator, grade by grade; what is absent did not occur."""
    found = {figure["grade"]: figure["value"] for figure in report["figures"] if figure["indicator"] == indicator}
    return {grade: found[grade] for grade in Grade if grade in found}


def grades_present(snapshot: Sealed) -> list[Grade]:
    """The grades that occur anywhere in the report, from the strongest."""
    present = {figure["grade"] for figure in snapshot["figures"]}
    return [grade for grade in Grade if grade in present]


def countable(snapshot: Sealed, group: str | None = None) -> Iterator[Held]:
    """The indicators that carry a figure in this report, in the order of the form."""
    present = {figure["indicator"] for figure in snapshot["figures"]}
    for indicator in snapshot["indicators"]:
        if indicator["code"] in present and group in (None, indicator["group"]):
            yield indicator


def levels(snapshot: Sealed) -> list[tuple[str, Held]]:
    """Coverage level by level, the one directly below first: the order of the file's keys says nothing."""
    first = snapshot["level_below"]
    return sorted(snapshot["coverage"].items(), key=lambda pair: (pair[0] != first, pair[0]))


def spoken(values: Mapping[Grade, int], unit: str) -> str:
    """ "1.250 lượt do máy ghi, 300 lượt theo nhật ký nhà cung cấp": every value with its grade."""
    how = {
        Grade.MACHINE: "do máy ghi",
        Grade.VENDOR: "theo nhật ký nhà cung cấp",
        Grade.DECLARED: "do đơn vị khai",
        Grade.ESTIMATED: "là số ước lượng",
    }
    return ", ".join(f"{vietnamese(value)} {unit} {how[grade]}" for grade, value in values.items())


def short_cell(values: Mapping[Grade, int]) -> str:
    """Several grades in one cell, one a line: "1.250 M"."""
    return "\n".join(f"{vietnamese(value)} {SHORT[grade]}" for grade, value in values.items()) or "-"


def day(iso: str) -> str:
    """02/8/2021: a day below 10 and the months 1 and 2 carry a 0."""
    held = date.fromisoformat(iso)
    month = f"{held.month:02d}" if held.month <= 2 else str(held.month)
    return f"{held.day:02d}/{month}/{held.year}"


def covered_directly(snapshot: Sealed) -> str:
    """ "20/20 quận, huyện, thị xã và 6/6 xã, phường, thị trấn": those that report to this level itself, the highest first."""
    first, direct = snapshot["level_below"], directly_below(snapshot)
    return " và ".join(covered(direct[level], level) for level in sorted(direct, key=lambda one: (one != first, one)))


def covered(one: Held, level: str) -> str:
    """ "30/30 quận, huyện, thị xã"."""
    return f"{vietnamese(one['reported'])}/{vietnamese(one['expected'])} {LEVEL_NAMES.get(level, level)}"
