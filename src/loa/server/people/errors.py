"""Refusals about people, their roles and their way in."""

from loa.core.errors import BadInput, Conflict, Refused
from loa.core.words import vi


class OwnGrant(Refused):
    """Somebody grants a role to oneself."""

    code = "people.own_grant"
    sentence = vi("Không ai tự giao vai trò cho mình. Hãy đề nghị một quản trị viên khác của đơn vị, hoặc của cấp trên.")


class LastAdministrator(Refused):
    """The only administrator of an agency would leave it without one."""

    code = "people.last_administrator"
    sentence = vi("Ông/bà là quản trị viên duy nhất của {agency}. Hãy giao vai trò này cho người khác trước.")


class NameMissing(BadInput):
    """A person without a name."""

    code = "people.name_missing"
    sentence = vi("Hãy ghi họ và tên.")


class UsernameUnusable(BadInput):
    """A sign-in name that is hard to type or to say."""

    code = "people.username_unusable"
    sentence = vi("Tên đăng nhập có từ 3 đến 80 chữ thường không dấu, chữ số, dấu chấm, gạch ngang; ví dụ: phuong.canbo.")


class UsernameTaken(Conflict):
    """The sign-in name belongs to somebody."""

    code = "people.username_taken"
    sentence = vi("Tên đăng nhập “{username}” đã có người dùng. Hãy chọn tên khác.")


class RoleMissing(BadInput):
    """A newcomer without any role."""

    code = "people.role_missing"
    sentence = vi("Người mới cần ít nhất một vai trò tại một đơn vị.")


class PeriodUpsideDown(BadInput):
    """A grant that would end before it begins."""

    code = "people.period_upside_down"
    sentence = vi("Ngày kết thúc vai trò đứng trước ngày bắt đầu. Hãy kiểm tra hai ngày.")


class AlreadyHeld(Conflict):
    """The person holds this role at this agency in these days."""

    code = "people.already_held"
    sentence = vi("{name} đã giữ vai trò này tại đơn vị trong thời gian ấy. Hãy kết thúc vai trò cũ trước nếu muốn đổi ngày.")


class GrantOver(Conflict):
    """The grant has ended, or ends no later than asked."""

    code = "people.grant_over"
    sentence = vi("Vai trò này đã kết thúc, hoặc đã có ngày kết thúc sớm hơn. Hãy giao lại nếu cần.")


class EndInThePast(BadInput):
    """A grant is ended for days that have been acted on."""

    code = "people.end_in_the_past"
    sentence = vi("Ngày cuối giữ vai trò sớm nhất là hôm qua: việc đã làm trước đó vẫn đứng tên người làm. Hãy chọn ngày khác.")


class WhyMissing(BadInput):
    """Something is ended without a reason."""

    code = "people.why_missing"
    sentence = vi("Hãy ghi một câu lý do; câu này nằm lại trong dấu vết.")


class AccountOver(Conflict):
    """The account has ended."""

    code = "people.account_over"
    sentence = vi("Tài khoản của {name} đã kết thúc. Hãy tạo người dùng mới nếu người này trở lại.")


class PasswordWrong(BadInput):
    """The present password does not fit."""

    code = "people.password_wrong"
    sentence = vi("Mật khẩu đang dùng chưa đúng. Hãy nhập lại.")


class PasswordWeak(BadInput):
    """The new password is refused by the validators."""

    code = "people.password_weak"
    sentence = vi(
        "Mật khẩu mới chưa dùng được: cần ít nhất 10 ký tự, không phải mật khẩu phổ biến, không chỉ có chữ số, không giống tên đăng nhập."
    )


class OwnPassword(Refused):
    """An administrator would reissue the password of oneself."""

    code = "people.own_password"
    sentence = vi("Mật khẩu của chính mình được đổi ở trang “Tài khoản của tôi”.")
