"""The trail's anchor and export, a person's data and their end, at the command line; the export is checked by the one file alone."""

import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.launch.conftest import environment, loa

from loa.launch.samples import NAME, sample_letter
from loa.wire import trail_check

PERSON = """
import django
django.setup()
from loa.core.roles import Role
from loa.server.agencies.queries import agency_named
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.people.services import end_account, take_in_one
ward = agency_named("Ủy ban nhân dân phường Bạch Mai", on=clock.today()).agency_id
owner = Actor.system("kiểm thử")
roles = [(Role.COMMUNE_OFFICER, ward)]
for username, name in (("quynh.trang", "Đỗ Thị Quỳnh Trang"), ("van.binh", "Phạm Văn Bình")):
    person, _ = take_in_one(full_name=name, username=username, roles=roles, valid_from=clock.today(), by=owner, now=clock.now())
    if username == "quynh.trang":
        end_account(account_id=person.account.pk, why="nghỉ việc", by=owner, now=clock.now())
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a letter, and with two people, one of whom has left."""
    folder = tmp_path_factory.mktemp("trail")
    (folder / NAME).write_bytes(sample_letter())
    assert loa("receive", str(folder / NAME), home=folder / "home").returncode == 0
    given = {**environment(), "LOA_HOME": str(folder / "home"), "DJANGO_SETTINGS_MODULE": "loa.server.site.settings"}
    made = subprocess.run([sys.executable, "-c", PERSON], env=given, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return folder / "home"


def test_an_anchor_kept_elsewhere_and_an_export_are_checked_without_loa(home: Path, tmp_path: Path) -> None:
    kept, export = tmp_path / "moc.json", tmp_path / "dau-vet.ndjson"
    said = loa("trail", "anchor", "--out", str(kept), home=home)
    assert said.returncode == 0, said.stderr
    anchor = json.loads(kept.read_text(encoding="utf-8"))
    assert json.loads((home / "anchors" / f"{anchor['day']}.json").read_text(encoding="utf-8")) == anchor
    assert json.loads(loa("trail", "anchor", home=home).stdout) == anchor
    done = loa("trail", "export", str(export), home=home)
    assert done.returncode == 0, done.stderr
    assert "Phạm Văn Bình" not in export.read_text(encoding="utf-8")
    alone = tmp_path / "trail_check.py"
    alone.write_text(Path(trail_check.__file__).read_text(encoding="utf-8"), encoding="utf-8")
    command = [sys.executable, "-I", str(alone), str(export), "--anchor", str(kept), "--fingerprint", anchor["fingerprint"]]
    checked = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Khớp với 1 mốc đã ký" in checked.stdout
    foreign = subprocess.run([*command[:-1], "0000"], capture_output=True, text=True, check=False)
    assert foreign.returncode == 1
    assert loa("trail", "verify", "--anchor", str(kept), home=home).returncode == 0
    kept.write_text(json.dumps({**anchor, "position": 1}))
    assert loa("trail", "verify", "--anchor", str(kept), home=home).returncode == 1


def test_the_database_of_a_home_refuses_to_change_its_trail(home: Path) -> None:
    database = sqlite3.connect(home / "loa.sqlite3")
    for statement in ("delete from kit_auditentry", "update kit_auditentry set actor_name = 'ai khác'"):
        with pytest.raises(sqlite3.IntegrityError, match="rows stay"):
            database.execute(statement)
    database.close()


def test_a_persons_data_are_taken_out_and_erased(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "ban-trich.zip"
    assert loa("person", "export", "quynh.trang", "--out", str(out), home=home).returncode == 0
    with zipfile.ZipFile(out) as archive:
        assert "Đỗ Thị Quỳnh Trang" in archive.read("du-lieu.json").decode()
    again = loa("person", "export", "quynh.trang", "--out", str(out), home=home)
    assert (again.returncode, "Không ghi được tệp" in again.stderr) == (1, True)
    refused = loa("person", "erase", "van.binh", "--why", "đơn", home=home)
    assert (refused.returncode, "kết thúc tài khoản trước" in refused.stderr) == (1, True)
    assert "Không có tài khoản nào tên" in loa("person", "erase", "ai.do", "--why", "đơn", home=home).stderr
    erased = loa("person", "erase", "quynh.trang", "--why", "Theo đơn ngày 1/8", home=home)
    assert erased.returncode == 0, erased.stderr
    left = b"".join(path.read_bytes() for path in home.glob("loa.sqlite3*"))  # the pages themselves, free ones and the log included
    for word in ("Đỗ Thị Quỳnh Trang", "quynh.trang", "quynh trang", json.dumps("Đỗ Thị Quỳnh Trang")[1:-1]):
        assert word.encode() not in left, word
    assert "Phạm Văn Bình".encode() in left
    verified = loa("trail", "verify", home=home)
    assert verified.returncode == 0, verified.stdout


def test_the_record_of_the_impact_assessment_is_drawn_up(home: Path, tmp_path: Path) -> None:
    for name, begins in (("ho-so.docx", b"PK"), ("ho-so.md", "# Hồ sơ".encode())):
        done = loa("person", "impact", "--out", str(tmp_path / name), home=home)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / name).read_bytes().startswith(begins)
