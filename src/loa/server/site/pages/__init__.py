"""Pages that join stages, and what the frame of every page needs."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from loa.server.kit import clock

# Where one can go: address, drawing, name.
SECTIONS = (
    ("/", "today", _("Hôm nay")),
    ("/van-ban/", "letter", _("Văn bản")),
    ("/dot/", "campaign", _("Đợt tuyên truyền")),
    ("/ban-tin/", "text", _("Bản tin")),
    ("/lich/", "week", _("Lịch phát")),
    ("/dai/", "station", _("Đài")),
    ("/nhat-ky/", "log", _("Nhật ký")),
    ("/bao-cao/", "report", _("Báo cáo")),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the base template needs on every page."""
    user = getattr(request, "user", None)
    here = [address for address, _drawing, _name in SECTIONS if request.path.startswith(address)]
    return {
        "actor": getattr(request, "actor", None),
        "signed_in": bool(user and user.is_authenticated),
        "sections": SECTIONS,
        "section": max(here, key=len) if here and (request.path == "/" or len(max(here, key=len)) > 1) else "",
        "shown_time": clock.now().astimezone(clock.HANOI),
        "shown_day": clock.today(),
        "clock_is_shifted": clock.is_shifted(),
    }
