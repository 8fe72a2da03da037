"""`loa trail`: whether the sealed trail still holds; its anchors and its export, for whoever keeps or audits them elsewhere."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from loa.core.errors import BadInput, NotFound
from loa.core.words import vi

NAME = "trail"
HELP = "Dấu vết đã niêm phong: kiểm tra chuỗi băm, lấy mốc đã ký, xuất ra tệp để nơi khác kiểm tra."
NEEDS_HOME = True


class NothingAnchored(NotFound):
    """The trail is empty, or no anchor was written yet."""

    code = "trail.nothing_anchored"
    sentence = vi("Chưa có mốc nào: dấu vết chưa có dòng nào được niêm phong. Hãy thử lại sau một phút.")


class FileNotWritten(BadInput):
    """The place named cannot be written."""

    code = "trail.file_not_written"
    sentence = vi("Không ghi được tệp {path}: {why}. Hãy chọn thư mục khác.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`trail verify`, `trail anchor [--out FILE]`, `trail export FILE [--names]`."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="VIỆC")
    verify = acts.add_parser("verify", help="tính lại chuỗi băm từ dòng đầu")
    verify.add_argument("--anchor", action="append", default=[], type=Path, metavar="TỆP", help="mốc đã giữ ở nơi khác")
    anchor = acts.add_parser("anchor", help="mốc mới nhất: dấu vết dài đến đâu, có chữ ký; mỗi ngày tự ghi một mốc")
    anchor.add_argument("--out", type=Path, metavar="TỆP", help="ghi vào tệp này; không có thì in ra")
    export = acts.add_parser("export", help="xuất dấu vết và các mốc ra một tệp NDJSON")
    export.add_argument("file", type=Path, metavar="TỆP")
    export.add_argument("--names", action="store_true", help="kèm họ tên và khóa của từng người; tệp khi đó chứa dữ liệu cá nhân")


def run(args: argparse.Namespace) -> int:
    """0 where it was done and the chain holds; 1 where it is broken, saying at which row."""
    return {"verify": _verify, "anchor": _anchor, "export": _export}[args.act](args)


def _verify(args: argparse.Namespace) -> int:
    from loa.server.kit import trail
    from loa.wire.trail_check import told

    verdict = trail.verify(kept=[_read(path) for path in args.anchor])
    print("\n".join(told(verdict.check, verdict.unsealed)))
    if verdict.holds and not verdict.head_known:
        print("Không có tệp trail-head.json trong thư mục của Loa nên không biết các dòng cuối có bị xóa hay không.")
    return 0 if verdict.holds else 1


def _anchor(args: argparse.Namespace) -> int:
    from loa.server.kit import clock, trail

    trail.seal()
    trail.anchor_today(now=clock.now())
    latest = trail.latest_anchor()
    if latest is None:
        raise NothingAnchored
    text = json.dumps(latest, ensure_ascii=False, indent=2)
    if args.out is None:
        print(text)
    else:
        _write(args.out, [text + "\n"])
        print(f"Đã ghi mốc ngày {latest['day']}, dòng {latest['position']}: {args.out}")
    return 0


def _export(args: argparse.Namespace) -> int:
    from loa.launch.home import owner
    from loa.server.kit import clock, trail

    now = clock.now()
    trail.note_export(names=args.names, by=owner(), now=now)
    _write(args.file, trail.export(names=args.names, now=now))
    print(f"Đã xuất: {args.file}", file=sys.stderr)
    if args.names:
        print("Tệp này chứa dữ liệu cá nhân: hãy giữ như hồ sơ mật của cơ quan.", file=sys.stderr)
    return 0


def _read(path: Path) -> dict[str, object]:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        held = None
    return held if isinstance(held, dict) else {"day": path.name}


def _write(path: Path, lines: Iterable[str]) -> None:
    try:
        with path.open("w", encoding="utf-8") as file:
            file.writelines(lines)
    except OSError as error:
        raise FileNotWritten(path=path, why=error.strerror) from None
