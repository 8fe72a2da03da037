"""What people fill in about official papers."""

from collections.abc import Sequence
from dataclasses import replace
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
    """Bản ký số gửi lại: the file, and why it is taken where something stands against it."""

    at: ClassVar[dict[str, str]] = {
        "documents.signed_file_doubtful": "why",
        **dict.fromkeys(
            (
                "documents.signed_file_not_pdf",
                "documents.password_protected",
                "documents.pdf_damaged",
                "documents.file_too_large",
                "documents.file_empty",
                "documents.signature_missing",
                "documents.signature_broken",
                "documents.changed_after_signing",
                "documents.signer_revoked",
                "documents.signatures_take_too_long",
                "documents.signed_number_differs",
            ),
            "file",
        ),
    }

    file = forms.FileField(
        label=_("Tệp PDF đã ký số"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={"empty": _("Tệp không có nội dung. Hãy chọn lại tệp PDF đã ký.")},
        max_length=2000,
    )
    why = forms.CharField(
        label=_("Lý do vẫn nhận"),
        max_length=500,
        required=False,
        help_text=_("Chỉ ghi khi Loa báo có điều cần người xác nhận; sau đó chọn lại tệp."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_signed_%s", **kwargs})

    def clean_file(self) -> Any:
        """Refuse what is larger than the installation takes, before reading it."""
        return _small_enough(self.cleaned_data["file"])


class NumberForm(ActForm):
    """Văn thư vào số."""

    at: ClassVar[dict[str, str]] = {"document.number_missing": "office_number"}

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
    """Báo trạng thái xử lý cho bên gửi."""

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
