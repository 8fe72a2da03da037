"""Figures: sums per indicator and grade, never across grades; ratios divided anew."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.figures import (
    Below,
    Coverage,
    Figure,
    FigureUnsourced,
    NotAnAmount,
    Source,
    SourceKind,
    TypedFigure,
    by_grade,
    consolidate,
    ratio,
    vietnamese,
)
from loa.core.grades import Grade


def figure(indicator, value, grade=Grade.MACHINE, unit="lượt"):
    return Figure(indicator, unit, value, grade, (Source(SourceKind.LOG, "nhat-ky", value, "ab" * 32, count=value),))


def report(name, *figures, version=1):
    return Below(name, version, f"{name}-sha", figures)


def test_a_figure_that_its_sources_do_not_carry_cannot_be_made():
    with pytest.raises(FigureUnsourced):
        Figure("luot-phat", "lượt", 11, Grade.MACHINE, (Source(SourceKind.LOG, "nhat-ky", 10, "ab" * 32),))


@pytest.mark.parametrize("value", [-1, 1.5, True, "10"])
def test_a_figure_is_a_whole_number_of_its_unit(value):
    with pytest.raises(NotAnAmount):
        Figure("luot-phat", "lượt", value, Grade.MACHINE, ())


def test_grades_are_summed_apart():
    summed = consolidate([report("a", figure("luot", 3)), report("b", figure("luot", 4), figure("luot", 5, Grade.DECLARED))])
    assert by_grade(summed, "luot") == {Grade.MACHINE: 7, Grade.DECLARED: 5}


def test_a_sum_cites_each_report_by_id_version_and_hash():
    (summed,) = consolidate([report("b", figure("luot", 4), version=2), report("a", figure("luot", 3))])
    assert summed.sources == (
        Source(SourceKind.REPORT, "a", 3, "a-sha", version=1),
        Source(SourceKind.REPORT, "b", 4, "b-sha", version=2),
    )


def test_the_levels_own_work_keeps_its_own_source():
    (summed,) = consolidate([report("a", figure("chuong-trinh", 1))], own=[figure("chuong-trinh", 2)])
    assert [source.kind for source in summed.sources] == [SourceKind.LOG, SourceKind.REPORT]
    assert summed.value == 3


def test_three_communes_that_merge_still_make_their_sum():
    assert consolidate([report(n, figure("ho", v)) for n, v in (("a", 100), ("b", 120), ("c", 80))])[0].value == 300


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(list(Grade)), st.integers(0, 10**9)), max_size=40))
def test_nothing_is_lost_or_invented_on_the_way_up(parts):
    below = [report(f"xa-{n:03}", figure(i, v, g)) for n, (i, g, v) in enumerate(parts)]
    summed = consolidate(below)
    assert sum(f.value for f in summed) == sum(v for _, _, v in parts)
    assert sum(len(f.sources) for f in summed) == len(parts)


@given(st.permutations(range(6)))
def test_the_order_in_which_reports_arrive_changes_nothing(order):
    below = [report(f"xa-{n}", figure("luot", n), figure("buoi", n + 1, Grade.VENDOR)) for n in range(6)]
    assert consolidate([below[n] for n in order], order=("buoi", "luot")) == consolidate(below, order=("buoi", "luot"))


def test_a_ratio_is_divided_anew_from_counts():
    summed = consolidate([report("a", figure("phat", 1), figure("ke-hoach", 2)), report("b", figure("phat", 9), figure("ke-hoach", 10))])
    assert ratio(summed, numerator="phat", denominator="ke-hoach") == Fraction(10, 12)
    assert ratio(summed, numerator="phat", denominator="khong-co") is None


def test_what_is_approximate_is_an_estimate():
    assert TypedFigure("nguoi", 30, approximate=True).grade is Grade.ESTIMATED
    assert TypedFigure("nguoi", 30).grade is Grade.DECLARED


def test_a_figure_survives_json():
    one = figure("luot", 3)
    assert Figure.from_json(one.to_json()) == one
    assert set(one.to_json()) == {"indicator", "unit", "value", "grade", "sources"}


def test_coverage_is_whole_only_when_all_reported():
    assert Coverage(30, 30, ()).is_whole
    assert not Coverage(3, 2, ("Xã Vạn Thắng",)).is_whole


def test_numbers_are_written_the_vietnamese_way():
    assert vietnamese(1250000) == "1.250.000"
