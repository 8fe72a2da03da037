"""Figures on the map of another day, in the database: every sum as it was, every unknown share apart, the same answer as the pure rules."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import BigIntegerField, CharField, DateField, F, Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loa.core.lineage import Lineage, Step, SuccessionKind
from loa.core.periods import Period
from loa.core.restating import Fact, restate
from loa.core.territories import TerritoryKind
from loa.server.places.errors import SuccessionBroken
from loa.server.places.models import Descent, ShareTable, Succession, Territory, TerritoryShare, TerritoryVersion
from loa.server.places.succession import lineage_changed, lineage_held, map_day, predecessors, restated, share_table, successors

FIRST = date(2021, 1, 1)
BEFORE = date(2024, 12, 31)
MERGER = date(2025, 1, 1)
SECOND = date(2025, 7, 1)
TODAY = date(2026, 1, 1)
THEN = date(2024, 6, 1)


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test here works on a database without territories."""


def place(name: str, first: date = FIRST, last: date | None = None) -> UUID:
    territory = Territory.objects.create(key=f"thu:{name}")
    TerritoryVersion.objects.create(
        territory=territory,
        name=name,
        form="xã",
        kind=TerritoryKind.COMMUNE,
        valid_from=first,
        valid_to=last,
        source="thử",
        search_key=f"xa {name}",
    )
    return territory.pk


def became(old: UUID, new: UUID | None, on: date = MERGER, weight: str | None = "1") -> None:
    kind = SuccessionKind.MERGE if new else SuccessionKind.ABOLISH
    Succession.objects.create(old_id=old, new_id=new, effective_on=on, weight=weight and Decimal(weight), kind=kind, source="thử")


def facts(rows: Sequence[tuple[UUID | None, str, int, date]]):
    """Facts of no particular stage: territory, series, value, day."""
    anything = Territory.objects.order_by("pk")[:1]
    found = [
        Territory.objects.filter(pk__in=anything.values("pk")).values(
            fact=Value(number, BigIntegerField()),
            territory=F("pk") if territory is None else Value(territory, Territory._meta.pk),
            reported_on=Value(on, DateField()),
            value=Value(value, BigIntegerField()),
            series=Value(series, CharField()),
        )
        for number, (territory, series, value, on) in enumerate(rows)
    ]
    return found[0].union(*found[1:], all=True)


def shown(rows: Sequence[tuple[UUID, int]], on: date, *, day: date = THEN) -> dict[UUID | None, tuple[int, int]]:
    asked = facts([(territory, "", value, day) for territory, value in rows])
    return {cell.territory: (cell.value, cell.estimated) for cell in restated(asked, map_date=on)}


def test_three_communes_that_merge_show_three_hundred_on_both_maps():
    old = [place(name, last=BEFORE) for name in ("một", "hai", "ba")]
    new = place("mới", MERGER)
    for one in old:
        became(one, new)
    lineage_changed()
    rows = list(zip(old, (100, 120, 80), strict=True))
    assert shown(rows, BEFORE) == {old[0]: (100, 0), old[1]: (120, 0), old[2]: (80, 0)}
    assert shown(rows, TODAY) == {new: (300, 0)}


def test_then_a_split_a_rename_and_a_move_to_another_province_keep_the_three_hundred():
    old = [place(name, last=BEFORE) for name in ("một", "hai", "ba")]
    merged = place("mới", MERGER, SECOND)
    for one in old:
        became(one, merged)
    halves = [place(name, date(2025, 7, 2), date(2025, 8, 31)) for name in ("trên", "dưới")]
    for half, weight in zip(halves, ("0.37", "0.63"), strict=True):
        became(merged, half, date(2025, 7, 2), weight)
    renamed = place("tên khác", date(2025, 9, 1), date(2025, 9, 30))
    became(halves[0], renamed, date(2025, 9, 1))
    moved = place("tỉnh khác", date(2025, 10, 1))
    became(renamed, moved, date(2025, 10, 1))
    lost = date(2025, 9, 1)
    became(halves[1], None, lost, None)
    lineage_changed()
    rows = list(zip(old, (100, 120, 80), strict=True))
    assert shown(rows, date(2025, 8, 1)) == {halves[0]: (111, 111), halves[1]: (189, 189)}
    assert shown(rows, TODAY) == {moved: (111, 111), None: (189, 0)}


def test_each_fact_is_rounded_once_by_largest_remainder():
    old, left, right = place("cũ", last=BEFORE), place("trái", MERGER), place("phải", MERGER)
    became(old, left, weight="0.5")
    became(old, right, weight="0.5")
    lineage_changed()
    assert sum(value for value, _ in shown([(old, 1), (old, 1), (old, 7)], TODAY).values()) == 9
    assert {value for value, _ in shown([(old, 7)], TODAY).values()} == {3, 4}


def test_counts_of_a_trillion_are_split_without_losing_one():
    old, left, right = place("cũ", last=BEFORE), place("trái", MERGER), place("phải", MERGER)
    became(old, left, weight="0.99999999")
    became(old, right, weight="0.00000001")
    lineage_changed()
    assert shown([(old, 10**12)], TODAY) == {left: (10**12 - 10_000, 10**12 - 10_000), right: (10_000, 10_000)}


def test_a_commune_that_gave_a_part_away_is_split_only_for_the_time_before():
    giver, taker = place("cho"), place("nhận", MERGER)
    became(giver, taker, weight="0.2")
    lineage_changed()
    assert shown([(giver, 100)], TODAY) == {giver: (80, 80), taker: (20, 20)}
    assert shown([(giver, 100)], TODAY, day=MERGER) == {giver: (100, 0)}


