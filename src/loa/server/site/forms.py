"""Forms of pages that join stages."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from loa.core.caps import Lifted, Limit
from loa.core.stations import StationKind, Technology
from loa.server.bulletins.models import ApprovalWay
from loa.server.bulletins.services import ToldOutside
from loa.server.kit import answers
from loa.server.kit.clock import HANOI
from loa.server.kit.forms import ActForm, Day, Words
from loa.server.reports.models import Level
from loa.server.site.asking import deadline_faults

END_OF_OFFICE_HOURS = time(17)


class AskForm(ActForm):
    """Mở kỳ báo cáo: the days whose figures are asked, and a deadline for each level, the lower the earlier."""

    at: ClassVar[dict[str, str]] = {"reports.round_upside_down": "ends_on"}

    starts_on = Day(label=_("Số liệu từ ngày"), required=False, help_text=_("Để trống: từ ngày đầu của đợt."))
    ends_on = Day(label=_("Chốt số liệu hết ngày"), required=False, help_text=_("Để trống: ngày cuối của đợt."))
    communes = Day(label=_("Hạn của xã, phường, thị trấn"))
    districts = Day(label=_("Hạn của quận, huyện, thị xã"), required=False, help_text=_("Để trống: cấp xã báo cáo thẳng cơ quan mình."))
    city = Day(label=_("Hạn báo cáo cấp trên của cơ quan mình"))

    def __init__(self, *args: Any, now: datetime, levels: Collection[Level] = tuple(Level), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        for level in set(Level) - set(levels):  # nobody of it answers to whoever asks
            del self.fields[level.value]

    def clean(self) -> dict[str, Any]:
        """Nobody can consolidate before those below have sent, nor send before the period is over, nor by a day gone by."""
        told = super().clean() or {}
        for day in ("starts_on", "ends_on"):
            told[day] = told.get(day) or self.initial[day]
        if not {"starts_on", "ends_on"} & self.errors.keys():
            for level, fault in deadline_faults(self.due, ends_on=told["ends_on"], now=self.now):
                self.add_error(level.value, answers.told(fault))
        given: list[tuple[str, date]] = [(name, told[name]) for name in ("communes", "districts", "city") if told.get(name)]
        for (_below, earlier), (above, later) in pairwise(given):
            if later <= earlier and above not in self.errors:
                self.add_error(above, _("Hạn của cấp trên phải sau hạn của cấp dưới, để kịp tổng hợp."))
        return told

    @property
    def due(self) -> dict[Level, datetime]:
        """Each level's deadline, at the end of office hours."""
        days = {level: self.cleaned_data.get(level.value) for level in Level}
        return {level: datetime.combine(day, END_OF_OFFICE_HOURS, tzinfo=HANOI) for level, day in days.items() if day}

    @property
    def period(self) -> tuple[date, date]:
        """The days whose figures are asked."""
        return self.cleaned_data["starts_on"], self.cleaned_data["ends_on"]


