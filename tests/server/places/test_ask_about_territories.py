"""Questions about territories, on the map of a day."""

import csv
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from loa.core.territories import ADMINISTRATIVE, TERRITORY_COLUMNS, TerritoryKind
from loa.server.kit.actors import Actor
from loa.server.places.errors import TerritoryAmbiguous, TerritoryUnknown, TerritoryUnknownButNear
from loa.server.places.queries import (
    above_each,
    ancestors_of,
    count_by_form,
    count_by_kind,
    notes_on,
    parent_of,
    search_territories,
    territories_under,
    territory_lately_named,
    territory_named,
    territory_of_city,
    under_each,
    version_on,
)
from loa.server.places.services import SHIPPED, load_territories, territory_id

IN_2021 = date(2021, 7, 28)
JANUARY = date(2025, 2, 1)
TODAY = date(2026, 1, 1)
HANOI = territory_id("vn:01")
COUNTRY = territory_id("vn")


def rows() -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for path in SHIPPED:
        with path.open(encoding="utf-8", newline="") as stream:
            found += csv.DictReader(stream)
    return found


ROWS = rows()
DISTRICTS = sorted({row["identity"] for row in ROWS if row["kind"] == "district"})


def counted(rows: list[dict[str, str]], parent: str, on: date) -> dict[str, int]:
    """The plainest count over the rows of the tables: step down from the parent."""
    numbers: dict[str, int] = {}
    seen: set[str] = set()
    for row in rows:
        in_force = row["valid_from"] <= on.isoformat() <= (row["valid_to"] or "9999")
        if row["parent"] == parent and in_force and row["identity"] not in seen:
            seen.add(row["identity"])
            if row["kind"] in ADMINISTRATIVE:
                numbers[row["kind"]] = numbers.get(row["kind"], 0) + 1
            for kind, number in counted(rows, row["identity"], on).items():
                numbers[kind] = numbers.get(kind, 0) + number
    return numbers


def test_hanoi_of_2021_counts_30_districts_and_579_communes(hanoi: None) -> None:
    assert count_by_kind(HANOI, IN_2021) == {"district": 30, "commune": 579}
    assert count_by_form(HANOI, IN_2021) == {"quận": 12, "thị xã": 1, "huyện": 17, "phường": 175, "xã": 383, "thị trấn": 21}


def test_hanoi_of_january_2025_counts_30_districts_and_526_communes(hanoi: None) -> None:
    assert count_by_kind(HANOI, JANUARY) == {"district": 30, "commune": 526}
    assert count_by_form(HANOI, JANUARY) == {"quận": 12, "thị xã": 1, "huyện": 17, "phường": 160, "xã": 345, "thị trấn": 21}


def test_hanoi_of_today_counts_126_communes_and_no_district(hanoi: None) -> None:
    assert count_by_kind(HANOI, TODAY) == {"commune": 126}
    assert count_by_form(HANOI, TODAY) == {"phường": 51, "xã": 75}


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(on=st.dates(date(2020, 12, 1), date(2026, 12, 31)), under=st.sampled_from(["vn", "vn:01", *DISTRICTS]))
def test_counts_are_those_of_the_tables_on_any_day(hanoi: None, on: date, under: str) -> None:
    assert count_by_kind(territory_id(under), on) == counted(ROWS, under, on)


def test_the_day_districts_ended_changes_the_map_over_night(hanoi: None) -> None:
    assert "district" in count_by_kind(HANOI, date(2025, 6, 30))
    assert "district" not in count_by_kind(HANOI, date(2025, 7, 1))


def test_ancestors_stand_from_the_largest(hanoi: None) -> None:
    ward = territory_id("hanoi-2021:00286")
    assert [v.full_name for v in ancestors_of(ward, on=IN_2021)] == ["nước Việt Nam", "thành phố Hà Nội", "quận Hai Bà Trưng"]
    parent = parent_of(ward, on=IN_2021)
    assert parent is not None
    assert parent.full_name == "quận Hai Bà Trưng"
    assert parent_of(COUNTRY, on=IN_2021) is None


