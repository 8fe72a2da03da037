"""Forms of pages that join stages."""

from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from loa.server.kit.clock import HANOI
from loa.server.kit.forms import ActForm, Day
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
