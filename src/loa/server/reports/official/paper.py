"""The report to the People's Committee as a `Paper`: I-V and annexes, every sentence drafted from the snapshot."""

from typing import Final

from loa.core.figures import vietnamese
from loa.core.snapshots import Sealed
from loa.server.documents.papers import ILLUSTRATION, Annex, Block, Column, Heading, Numbered, Paper, PaperKind, Paragraph, Signature, Table
from loa.server.reports.official.reading import SHORT_EXPLAINED, countable, covered, day, grades_of, levels, short_cell
from loa.server.reports.official.sections import assessment, direction, proposals, results, tasks

MARK_WHY: Final = "Số liệu của một tuần mô phỏng, không dùng để báo cáo"


def report_paper(snapshot: Sealed, *, fingerprint: str) -> Paper:
    """Báo cáo of the consolidating agency, its number and day left for văn thư."""
    head = snapshot["letterhead"]
    simulated = bool(snapshot["simulated"])
    return Paper(
        kind=PaperKind.REPORT,
        superior_agency=head["superior_agency"],
        issuing_agency=head["agency"],
        symbol=head["symbol"],
        place=head["place"],
        year=int(snapshot["period"]["to"][:4]),
        subject=snapshot["title"],
        addressed_to=tuple(head["addressed_to"]),
        body=(*_opening(snapshot), *_body(snapshot, fingerprint), *_closing(snapshot)),
        signature=Signature(tuple(head["signature_lines"]), head["signer"]),
        recipients=tuple(head["recipients"]),
        archive=head["archive"],
        mark=ILLUSTRATION if simulated else "",
        mark_why=MARK_WHY if simulated else "",
        annexes=_annexes(snapshot),
    )


def _opening(snapshot: Sealed) -> tuple[Block, ...]:
    period = f"từ ngày {day(snapshot['period']['from'])} đến hết ngày {day(snapshot['period']['to'])}"
    bases = "; ".join(snapshot["bases"])
    ordered = f"Thực hiện {bases}, " if bases else ""
    who = snapshot["letterhead"]["agency"]
    return (Paragraph(f"{ordered}{who} báo cáo kết quả thực hiện {snapshot['letter']}, kỳ báo cáo {period}, như sau:"),)


def _body(snapshot: Sealed, fingerprint: str) -> tuple[Block, ...]:
    return (
        Heading("I.", "Công tác chỉ đạo"),
        *direction(snapshot),
        Heading("II.", "Kết quả"),
        *results(snapshot),
        *_proof(snapshot, fingerprint),
        Heading("III.", "Đánh giá"),
        *assessment(snapshot),
        Heading("IV.", "Nhiệm vụ trong thời gian tới"),
        *tasks(snapshot),
        Heading("V.", "Kiến nghị"),
        *proposals(snapshot),
    )


def _proof(snapshot: Sealed, fingerprint: str) -> tuple[Block, ...]:
    """What ties the paper to its figures. Each hash stands whole on one line, so that an eye can compare it."""
    said = (
        "Toàn bộ số liệu được chốt trong tệp số liệu ban hành kèm báo cáo và ký bằng khóa của hệ thống. Mỗi số liệu dẫn đến báo cáo "
        "của từng đơn vị, từ đó đến nhật ký của đơn vị; kiểm tra lại bằng lệnh “loa report verify”."
    )
    rows = (("Mã băm SHA-256", snapshot["sha256"]), ("Dấu vân tay của khóa", fingerprint))
    return (Paragraph(said), Table((Column("Kiểm chứng", 1), Column("Giá trị", 3.4)), rows, size_pt=10))


def _closing(snapshot: Sealed) -> tuple[Block, ...]:
    head = snapshot["letterhead"]
    superior = head["addressed_to"][0] if head["addressed_to"] else "cấp có thẩm quyền"
    return (Paragraph(f"{head['agency']} kính báo cáo {superior}./."),)


def _annexes(snapshot: Sealed) -> tuple[Annex, ...]:
    bodies: list[tuple[str, tuple[Block, ...], bool]] = [
        ("Kết quả chia theo đơn vị", (_by_unit(snapshot),), True),
        ("Định nghĩa chỉ tiêu", (_definitions(snapshot),), False),
    ]
    if late := _missing(snapshot):
        bodies.append(("Đơn vị chưa báo cáo", late, False))
    if difficulties := _units_said(snapshot):
        bodies.append(("Tồn tại và kiến nghị của các đơn vị", difficulties, False))
    return tuple(
        Annex(f"Phụ lục {number}", title, body, wide=wide)
        for number, (title, body, wide) in zip(("I", "II", "III", "IV"), bodies, strict=False)
    )


def _by_unit(snapshot: Sealed) -> Table:
    main = [indicator for indicator in countable(snapshot) if indicator["main"]]
    deeper = next((level for level, _ in levels(snapshot)[1:]), "")
    columns = (
        Column("TT", 0.4, "center"),
        Column("Đơn vị", 1.9),
        Column("Cấp xã đã báo cáo", 0.9, "center"),
        *(Column(f"{indicator['name']} ({indicator['unit']})", 1.2, "right") for indicator in main),
    )
    rows = [("", "Toàn thành phố", _behind(snapshot, deeper), *(short_cell(grades_of(snapshot, i["code"])) for i in main))]
    for place, report in enumerate(snapshot["below"], start=1):
        cells = (short_cell(grades_of(report, indicator["code"])) for indicator in main)
        rows.append((str(place), report["agency"], _behind(report, deeper), *cells))
    notes = (SHORT_EXPLAINED, "Số liệu được cộng riêng theo từng mức bằng chứng, không cộng gộp các mức. Dấu “-”: không phát sinh.")
    return Table(columns, tuple(rows), totals=frozenset({0}), notes=notes, size_pt=10)


def _behind(report: Sealed, level: str) -> str:
    one = report["coverage"].get(level)
    return f"{vietnamese(one['reported'])}/{vietnamese(one['expected'])}" if one else "-"


def _definitions(snapshot: Sealed) -> Table:
    columns = (Column("TT", 0.4, "center"), Column("Chỉ tiêu", 2.2), Column("Đơn vị tính", 0.8, "center"), Column("Định nghĩa", 3.6))
    rows = tuple((str(n), i["name"], i["unit"], i["definition"]) for n, i in enumerate(countable(snapshot), start=1))
    return Table(columns, rows, notes=(f"Biểu mẫu {snapshot['form']}.",))


def _missing(snapshot: Sealed) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for level, one in levels(snapshot):
        if one["missing"]:
            lacking = one["expected"] - one["reported"]
            blocks.append(Paragraph(f"Đã báo cáo {covered(one, level)}; {vietnamese(lacking)} đơn vị chưa báo cáo khi tổng hợp:"))
            rows = tuple((str(n), name) for n, name in enumerate(one["missing"], start=1))
            blocks.append(Table((Column("TT", 0.1, "center"), Column("Đơn vị")), rows))
    return tuple(blocks)


def _units_said(snapshot: Sealed) -> tuple[Block, ...]:
    """What the units wrote, in their own words, each with its name."""
    labels = {"ton-tai": "Tồn tại, nguyên nhân", "kien-nghi": "Kiến nghị"}
    said: list[Block] = []
    for code, label in labels.items():
        lines = [Numbered("-", f"{r['agency']}: {r['narrative'][code]}") for r in snapshot["below"] if r["narrative"].get(code)]
        said += [Heading("", label, 2), *lines] if lines else []
    return tuple(said)
