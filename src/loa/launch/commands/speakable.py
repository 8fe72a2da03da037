"""`loa speakable TEXT`: the words an announcer would say, on standard output, nothing else."""

import argparse
import sys
from pathlib import Path

from loa.core.speakable import speakable
from loa.core.words import vi

NAME = "speakable"
HELP = vi("Đọc thành lời: viết ra đúng những từ mà phát thanh viên sẽ đọc")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """TEXT or standard input; an office's own dictionary."""
    parser.add_argument("text", nargs="*", metavar="TEXT", help=vi("nội dung cần đọc; bỏ trống hoặc - thì đọc từ đầu vào chuẩn"))
    parser.add_argument("--dictionary", type=Path, metavar="TSV", help=vi("từ điển riêng của đơn vị: mỗi dòng viết tắt, dấu Tab, cách đọc"))


def run(args: argparse.Namespace) -> int:
    """Print the spoken words."""
    written = " ".join(args.text)
    if not args.text or written == "-":
        written = sys.stdin.buffer.read().decode(errors="replace")
    print(speakable(written, dictionary=_read_dictionary(args.dictionary)))
    return 0


def _read_dictionary(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return {written: spoken for written, tab, spoken in (line.partition("\t") for line in lines) if tab}
