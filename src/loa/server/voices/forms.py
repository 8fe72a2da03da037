"""Cách đọc: an entry of an office's dictionary, and how it says numbers."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from loa.core.speakable.manner import CHOICES
from loa.server.kit.forms import ActForm

TOLD = {
    "thousand": _("1.000: một …"),
    "odd": _("105: một trăm … năm"),
    "billion": _("1.000.000.000: một …"),
    "four": _("24: hai mươi …"),
    "slash": _("Dấu / trong số nhà, ngõ, hẻm"),
}


class ReadingForm(ActForm):
    """What is written, and how it is said."""

    at: ClassVar[dict[str, str]] = {"voice.reading_unusable": "spoken"}

    agency = forms.TypedChoiceField(label=_("Đơn vị"), coerce=UUID)
    written = forms.CharField(
        label=_("Viết trong văn bản"), max_length=200, widget=forms.TextInput(attrs={"placeholder": "NVHBM", "autocomplete": "off"})
    )
    spoken = forms.CharField(
        label=_("Đọc thành"),
        max_length=300,
        widget=forms.TextInput(attrs={"placeholder": "nhà văn hóa Bạch Mai", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, agencies: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = agencies


class MannerForm(ActForm):
    """One choice for each word that regions say differently."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in CHOICES.items():
            options = [("", _("như đơn vị cấp trên")), *((word, word) for word in words)]
            self.fields[name] = forms.ChoiceField(label=TOLD[name], choices=options, required=False)

    def chosen(self) -> dict[str, str]:
        """What was chosen; the rest is asked of the office above."""
        return {name: word for name, word in self.cleaned_data.items() if word}
