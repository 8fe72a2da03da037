"""Refusals of pages that join stages."""

from collections.abc import Sequence

from loa.core.errors import BadInput, Conflict, Refused, Unavailable
from loa.core.reorganising.problems import Problem
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


class ProviderUnreachable(Unavailable):
    """The province's sign-on does not answer."""

    code = "site.provider_unreachable"
    sentence = vi("Hệ thống {provider} chưa trả lời. Hãy thử lại sau ít phút, hoặc đăng nhập bằng mật khẩu.")


class ProviderAnswerUnusable(BadInput):
    """An answer of the province's sign-on that does not fit what was asked, is too old, or was given before."""

    code = "site.provider_answer_unusable"
    sentence = vi("Lượt đăng nhập chung này không hợp lệ hoặc đã quá hạn. Hãy bắt đầu lại từ trang đăng nhập.")


class PasskeysNotHere(Unavailable):
    """Browsers make passkeys only for a host name over https, or for localhost."""

    code = "site.passkeys_not_here"
    sentence = vi(
        "Khóa truy cập chỉ dùng được ở địa chỉ https của hệ thống (LOA_PUBLIC_URL) hoặc ở localhost. Hãy mở trang bằng địa chỉ ấy, hoặc dùng mã."
    )


class StepExpired(BadInput):
    """A step of signing in that was left open too long, or begun in another window."""

    code = "site.step_expired"
    sentence = vi("Bước này đã quá hạn hoặc được mở lại ở cửa sổ khác. Hãy làm lại bước này.")


class OwnErasure(Refused):
    """Somebody erases oneself."""

    code = "site.own_erasure"
    sentence = vi("Không ai tự xóa dữ liệu của mình. Hãy đề nghị quản trị viên của đơn vị hoặc của cấp trên.")


class AccountNotEnded(Conflict):
    """A person who can still sign in, or still holds a role, is not erased."""

    code = "site.account_not_ended"
    sentence = vi("{name} còn tài khoản hoặc vai trò đang dùng. Hãy kết thúc tài khoản trước rồi mới xóa dữ liệu.")


class AlreadyErased(Conflict):
    """The person's data were erased before."""

    code = "site.already_erased"
    sentence = vi("Dữ liệu của người này đã được xóa trước đây. Không còn gì để xóa.")


class ErasureUnexplained(BadInput):
    """An erasure without a reason."""

    code = "site.erasure_unexplained"
    sentence = vi("Hãy ghi lý do xóa dữ liệu: yêu cầu của ai, ngày nào, hoặc căn cứ khác.")


class ErasureUnconfirmed(BadInput):
    """The box that says one has understood was left empty."""

    code = "site.erasure_unconfirmed"
    sentence = vi("Việc xóa không lùi lại được. Hãy đánh dấu ô xác nhận rồi gửi lại.")


class SheetRefused(BadInput):
    """Rows that cannot be carried out; nothing was changed. `problems` holds them all."""

    code = "reorganising.sheet_refused"
    sentence = vi("{first} Bảng có {count} chỗ sai; chưa thay đổi gì.")

    def __init__(self, problems: Sequence[Problem] = ()) -> None:
        self.problems = sorted(problems, key=lambda problem: problem.line)
        first = self.problems[0] if self.problems else ""
        super().__init__(count=len(self.problems), first=first, lines=[problem.line for problem in self.problems])


class ActMissing(BadInput):
    """A reorganisation without the act that orders it, or without its day."""

    code = "reorganising.act_missing"
    sentence = vi("Thiếu văn bản quyết định hoặc ngày hiệu lực. Hãy ghi số, ký hiệu văn bản, và ngày hiệu lực trong bảng hoặc ở ô ngày.")


class NotReorganiser(Refused):
    """Neither an administrator of an agency of the province, nor the owner of the machine."""

    code = "reorganising.not_allowed"
    sentence = vi("Việc sắp xếp đơn vị dành cho quản trị viên của cơ quan cấp tỉnh. Hãy nhờ quản trị viên của tỉnh, thành phố.")


