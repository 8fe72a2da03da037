"""The XLSX twin of the report: every figure of the snapshot, level by level, as numbers that can be filtered and summed."""

from loa.core.grades import Grade
from loa.core.snapshots import Sealed
from loa.server.documents.papers import ILLUSTRATION, Sheet, to_xlsx
from loa.server.reports.official.reading import covered, day, levels


def report_workbook(snapshot: Sealed, *, fingerprint: str) -> bytes:
    """Sheets: the total, by district, by commune, the missing, the definitions, and how to check."""
    sheets = [
        _total(snapshot),
        _by_unit(snapshot),
        _cited(snapshot),
        _missing(snapshot),
        _definitions(snapshot),
        _proof(snapshot, fingerprint),
    ]
    mark = ILLUSTRATION if snapshot["simulated"] else ""
    return to_xlsx(sheets, title=snapshot["title"], author=snapshot["letterhead"]["agency"], mark=mark)


def _faces(snapshot: Sealed) -> dict[str, str]:
    return {indicator["code"]: indicator["name"] for indicator in snapshot["indicators"]}


def _total(snapshot: Sealed) -> Sheet:
    faces = _faces(snapshot)
    rows = [
        (f["indicator"], faces.get(f["indicator"], ""), f["unit"], Grade(f["grade"]).vi, f["value"], len(f["sources"]))
        for f in snapshot["figures"]
    ]
    notes = (
        f"Từ ngày {day(snapshot['period']['from'])} đến hết ngày {day(snapshot['period']['to'])}",
        *(covered(one, level) for level, one in levels(snapshot)),
    )
    return Sheet("Tổng hợp", snapshot["title"], ("Mã", "Chỉ tiêu", "Đơn vị tính", "Mức bằng chứng", "Giá trị", "Số nguồn"), rows, notes)


def _by_unit(snapshot: Sealed) -> Sheet:
    faces = _faces(snapshot)
    rows = [
        (report["agency"], f["indicator"], faces.get(f["indicator"], ""), f["unit"], Grade(f["grade"]).vi, f["value"])
        for report in snapshot["below"]
        for f in report["figures"]
    ]
    return Sheet("Theo đơn vị", "Kết quả chia theo đơn vị", ("Đơn vị", "Mã", "Chỉ tiêu", "Đơn vị tính", "Mức bằng chứng", "Giá trị"), rows)


def _cited(snapshot: Sealed) -> Sheet:
    """One level further down: what each district's figure was summed from."""
    faces = _faces(snapshot)
    rows = []
    for report in snapshot["below"]:
        names = {one["id"]: one["agency"] for one in report["cites"]}
        for f in report["figures"]:
            for s in f["sources"]:
                who = names.get(s["id"], "Công việc của chính đơn vị")
                rows.append(
                    (report["agency"], who, faces.get(f["indicator"], ""), f["unit"], Grade(f["grade"]).vi, s["value"], s["sha256"])
                )
    columns = ("Đơn vị", "Nguồn", "Chỉ tiêu", "Đơn vị tính", "Mức bằng chứng", "Giá trị", "Mã băm của nguồn")
    return Sheet("Theo nguồn", "Nguồn của từng số liệu, thấp hơn một cấp", columns, rows)


def _missing(snapshot: Sealed) -> Sheet:
    rows = [(covered(one, level), name) for level, one in levels(snapshot) for name in one["missing"]]
    return Sheet("Chưa báo cáo", "Đơn vị chưa báo cáo khi tổng hợp", ("Đã báo cáo", "Đơn vị chưa báo cáo"), rows)


def _definitions(snapshot: Sealed) -> Sheet:
    rows = [(i["code"], i["name"], i["unit"], i["definition"]) for i in snapshot["indicators"]]
    return Sheet("Định nghĩa", f"Biểu mẫu {snapshot['form']}", ("Mã", "Chỉ tiêu", "Đơn vị tính", "Định nghĩa"), rows)


def _proof(snapshot: Sealed, fingerprint: str) -> Sheet:
    rows = [
        ("Mã băm SHA-256 của tệp số liệu", snapshot["sha256"]),
        ("Dấu vân tay của khóa đã ký", fingerprint),
        ("Khóa công khai (Ed25519)", snapshot["public_key"]),
        ("Chữ ký", snapshot["signature"]),
        ("Cách kiểm tra", "loa report verify bao-cao-SO.snapshot.json"),
    ]
    return Sheet("Kiểm chứng", "Kiểm chứng số liệu", ("Mục", "Nội dung"), rows)
