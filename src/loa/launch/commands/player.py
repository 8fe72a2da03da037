"""`loa player`: the player at the loudspeaker. Needs neither Django nor a LOA_HOME."""

import argparse
import asyncio
import logging
import sys
from pathlib import Path

NAME = "player"
HELP = "Thiết bị phát: ghi danh (enrol), chạy (run), xem tình trạng (status)."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The three things one does with a player."""
    acts = parser.add_subparsers(required=True, metavar="VIỆC", dest="act")
    enrol = acts.add_parser("enrol", help="ghi danh thiết bị bằng mã dùng một lần")
    enrol.add_argument("--server", required=True, help="địa chỉ máy chủ, ví dụ https://loa.example.vn")
    enrol.add_argument("--code", required=True, help="mã ghi danh do máy chủ cấp")
    enrol.add_argument("--output", default="wav", choices=["wav", "mpg123", "log"], help="đầu ra âm thanh (mặc định: wav)")
    enrol.add_argument("--clock-file", default="", help="tệp đồng hồ của bản chạy thử")
    run = acts.add_parser("run", help="chạy thiết bị cho đến khi nhận tín hiệu dừng")
    status = acts.add_parser("status", help="in tình trạng: lịch đang giữ, số bản ghi chưa gửi")
    for each in (enrol, run, status):
        each.add_argument("--home", dest="player_home", type=Path, required=True, help="thư mục của thiết bị")


def run(args: argparse.Namespace) -> int:
    """Do it; a refusal is one sentence, told by the command line."""
    return {"enrol": _enrol, "run": _run, "status": _status}[args.act](args)


def _enrol(args: argparse.Namespace) -> int:
    from loa.player.enrol import enrol
    from loa.player.transport import HttpTransport

    clock_file = str(Path(args.clock_file).absolute()) if args.clock_file else ""
    settings = enrol(
        HttpTransport(args.server), server=args.server, code=args.code, home=args.player_home, output=args.output, clock_file=clock_file
    )
    print(f"Đã ghi danh thiết bị {settings.player_id} của {settings.station_name}. Chạy: loa player run --home {args.player_home}")
    return 0


def _run(args: argparse.Namespace) -> int:
    from loa.player.clock import clock_from
    from loa.player.loop import run as play
    from loa.player.player import Player
    from loa.player.settings import Settings
    from loa.player.transport import HttpTransport

    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    settings = Settings.of(args.player_home)
    clock = clock_from(settings.clock_file, args.player_home)
    asyncio.run(play(Player(args.player_home, settings, HttpTransport(settings.server), now=clock.now()), clock))
    return 0


def _status(args: argparse.Namespace) -> int:
    from loa.player.log import PlayLog
    from loa.player.settings import Settings
    from loa.wire.signing import read

    settings = Settings.of(args.player_home)
    log = PlayLog(args.player_home / "log.sqlite3", player_id=settings.player_id)
    held = log.held()
    manifest = read(held[0]) if held else None
    print(f"Thiết bị {settings.player_id}, {settings.station_name}, máy chủ {settings.server}, đầu ra {settings.output}")
    if manifest:
        print(f"Lịch phát bản {manifest.version}: {len(manifest.items)} mục, hiệu lực đến {manifest.valid_to:%H:%M %d/%m/%Y} UTC")
    else:
        print("Chưa giữ lịch phát nào.")
    print(f"Bản ghi chưa gửi: {log.unsent_count()}")
    log.close()
    return 0
