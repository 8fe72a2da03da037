"""Names that come near to words nobody understood are offered, the nearest first; far ones are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.near_names import NearNames

CALLED = [
    {"uy ban nhan dan phuong bach mai", "ubnd phuong bach mai"},
    {"uy ban nhan dan phuong bach dang", "ubnd phuong bach dang"},
    {"phong van hoa va thong tin quan hai ba trung", "phong vhtt quan hai ba trung"},
    {"phong van hoa va thong tin quan ba dinh", "phong vhtt quan ba dinh"},
    {"uy ban nhan dan quan hai ba trung"},
]


@pytest.mark.parametrize(
    ("line", "nearest"),
    [
        ("ubnd phuong bach mal", 0),
        ("uy ban nhan dan p bach mai", 0),
        ("phong van hoa thong tin quan hai ba trung", 2),
        ("phong van hoa va thong tln quan hai ba trung", 2),
        ("phong vhtt ba dinh", 3),
    ],
)
def test_a_misread_or_shortened_name_finds_its_bearer_first(line, nearest):
    assert NearNames(CALLED).of(line, most=5)[0] == nearest


@pytest.mark.parametrize("line", ["hoi lang khong ai biet", "tap doan buu chinh vien thong", "", "x"])
def test_a_name_far_from_all_finds_nobody(line):
    assert NearNames(CALLED).of(line, most=5) == []


def test_no_more_are_offered_than_wanted():
    assert len(NearNames(CALLED).of("uy ban nhan dan", most=2)) <= 2
    assert NearNames([]).of("uy ban nhan dan", most=2) == []


@given(st.text(max_size=200))
def test_whatever_is_asked_each_bearer_is_named_once(line):
    found = NearNames(CALLED).of(line, most=5)
    assert len(set(found)) == len(found) <= 5
