"""Refusals of places."""

from loa.core.errors import BadInput, Conflict, NotFound
from loa.core.words import vi


class TerritoryUnknown(NotFound):
    """No territory of that name or identity was in force on that day."""

    code = "places.unknown"
    sentence = vi("Không có địa bàn “{text}” vào ngày {on}. Hãy kiểm tra tên và ngày, hoặc chọn trong danh mục.")


class TerritoryUnknownButNear(TerritoryUnknown):
    """No territory of that name was in force on that day, but some have names much like it."""

    code = "places.unknown_but_near"
    sentence = vi("Không có địa bàn “{text}” vào ngày {on}. Gần giống nhất: {near}. Hãy kiểm tra tên và ngày.")


class TerritoryAmbiguous(BadInput):
    """Several territories of one kind bore that name on that day."""

    code = "places.ambiguous"
    sentence = vi("Có nhiều địa bàn tên “{text}”: {names}. Hãy ghi thêm loại đơn vị hoặc đơn vị cấp trên.")


class TerritoryVersionsOverlap(Conflict):
    """Two versions of one territory would hold on the same day."""

    code = "places.versions_overlap"
    sentence = vi("{unit} có hai phiên bản cùng hiệu lực trong một ngày. Hãy sửa ngày hiệu lực để các phiên bản nối tiếp nhau rồi nạp lại.")


class ParentNotInForce(BadInput):
    """The parent is not known, or not in force on every day on which its child is."""

    code = "places.parent_not_in_force"
    sentence = vi("{unit}: đơn vị cấp trên không có, hoặc không có hiệu lực suốt thời gian này. Hãy nạp đơn vị cấp trên trước.")


class TerritoryRepeated(BadInput):
    """The same territory stands twice with the same first day and different facts."""

    code = "places.repeated"
    sentence = vi("{unit} được ghi hai lần với nội dung khác nhau cho cùng ngày bắt đầu {on}. Hãy giữ lại một dòng.")


class SuccessionBroken(Conflict):
    """A succession recorded earlier no longer agrees with the territories."""

    code = "places.succession_broken"
    sentence = vi(
        "Quan hệ kế tục đã ghi từ {old} sang {new} ngày {on} không còn khớp: {problem} Hãy sửa thời gian hiệu lực hoặc quan hệ này rồi làm lại."
    )
