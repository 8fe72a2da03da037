"""Where what sounded came from (nguồn gốc). Produced and relayed are counted apart in every report."""

from loa.core.faces import Faced


class Origin(Faced):
    """Of one item, as seen by the station that played it."""

    PRODUCED = "produced", "tự sản xuất"
    RELAYED = "relayed", "tiếp sóng, phát lại"
    OWN = "own", "thông báo của địa phương"
