"""The official report: one snapshot, four files, and anybody can check it."""

import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from loa.launch.cli import main
from loa.server.kit.keys import installation_key
from loa.server.reports import errors
from loa.server.reports.models import OfficialReport, ReportFigure
from loa.server.reports.official import official_files
from loa.server.reports.queries import official_report_files, official_report_of, walk_to_logs
from loa.server.reports.services import consolidate_level, issue_official_report, sign_report

from .conftest import NOW

pytestmark = pytest.mark.heavy  # files and hashes: the same on either database


@pytest.fixture
def four(issued):
    return official_report_files(issued)


@pytest.fixture
def snapshot_path(four, tmp_path):
    path = tmp_path / "bao-cao-SO.snapshot.json"
    path.write_bytes(four["bao-cao-SO.snapshot.json"])
    return path


def _verify(path, home, *more):
    return main(["--home", str(home), "report", "verify", str(path), *more])


def _change(path, change):
    held = json.loads(path.read_bytes())
    change(held)
    path.write_text(json.dumps(held))


def test_the_four_files_come_from_the_one_snapshot(four, issued):
    assert set(four) == {f"bao-cao-SO.{ending}" for ending in ("docx", "pdf", "xlsx", "snapshot.json")}
    snapshot = json.loads(four["bao-cao-SO.snapshot.json"])
    again = official_files(snapshot, fingerprint=installation_key().fingerprint)
    assert again.named() == four


def test_the_snapshot_holds_the_coverage_and_names_the_missing(four):
    snapshot = json.loads(four["bao-cao-SO.snapshot.json"])
    assert snapshot["coverage"]["districts"] == {"expected": 2, "reported": 2, "missing": []}
    assert snapshot["coverage"]["communes"] == {"expected": 6, "reported": 5, "missing": ["Xã Vạn Thắng, huyện Ba Vì"]}
    assert {f"{f['indicator']}/{f['grade']}": f["value"] for f in snapshot["figures"]} == {
        "luot-tiep-phat/machine": 50,
        "ap-phich/declared": 20,
    }
    assert snapshot["simulated"] is True


def test_the_paper_says_what_the_snapshot_says(four):
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(four["bao-cao-SO.pdf"])).pages]
    text = " ".join(" ".join(pages).split())
    assert "Số: /BC-STTTT" in re.sub(r"\s+", " ", text)
    for said in (
        "BÁO CÁO",
        "Kính gửi: Ủy ban nhân dân thành phố Hà Nội",
        "I. CÔNG TÁC CHỈ ĐẠO",
        "V. KIẾN NGHỊ",
        "- Như trên;",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
    ):
        assert said in text
    assert "2/2 quận, huyện, thị xã" in text
    assert "5/6 xã, phường, thị trấn" in text
    assert "Xã Vạn Thắng, huyện Ba Vì" in text
    assert installation_key().fingerprint in text
    assert all("BẢN MINH HỌA" in page for page in pages)


def test_every_printed_figure_stands_under_its_grade(four):
    table = Document(io.BytesIO(four["bao-cao-SO.docx"])).tables[1]
    header = [cell.text for cell in table.rows[0].cells]
    row = [cell.text for cell in table.rows[1].cells]
    assert row[header.index("Máy ghi")] == "50"
    assert row[header.index("Người khai")] == "-"


def test_the_workbook_holds_numbers(four):
    sheet = load_workbook(io.BytesIO(four["bao-cao-SO.xlsx"]))["Tổng hợp"]
    values = {row[0].value: row[4].value for row in sheet.iter_rows() if row[0].value in ("luot-tiep-phat", "ap-phich")}
    assert values == {"luot-tiep-phat": 50, "ap-phich": 20}


def test_a_report_that_nobody_signed_is_not_issued(city, opened, communes_reported, about):
    with pytest.raises(errors.NotSignedYet):
        issue_official_report(round_id=opened.pk, about=about, by=city.officer, now=NOW)


def test_a_version_is_issued_once_and_a_late_report_makes_the_next(city, opened, issued, communes_reported, about):
    with pytest.raises(errors.AlreadyIssued):
        issue_official_report(round_id=opened.pk, about=about, by=city.officer, now=NOW)
    consolidate_level(round_id=opened.pk, agency_id=city.department, by=city.officer, now=NOW)
    sign_report(round_id=opened.pk, agency_id=city.department, by=city.leader, now=NOW)
    issue_official_report(round_id=opened.pk, about=about, by=city.officer, now=NOW)
    assert OfficialReport.objects.count() == 2
    assert official_report_of(opened.pk, seen_by=city.officer).report.version == 2


