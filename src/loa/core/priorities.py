"""Priority classes of bulletins (mức ưu tiên), as Circular 39/2020/TT-BTTTT names them."""

from loa.core.faces import Faced


class Priority(Faced):
    """From the lowest to the highest.

    Thông thường: offered, the commune chooses whether and when. Ưu tiên: put in the next session, never silently dropped.
    Khẩn cấp: at once, pre-empts everything.
    """

    NORMAL = "normal", "thông thường"
    PRIORITY = "priority", "ưu tiên"
    EMERGENCY = "emergency", "khẩn cấp"

    @property
    def rank(self) -> int:
        """0 for thông thường, 2 for khẩn cấp."""
        return list(Priority).index(self)
