"""The accounts of the demo: who they are, their passwords, and the one file that holds them."""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from loa.core.roles import Role

if TYPE_CHECKING:
    from loa.launch.demo.places import Places

FILE_NAME = "first-accounts.txt"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are mixed up when copied by hand

# sign-in name, which of the demo's agencies, role, what one does there
ACCOUNTS: tuple[tuple[str, str, Role, str], ...] = (
    ("so.chuyenvien", "department", Role.DRAFTER, "Sở: đọc văn bản, mở đợt, soạn nội dung, tổng hợp báo cáo"),
    ("so.lanhdao", "department", Role.APPROVER, "Sở: duyệt nội dung, ký báo cáo"),
    ("so.vanthu", "department", Role.CLERK, "Sở: vào sổ, cấp số văn bản"),
    ("so.kythuat", "department", Role.TECHNICIAN, "Sở: đài và thiết bị phát"),
    ("so.quantri", "department", Role.ADMINISTRATOR, "Sở: tài khoản và vai trò"),
    ("soyte.lanhdao", "health", Role.APPROVER, "Sở Y tế: cho ý kiến về nội dung"),
    ("uybanquan.lanhdao", "committee", Role.APPROVER, "UBND quận: tiếp nhận văn bản, ký báo cáo của quận"),
    ("uybanquan.chuyenvien", "committee", Role.DRAFTER, "UBND quận: tổng hợp báo cáo của quận"),
    ("quan.chuyenvien", "office", Role.DRAFTER, "Phòng VH&TT: tiếp nhận, giao phường"),
    ("quan.lanhdao", "office", Role.APPROVER, "Phòng VH&TT: duyệt nội dung của phòng"),
    ("quan.vanthu", "office", Role.CLERK, "Phòng VH&TT: cấp số văn bản"),
    ("trungtam.bientap", "centre", Role.EDITOR, "Trung tâm: dựng chương trình"),
    ("trungtam.giamdoc", "centre", Role.APPROVER, "Trung tâm: duyệt chương trình"),
    ("phuong.canbo", "ward", Role.COMMUNE_OFFICER, "Phường: lời riêng, tin của phường, xác nhận buổi phát, báo cáo"),
    ("phuong.lanhdao", "ward", Role.APPROVER, "Phường: duyệt lời riêng và tin của phường"),
    ("phuong.tuyentruyen", "ward", Role.COMMUNICATOR, "Phường: ghi hoạt động"),
    ("phuongkhac.canbo", "neighbour", Role.COMMUNE_OFFICER, "Phường bên cạnh: xác nhận buổi phát vận hành bằng tay"),
)


@dataclass(frozen=True, slots=True)
class Way:
    """One account: its sign-in name, where, as what, and its password, told once."""

    username: str
    agency_id: UUID
    agency_name: str
    role: Role
    does: str
    password: str


def new_ways(places: "Places") -> list[Way]:
    """The accounts that this map has a place for, each with a fresh password. Never seeded."""
    ways = []
    for username, where, role, does in ACCOUNTS:
        version = places.named(where)
        if version is not None:
            ways.append(Way(username, version.agency_id, version.short_name, role, does, _password()))
    return ways


def write_accounts(ways: Sequence[Way], home: Path) -> Path:
    """Keep them in `LOA_HOME/first-accounts.txt`, mode 0600."""
    path = home / FILE_NAME
    draft = home / f"{FILE_NAME}.draft"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write("\n".join(["Tài khoản của bản chạy thử Loa (tên đăng nhập, mật khẩu, nơi làm việc, việc làm)", "", *listed(ways), ""]))
    draft.replace(path)
    return path


def listed(ways: Sequence[Way]) -> list[str]:
    """One line an account."""
    return [f"{way.username:<20} {way.password}   {way.agency_name:<36} {way.does}" for way in ways]


def _password() -> str:
    """Twelve letters in groups of four: 59 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
