"""What a player refuses or cannot do."""

from loa.core.errors import BadInput, Conflict, NotFound, Refused, Unavailable
from loa.core.words import vi


class PlayerNotEnrolled(NotFound):
    """The folder holds no settings."""

    code = "player.not_enrolled"
    sentence = vi("Thư mục {home} chưa có thiết bị nào. Hãy ghi danh bằng lệnh: loa player enrol --server ĐỊA_CHỈ --code MÃ --home {home}.")


class PlayerAlreadyEnrolled(Conflict):
    """The folder belongs to a player already; its log must not be mixed with another's."""

    code = "player.already_enrolled"
    sentence = vi("Thư mục {home} đã thuộc thiết bị {player_id}. Hãy chọn thư mục khác, hoặc xóa thư mục này nếu bỏ thiết bị cũ.")


class SettingsUnreadable(BadInput):
    """player.json cannot be used."""

    code = "player.settings_unreadable"
    sentence = vi("Không đọc được tệp cấu hình {path} ({detail}). Hãy sửa lại tệp hoặc ghi danh lại thiết bị.")


class ServerUnreachable(Unavailable):
    """No answer."""

    code = "player.server_unreachable"
    sentence = vi("Thiết bị chưa liên lạc được với máy chủ {server}. Thiết bị vẫn phát theo lịch đang giữ và sẽ tự thử lại.")


class ServerRefused(Refused):
    """The server answered with a refusal; its own sentence is passed on."""

    code = "player.server_refused"
    sentence = vi("Máy chủ từ chối ({status}): {said}")


class AssetCorrupt(Refused):
    """A file came that is not what the manifest names."""

    code = "player.asset_corrupt"
    sentence = vi("Tệp âm thanh {sha256} tải về không đúng nội dung đã duyệt nên thiết bị không phát. Thiết bị sẽ tải lại.")


class CacheFull(Unavailable):
    """What is planned does not fit."""

    code = "player.cache_full"
    sentence = vi("Thiết bị không đủ chỗ cho âm thanh của lịch phát (giới hạn {limit_bytes} byte). Hãy tăng giới hạn hoặc thay thẻ nhớ.")


class OutputUnknown(BadInput):
    """No output of that kind."""

    code = "player.output_unknown"
    sentence = vi("Không có kiểu đầu ra {kind}. Các kiểu có sẵn: {known}.")


class OutputFailed(Unavailable):
    """The output cannot sound this."""

    code = "player.output_failed"
    sentence = vi("Thiết bị không phát được âm thanh: {detail}.")