def test_a_ward_of_today_lies_directly_under_the_city(hanoi: None) -> None:
    ward = territory_named("phường Bạch Mai", on=TODAY)
    parent = parent_of(ward.territory_id, on=TODAY)
    assert parent is not None
    assert parent.territory_id == HANOI


def test_what_lies_under_a_district_can_be_asked_by_kind(hanoi: None) -> None:
    district = territory_named("Hai Bà Trưng", on=IN_2021)
    assert territories_under(district.territory_id, on=IN_2021, kind=TerritoryKind.COMMUNE).count() == 18
    assert territories_under(district.territory_id, on=IN_2021, kind=TerritoryKind.RESIDENTIAL_GROUP).count() == 12
    assert territories_under(district.territory_id, on=IN_2021, kind=TerritoryKind.BUILDING).count() == 4


@pytest.mark.parametrize(
    "text", ["Hà Nội", "thành phố Hà Nội", "TP. Hà Nội", "tp ha noi", "HÀ NỘI", unicodedata.normalize("NFD", "Hà Nội")]
)
def test_the_city_is_found_however_it_is_written(hanoi: None, text: str) -> None:
    assert territory_named(text, on=IN_2021).territory_id == HANOI


def test_a_bare_name_means_the_largest_unit_so_called_on_that_day(hanoi: None) -> None:
    assert territory_named("Ba Vì", on=IN_2021).full_name == "huyện Ba Vì"
    assert territory_named("Ba Vì", on=TODAY).full_name == "xã Ba Vì"


def test_a_name_that_several_bear_is_refused_unless_the_larger_one_is_given(hanoi: None) -> None:
    with pytest.raises(TerritoryAmbiguous):
        territory_named("phường Quang Trung", on=IN_2021)
    district = territory_named("quận Đống Đa", on=IN_2021)
    assert territory_named("phường Quang Trung", on=IN_2021, within=district.territory_id).code == "00214"


def test_a_mistyped_name_is_refused_with_the_nearest(hanoi: None) -> None:
    with pytest.raises(TerritoryUnknownButNear, match=r"Gần giống nhất: .*quận Hoàn Kiếm"):
        territory_named("Hoàn Kiểng", on=IN_2021)


def test_a_unit_that_ended_is_found_as_it_last_stood(hanoi: None) -> None:
    assert territory_lately_named("quận Hoàn Kiếm", today=TODAY).valid_to == date(2025, 6, 30)
    assert territory_lately_named("Quỳnh Lôi", today=TODAY).valid_to == date(2024, 12, 31)
    assert territory_lately_named("Bạch Mai", today=TODAY).valid_from == date(2025, 7, 1)


def test_an_unknown_name_or_day_gets_a_sentence(hanoi: None) -> None:
    with pytest.raises(TerritoryUnknown, match="“Quận Lạ” vào ngày 28/07/2021"):
        territory_named("Quận Lạ", on=IN_2021)
    with pytest.raises(TerritoryUnknown):
        version_on(territory_id("hanoi-2021:00286"), TODAY)


def test_the_province_of_the_installation_needs_no_name(hanoi: None) -> None:
    assert territory_of_city(IN_2021) == HANOI


