"""Letters about reporting: the guide that gives form and deadline to a letter that had none, and the reminder that names the late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from loa.core.figures import vietnamese
from loa.core.quiet import VIETNAM
from loa.server.documents.papers import ILLUSTRATION, Annex, Block, Column, Numbered, Paper, PaperKind, Paragraph, Signature, Table
from loa.server.reports.consolidation.issuing import Letterhead
from loa.server.reports.form_registry import Form, Indicator
from loa.server.reports.official.paper import MARK_WHY
from loa.server.reports.official.reading import LEVEL_NAMES

# More of the late than these stand in an annex of their own.
MOST_NAMED_WITHIN: Final = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What both letters speak of: the letter to report on ("Công văn số …"), its campaign, the year of the paper."""

    letter: str
    campaign: str
    year: int
    simulated: bool


def guide_letter(head: Letterhead, *, asked: Asked, form: Form, due: Mapping[str, datetime]) -> Paper:
    """Công văn hướng dẫn báo cáo: who sends what to whom by when; the form with its definitions as annex."""
    deadlines = tuple(
        Numbered("-", f"{_unit(level)}: trước {_moment(at)}{';' if n < len(due) else '.'}")
        for n, (level, at) in enumerate(due.items(), start=1)
    )
    body: tuple[Block, ...] = (
        Paragraph(f"Để thống nhất nội dung báo cáo kết quả thực hiện {asked.letter}, {head.agency} hướng dẫn như sau:"),
        Numbered(
            "1.",
            "Báo cáo theo biểu mẫu tại Phụ lục kèm theo. Lượt, buổi, tin bài và phút là bốn chỉ tiêu khác nhau, không cộng lẫn; "
            "nội dung sản xuất và nội dung tiếp sóng được đếm riêng.",
        ),
        Numbered(
            "2.",
            "Số liệu đã có trong nhật ký phát và nhật ký hoạt động không phải nhập lại; đơn vị kiểm tra, bổ sung phần chưa có "
            "nhật ký và xác nhận. Số gần đúng phải đánh dấu là ước lượng.",
        ),
        Numbered("3.", "Từng cấp tổng hợp và ký báo cáo của cấp mình; không chờ đơn vị chậm, đơn vị chưa báo cáo được nêu tên."),
        Numbered("4.", "Thời hạn gửi báo cáo:"),
        *deadlines,
        Paragraph(f"{head.agency} đề nghị các đơn vị thực hiện./."),
    )
    annex = Annex("Phụ lục", f"Biểu mẫu {form.title}", (_blank(form),))
    return _letter(head, asked, f"hướng dẫn báo cáo kết quả {asked.campaign}", body, (annex,))


def reminder_letter(head: Letterhead, *, asked: Asked, late: Sequence[str], due_at: datetime, new_due_at: datetime) -> Paper:
    """Công văn đôn đốc: the late by name (a long list as annex), and until when they may still send."""
    rows = tuple((str(n), name) for n, name in enumerate(late, start=1))
    named: Block = Table((Column("TT", 0.12, "center"), Column("Đơn vị")), rows)
    aside = len(late) > MOST_NAMED_WITHIN
    where = " (danh sách tại Phụ lục kèm theo)." if aside else ":"
    body: tuple[Block, ...] = (
        Paragraph(
            f"Thực hiện {asked.letter}, thời hạn gửi báo cáo là {_moment(due_at)}. Đến nay còn {vietnamese(len(late))} đơn vị chưa gửi báo cáo{where}"
        ),
        *(() if aside else (named,)),
        Paragraph(f"{head.agency} đề nghị các đơn vị có tên trên gửi báo cáo trước {_moment(new_due_at)}./."),
    )
    annexes = (Annex("Phụ lục", "Danh sách đơn vị chưa gửi báo cáo", (named,)),) if aside else ()
    return _letter(head, asked, f"đôn đốc báo cáo kết quả {asked.campaign}", body, annexes)


def _letter(head: Letterhead, asked: Asked, subject: str, body: tuple[Block, ...], annexes: tuple[Annex, ...]) -> Paper:
    return Paper(
        kind=PaperKind.LETTER,
        superior_agency=head.superior_agency,
        issuing_agency=head.agency,
        symbol=head.symbol,
        place=head.place,
        year=asked.year,
        subject=subject,
        addressed_to=tuple(head.addressed_to),
        body=body,
        signature=Signature(tuple(head.signature_lines), head.signer),
        recipients=tuple(head.recipients),
        archive=head.archive,
        mark=ILLUSTRATION if asked.simulated else "",
        mark_why=MARK_WHY if asked.simulated else "",
        annexes=annexes,
    )


def _unit(level: str) -> str:
    return LEVEL_NAMES.get(level, level).capitalize()


def _moment(at: datetime) -> str:
    local = at.astimezone(VIETNAM)
    minutes = f" {local.minute:02d}" if local.minute else ""
    return f"{local.hour} giờ{minutes} ngày {local.day:02d}/{local.month}/{local.year}"


def _blank(form: Form) -> Table:
    columns = (
        Column("TT", 0.4, "center"),
        Column("Chỉ tiêu", 2.2),
        Column("Đơn vị tính", 0.8, "center"),
        Column("Cách ghi", 0.9),
        Column("Định nghĩa", 3),
    )
    rows = tuple((str(n), i.name, i.unit or "-", _how(i), i.definition or i.type.vi) for n, i in enumerate(form.indicators, start=1))
    return Table(columns, rows, notes=(f"Biểu mẫu {form.reference}.",), size_pt=10)


def _how(indicator: Indicator) -> str:
    """Who writes it: the logs, the unit, or nobody (a ratio is computed)."""
    if indicator.answers:
        return " / ".join(indicator.answers)
    return {"typed": "đơn vị nhập", "figures": "tự tính"}.get(indicator.source["from"], "từ nhật ký")
