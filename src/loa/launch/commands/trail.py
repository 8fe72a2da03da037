"""`loa trail verify`: whether the sealed trail still holds."""

import argparse

NAME = "trail"
HELP = "Kiểm tra nhật ký đã niêm phong: chuỗi băm còn nguyên hay đã bị sửa."
NEEDS_HOME = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`trail verify`."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="VIỆC")
    acts.add_parser("verify", help="tính lại chuỗi băm từ dòng đầu")


def run(args: argparse.Namespace) -> int:  # noqa: ARG001 -- there is one act
    """0 where the chain holds, 1 where it is broken, saying at which row."""
    from loa.server.kit import trail

    verdict = trail.verify()
    print(f"Đã niêm phong và khớp: {verdict.sealed} dòng.")
    if not verdict.holds:
        print(
            f"Chuỗi đứt tại dòng {verdict.broken_at}: dòng này, hoặc dòng trước nó, đã bị sửa, xóa hay chèn. Hãy giữ nguyên dữ liệu và báo người quản trị."
        )
        return 1
    if not verdict.head_known:
        print("Không có tệp trail-head.json trong thư mục của Loa nên không biết các dòng cuối có bị xóa hay không.")
    print(f"Chưa niêm phong: {verdict.unsealed} dòng mới nhất.")
    return 0
