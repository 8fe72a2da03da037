"""What people fill in about official papers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from loa.core.exchange import PacketStatus
from loa.core.paper_steps import NEEDS_WHY, PaperAction
from loa.server.documents.papers.as_text import blocks_of, text_of
from loa.server.documents.papers.content import Paper, Signature, Table
from loa.server.kit.forms import ActForm, Day, Words

TAKEN = ".pdf,.docx,.docm,.doc,.rtf,.txt,text/plain,image/jpeg,image/png,image/tiff,image/webp"


def _small_enough(file: Any) -> Any:
    if file.size > settings.LOA_MOST_UPLOAD_BYTES:
        most = settings.LOA_MOST_UPLOAD_BYTES // (1024 * 1024)
        raise forms.ValidationError(_("Tệp quá lớn (tối đa %(most)s MB). Hãy gửi tệp nhỏ hơn."), params={"most": most})
    return file


class ReceiveForm(ActForm):
    """Tiếp nhận văn bản: the file, and which agency registers it."""

    at: ClassVar[dict[str, str]] = {"documents.already_registered": "file"}

    file = forms.FileField(
        label=_("Tệp văn bản"),
        help_text=_("PDF, bản quét, ảnh chụp, Word (.docx, .doc, .rtf) hoặc chữ thuần (.txt). Bản gốc được giữ nguyên."),
        widget=forms.ClearableFileInput(attrs={"accept": TAKEN}),
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
        return _small_enough(self.cleaned_data["file"])


class SignedForm(ActForm):
    """Bản ký số gửi lại: the file. What stands against it is told when it was checked."""

    at: ClassVar[dict[str, str]] = dict.fromkeys(
        ("documents.signed_file_not_pdf", "documents.file_too_large", "documents.file_empty"), "file"
    )

    file = forms.FileField(
        label=_("Tệp PDF đã ký số"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={"empty": _("Tệp không có nội dung. Hãy chọn lại tệp PDF đã ký.")},
        max_length=2000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_signed_%s", **kwargs})

    def clean_file(self) -> Any:
        """Refuse what is larger than the installation takes, before reading it."""
        return _small_enough(self.cleaned_data["file"])


class TakeAnywayForm(ActForm):
    """Bản ký chưa nhận: checked anew, with the reason why it is taken where a person has to answer for something."""

    at: ClassVar[dict[str, str]] = {"documents.signed_file_doubtful": "why"}

    why = forms.CharField(label=_("Lý do vẫn nhận"), max_length=500, required=False)

    def __init__(self, *args: Any, needs_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needs_why:
            self.fields["why"].required = True
        else:
            self.fields["why"].widget = forms.HiddenInput()


class NumberForm(ActForm):
    """Văn thư cấp số."""

    at: ClassVar[dict[str, str]] = dict.fromkeys(("documents.number_missing", "documents.number_taken"), "office_number")
    at |= {"documents.day_far": "signed_on"}

    office_number = forms.CharField(label=_("Số theo sổ của cơ quan (QLVB)"), max_length=40, help_text=_("Loa không tự đặt số."))
    signed_on = Day(label=_("Ngày của văn bản"), required=False, help_text=_("Để trống nếu giữ ngày đang ghi trên văn bản."))


class DraftForm(ActForm):
    """Bản thảo văn bản đi: what a person edits, one item a line."""

    seen = forms.CharField(widget=forms.HiddenInput(), max_length=64)
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60)
    subject = forms.CharField(label=_("Trích yếu"), max_length=500)
    addressed_to = Words(label=_("Kính gửi"), required=False, help_text=_("Mỗi nơi một dòng."))
    bases = Words(label=_("Căn cứ"), required=False, help_text=_("Mỗi căn cứ một dòng."))
    body = Words(
        label=_("Nội dung"),
        tall=True,
        help_text=_(
            "Mỗi đoạn một dòng. “# I.” và “## 1.” là đề mục; “Điều 1.” là điều; “1.”, “a)”, “-” là khoản, điểm, gạch đầu dòng; [Bảng 1] là bảng có sẵn."
        ),
    )
    recipients = Words(label=_("Nơi nhận"), required=False, help_text=_("Mỗi nơi một dòng, không ghi dòng “Lưu”."))
    archive = forms.CharField(label=_("Lưu"), max_length=120)
    authority_lines = Words(label=_("Quyền hạn, chức vụ người ký"), required=False, help_text=_("Mỗi dòng một dòng trên văn bản."))
    signer = forms.CharField(label=_("Họ và tên người ký"), max_length=200, required=False)

    @classmethod
    def showing(cls, paper: Paper, *, seen: str) -> "DraftForm":
        """The paper as it stands."""
        return cls(
            initial={
                "seen": seen,
                "symbol": paper.symbol,
                "subject": paper.subject,
                "addressed_to": "\n".join(paper.addressed_to),
                "bases": "\n".join(paper.bases),
                "body": text_of(paper.body),
                "recipients": "\n".join(paper.recipients),
                "archive": paper.archive,
                "authority_lines": "\n".join(paper.signature.lines),
                "signer": paper.signature.name,
            }
        )

    def over(self, paper: Paper) -> Paper:
        """The paper with what was typed; its tables and everything that is not on the form stay."""
        told = self.cleaned_data
        untouched = told["body"].strip() == text_of(paper.body).strip()
        tables = [block for block in paper.body if isinstance(block, Table)]
        return replace(
            paper,
            symbol=told["symbol"],
            subject=told["subject"],
            addressed_to=_lines(told["addressed_to"]),
            bases=_lines(told["bases"]),
            body=paper.body if untouched else blocks_of(told["body"], tables=tables),
            recipients=_lines(told["recipients"]),
            archive=told["archive"],
            signature=Signature(_lines(told["authority_lines"]), told["signer"]),
        )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class StepForm(ActForm):
    """Một bước của văn bản đi: why, where the step needs it; which paper takes its place, where it is replaced."""

    at: ClassVar[dict[str, str]] = {
        "documents.step_why_missing": "why",
        "documents.form_faulty": "why",
        "documents.not_replaceable": "replacement",
    }

    why = forms.CharField(label=_("Lý do"), max_length=500, required=False)
    replacement = forms.TypedChoiceField(label=_("Văn bản thay thế"), coerce=UUID, required=False, empty_value=None)

    def __init__(self, *args: Any, action: PaperAction, issued: Sequence[tuple[UUID, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        field = self.fields["replacement"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = list(issued)
        if action is not PaperAction.REPLACE:
            del self.fields["replacement"]
        if action not in NEEDS_WHY and action is not PaperAction.CHECK:
            del self.fields["why"]
        else:
            self.fields["why"].required = action in NEEDS_WHY
        if action is PaperAction.CHECK:
            self.fields["why"].help_text = _("Chỉ ghi khi giữ nguyên một chỗ chưa đúng thể thức.")

    @property
    def facts(self) -> dict[str, Any]:
        """What the step is told beside the paper."""
        return {"replacement_id" if key == "replacement" else key: value for key, value in self.cleaned_data.items()}

    def clean_replacement(self) -> UUID:
        """Which paper must be said."""
        chosen = self.cleaned_data["replacement"]
        if chosen is None:
            raise forms.ValidationError(_("Hãy chọn văn bản đã phát hành thay cho văn bản này."))
        return UUID(str(chosen))


class ReturnForm(ActForm):
    """Trả lại văn bản."""

    at: ClassVar[dict[str, str]] = {"receipt.return_without_reason": "why"}

    why = Words(label=_("Lý do trả lại"), max_length=1000)


class PacketForm(ActForm):
    """Nhận gói edXML: the file, and which office takes it."""

    at: ClassVar[dict[str, str]] = {
        "documents.packet_unreadable": "file",
        "documents.packet_unsafe": "file",
        "documents.packet_incomplete": "file",
    }

    file = forms.FileField(
        label=_("Tệp edXML"),
        help_text=_("Gói văn bản (.edxml, .xml) tải từ hệ thống liên thông, hoặc tệp trạng thái mà nơi nhận gửi về."),
        widget=forms.ClearableFileInput(attrs={"accept": ".edxml,.xml,text/xml,application/xml"}),
        max_length=2000,
    )
    agency = forms.TypedChoiceField(label=_("Đơn vị nhận"), coerce=UUID)

    def __init__(self, *args: Any, agencies: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = list(agencies)
        if len(agencies) == 1:
            field.widget = forms.HiddenInput()
            self.initial.setdefault("agency", agencies[0][0])


class AnswerForm(ActForm):
    """Báo trạng thái xử lý cho nơi gửi."""

    at: ClassVar[dict[str, str]] = {"exchange.reason_needed": "description"}

    answer = forms.ChoiceField(label=_("Trạng thái"))
    description = Words(label=_("Nội dung"), required=False, max_length=1000, help_text=_("Từ chối thì phải ghi lý do."))

    def __init__(self, *args: Any, statuses: Sequence[PacketStatus], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, _(one.vi)) for one in statuses]


class IdentifierForm(ActForm):
    """Mã định danh của cơ quan."""

    at: ClassVar[dict[str, str]] = {"agencies.identifier_not_one": "identifier", "agencies.identifier_taken": "identifier"}

    identifier = forms.CharField(label=_("Mã định danh"), max_length=40, help_text=_("Ví dụ H26.3 hoặc 000.00.00.H26."))
    source = forms.CharField(label=_("Theo quyết định"), max_length=300)
    valid_from = Day(label=_("Hiệu lực từ ngày"))


class IdentifierListForm(ActForm):
    """Danh sách mã định danh: the table, and what stands for rows that leave day or act blank."""

    at: ClassVar[dict[str, str]] = {"sheets.table_unreadable": "file", "sheets.too_large": "file"}

    file = forms.FileField(
        label=_("Tệp danh sách"),
        help_text=_("Excel (.xlsx) hoặc CSV mã UTF-8, theo bảng mẫu."),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
        max_length=2000,
    )
    source = forms.CharField(label=_("Theo quyết định"), max_length=300, required=False, help_text=_("Dùng cho các dòng để trống cột này."))
    valid_from = Day(label=_("Hiệu lực từ ngày"), required=False, help_text=_("Dùng cho các dòng để trống cột này."))

    def clean_file(self) -> Any:
        """Refuse what is larger than the installation takes, before reading it."""
        return _small_enough(self.cleaned_data["file"])


class EnterListForm(ActForm):
    """Ghi danh sách đã xem trước: which list, and what stood for its blanks."""

    list_sha256 = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput())
    name = forms.CharField(max_length=255, widget=forms.HiddenInput())
    source = forms.CharField(max_length=300, required=False, widget=forms.HiddenInput())
    valid_from = Day(required=False, widget=forms.HiddenInput())


class CorrectionForm(ActForm):
    """Sửa một chỗ đọc được: every one may say why. What the service asks for (`asked`) is not called optional, though it may be taken out."""

    asked: ClassVar[tuple[str, ...]] = ()
    why = forms.CharField(label=_("Lý do sửa"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_sua_%s", **kwargs})
        for name in self.asked:
            self.fields[name].asked = True  # type: ignore[attr-defined] # read by field.html
        self.order_fields([name for name in self.fields if name != "why"] + ["why"])


class LineForm(CorrectionForm):
    """Một dòng "Kính gửi": its words, or several lines for it."""

    at: ClassVar[dict[str, str]] = dict.fromkeys(
        ("documents.correction_empty", "documents.correction_too_long", "documents.too_many_lines"), "lines"
    )

    asked = ("lines",)
    line = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    lines = Words(
        label=_("Kính gửi"),
        required=False,
        help_text=_("Mỗi nơi một dòng, ghi đủ tên cơ quan và địa bàn. Loa đối chiếu với các cơ quan ở ngày của văn bản."),
    )

    @property
    def typed(self) -> list[str]:
        """The lines, one place each."""
        return [line for line in self.cleaned_data["lines"].splitlines() if line.strip()]


class CopiesForm(CorrectionForm):
    """Nơi nhận và Lưu."""

    at: ClassVar[dict[str, str]] = dict.fromkeys(("documents.correction_too_long", "documents.too_many_lines"), "lines")

    seen = forms.CharField(widget=forms.HiddenInput(), max_length=64)
    lines = Words(
        label=_("Nơi nhận"), required=False, help_text=_("Mỗi nơi một dòng; mục đích để trong ngoặc, ví dụ: UBND Thành phố (để báo cáo).")
    )
    archive = forms.CharField(label=_("Lưu"), max_length=300, required=False)


class DueForm(CorrectionForm):
    """A day and an hour: chosen among the days that the original names, or typed."""

    found = forms.ChoiceField(label=_("Ngày có trong văn bản"), required=False)
    day = Day(label=_("Hoặc ghi ngày"), required=False)
    hour = forms.TimeField(
        label=_("Giờ"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Không phải một giờ có thật, ví dụ 17:00.")},
    )

    def __init__(self, *args: Any, days: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["found"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("– không chọn –")), *days]

    @property
    def due(self) -> date | None:
        """The day: what was typed, else what was chosen."""
        typed, chosen = self.cleaned_data.get("day"), self.cleaned_data.get("found")
        return typed or (date.fromisoformat(chosen) if chosen else None)

    @property
    def time(self) -> str | None:
        """The hour as "17:00"."""
        hour = self.cleaned_data.get("hour")
        return f"{hour:%H:%M}" if hour else None


class DeadlineForm(DueForm):
    """Một thời hạn."""

    at: ClassVar[dict[str, str]] = {
        "documents.deadline_stands_already": "day",
        "documents.deadline_before_letter": "day",
        "documents.words_not_in_original": "words",
    }

    sort = forms.CharField(widget=forms.HiddenInput(), required=False, max_length=20)
    value = forms.CharField(widget=forms.HiddenInput(), required=False, max_length=300)
    words = forms.CharField(
        label=_("Chữ của bản gốc nói thời hạn này"),
        required=False,
        max_length=500,
        help_text=_("Chép đúng một đoạn của bản gốc; để trống thì Loa tự tìm ngày đó trong bản gốc."),
        widget=forms.TextInput(attrs={"data-words": ""}),
    )

    def clean(self) -> dict[str, Any]:
        """A day must be said, unless the line is taken out."""
        if "bo" not in self.data and "day" not in self.errors and self.due is None:
            self.add_error("day", _("Hãy chọn một ngày có trong văn bản, hoặc ghi ngày."))
        return self.cleaned_data


class ClauseForm(DueForm):
    """Một yêu cầu: ai, việc gì, khi nào; hoặc không phải yêu cầu."""

    at: ClassVar[dict[str, str]] = {
        "documents.deadline_before_letter": "day",
        "documents.correction_empty": "text",
        "documents.correction_too_long": "text",
    }

    asked = ("text",)
    path = forms.CharField(widget=forms.HiddenInput(), max_length=60)
    seen = forms.CharField(widget=forms.HiddenInput(), max_length=64)
    kind = forms.ChoiceField(label=_("Đoạn này là"), widget=forms.RadioSelect)
    addressees = Words(label=_("Đơn vị thực hiện"), required=False, max_length=20_000, help_text=_("Mỗi nơi một dòng, như văn bản gọi."))
    text = Words(label=_("Nội dung yêu cầu"), required=False)
    no_due = forms.BooleanField(label=_("Bỏ thời hạn đang ghi"), required=False)
    field_order = ("kind", "addressees", "text", "found", "day", "hour", "no_due")

    def __init__(self, *args: Any, section: bool = False, worded: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        asks = [("section", _("phần gồm nhiều yêu cầu"))] if section else [("request", _("yêu cầu")), ("report", _("yêu cầu báo cáo"))]
        field.choices = [*asks, ("context", _("không phải yêu cầu"))]
        if worded:
            self.fields["no_due"].help_text = worded
        else:
            del self.fields["no_due"]


class RequestForm(DueForm):
    """Một yêu cầu mà máy đọc thiếu, by its words in the original."""

    at: ClassVar[dict[str, str]] = {
        "documents.words_not_in_original": "words",
        "documents.correction_empty": "words",
        "documents.correction_too_long": "words",
        "documents.deadline_before_letter": "day",
    }

    asked = ("words",)
    words = Words(
        label=_("Chữ của bản gốc"),
        required=False,
        max_length=20_000,
        help_text=_("Chép đúng một đoạn liền nhau của bản gốc."),
        widget=forms.Textarea(attrs={"rows": 4, "data-words": ""}),
    )
    kind = forms.ChoiceField(label=_("Đoạn này là"), choices=[("request", _("yêu cầu")), ("report", _("yêu cầu báo cáo"))])
    addressees = Words(
        label=_("Đơn vị thực hiện"), required=False, max_length=20_000, help_text=_("Để trống thì Loa đọc trong chính đoạn đã chọn.")
    )
    field_order = ("words", "kind", "addressees", "found", "day", "hour")
