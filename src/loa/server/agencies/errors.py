"""Refusals of agencies."""

from loa.core.errors import BadInput, Conflict, NotFound
from loa.core.words import vi


class AgencyUnknown(NotFound):
    """No such agency, or it was not there on that day."""

    code = "agencies.unknown"
    sentence = vi("Không có cơ quan này vào ngày {on}. Hãy kiểm tra ngày, hoặc chọn cơ quan trong danh mục.")


class AgencyVersionsOverlap(Conflict):
    """Two versions of one agency would hold on the same day."""

    code = "agencies.versions_overlap"
    sentence = vi(
        "{agency} có hai phiên bản cùng hiệu lực trong một ngày. Hãy sửa ngày hiệu lực để các phiên bản nối tiếp nhau rồi nạp lại."
    )


class AgencyReferenceUnknown(BadInput):
    """A row names a territory, parent or superior that is not there."""

    code = "agencies.reference_unknown"
    sentence = vi("{agency}: không có “{key}” trong danh mục. Hãy nạp địa bàn và cơ quan cấp trên trước, hoặc sửa lại mã.")


class AgencySuccessionBroken(Conflict):
    """A succession recorded earlier no longer agrees with the agencies."""

    code = "agencies.succession_broken"
    sentence = vi(
        "Việc {new} kế tục {old} từ ngày {on} không còn khớp với danh mục cơ quan: {problem} Hãy sửa thời gian hiệu lực của cơ quan, hoặc sửa việc kế tục này, rồi làm lại."
    )


class IdentifierNotOne(BadInput):
    """Not of the form of an identifier."""

    code = "agencies.identifier_not_one"
    sentence = vi(
        "“{identifier}” không đúng dạng mã định danh cơ quan (ví dụ H26.3 hoặc 000.00.00.H26). Hãy xem quyết định cấp mã rồi nhập lại."
    )


class IdentifierTaken(Conflict):
    """Another agency bears it on that day."""

    code = "agencies.identifier_taken"
    sentence = vi("Mã {identifier} đang là mã của {agency}. Hãy kiểm tra quyết định cấp mã.")
