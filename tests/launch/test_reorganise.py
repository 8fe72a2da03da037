"""A reorganisation from the command line: refused, planned, confirmed by a second person, killed again and again, and finished."""

import io
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.launch.conftest import environment, loa

from loa.core.reorganising.sheet import Column

pytestmark = pytest.mark.heavy

WARDS = ("Ba Đình", "Ngọc Hà", "Giảng Võ", "Hoàn Kiếm", "Cửa Nam", "Tây Hồ", "Hồng Hà", "Phú Thượng")
# The second person's agreement is given on the page; here the page's own service stands in for the browser.
AGREE = """
import sys
from pathlib import Path
from datetime import date
from loa.launch.home import open_home, owner
open_home(Path(sys.argv[1]))
from loa.core.roles import Role
from loa.server.agencies.queries import agency_named
from loa.server.kit import clock
from loa.server.people.queries import actors_of
from loa.server.people.services import Newcomer, take_in
from loa.server.site.models import Reorganisation
from loa.server.site.reorganising.applying import confirm_reorganisation
department = agency_named("Sở Văn hóa và Thể thao thành phố Hà Nội", on=clock.today()).agency_id
wards = [agency_named("Ủy ban nhân dân phường " + name, on=clock.today()).agency_id for name in sys.argv[2:]]
new = [Newcomer("Quản trị", ((Role.ADMINISTRATOR, department),)), *[Newcomer("Cán bộ", ((Role.COMMUNE_OFFICER, one),)) for one in wards]]
people = take_in(new, valid_from=date(2025, 7, 1), by=owner(), now=clock.now())
plan = Reorganisation.objects.get()
actor = actors_of(people[:1], on=clock.today())[people[0].pk]
confirm_reorganisation(reorganisation_id=plan.pk, plan_sha256=plan.plan_sha256, why="đã rà soát", by=actor, now=clock.now())
"""


def table(*rows) -> bytes:
    book = Workbook()
    page = book.active
    page.append([column.vi for column in Column])
    for row in rows:
        page.append([row.get(column.value) for column in Column])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def merging(ward: str, into: str) -> dict[str, str]:
    return {"old": f"phường {ward}", "kind": "nhập", "form": "phường", "new": into, "effective_on": "01/03/2026"}


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A home with a plan that a second person confirmed, and the plan's id."""
    folder = tmp_path_factory.mktemp("reorganise")
    bad, good = folder / "sai.xlsx", folder / "dung.xlsx"
    bad.write_bytes(table(merging("Ba Đình", "Một"), merging("Ba Đình", "Hai"), merging("Không Có", "Hai")))
    refused = loa("units", "reorganise", str(bad), "--act", "NQ 1", home=folder / "home")
    assert refused.returncode == 1
    assert "Dòng 3: phường Ba Đình đã có ở dòng 2" in refused.stderr
    assert "Dòng 4: Không có “phường Không Có”" in refused.stderr
    good.write_bytes(table(*(merging(ward, "Một" if at < 4 else "Hai") for at, ward in enumerate(WARDS))))
    said = loa("units", "reorganise", str(good), "--act", "Nghị quyết 1", home=folder / "home")
    assert said.returncode == 0, said.stderr
    assert "Xem trước: chưa có gì thay đổi" in said.stdout
    plan = next(line.split()[-1] for line in said.stdout.splitlines() if line.startswith("Phương án: "))
    early = loa("units", "reorganise", "--apply", plan, home=folder / "home")
    assert early.returncode == 1
    assert "chờ người thứ hai xác nhận" in early.stderr
    agreed = subprocess.run(
        [sys.executable, "-c", AGREE, str(folder / "home"), *WARDS], capture_output=True, text=True, env=environment(), check=False
    )
    assert agreed.returncode == 0, agreed.stderr
    return folder / "home", plan


def rows_of(home: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home / "loa.sqlite3", timeout=30)) as database:
        return database.execute(question).fetchall()


def outcome(home: Path) -> list[list[tuple[object, ...]]]:
    """What came of it, without the ids and hours that are each run's own."""
    return [
        rows_of(home, "SELECT territory_id, name, valid_from, valid_to, end_act FROM places_territoryversion ORDER BY 1, 3"),
        rows_of(home, "SELECT ancestor_id, descendant_id, depth, valid_from, valid_to FROM places_territoryclosure ORDER BY 1, 2, 4"),
        rows_of(home, "SELECT old_id, new_id, kind, weight FROM places_succession ORDER BY 1, 2"),
        rows_of(home, "SELECT agency_id, name, valid_from, valid_to FROM agencies_agencyversion ORDER BY 1, 3"),
        rows_of(home, "SELECT old_id, new_id, kind FROM agencies_agencysuccession ORDER BY 1, 2"),
        rows_of(home, "SELECT person_id, agency_id, role, valid_from, valid_to FROM people_rolegrant ORDER BY 1, 2, 4"),
        rows_of(home, "SELECT position, verb, subject, done_at IS NOT NULL FROM site_reorganisationstep ORDER BY 1"),
        rows_of(home, "SELECT state FROM site_reorganisation"),
    ]


def test_killed_again_and_again_it_comes_to_the_same_end_as_undisturbed(planned: tuple[Path, str], tmp_path: Path) -> None:
    home, plan = planned
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    shutil.copytree(home, calm)
    shutil.copytree(home, rough)
    done = loa("units", "reorganise", "--apply", plan, home=calm)
    assert done.returncode == 0, done.stderr
    steps = len(outcome(calm)[6])
    kills = 0
    for wanted in range(1, steps, 4):
        process = subprocess.Popen(
            [sys.executable, "-m", "loa.launch.cli", "--home", str(rough), "units", "reorganise", "--apply", plan],
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < until:
            if rows_of(rough, "SELECT COUNT(*) FROM site_reorganisationstep WHERE done_at IS NOT NULL")[0][0] >= wanted:  # type: ignore[operator]
                os.kill(process.pid, signal.SIGKILL)
                kills += 1
                break
            time.sleep(0.002)
        process.wait(timeout=30)
    last = loa("units", "reorganise", "--apply", plan, home=rough)
    assert last.returncode == 0, last.stderr
    assert kills >= 3
    assert outcome(rough) == outcome(calm)
    report = loa("units", "reorganise", "--report", plan[:8], home=rough)
    assert "Xác nhận: Quản trị" in report.stdout
    assert report.stdout.count("       sau: ") == steps
    again = loa("units", "count", "--under", "Hà Nội", "--on", "2026-04-01", home=rough)
    assert "cấp xã: 120" in again.stdout