def test_the_province_of_the_installation_can_be_another_and_become_another(tmp_path: Path, db: None, settings: Any) -> None:
    table = tmp_path / "tinh.csv"
    rows = ["vn:52,52,Bình Định,tỉnh,province,,2021-01-01,2025-06-30,,,", "vn-2025-07:52,52,Gia Lai,tỉnh,province,,2025-07-01,,,,"]
    table.write_text("\n".join((",".join(TERRITORY_COLUMNS), *rows)) + "\n", encoding="utf-8")
    load_territories(paths=[table], by=Actor.system("thử nghiệm"), now=datetime(2026, 11, 22, 2, 0, tzinfo=UTC))
    settings.LOA_PROVINCE = ["vn:52", "vn-2025-07:52"]
    assert territory_of_city(IN_2021) == territory_id("vn:52")
    assert territory_of_city(TODAY) == territory_id("vn-2025-07:52")
    settings.LOA_PROVINCE = ["vn:52"]
    with pytest.raises(TerritoryUnknown, match="vn:52"):
        territory_of_city(TODAY)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("p bach mai", "phường Bạch Mai"),
        ("q hai ba", "quận Hai Bà Trưng"),
        ("Hai Ba Trung", "quận Hai Bà Trưng"),
        ("ba vi", "huyện Ba Vì"),
        ("son tay", "thị xã Sơn Tây"),
        ("tt phung", "thị trấn Phùng"),
        ("x. ba vi", "xã Ba Vì"),
        ("phuong lien", "phường Phương Liên"),
        ("phương liên", "phường Phương Liên"),
        ("quang trung, son tay", "phường Quang Trung"),
        ("bạch mai, hai bà trưng", "phường Bạch Mai"),
    ],
)
def test_the_picker_finds_by_folded_and_shortened_words(hanoi: None, text: str, first: str) -> None:
    assert search_territories(text, IN_2021)[0].full_name == first


def test_the_larger_unit_after_a_comma_tells_two_of_one_name_apart(hanoi: None) -> None:
    assert [v.code for v in search_territories("p quang trung, son tay", IN_2021)] == ["09583"]
    assert territory_named("phường Quang Trung, Đống Đa", on=IN_2021).code == "00214"
    assert search_territories("bạch mai, sơn tây", IN_2021) == []


def test_a_number_is_a_whole_word(hanoi: None) -> None:
    found = [v.full_name for v in search_territories("tdp 1", IN_2021)]
    assert set(found) == {"tổ dân phố số 1"}
    assert search_territories("q1", IN_2021) == []


def test_the_picker_answers_nothing_to_nothing(hanoi: None) -> None:
    assert search_territories("  ", IN_2021) == []
    assert search_territories("%", IN_2021) == []


def test_what_the_tables_do_not_know_is_said_on_the_maps_of_which_it_holds(hanoi: None) -> None:
    assert any("không phải ngày thành lập" in note for note in notes_on(HANOI, IN_2021))
    assert any("chưa có nguồn" in note for note in notes_on(HANOI, JANUARY))
    assert notes_on(HANOI, TODAY) == []


def test_each_question_is_a_fixed_number_of_queries(hanoi: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        count_by_kind(HANOI, IN_2021)
    with django_assert_num_queries(1):
        list(territories_under(HANOI, on=IN_2021))
    with django_assert_num_queries(1):
        list(ancestors_of(territory_id("hanoi-2021:00286"), on=IN_2021))
    with django_assert_num_queries(2):
        search_territories("p bach mai", IN_2021)
    with django_assert_num_queries(4):
        search_territories("bạch mai, hai bà trưng", IN_2021)
    with django_assert_num_queries(2):
        above_each([HANOI, territory_id("hanoi-2021:00286")], on=IN_2021)
        under_each([HANOI, territory_id("hanoi-2021:00286")], on=IN_2021, kinds=ADMINISTRATIVE)


def test_many_units_asked_at_once_get_the_answers_that_each_gets_alone(hanoi: None) -> None:
    asked = [HANOI, *(district.territory_id for district in territories_under(HANOI, on=IN_2021, kind=TerritoryKind.DISTRICT)[:3])]
    below = under_each(asked, on=IN_2021, kinds=[TerritoryKind.COMMUNE])
    assert below == {one: list(territories_under(one, on=IN_2021, kind=TerritoryKind.COMMUNE)) for one in asked}
    assert above_each(asked, on=IN_2021) == {one: list(ancestors_of(one, on=IN_2021)) for one in asked}


def test_what_is_not_there_on_the_day_has_nothing_above_or_below_it(hanoi: None) -> None:
    ended = territory_id("hanoi-2021:00286")
    assert above_each([ended], on=TODAY) == under_each([ended], on=TODAY, kinds=ADMINISTRATIVE) == {ended: []}
    assert above_each([], on=TODAY) == {}
