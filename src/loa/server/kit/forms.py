"""The base of the house's forms: text in NFC, limits on what is taken, and an act's refusal shown beside the field it speaks of."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from loa.core.errors import LoaError, NotFound
from loa.core.folding import nfc
from loa.server.kit import answers
from loa.server.kit.actors import Actor

Outcome = TypeVar("Outcome")

MOST_TEXT = 60_000


class Day(forms.DateField):
    """A day, typed as 28/7/2021. Not the browser's own picker: it writes days in the order of its own language, and 08/04 misleads."""

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "widget", forms.DateInput(attrs={"placeholder": "28/7/2021", "maxlength": "10", "autocomplete": "off"}, format="%-d/%-m/%Y")
        )
        options.setdefault("input_formats", ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"])
        options.setdefault(
            "error_messages", {"invalid": _("Không phải một ngày có thật. Hãy ghi theo dạng ngày/tháng/năm, ví dụ 28/7/2021.")}
        )
        super().__init__(**options)


class Words(forms.CharField):
    """Longer text, in NFC, with its line breaks."""

    def __init__(self, *, tall: bool = False, **options: Any) -> None:
        options.setdefault("max_length", MOST_TEXT)
        options.setdefault("widget", forms.Textarea(attrs={"rows": 10 if tall else 3, **({"class": "tall"} if tall else {})}))
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        """One way to write a letter with its marks, one way to break a line."""
        return nfc(str(super().to_python(value) or "")).replace("\r\n", "\n")


class ActForm(forms.Form):
    """A form whose sending is one act. A refusal keeps what was typed and stands at its field (`at`: error code -> field)."""

    at: ClassVar[dict[str, str]] = {}
    status = 422
    refusal: LoaError | None = None  # of the act, for a page that leads on from it
    required_css_class = "required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages.setdefault("required", str(_("Hãy điền ô này.")))
            field.error_messages["required"] = _("Hãy điền ô này.")
            if field.error_messages.get("empty") == forms.FileField.default_error_messages["empty"]:
                field.error_messages["empty"] = _("Tệp không có nội dung. Hãy chọn lại đúng tệp.")
        self.use_required_attribute = False  # the server's sentence says more than the browser's

    def carry_out(self, act: Callable[[], Outcome], *, by: Actor, what: str) -> Outcome | None:
        """The act's outcome, or None with the refusal added to the form and noted in the trail. What is not there stays a 404."""
        try:
            return act()
        except NotFound:
            raise
        except LoaError as error:
            answers.note(error, by=by, what=what)
            self.status, self.refusal = error.status, error
            self.add_error(self.at.get(error.code), answers.told(error))
            return None