class RemindForm(ActForm):
    """Đôn đốc báo cáo: in whose name, and until when the late may still send."""

    at: ClassVar[dict[str, str]] = {"site.new_deadline_past": "new_due"}

    agency = forms.TypedChoiceField(label=_("Đơn vị đôn đốc"), coerce=UUID)
    new_due = Day(label=_("Hạn mới"), help_text=_("Đến hết giờ làm việc ngày này."))

    def __init__(self, *args: Any, agencies: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = list(agencies)
        if len(agencies) == 1:
            field.widget = forms.HiddenInput()
            self.initial.setdefault("agency", agencies[0][0])

    @property
    def new_due_at(self) -> datetime:
        """The end of office hours of the day."""
        return datetime.combine(self.cleaned_data["new_due"], END_OF_OFFICE_HOURS, tzinfo=HANOI)


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


class ApprovalLinkForm(ActForm):
    """Gửi liên kết duyệt một lần."""

    prefix = "send"
    approver = forms.TypedChoiceField(label=_("Người duyệt"), coerce=UUID)

    def __init__(self, *args: Any, approvers: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "approver", approvers)


class OutsideApprovalForm(ActForm):
    """Ghi nhận lãnh đạo đã duyệt ngoài hệ thống: who, how, when, a picture."""

    at: ClassVar[dict[str, str]] = {
        "bulletin.not_an_approver": "approver",
        "bulletin.own_approval_told": "approver",
        "bulletin.evidence_missing": "picture",
        "photo.unusable": "picture",
        "photo.too_large": "picture",
        "bulletin.given_at_unusable": "given_at",
    }

    prefix = "told"
    approver = forms.TypedChoiceField(label=_("Ai đã duyệt?"), coerce=UUID)
    way = forms.ChoiceField(
        label=_("Bằng cách nào?"), choices=[(way.value, _(way.vi)) for way in ApprovalWay if way.is_outside], widget=forms.RadioSelect
    )
    given_on = Day(label=_("Ngày"))
    given_at = forms.TimeField(
        label=_("Giờ"),
        input_formats=["%H:%M", "%H giờ %M", "%Hh%M"],
        widget=forms.TimeInput(attrs={"placeholder": "14:30"}, format="%H:%M"),
    )
    picture = forms.FileField(
        label=_("Ảnh ghi nhận"),
        help_text=_("Bút phê trên giấy, tin nhắn, hoặc ghi chép cuộc gọi."),
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    note = Words(label=_("Ghi chú"), required=False, max_length=500)

    def __init__(self, *args: Any, approvers: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "approver", approvers)

    def told(self, *, text_sha256: str, audio_sha256: str) -> ToldOutside:
        """What was typed, about the text and sound held now."""
        said = self.cleaned_data
        return ToldOutside(
            approver_id=said["approver"],
            way=ApprovalWay(said["way"]),
            given_at=datetime.combine(said["given_on"], said["given_at"], tzinfo=HANOI),
            picture=said["picture"].read(),
            note=said["note"],
            text_sha256=text_sha256,
            audio_sha256=audio_sha256,
        )


class LinkDecisionForm(ActForm):
    """Quyết định tại liên kết: yes, or no with a sentence; and the code that shows who holds the telephone."""

    at: ClassVar[dict[str, str]] = {"bulletin.why_missing": "why", "bulletin.link_code_wrong": "code"}

    decision = forms.ChoiceField(choices=[("approve", _("duyệt")), ("return", _("trả lại"))])
    why = Words(label=_("Một câu nêu điều cần sửa"), required=False, max_length=2000)
    code = forms.CharField(
        label=_("Mã xác thực"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        help_text=_("Mã 6 chữ số trong ứng dụng tạo mã của ông/bà, hoặc một mã khôi phục."),
    )


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[UUID, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class CodeForm(ActForm):
    """Bước hai: what the phone shows."""

    at: ClassVar[dict[str, str]] = {"people.code_wrong": "code", "people.second_step_resting": "code", "kit.seal_broken": "code"}

    code = forms.CharField(
        label=_("Mã 6 chữ số"),
        max_length=12,
        help_text=_("Mở ứng dụng tạo mã trên điện thoại; mã đổi mỗi 30 giây."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class RecoveryForm(ActForm):
    """Bước hai without the phone."""

    at: ClassVar[dict[str, str]] = {"people.code_wrong": "recovery", "people.second_step_resting": "recovery"}

    recovery = forms.CharField(
        label=_("Mã khôi phục"),
        max_length=40,
        help_text=_("Một mã chưa dùng trên tờ mã khôi phục, ví dụ: k7mp-2xqa-9rtz."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class AgainForm(ActForm):
    """Xác nhận lại bằng mật khẩu."""

    at: ClassVar[dict[str, str]] = {"people.password_wrong": "password", "people.second_step_resting": "password"}

    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ErasePersonForm(ActForm):
    """Xóa dữ liệu cá nhân: why, and that one knows it cannot be undone."""

    at: ClassVar[dict[str, str]] = {"site.erasure_unexplained": "why"}
    why = Words(label=_("Lý do"), max_length=2000, help_text=_("Theo yêu cầu của ai, ngày nào, hoặc căn cứ khác. Đừng ghi tên người ấy."))
    understood = forms.BooleanField(
        label=_("Tôi biết việc xóa không lùi lại được"),
        error_messages={"required": _("Việc xóa không lùi lại được. Hãy đánh dấu ô xác nhận rồi gửi lại.")},
    )


class TrailForm(forms.Form):
    """What to show of the trail: every field may be left empty."""

    tu = Day(label=_("Từ ngày"), required=False)
    den = Day(label=_("Đến hết ngày"), required=False)
    tu_choi = forms.BooleanField(label=_("Chỉ việc bị từ chối"), required=False)
    nguoi = forms.UUIDField(required=False, widget=forms.HiddenInput)
    viec = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)


class ReorganiseForm(ActForm):
    """Lập phương án sắp xếp: the act, the table, the day where the table does not say it."""

    at: ClassVar[dict[str, str]] = {
        "sheets.unreadable": "file",
        "sheets.too_large": "file",
        "reorganising.sheet_refused": "file",
    }

    act = forms.CharField(
        label=_("Văn bản quyết định"),
        max_length=300,
        help_text=_("Số, ký hiệu và ngày, ví dụ: Nghị quyết 1656/NQ-UBTVQH15 ngày 16/6/2025."),
    )
    effective_on = Day(label=_("Hiệu lực từ ngày"), required=False, help_text=_("Ngày đầu tiên của đơn vị mới. Để trống khi bảng đã ghi."))
    file = forms.FileField(
        label=_("Bảng sắp xếp"),
        help_text=_("Tệp Excel .xlsx theo bảng mẫu."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"empty": _("Tệp không có nội dung. Hãy chọn lại đúng tệp.")},
        max_length=2000,
    )


class AgreeForm(ActForm):
    """Xác nhận phương án: exactly this one, and why its conflicts do not stand in the way."""

    at: ClassVar[dict[str, str]] = {"reorganising.conflicts_unexplained": "why"}

    plan = forms.CharField(widget=forms.HiddenInput(), max_length=64)
    why = Words(
        label=_("Lý do vẫn áp dụng"), max_length=2000, help_text=_("Vì sao các điểm cần quyết ở trên không cản trở; ghi vào hồ sơ.")
    )

    def __init__(self, *args: Any, conflicts: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not conflicts:
            del self.fields["why"]
