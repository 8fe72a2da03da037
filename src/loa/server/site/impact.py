"""The record of the impact assessment of processing personal data, drawn up from the register and the settings of this installation.

What only the agency knows stands as "…": who is responsible, to whom else data go, how likely a risk is. Nothing is made up.
"""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from loa.server.documents.papers import Annex, Block, Column, Heading, Numbered, Paper, PaperKind, Paragraph, Signature, Table, to_docx
from loa.server.kit.clock import HANOI
from loa.server.people.models import Account, Person
from loa.server.site.personal_data import Group, register
from loa.server.site.personal_data import Table as Declared

BLANK = "…"
SUBJECT = "đánh giá tác động xử lý dữ liệu cá nhân trong hệ thống thông tin cơ sở"


def as_docx(*, now: datetime) -> bytes:
    """The record as a paper to be completed and signed."""
    paper = Paper(
        kind=PaperKind.REPORT,
        issuing_agency=BLANK,
        symbol=BLANK,
        place=BLANK,
        subject=SUBJECT,
        signature=Signature(lines=("THỦ TRƯỞNG CƠ QUAN",)),
        year=now.astimezone(HANOI).year,
        body=tuple(_body(now)),
        annexes=(Annex(number="Phụ lục", title="Dữ liệu cá nhân theo từng bảng", body=(_by_table(),), wide=True),),
    )
    return to_docx(paper)


def as_markdown(*, now: datetime) -> str:
    """The same as plain text."""
    lines = [f"# Hồ sơ {SUBJECT}", ""]
    for block in (*_body(now), Heading("Phụ lục I.", "Dữ liệu cá nhân theo từng bảng"), _by_table()):
        lines += [*_markdown(block), ""]
    return "\n".join(lines)


def _markdown(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {block.number} {block.text}"
        case Paragraph():
            yield block.text
        case Numbered():
            yield f"{block.number} {block.text}"
        case Table():
            yield "| " + " | ".join(column.title for column in block.columns) + " |"
            yield "|" + "---|" * len(block.columns)
            for row in block.rows:
                yield "| " + " | ".join(cell.replace("|", "/").replace("\n", " ") for cell in row) + " |"


def _body(now: datetime) -> Iterator[Block]:
    local = now.astimezone(HANOI)
    yield Heading("I.", "Bên kiểm soát dữ liệu")
    yield Paragraph(f"Cơ quan: {BLANK}. Người chịu trách nhiệm bảo vệ dữ liệu cá nhân: {BLANK}. Điện thoại, thư điện tử: {BLANK}.")
    yield Paragraph(
        f"Hệ thống: phần mềm Loa, bản cài tại {settings.LOA_PUBLIC_URL or 'mạng nội bộ (không có địa chỉ công khai)'}. "
        f"Số liệu của bản cài lúc {local:%H:%M ngày %d/%m/%Y}: {Person.objects.count()} người, "
        f"trong đó {Account.objects.filter(is_active=True).count()} người có tài khoản đang dùng."
    )
    yield Heading("II.", "Căn cứ")
    for law in register().laws.values():
        yield Numbered("-", law)
    yield Heading("III.", "Mục đích, loại dữ liệu, thời gian giữ")
    groups = {table.group for table in _personal()}
    for number, (name, group) in enumerate(((n, g) for n, g in register().groups.items() if n in groups), start=1):
        yield from _told(number, name, group)
    yield Heading("IV.", "Nơi lưu và bên nhận dữ liệu")
    yield from _places()
    yield Heading("V.", "Biện pháp bảo vệ")
    for measure in MEASURES:
        yield Numbered("-", measure)
    yield Heading("VI.", "Quyền của người có dữ liệu")
    for right in RIGHTS:
        yield Numbered("-", right)
    yield Heading("VII.", "Đánh giá rủi ro")
    yield Paragraph("Mức độ do cơ quan đánh giá theo điều kiện của mình; các tình huống dưới đây phần mềm có thể gặp.")
    yield Table((Column("Tình huống", 3), Column("Cách giảm nhẹ đã có", 4), Column("Khả năng"), Column("Mức độ")), _risks())


def _told(number: int, name: str, group: Group) -> Iterator[Block]:
    columns = sum(len(table.names) + len(table.blank) + len(table.unique) + len(table.free) for table in _personal() if table.group == name)
    yield Heading(f"{number}.", group.subjects[:1].upper() + group.subjects[1:], level=2)
    yield Paragraph(f"Mục đích: {group.purpose}.")
    yield Paragraph(f"Căn cứ: {_spelled(group.basis)}.")
    yield Paragraph(f"Thời gian giữ: {group.retention}. Số cột có thể chứa dữ liệu cá nhân: {columns}.")


def _spelled(basis: str) -> str:
    for key, law in register().laws.items():
        basis = basis.replace(key, law)
    return basis


def _places() -> Iterator[Block]:
    engine = settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1]
    yield Numbered("-", f"Cơ sở dữ liệu: {'PostgreSQL' if engine == 'postgresql' else 'SQLite, một tệp trong thư mục của bản cài'}.")
    yield Numbered("-", f"Hàng đợi việc: {'Redis' if 'Redis' in str(settings.HUEY) else 'một tệp trong thư mục của bản cài'}.")
    yield from (Numbered("-", line) for line in _sent_elsewhere())
    yield Numbered("-", f"Bên thứ ba nhận dữ liệu, chuyển dữ liệu ra nước ngoài: {BLANK}.")
    yield Numbered("-", f"Nơi đặt máy chủ và bản sao lưu, thời gian giữ bản sao lưu: {BLANK}.")


