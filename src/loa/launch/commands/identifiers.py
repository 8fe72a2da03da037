"""`loa identifiers FILE`: a list of identifiers under which agencies exchange papers, shown row by row, entered with --write."""

import argparse
import sys
from datetime import date
from pathlib import Path

from loa.core.words import vi

NAME = "identifiers"
HELP = vi("Mã định danh của nhiều cơ quan từ một danh sách (.xlsx, .csv): xem trước từng dòng; thêm --write để ghi.")
NEEDS_HOME = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The list, and what stands for its blanks."""
    parser.add_argument("file", type=Path, metavar="TỆP", help=vi("danh sách có các cột Cơ quan (hoặc Mã trong Loa), Mã định danh"))
    parser.add_argument("--act", default="", metavar="VĂN_BẢN", help=vi("quyết định cấp mã, cho các dòng để trống cột này"))
    parser.add_argument(
        "--from",
        dest="valid_from",
        type=date.fromisoformat,
        metavar="NGÀY",
        help=vi("ngày hiệu lực, viết 2026-07-01, cho các dòng để trống"),
    )
    parser.add_argument("--write", action="store_true", help=vi("ghi, nếu không dòng nào sai"))


def run(args: argparse.Namespace) -> int:
    """Show the list, enter it where that was asked; exit 1 where a row cannot be: then nothing is entered."""
    from loa.launch.home import owner
    from loa.launch.letters import read_bytes
    from loa.server.documents.services.identifying import enter_listed_identifiers, plan_identifiers
    from loa.server.kit import clock

    told = {"name": args.file.name, "source": args.act, "valid_from": args.valid_from, "by": owner(), "now": clock.now()}
    plan = plan_identifiers(data=read_bytes(args.file), **told)
    for problem in plan.problems:
        print(problem.say(), file=sys.stderr)
    if plan.problems:
        print("Chưa ghi mã nào.", file=sys.stderr)
        return 1
    for row in plan.changing:
        print(f"{row.agency_name}: {row.borne or '–'} -> {row.new.identifier}, từ {row.new.valid_from:%d/%m/%Y}, {row.new.source}")
    same = len(plan.rows) - len(plan.changing)
    if not args.write:
        print(f"Xem trước: {len(plan.changing)} cơ quan sẽ có mã mới, {same} không đổi. Chưa ghi gì; thêm --write để ghi.")
        return 0
    entered = enter_listed_identifiers(list_sha256=plan.list_sha256, **told)
    print(f"Đã ghi mã định danh của {entered} cơ quan; {same} không đổi.")
    return 0
