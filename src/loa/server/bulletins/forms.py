"""What people fill in about texts: the words of a bulletin, a unit's own words, one sentence back, an opinion."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from loa.core.priorities import Priority
from loa.core.unit_words import LONGEST_FIELD, MARK, Declaration, FieldType
from loa.server.bulletins.models import Bulletin, Revision
from loa.server.bulletins.services import OwnWords, Words
from loa.server.kit.forms import ActForm, Day
from loa.server.kit.forms import Words as WordsField

LANGUAGES = [
    ("vi", _("Tiếng Việt")),
    ("mww", _("Tiếng Mông")),
    ("tyz", _("Tiếng Tày")),
    ("mtq", _("Tiếng Mường")),
    ("km", _("Tiếng Khmer")),
    ("en", "English"),
]
# Blanks a writer may use in a template, with the type that checks what a unit enters.
BLANKS: dict[str, tuple[str, FieldType]] = {
    "dia_diem": ("Địa điểm", FieldType.PLACE),
    "gio": ("Giờ", FieldType.HOURS),
    "ngay": ("Ngày", FieldType.DATES),
    "dien_thoai": ("Điện thoại trực", FieldType.HOTLINE),
    "noi_dung": ("Nội dung", FieldType.TEXT),
}
OWN_KEY = "loi_rieng"
_BLANK = re.compile(r"\{([a-z0-9_]+)\}")


class BulletinForm(ActForm):
    """Bản tin: one text for every channel."""

    at: ClassVar[dict[str, str]] = {"bulletin.validity_upside_down": "valid_to", "bulletin.title_missing": "text"}

    title = forms.CharField(label=_("Tiêu đề"), max_length=500)
    text = WordsField(
        label=_("Lời phát thanh"), tall=True, help_text=_("Câu ngắn, đọc lên nghe rõ. Số, chữ viết tắt được đọc thành lời tự động.")
    )
    shared_sentence = WordsField(
        label=_("Câu chung (xã, phường được thay bằng lời riêng)"), required=False, max_length=1000, help_text=_("Để trống nếu không cần.")
    )
    template = WordsField(
        label=_("Mẫu câu riêng"),
        required=False,
        max_length=1000,
        help_text=_("Ô trống viết trong ngoặc nhọn: {dia_diem}, {gio}, {ngay}, {dien_thoai}, {noi_dung}."),
    )
    short_text = WordsField(label=_("Tin nhắn SMS"), required=False, max_length=500)
    board_text = WordsField(label=_("Bảng tin, áp phích"), required=False, max_length=3000, help_text=_("Mỗi ý một dòng."))
    talking_points = WordsField(label=_("Đề cương nói"), required=False, max_length=6000, help_text=_("Mỗi ý một dòng."))
    source = WordsField(label=_("Nguồn"), required=False, max_length=1000)
    valid_from = Day(label=_("Hiệu lực từ ngày"))
    valid_to = Day(label=_("Đến hết ngày"), required=False)
    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=LANGUAGES)

    def clean(self) -> dict[str, Any]:
        """A sentence to be replaced and its template come together."""
        told = super().clean() or {}
        if bool(told.get("shared_sentence")) != bool(told.get("template")):
            self.add_error("template", _("Câu chung và mẫu câu riêng đi cùng nhau: hãy điền cả hai, hoặc để trống cả hai."))
        return told

    def words(self, held: Revision | None = None) -> Words:
        """The words as the service takes them; declarations that the form does not show stay as they were."""
        told = self.cleaned_data
        declared = _declared(told["shared_sentence"], told["template"], held.declared if held else [])
        text = told["text"]
        for one in declared[:1]:
            if one["key"] not in MARK.findall(text):
                text = f"{text.rstrip()}\n[[{one['key']}]]"
        if not declared:
            text = MARK.sub("", text).rstrip()
        return Words(
            title=told["title"],
            text=text,
            valid_from=told["valid_from"],
            valid_to=told["valid_to"],
            language=told["language"],
            declared=declared,
            short_text=told["short_text"],
            board_text=told["board_text"],
            talking_points=[line.strip() for line in told["talking_points"].splitlines() if line.strip()],
            source=told["source"],
        )

    @classmethod
    def initial_of(cls, bulletin: Bulletin, revision: Revision) -> dict[str, Any]:
        """What the form shows of a revision."""
        first = revision.declared[0] if revision.declared else {}
        return {
            "title": bulletin.title,
            "text": revision.text,
            "shared_sentence": first.get("sentence", ""),
            "template": first.get("template", ""),
            "short_text": revision.short_text,
            "board_text": revision.board_text,
            "talking_points": "\n".join(revision.talking_points),
            "source": revision.source,
            "valid_from": revision.valid_from,
            "valid_to": revision.valid_to,
            "language": revision.language,
        }


def _declared(sentence: str, template: str, held: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    if not sentence:
        return []
    first = held[0] if held else {}
    known = {field["name"]: field for field in first.get("fields", [])}
    fields = [known.get(name) or _blank(name) for name in dict.fromkeys(_BLANK.findall(template))]
    made = {"key": first.get("key", OWN_KEY), "sentence": sentence, "template": template, "fields": fields}
    return [made, *(dict(one) for one in held[1:])]


def _blank(name: str) -> dict[str, str]:
    label, kind = BLANKS.get(name, (name.replace("_", " ").capitalize(), FieldType.TEXT))
    return {"name": name, "label": label, "type": kind.value}


class NewBulletinForm(BulletinForm):
    """The first draft: for which agency and campaign, and how urgent."""

    agency = forms.TypedChoiceField(label=_("Đơn vị soạn"), coerce=UUID)
    campaign = forms.TypedChoiceField(
        label=_("Thuộc đợt tuyên truyền"), coerce=lambda text: UUID(text) if text else None, required=False, empty_value=None
    )
    priority = forms.ChoiceField(label=_("Mức ưu tiên"), choices=[(p.value, _(p.vi)) for p in (Priority.NORMAL, Priority.PRIORITY)])
    field_order = ("agency", "campaign", "title", "text", "priority")

    def __init__(self, *args: Any, agencies: Sequence[tuple[UUID, str]], campaigns: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency, campaign = self.fields["agency"], self.fields["campaign"]
        assert isinstance(agency, forms.TypedChoiceField)
        assert isinstance(campaign, forms.TypedChoiceField)
        agency.choices = list(agencies)
        campaign.choices = [("", _("không – thông báo của địa phương")), *campaigns]
        if len(agencies) == 1:
            agency.widget = forms.HiddenInput()
            self.initial.setdefault("agency", agencies[0][0])


class OwnWordsForm(ActForm):
    """Lời riêng của đơn vị: one blank for each field of the declared sentence, where it comes from, how long it holds."""

    source = forms.CharField(label=_("Nguồn thông tin"), max_length=300, help_text=_("Ví dụ: Trạm Y tế phường, thông báo ngày 1/8/2021."))
    valid_from = Day(label=_("Dùng từ ngày"))
    valid_to = Day(label=_("Đến hết ngày"), help_text=_("Hết ngày này, lời riêng tự rơi ra; bản tin phát bằng câu chung."))
    at: ClassVar[dict[str, str]] = {"bulletin.source_missing": "source", "bulletin.validity_upside_down": "valid_to"}

    def __init__(self, *args: Any, declaration: Declaration, **kwargs: Any) -> None:
        self.declaration = declaration
        super().__init__(*args, **kwargs)
        for blank in declaration.fields:
            self.fields[f"o_{blank.name}"] = forms.CharField(label=blank.label, max_length=LONGEST_FIELD, help_text=_(blank.type.vi))
        self.order_fields([*(f"o_{blank.name}" for blank in declaration.fields), "source", "valid_from", "valid_to"])

    def own(self) -> OwnWords:
        """As the service takes it."""
        told = self.cleaned_data
        return OwnWords(
            key=self.declaration.key,
            values={blank.name: told[f"o_{blank.name}"] for blank in self.declaration.fields},
            source=told["source"],
            valid_from=told["valid_from"],
            valid_to=told["valid_to"],
        )

    @staticmethod
    def initial_for(revision: Revision, today: date) -> dict[str, Any]:
        """From today until the bulletin itself ends."""
        return {"valid_from": max(today, revision.valid_from), "valid_to": revision.valid_to}


class OpinionForm(ActForm):
    """Ý kiến chuyên môn."""

    agrees = forms.ChoiceField(label=_("Ý kiến"), choices=[("yes", _("Đồng ý")), ("no", _("Chưa đồng ý"))], widget=forms.RadioSelect)
    text = WordsField(label=_("Nội dung ý kiến"), required=False, max_length=2000)
