"""What people fill in about people: a role, a newcomer, a password of one's own."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loa.core.folding import search_key
from loa.core.roles import NOT_DELEGATED, Right, Role, rights_of_grant
from loa.server.agencies.queries import search_agencies
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.kit.forms import ActForm, Day
from loa.server.people.models import RoleGrant
from loa.server.people.queries import agencies_managed_by, colleagues_of, rights_in

MOST_LOOKED_AT = 400
MOST_NAMED = 5


def role_choices() -> list[tuple[str, str]]:
    """The roles in the reader's language."""
    return [(role.value, gettext(role.vi)) for role in Role]


def right_choices(rights: Iterable[Right] = Right) -> list[tuple[str, str]]:
    """The rights in the reader's language; looking is everybody's and is no choice."""
    held = frozenset(rights)
    return [(right.value, gettext(right.vi)) for right in Right if right in held and right is not Right.VIEW]


def offer(form: ActForm, name: str, choices: list[tuple[str, str]]) -> None:
    """What may be chosen in one field of one form."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class Rights(forms.TypedMultipleChoiceField):
    """Some rights, ticked."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(coerce=Right, choices=right_choices, **options)


class PlacedForm(ActForm):
    """Which role, at which agency, from when."""

    at: ClassVar[dict[str, str]] = {
        "people.right_missing": "agency",
        "people.rights_beyond_role": "rights",
        "agencies.unknown": "agency",
    }

    role = forms.TypedChoiceField(label=_("Vai trò"), coerce=Role, choices=role_choices)
    agency = forms.CharField(label=_("Tại đơn vị"), max_length=300, help_text=_("Ghi tên hoặc một phần tên, không cần dấu."))
    valid_from = Day(label=_("Từ ngày"))
    rights = Rights(
        label=_("Quyền tùy chỉnh"),
        required=False,
        help_text=_("Không chọn ô nào: đúng các quyền của vai trò. Có chọn: chỉ những quyền ấy; có thể thêm quyền xuất tệp."),
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["agency"].widget.attrs["autocomplete"] = "off"

    def clean_agency(self) -> UUID:
        """The one agency so called among those the administrator manages; several are named, so that one can be written."""
        words = self.cleaned_data["agency"]
        managed = set(agencies_managed_by(self.by))
        found = [v for v in search_agencies(words, clock.today(), limit=MOST_LOOKED_AT) if v.agency_id in managed]
        exact = [v for v in found if search_key(words) in {search_key(v.name), search_key(v.short_name)}]
        if len(exact or found) == 1:
            return (exact or found)[0].agency_id
        if found:
            names = "; ".join(v.name for v in found[:MOST_NAMED])
            raise forms.ValidationError(
                _("Có %(n)s đơn vị khớp, ví dụ: %(names)s. Hãy ghi đủ tên."), params={"n": len(found), "names": names}
            )
        raise forms.ValidationError(_("Không có đơn vị nào khớp trong phạm vi ông/bà quản trị."))


class GrantForm(PlacedForm):
    """Giao vai trò to somebody who is here already."""

    at: ClassVar[dict[str, str]] = {
        **PlacedForm.at,
        "people.already_held": "role",
        "people.period_upside_down": "valid_to",
    }

    field_order = ("role", "agency", "valid_from", "valid_to", "rights")

    valid_to = Day(label=_("Đến hết ngày"), required=False)


class NewcomerForm(PlacedForm):
    """Người dùng mới: a name, a way in, and the first role."""

    at: ClassVar[dict[str, str]] = {
        **PlacedForm.at,
        "people.name_missing": "full_name",
        "people.username_unusable": "username",
        "people.username_taken": "username",
    }
    field_order = ("full_name", "username", "role", "agency", "valid_from", "rights")

    full_name = forms.CharField(label=_("Họ và tên"), max_length=200)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=80,
        help_text=_("Chữ thường không dấu, chữ số, dấu chấm, gạch ngang; ví dụ: phuong.canbo."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class EndForm(ActForm):
    """Kết thúc vai trò hoặc tài khoản: the last day where it is a role, and why."""

    at: ClassVar[dict[str, str]] = {
        "people.end_in_the_past": "on",
        "people.grant_over": "on",
        "people.why_missing": "why",
    }

    on = Day(label=_("Ngày cuối giữ vai trò"), help_text=_("Ghi hôm qua để kết thúc ngay."))
    why = forms.CharField(label=_("Lý do"), max_length=500)


class PasswordForm(ActForm):
    """Đổi mật khẩu của mình."""

    at: ClassVar[dict[str, str]] = {"people.password_wrong": "current", "people.password_weak": "new"}

    current = forms.CharField(
        label=_("Mật khẩu đang dùng"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("Mật khẩu mới"),
        max_length=200,
        strip=False,
        help_text=_("Ít nhất 10 ký tự; dài và dễ nhớ tốt hơn ngắn và khó."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Mật khẩu mới, nhập lại"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Twice the same."""
        return twice_the_same(self, super().clean() or {})


class DelegateForm(ActForm):
    """Ủy quyền một vai trò của mình: to whom, which rights, until when, and why."""

    at: ClassVar[dict[str, str]] = {
        "people.delegate_unsuitable": "to",
        "people.already_delegated": "to",
        "people.nothing_to_delegate": "rights",
        "people.delegation_too_long": "valid_to",
        "people.why_missing": "why",
    }

    to = forms.TypedChoiceField(label=_("Người được ủy quyền"), coerce=UUID)
    rights = Rights(label=_("Những quyền được ủy quyền"))
    valid_from = Day(label=_("Từ ngày"))
    valid_to = Day(label=_("Đến hết ngày"))
    why = forms.CharField(label=_("Lý do"), max_length=500, help_text=_("Ví dụ: đi công tác, nghỉ phép. Câu này nằm lại trong dấu vết."))

    def __init__(self, *args: Any, grant: RoleGrant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", [("", "…"), *((str(p.pk), p.full_name) for p in colleagues_of(grant, on=clock.today()))])
        held = rights_of_grant(Role(grant.role), rights_in(grant.rights)) - NOT_DELEGATED
        offer(self, "rights", right_choices(held))


class TitleForm(ActForm):
    """Chức danh: the words, at which agency, from when."""

    at: ClassVar[dict[str, str]] = {
        "people.right_missing": "agency",
        "agencies.unknown": "agency",
        "people.title_missing": "title",
        "people.title_overlaps": "valid_from",
        "people.period_upside_down": "valid_to",
    }

    title = forms.CharField(
        label=_("Chức danh"), max_length=200, help_text=_("Ghi đủ, như trên văn bản: Phó Chủ tịch Ủy ban nhân dân phường.")
    )
    agency = forms.TypedChoiceField(label=_("Tại đơn vị"), coerce=UUID)
    valid_from = Day(label=_("Từ ngày"))
    valid_to = Day(label=_("Đến hết ngày"), required=False)
    act = forms.CharField(label=_("Quyết định bổ nhiệm"), max_length=300, required=False)

    def __init__(self, *args: Any, agencies: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", [(str(pk), name) for pk, name in agencies])


class TitleEndForm(ActForm):
    """Ngày cuối của chức danh."""

    at: ClassVar[dict[str, str]] = {"people.period_upside_down": "on", "people.why_missing": "why"}

    on = Day(label=_("Ngày cuối mang chức danh"))
    why = forms.CharField(label=_("Lý do"), max_length=500)


class FirstPasswordForm(ActForm):
    """Chọn mật khẩu tại đường dẫn mời."""

    at: ClassVar[dict[str, str]] = {"people.password_weak": "new"}

    new = forms.CharField(
        label=_("Mật khẩu"),
        max_length=200,
        strip=False,
        help_text=_("Ít nhất 10 ký tự; dài và dễ nhớ tốt hơn ngắn và khó."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Mật khẩu, nhập lại"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Twice the same."""
        return twice_the_same(self, super().clean() or {})


def twice_the_same(form: ActForm, told: dict[str, Any]) -> dict[str, Any]:
    """A new password, typed twice."""
    if told.get("new") and told.get("again") and told["new"] != told["again"]:
        form.add_error("again", _("Hai lần nhập mật khẩu mới khác nhau. Hãy nhập lại."))
    return told
