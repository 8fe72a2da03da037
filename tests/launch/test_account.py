"""The first administrator of an installation, and the last one who lost the phone."""

import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.launch.conftest import loa

AGENCY = "Sở Văn hóa và Thể thao"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one administrator."""
    folder = tmp_path_factory.mktemp("accounts")
    opened = loa("account", "open", "so.quantri", "--name", "Quản trị Mẫu", "--agency", AGENCY, home=folder / "home")
    assert opened.returncode == 0, opened.stderr
    (folder / "said.txt").write_text(opened.stdout)
    return folder / "home"


def test_the_first_administrator_gets_a_link_and_no_password(home: Path) -> None:
    said = (home.parent / "said.txt").read_text()
    assert f"quản trị viên, {AGENCY}" in said
    token = re.search(r"/loi-moi/([\w-]{40,})/", said)
    assert token
    kept = b"".join(path.read_bytes() for path in home.glob("loa.sqlite3*"))
    assert token[1].encode() not in kept
    assert "đã có người dùng" in loa("account", "open", "so.quantri", "--name", "Khác", "--agency", AGENCY, home=home).stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("open", "x.y", "--name", "Mẫu", "--agency", "Sở Không Có"), "Không có cơ quan này"),
        (("open", "x.y", "--name", "Mẫu", "--agency", AGENCY, "--role", "vua"), "Không có vai trò “vua”"),
        (("open", "có dấu", "--name", "Mẫu", "--agency", AGENCY), "chữ thường không dấu"),
        (("reset-second-step", "khong.co", "--why", "thử"), "Không có tên đăng nhập “khong.co”"),
        (("reset-second-step", "so.quantri", "--why", "thử"), "chưa cài đăng nhập hai bước"),
    ],
)
def test_a_slip_is_told_and_changes_nothing(home: Path, given: tuple[str, ...], said: str) -> None:
    done = loa("account", *given, home=home)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_second_step_of_the_last_administrator_is_reset_at_the_machine(home: Path) -> None:
    database = sqlite3.connect(home / "loa.sqlite3")
    account = database.execute("select id from people_account where username = 'so.quantri'").fetchone()[0]
    row = ("0" * 32, "x", 0, datetime.now(UTC).isoformat(), account)
    database.execute("insert into people_timecode (id, sealed_secret, last_step, added_at, account_id) values (?, ?, ?, ?, ?)", row)
    database.commit()
    database.close()
    done = loa("account", "reset-second-step", "so.quantri", "--why", "mất điện thoại", home=home)
    assert done.returncode == 0, done.stderr
    assert "lần đăng nhập sau cài lại" in done.stdout
    database = sqlite3.connect(home / "loa.sqlite3")
    assert database.execute("select count(*) from people_timecode where ended_at is null").fetchone() == (0,)
    told = database.execute("select why, via from kit_auditentry where event = 'people.second_factors_reset'").fetchone()
    database.close()
    assert told == ("mất điện thoại", "cli")
