"""`loa receive FILE`: take a letter in and enter it in the register."""

import argparse
from pathlib import Path

NAME = "receive"
HELP = "Tiếp nhận một văn bản: giữ bản gốc, đọc, vào sổ; in số của sổ và những gì đã đọc được."
NEEDS_HOME = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and at which agency."""
    parser.add_argument("file", type=Path, metavar="FILE", help="tệp văn bản (PDF, bản quét, ảnh, Word hoặc chữ thuần)")
    parser.add_argument("--agency", metavar="TÊN", help="cơ quan nhận (mặc định: Sở đầu mối thông tin cơ sở vào ngày của văn bản)")


def run(args: argparse.Namespace) -> int:
    """Register it, and say what was understood."""
    from loa.launch.home import owner
    from loa.launch.letters import read_bytes, receive
    from loa.server.kit import clock

    document = receive(data=read_bytes(args.file), name=args.file.name, agency=args.agency, by=owner(), now=clock.now())
    print(f"Đã vào sổ: số {document.register_number}/{document.register_year} ({document.agency_name})")
    print(f"{document.reference or 'Chưa đọc được số, ký hiệu'}: {document.subject or 'chưa đọc được trích yếu'}")
    print(f"Ngày văn bản: {document.day or 'chưa đọc được'}; {document.requests} yêu cầu; gửi {document.addressed} đơn vị")
    for line in document.lines:
        print(f"  - {line}")
    return 0
