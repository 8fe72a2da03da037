"""Refusals of pages that join stages."""

from loa.core.errors import BadInput, Conflict, Refused
from loa.core.words import vi


class SessionNotPublished(Conflict):
    """The session's sound is put together when its schedule is published."""

    code = "site.session_not_published"
    sentence = vi("Buổi phát này chưa được phát hành nên chưa có âm thanh. Hãy xếp tin vào buổi ở Lịch phát rồi mở lại.")


class FormExpired(Refused):
    """The form carries no valid mark of this browser: the page stood open too long, or the form came from elsewhere."""

    code = "site.form_expired"
    sentence = vi("Trang đã mở quá lâu hoặc biểu mẫu không gửi từ trang này. Hãy tải lại trang rồi gửi lại.")


class RequestUnusable(BadInput):
    """More fields or more text than any form of the house has."""

    code = "site.request_unusable"
    sentence = vi("Nội dung gửi lên quá dài hoặc không đúng dạng. Hãy rút ngắn rồi gửi lại; tệp lớn thì gửi ở ô chọn tệp.")
