"""Where counts of several grades are put together, it is said."""

import pytest

from loa.server.reports.errors import OverrideUnexplained
from loa.server.reports.form_registry import FieldType, Indicator
from loa.server.reports.models import ReportFigure
from loa.server.reports.official.sections import _ratio_notes
from loa.server.reports.pages import _ratio

SUMMED = "(cộng các mức bằng chứng)"


def snapshot(*figures):
    return {
        "ratios": [{"name": "Tỷ lệ", "group": "g", "numerator": "phat", "denominator": "ke-hoach"}],
        "figures": [{"indicator": code, "grade": grade, "value": value} for code, grade, value in figures],
    }


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ([("phat", "machine", 3), ("ke-hoach", "machine", 4)], "Tỷ lệ: 3/4, bằng 75,0%."),
        ([("phat", "machine", 1), ("phat", "declared", 2), ("ke-hoach", "machine", 4)], f"Tỷ lệ: 3/4, bằng 75,0% {SUMMED}."),
        ([("phat", "declared", 3), ("ke-hoach", "machine", 4)], f"Tỷ lệ: 3/4, bằng 75,0% {SUMMED}."),
    ],
)
def test_a_ratio_on_paper_says_that_grades_were_put_together(figures, said):
    assert _ratio_notes(snapshot(*figures), "g") == (said,)


@pytest.mark.parametrize(("grades", "said"), [(("machine", "machine"), "75,0 %"), (("declared", "machine"), f"75,0 % {SUMMED}")])
def test_a_ratio_on_the_page_says_it_too(grades, said):
    fields = {"definition": "", "source": {"from": "figures"}, "numerator": "phat", "denominator": "ke-hoach"}
    ratio = Indicator(code="ty-le", name="Tỷ lệ", unit="%", type=FieldType.RATIO, group="g", **fields)
    counted = {"phat": [ReportFigure(value=3, grade=grades[0])], "ke-hoach": [ReportFigure(value=4, grade=grades[1])]}
    assert _ratio(ratio, counted) == said


def test_a_typed_value_is_held_against_the_sum_of_all_grades_and_told_so():
    assert SUMMED in OverrideUnexplained(indicator="x", logged=5, typed=6).say()
