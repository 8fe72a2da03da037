"""`loa exchange FOLDER`: packets of official papers (edXML) in and out through a folder that another program serves."""

import argparse
from pathlib import Path

NAME = "exchange"
HELP = "Liên thông văn bản qua thư mục: nhận gói edXML trong THƯ_MỤC/den, đặt gói và thông báo trạng thái chờ gửi vào THƯ_MỤC/di."
NEEDS_HOME = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder."""
    parser.add_argument("folder", type=Path, metavar="THƯ_MỤC", help="thư mục trao đổi với trục liên thông")


def run(args: argparse.Namespace) -> int:
    """Take in, lay out, and say what was refused; exit 1 when something was."""
    from loa.launch.home import owner
    from loa.server.documents.services.handing_over import hand_over, take_arrived
    from loa.server.kit import clock

    taken, refused = take_arrived(args.folder, by=owner(), now=clock.now())
    packets, answers = hand_over(args.folder, by=owner(), now=clock.now())
    print(f"Đã nhận {len(taken)} gói, từ chối {len(refused)}; đặt {packets} gói và {answers} thông báo trạng thái vào thư mục đi.")
    for one in refused:
        print(f"  - {one.name}: {one.sentence}")
    return 1 if refused else 0