def _sent_elsewhere() -> Iterator[str]:
    """What leaves the installation by its settings, and where to."""
    voice, model = (urlsplit(url).hostname for url in (settings.LOA_VOICE_HTTP_URL, settings.LOA_READING_MODEL))
    if model:
        yield (
            f"Toàn văn văn bản đến còn mục trống hoặc còn ngờ được gửi cho mô hình ngôn ngữ của cơ quan tại {model} "
            "(có thể có họ tên, chức vụ người ký và người được nhắc đến); văn bản có dấu mật không được gửi."
        )
    if voice:
        yield f"Lời bản tin được gửi cho dịch vụ giọng đọc tại {voice}."
    if not model and not voice:
        yield "Phần mềm tự nó không gửi dữ liệu cá nhân ra ngoài bản cài; giọng máy chạy tại chỗ."


def _personal() -> list[Declared]:
    return [table for table in register().tables if table.personal]


def _by_table() -> Table:
    rows = [
        (
            f"{table.said} ({table.label})",
            ", ".join([*table.names, *table.blank, *table.unique]) or "–",
            ", ".join(table.free) or "–",
            "; ".join(f"{column}: {reason}" for column, reason in table.kept.items()) or "–",
            f"{table.retention_days} ngày" if table.retention_days else "theo nhóm",
        )
        for table in _personal()
    ]
    columns = (Column("Bảng", 2), Column("Xóa được", 3), Column("Chữ tự do", 2), Column("Giữ lại, lý do", 5), Column("Tự bỏ sau", 1))
    return Table(columns, tuple(rows), size_pt=10)


MEASURES = (
    "Mỗi người chỉ thấy việc của đơn vị mình và đơn vị trong địa bàn; ngoài phạm vi thì không biết có hay không.",
    "Mật khẩu chỉ giữ dạng băm; khóa tài khoản sau nhiều lần sai; mã, khóa bí mật không vào dấu vết.",
    "Mọi thao tác và mọi lần bị từ chối đều có dấu vết được niêm phong; giá trị cá nhân đứng ngoài chuỗi băm.",
    "Địa chỉ mạng của người gọi không đăng nhập chỉ giữ dạng băm, và không quá một ngày.",
    "Trang công khai không chứa dữ liệu cá nhân; lượt quét mã chỉ được đếm, không nhận diện ai.",
)
RIGHTS = (
    "Xem và lấy bản trích dữ liệu của mình: trang “Dữ liệu của tôi”, hoặc lệnh loa person export.",
    "Yêu cầu xóa: quản trị viên kết thúc tài khoản rồi xóa ở trang của người đó, hoặc lệnh loa person erase; việc xóa có lý do và dấu vết.",
    "Tên trong văn bản, báo cáo đã ban hành được giữ theo quy định về lưu trữ; sổ đăng ký ghi lý do từng cột.",
)


def _risks() -> tuple[tuple[str, ...], ...]:
    return tuple(
        (case, answer, BLANK, BLANK)
        for case, answer in (
            ("Lộ tài khoản của người duyệt", "khóa khi nhập sai nhiều lần; kết thúc phiên; dấu vết đăng nhập"),
            ("Người quản trị máy đọc cơ sở dữ liệu", "phân quyền máy chủ; mã hóa ổ đĩa do cơ quan bố trí"),
            ("Sửa dấu vết để che một việc", "cơ sở dữ liệu từ chối sửa; chuỗi băm; mốc ký hằng ngày giữ ở nơi khác"),
            ("Bản sao lưu còn dữ liệu đã xóa", "đặt thời hạn giữ bản sao lưu; xóa lại sau khi phục hồi"),
            ("Ghi tên, điện thoại người dân vào ô chữ tự do", "nhắc tại biểu mẫu; xóa được theo từ khi người ấy có trong hệ thống"),
        )
    )
