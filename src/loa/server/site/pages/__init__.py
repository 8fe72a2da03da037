"""Pages that join stages, and what the frame of every page needs."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from loa.core.roles import Right
from loa.server.kit import clock
from loa.server.people.queries import manages
from loa.server.site.reorganising.queries import may_reorganise

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
LOOK_UP = ("/tra-cuu/", "search", _("Tra cứu"))
# For administrators, and at the end for everybody.
PEOPLE = ("/nguoi-dung/", "people", _("Người dùng"))
TRAIL = ("/dau-vet/", "log", _("Dấu vết"))
UNITS = ("/dia-ban/sap-xep/", "map", _("Sắp xếp đơn vị"))
OWN = ("/tai-khoan/", "person", _("Tài khoản của tôi"))


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the base template needs on every page."""
    user = getattr(request, "user", None)
    actor = getattr(request, "actor", None)
    managing = [PEOPLE, TRAIL] if actor and manages(actor) else []
    if actor and managing and may_reorganise(actor, clock.today()):
        managing.append(UNITS)
    sections = (*SECTIONS, LOOK_UP, *managing, OWN)
    here = [address for address, _drawing, _name in sections if request.path.startswith(address)]
    return {
        "actor": actor,
        "signed_in": bool(user and user.is_authenticated),
        "sections": sections,
        "may_export": any(Right.EXPORT in grant.rights for grant in actor.grants) if actor else False,
        "section": max(here, key=len) if here and (request.path == "/" or len(max(here, key=len)) > 1) else "",
        "shown_time": clock.now().astimezone(clock.HANOI),
        "shown_day": clock.today(),
        "clock_is_shifted": clock.is_shifted(),
    }
