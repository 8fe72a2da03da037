"""Loading the whole country beside Hà Nội, and finding one commune in it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from loa.server.kit.actors import Actor
from loa.server.places.models import TerritoryVersion
from loa.server.places.queries import count_by_form, count_by_kind, search_territories, territory_named, version_on
from loa.server.places.services import load_country, territory_id
from loa.server.places.succession import went_to

pytestmark = pytest.mark.heavy

OWNER = Actor.system("thử nghiệm")
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
IN_2021, JANUARY, TODAY = date(2021, 7, 28), date(2025, 2, 1), date(2026, 1, 1)
COUNTRY, HANOI = territory_id("vn"), territory_id("vn:01")


@pytest.fixture(scope="module")
def country_loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[str]]:
    said: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic():
        load_country(by=OWNER, now=NOW, said=said.append)
        yield said
        transaction.set_rollback(True)


@pytest.fixture
def country(country_loaded: list[str], db: None) -> list[str]:
    """The whole country stands."""
    return country_loaded


def test_the_country_counts_on_each_of_its_maps(country: list[str]) -> None:
    assert country  # it said what it was doing
    assert count_by_kind(COUNTRY, IN_2021) == {"province": 63, "district": 705, "commune": 10598}
    assert count_by_kind(COUNTRY, JANUARY) == {"province": 63, "district": 696, "commune": 10035}
    assert count_by_kind(COUNTRY, TODAY) == {"province": 34, "commune": 3321}


def test_hanoi_counts_the_same_beside_the_country(country: list[str]) -> None:
    assert count_by_kind(HANOI, IN_2021) == {"district": 30, "commune": 579}
    assert count_by_kind(HANOI, JANUARY) == {"district": 30, "commune": 526}
    assert count_by_kind(HANOI, TODAY) == {"commune": 126}


def test_a_form_of_two_levels_is_told_apart_in_the_count(country: list[str]) -> None:
    counted = count_by_form(COUNTRY, IN_2021)
    assert (counted["thành phố (cấp tỉnh)"], counted["thành phố (cấp huyện)"]) == (5, 83)
    assert count_by_form(COUNTRY, TODAY)["thành phố"] == 6


def test_loading_the_country_again_changes_nothing(country: list[str]) -> None:
    done = load_country(by=OWNER, now=NOW)
    assert (done.added, done.changed) == (0, 0)


def test_a_province_that_was_joined_from_several_is_another_and_says_from_which(country: list[str]) -> None:
    before, after = territory_named("Gia Lai", on=JANUARY), territory_named("Gia Lai", on=TODAY)
    assert before.territory_id != after.territory_id
    assert [link.new_id for link in went_to(before.territory_id)] == [after.territory_id]
    assert [link.new_id for link in went_to(territory_named("Bình Định, Việt Nam", on=JANUARY).territory_id)] == [after.territory_id]


def test_a_province_left_as_it_was_goes_on_as_itself(country: list[str]) -> None:
    assert TerritoryVersion.objects.filter(territory_id=territory_id("vn:04")).count() == 1
    assert version_on(territory_id("vn:46"), IN_2021).full_name == "tỉnh Thừa Thiên Huế"
    assert version_on(territory_id("vn:46"), TODAY).full_name == "thành phố Huế"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("q1", "quận 1"),
        ("tp thu duc", "thành phố Thủ Đức"),
        ("thanh pho thu duc", "thành phố Thủ Đức"),
        ("p bach mai", "phường Bạch Mai"),
        ("Hai Ba Trung", "quận Hai Bà Trưng"),
        ("x. ba vi", "xã Ba Vì"),
        ("bạch mai, hai bà trưng", "phường Bạch Mai"),
        ("p1, q3", "phường 01"),
        ("quan son", "huyện Quan Sơn"),
        ("ea h dinh", "xã Ea H'đinh"),
    ],
)
def test_one_commune_of_ten_thousand_is_found(country: list[str], text: str, first: str) -> None:
    assert search_territories(text, IN_2021)[0].full_name == first
