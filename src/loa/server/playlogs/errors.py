"""What playlogs refuses."""

from loa.core.errors import BadInput, Conflict, NotFound, Refused, TooLarge
from loa.core.words import vi


class PlayContested(Conflict):
    """A record of a number that is held already, with other content."""

    code = "playlogs.play_contested"
    sentence = vi("Bản ghi số {seq} của thiết bị khác với bản đã nhận trước đó. Bản đã nhận được giữ nguyên; hãy kiểm tra thiết bị.")


class PlayChainBroken(Refused):
    """A record that does not join the ones before."""

    code = "playlogs.chain_broken"
    sentence = vi("Nhật ký của thiết bị không liền mạch từ bản ghi số {seq}: {what}. Hãy kiểm tra thiết bị rồi ghi danh lại.")


class PlayUnplanned(Refused):
    """A record of a slot that was never planned for the player's station: held, never counted."""

    code = "playlogs.play_unplanned"
    sentence = vi(
        "Bản ghi số {seq} (“{title}”) không thuộc mục nào đã xếp cho đài của thiết bị. Bản ghi được giữ lại nhưng không tính; "
        "hãy kiểm tra thiết bị."
    )


class NothingToTick(BadInput):
    """The session has no published items."""

    code = "playlogs.nothing_to_tick"
    sentence = vi("Buổi phát này không có mục nào trong lịch đã phát hành nên chưa xác nhận được. Hãy phát hành lịch trước.")


class ItemOfAnotherSession(BadInput):
    """An exception, or a planned item, of some other session."""

    code = "playlogs.item_of_another_session"
    sentence = vi("Có mục không thuộc buổi phát này. Hãy tải lại trang rồi xác nhận lại.")


class TickTooEarly(BadInput):
    """The session, or what is said to have sounded in it, is not over."""

    code = "playlogs.tick_too_early"
    sentence = vi("Buổi phát này chưa phát xong nên chưa xác nhận được. Hãy xác nhận từ {ends_at}.")


class ExceptionWithoutReason(BadInput):
    """What did not sound needs a reason."""

    code = "playlogs.exception_without_reason"
    sentence = vi("Mục “{title}” chưa có lý do không phát đủ. Hãy ghi một lý do ngắn, ví dụ “mất điện”.")


class AlreadyTicked(Conflict):
    """Somebody did it before."""

    code = "playlogs.already_ticked"
    sentence = vi("Buổi phát này đã được {name} xác nhận lúc {at}. Nếu cần sửa, hãy rút lại xác nhận trước.")


class NotTicked(NotFound):
    """Nothing to take back."""

    code = "playlogs.not_ticked"
    sentence = vi("Buổi phát này chưa được xác nhận. Hãy tải lại trang.")


class RecordedByPlayer(Conflict):
    """The station's player records by itself."""

    code = "playlogs.recorded_by_player"
    sentence = vi("Đài “{name}” có thiết bị tự ghi nhật ký nên không cần xác nhận bằng tay.")


class VendorLogTooLarge(TooLarge):
    """More than a log of some weeks."""

    code = "playlogs.vendor_log_too_large"
    sentence = vi("Tệp nhật ký quá lớn (giới hạn {most}). Hãy xuất nhật ký theo từng tuần.")


class VendorLogEmpty(BadInput):
    """No rows."""

    code = "playlogs.vendor_log_empty"
    sentence = vi("Tệp {name} không có dòng nhật ký nào. Hãy kiểm tra lại tệp đã xuất.")


class VendorLogUnreadable(BadInput):
    """Neither CSV nor XLSX."""

    code = "playlogs.vendor_log_unreadable"
    sentence = vi("Không đọc được tệp {name}. Hãy xuất nhật ký ở dạng CSV (UTF-8) hoặc XLSX, không đặt mật khẩu.")


class VendorLogWithoutColumns(BadInput):
    """The heading does not say when things were played."""

    code = "playlogs.vendor_log_without_columns"
    sentence = vi("Tệp {name} thiếu cột {missing}. Hãy giữ dòng tiêu đề, gồm ít nhất “Ngày” và “Giờ bắt đầu”.")


class RowUnusable(BadInput):
    """One cell of one row; becomes a line of the import's list, the other rows are taken."""

    code = "playlogs.row_unusable"
    sentence = vi("Cột “{column}” ghi “{value}” không đọc được. Hãy sửa theo dạng {form}.")


class RowUnplanned(BadInput):
    """Matches nothing that was planned."""

    code = "playlogs.row_unplanned"
    sentence = vi("Không có buổi phát hoặc mục nào trong lịch khớp với dòng này ({what}). Hãy kiểm tra ngày giờ và mã buổi.")
