"""What people fill in to open a campaign and to hand its work down."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from loa.core.drafting import Line
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

    at: ClassVar[dict[str, str]] = {
        "campaign.period_upside_down": "ends_on",
        "campaign.deadline_past": "due_day",
        "campaign.already_opened": "why_another",
    }

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
    why_another = Words(
        label=_("Vì sao mở thêm một đợt từ văn bản này"), required=False, max_length=2000, help_text=_("Lý do được giữ trong dấu vết.")
    )
    field_order = ("why_another", "title", "starts_on", "ends_on", "due_day", "due_hour", "release_after_hours")


class HandDownForm(_Due):
    """Chuyển cấp dưới bằng văn bản của chính mình."""

    at: ClassVar[dict[str, str]] = {"campaign.deadline_after_superior": "due_day", "campaign.deadline_past": "due_day"}

    note = Words(
        label=_("Cụ thể hóa tại địa phương"),
        required=False,
        max_length=4000,
        help_text=_("Điều đơn vị làm rõ thêm: giờ phát, tin kèm theo, người liên hệ… Các yêu cầu của cấp trên được chép lại nguyên văn."),
    )
    release_after_hours = forms.IntegerField(
        label=_("Tự chuyển tiếp nếu cấp dưới chưa trả lời sau (giờ)"), required=False, min_value=1, max_value=720
    )
    field_order = ("to", "note", "due_day", "due_hour", "release_after_hours")

    def __init__(self, *args: Any, lines: Sequence[Line] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        if len(lines) > 1:
            self.fields["to"] = forms.MultipleChoiceField(
                label=_("Giao cho"),
                choices=[(line.key, _with_count(line)) for line in lines],
                initial=[line.key for line in lines if line.chosen],
                widget=forms.CheckboxSelectMultiple,
                error_messages={
                    "required": _("Hãy chọn ít nhất một nơi."),
                    "invalid_choice": _("Nơi này không thuộc quyền giao việc của cơ quan mình."),
                },
            )
            self.order_fields(self.field_order)

    @property
    def chosen(self) -> list[Line]:
        """The lines chosen; the only one where there is one."""
        chosen = self.cleaned_data["to"] if "to" in self.fields else [line.key for line in self.lines]
        return [line for line in self.lines if line.key in chosen]


def _with_count(line: Line) -> str:
    n = len(line.agencies)
    return line.text if n == 1 else ngettext("%(line)s (%(n)s đơn vị)", "%(line)s (%(n)s đơn vị)", n) % {"line": line.text, "n": n}
