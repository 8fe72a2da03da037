"""What dispatch refuses."""

from loa.core.errors import BadInput, Conflict, NotFound, Refused
from loa.core.words import vi


class PlayerUnknown(Refused):
    """No player has this token, or it was ended."""

    code = "dispatch.player_unknown"
    sentence = vi("Máy chủ không nhận ra thiết bị này, hoặc thiết bị đã bị thay thế. Hãy ghi danh lại thiết bị bằng mã mới.")


class EnrolmentCodeUnusable(Refused):
    """Wrong, spent or too old; the answer does not tell which."""

    code = "dispatch.enrolment_code_unusable"
    sentence = vi("Mã ghi danh không đúng, đã dùng hoặc đã hết hạn. Hãy xin mã mới ở trang Thiết bị.")


class StationNotForPlayers(BadInput):
    """Only a station with Loa's own player has players."""

    code = "dispatch.station_not_for_players"
    sentence = vi("Đài “{name}” không dùng thiết bị phát của Loa ({kind}). Hãy chọn đài khác hoặc sửa loại đài.")


class NoManifestYet(NotFound):
    """Nothing was published for this player."""

    code = "dispatch.no_manifest_yet"
    sentence = vi("Chưa có lịch phát cho thiết bị này. Lịch sẽ có sau khi đài phát hành lịch tuần.")


class AssetNotPlanned(NotFound):
    """Not in the player's current manifest."""

    code = "dispatch.asset_not_planned"
    sentence = vi("Tệp này không có trong lịch phát hiện hành của thiết bị. Hãy tải lịch phát mới.")


class MessageUnreadable(BadInput):
    """Bytes that are no message of the contract."""

    code = "dispatch.message_unreadable"
    sentence = vi("Máy chủ không đọc được nội dung thiết bị gửi ({detail}). Hãy cập nhật phần mềm của thiết bị.")


class ForeignMessage(Refused):
    """A message that names another player than the one that sent it."""

    code = "dispatch.foreign_message"
    sentence = vi("Nội dung gửi lên mang tên thiết bị khác. Hãy ghi danh lại thiết bị.")


class ManifestEmptyTime(BadInput):
    """Ends before it begins."""

    code = "dispatch.manifest_empty_time"
    sentence = vi("Lịch phát phải kết thúc sau khi bắt đầu. Hãy kiểm tra lại thời gian hiệu lực.")


class ManifestOvertaken(Conflict):
    """Somebody published for the same player at the same time."""

    code = "dispatch.manifest_overtaken"
    sentence = vi("Lịch phát của thiết bị vừa được phát hành ở nơi khác. Hãy tải lại trang rồi thử lại.")
