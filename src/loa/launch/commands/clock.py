"""`loa clock`: what time the demo shows; and a way to wait for the next session without waiting."""

import argparse
import re
from datetime import datetime, timedelta
from pathlib import Path

from loa.core.errors import BadInput, Refused
from loa.core.words import vi

NAME = "clock"
HELP = "Xem đồng hồ của bản chạy thử, hoặc cho nó chạy tới: loa clock --to '8:00 3/8/2021', loa clock --ahead 90."
NEEDS_HOME = True

_MOMENT = re.compile(r"(\d{1,2})[:h](\d{2})?(?:\s+(\d{1,2})/(\d{1,2})/(\d{4}))?")


class NoDemo(Refused):
    """A home that is no demo lives in the present."""

    code = "clock.no_demo"
    sentence = vi("Chỉ đổi được đồng hồ của bản chạy thử (tạo bằng ./run). Dữ liệu ở {home} dùng giờ thật.")


class MomentNotUnderstood(BadInput):
    """Neither an hour nor an hour and a day."""

    code = "clock.not_understood"
    sentence = vi("Không hiểu thời điểm “{text}”. Hãy ghi giờ, hoặc giờ và ngày, ví dụ: 8:00 hoặc '8:00 3/8/2021'.")


class ClockGoesForward(BadInput):
    """What has happened has happened."""

    code = "clock.forward_only"
    sentence = vi("Đồng hồ chỉ chạy tới: bây giờ đã là {now}. Hãy chọn thời điểm sau đó, hoặc bắt đầu lại bằng ./run --fresh.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing, a moment, or minutes."""
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--to", metavar="LÚC", help="thời điểm, ví dụ 8:00 hoặc '8:00 3/8/2021'")
    either.add_argument("--ahead", type=int, metavar="PHÚT", help="chạy tới bấy nhiêu phút")


def run(args: argparse.Namespace) -> int:
    """Print the time shown; before that, move it where asked."""
    from loa.server.kit import clock

    if args.to is not None or args.ahead is not None:
        _move(args)
    kind = "giờ của bản chạy thử" if clock.is_shifted() else "giờ thật"
    print(f"{clock.now().astimezone(clock.HANOI):%H:%M, %-d/%-m/%Y} ({kind})")
    return 0


def _move(args: argparse.Namespace) -> None:
    from loa.launch.demo.setting import FILE_NAME
    from loa.server.kit import clock

    if not (Path(args.home) / FILE_NAME).exists():
        raise NoDemo(home=args.home)
    now = clock.now().astimezone(clock.HANOI)
    wanted = now + timedelta(minutes=args.ahead) if args.to is None else moment(args.to, now)
    if wanted <= now:
        raise ClockGoesForward(now=f"{now:%H:%M, %-d/%-m/%Y}")
    clock.shift_to(wanted)


def moment(text: str, now: datetime) -> datetime:
    """An hour of today, or of a day; local time. Raises `MomentNotUnderstood`."""
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        raise MomentNotUnderstood(text=text)
    hour, minute, day, month, year = (int(part) if part else None for part in found.groups())
    try:
        return datetime(now.year if year is None else year, month or now.month, day or now.day, hour or 0, minute or 0, tzinfo=now.tzinfo)
    except ValueError:
        raise MomentNotUnderstood(text=text) from None