class SecondPersonNeeded(Refused):
    """Whoever prepared a plan does not confirm it, and a machine confirms nothing."""

    code = "reorganising.second_person"
    sentence = vi("Người lập phương án không tự xác nhận. Hãy nhờ một quản trị viên khác của tỉnh, thành phố xác nhận trên trang web.")


class PlanChanged(Conflict):
    """What was confirmed is not the plan as it stands."""

    code = "reorganising.plan_changed"
    sentence = vi("Phương án này không còn như trên trang vừa xem. Hãy tải lại trang và xem lại trước khi xác nhận.")


class ConflictsUnexplained(BadInput):
    """A plan with conflicts is confirmed only with a reason."""

    code = "reorganising.conflicts_unexplained"
    sentence = vi("Phương án còn {count} điểm cần quyết. Hãy ghi lý do vẫn áp dụng, hoặc sửa bảng rồi lập phương án khác.")


class NotConfirmed(Conflict):
    """The plan waits for the second person, or was withdrawn."""

    code = "reorganising.not_confirmed"
    sentence = vi("Phương án đang ở trạng thái “{state}” nên chưa làm được việc này. Hãy xem trang của phương án.")


class PlanNotDone(Conflict):
    """A step found something else than what it expected; the steps before it stand."""

    code = "reorganising.stopped"
    sentence = vi("Dừng ở bước {position} ({subject}). {why} Các bước trước đã ghi; xử lý xong thì áp dụng tiếp.")


class NobodyLate(Conflict):
    """A reminder needs somebody who is late."""

    code = "site.nobody_late"
    sentence = vi("Hiện không có đơn vị nào quá hạn báo cáo cho cơ quan này nên chưa cần đôn đốc.")


class ReportDeadlinePast(BadInput):
    """A deadline of a round of reports lies before the moment at which it is set."""

    code = "site.report_deadline_past"
    sentence = vi("Hạn {due} đã qua (bây giờ là {now}). Hãy chọn ngày sau hôm nay.")


class ReportDeadlineTooEarly(BadInput):
    """A deadline of a round of reports lies before the last day whose figures are asked."""

    code = "site.report_deadline_too_early"
    sentence = vi(
        "Hạn {due} đứng trước ngày cuối của kỳ số liệu ({ends_on}), nên số liệu chưa thể đủ. Hãy lùi hạn, hoặc chốt số liệu sớm hơn."
    )


class NewDeadlinePast(BadInput):
    """A reminder gives time: its deadline lies ahead."""

    code = "site.new_deadline_past"
    sentence = vi("Hạn mới phải sau thời điểm hiện tại. Hãy chọn một ngày chưa qua.")


class TooManyPapersAbove(BadInput):
    """A letter rests on a few papers: more of them nobody reads side by side."""

    code = "site.too_many_papers_above"
    sentence = vi("Chọn nhiều nhất {most} văn bản để soạn một lần. Hãy bỏ bớt.")


class PapersOfSeveralOffices(BadInput):
    """The papers chosen stand in the registers of different offices."""

    code = "site.papers_of_several_offices"
    sentence = vi("Các văn bản đã chọn nằm ở sổ của nhiều đơn vị. Hãy chọn văn bản trong sổ của một đơn vị.")


class DraftAsksNothing(BadInput):
    """A letter without a clause."""

    code = "site.draft_asks_nothing"
    sentence = vi("Chưa chọn nội dung nào để đưa vào văn bản. Hãy chọn ít nhất một nội dung.")


class DraftForNobody(BadInput):
    """A letter without recipients."""

    code = "site.draft_for_nobody"
    sentence = vi("Chưa chọn nơi nào ở phần Kính gửi. Hãy chọn ít nhất một dòng.")


class DraftLaterThanAbove(BadInput):
    """Those below would report after the superior wants the report."""

    code = "site.draft_later_than_above"
    sentence = vi("Hạn báo cáo {given} sau hạn cấp trên đặt cho cơ quan mình ({above}). Hãy chọn hạn sớm hơn để kịp tổng hợp.")
