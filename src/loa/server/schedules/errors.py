"""Refusals of schedules."""

from loa.core.errors import BadInput, Conflict, NotFound, Refused
from loa.core.words import vi


class OutsideAllowedHours(Refused):
    """A session was asked for in quiet hours."""

    code = "schedules.quiet_hours"
    sentence = vi(
        "Buổi phát lúc {at} nằm ngoài khung giờ được phát ({windows}). Hãy chọn giờ trong khung; chỉ tin khẩn cấp mới phát ngoài giờ."
    )


class SessionNotAllowed(Refused):
    """The cap of the day, or another session, forbids it."""

    code = "schedules.session_not_allowed"
    sentence = vi("Không thêm được buổi phát {at}: {bar} Căn cứ: {basis}. Hãy chọn buổi khác hoặc ghi văn bản cho phép phát vượt khung.")


class StationUnplannable(BadInput):
    """A station is unknown, closed, or its commune has no place on the map of that week."""

    code = "schedules.station_unplannable"
    sentence = vi("Có {count} đài chưa lập lịch được vì không còn hoạt động hoặc chưa rõ địa bàn: {names}. Hãy kiểm tra lại danh sách đài.")


class WeekStartsOnMonday(BadInput):
    """A week was given by another day."""

    code = "schedules.week_starts_on_monday"
    sentence = vi("Tuần phát bắt đầu từ thứ Hai, ngày {day} không phải thứ Hai. Hãy chọn lại tuần.")


class ContentNotApproved(Refused):
    """Only approved texts and programmes are given air time."""

    code = "schedules.content_not_approved"
    sentence = vi("“{title}” chưa được duyệt hoặc đã thu hồi nên không xếp vào buổi phát. Hãy trình duyệt rồi xếp lại.")


class ContentNotFound(NotFound):
    """No such revision or programme."""

    code = "schedules.content_not_found"
    sentence = vi("Không tìm thấy bản tin hoặc chương trình cần xếp lịch. Hãy tải lại danh sách.")


class WishUnusable(BadInput):
    """A wish without a length, without airings, or for two things at once."""

    code = "schedules.wish_unusable"
    sentence = vi(
        "Yêu cầu xếp lịch cần một bản tin hoặc một chương trình, thời lượng lớn hơn 0 giây và ít nhất một lượt phát. Hãy nhập lại."
    )


class ProgrammeNotFound(NotFound):
    """No such programme, or not for the caller."""

    code = "schedules.programme_not_found"
    sentence = vi("Không tìm thấy chương trình này trong phạm vi của đơn vị. Hãy tải lại danh sách.")


class ProgrammeIncomplete(BadInput):
    """A programme lacks part of its frame, or anything to say."""

    code = "schedules.programme_incomplete"
    sentence = vi("Chương trình “{title}” còn thiếu: {parts}. Hãy bổ sung rồi trình duyệt.")


class ProgrammeTooLong(BadInput):
    """A programme is longer than the longest session of the area that relays it."""

    code = "schedules.programme_too_long"
    sentence = vi("Chương trình dài {length}, quá buổi phát dài nhất của địa bàn ({longest}; {basis}). Hãy bớt tin, bài rồi duyệt lại.")


class ProgrammeChanged(Conflict):
    """The approver read another version than the one that stands."""

    code = "schedules.programme_changed"
    sentence = vi("Chương trình đã thay đổi hoặc đã được duyệt từ lúc mở trang. Hãy tải lại, đọc và nghe lại rồi duyệt.")


class ProgrammeUnnamed(BadInput):
    """A programme without a name, or with one that is too long."""

    code = "schedules.programme_unnamed"
    sentence = vi("Tên chương trình trống hoặc dài quá 300 ký tự. Hãy đặt tên ngắn gọn, ví dụ “Chương trình phát thanh tuần 2/8”.")


class SlotNotFound(NotFound):
    """No such slot, or not for the caller."""

    code = "schedules.slot_not_found"
    sentence = vi("Không tìm thấy mục phát này trong phạm vi của đơn vị. Hãy tải lại lịch phát.")


class SessionNotFound(NotFound):
    """No such session, or not for the caller."""

    code = "schedules.session_not_found"
    sentence = vi("Không tìm thấy buổi phát này trong phạm vi của đơn vị. Hãy tải lại lịch phát.")


class SessionBegun(Conflict):
    """The session has begun; what sounded stays as it was."""

    code = "schedules.session_begun"
    sentence = vi("Buổi phát đã bắt đầu nên không sửa được nữa. Nội dung đã phát được giữ trong nhật ký.")


class ReasonMissing(BadInput):
    """An item is taken out without saying why."""

    code = "schedules.reason_missing"
    sentence = vi("Hãy ghi lý do bỏ mục phát này; tin ưu tiên không được bỏ mà không có lý do.")


class OrderUnusable(BadInput):
    """A new order that is not an order of the session's slots, or puts thông thường before ưu tiên."""

    code = "schedules.order_unusable"
    sentence = vi("Thứ tự mới phải gồm đủ các mục của buổi và giữ tin ưu tiên trước tin thông thường. Hãy xếp lại.")


class ExemptionUnusable(BadInput):
    """An exemption without number, end, or anything it lifts."""

    code = "schedules.exemption_unusable"
    sentence = vi(
        "Văn bản cho phép cần số ký hiệu, cơ quan ban hành, ngày kết thúc không trước ngày bắt đầu và nội dung được nới. Hãy nhập đủ."
    )
