"""The error tree. Every refusal has a machine code, the facts, an HTTP status and a sentence a person can act on.

LoaError
├── Refused          403  the rule, or the caller's rights, forbid it
├── NotFound         404  no such thing, or not for the caller: both look the same
├── Conflict         409  somebody or something came first
├── TooLarge         413  more bytes than are taken
├── BadInput         422  what was given cannot be used
└── Unavailable      503  a part of the system is not there now; trying again may help
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from loa.core.words import Translate, told, vi


class LoaError(Exception):
    """Root of the tree. Subclasses set `code`, `status` and `sentence`; facts are given by keyword.

    The sentence is a Vietnamese source string with `{fact}` places: it says what happened and what to do.
    """

    code: ClassVar[str] = "loa"
    status: ClassVar[int] = 500
    sentence: ClassVar[str] = vi("Có lỗi ngoài dự kiến. Hãy thử lại; nếu vẫn lỗi, báo quản trị viên.")

    def __init__(self, **facts: Any) -> None:
        self.facts: Mapping[str, Any] = facts
        super().__init__(self.code)

    def say(self, translate: Translate = str) -> str:
        """The sentence with its facts filled in, in Vietnamese or as `translate` says it."""
        return translate(self.sentence).format_map(_Facts(told(self.facts, translate)))

    def __str__(self) -> str:
        return self.say()


class _Facts(dict[str, Any]):
    """A fact nobody gave shows as its own name: an error must never fail while it is being told."""

    def __missing__(self, key: str) -> str:
        return key


class Refused(LoaError):
    """The rule, or the rights of the caller, forbid it."""

    code = "refused"
    status = 403
    sentence = vi("Tài khoản không có quyền làm việc này. Hãy đề nghị người quản trị của đơn vị cấp quyền.")


class NotFound(LoaError):
    """There is no such thing, or it is not for the caller; the answer does not tell which."""

    code = "not_found"
    status = 404
    sentence = vi("Không tìm thấy nội dung này trong phạm vi của đơn vị. Hãy kiểm tra lại đường dẫn.")


class Conflict(LoaError):
    """Somebody or something came first."""

    code = "conflict"
    status = 409
    sentence = vi("Nội dung vừa được người khác thay đổi. Hãy tải lại trang rồi làm tiếp; phần đã nhập vẫn được giữ.")


class TooLarge(LoaError):
    """More bytes than are taken."""

    code = "too_large"
    status = 413
    sentence = vi("Tệp quá lớn. Hãy gửi tệp nhỏ hơn.")


class BadInput(LoaError):
    """What was given cannot be used."""

    code = "bad_input"
    status = 422
    sentence = vi("Nội dung nhập vào chưa dùng được. Hãy kiểm tra lại.")


class Unavailable(LoaError):
    """A part of the system is not there now."""

    code = "unavailable"
    status = 503
    sentence = vi("Bộ phận này tạm thời chưa sẵn sàng. Hãy thử lại sau ít phút.")
