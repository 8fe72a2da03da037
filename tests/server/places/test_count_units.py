"""`loa units count`: what it prints."""

import argparse
import json

import pytest

from loa.launch.commands import units
from loa.server.places.errors import TerritoryUnknown


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    units.add_arguments(parser)
    return units.run(parser.parse_args(words))


def test_it_prints_one_object_with_the_kinds_and_the_forms(hanoi: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("count", "--under", "Hà Nội", "--on", "2021-07-28", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["district"], said["commune"]) == (30, 579)
    assert said["by_form"]["thị xã"] == 1


def test_for_people_it_says_what_the_map_does_not_know(hanoi: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("count", "--under", "quận Ba Đình", "--on", "2025-02-01") == 0
    said = capsys.readouterr().out
    assert "cấp xã: 13" in said
    assert "không phải ngày thành lập" in said


def test_an_unknown_name_is_refused_in_a_sentence(hanoi: None) -> None:
    with pytest.raises(TerritoryUnknown, match="Không có địa bàn"):
        run("count", "--under", "Xứ Lạ", "--on", "2021-07-28", "--json")


def test_a_day_that_does_not_exist_is_a_mistake_in_the_command(hanoi: None) -> None:
    with pytest.raises(SystemExit):
        run("count", "--under", "Hà Nội", "--on", "2021-02-31")
