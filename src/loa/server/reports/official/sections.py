"""Sections I to V: sentences drafted from the figures, the unit's own sentences where it wrote some. Nothing is claimed that no figure carries."""

from loa.core.figures import vietnamese
from loa.core.grades import Grade
from loa.core.snapshots import Sealed, directly_below
from loa.server.documents.papers import Block, Column, Heading, Numbered, Paragraph, Table
from loa.server.reports.official.reading import countable, covered, covered_directly, grades_of, grades_present, levels, spoken


def direction(snapshot: Sealed) -> tuple[Block, ...]:
    """I. Công tác chỉ đạo: the letter, who took it up, who handed it down, and the regime of reporting."""
    facts = snapshot["direction"]
    who = snapshot["letterhead"]["agency"]
    said = [f"{who} đã triển khai {snapshot['letter']}."]
    if facts["addressed"]:
        said.append(
            f"Văn bản được gửi {vietnamese(facts['addressed'])} cơ quan, đơn vị; "
            f"{vietnamese(facts['addressed_accepted'])}/{vietnamese(facts['addressed'])} cơ quan, đơn vị đã tiếp nhận."
        )
    if facts["below"]:
        released = facts.get("released", 0)
        passed = f"; việc của {vietnamese(released)} cơ quan chưa trả lời được tự chuyển theo thời hạn đã báo trước" if released else ""
        said.append(
            f"{vietnamese(facts['handed_down'])} cơ quan đã ban hành văn bản của mình để giao việc cho cấp dưới{passed}. "
            f"{vietnamese(facts['below_accepted'])}/{vietnamese(facts['below'])} đơn vị cấp dưới đã tiếp nhận."
        )
    if facts["guide"]:
        said.append(f"Biểu mẫu và thời hạn báo cáo thực hiện theo {facts['guide']}.")
    own = _own_words(snapshot, "chi-dao")
    return (Paragraph(" ".join(said)), *own)


def results(snapshot: Sealed) -> tuple[Block, ...]:
    """II. Kết quả: coverage first, then each group of the form as a table whose columns are the grades."""
    blocks: list[Block] = [Paragraph(coverage_sentence(snapshot)), Paragraph(_grades_sentence(snapshot))]
    number = 0
    for group, name in ((one["code"], one["name"]) for one in snapshot["groups"]):
        if not list(countable(snapshot, group)):
            continue
        number += 1
        blocks.append(Heading(f"{number}.", name, 2))
        if led := _led_in(snapshot, group):
            blocks.append(Paragraph(led))
        blocks.append(_grade_table(snapshot, group))
    return tuple(blocks)


def coverage_sentence(snapshot: Sealed) -> str:
    """ "Báo cáo tổng hợp từ 30/30 quận, huyện, thị xã; phía sau là 571/579 xã, phường, thị trấn …"."""
    said = f"Báo cáo này tổng hợp số liệu của {covered_directly(snapshot)}"
    for deeper, one in levels(snapshot)[1:]:
        said += f", {'tính cả phía sau' if deeper in directly_below(snapshot) else 'phía sau'} là {covered(one, deeper)}"
    lacking = sum(one["expected"] - one["reported"] for one in snapshot["coverage"].values())
    return said + (f"; {vietnamese(lacking)} đơn vị chưa báo cáo được nêu tên tại Phụ lục III." if lacking else ".")


def _grades_sentence(snapshot: Sealed) -> str:
    explained = {
        Grade.MACHINE: "“máy ghi” là số do thiết bị tự ghi",
        Grade.VENDOR: "“nhật ký nhà cung cấp” là số lấy từ nhật ký hệ thống của nhà cung cấp",
        Grade.DECLARED: "“người khai” là số do cán bộ của đơn vị xác nhận",
        Grade.ESTIMATED: "“ước lượng” là số gần đúng do đơn vị tự ước tính",
    }
    known = "; ".join(explained[grade] for grade in grades_present(snapshot))
    return (
        f"Mỗi số liệu được ghi kèm mức bằng chứng và chỉ được cộng với số liệu cùng mức: {known}."
        if known
        else "Trong kỳ không phát sinh số liệu."
    )


def _led_in(snapshot: Sealed, group: str) -> str:
    """The sentence over the table of broadcasts; produced and relayed are told apart."""
    if group != "truyen-thanh":
        return ""
    said = []
    for code, verb in (("luot-tiep-phat", "tiếp sóng, phát lại nội dung của cấp trên"), ("luot-tu-phat", "phát nội dung tự sản xuất")):
        if values := grades_of(snapshot, code):
            said.append(f"{verb}: {spoken(values, 'lượt')}")
    return f"Đài truyền thanh cấp xã {'; '.join(said)}." if said else ""


