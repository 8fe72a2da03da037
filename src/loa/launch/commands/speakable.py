"""`loa speakable TEXT`: the words an announcer would say, on standard output, nothing else."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from loa.core.speakable import Manner, ambiguities, manner, phrases, speakable
from loa.core.speakable.manner import CHOICES
from loa.core.words import vi

NAME = "speakable"
HELP = vi("Đọc thành lời: viết ra đúng những từ mà phát thanh viên sẽ đọc")

# One flag for each word that a region says otherwise.
FLAGS: dict[str, tuple[str, str, str]] = {
    "--ngan": ("thousand", "ngàn", vi("nói ngàn thay cho nghìn")),
    "--le": ("odd", "lẻ", vi("nói một trăm lẻ năm thay cho một trăm linh năm")),
    "--ti": ("billion", "tỉ", vi("viết tỉ thay cho tỷ")),
    "--bon": ("four", "bốn", vi("nói hai mươi bốn thay cho hai mươi tư")),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """TEXT or standard input; an office's own dictionary; how the region says numbers; what else to show."""
    parser.add_argument("text", nargs="*", metavar="TEXT", help=vi("nội dung cần đọc; bỏ trống hoặc - thì đọc từ đầu vào chuẩn"))
    parser.add_argument("--dictionary", type=Path, metavar="TSV", help=vi("từ điển riêng của đơn vị: mỗi dòng viết tắt, dấu Tab, cách đọc"))
    for flag, (_, _, told) in FLAGS.items():
        parser.add_argument(flag, action="store_true", help=told)
    parser.add_argument("--slash", choices=CHOICES["slash"], help=vi("cách nói dấu gạch chéo trong số nhà"))
    parser.add_argument("--ambiguous", action="store_true", help=vi("liệt kê thêm, ở luồng lỗi chuẩn, những chỗ có thể đọc khác"))
    parser.add_argument(
        "--breaths", action="store_true", help=vi("bản đọc cho phát thanh viên: mỗi câu một dòng, / là nghỉ lấy hơi, // là hết câu")
    )


def run(args: argparse.Namespace) -> int:
    """Print the spoken words."""
    written = " ".join(args.text)
    if not args.text or written == "-":
        written = sys.stdin.buffer.read().decode(errors="replace")
    dictionary, how = _read_dictionary(args.dictionary), _manner(args)
    spoken = speakable(written, dictionary=dictionary, manner=how)
    print("\n".join(_lines(spoken)) if args.breaths else spoken)
    if args.ambiguous:
        for place in ambiguities(written, dictionary=dictionary, manner=how):
            print(f"{place.written}\t{place.said}\t{' | '.join(place.alternatives)}\t{place.why}", file=sys.stderr)
    return 0


def _manner(args: argparse.Namespace) -> Manner:
    chosen = {choice: word for flag, (choice, word, _) in FLAGS.items() if getattr(args, flag.lstrip("-"))}
    return manner(**chosen, **({"slash": args.slash} if args.slash else {}))


def _lines(spoken: str) -> Iterator[str]:
    """One sentence a line, with the marks of a reader."""
    line: list[str] = []
    for phrase in phrases(spoken):
        line.append(f"{phrase.words}{phrase.sign} {phrase.pause.mark}".rstrip())
        if phrase.pause.mark == "//":
            yield " ".join(line)
            line = []
    if line:
        yield " ".join(line)


def _read_dictionary(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return {written: spoken for written, tab, spoken in (line.partition("\t") for line in lines) if tab}
