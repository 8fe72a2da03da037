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


class CodeWrong(BadInput):
    """A code of the second step that does not fit, was used before, or is too old."""

    code = "people.code_wrong"
    sentence = vi(
        "Mã chưa đúng, đã dùng rồi hoặc đã hết hạn. Hãy chờ mã mới rồi nhập lại; điện thoại phải đặt ngày giờ tự động. Mã khôi phục chỉ dùng một lần."
    )


class SecondStepResting(Refused):
    """Too many wrong codes in a row: for a while none is looked at."""

    code = "people.second_step_resting"
    sentence = vi("Đã nhập sai mã nhiều lần nên bước hai tạm khóa {minutes} phút. Hãy chờ rồi thử lại, hoặc nhờ quản trị viên của đơn vị.")


class PasskeyUnusable(BadInput):
    """The answer of an authenticator that cannot be verified."""

    code = "people.passkey_unusable"
    sentence = vi("Khóa truy cập chưa được xác nhận. Hãy thử lại trên chính thiết bị ấy, hoặc dùng cách khác.")


class PasskeyKnown(Conflict):
    """The authenticator's key is on an account already."""

    code = "people.passkey_known"
    sentence = vi("Khóa truy cập này đã có trong hệ thống. Hãy dùng thiết bị khác, hoặc đăng nhập bằng khóa này.")


class PasskeyNameMissing(BadInput):
    """A passkey nobody could tell from another."""

    code = "people.passkey_name_missing"
    sentence = vi("Hãy đặt tên cho thiết bị giữ khóa, ví dụ: điện thoại của tôi.")


class LastSecondFactor(Refused):
    """The last second factor of somebody who must have one."""

    code = "people.last_second_factor"
    sentence = vi("Vai trò của ông/bà bắt buộc đăng nhập hai bước. Hãy thêm cách khác trước khi bỏ cách này.")


class OwnSecondFactor(Refused):
    """An administrator would reset the second step of oneself."""

    code = "people.own_second_factor"
    sentence = vi("Không ai tự đặt lại đăng nhập hai bước của mình. Hãy nhờ một quản trị viên khác, hoặc đổi ở trang “Đăng nhập hai bước”.")


class NoSecondFactor(Conflict):
    """There is nothing to reset, or to make recovery codes for."""

    code = "people.no_second_factor"
    sentence = vi("Tài khoản này chưa cài đăng nhập hai bước. Hãy cài ứng dụng tạo mã hoặc khóa truy cập trước.")


class OutsideIdentityUnknown(Refused):
    """Nobody here is known by that name at the province's sign-on."""

    code = "people.outside_identity_unknown"
    sentence = vi(
        "Tài khoản ở {provider} chưa gắn với tài khoản Loa nào. Hãy đăng nhập bằng mật khẩu, rồi gắn ở trang “Đăng nhập hai bước” của mình."
    )


class OutsideIdentityTaken(Conflict):
    """That name at the province's sign-on belongs to another account, or this account has one."""

    code = "people.outside_identity_taken"
    sentence = vi("Tài khoản ở {provider} đã gắn với một tài khoản Loa, hoặc tài khoản Loa này đã gắn rồi. Hãy bỏ gắn cũ trước.")


class RightsBeyondRole(BadInput):
    """A grant would carry rights that its role does not hold."""

    code = "people.rights_beyond_role"
    sentence = vi("Vai trò “{role}” không có quyền “{right}”. Hãy bỏ quyền này, hoặc giao thêm vai trò có quyền ấy.")


class DelegatedNotPassedOn(Refused):
    """Somebody who acts for another would delegate what was delegated."""

    code = "people.delegated_not_passed_on"
    sentence = vi("Ông/bà đang làm thay {name}. Việc được ủy quyền không ủy quyền lại; hãy trở về làm việc bằng tên mình.")


class DelegateUnsuitable(BadInput):
    """Rights are delegated to oneself, or to somebody who does not work at the agency."""

    code = "people.delegate_unsuitable"
    sentence = vi("Người được ủy quyền phải là người khác, đang giữ vai trò và có tài khoản tại cùng đơn vị. Hãy chọn trong danh sách.")


class NothingToDelegate(BadInput):
    """None of the chosen rights is one that the grant carries and that may be delegated."""

    code = "people.nothing_to_delegate"
    sentence = vi("Hãy chọn ít nhất một quyền mà vai trò này có. Quyền quản trị tài khoản không ủy quyền được.")


