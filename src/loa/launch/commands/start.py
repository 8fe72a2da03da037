"""`loa start`: everything on one machine, or, with `--once`, the whole journey of one letter without a browser."""

import argparse
from pathlib import Path

from loa.core.errors import BadInput
from loa.core.words import vi

NAME = "start"
HELP = "Khởi động Loa với mọi thứ có sẵn; hoặc --once: đi trọn hành trình của một văn bản, không cần trình duyệt."
DEFAULT_SEED = 1349


class OutMissing(BadInput):
    """`--once` without a folder to write to."""

    code = "start.out_missing"
    sentence = vi("Cần thư mục để ghi kết quả. Hãy thêm --out THƯ_MỤC, ví dụ: ./run --once --out /tmp/loa.")


class OnlyWithOnce(BadInput):
    """An option that means something only for the journey without a browser."""

    code = "start.only_with_once"
    sentence = vi("{option} chỉ dùng cùng --once. Hãy thêm --once, hoặc bỏ {option}.")


class NotWithOnce(BadInput):
    """An option that means something only for the server."""

    code = "start.not_with_once"
    sentence = vi("{option} không dùng cùng --once. Hãy bỏ một trong hai.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One letter, and how to begin."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="văn bản để bắt đầu (mặc định: văn bản mẫu đi kèm)")
    parser.add_argument("--port", type=int, metavar="N", help="cổng của trang web (mặc định: cổng trống đầu tiên từ 8000)")
    parser.add_argument("--fresh", action="store_true", help="xóa dữ liệu của Loa trong thư mục này rồi bắt đầu lại")
    parser.add_argument("--once", action="store_true", help="đi trọn hành trình trên tuần mô phỏng, không cần trình duyệt")
    parser.add_argument("--out", type=Path, metavar="THƯ_MỤC", help="nơi ghi kết quả của --once")
    parser.add_argument(
        "--seed", type=int, metavar="N", help=f"hạt giống của --once (mặc định: {DEFAULT_SEED}); cùng hạt giống, cùng số liệu"
    )
    parser.add_argument("--all", action="store_true", help="với --once: tạo giấy tờ, tệp ghép của mọi quận, không chỉ một quận")


def run(args: argparse.Namespace) -> int:
    """Read the letter first: a letter that cannot be read starts nothing."""
    _check(args)
    letter, name = _letter(args.file)
    if args.once:
        from loa.launch.week.once import run_once

        seed = DEFAULT_SEED if args.seed is None else args.seed
        return run_once(letter=letter, name=name, out=args.out, seed=seed, all_districts=args.all)
    from loa.launch.serving import serve

    return serve(home=args.home, letter=letter, name=name, letter_given=args.file is not None, port=args.port, fresh=args.fresh)


def _check(args: argparse.Namespace) -> None:
    if args.once:
        if args.out is None:
            raise OutMissing
        for option, given in (("--port", args.port is not None), ("--fresh", args.fresh)):
            if given:
                raise NotWithOnce(option=option)
    else:
        for option, given in (("--out", args.out is not None), ("--seed", args.seed is not None), ("--all", args.all)):
            if given:
                raise OnlyWithOnce(option=option)


def _letter(path: Path | None) -> tuple[bytes, str]:
    """The letter, read once here: what cannot be read is refused before anything is made or emptied."""
    from loa.launch import samples
    from loa.launch.letters import read_bytes
    from loa.server.documents.intake import read_file

    if path is None:
        return samples.sample_letter(), samples.NAME
    data = read_bytes(path)
    read_file(data, name=path.name)
    return data, path.name
