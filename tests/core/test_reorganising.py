"""The table of changes and the map it makes, without a database: every unit of the old map goes on, or is accounted for."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.lineage import SuccessionKind
from loa.core.reorganising.sheet import Change, Column, Rule, heading_of, read_changes
from loa.core.reorganising.units import Atlas, Unit, plan_map
from loa.core.territories import TerritoryKind

DAY = date(2027, 3, 1)
CITY = Unit(key="c", code="01", name="Hà Nội", form="thành phố", kind=TerritoryKind.PROVINCE, parent=None, since=date(2021, 1, 1))


def ward(at: int, **said) -> Unit:
    facts = {"key": f"w{at}", "code": f"{at:05}", "name": f"Số {at}", "form": "phường", "kind": TerritoryKind.COMMUNE, "parent": "c"}
    return Unit(**{**facts, **said}, since=date(2025, 7, 1))


def atlas(count: int = 12) -> Atlas:
    return Atlas([CITY, *(ward(at) for at in range(count))])


def change(line: int, at: int, kind=SuccessionKind.MERGE, **said) -> Change:
    facts = {"form": "phường", "new": "Mới", "weight": Decimal(1) if kind is SuccessionKind.MERGE else None}
    return Change(line=line, old=f"phường Số {at}", kind=kind, **{**facts, **said})


def read(*rows, head=tuple(column.vi for column in Column)):
    table = [["Bảng sắp xếp"], list(head), *[[row.get(column.value) for column in Column] for row in rows]]
    at, columns = heading_of(table)
    return read_changes(table, heading=at, columns=columns)


def test_the_heading_is_found_below_a_title_and_lines_count_as_the_spreadsheet_shows_them():
    changes, problems = read({"old": "phường Số 1", "kind": "Nhập", "form": "Phường", "new": "Mới", "effective_on": "01/03/2027"})
    assert problems == []
    assert (changes[0].line, changes[0].kind, changes[0].form, changes[0].effective_on) == (3, SuccessionKind.MERGE, "phường", DAY)


@pytest.mark.parametrize(("written", "weight"), [("35%", "0.35"), ("0,35", "0.35"), (0.35, "0.35"), ("100 %", "1")])
def test_a_share_is_written_as_people_write_it(written, weight):
    row = {"old": "x", "kind": "chia", "form": "xã", "new": "y", "weight": written, "basis": "dân số"}
    assert read(row)[0][0].weight == Decimal(weight)


@pytest.mark.parametrize("written", ["0", "-1", "35", "nan", "inf", "nửa", "1e9"])
def test_what_is_no_share_is_refused_with_its_row(written):
    row = {"old": "x", "kind": "chia", "form": "xã", "new": "y", "weight": written, "basis": "dân số"}
    assert [one.line for one in read(row)[1]] == [3]


def test_work_to_be_finished_needs_its_day_and_not_before_the_new_map():
    row = {"old": "x", "kind": "nhập", "form": "xã", "new": "y", "rule": "hoàn thành", "effective_on": DAY}
    assert "hạn hoàn thành" in read(row)[1][0].say()
    assert "từ ngày hiệu lực" in read({**row, "finish_by": date(2027, 2, 1)})[1][0].say()
    assert read({**row, "finish_by": date(2027, 3, 9)})[0][0].rule is Rule.FINISH


def test_children_go_with_a_unit_to_its_one_successor_and_need_a_row_where_there_are_several():
    group = ward(99, kind=TerritoryKind.RESIDENTIAL_GROUP, form="tổ dân phố", parent="w1", code="")
    map_of_wards = Atlas([CITY, ward(1), group])
    merged = plan_map([change(2, 1)], map_of_wards, effective_on=DAY)
    assert [(one.unit.key, one.parent) for one in merged.changings] == [("w99", merged.beginnings[0].key)]
    halves = [change(line, 1, SuccessionKind.SPLIT, new=name) for line, name in ((2, "A"), (3, "B"))]
    assert "chưa có đơn vị cấp trên mới" in plan_map(halves, map_of_wards, effective_on=DAY).problems[0].say()


def test_the_same_table_gives_the_same_identities_everywhere():
    one, other = (plan_map([change(2, 1), change(3, 2)], atlas(), effective_on=DAY) for _ in range(2))
    assert [b.key for b in one.beginnings] == [b.key for b in other.beginnings] == ["vn-2027-03-01:phuong-moi@c"]
    coded = plan_map([change(2, 1, code="12345")], atlas(), effective_on=DAY)
    assert coded.beginnings[0].key == "vn-2027-03-01:12345"


@given(st.lists(st.integers(0, 4), min_size=12, max_size=12))
def test_whatever_merges_into_whatever_each_old_unit_ends_once_and_has_one_heir(targets):
    changes = [change(at + 2, at, new=f"Mới {into}") for at, into in enumerate(targets) if into]
    plan = plan_map(changes, atlas(), effective_on=DAY)
    assert plan.problems == []
    assert len(plan.endings) == len(plan.passings) == len(plan.heirs) == len(changes)
    assert {b.name for b in plan.beginnings} == {c.new for c in changes}
    begun = {b.key for b in plan.beginnings}
    assert all(heir.to in begun and heir.candidates == (heir.to,) for heir in plan.heirs)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=8))
def test_no_table_however_wrong_makes_a_unit_lie_within_itself_or_end_twice(pairs):
    changes = [
        change(line, old, new=f"Số {new}", stands=True)
        if line % 2
        else change(line, old, SuccessionKind.TRANSFER, new="", form="", parent=f"phường Số {new}")
        for line, (old, new) in enumerate(pairs, start=2)
    ]
    plan = plan_map(changes, atlas(6), effective_on=DAY)
    ended = [unit.key for _, unit in plan.endings]
    assert len(ended) == len(set(ended))
    if not plan.problems:
        assert all(one.parent != one.unit.key for one in plan.changings)
        assert not {passing.new for passing in plan.passings} & set(ended)
