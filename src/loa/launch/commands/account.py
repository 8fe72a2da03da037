"""`loa account`: the first administrator of an installation, and the last one who lost phone and paper. Whoever holds the machine may do both."""

import argparse
from typing import TYPE_CHECKING

from loa.core.errors import BadInput, NotFound
from loa.core.roles import Role
from loa.core.words import vi

if TYPE_CHECKING:
    from loa.server.people.models import Account

NAME = "account"
HELP = "Tài khoản: mở tài khoản đầu tiên của một bản cài; đặt lại đăng nhập hai bước khi không còn quản trị viên nào làm được."
NEEDS_HOME = True


class AccountUnknown(NotFound):
    """No account has this sign-in name."""

    code = "account.unknown"
    sentence = vi("Không có tên đăng nhập “{username}” trong bản cài này. Hãy kiểm tra lại chính tả.")


class RoleUnknown(BadInput):
    """A role that the house does not have."""

    code = "account.role_unknown"
    sentence = vi("Không có vai trò “{role}”. Các vai trò: {roles}.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`account open USERNAME --name … --agency … [--role …]`, `account reset-second-step USERNAME --why …`."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="VIỆC")
    opened = acts.add_parser("open", help="mở tài khoản và in đường dẫn mời, dùng một lần")
    opened.add_argument("username", metavar="TÊN", help="tên đăng nhập, ví dụ: so.quantri")
    opened.add_argument("--name", required=True, metavar="HỌ TÊN", help="họ và tên")
    opened.add_argument("--agency", required=True, metavar="ĐƠN VỊ", help="tên đơn vị, ví dụ: Sở Văn hóa và Thể thao")
    opened.add_argument("--role", default=Role.ADMINISTRATOR.value, metavar="VAI TRÒ", help="mặc định: administrator (quản trị viên)")
    reset = acts.add_parser("reset-second-step", help="đặt lại đăng nhập hai bước của một tài khoản")
    reset.add_argument("username", metavar="TÊN", help="tên đăng nhập")
    reset.add_argument("--why", required=True, metavar="LÝ DO", help="câu này nằm lại trong dấu vết")


def run(args: argparse.Namespace) -> int:
    """0 when it was done; refusals are told."""
    return {"open": _open, "reset-second-step": _reset}[args.act](args)


def _open(args: argparse.Namespace) -> int:
    from django.conf import settings

    from loa.launch.home import owner
    from loa.server.agencies.queries import agency_named
    from loa.server.kit import clock
    from loa.server.people.services import take_in_one

    if args.role not in list(Role):
        raise RoleUnknown(role=args.role, roles=", ".join(f"{role.value} ({role.vi})" for role in Role))
    agency = agency_named(args.agency, on=clock.today())
    _person, token = take_in_one(
        full_name=args.name,
        username=args.username,
        roles=[(Role(args.role), agency.agency_id)],
        valid_from=clock.today(),
        by=owner(),
        now=clock.now(),
    )
    print(f"Đã mở tài khoản {args.username}: {Role(args.role).vi}, {agency.name}")
    print(f"Đường dẫn mời (7 ngày, dùng một lần, chỉ in ở đây): {settings.LOA_PUBLIC_URL}/loi-moi/{token}/")
    return 0


def _reset(args: argparse.Namespace) -> int:
    from loa.launch.home import owner
    from loa.server.kit import clock
    from loa.server.people.services import reset_second_factors

    account = _account(args.username)
    reset_second_factors(account_id=account.pk, why=args.why, by=owner(), now=clock.now())
    print(f"Đã đặt lại đăng nhập hai bước của {account.username}. Các phiên đang mở kết thúc; lần đăng nhập sau cài lại.")
    return 0


def _account(username: str) -> "Account":
    from loa.server.people.queries import account_named

    account = account_named(username)
    if account is None:
        raise AccountUnknown(username=username)
    return account
