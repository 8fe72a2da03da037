"""Report forms (biểu mẫu báo cáo) as versioned data: one JSON file a version in `reports/forms/`, read once.

A new form is a new file; nothing else changes. A version in use is never edited: a change is a new version.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from loa.core.errors import NotFound
from loa.core.faces import Faced
from loa.core.restating import RestateRule
from loa.core.words import vi

_FOLDER = Path(__file__).parent.parent / "forms"


class FormUnknown(NotFound):
    """No form of this code and version."""

    code = "reports.form_unknown"
    sentence = vi("Không có biểu mẫu “{form}” phiên bản {version}. Hãy chọn một biểu mẫu trong danh sách.")


class FieldType(Faced):
    """Types of a field (kiểu trường)."""

    COUNT = "count", "số đếm"
    RATIO = "ratio", "tỷ lệ"
    YES_NO = "yes_no", "có / không"
    THREE_STATE = "three_state", "ba trạng thái"
    TEXT = "text", "lời văn"


# What becomes of a field on the map of another day, where its form does not say: states count units, which a merger makes fewer.
RESTATE_BY_TYPE = {
    FieldType.COUNT: RestateRule.SUM,
    FieldType.RATIO: RestateRule.RATIO,
    FieldType.YES_NO: RestateRule.NO,
    FieldType.THREE_STATE: RestateRule.NO,
    FieldType.TEXT: RestateRule.NO,
}


@dataclass(frozen=True)
class Indicator:
    """Chỉ tiêu: one field of a form, with the unit and the definition printed under its table.

    `source` says where the value comes from: `{"from": "plays" | "activities" | "scans" | "typed", …}`. A ratio names its
    numerator and denominator, which are counts of the same form; `answers` are the faces of a yes/no or three-state field; `main` ones stand in the annex by district.
    """

    code: str
    name: str
    unit: str
    definition: str
    type: FieldType
    group: str
    source: dict[str, str]
    numerator: str = ""
    denominator: str = ""
    answers: tuple[str, ...] = ()
    main: bool = False
    restate: str = ""

    @property
    def restating(self) -> RestateRule:
        """What becomes of it on the map of another day. A count of distinct things, which must not be added up, says `"restate": "no"`."""
        return RestateRule(self.restate) if self.restate else RESTATE_BY_TYPE[self.type]

    @property
    def is_typed(self) -> bool:
        """No log knows it: the unit types it."""
        return self.source.get("from") == "typed"

    @property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """(code, name) of the countable figures this field makes: a state is counted as the number of units that gave it."""
        match self.type:
            case FieldType.COUNT:
                return ((self.code, self.name),)
            case FieldType.YES_NO | FieldType.THREE_STATE:
                return tuple((f"{self.code}:{place}", f"{self.name}: {answer}") for place, answer in enumerate(self.answers, start=1))
            case FieldType.RATIO | FieldType.TEXT:
                return ()


@dataclass(frozen=True)
class Form:
    """Biểu mẫu: a title, its fields in order, and the groups they are printed in."""

    code: str
    version: int
    title: str
    groups: dict[str, str]
    indicators: tuple[Indicator, ...]

    @property
    def reference(self) -> str:
        """ "chien-dich-tuyen-truyen/1"."""
        return f"{self.code}/{self.version}"

    @property
    def order(self) -> tuple[str, ...]:
        """Codes of all figures in the order of the form."""
        return tuple(code for indicator in self.indicators for code, _ in indicator.figures)

    def field_of(self, figure: str) -> Indicator | None:
        """The field that makes this figure."""
        return next((i for i in self.indicators if figure in {code for code, _ in i.figures}), None)

    def name_of(self, figure: str) -> str:
        """The printed name of a figure."""
        return next((name for i in self.indicators for code, name in i.figures if code == figure), figure)


@cache
def form_of(code: str, version: int) -> Form:
    """One version of one form. Raises `FormUnknown`."""
    found = {(form.code, form.version): form for form in registered_forms()}.get((code, version))
    if found is None:
        raise FormUnknown(form=code, version=version)
    return found


@cache
def registered_forms() -> tuple[Form, ...]:
    """Every version of every form, newest version last."""
    forms = [_read(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(_FOLDER.glob("*.json"))]
    return tuple(sorted(forms, key=lambda form: (form.code, form.version)))


def newest_form(code: str) -> Form:
    """The newest version of a form. Raises `FormUnknown`."""
    versions = [form for form in registered_forms() if form.code == code]
    if not versions:
        raise FormUnknown(form=code, version="mới nhất")
    return versions[-1]


def _read(held: dict[str, Any]) -> Form:
    indicators = tuple(
        Indicator(**{**one, "type": FieldType(one["type"]), "answers": tuple(one.get("answers", ()))}) for one in held["indicators"]
    )
    return Form(code=held["code"], version=held["version"], title=held["title"], groups=held["groups"], indicators=indicators)
