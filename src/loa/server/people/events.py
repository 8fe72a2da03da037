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
