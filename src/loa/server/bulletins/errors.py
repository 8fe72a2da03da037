"""Refusals about texts. The steps' own refusals stand in `core.bulletin_steps`."""

from loa.core.errors import BadInput, Conflict, NotFound, Refused
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


class EmergencyNeedsTheApprover(Refused):
    """An emergency text approved by telephone or on paper."""

    code = "bulletin.emergency_needs_the_approver"
    sentence = vi(
        "Tin khẩn cấp không ghi nhận duyệt qua điện thoại, giấy hay cuộc họp. Người duyệt hãy tự duyệt trên hệ thống hoặc bằng liên kết."
    )


class NotAnApprover(BadInput):
    """The person named holds no right of approval at the agency on that day."""

    code = "bulletin.not_an_approver"
    sentence = vi("{name} chưa được giao quyền duyệt tại đơn vị này vào ngày {on}. Hãy chọn người duyệt khác.")


class OwnApprovalTold(Refused):
    """The approver tells one's own approval: the page is there for that."""

    code = "bulletin.own_approval_told"
    sentence = vi("Ông/bà chính là người duyệt: hãy duyệt ngay trên trang này, không cần ghi nhận.")


class EvidenceMissing(BadInput):
    """An approval told without a picture of what shows it."""

    code = "bulletin.evidence_missing"
    sentence = vi("Hãy kèm một ảnh: bút phê trên giấy, tin nhắn, hoặc ghi chép cuộc gọi.")


class GivenAtUnusable(BadInput):
    """An approval given in the future, or before the text was submitted."""

    code = "bulletin.given_at_unusable"
    sentence = vi("Thời điểm duyệt phải sau khi bản này được soạn ({made_at}) và không ở tương lai. Hãy sửa ngày giờ.")


class NothingToConfirm(Conflict):
    """The approval was confirmed or denied already, or needs neither."""

    code = "bulletin.nothing_to_confirm"
    sentence = vi("Không còn gì chờ xác nhận ở bản tin này. Hãy tải lại trang.")


class ConfirmedByAnother(Refused):
    """Somebody else than the approver named would confirm or deny."""

    code = "bulletin.confirmed_by_another"
    sentence = vi("Chỉ {name} mới xác nhận hoặc phủ nhận được lần duyệt này.")


class LinkCodeWrong(BadInput):
    """A wrong code at an approval link that still takes some."""

    code = "bulletin.link_code_wrong"
    sentence = vi("Mã chưa đúng, đã dùng rồi hoặc đã hết hạn. Hãy chờ mã mới rồi nhập lại; liên kết này còn nhận {left} lần nhập.")


class LinkEndedByWrongCodes(Conflict):
    """Too many wrong codes at one approval link: it has ended, and nothing else has."""

    code = "bulletin.link_ended_by_wrong_codes"
    sentence = vi(
        "Đã nhập sai mã {most} lần nên liên kết này hết dùng được. Ông/bà vẫn đăng nhập và duyệt như thường; hoặc nhờ người soạn gửi liên kết mới."
    )


class LinksRest(Conflict):
    """So many wrong codes at links of one approver within a day that no new link is made for that approver."""

    code = "bulletin.links_rest"
    sentence = vi(
        "Các liên kết gửi {name} đã bị nhập sai mã {n} lần trong {hours} giờ qua nên tạm chưa tạo liên kết mới. Hãy nhờ {name} đăng nhập để duyệt."
    )


class LinkUnusable(NotFound):
    """A link that was forged, cut off when copied, used, taken back, or whose time is over."""

    code = "bulletin.link_unusable"
    sentence = vi("Liên kết này không dùng được: đã dùng, đã hết hạn, bị thu hồi, hoặc chép thiếu. Hãy xin liên kết mới.")
