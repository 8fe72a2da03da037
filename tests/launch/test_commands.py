"""Sub-commands work in an empty home, and say what they did."""

import sqlite3
from pathlib import Path

import pytest
from tests.launch.conftest import loa

from loa.launch.samples import NAME, sample_letter


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one letter, received into nothing."""
    folder = tmp_path_factory.mktemp("commands")
    letter = folder / NAME
    letter.write_bytes(sample_letter())
    received = loa("receive", str(letter), home=folder / "home")
    assert received.returncode == 0, received.stderr
    (folder / "said.txt").write_text(received.stdout)
    return folder / "home"


def test_receive_tells_our_number_and_what_was_read(home: Path) -> None:
    said = (home.parent / "said.txt").read_text()
    assert "Đã vào sổ: số 1/" in said
    assert "9001/STTTT-BCXBTT" in said
    assert "gửi 90 đơn vị" in said


def test_the_same_letter_is_not_received_twice(home: Path) -> None:
    again = loa("receive", str(home.parent / NAME), home=home)
    assert again.returncode == 1
    assert "đã được đăng ký" in again.stderr


def test_a_letter_can_be_received_by_another_agency(home: Path) -> None:
    other = loa("receive", str(home.parent / NAME), "--agency", "UBND quận Hai Bà Trưng", home=home)
    assert other.returncode == 0, other.stderr
    assert "UBND quận Hai Bà Trưng" in other.stdout


def test_a_missing_file_and_an_unknown_agency_are_told(home: Path) -> None:
    assert "Không mở được" in loa("receive", str(home / "nothing.txt"), home=home).stderr
    unknown = loa("receive", str(home.parent / NAME), "--agency", "Sở Không Có", home=home)
    assert unknown.returncode == 1
    assert "Traceback" not in unknown.stderr


def test_a_list_of_identifiers_is_shown_first_and_entered_when_that_is_asked(home: Path) -> None:
    listed = home.parent / "ma.csv"
    listed.write_text("Cơ quan;Mã định danh\nỦy ban nhân dân thành phố Hà Nội;000.00.00.H26\nSở Không Có;H26.4\n", encoding="utf-8")
    told = ("--act", "QĐ 4078/QĐ-UBND", "--from", "2021-01-01")
    wrong = loa("identifiers", str(listed), *told, "--write", home=home)
    assert wrong.returncode == 1
    assert "Dòng 3: " in wrong.stderr
    listed.write_text(listed.read_text(encoding="utf-8").replace("Sở Không Có;H26.4\n", ""), encoding="utf-8")
    shown = loa("identifiers", str(listed), *told, home=home)
    assert "Chưa ghi gì" in shown.stdout
    done = loa("identifiers", str(listed), *told, "--write", home=home)
    assert "Đã ghi mã định danh của 1 cơ quan; 0 không đổi." in done.stdout, done.stderr
    assert "1 không đổi" in loa("identifiers", str(listed), *told, "--write", home=home).stdout


def test_the_trail_verifies_and_a_changed_row_is_found(home: Path) -> None:
    fine = loa("trail", "verify", home=home)
    assert fine.returncode == 0
    assert "Chưa niêm phong" in fine.stdout
    database = sqlite3.connect(home / "loa.sqlite3")
    database.execute("update kit_auditentry set seal_position = id, seal_sha256 = 'x' where id = (select min(id) from kit_auditentry)")
    database.commit()
    database.close()
    broken = loa("trail", "verify", home=home)
    assert broken.returncode == 1
    assert "đứt tại dòng 1" in broken.stdout


def test_the_clock_of_a_home_that_is_no_demo_stays(home: Path) -> None:
    assert "giờ thật" in loa("clock", home=home).stdout
    refused = loa("clock", "--ahead", "30", home=home)
    assert refused.returncode == 1
    assert "bản chạy thử" in refused.stderr