class DelegationTooLong(BadInput):
    """A delegation would last too long, begin in the past, or outlast the role."""

    code = "people.delegation_too_long"
    sentence = vi("Ủy quyền bắt đầu từ hôm nay trở đi, dài nhất {days} ngày và không quá ngày cuối của vai trò. Hãy chọn lại ngày.")


class DelegationOver(Conflict):
    """The delegation has ended."""

    code = "people.delegation_over"
    sentence = vi("Ủy quyền này đã kết thúc. Hãy tải lại trang.")


class AlreadyDelegated(Conflict):
    """The same role is delegated to the same person in these days."""

    code = "people.already_delegated"
    sentence = vi("Vai trò này đã ủy quyền cho {name} trong thời gian ấy. Hãy chấm dứt ủy quyền cũ trước nếu muốn đổi.")


class TitleMissing(BadInput):
    """A title without words."""

    code = "people.title_missing"
    sentence = vi("Hãy ghi chức danh, ví dụ: Phó Chủ tịch Ủy ban nhân dân phường.")


class TitleOverlaps(Conflict):
    """The person has another title at this agency in these days."""

    code = "people.title_overlaps"
    sentence = vi("{name} đã có chức danh tại đơn vị trong thời gian ấy. Hãy kiểm tra ngày, hoặc ghi ngày cuối cho chức danh cũ.")


class InvitationUnusable(Conflict):
    """The link of an invitation that was used, revoked, is over, or never was."""

    code = "people.invitation_unusable"
    sentence = vi("Đường dẫn mời này đã dùng, đã thu hồi hoặc đã hết hạn. Hãy xin quản trị viên của đơn vị một đường dẫn mới.")


class SessionOver(Conflict):
    """The session has ended."""

    code = "people.session_over"
    sentence = vi("Phiên đăng nhập này đã kết thúc. Hãy tải lại trang.")


class PasswordStillOneTime(Refused):
    """Somebody signed in with a one-time password and has not changed it."""

    code = "people.password_still_one_time"
    sentence = vi("Mật khẩu dùng một lần chỉ mở được trang đổi mật khẩu. Hãy chọn mật khẩu của riêng mình trước.")


class LastWayIn(Refused):
    """Without this the account could not be entered any more."""

    code = "people.last_way_in"
    sentence = vi(
        "Tài khoản này chưa có mật khẩu nên bỏ gắn là không vào được nữa. Hãy xin quản trị viên đường dẫn mời để đặt mật khẩu trước."
    )


class ReopeningWaits(Refused):
    """The way in of somebody who may approve or manage is not reopened by one person alone."""

    code = "people.reopening_waits"
    sentence = vi(
        "{name} có quyền duyệt hoặc quản trị nên việc “{what}” cần người thứ hai xác nhận, hoặc chờ {hours} giờ. Hãy gửi yêu cầu ở trang của người này."
    )


class ReopeningAskedAlready(Conflict):
    """The same waits already."""

    code = "people.reopening_asked_already"
    sentence = vi(
        "Việc “{what}” của {name} đã có yêu cầu đang chờ. Hãy xem ở trang của người này; muốn yêu cầu lại thì dừng yêu cầu cũ trước."
    )


class ReopeningOver(Conflict):
    """The asked reopening was done, was stopped, or is too old."""

    code = "people.reopening_over"
    sentence = vi("Yêu cầu này đã làm xong, đã dừng hoặc đã hết hạn. Hãy tải lại trang.")


class OwnReopening(Refused):
    """Whoever asked for it would confirm it too, or confirms what is asked about oneself."""

    code = "people.own_reopening"
    sentence = vi(
        "Người yêu cầu và người được mở lại đăng nhập không tự xác nhận. Hãy nhờ một quản trị viên khác của đơn vị, hoặc của cấp trên."
    )


class ConfirmerTooNew(Refused):
    """A second person who has not been known by a second step for long enough."""

    code = "people.confirmer_too_new"
    sentence = vi(
        "Người xác nhận phải dùng đăng nhập hai bước được ít nhất {hours} giờ. Hãy nhờ quản trị viên khác, hoặc chờ đủ thời gian rồi xác nhận."
    )
