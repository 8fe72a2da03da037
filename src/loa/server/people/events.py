"""What happened to people and their roles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from loa.core.words import vi
from loa.server.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class _OfPerson(Event):
    code: ClassVar[str] = "people"
    sentence: ClassVar[str] = ""
    subject: ClassVar[str] = "person_id"
    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class RoleGranted(_OfPerson):
    """Giao vai trò."""

    code: ClassVar[str] = "people.role_granted"
    sentence: ClassVar[str] = vi("Giao vai trò {role} tại đơn vị")
    agency_id: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class SignedIn(_OfPerson):
    """Đăng nhập."""

    code: ClassVar[str] = "people.signed_in"
    sentence: ClassVar[str] = vi("Đăng nhập")
    how: str = ""  # the steps, in order: password+time_code


@dataclass(frozen=True, kw_only=True)
class RoleEnded(_OfPerson):
    """Kết thúc vai trò."""

    code: ClassVar[str] = "people.role_ended"
    sentence: ClassVar[str] = vi("Kết thúc vai trò {role} tại đơn vị")
    agency_id: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class AccountOpened(_OfPerson):
    """Mở tài khoản."""

    code: ClassVar[str] = "people.account_opened"
    sentence: ClassVar[str] = vi("Mở tài khoản {username}")
    personal: ClassVar[Mapping[str, str]] = {"username": "person_id"}
    username: str


@dataclass(frozen=True, kw_only=True)
class AccountEnded(_OfPerson):
    """Kết thúc tài khoản."""

    code: ClassVar[str] = "people.account_ended"
    sentence: ClassVar[str] = vi("Kết thúc tài khoản {username}")
    personal: ClassVar[Mapping[str, str]] = {"username": "person_id"}
    username: str


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(_OfPerson):
    """Đổi mật khẩu."""

    code: ClassVar[str] = "people.password_changed"
    sentence: ClassVar[str] = vi("Đổi mật khẩu của mình")


@dataclass(frozen=True, kw_only=True)
class PasswordReissued(_OfPerson):
    """Cấp lại mật khẩu."""

    code: ClassVar[str] = "people.password_reissued"
    sentence: ClassVar[str] = vi("Cấp lại mật khẩu cho {username}")
    personal: ClassVar[Mapping[str, str]] = {"username": "person_id"}
    username: str


@dataclass(frozen=True, kw_only=True)
class SignInFailed(Event):
    """Đăng nhập không thành: a wrong password, code or key. What was typed is kept nowhere; an unknown name is nobody's."""

    code: ClassVar[str] = "people.sign_in_failed"
    sentence: ClassVar[str] = vi("Đăng nhập không thành công ({how})")
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
class TimeCodeAdded(_OfPerson):
    """Cài ứng dụng tạo mã."""

    code: ClassVar[str] = "people.time_code_added"
    sentence: ClassVar[str] = vi("Cài ứng dụng tạo mã cho đăng nhập hai bước")


@dataclass(frozen=True, kw_only=True)
class TimeCodeEnded(_OfPerson):
    """Bỏ ứng dụng tạo mã."""

    code: ClassVar[str] = "people.time_code_ended"
    sentence: ClassVar[str] = vi("Bỏ ứng dụng tạo mã")


@dataclass(frozen=True, kw_only=True)
class PasskeyAdded(_OfPerson):
    """Thêm khóa truy cập."""

    code: ClassVar[str] = "people.passkey_added"
    sentence: ClassVar[str] = vi("Thêm khóa truy cập")
    passkey_id: UUID


@dataclass(frozen=True, kw_only=True)
class PasskeyEnded(_OfPerson):
    """Bỏ khóa truy cập."""

    code: ClassVar[str] = "people.passkey_ended"
    sentence: ClassVar[str] = vi("Bỏ khóa truy cập")
    passkey_id: UUID


@dataclass(frozen=True, kw_only=True)
class RecoveryCodesMade(_OfPerson):
    """Tạo mã khôi phục."""

    code: ClassVar[str] = "people.recovery_codes_made"
    sentence: ClassVar[str] = vi("Tạo {n} mã khôi phục; mã cũ hết hiệu lực")
    n: int


@dataclass(frozen=True, kw_only=True)
class RecoveryCodeUsed(_OfPerson):
    """Dùng mã khôi phục."""

    code: ClassVar[str] = "people.recovery_code_used"
    sentence: ClassVar[str] = vi("Dùng một mã khôi phục, còn {left} mã")
    left: int


@dataclass(frozen=True, kw_only=True)
class SecondFactorsReset(_OfPerson):
    """Đặt lại đăng nhập hai bước."""

    code: ClassVar[str] = "people.second_factors_reset"
    sentence: ClassVar[str] = vi("Đặt lại đăng nhập hai bước")


