"""Refusals about texts. The steps' own refusals stand in `core.bulletin_steps`."""

from loa.core.errors import BadInput, Conflict
from loa.core.words import vi


class TitleMissing(BadInput):
    """A bulletin without a title or words."""

    code = "bulletin.title_missing"
    sentence = vi("Bản tin cần có tiêu đề và lời phát thanh. Hãy điền rồi lưu lại; phần đã nhập vẫn được giữ.")


class TitleTooLong(BadInput):
    """A title longer than any list can show; nothing is cut in silence."""

    code = "bulletin.title_too_long"
    sentence = vi("Tiêu đề dài {length} ký tự; tối đa {most}. Hãy rút ngắn rồi lưu lại; phần đã nhập vẫn được giữ.")


class ChangedMeanwhile(Conflict):
    """Somebody changed the text after it was read."""

    code = "bulletin.changed_meanwhile"
    sentence = vi("Bản tin “{title}” vừa được sửa sau khi ông/bà mở. Hãy đọc và nghe lại bản mới rồi quyết định.")


class HeardSomethingElse(Conflict):
    """The approver's hashes are not those of the text and sound held now."""

    code = "bulletin.heard_something_else"
    sentence = vi("Lời hoặc âm thanh của “{title}” đã khác bản ông/bà vừa nghe. Hãy nghe lại rồi duyệt.")


class WhyMissing(BadInput):
    """A text is returned with one sentence that says why."""

    code = "bulletin.why_missing"
    sentence = vi("Hãy ghi một câu nêu điều cần sửa trước khi trả lại.")


class ValidityUpsideDown(BadInput):
    """Valid to before valid from."""

    code = "bulletin.validity_upside_down"
    sentence = vi("Ngày hết hiệu lực {valid_to} đứng trước ngày bắt đầu {valid_from}. Hãy sửa lại.")


class KeyNotDeclared(BadInput):
    """The text declares no sentence of this key."""

    code = "bulletin.key_not_declared"
    sentence = vi("Bản tin này không dành chỗ cho lời riêng “{key}” của đơn vị.")


class SourceMissing(BadInput):
    """A unit's own words name their source."""

    code = "bulletin.source_missing"
    sentence = vi("Hãy ghi nguồn của thông tin (ví dụ: Trạm Y tế phường, thông báo ngày 1/8/2021).")
