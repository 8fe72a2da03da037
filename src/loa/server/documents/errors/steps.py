"""The way of an outgoing paper through the office."""

from loa.core.errors import BadInput, Conflict
from loa.core.words import vi


class PaperIsIncoming(Conflict):
    """Steps are for papers of one's own."""

    code = "documents.paper_is_incoming"
    sentence = vi("Đây là văn bản đến nên không qua các bước trình ký, phát hành. Hãy chọn một văn bản đi.")


class FormFaulty(BadInput):
    """The form of the paper has faults, and nobody said why it may pass."""

    code = "documents.form_faulty"
    sentence = vi("Thể thức văn bản còn thiếu sót: {faults}. Hãy trả lại để sửa; nếu giữ nguyên, ghi rõ lý do.")


class StepWhyMissing(BadInput):
    """Giving back, recalling and replacing need a sentence that says why."""

    code = "documents.step_why_missing"
    sentence = vi("Chưa ghi lý do. Hãy ghi một câu để người nhận biết vì sao.")


class NotReplaceable(Conflict):
    """What is to stand in its place is not an issued paper of the same agency."""

    code = "documents.not_replaceable"
    sentence = vi("Văn bản thay thế phải là một văn bản khác của chính đơn vị và đã phát hành. Hãy phát hành văn bản mới trước.")


class NothingToRewrite(Conflict):
    """The draft is not the one that was on the page, or holds no content of ours."""

    code = "documents.nothing_to_rewrite"
    sentence = vi("Bản thảo vừa được người khác sửa, hoặc không có nội dung để sửa. Hãy mở lại trang rồi sửa tiếp; chưa có gì bị ghi đè.")