def _grade_table(snapshot: Sealed, group: str) -> Table:
    grades = grades_present(snapshot)
    columns = (
        Column("TT", 0.4, "center"),
        Column("Chỉ tiêu", 3.0),
        Column("Đơn vị tính", 0.8, "center"),
        *(Column(grade.vi[:1].upper() + grade.vi[1:], 0.9, "right") for grade in grades),
    )
    rows = []
    for place, indicator in enumerate(countable(snapshot, group), start=1):
        values = grades_of(snapshot, indicator["code"])
        cells = (vietnamese(values[grade]) if grade in values else "-" for grade in grades)
        rows.append((str(place), indicator["name"], indicator["unit"], *cells))
    return Table(columns, tuple(rows), notes=_ratio_notes(snapshot, group))


def _ratio_notes(snapshot: Sealed, group: str) -> tuple[str, ...]:
    """Ratios are divided anew from the counts above; they say from what, and where counts of several grades were put together."""
    notes = []
    for one in snapshot["ratios"]:
        above, below = (sum(grades_of(snapshot, one[side]).values()) for side in ("numerator", "denominator"))
        if one["group"] == group and below:
            summed = len(grades_of(snapshot, one["numerator"]).keys() | grades_of(snapshot, one["denominator"]).keys()) > 1
            how = " (cộng các mức bằng chứng)" if summed else ""
            notes.append(f"{one['name']}: {vietnamese(above)}/{vietnamese(below)}, bằng {_percent(above, below)}%{how}.")
    return tuple(notes)


def _percent(above: int, below: int) -> str:
    """One decimal, comma, rounded half up."""
    tenths = (above * 2000 + below) // (2 * below)
    return f"{vietnamese(tenths // 10)},{tenths % 10}"


def assessment(snapshot: Sealed) -> tuple[Block, ...]:
    """III. Đánh giá: what was reached, what is lacking and why, as far as the figures say it."""
    return (
        Heading("1.", "Kết quả đạt được", 2),
        Paragraph(_reached(snapshot)),
        Heading("2.", "Tồn tại, nguyên nhân", 2),
        *_lacking(snapshot),
    )


def _reached(snapshot: Sealed) -> str:
    said = f"{covered_directly(snapshot)} đã gửi báo cáo của đơn vị mình."
    if values := grades_of(snapshot, "buoi-phat"):
        said += f" Hệ thống đài truyền thanh cấp xã đã thực hiện {spoken(values, 'buổi')} có nội dung của đợt."
    return said


def _lacking(snapshot: Sealed) -> tuple[Block, ...]:
    points = []
    for level, one in levels(snapshot):
        if lacking := one["expected"] - one["reported"]:
            points.append(
                f"Còn {vietnamese(lacking)}/{covered({**one, 'reported': one['expected']}, level).split('/', 1)[1]} chưa báo cáo."
            )
    planned, played = (sum(grades_of(snapshot, code).values()) for code in ("buoi-ke-hoach", "buoi-phat"))
    if planned > played:
        points.append(f"Có {vietnamese(planned - played)} buổi theo kế hoạch chưa có nhật ký phát.")
    declared = grades_of(snapshot, "buoi-phat").get(Grade.DECLARED, 0)
    if declared:
        points.append(f"Có {vietnamese(declared)} buổi phát do người vận hành khai, chưa có máy ghi đối chứng.")
    own = _own_words(snapshot, "ton-tai")
    said = tuple(Numbered("-", point) for point in points)
    return (*said, *own) if said or own else (Paragraph("Trong kỳ chưa ghi nhận tồn tại."),)


def tasks(snapshot: Sealed) -> tuple[Block, ...]:
    """IV. Nhiệm vụ: the unit's own sentences; else only what follows from the figures."""
    if own := _own_words(snapshot, "nhiem-vu"):
        return own
    lacking = sum(one["expected"] - one["reported"] for one in snapshot["coverage"].values())
    points = ["Tiếp tục tuyên truyền theo lịch phát đã công bố; thay thế kịp thời nội dung hết hiệu lực."]
    if lacking:
        points.insert(0, f"Đôn đốc {vietnamese(lacking)} đơn vị chưa báo cáo; số liệu gửi sau được tổng hợp thành bản bổ sung.")
    return tuple(Numbered(f"{place}.", point) for place, point in enumerate(points, start=1))


def proposals(snapshot: Sealed) -> tuple[Block, ...]:
    """V. Kiến nghị: the unit's own; those of the units below stand in the annex."""
    if own := _own_words(snapshot, "kien-nghi"):
        return own
    units = sum(1 for report in snapshot["below"] if report["narrative"].get("kien-nghi"))
    return (Paragraph(f"{units} đơn vị có kiến nghị, nêu tại phụ lục." if units else "Trong kỳ không có kiến nghị."),)


def _own_words(snapshot: Sealed, code: str) -> tuple[Block, ...]:
    return tuple(Paragraph(line.strip()) for line in snapshot["narrative"].get(code, "").splitlines() if line.strip())
