"""`loa speakable`, by the examples of its reference."""

import argparse
import io
import re
import shlex
from pathlib import Path

import pytest

from loa.launch.commands import speakable as command

REFERENCE = (Path(__file__).parents[2] / "docs" / "reference" / "speakable.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```\n\$ loa speakable (.*)\n((?:.+\n)+)```", REFERENCE)
ROWS = [
    row.strip("|").split("|")
    for row in re.findall(r"^\| .* \|$", REFERENCE.split("## What is said how")[1].split("Numbers:")[0], re.MULTILINE)
]


def said(line, capsys):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    assert command.run(parser.parse_args(shlex.split(line))) == 0
    return capsys.readouterr()


def test_there_are_examples():
    assert len(EXAMPLES) == 2
    assert len(ROWS) > 10


@pytest.mark.parametrize(("line", "printed"), EXAMPLES)
def test_an_example_of_the_reference_prints_what_stands_below_it(line, printed, capsys):
    out, told = said(line, capsys)
    assert out + told == printed


@pytest.mark.parametrize(
    ("written", "spoken"), [(row[0].split(" · "), row[1].split(" · ")) for row in ROWS if "·" in row[0] and ":" not in row[1]]
)
def test_a_row_of_the_reference_says_what_stands_beside_it(written, spoken, capsys):
    assert len(written) == len(spoken)
    for text, expected in zip(written, spoken, strict=True):
        if "…" in expected or not re.search(r"[à-ỹ]", expected):
            continue  # shown in part, or explained
        out, _ = said(shlex.quote(text.strip()), capsys)
        assert out.strip().casefold() == expected.strip().casefold()


def test_without_text_the_standard_input_is_read(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Họp 8h".encode())))
    out, _ = said("", capsys)
    assert out == "Họp tám giờ\n"


def test_a_file_of_an_offices_own_readings_wins_over_every_rule(capsys, tmp_path):
    (tmp_path / "tu-dien.tsv").write_text("UBND\tủy ban\nkhông có tab\n", encoding="utf-8")
    out, _ = said(f'--dictionary {tmp_path / "tu-dien.tsv"} "UBND phường"', capsys)
    assert out == "ủy ban phường\n".capitalize()


def test_each_flag_of_a_region_changes_its_word(capsys):
    out, _ = said('--ngan --le --ti --bon --slash xẹt "2.000.001.105đ, 24 hộ, hẻm 5/3"', capsys)
    assert out == "hai tỉ không trăm lẻ một ngàn một trăm lẻ năm đồng, hai mươi bốn hộ, hẻm năm xẹt ba\n"
