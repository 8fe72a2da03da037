"""Refusals about reports."""

from loa.core.errors import BadInput, Conflict, Refused
from loa.core.words import vi


class RoundExists(Conflict):
    """One round per campaign, form and period."""

    code = "reports.round_exists"
    sentence = vi("Kỳ báo cáo từ {starts_on} đến {ends_on} theo biểu mẫu này đã được mở. Hãy dùng kỳ đã có.")


class RoundUpsideDown(BadInput):
    """The period ends before it starts."""

    code = "reports.round_upside_down"
    sentence = vi("Kỳ báo cáo kết thúc ngày {ends_on}, trước ngày bắt đầu {starts_on}. Hãy sửa lại.")


class DueAfterSuperior(BadInput):
    """A unit's deadline falls on or after that of the level it reports to."""

    code = "reports.due_after_superior"
    sentence = vi(
        "Hạn gửi của {agency} ({due}) phải trước hạn của cấp trên ({superior_due}). Hãy lùi hạn của cấp trên hoặc rút ngắn hạn này."
    )


class NotExpected(Refused):
    """The agency is not asked to report in this round."""

    code = "reports.not_expected"
    sentence = vi("Đơn vị không có trong danh sách phải báo cáo của kỳ này. Hãy hỏi đơn vị mở kỳ báo cáo.")


class IndicatorUnknown(BadInput):
    """The form has no such indicator."""

    code = "reports.indicator_unknown"
    sentence = vi("Biểu mẫu {form} không có chỉ tiêu “{indicator}”. Hãy tải lại biểu mẫu rồi nhập.")


class AnswerUnknown(BadInput):
    """A yes/no or three-state field was given another answer."""

    code = "reports.answer_unknown"
    sentence = vi("“{given}” không phải câu trả lời của chỉ tiêu “{indicator}”. Hãy chọn một trong: {answers}.")


class AnswerAgainstLog(BadInput):
    """The unit's answer is not what the logs say."""

    code = "reports.answer_against_log"
    sentence = vi(
        "Chỉ tiêu “{indicator}”: nhật ký ghi “{logged}”, đơn vị trả lời “{given}”. Hãy kiểm tra lại; nếu nhật ký sai, sửa từ nhật ký."
    )


class IndicatorTwice(BadInput):
    """One indicator was given twice."""

    code = "reports.indicator_twice"
    sentence = vi("Chỉ tiêu “{indicator}” được nhập hai lần. Hãy chỉ giữ một con số.")


class OverrideUnexplained(BadInput):
    """A figure that the logs know was typed over without a reason."""

    code = "reports.override_unexplained"
    sentence = vi("Chỉ tiêu “{indicator}” đã có trong nhật ký là {logged} (cộng các mức bằng chứng); muốn ghi {typed} thì phải nêu lý do.")


class NothingToConfirm(Conflict):
    """There is no draft."""

    code = "reports.nothing_to_confirm"
    sentence = vi("Không có bản đang soạn để xác nhận. Hãy lập báo cáo trước.")


class ConsolidatedNotTyped(Conflict):
    """An agency with reporting units below it consolidates theirs; it does not type figures in their place."""

    code = "reports.consolidated_not_typed"
    sentence = vi("Đơn vị có cấp dưới phải báo cáo nên số liệu lấy từ báo cáo của cấp dưới. Hãy bấm tổng hợp thay vì nhập số liệu.")


class NotReadyToSign(Conflict):
    """Only a consolidated draft is signed."""

    code = "reports.not_ready_to_sign"
    sentence = vi("Không có bản tổng hợp nào đang chờ ký. Hãy tổng hợp báo cáo trước.")


class BelowChanged(Conflict):
    """A report below was returned or corrected after the consolidation."""

    code = "reports.below_changed"
    sentence = vi("Từ lúc tổng hợp đến nay, báo cáo của {agencies} đã bị trả lại hoặc có phiên bản mới. Hãy tổng hợp lại rồi ký.")


class OwnReportNotSignable(Refused):
    """The person who filled a report does not sign it."""

    code = "reports.own_report"
    sentence = vi("Người lập báo cáo không tự ký báo cáo đó. Hãy trình lãnh đạo khác ký.")


class NothingBelow(Conflict):
    """No report of the level below is in force, or the agency has nobody below."""

    code = "reports.nothing_below"
    sentence = vi("Chưa có báo cáo nào của cấp dưới để tổng hợp. Hãy đôn đốc các đơn vị chưa báo cáo.")


class ReasonMissing(BadInput):
    """A report is returned with a sentence."""

    code = "reports.reason_missing"
    sentence = vi("Trả lại báo cáo phải nêu lý do để đơn vị biết cần sửa gì.")


class NotReturnable(Conflict):
    """Only a report in force, not yet consolidated into a signed one, is returned."""

    code = "reports.not_returnable"
    sentence = vi(
        "Báo cáo này không còn trả lại được (đang soạn, đã bị trả hoặc đã được cấp trên ký tổng hợp). Hãy yêu cầu đơn vị gửi bản bổ sung."
    )


class NotExcusable(Conflict):
    """Only what a successor still owes for a unit that ended is excused, while the official report is not out."""

    code = "reports.not_excusable"
    sentence = vi(
        "Chỉ miễn được báo cáo mà đơn vị kế tục còn phải gửi thay đơn vị cũ, khi không đơn vị nào báo cáo cho đơn vị cũ ấy "
        "và báo cáo chính thức chưa ban hành. "
        "Hãy tải lại trang để xem báo cáo đang ở bước nào."
    )


class ExcuseUnexplained(BadInput):
    """A report that a successor owes is excused with a sentence."""

    code = "reports.excuse_unexplained"
    sentence = vi("Miễn báo cáo thay phải nêu lý do để người kiểm tra sau này biết vì sao. Hãy ghi lý do rồi bấm lại.")


class NotSignedYet(Conflict):
    """The official report is issued from a signed report."""

    code = "reports.not_signed_yet"
    sentence = vi("Báo cáo tổng hợp chưa được lãnh đạo ký. Hãy trình ký rồi ban hành.")


class AlreadyIssued(Conflict):
    """This version was issued already."""

    code = "reports.already_issued"
    sentence = vi("Phiên bản này đã được ban hành. Muốn thay đổi, hãy tổng hợp thành phiên bản mới.")


class NumberMissing(BadInput):
    """The office's number is empty or longer than any number."""

    code = "reports.number_missing"
    sentence = vi("Số của cơ quan đang trống hoặc dài quá 40 ký tự. Hãy nhập đúng số trong sổ văn bản đi.")
