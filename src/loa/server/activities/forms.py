"""Ghi một hoạt động: three taps and a photo."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from loa.core.activity_kinds import KINDS, Unit
from loa.server.kit.forms import ActForm, Day, Words


class ActivityForm(ActForm):
    """Kind, how many, when; everything else can be left."""

    at: ClassVar[dict[str, str]] = {
        "activities.suspended": "kind",
        "activities.unknown_kind": "kind",
        "activities.unit_unfit": "unit",
        "activities.quantity_unusable": "quantity",
        "activities.day_in_future": "done_on",
        "photo.unusable": "photo",
        "photo.too_large": "photo",
    }

    kind = forms.ChoiceField(label=_("Việc gì?"), choices=[(kind.code, _(kind.vi)) for kind in KINDS.values()], widget=forms.RadioSelect)
    quantity = forms.IntegerField(label=_("Bao nhiêu?"), min_value=1, initial=1, widget=forms.NumberInput(attrs={"inputmode": "numeric"}))
    unit = forms.ChoiceField(
        label=_("Đơn vị tính"), required=False, choices=[("", _("theo loại việc")), *((unit.value, _(unit.vi)) for unit in Unit)]
    )
    done_on = Day(label=_("Ngày"))
    photo = forms.FileField(
        label=_("Ảnh"), required=False, widget=forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"})
    )
    campaign = forms.TypedChoiceField(
        label=_("Thuộc đợt"), required=False, coerce=lambda text: UUID(text) if text else None, empty_value=None
    )
    approximate = forms.BooleanField(label=_("Số ước lượng"), required=False)
    supplied_by = forms.CharField(label=_("Nguồn cấp (đơn vị in, phát)"), required=False, max_length=300)
    note = Words(label=_("Ghi chú"), required=False, max_length=2000)

    def __init__(self, *args: Any, campaigns: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["campaign"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("không thuộc đợt nào")), *campaigns]


class PersonalLinkForm(ActForm):
    """Cấp liên kết cá nhân: to a communicator of the list, or to somebody new by name."""

    at: ClassVar[dict[str, str]] = {"activities.communicator_unnamed": "full_name", "activities.link_lasts_too_long": "valid_to"}

    person = forms.TypedChoiceField(
        label=_("Tuyên truyền viên"), required=False, coerce=lambda text: UUID(text) if text else None, empty_value=None
    )
    full_name = forms.CharField(label=_("Họ và tên người mới"), required=False, max_length=200)
    valid_to = Day(label=_("Dùng đến hết ngày"))

    def __init__(self, *args: Any, communicators: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("người mới, ghi tên ở dưới")), *communicators]
