"""Forms of pages that join stages."""

from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from loa.core.caps import Lifted, Limit
from loa.core.stations import StationKind, Technology
from loa.server.kit.clock import HANOI
from loa.server.kit.forms import ActForm, Day, Words
from loa.server.reports.models import Level

END_OF_OFFICE_HOURS = time(17)


class AskForm(ActForm):
    """Mở kỳ báo cáo: a deadline for each level, the lower the earlier."""

    communes = Day(label=_("Hạn của xã, phường, thị trấn"))
    districts = Day(label=_("Hạn của quận, huyện, thị xã"), required=False, help_text=_("Để trống nơi không còn cấp huyện."))
    city = Day(label=_("Hạn báo cáo UBND Thành phố"))

    def clean(self) -> dict[str, Any]:
        """Nobody can consolidate before those below have sent."""
        told = super().clean() or {}
        given: list[tuple[str, date]] = [(name, told[name]) for name in ("communes", "districts", "city") if told.get(name)]
        for (_below, earlier), (above, later) in pairwise(given):
            if later <= earlier:
                self.add_error(above, _("Hạn của cấp trên phải sau hạn của cấp dưới, để kịp tổng hợp."))
        return told

    @property
    def due(self) -> dict[Level, datetime]:
        """Each level's deadline, at the end of office hours."""
        days = {level: self.cleaned_data.get(level.value) for level in Level}
        return {level: datetime.combine(day, END_OF_OFFICE_HOURS, tzinfo=HANOI) for level, day in days.items() if day}


class ProgrammeForm(ActForm):
    """Dựng chương trình: approved texts between the frame's opening and closing words."""

    at: ClassVar[dict[str, str]] = {"schedules.programme_unnamed": "title"}

    agency = forms.TypedChoiceField(label=_("Đơn vị dựng"), coerce=UUID)
    title = forms.CharField(label=_("Tên chương trình"), max_length=300)
    week = Day(label=_("Tuần có ngày"))
    place = forms.CharField(label=_("Tên đài đọc trong lời xướng, lời kết"), max_length=100, help_text=_("Ví dụ: quận Ba Đình."))
    texts = forms.TypedMultipleChoiceField(label=_("Tin, bài theo thứ tự phát"), coerce=UUID, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, agencies: Sequence[tuple[UUID, str]], texts: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency, chosen = self.fields["agency"], self.fields["texts"]
        assert isinstance(agency, forms.TypedChoiceField)
        assert isinstance(chosen, forms.TypedMultipleChoiceField)
        agency.choices, chosen.choices = list(agencies), list(texts)
        if len(agencies) == 1:
            agency.widget = forms.HiddenInput()
            self.initial.setdefault("agency", agencies[0][0])


class StationForm(ActForm):
    """Ghi đài truyền thanh."""

    at: ClassVar[dict[str, str]] = {
        "channels.name_taken": "name",
        "channels.name_missing": "name",
        "channels.technology_unfit": "technology",
    }

    agency = forms.TypedChoiceField(label=_("Đơn vị quản lý"), coerce=UUID)
    name = forms.CharField(label=_("Tên đài"), max_length=300, help_text=_("Ví dụ: Đài truyền thanh phường Bạch Mai."))
    kind = forms.TypedChoiceField(label=_("Vận hành"), coerce=StationKind, choices=[(one.value, _(one.vi)) for one in StationKind])
    technology = forms.TypedChoiceField(label=_("Công nghệ"), coerce=Technology, choices=[(one.value, _(one.vi)) for one in Technology])
    vendor = forms.CharField(label=_("Nhà cung cấp"), max_length=200, required=False)
    started_on = Day(label=_("Hoạt động từ ngày"), required=False)

    def __init__(self, *args: Any, agencies: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency = self.fields["agency"]
        assert isinstance(agency, forms.TypedChoiceField)
        agency.choices = list(agencies)


class CloseStationForm(ActForm):
    """Ghi đài ngừng hoạt động."""

    at: ClassVar[dict[str, str]] = {"channels.ends_before_start": "ended_on"}
    prefix = "dai"

    ended_on = Day(label=_("Ngừng từ ngày"))
    why = Words(label=_("Lý do"), max_length=500)


class EndPlayerForm(ActForm):
    """Ngừng thiết bị phát."""

    prefix = "thiet-bi"

    why = Words(label=_("Lý do"), max_length=500)


class ExemptionForm(ActForm):
    """Ghi văn bản cho phép vượt khung: which paper, where, how long, and what it lifts."""

    number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=80)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=300)
    territory = forms.TypedChoiceField(label=_("Địa bàn được phép"), coerce=UUID)
    valid_from = Day(label=_("Từ ngày"))
    valid_to = Day(label=_("Đến hết ngày"))
    limits = forms.TypedMultipleChoiceField(
        label=_("Nội dung được nới"),
        coerce=Limit,
        choices=[(one.value, _(one.vi)) for one in Limit],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nới ngày phát trong tuần: được phát cả thứ Bảy, Chủ nhật."),
    )
    sessions = forms.IntegerField(
        label=_("Số buổi trong ngày, nhiều nhất"), min_value=1, max_value=24, required=False, help_text=_("Để trống: không giới hạn.")
    )
    minutes = forms.IntegerField(
        label=_("Thời lượng một buổi, nhiều nhất (phút)"),
        min_value=1,
        max_value=24 * 60,
        required=False,
        help_text=_("Để trống: không giới hạn."),
    )

    def __init__(self, *args: Any, areas: Sequence[tuple[str, Sequence[tuple[UUID, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        territory = self.fields["territory"]
        assert isinstance(territory, forms.TypedChoiceField)
        territory.choices = [("", "—"), *((name, list(members)) for name, members in areas)]

    def clean(self) -> dict[str, Any]:
        """A time that runs forward, and no number for what is not lifted."""
        told = super().clean() or {}
        first, last, limits = told.get("valid_from"), told.get("valid_to"), told.get("limits")
        if first and last and last < first:
            self.add_error("valid_to", _("Ngày kết thúc trước ngày bắt đầu. Hãy kiểm tra lại hai ngày."))
        for name, limit in (("sessions", Limit.SESSIONS_A_DAY), ("minutes", Limit.SESSION_LENGTH)):
            if limits and told.get(name) and limit not in limits:
                self.add_error(name, _("Đã ghi mức mới nhưng chưa đánh dấu nội dung này ở trên."))
        return told

    @property
    def lifts(self) -> list[Lifted]:
        """What the paper lifts, and up to what."""
        sessions, minutes = self.cleaned_data["sessions"], self.cleaned_data["minutes"]
        to = {Limit.SESSIONS_A_DAY: sessions, Limit.SESSION_LENGTH: minutes and minutes * 60}
        return [Lifted(limit, to.get(limit)) for limit in self.cleaned_data["limits"]]