def test_figures_without_a_place_on_the_map_stand_in_the_unknown_row():
    nobody = place("hết", last=BEFORE)
    place("còn")
    lineage_changed()
    assert shown([(nobody, 5)], TODAY) == {None: (5, 0)}


def test_no_facts_give_no_rows():
    assert list(restated(Territory.objects.none().values("pk"), map_date=TODAY)) == []


def test_many_days_share_one_map_and_its_shares_are_made_once():
    old, new = place("cũ", last=BEFORE), place("mới", MERGER)
    became(old, new)
    lineage_changed()
    assert (map_day(BEFORE), map_day(MERGER), map_day(TODAY)) == (FIRST, MERGER, MERGER)
    first = share_table(TODAY)
    assert share_table(MERGER) == first
    assert ShareTable.objects.count() == 1


def test_a_change_of_lineage_makes_the_shares_anew():
    old, new, other = place("cũ", last=BEFORE), place("mới", MERGER), place("khác", MERGER)
    became(old, new, weight=None)
    lineage_changed()
    assert shown([(old, 8)], TODAY) == {None: (8, 0)}
    Succession.objects.update(weight=Decimal("0.25"))
    became(old, other, weight="0.75")
    assert shown([(old, 8)], TODAY) == {new: (2, 2), other: (6, 6)}
    assert TerritoryShare.objects.count() > 0


def test_units_that_stay_themselves_need_no_shares():
    place("còn")
    lineage_changed()
    assert share_table(TODAY).shares.count() == 0


def test_predecessors_over_all_steps_are_a_condition_to_filter_by():
    first, second, third = place("một", last=BEFORE), place("hai", MERGER, date(2025, 6, 30)), place("ba", SECOND)
    giver = place("cho")
    became(first, second)
    became(second, third, SECOND)
    became(giver, third, SECOND, "0.1")
    lineage_changed()
    assert set(predecessors([third])) == {first, second}
    assert set(
        Territory.objects.filter(pk__in=predecessors(Territory.objects.filter(pk=third).values("pk"))).values_list("pk", flat=True)
    ) == {
        first,
        second,
    }
    assert set(successors([first])) == {second, third}
    assert Descent.objects.get(predecessor=first, successor=third).since == SECOND


def test_days_that_no_longer_agree_with_a_recorded_succession_are_refused():
    old, new = place("cũ", last=BEFORE), place("mới", MERGER)
    became(old, new)
    lineage_changed()
    TerritoryVersion.objects.filter(territory=old).update(valid_to=THEN)
    with pytest.raises(SuccessionBroken, match="xã cũ"):
        lineage_changed()


@st.composite
def histories(draw) -> Lineage:
    """A few communes that merge, split, give parts, change their name or end, on three days, some shares unknown."""
    alive, steps, ended = [f"u{n}" for n in range(draw(st.integers(1, 4)))], [], {}
    born = dict.fromkeys(alive, FIRST)
    for turn, day in enumerate((date(2023, 1, 1), MERGER, SECOND)):
        fresh = [f"n{turn}{n}" for n in range(draw(st.integers(0, 2)))]
        leaving = draw(st.lists(st.sampled_from(alive), max_size=3, unique=True)) if alive else []
        staying = [unit for unit in alive if unit not in leaving]
        for old in leaving:
            targets = draw(st.lists(st.sampled_from(fresh + staying), unique=True, max_size=3)) if fresh + staying else []
            left = 10
            for new in targets:
                tenths = draw(st.integers(0, left))
                left -= tenths
                steps.append(Step(old, new, day, Fraction(tenths, 10) if tenths else None))
            if not draw(st.booleans()):
                ended[old] = date.fromordinal(day.toordinal() - 1)
                alive.remove(old)
        born.update(dict.fromkeys(fresh, day))
        alive += fresh
    return Lineage(steps, {unit: [Period(first, ended.get(unit))] for unit, first in born.items()})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories(), st.sampled_from([FIRST, THEN, MERGER, TODAY]), st.data())
def test_in_any_order_the_database_gives_the_answer_of_the_rules_and_every_sum_is_kept(history, map_date, data):
    units = sorted(history.life)
    day = st.sampled_from([FIRST, date(2023, 1, 1), THEN, MERGER, SECOND, TODAY])
    drawn = data.draw(
        st.lists(st.tuples(st.sampled_from(units), st.sampled_from("xy"), st.integers(0, 10**9), day), min_size=1, max_size=8)
    )
    with transaction.atomic():
        ids = {unit: place(unit, period.first, period.last) for unit, (period,) in history.life.items()}
        for step in history.steps:
            weight = None if step.weight is None else str(float(step.weight))
            became(ids[step.old], ids[step.new], step.on, weight)
        lineage_changed()
        rows = facts([(ids[unit], series, value, on) for unit, series, value, on in drawn])
        cells = list(restated(rows, map_date=map_date, by=("series",)))
        held = lineage_held()
        expected = restate(
            [Fact(str(ids[unit]), on, series, value) for unit, series, value, on in drawn],
            lambda unit, on: held.shares(unit, on=on, map_date=map_day(map_date)),
        )
        assert {(str(c.territory) if c.territory else None, *c.series): (c.value, c.estimated) for c in cells if c.value} == {
            key: (cell.value, cell.estimated) for key, cell in expected.items() if cell.value
        }
        for series in "xy":
            assert sum(c.value for c in cells if c.series == (series,)) == sum(value for _, s, value, _ in drawn if s == series)
        transaction.set_rollback(True)
