"""What happened to people and their roles."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from loa.core.words import vi
from loa.server.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Event):
    """Giao vai trò."""

    code: ClassVar[str] = "people.role_granted"
    sentence: ClassVar[str] = vi("Giao vai trò {role} tại đơn vị")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    agency_id: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """Đăng nhập."""

    code: ClassVar[str] = "people.signed_in"
    sentence: ClassVar[str] = vi("Đăng nhập")
    subject: ClassVar[str] = "person_id"
    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class RoleEnded(Event):
    """Kết thúc vai trò."""

    code: ClassVar[str] = "people.role_ended"
    sentence: ClassVar[str] = vi("Kết thúc vai trò {role} tại đơn vị")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    agency_id: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event):
    """Mở tài khoản."""

    code: ClassVar[str] = "people.account_opened"
    sentence: ClassVar[str] = vi("Mở tài khoản {username}")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    username: str


@dataclass(frozen=True, kw_only=True)
class AccountEnded(Event):
    """Kết thúc tài khoản."""

    code: ClassVar[str] = "people.account_ended"
    sentence: ClassVar[str] = vi("Kết thúc tài khoản {username}")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    username: str


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """Đổi mật khẩu."""

    code: ClassVar[str] = "people.password_changed"
    sentence: ClassVar[str] = vi("Đổi mật khẩu của mình")
    subject: ClassVar[str] = "person_id"
    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class PasswordReissued(Event):
    """Cấp lại mật khẩu."""

    code: ClassVar[str] = "people.password_reissued"
    sentence: ClassVar[str] = vi("Cấp lại mật khẩu cho {username}")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    username: str
