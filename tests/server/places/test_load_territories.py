"""Loading territories: twice is once, bad rows change nothing, versions never overlap."""

import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from loa.core.errors import LoaError
from loa.core.tables import TableRefused
from loa.core.territories import TERRITORY_COLUMNS, TerritoryCycle
from loa.server.kit.actors import Actor
from loa.server.kit.models import AuditEntry
from loa.server.places.errors import ParentNotInForce, TerritoryRepeated, TerritoryVersionsOverlap
from loa.server.places.models import Succession, Territory, TerritoryClosure, TerritoryVersion
from loa.server.places.queries import ancestors_of, version_on
from loa.server.places.services import Loaded, load_hanoi, load_territories, territory_id

OWNER = Actor.system("thử nghiệm")
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
CITY = "c,01,Thử,thành phố,province,,2021-01-01,,,,"


def table(folder: Path, *rows: str, name: str = "thu.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((",".join(TERRITORY_COLUMNS), *rows)) + "\n", encoding="utf-8")
    return path


def load(*paths: Path) -> Loaded:
    return load_territories(paths=paths, by=OWNER, now=NOW)


def test_loading_hanoi_twice_changes_and_records_nothing_the_second_time(hanoi: None) -> None:
    before = TerritoryVersion.objects.count()
    again = load_hanoi(by=OWNER, now=NOW)
    assert (again.added, again.changed, again.unchanged) == (0, 0, before)
    assert AuditEntry.objects.filter(event="places.loaded").count() == 1


def test_what_was_changed_after_loading_is_not_put_back_by_the_next_start(hanoi: None) -> None:
    ward = TerritoryVersion.objects.filter(territory_id=territory_id("hanoi-2025-07:00004"))
    ward.update(valid_to=date(2027, 6, 30))
    load_hanoi(by=OWNER, now=NOW)
    assert ward.get().valid_to == date(2027, 6, 30)


def test_tables_loaded_by_hand_are_brought_in_line_each_time(tmp_path: Path, db: None) -> None:
    path = table(tmp_path, CITY, "w,1,Một,xã,commune,c,2021-01-01,,,,")
    load(path)
    TerritoryVersion.objects.filter(name="Một").update(name="Mốt")
    assert load(path).changed == 1
    assert version_on(territory_id("w"), date(2022, 1, 1)).name == "Một"


def test_a_commune_that_kept_code_and_name_in_january_2025_goes_on_as_itself(hanoi: None) -> None:
    ward = territory_id("hanoi-2021:00004")
    assert version_on(ward, date(2021, 7, 28)) == version_on(ward, date(2025, 2, 1))


def test_a_commune_that_took_another_name_in_january_2025_is_another_and_their_link_is_not_guessed(hanoi: None) -> None:
    before, after = (
        version_on(territory_id("hanoi-2021:00292"), date(2024, 12, 31)),
        version_on(territory_id("hanoi-2025-01:00292"), date(2025, 1, 1)),
    )
    assert (before.name, after.name) == ("Quỳnh Lôi", "Bạch Mai")
    link = Succession.objects.get(old=before.territory_id)
    assert (link.new, link.weight, link.effective_on) == (None, None, date(2025, 1, 1))


def test_a_city_under_a_province_is_a_district(tmp_path: Path, db: None) -> None:
    load(table(tmp_path, CITY, "d,769,Thủ Đức,thành phố,district,c,2021-01-01,2025-06-30,,,"))
    assert version_on(territory_id("d"), date(2021, 7, 28)).kind == "district"


def test_the_city_is_one_identity_with_one_version_on_both_maps(hanoi: None) -> None:
    assert TerritoryVersion.objects.filter(territory_id=territory_id("vn:01")).count() == 1


def test_the_same_key_gives_the_same_identity_everywhere(hanoi: None) -> None:
    assert Territory.objects.get(key="hanoi-2021:00286").pk == territory_id("hanoi-2021:00286")


def test_a_name_put_right_in_the_table_is_put_right_in_place(tmp_path: Path, db: None) -> None:
    load(table(tmp_path, CITY, "w,1,Đại áng,xã,commune,c,2021-01-01,,,,"))
    done = load(table(tmp_path, CITY, "w,1,Đại Áng,xã,commune,c,2021-01-01,,,,"))
    assert (done.added, done.changed, done.unchanged) == (0, 1, 1)
    assert version_on(territory_id("w"), date(2022, 1, 1)).name == "Đại Áng"


def test_a_new_parent_from_a_day_on_leaves_the_past_as_it_was(tmp_path: Path, db: None) -> None:
    load(
        table(
            tmp_path,
            CITY,
            "d,001,Cũ,quận,district,c,2021-01-01,2025-06-30,,,",
            "w,1,Một,phường,commune,d,2021-01-01,2025-06-30,,,",
            "w,1,Một,phường,commune,c,2025-07-01,,,,",
        )
    )
    assert [v.name for v in ancestors_of(territory_id("w"), on=date(2025, 6, 30))] == ["Thử", "Cũ"]
    assert [v.name for v in ancestors_of(territory_id("w"), on=date(2025, 7, 1))] == ["Thử"]


def test_names_are_kept_in_nfc_and_a_long_nfd_name_gets_a_sentence(tmp_path: Path, db: None) -> None:
    with pytest.raises(TableRefused, match="Tên dài 300 ký tự"):
        load(table(tmp_path, CITY, f"w,1,{unicodedata.normalize('NFD', 'ệ' * 300)},xã,commune,c,2021-01-01,,,,"))
    load(table(tmp_path, CITY, unicodedata.normalize("NFD", "w,1,Bạch Mai,phường,commune,c,2021-01-01,,,,")))
    assert version_on(territory_id("w"), date(2022, 1, 1)).name == "Bạch Mai"


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        (["w,1,,xã,commune,c,2021-01-01,,,,"], TableRefused),
        (["w,1,Một,ấp,commune,c,2021-01-01,,,,"], TableRefused),
        (["w,1,Một,xã,district,c,2021-01-01,,,,"], TableRefused),
        (["w,1,Một,thành phố,commune,c,2021-01-01,,,,"], TableRefused),
        (["w,1,Một,xã,commune,c,2021-02-31,,,,"], TableRefused),
        (["w,1,Một,xã,commune,c,2021-01-02,2021-01-01,,,"], TableRefused),
        (["w,1,Một,xã,commune,c"], TableRefused),
        (["w,1,Một,xã,commune,c,2021-01-01,,,,", "w,1,Hai,xã,commune,c,2021-01-01,,,,"], TerritoryRepeated),
        (["w,1,Một,xã,commune,c,2021-01-01,,,,", "w,1,Một,xã,commune,c,2022-01-01,,,,"], TerritoryVersionsOverlap),
        (["w,1,Một,xã,commune,none,2021-01-01,,,,"], ParentNotInForce),
        (["w,1,Một,xã,commune,c,2020-12-31,,,,"], ParentNotInForce),
        (["a,1,Một,xã,commune,b,2021-01-01,,,,", "b,2,Hai,xã,commune,a,2021-01-01,,,,"], TerritoryCycle),
    ],
)
def test_a_bad_table_changes_nothing(tmp_path: Path, db: None, rows: list[str], refusal: type[LoaError]) -> None:
    before = (Territory.objects.count(), TerritoryVersion.objects.count(), TerritoryClosure.objects.count())
    with pytest.raises(refusal) as refused:
        load(table(tmp_path, CITY, *rows))
    assert (Territory.objects.count(), TerritoryVersion.objects.count(), TerritoryClosure.objects.count()) == before
    assert str(refused.value).endswith(".")


