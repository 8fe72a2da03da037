"""Refusals of activities."""

from loa.core.errors import BadInput, Conflict, NotFound, Refused
from loa.core.words import vi


class ActivitySuspended(Refused):
    """An order stops this kind on this day."""

    code = "activities.suspended"
    sentence = vi("“{kind}” đang tạm dừng từ ngày {valid_from} theo {number} của {issuer}. Hãy chọn hình thức không tập trung đông người.")


class UnknownKind(BadInput):
    """No such kind of activity."""

    code = "activities.unknown_kind"
    sentence = vi("Không có loại hoạt động “{kind}”. Hãy chọn trong danh mục.")


class UnitUnfit(BadInput):
    """This kind is not counted in that unit."""

    code = "activities.unit_unfit"
    sentence = vi("“{kind}” không tính theo đơn vị “{unit}”. Hãy dùng: {units}.")


class QuantityUnusable(BadInput):
    """A quantity of nothing, or beyond belief."""

    code = "activities.quantity_unusable"
    sentence = vi("Số lượng {quantity} không dùng được. Hãy nhập số nguyên từ 1 đến {most}.")


class DayInFuture(BadInput):
    """An activity is logged when it has been done."""

    code = "activities.day_in_future"
    sentence = vi("Ngày {day} chưa đến nên chưa thể ghi là đã thực hiện. Hãy ghi sau khi làm xong.")


class ActivityNotFound(NotFound):
    """No such activity, or not for the caller."""

    code = "activities.not_found"
    sentence = vi("Không tìm thấy hoạt động này trong phạm vi của đơn vị. Hãy tải lại danh sách.")


class AlreadyUndone(Conflict):
    """It was taken back before."""

    code = "activities.already_undone"
    sentence = vi("Hoạt động này đã được bỏ trước đó. Hãy tải lại danh sách.")


class TextTooLong(BadInput):
    """A note or a name beyond what is kept."""

    code = "activities.text_too_long"
    sentence = vi("Ghi chú tối đa {note} ký tự, nguồn cấp tối đa {name} ký tự. Hãy viết gọn lại; phần đã nhập vẫn được giữ.")


class OrderIncomplete(BadInput):
    """An order without number, issuer, kinds, or with its end before its beginning."""

    code = "activities.order_incomplete"
    sentence = vi(
        "Văn bản tạm dừng cần số ký hiệu, cơ quan ban hành, loại hoạt động và ngày kết thúc không trước ngày bắt đầu. Hãy nhập đủ."
    )


class LinkUnusable(NotFound):
    """A personal link that was forged, cut off when copied, taken back, or whose time is over."""

    code = "activities.link_unusable"
    sentence = vi("Liên kết này không dùng được: đã hết hạn, bị thu hồi, hoặc chép thiếu. Hãy xin cán bộ của xã, phường liên kết mới.")


class CommunicatorUnnamed(BadInput):
    """A personal link for nobody."""

    code = "activities.communicator_unnamed"
    sentence = vi("Hãy ghi họ tên tuyên truyền viên, dài nhất {most} ký tự.")


class LinkLastsTooLong(BadInput):
    """A personal link that would end before it begins, or last longer than a year."""

    code = "activities.link_lasts_too_long"
    sentence = vi("Liên kết dùng được từ hôm nay và lâu nhất {days} ngày. Hãy sửa ngày cuối.")
