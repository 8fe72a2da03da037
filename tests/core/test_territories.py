"""Territories: how their names are written, and who lies under whom on which day."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.periods import Period
from loa.core.tables import Place, Row, TableRefused
from loa.core.territories import (
    TERRITORY_COLUMNS,
    Link,
    TerritoryCycle,
    TerritoryKind,
    ancestries,
    name_words,
    territory_row,
    written_name,
)

START = date(2021, 1, 1)
DAYS = st.integers(0, 30)


@pytest.mark.parametrize(
    ("text", "form", "name"),
    [
        ("p bach mai", "phường", "bach mai"),
        ("P. Bạch Mai", "phường", "bach mai"),
        ("Phường Bạch Mai", "phường", "bach mai"),
        ("q1", "quận", "1"),
        ("TX Sơn Tây", "thị xã", "son tay"),
        ("tp.Hà Nội", "thành phố", "ha noi"),
        ("Hai Bà Trưng", None, "hai ba trung"),
        ("Phú Thượng", None, "phu thuong"),
        ("tp thu duc", "thành phố", "thu duc"),
        ("tỉnh Gia Lai", "tỉnh", "gia lai"),
        ("Tịnh Biên", None, "tinh bien"),
        ("Phương Liên", None, "phuong lien"),
        ("Nước Hai", None, "nuoc hai"),
        ("xã", None, "xa"),
        ("  ", None, ""),
    ],
)
def test_a_name_is_read_with_its_form_however_it_is_shortened(text: str, form: str | None, name: str) -> None:
    written = written_name(text)
    assert (written.form, written.name) == (form, name)


def test_a_first_word_without_diacritics_may_be_a_form_or_the_name() -> None:
    assert written_name("phuong lien").whole == "phuong lien"
    assert written_name("Quan Sơn").whole == "quan son"
    assert written_name("phường liên").whole is None
    assert written_name("p lien").whole is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Bạch Mai", ("bach", "mai")),
        ("Ea H'đing", ("ea", "h", "ding")),
        ("Văn Miếu - Quốc Tử Giám", ("van", "mieu", "quoc", "tu", "giam")),
        ("01", ("1",)),
        ("số 0", ("so", "0")),
        ("  ", ()),
    ],
)
def test_a_name_is_looked_up_by_its_words(name: str, words: tuple[str, ...]) -> None:
    assert name_words(name) == words


def test_a_form_of_two_kinds_is_read_by_the_kind_beside_it() -> None:
    def row(form: str, kind: str) -> Row:
        cells = dict.fromkeys(TERRITORY_COLUMNS, "") | {"identity": "x", "name": "Tên", "valid_from": "2021-01-01"}
        return Row(Place("thu.csv", 2), cells | {"form": form, "kind": kind})

    assert territory_row(row("thành phố", "province"), source="t").kind is TerritoryKind.PROVINCE
    assert territory_row(row("thành phố", "district"), source="t").kind is TerritoryKind.DISTRICT
    for form, kind in (("thành phố", "commune"), ("quận", "province"), ("phố", "district"), ("tỉnh", "city")):
        with pytest.raises(TableRefused, match=r"thu\.csv, dòng 2"):
            territory_row(row(form, kind), source="t")


def test_a_name_in_nfd_reads_like_one_in_nfc() -> None:
    assert written_name(unicodedata.normalize("NFD", "Phường Bạch Mai")).name == "bach mai"


@st.composite
def dated_trees(draw: st.DrawFn) -> list[Link]:
    """Up to seven units; each has one to three periods, in each under nobody or under a unit drawn before it."""
    links: list[Link] = []
    for unit in range(draw(st.integers(1, 7))):
        cuts = sorted(draw(st.sets(DAYS, min_size=1, max_size=3)))
        for first, following in zip(cuts, [*cuts[1:], None], strict=True):
            parent = draw(st.none() | st.integers(0, unit - 1)) if unit else None
            last = None if following is None else START + timedelta(days=following - 1)
            links.append(Link(str(unit), None if parent is None else str(parent), Period(START + timedelta(days=first), last)))
    return links


def walked(links: list[Link], unit: str, on: date) -> list[tuple[str, int]]:
    """The plainest answer: step up on that day until nobody is there."""
    steps: list[tuple[str, int]] = []
    at: str | None = unit
    while at is not None:
        link = next((one for one in links if one.unit == at and one.period.holds(on)), None)
        if link is None:
            break
        steps.append((at, len(steps)))
        at = link.parent
    return steps


@given(dated_trees(), DAYS)
def test_the_closure_of_a_day_is_what_one_finds_by_walking_up_on_that_day(links: list[Link], days: int) -> None:
    on = START + timedelta(days=days)
    rows = [row for row in ancestries(links) if row.period.holds(on)]
    for unit in {link.unit for link in links}:
        assert sorted((row.ancestor, row.depth) for row in rows if row.descendant == unit) == sorted(walked(links, unit, on))


def test_a_unit_under_itself_is_refused() -> None:
    period = Period(START)
    with pytest.raises(TerritoryCycle):
        ancestries([Link("a", "b", period), Link("b", "a", period)])


def test_when_the_middle_level_goes_the_leaf_is_one_step_closer_and_the_past_stays() -> None:
    end = date(2025, 6, 30)
    rows = ancestries(
        [
            Link("city", None, Period(START)),
            Link("district", "city", Period(START, end)),
            Link("ward", "district", Period(START, end)),
            Link("ward", "city", Period(date(2025, 7, 1))),
        ]
    )
    under_city = {(row.depth, row.period) for row in rows if (row.ancestor, row.descendant) == ("city", "ward")}
    assert under_city == {(2, Period(START, end)), (1, Period(date(2025, 7, 1)))}
