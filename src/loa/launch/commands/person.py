"""`loa person`: what the installation holds of one person; taking it out, and erasing it; the record for an impact assessment."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from loa.core.errors import BadInput, NotFound
from loa.core.words import vi

if TYPE_CHECKING:
    from loa.server.people.models import Account

NAME = "person"
HELP = "Dữ liệu cá nhân của một người: trích ra tệp, xóa; và hồ sơ đánh giá tác động xử lý dữ liệu cá nhân."
NEEDS_HOME = True


class NobodyCalledSo(NotFound):
    """No account has this sign-in name."""

    code = "person.nobody_called_so"
    sentence = vi("Không có tài khoản nào tên “{username}”. Hãy kiểm tra lại ở trang Người dùng.")


class OutFileUnwritable(BadInput):
    """The place named cannot be written, or holds a file already."""

    code = "person.file_unwritable"
    sentence = vi("Không ghi được tệp {path}: {why}. Hãy chọn tên khác.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`person export USERNAME --out FILE.zip`, `person erase USERNAME --why …`, `person impact --out FILE`."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="VIỆC")
    export = acts.add_parser("export", help="trích mọi dữ liệu đang giữ về một người ra tệp ZIP")
    export.add_argument("username", metavar="TÊN", help="tên đăng nhập")
    export.add_argument("--out", type=Path, required=True, metavar="TỆP.zip")
    erase = acts.add_parser("erase", help="xóa dữ liệu cá nhân của người đã kết thúc tài khoản; không lùi lại được")
    erase.add_argument("username", metavar="TÊN", help="tên đăng nhập")
    erase.add_argument("--why", required=True, metavar="LÝ DO", help="theo yêu cầu của ai, ngày nào, hoặc căn cứ khác")
    impact = acts.add_parser("impact", help="hồ sơ đánh giá tác động xử lý dữ liệu cá nhân, lập từ sổ đăng ký")
    impact.add_argument("--out", type=Path, required=True, metavar="TỆP", help="đuôi .docx hoặc .md")


def run(args: argparse.Namespace) -> int:
    """0 when it was done; refusals are told."""
    return {"export": _export, "erase": _erase, "impact": _impact}[args.act](args)


def _export(args: argparse.Namespace) -> int:
    from loa.launch.home import owner
    from loa.server.kit import clock
    from loa.server.site.erasing import export_person

    copy = export_person(person_id=_account(args.username).person_id, by=owner(), now=clock.now())
    _write(args.out, copy.data)
    print(f"Đã trích {copy.rows} dòng: {args.out}")
    print("Tệp này chứa dữ liệu cá nhân: chỉ giao cho đúng người.", file=sys.stderr)
    return 0


def _erase(args: argparse.Namespace) -> int:
    from loa.launch.home import owner
    from loa.server.kit import clock
    from loa.server.site.erasing import erase_person

    done = erase_person(person_id=_account(args.username).person_id, why=args.why, by=owner(), now=clock.now())
    print(f"Đã xóa: {done.rows_changed} dòng được bỏ tên, {done.rows_deleted} dòng bỏ hẳn, {done.trail_values} giá trị trong dấu vết.")
    if done.links_given_up:
        print(f"{done.links_given_up} dòng dấu vết dạng cũ không còn tính lại được nội dung; vị trí và mã băm vẫn giữ.")
    if done.namesake:
        print("Còn người khác cùng họ tên, nên họ tên trong chữ tự do không bị bỏ; hãy xem lại bằng mắt.")
    return 0


def _impact(args: argparse.Namespace) -> int:
    from loa.server.kit import clock
    from loa.server.site.impact import as_docx, as_markdown

    now = clock.now()
    data = as_docx(now=now) if args.out.suffix.lower() == ".docx" else as_markdown(now=now).encode()
    _write(args.out, data)
    print(f"Đã lập: {args.out}. Các chỗ “…” cần cơ quan tự điền.")
    return 0


def _account(username: str) -> "Account":
    from loa.server.people.queries import account_named

    account = account_named(username)
    if account is None:
        raise NobodyCalledSo(username=username)
    return account


def _write(path: Path, data: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(data)
    except OSError as error:
        raise OutFileUnwritable(path=path, why=error.strerror) from None
