"""Take Hà Nội's administrative units of 2021 and of today out of published packages and write them as plain CSV.

Run again at any time: `python tools/extract_places.py`. It installs two versions of one package into throw-away folders (they
share a module name, so they cannot stand in one environment), reads their JSON, checks the counts and writes
`src/loa/server/places/data/`. The product never imports these packages. What the files can and cannot say: `docs/data.md`.
"""

import csv
import hashlib
import json
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "src" / "loa" / "server" / "places" / "data"
PACKAGE = "vietnam-provinces"
LICENCE = "GPL-3.0-or-later"
HANOI_CODE = 1
CITY = "vn:01"
COLUMNS = ("identity", "code", "name", "form", "kind", "parent", "valid_from", "valid_to", "act", "end_act", "note")
PROVENANCE_COLUMNS = ("file", "source", "version", "licence", "data_date", "taken_on", "sha256", "note")

# The package writes the kind of unit as the papers do, save for the city.
FORMS = {"thành phố trung ương": "thành phố"}
# Slips of the source, put right by hand: name in the package, name as official papers write it.
CORRECTIONS = {"Đại áng": "Đại Áng"}

KNOWN_FROM = "2021-01-01"
LAW_72 = "Luật Tổ chức chính quyền địa phương 72/2025/QH15 (chưa đối chiếu văn bản gốc)"
NQ_1656 = "Nghị quyết 1656/NQ-UBTVQH15 ngày 16/6/2025"
NOTE_2021 = "Ngày bắt đầu là ngày bộ dữ liệu có giá trị, không phải ngày thành lập."
NOTE_1286 = (
    "Ngày bắt đầu là ngày bộ dữ liệu có giá trị, không phải ngày thành lập. Nghị quyết 1286/NQ-UBTVQH15 sắp xếp lại một số đơn vị "
    "từ 01/01/2025 (579 còn 526); chưa xác định từng đơn vị, nên từ ngày đó bản này có thể không còn đúng."
)


@dataclass(frozen=True)
class Dataset:
    """One map of the city: where it comes from, from when to when it holds, and what it must count."""

    name: str
    version: str
    data_date: str  # the date the package says its data were taken on
    valid_from: str
    valid_to: str
    act: str
    end_act: str
    note: str
    commune_note: str
    forms: dict[str, int]
    remark: str


DATASETS = (
    Dataset(
        name="hanoi-2021",
        version="0.5.0",
        data_date="2023-05-07",
        valid_from=KNOWN_FROM,
        valid_to="2025-06-30",
        act="",
        end_act=NQ_1656,
        note=NOTE_2021,
        commune_note=NOTE_1286,
        forms={"thành phố": 1, "quận": 12, "thị xã": 1, "huyện": 17, "phường": 175, "xã": 383, "thị trấn": 21},
        remark="Cây 30 quận, huyện, thị xã và 579 xã, phường, thị trấn; dữ liệu của gói lấy năm 2023, số lượng như năm 2021.",
    ),
    Dataset(
        name="hanoi-2025-07",
        version="2025.10.1",
        data_date="2025-10-18",
        valid_from="2025-07-01",
        valid_to="",
        act=NQ_1656,
        end_act="",
        note="",
        commune_note="",
        forms={"thành phố": 1, "phường": 51, "xã": 75},
        remark="126 xã, phường, không còn cấp huyện. Quan hệ cũ - mới của từng đơn vị chưa có trong tệp này.",
    ),
)


def main() -> None:
    """Write both maps, then the table that says where they come from."""
    for dataset in DATASETS:
        rows = list(units_of(dataset, province_of(dataset.version)))
        check(dataset, rows)
        write_csv(DATA / f"{dataset.name}.csv", COLUMNS, rows)
        print(f"{dataset.name}: {len(rows)} dòng")
    write_csv(DATA / "provenance.csv", PROVENANCE_COLUMNS, provenance())


