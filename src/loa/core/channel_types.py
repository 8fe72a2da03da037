"""The eight types of grassroots information (loại hình thông tin cơ sở) of Nghị định 49/2024/NĐ-CP."""

from loa.core.faces import Faced


class ChannelType(Faced):
    """In the order of the decree. Every kind of channel belongs to exactly one."""

    LOUDSPEAKER = "loudspeaker", "đài truyền thanh cấp xã"
    BOARD = "board", "bảng tin công cộng"
    BULLETIN = "bulletin", "bản tin thông tin cơ sở"
    DOCUMENT = "document", "tài liệu không kinh doanh"
    COMMUNICATOR = "communicator", "tuyên truyền viên cơ sở"
    PORTAL = "portal", "cổng, trang thông tin điện tử"
    SOCIAL = "social", "mạng xã hội, ứng dụng nhắn tin"
    TELECOM = "telecom", "tin nhắn viễn thông"