def test_verify_agrees_on_a_machine_without_any_data(snapshot_path, tmp_path, capsys):
    assert _verify(snapshot_path, tmp_path / "empty") == 0
    told = capsys.readouterr().out
    assert installation_key().fingerprint in told
    assert "chưa có khóa" in told
    assert not (tmp_path / "empty").exists()


def test_verify_says_whether_this_installation_knows_the_key(snapshot_path, tmp_path, capsys):
    shutil.copytree(Path(settings.LOA_HOME) / "keys", tmp_path / "home" / "keys")
    assert _verify(snapshot_path, tmp_path / "home") == 0
    assert "biết khóa đó: là khóa của chính nó" in capsys.readouterr().out


def test_a_foreign_installation_verifies_but_does_not_know_the_key(snapshot_path, tmp_path, capsys, settings):
    settings.LOA_HOME = tmp_path / "foreign"
    installation_key()
    assert _verify(snapshot_path, tmp_path / "foreign") == 0
    assert "không biết khóa đó" in capsys.readouterr().out


def test_a_demanded_key_must_be_the_one_that_signed(snapshot_path, tmp_path, capsys):
    own = installation_key().fingerprint
    assert _verify(snapshot_path, tmp_path, "--fingerprint", own) == 0
    assert _verify(snapshot_path, tmp_path, "--fingerprint", own.replace(" ", "").upper()) == 0
    assert _verify(snapshot_path, tmp_path, "--fingerprint", "0000 " * 10) == 1
    assert _verify(snapshot_path, tmp_path, "--fingerprint", "") == 1  # an unset variable of a script demands a key too
    assert "không phải khóa được yêu cầu" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda s: s["figures"][0].update(value=51), "luot-tiep-phat/machine"),
        (lambda s: s["figures"][1].update(grade="machine"), "ap-phich/declared"),
        (lambda s: s["figures"][0]["sources"].pop(), "luot-tiep-phat/machine"),
        (lambda s: s["below"][1]["figures"][0].update(value=1), "Huyện Ba Vì: số liệu “luot-tiep-phat/machine”"),
        (lambda s: s["coverage"]["communes"].update(reported=6), "Độ phủ"),
        (lambda s: s.update(simulated=False), "Toàn tệp"),
    ],
    ids=["value", "grade", "source", "below", "coverage", "mark"],
)
def test_anything_changed_exits_with_1_and_says_where(snapshot_path, tmp_path, capsys, change, named):
    _change(snapshot_path, change)
    assert _verify(snapshot_path, tmp_path) == 1
    assert named in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"%PDF", b"{}"])
def test_a_file_that_is_no_snapshot_gets_a_sentence(tmp_path, capsys, content):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    assert _verify(path, tmp_path) == 1
    assert "không phải bản số liệu" in capsys.readouterr().err
    assert _verify(tmp_path / "none.json", tmp_path) == 1
    assert "Không đọc được tệp" in capsys.readouterr().err


def test_a_name_in_a_forged_file_does_not_steer_the_terminal(snapshot_path, tmp_path, capsys):
    _change(snapshot_path, lambda s: s["below"][0].update(agency="\x1b[2J\ud800"))
    assert _verify(snapshot_path, tmp_path) == 1
    assert "\x1b" not in capsys.readouterr().err


def test_the_walk_in_the_database_reaches_every_report(four, city):
    walked = walk_to_logs(json.loads(four["bao-cao-SO.snapshot.json"]))
    assert walked.reports == 1 + 2 + 5


def test_the_walk_finds_a_row_changed_behind_the_houses_back(four, city):
    ReportFigure.objects.filter(report__expected__agency=city.communes[city.districts[0]][0], indicator="ap-phich").update(grade="machine")
    walked = walk_to_logs(json.loads(four["bao-cao-SO.snapshot.json"]))
    assert any(finding.figure == "ap-phich/declared" and "Phúc Xá" in finding.where for finding in walked.findings)


def test_a_snapshot_of_another_installation_is_not_walked(four, city):
    snapshot = json.loads(four["bao-cao-SO.snapshot.json"])
    assert walk_to_logs({**snapshot, "sha256": "0" * 64}) is None


def test_office_files_carry_no_clock(four):
    for ending in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(four[f"bao-cao-SO.{ending}"])) as archive:
            assert {member.date_time[0] for member in archive.infolist()} == {1980}