def test_the_refusal_names_file_and_row(tmp_path: Path, db: None) -> None:
    with pytest.raises(TableRefused, match=r"Tệp thu\.csv, dòng 3"):
        load(table(tmp_path, CITY, "w,1,Một,xã,commune,c,hôm nay,,,,"))


@pytest.mark.parametrize(("first", "last"), [("2024-12-31", None), ("2019-01-01", "2021-01-01"), ("2022-01-01", "2022-01-02")])
def test_the_database_itself_refuses_a_second_version_on_one_day(hanoi: None, first: str, last: str | None) -> None:
    held = version_on(territory_id("hanoi-2021:00286"), date(2022, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        TerritoryVersion.objects.create(
            territory_id=held.territory_id,
            name="Trùng",
            form="phường",
            kind="commune",
            valid_from=date.fromisoformat(first),
            valid_to=last and date.fromisoformat(last),
            source="thử",
            search_key="trung",
        )


def test_the_database_itself_refuses_to_stretch_a_version_over_the_next(tmp_path: Path, db: None) -> None:
    load(table(tmp_path, CITY, "w,1,Một,xã,commune,c,2021-01-01,2021-12-31,,,", "w,1,Hai,xã,commune,c,2022-01-01,,,,"))
    with pytest.raises(IntegrityError), transaction.atomic():
        TerritoryVersion.objects.filter(name="Một").update(valid_to=date(2022, 1, 1))


def test_a_version_may_begin_the_day_after_another_ended(tmp_path: Path, db: None) -> None:
    load(table(tmp_path, CITY, "w,1,Một,xã,commune,c,2021-01-01,2021-12-31,,,", "w,1,Hai,xã,commune,c,2022-01-01,,,,"))
    assert version_on(territory_id("w"), date(2021, 12, 31)).name == "Một"
    assert version_on(territory_id("w"), date(2022, 1, 1)).name == "Hai"
