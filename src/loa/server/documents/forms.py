"""What people fill in about official papers."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from loa.server.kit.forms import ActForm


class ReceiveForm(ActForm):
    """Tiếp nhận văn bản: the file, and which agency registers it."""

    at: ClassVar[dict[str, str]] = {"document.already_registered": "file"}

    file = forms.FileField(
        label=_("Tệp văn bản"),
        help_text=_("Văn bản dạng .docx hoặc .txt. Bản gốc được giữ nguyên."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.txt,text/plain"}),
        error_messages={"empty": _("Tệp không có nội dung. Hãy chọn lại đúng tệp văn bản.")},
        max_length=2000,
    )
    agency = forms.TypedChoiceField(label=_("Đơn vị vào sổ"), coerce=UUID)

    def __init__(self, *args: Any, agencies: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = list(agencies)
        if len(agencies) == 1:
            field.widget = forms.HiddenInput()
            self.initial.setdefault("agency", agencies[0][0])

    def clean_file(self) -> Any:
        """Refuse what is larger than the installation takes, before reading it."""
        file = self.cleaned_data["file"]
        if file.size > settings.LOA_MOST_UPLOAD_BYTES:
            most = settings.LOA_MOST_UPLOAD_BYTES // (1024 * 1024)
            raise forms.ValidationError(_("Tệp quá lớn (tối đa %(most)s MB). Hãy gửi tệp nhỏ hơn."), params={"most": most})
        return file


class NumberForm(ActForm):
    """Văn thư vào số."""

    at: ClassVar[dict[str, str]] = {"document.number_missing": "office_number"}

    office_number = forms.CharField(label=_("Số theo sổ của cơ quan (QLVB)"), max_length=40, help_text=_("Loa không tự đặt số."))
