"""What people fill in to open a campaign and to hand its work down."""

from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from loa.server.kit.clock import HANOI
from loa.server.kit.forms import ActForm, Day, Words


def _hour(**options: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(widget=widget, error_messages={"invalid": _("Không phải một giờ có thật, ví dụ 17:00.")}, **options)


class _Due(ActForm):
    """A deadline as day and hour of Hà Nội."""

    due_day = Day(label=_("Hạn báo cáo: ngày"), required=False)
    due_hour = _hour(label=_("Hạn báo cáo: giờ"), required=False)

    @property
    def due_at(self) -> datetime | None:
        """The deadline, aware; the end of office hours where no hour is given."""
        day = self.cleaned_data.get("due_day")
        return datetime.combine(day, self.cleaned_data.get("due_hour") or time(17), tzinfo=HANOI) if day else None


class OpenForm(_Due):
    """Mở đợt tuyên truyền."""

    at: ClassVar[dict[str, str]] = {"campaign.period_upside_down": "ends_on"}

    title = forms.CharField(label=_("Tên đợt"), max_length=500)
    starts_on = Day(label=_("Từ ngày"))
    ends_on = Day(label=_("Đến hết ngày"))
    release_after_hours = forms.IntegerField(
        label=_("Tự chuyển cho cấp dưới nếu chưa trả lời sau (giờ)"),
        required=False,
        min_value=1,
        max_value=720,
        help_text=_("Để trống: không tự chuyển. Nếu ghi, đơn vị nhận được báo trước."),
    )
    field_order = ("title", "starts_on", "ends_on", "due_day", "due_hour", "release_after_hours")


class HandDownForm(_Due):
    """Chuyển cấp dưới bằng văn bản của chính mình."""

    at: ClassVar[dict[str, str]] = {"campaign.deadline_after_superior": "due_day"}

    note = Words(
        label=_("Cụ thể hóa tại địa phương"),
        required=False,
        max_length=4000,
        help_text=_("Điều đơn vị làm rõ thêm: giờ phát, tin kèm theo, người liên hệ… Các yêu cầu của cấp trên được chép lại nguyên văn."),
    )
    release_after_hours = forms.IntegerField(
        label=_("Tự chuyển tiếp nếu cấp dưới chưa trả lời sau (giờ)"), required=False, min_value=1, max_value=720
    )
    field_order = ("note", "due_day", "due_hour", "release_after_hours")
