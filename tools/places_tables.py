"""Writing the tables of places, and the table that says where each comes from."""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from places_sources import LICENCES, Packages

DATA = Path(__file__).resolve().parents[1] / "src" / "loa" / "server" / "places" / "data"
COLUMNS = ("identity", "code", "name", "form", "kind", "parent", "valid_from", "valid_to", "act", "end_act", "note")
LINEAGE_COLUMNS = ("old", "new", "kind", "effective_on", "weight", "basis", "act", "source", "note")
PROVENANCE_COLUMNS = ("file", "source", "version", "licence", "data_date", "taken_on", "sha256", "note", "caveat")

OURS = "GPL-3.0-or-later"
SINCE = "Ngày bắt đầu là ngày bộ dữ liệu có giá trị, không phải ngày thành lập."
YEARS = "Bộ dữ liệu chụp tháng 5/2023: đơn vị đổi tên, tách, nhập từ 2021 đến lúc đó không hiện ra."
HANOI_526 = "Từ 01/01/2025 còn 526 xã, phường, thị trấn; 86 đơn vị cũ nhập vào đâu chưa có nguồn, để trống."
COUNTRY_526 = (
    "Đơn vị ngoài Hà Nội đổi từ 5/2023 đến 6/2025 đều ghi ngày 01/01/2025 vì chưa rõ ngày của từng đơn vị;"
    " đơn vị cũ nhập vào đâu chưa có nguồn, để trống."
)
# `caveat` holds for every row of the file; questions about the map of a day say it. `note` is for whoever reads this table.
FACTS: dict[str, dict[str, str]] = {
    "hanoi-2021.csv": {"of": "0.5.0", "caveat": SINCE, "note": f"Hà Nội: 30 quận, huyện, thị xã và 579 xã, phường, thị trấn. {YEARS}"},
    "hanoi-2025-01.csv": {"of": "0.6.0", "caveat": HANOI_526, "note": "Hà Nội: chỉ những đơn vị mới hoặc đổi khác so với năm 2021."},
    "hanoi-2025-07.csv": {
        "of": "2025.10.1",
        "note": "126 xã, phường, không còn cấp huyện. Định danh theo mã của bản 2025.10.1; cột code theo bản 2026.9.0.",
    },
    "country-2021.csv": {"of": "0.5.0", "caveat": f"{SINCE} {YEARS}", "note": "62 tỉnh, thành phố ngoài Hà Nội."},
    "country-2025-01.csv": {
        "of": Packages.AGAIN,
        "caveat": COUNTRY_526,
        "note": "Ngoài Hà Nội: chỉ những đơn vị mới hoặc đổi khác so với năm 2021; bản đồ ngay trước 01/7/2025.",
    },
    "country-2025-07.csv": {
        "of": "2026.9.0",
        "note": "23 tỉnh, thành phố hình thành ngày 01/7/2025 và 3.195 xã, phường, đặc khu ngoài Hà Nội.",
    },
    "lineage-hanoi.csv": {
        "of": "2026.9.0",
        "note": "Đơn vị nào thành đơn vị nào. Không có new: chưa rõ; riêng abolish là không có đơn vị kế tục.",
    },
    "lineage-country.csv": {
        "of": "2026.9.0",
        "note": "Như trên, ngoài Hà Nội. Nghị quyết của từng tỉnh chưa thu thập nên cột act để trống.",
    },
    "sample-localities.csv": {"note": "Dữ liệu mẫu: tên tổ dân phố, thôn và tòa nhà do dự án đặt ra để trình diễn."},
}


def write_provenance() -> None:
    """Source, licence, dates and hash of each file; the day of taking stays while the bytes stay."""
    write_csv(DATA / "provenance.csv", PROVENANCE_COLUMNS, provenance())


def provenance() -> Iterator[dict[str, str]]:
    """One row for each file."""
    before = {row["file"]: row for row in read_csv(DATA / "provenance.csv")}
    today = datetime.now(UTC).date().isoformat()
    for file, facts in FACTS.items():
        sha256 = hashlib.sha256((DATA / file).read_bytes()).hexdigest()
        old = before.get(file, {})
        taken_on = old["taken_on"] if old.get("sha256") == sha256 else today
        told = {"note": facts["note"], "caveat": facts.get("caveat", ""), "sha256": sha256, "taken_on": taken_on, "file": file}
        yield dict.fromkeys(PROVENANCE_COLUMNS, "") | origin(file, facts.get("of", "")) | told


def origin(file: str, of: str) -> dict[str, str]:
    """Which package, under which licence, with data of which day."""
    if not of:
        return {"source": "tự đặt", "licence": OURS}
    if of == Packages.AGAIN:
        name, version, day = Packages.PINS[Packages.AGAIN]
        return {"source": name, "version": version, "data_date": day, "licence": LICENCES[name]}
    name, _, day = Packages.PINS[of]
    if file.startswith("lineage-"):
        other, version, _ = Packages.PINS[Packages.AGAIN]
        return {
            "source": f"{name}; {other}",
            "version": f"{of}; {version}",
            "data_date": day,
            "licence": f"{LICENCES[name]}; {LICENCES[other]}",
        }
    return {"source": name, "version": of, "data_date": day, "licence": LICENCES[name]}


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file; none where there is no file yet."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write_csv(path: Path, columns: tuple[str, ...], rows: Iterable[dict[str, str]]) -> None:
    """UTF-8, one line end everywhere."""
    ready = list(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(ready)
