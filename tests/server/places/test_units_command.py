"""`loa units tree`, `history`, `lineage`: what they print, for people and for machines."""

import argparse
import json
from typing import Any

import pytest

from loa.launch.commands import units
from loa.server.places.errors import TerritoryUnknownButNear


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    units.add_arguments(parser)
    return units.run(parser.parse_args(words))


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert run(*words, "--json") == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_a_tree_goes_down_to_communes(hanoi: None, capsys: pytest.CaptureFixture[str]) -> None:
    told = asked(capsys, "tree", "Hà Nội", "--on", "2021-07-28")
    assert (told["name"], len(told["below"])) == ("thành phố Hà Nội", 30)
    assert sum(len(district["below"]) for district in told["below"]) == 579
    assert not any("below" in commune for district in told["below"] for commune in district["below"])


def test_a_tree_can_stop_earlier_or_go_further(hanoi: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert "below" not in asked(capsys, "tree", "Hà Nội", "--on", "2021-07-28", "--depth", "1")["below"][0]
    assert "below" not in asked(capsys, "tree", "Hà Nội", "--on", "2021-07-28", "--kind", "district")["below"][0]
    ward = asked(capsys, "tree", "bạch mai, hai bà trưng", "--on", "2021-07-28", "--kind", "building")
    assert [one["name"] for one in ward["below"]][-1] == "chung cư CT1"


def test_a_tree_for_people_is_indented(hanoi: None, capsys: pytest.CaptureFixture[str]) -> None:
    run("tree", "Hà Nội", "--on", "2021-07-28")
    lines = capsys.readouterr().out.splitlines()
    assert "  quận Ba Đình (001)" in lines
    assert "    phường Phúc Xá (00001)" in lines


def test_a_history_says_since_when_until_when_and_by_which_act(hanoi: None, capsys: pytest.CaptureFixture[str]) -> None:
    told = asked(capsys, "history", "quận Hoàn Kiếm")
    (version,) = told["versions"]
    assert (version["valid_from"], version["valid_to"], version["parent"]) == ("2021-01-01", "2025-06-30", "thành phố Hà Nội")
    assert "72/2025/QH15" in version["end_act"]
    assert version["source"] == "hanoi-2021.csv"
    run("history", "quận Hoàn Kiếm")
    said = capsys.readouterr().out
    assert "01/01/2021 đến 30/06/2025: quận Hoàn Kiếm (002)" in said
    assert "văn bản thành lập: chưa rõ" in said
    assert "không phải ngày thành lập" in said


def test_lineage_says_what_went_in_and_how_much_and_what_is_not_known(hanoi: None, capsys: pytest.CaptureFixture[str]) -> None:
    told = asked(capsys, "lineage", "Bạch Mai", "--on", "2026-01-01")
    by_name = {one["name"]: one for one in told["from"]}
    assert (by_name["phường Bách Khoa"]["kind"], by_name["phường Bách Khoa"]["weight"]) == ("merge", 1.0)
    assert (by_name["phường Đồng Tâm"]["kind"], by_name["phường Đồng Tâm"]["weight"]) == ("part", None)
    assert told["to"] == []
    run("lineage", "Bạch Mai", "--on", "2026-01-01")
    said = capsys.readouterr().out
    assert "nhập: phường Bách Khoa, toàn bộ; theo Nghị quyết 1656/NQ-UBTVQH15" in said
    assert "nhập một phần: phường Đồng Tâm, một phần, tỷ lệ chưa rõ" in said


def test_lineage_tells_nothing_followed_from_nobody_knows(hanoi: None, capsys: pytest.CaptureFixture[str]) -> None:
    (district,) = asked(capsys, "lineage", "quận Hoàn Kiếm")["to"]
    assert (district["name"], district["kind"], district["known"]) == (None, "abolish", True)
    (ward,) = asked(capsys, "lineage", "phường Quỳnh Lôi")["to"]
    assert (ward["name"], ward["kind"], ward["known"], ward["effective_on"]) == (None, "merge", False, "2025-01-01")
    run("lineage", "phường Quỳnh Lôi")
    assert "chưa rõ đơn vị kế tục" in capsys.readouterr().out


def test_a_mistyped_name_is_refused_with_the_nearest(hanoi: None) -> None:
    with pytest.raises(TerritoryUnknownButNear, match=r"Gần giống nhất: .*phường Bạch Mai"):
        run("history", "phường Bạch May")
