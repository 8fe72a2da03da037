"""Refusals about campaigns and assignments."""

from loa.core.errors import BadInput, Conflict, Refused
from loa.core.words import vi


class NobodyAddressed(BadInput):
    """No line of "Kính gửi" was resolved to an agency."""

    code = "campaign.nobody_addressed"
    sentence = vi("Chưa nhận ra đơn vị nào trong phần “Kính gửi”. Hãy sửa nơi nhận của văn bản rồi mở đợt.")


class NobodyToGiveWork(BadInput):
    """Agencies are named, and none of them may be given work by this one."""

    code = "campaign.nobody_to_give_work"
    sentence = vi(
        "Không nơi nào trong phần “Kính gửi” thuộc quyền giao việc của cơ quan mình. Hãy soạn văn bản của cơ quan mình gửi các đơn vị "
        "cấp dưới (“Soạn văn bản thực hiện”) rồi mở đợt từ văn bản ấy."
    )


class NotYoursToDirect(Refused):
    """Work would go to agencies that do not answer to the one that hands it down (Luật Tổ chức chính quyền địa phương)."""

    code = "campaign.not_yours_to_direct"
    sentence = vi("Không giao việc được cho {count} đơn vị không thuộc quyền giao việc của cơ quan mình: {agencies}. Hãy bỏ các đơn vị ấy.")


class DeadlinePast(BadInput):
    """The deadline lies before the moment at which it is set."""

    code = "campaign.deadline_past"
    sentence = vi("Hạn báo cáo {due} đã qua (bây giờ là {now}). Hãy chọn hạn sau lúc này, hoặc để trống.")


class LetterStillDraft(Conflict):
    """A campaign from a letter of one's own waits until the letter has its number: until then it may change."""

    code = "campaign.letter_still_draft"
    sentence = vi("Văn bản đi này chưa có số nên còn có thể thay đổi. Hãy ký và để văn thư cấp số rồi mở đợt.")


class PeriodUpsideDown(BadInput):
    """The campaign would end before it starts."""

    code = "campaign.period_upside_down"
    sentence = vi("Ngày kết thúc {ends_on} đứng trước ngày bắt đầu {starts_on}. Hãy sửa lại.")


class AlreadyOpened(Conflict):
    """A campaign was opened from this letter already."""

    code = "campaign.already_opened"
    sentence = vi("Đợt tuyên truyền từ văn bản này đã được mở: “{title}”. Nếu cần mở thêm một đợt nữa, hãy ghi lý do.")


class AlreadyHandedDown(Conflict):
    """This level handed its work down already."""

    code = "campaign.already_handed_down"
    sentence = vi("Đơn vị đã chuyển việc này cho cấp dưới. Muốn bổ sung, hãy ra văn bản mới.")


class DeadlineAfterSuperior(BadInput):
    """The deadline given to the level below falls after one's own."""

    code = "campaign.deadline_after_superior"
    sentence = vi("Hạn giao cho cấp dưới ({given}) phải trước hạn cấp trên giao ({own}). Hãy chọn ngày sớm hơn.")


class NobodyBelow(BadInput):
    """The agency has nobody to hand the work down to."""

    code = "campaign.nobody_below"
    sentence = vi("Đơn vị không có cấp dưới để chuyển việc này; hãy tự thực hiện.")
