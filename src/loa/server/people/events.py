"""What happened to people and their roles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
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
    how: str = ""  # the steps, in order: password+time_code


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
    personal: ClassVar[Mapping[str, str]] = {"username": "person_id"}
    person_id: UUID
    username: str


@dataclass(frozen=True, kw_only=True)
class AccountEnded(Event):
    """Kết thúc tài khoản."""

    code: ClassVar[str] = "people.account_ended"
    sentence: ClassVar[str] = vi("Kết thúc tài khoản {username}")
    subject: ClassVar[str] = "person_id"
    personal: ClassVar[Mapping[str, str]] = {"username": "person_id"}
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
    personal: ClassVar[Mapping[str, str]] = {"username": "person_id"}
    person_id: UUID
    username: str


@dataclass(frozen=True, kw_only=True)
class SignInFailed(Event):
    """Đăng nhập không thành: a wrong password, code or key. What was typed is kept nowhere; an unknown name is nobody's."""

    code: ClassVar[str] = "people.sign_in_failed"
    sentence: ClassVar[str] = vi("Đăng nhập không thành ({how})")
    subject: ClassVar[str] = "person_id"
    person_id: UUID | str
    how: str


@dataclass(frozen=True, kw_only=True)
class SignInLocked(Event):
    """Tạm khóa đăng nhập."""

    code: ClassVar[str] = "people.sign_in_locked"
    sentence: ClassVar[str] = vi("Tạm khóa đăng nhập {minutes} phút sau nhiều lần sai ({how})")
    subject: ClassVar[str] = "person_id"
    person_id: UUID | str
    how: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class TimeCodeAdded(Event):
    """Cài ứng dụng tạo mã."""

    code: ClassVar[str] = "people.time_code_added"
    sentence: ClassVar[str] = vi("Cài ứng dụng tạo mã cho đăng nhập hai bước")
    subject: ClassVar[str] = "person_id"
    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class TimeCodeEnded(Event):
    """Bỏ ứng dụng tạo mã."""

    code: ClassVar[str] = "people.time_code_ended"
    sentence: ClassVar[str] = vi("Bỏ ứng dụng tạo mã")
    subject: ClassVar[str] = "person_id"
    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class PasskeyAdded(Event):
    """Thêm khóa truy cập."""

    code: ClassVar[str] = "people.passkey_added"
    sentence: ClassVar[str] = vi("Thêm khóa truy cập")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    passkey_id: UUID


@dataclass(frozen=True, kw_only=True)
class PasskeyEnded(Event):
    """Bỏ khóa truy cập."""

    code: ClassVar[str] = "people.passkey_ended"
    sentence: ClassVar[str] = vi("Bỏ khóa truy cập")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    passkey_id: UUID


@dataclass(frozen=True, kw_only=True)
class RecoveryCodesMade(Event):
    """Tạo mã khôi phục."""

    code: ClassVar[str] = "people.recovery_codes_made"
    sentence: ClassVar[str] = vi("Tạo {n} mã khôi phục; mã cũ hết hiệu lực")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    n: int


@dataclass(frozen=True, kw_only=True)
class RecoveryCodeUsed(Event):
    """Dùng mã khôi phục."""

    code: ClassVar[str] = "people.recovery_code_used"
    sentence: ClassVar[str] = vi("Dùng một mã khôi phục, còn {left} mã")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    left: int


@dataclass(frozen=True, kw_only=True)
class SecondFactorsReset(Event):
    """Đặt lại đăng nhập hai bước."""

    code: ClassVar[str] = "people.second_factors_reset"
    sentence: ClassVar[str] = vi("Đặt lại đăng nhập hai bước")
    subject: ClassVar[str] = "person_id"
    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class OutsideIdentityLinked(Event):
    """Gắn tài khoản đăng nhập chung."""

    code: ClassVar[str] = "people.outside_identity_linked"
    sentence: ClassVar[str] = vi("Gắn tài khoản đăng nhập chung của {issuer}")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    issuer: str


@dataclass(frozen=True, kw_only=True)
class OutsideIdentityUnlinked(Event):
    """Bỏ gắn tài khoản đăng nhập chung."""

    code: ClassVar[str] = "people.outside_identity_unlinked"
    sentence: ClassVar[str] = vi("Bỏ gắn tài khoản đăng nhập chung của {issuer}")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    issuer: str


@dataclass(frozen=True, kw_only=True)
class RightsDelegated(Event):
    """Ủy quyền."""

    code: ClassVar[str] = "people.rights_delegated"
    sentence: ClassVar[str] = vi("Ủy quyền vai trò {role} đến hết ngày {valid_to}")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    to_person_id: UUID
    delegation_id: UUID
    agency_id: UUID
    role: str
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class DelegationEnded(Event):
    """Chấm dứt ủy quyền trước hạn."""

    code: ClassVar[str] = "people.delegation_ended"
    sentence: ClassVar[str] = vi("Chấm dứt ủy quyền vai trò {role}")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    to_person_id: UUID
    delegation_id: UUID
    agency_id: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class TitleGiven(Event):
    """Ghi chức danh."""

    code: ClassVar[str] = "people.title_given"
    sentence: ClassVar[str] = vi("Ghi chức danh {title} tại đơn vị")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    agency_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class TitleEnded(Event):
    """Ghi ngày cuối của chức danh."""

    code: ClassVar[str] = "people.title_ended"
    sentence: ClassVar[str] = vi("Ghi ngày cuối của chức danh {title}")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    agency_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class InvitationMade(Event):
    """Tạo đường dẫn mời."""

    code: ClassVar[str] = "people.invitation_made"
    sentence: ClassVar[str] = vi("Tạo đường dẫn mời cho {username}")
    subject: ClassVar[str] = "person_id"
    personal: ClassVar[Mapping[str, str]] = {"username": "person_id"}
    person_id: UUID
    username: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(Event):
    """Dùng đường dẫn mời."""

    code: ClassVar[str] = "people.invitation_accepted"
    sentence: ClassVar[str] = vi("Dùng đường dẫn mời và tự chọn mật khẩu")
    subject: ClassVar[str] = "person_id"
    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvitationRevoked(Event):
    """Thu hồi đường dẫn mời."""

    code: ClassVar[str] = "people.invitation_revoked"
    sentence: ClassVar[str] = vi("Thu hồi đường dẫn mời của {username}")
    subject: ClassVar[str] = "person_id"
    personal: ClassVar[Mapping[str, str]] = {"username": "person_id"}
    person_id: UUID
    username: str


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(Event):
    """Kết thúc phiên đăng nhập."""

    code: ClassVar[str] = "people.sessions_ended"
    sentence: ClassVar[str] = vi("Kết thúc {n} phiên đăng nhập")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    n: int


@dataclass(frozen=True, kw_only=True)
class ActedFor(Event):
    """Bắt đầu làm thay theo ủy quyền."""

    code: ClassVar[str] = "people.acted_for"
    sentence: ClassVar[str] = vi("Bắt đầu làm việc thay người ủy quyền")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    delegation_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvitationAcceptedOutside(Event):
    """Dùng đường dẫn mời bằng tài khoản đăng nhập chung."""

    code: ClassVar[str] = "people.invitation_accepted_outside"
    sentence: ClassVar[str] = vi("Dùng đường dẫn mời và gắn tài khoản đăng nhập chung của {issuer}")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    issuer: str