@dataclass(frozen=True, kw_only=True)
class OutsideIdentityLinked(_OfPerson):
    """Gắn tài khoản đăng nhập chung."""

    code: ClassVar[str] = "people.outside_identity_linked"
    sentence: ClassVar[str] = vi("Gắn tài khoản đăng nhập chung của {issuer}")
    issuer: str


@dataclass(frozen=True, kw_only=True)
class OutsideIdentityUnlinked(_OfPerson):
    """Bỏ gắn tài khoản đăng nhập chung."""

    code: ClassVar[str] = "people.outside_identity_unlinked"
    sentence: ClassVar[str] = vi("Bỏ gắn tài khoản đăng nhập chung của {issuer}")
    issuer: str


@dataclass(frozen=True, kw_only=True)
class RightsDelegated(_OfPerson):
    """Ủy quyền."""

    code: ClassVar[str] = "people.rights_delegated"
    sentence: ClassVar[str] = vi("Ủy quyền vai trò {role} đến hết ngày {valid_to}")
    to_person_id: UUID
    delegation_id: UUID
    agency_id: UUID
    role: str
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class DelegationEnded(_OfPerson):
    """Chấm dứt ủy quyền trước hạn."""

    code: ClassVar[str] = "people.delegation_ended"
    sentence: ClassVar[str] = vi("Chấm dứt ủy quyền vai trò {role}")
    to_person_id: UUID
    delegation_id: UUID
    agency_id: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class TitleGiven(_OfPerson):
    """Ghi chức danh."""

    code: ClassVar[str] = "people.title_given"
    sentence: ClassVar[str] = vi("Ghi chức danh {title} tại đơn vị")
    agency_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class TitleEnded(_OfPerson):
    """Ghi ngày cuối của chức danh."""

    code: ClassVar[str] = "people.title_ended"
    sentence: ClassVar[str] = vi("Ghi ngày cuối của chức danh {title}")
    agency_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class InvitationMade(_OfPerson):
    """Tạo đường dẫn mời."""

    code: ClassVar[str] = "people.invitation_made"
    sentence: ClassVar[str] = vi("Tạo đường dẫn mời cho {username}")
    personal: ClassVar[Mapping[str, str]] = {"username": "person_id"}
    username: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(_OfPerson):
    """Dùng đường dẫn mời."""

    code: ClassVar[str] = "people.invitation_accepted"
    sentence: ClassVar[str] = vi("Dùng đường dẫn mời và tự chọn mật khẩu")


@dataclass(frozen=True, kw_only=True)
class InvitationRevoked(_OfPerson):
    """Thu hồi đường dẫn mời."""

    code: ClassVar[str] = "people.invitation_revoked"
    sentence: ClassVar[str] = vi("Thu hồi đường dẫn mời của {username}")
    personal: ClassVar[Mapping[str, str]] = {"username": "person_id"}
    username: str


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(_OfPerson):
    """Kết thúc phiên đăng nhập."""

    code: ClassVar[str] = "people.sessions_ended"
    sentence: ClassVar[str] = vi("Kết thúc {n} phiên đăng nhập")
    n: int


@dataclass(frozen=True, kw_only=True)
class ActedFor(_OfPerson):
    """Bắt đầu làm thay theo ủy quyền."""

    code: ClassVar[str] = "people.acted_for"
    sentence: ClassVar[str] = vi("Bắt đầu làm việc thay người ủy quyền")
    delegation_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvitationAcceptedOutside(_OfPerson):
    """Dùng đường dẫn mời bằng tài khoản đăng nhập chung."""

    code: ClassVar[str] = "people.invitation_accepted_outside"
    sentence: ClassVar[str] = vi("Dùng đường dẫn mời và gắn tài khoản đăng nhập chung của {issuer}")
    issuer: str


@dataclass(frozen=True, kw_only=True)
class _OfReopening(_OfPerson):
    code: ClassVar[str] = "people.reopening"
    sentence: ClassVar[str] = ""
    reopening_id: UUID
    reopening: str


@dataclass(frozen=True, kw_only=True)
class ReopeningRequested(_OfReopening):
    """Yêu cầu mở lại đăng nhập của người có quyền duyệt hoặc quản trị."""

    code: ClassVar[str] = "people.reopening_requested"
    sentence: ClassVar[str] = vi("Yêu cầu {reopening}; {guard}")
    guard: str


@dataclass(frozen=True, kw_only=True)
class ReopeningConfirmed(_OfReopening):
    """Người thứ hai xác nhận."""

    code: ClassVar[str] = "people.reopening_confirmed"
    sentence: ClassVar[str] = vi("Xác nhận yêu cầu {reopening}")
    asked_by_person_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReopeningStopped(_OfReopening):
    """Dừng yêu cầu: by the person concerned, or by an administrator."""

    code: ClassVar[str] = "people.reopening_stopped"
    sentence: ClassVar[str] = vi("Dừng yêu cầu {reopening}")
    asked_by_person_id: UUID
