"""Forms of pages that join stages."""

from datetime import date, datetime, time
from itertools import pairwise
from typing import Any

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
