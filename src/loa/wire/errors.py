"""Why a player does not take a manifest. It goes on with the one it holds, or stays silent."""

from loa.core.errors import BadInput, Conflict, Refused
from loa.core.words import vi


class ManifestUnsigned(Refused):
    """No signature came with the bytes."""

    code = "manifest.unsigned"
    sentence = vi("Lịch phát không có chữ ký nên thiết bị không nhận. Hãy kiểm tra máy chủ mà thiết bị đang kết nối.")


class ManifestWrongKey(Refused):
    """Signed, by a key this player does not know."""

    code = "manifest.wrong_key"
    sentence = vi(
        "Lịch phát được ký bằng khóa lạ ({given}), thiết bị chỉ nhận khóa {pinned}. Nếu máy chủ vừa đổi khóa, hãy ghi danh lại thiết bị."
    )


class ManifestTampered(Refused):
    """The signature is not over these bytes."""

    code = "manifest.tampered"
    sentence = vi("Chữ ký không khớp nội dung lịch phát: nội dung đã bị thay đổi trên đường truyền. Thiết bị không phát lịch này.")


class ManifestMalformed(BadInput):
    """Signed rightly, and not readable as a manifest."""

    code = "manifest.malformed"
    sentence = vi("Thiết bị không đọc được lịch phát ({detail}). Hãy cập nhật phần mềm của thiết bị hoặc báo quản trị viên.")


class ManifestForAnother(Refused):
    """Addressed to another player."""

    code = "manifest.for_another"
    sentence = vi("Lịch phát này dành cho thiết bị {meant_for}, không phải thiết bị {player_id}. Thiết bị không phát lịch này.")


class ManifestExpired(Refused):
    """Its time is over."""

    code = "manifest.expired"
    sentence = vi("Lịch phát đã hết hiệu lực lúc {valid_to} nên thiết bị không phát. Hãy công bố lịch mới.")


class ManifestOlder(Conflict):
    """Older than the one held."""

    code = "manifest.older"
    sentence = vi("Lịch phát bản {version} cũ hơn bản {held} mà thiết bị đang giữ. Thiết bị giữ bản mới hơn.")
