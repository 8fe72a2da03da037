"""Kinds of activity beside the loudspeaker (hoạt động tuyên truyền khác): what was done, in which unit, through which channel.

Buổi, lượt, tờ, hộ are different things and are never added together; each kind lists its own, the customary one first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loa.core.channel_types import ChannelType
from loa.core.faces import Faced


class Unit(Faced):
    """Units of measure (đơn vị tính)."""

    SESSION = "session", "buổi"
    RUN = "run", "lượt"
    SHEET = "sheet", "tờ"
    COPY = "copy", "bản"
    HOUSEHOLD = "household", "hộ"
    CALL = "call", "cuộc gọi"
    MESSAGE = "message", "tin nhắn"
    POST = "post", "bài"
    GROUP = "group", "nhóm"
    MEETING = "meeting", "cuộc"
    PERSON = "person", "người"
    BANNER = "banner", "băng rôn"
    PANEL = "panel", "pano"
    BUILDING = "building", "tòa nhà"


@dataclass(frozen=True)
class ActivityKind:
    """One kind. `gathers_people`: people come together for it, so an order against gatherings can suspend it."""

    code: str
    vi: str
    units: tuple[Unit, ...]
    channel_type: ChannelType
    gathers_people: bool = False


# Printed, distributed and households reached are three kinds: printing by the province and handing out by the ward must not add up.
KINDS: dict[str, ActivityKind] = {
    kind.code: kind
    for kind in (
        ActivityKind("mobile_loudspeaker", "Xe loa lưu động", (Unit.SESSION, Unit.RUN), ChannelType.LOUDSPEAKER),
        ActivityKind("hand_loudspeaker", "Loa kéo, loa cầm tay tại ngõ, tổ dân phố", (Unit.SESSION, Unit.RUN), ChannelType.LOUDSPEAKER),
        ActivityKind("poster_put_up", "Treo, dán áp phích", (Unit.SHEET,), ChannelType.DOCUMENT),
        ActivityKind("banner_put_up", "Treo băng rôn", (Unit.BANNER,), ChannelType.DOCUMENT),
        ActivityKind("panel_put_up", "Dựng pano, phướn", (Unit.PANEL,), ChannelType.DOCUMENT),
        ActivityKind("leaflet_printed", "In tờ rơi", (Unit.SHEET,), ChannelType.DOCUMENT),
        ActivityKind("leaflet_handed_out", "Phát tờ rơi", (Unit.SHEET,), ChannelType.DOCUMENT),
        ActivityKind("leaflet_households", "Hộ nhận tờ rơi", (Unit.HOUSEHOLD,), ChannelType.DOCUMENT),
        ActivityKind("board_notice", "Niêm yết bảng tin công cộng", (Unit.COPY,), ChannelType.BOARD),
        ActivityKind("building_notice", "Thông tin trong chung cư, tòa nhà", (Unit.BUILDING, Unit.COPY), ChannelType.BOARD),
        ActivityKind("bulletin_issue", "Bản tin thông tin cơ sở", (Unit.COPY,), ChannelType.BULLETIN),
        ActivityKind("phone_call", "Gọi điện thoại cho người dân", (Unit.CALL,), ChannelType.COMMUNICATOR),
        ActivityKind("household_visit", "Đến từng hộ tuyên truyền", (Unit.HOUSEHOLD,), ChannelType.COMMUNICATOR),
        ActivityKind(
            "meeting", "Họp dân, sinh hoạt tổ dân phố", (Unit.MEETING, Unit.PERSON), ChannelType.COMMUNICATOR, gathers_people=True
        ),
        ActivityKind("talk", "Hội nghị, tọa đàm, nói chuyện", (Unit.MEETING, Unit.PERSON), ChannelType.COMMUNICATOR, gathers_people=True),
        ActivityKind(
            "performance", "Văn nghệ, sân khấu hóa tuyên truyền", (Unit.SESSION, Unit.PERSON), ChannelType.COMMUNICATOR, gathers_people=True
        ),
        ActivityKind("web_article", "Tin, bài trên cổng, trang thông tin điện tử", (Unit.POST,), ChannelType.PORTAL),
        ActivityKind("zalo_post", "Đăng tin nhóm Zalo", (Unit.POST, Unit.GROUP), ChannelType.SOCIAL),
        ActivityKind("facebook_post", "Đăng tin mạng xã hội", (Unit.POST,), ChannelType.SOCIAL),
        ActivityKind("sms", "Nhắn tin viễn thông", (Unit.MESSAGE,), ChannelType.TELECOM),
    )
}


@dataclass(frozen=True)
class SuspensionOrder:
    """A paper that stops some kinds for a time (văn bản tạm dừng). `valid_to` None: until another paper ends it."""

    number: str
    issuer: str
    kinds: frozenset[str]
    valid_from: date
    valid_to: date | None = None

    def stops(self, kind: str, day: date) -> bool:
        """Whether this kind may not be done on this day."""
        return kind in self.kinds and self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def kinds_that_gather() -> frozenset[str]:
    """The kinds an order against gatherings stops."""
    return frozenset(kind.code for kind in KINDS.values() if kind.gathers_people)


def stopped_by(kind: str, day: date, orders: Iterable[SuspensionOrder]) -> SuspensionOrder | None:
    """The first order that stops this kind on this day, by date of effect."""
    return next((order for order in sorted(orders, key=lambda order: (order.valid_from, order.number)) if order.stops(kind, day)), None)