def province_of(version: str) -> dict[str, Any]:
    """Hà Nội as this version of the package nests it."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = f"{PACKAGE}=={version}"
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder, wanted], check=True)
        text = (Path(folder) / "vietnam_provinces" / "data" / "nested-divisions.json").read_text(encoding="utf-8")
    return next(province for province in json.loads(text) if province["code"] == HANOI_CODE)


def units_of(dataset: Dataset, city: dict[str, Any]) -> Iterator[dict[str, str]]:
    """City, districts, communes: each level in the order of its official codes."""
    districts = sorted(city.get("districts", []), key=lambda unit: unit["code"])
    # The city is one and the same, and unchanged, on both maps: one identity, one period without an end.
    yield unit_row("vn", city, width=2, kind="city") | {"valid_from": KNOWN_FROM, "note": NOTE_2021}
    dates = {"valid_from": dataset.valid_from, "valid_to": dataset.valid_to, "act": dataset.act, "end_act": dataset.end_act}
    for unit in districts:
        yield unit_row(dataset.name, unit, width=3, kind="district") | dates | {"parent": CITY, "end_act": LAW_72, "note": dataset.note}
    communes = [(f"{dataset.name}:{district['code']:03d}", unit) for district in districts for unit in district["wards"]]
    communes += [(CITY, unit) for unit in city.get("wards", [])]
    for parent, unit in sorted(communes, key=lambda pair: pair[1]["code"]):
        row = unit_row(dataset.name, unit, width=5, kind="commune")
        yield row | dates | {"parent": parent, "note": dataset.commune_note}


def unit_row(dataset: str, unit: dict[str, Any], *, width: int, kind: str) -> dict[str, str]:
    """One unit: the official code with its leading zeros, the name without its form."""
    form = FORMS.get(unit["division_type"], unit["division_type"])
    full_name = unicodedata.normalize("NFC", unit["name"])
    if not full_name.casefold().startswith(form + " "):
        sys.exit(f"Tên {full_name!r} không bắt đầu bằng {form!r}")
    bare = full_name[len(form) + 1 :]
    code = f"{unit['code']:0{width}d}"
    return dict.fromkeys(COLUMNS, "") | {
        "identity": f"{dataset}:{code}",
        "code": code,
        "name": CORRECTIONS.get(bare, bare),
        "form": form,
        "kind": kind,
    }


def check(dataset: Dataset, rows: list[dict[str, str]]) -> None:
    """Stop if the package no longer says what this map must say."""
    counted = Counter(row["form"] for row in rows)
    if counted != dataset.forms:
        sys.exit(f"{dataset.name}: đếm được {dict(counted)}, phải là {dataset.forms}")
    if len({row["identity"] for row in rows}) != len(rows):
        sys.exit(f"{dataset.name}: có mã trùng")


def provenance() -> Iterator[dict[str, str]]:
    """Source, licence, dates and hash of each file; the date of taking stays while the bytes stay."""
    before = {row["file"]: row for row in read_csv(DATA / "provenance.csv")}
    today = datetime.now(UTC).date().isoformat()
    made = {
        f"{d.name}.csv": {"source": PACKAGE, "version": d.version, "licence": LICENCE, "data_date": d.data_date, "note": d.remark}
        for d in DATASETS
    }
    made["sample-localities.csv"] = {
        "source": "tự đặt",
        "licence": LICENCE,
        "note": "Dữ liệu mẫu: tên tổ dân phố, thôn và tòa nhà do dự án đặt ra để trình diễn.",
    }
    for file, facts in made.items():
        sha256 = hashlib.sha256((DATA / file).read_bytes()).hexdigest()
        old = before.get(file, {})
        taken_on = old["taken_on"] if old.get("sha256") == sha256 else today
        yield dict.fromkeys(PROVENANCE_COLUMNS, "") | facts | {"file": file, "sha256": sha256, "taken_on": taken_on}


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file; none where there is no file yet."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write_csv(path: Path, columns: tuple[str, ...], rows: Iterator[dict[str, str]] | list[dict[str, str]]) -> None:
    """UTF-8, one line end everywhere."""
    ready = list(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(ready)


if __name__ == "__main__":
    main()
