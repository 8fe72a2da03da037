"""Evidence grades (mức bằng chứng): how a figure is known. Kept with every figure, never summed silently."""

from loa.core.faces import Faced


class Grade(Faced):
    """From the strongest to the weakest."""

    MACHINE = "machine", "máy ghi"
    VENDOR = "vendor", "nhật ký nhà cung cấp"
    DECLARED = "declared", "người khai"
    ESTIMATED = "estimated", "ước lượng"
