"""Refusals of pages that join stages."""

from loa.core.errors import Conflict
from loa.core.words import vi


class SessionNotPublished(Conflict):
    """The session's sound is put together when its schedule is published."""

    code = "site.session_not_published"
    sentence = vi("Buổi phát này chưa được phát hành nên chưa có âm thanh. Hãy xếp tin vào buổi ở Lịch phát rồi mở lại.")
