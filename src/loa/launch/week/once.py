"""`./run --once`: the whole journey in one process, on a simulated clock, into one folder."""

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from loa.core.errors import BadInput
from loa.core.words import vi
from loa.launch.home import JOURNEY, prepare_home, start_over

if TYPE_CHECKING:
    from loa.launch.week.journey import Journey, Outcome, Step
    from loa.launch.week.limits import Limits

FIRST_SEED = 1349


class OutNotEmpty(BadInput):
    """DIR holds things that this command did not make."""

    code = "once.out_not_empty"
    sentence = vi("Thư mục {path} đã có dữ liệu khác. Hãy chọn thư mục trống cho --out.")


def run_once(*, letter: bytes, name: str, out: Path, seed: int = FIRST_SEED, all_districts: bool = False) -> int:
    """Make the journey; print it as a table; leave what each step made in `out`. Returns 1 where its own check found something wrong."""
    _make_room(out)
    prepare_home(out / "home")
    with on_the_way(letter=letter, name=name, out=out, seed=seed, all_districts=all_districts) as journey:
        outcomes = _all_the_way(journey)
    _tell(outcomes, out)
    return 1 if journey.facts["wrong"] else 0


def _make_room(out: Path) -> None:
    """An empty folder, or one where an earlier run left its home (which is then emptied)."""
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()) and not (out / "home" / "loa-home.json").exists():
        raise OutNotEmpty(path=out)
    start_over(out / "home")
    (out / "home" / JOURNEY).write_text("{}")


@contextmanager
def on_the_way(
    *, letter: bytes, name: str, out: Path, seed: int, all_districts: bool = False, limits: "Limits | None" = None
) -> "Iterator[Journey]":
    """A journey at its start, in the home that is open. Meanwhile the seed draws identities, and this one process drains the outbox.

    `limits` makes it the journey of a smaller city.
    """
    from loa.core.reading import read_letter
    from loa.launch.week.chance import Chance
    from loa.launch.week.journey import Journey, shown_progress
    from loa.server.documents.intake import extract_text
    from loa.server.kit import ids
    from loa.server.site import tasks

    read = read_letter(extract_text(letter, name=name)).as_json()
    letter_date = date.fromisoformat(read["date"]) if read.get("date") else date(2021, 7, 28)
    tasks.wake_by(lambda: None)
    ids.draw_from(seed)
    try:
        with shown_progress() as progress:
            yield Journey(
                letter=letter,
                letter_name=name,
                out=out,
                chance=Chance(seed),
                progress=progress,
                week_starts_on=week_after(letter_date),
                all_districts=all_districts,
                limits=limits,
                facts={"map_date": letter_date},
            )
    finally:
        ids.draw_from(None)
        tasks.wake_by(None)


def journey_steps() -> "list[tuple[str, Step]]":
    """Every step of the journey, in order, under the name that the table gives it."""
    from loa.launch.week import air, letters, logs, papers, reporting, texts

    return [
        ("Địa bàn, đơn vị", letters.meet_the_cast),
        ("Tiếp nhận và đọc văn bản", letters.receive_letter),
        ("Mở đợt tuyên truyền", letters.open_the_campaign),
        ("Giao việc từng cấp", letters.accept_and_hand_down),
        ("Hướng dẫn báo cáo", reporting.ask_for_reports),
        ("Bộ nội dung: lời, tiếng, duyệt", texts.write_the_kit),
        ("Lời riêng của xã, phường", texts.add_own_words),
        ("Đài truyền thanh", air.set_up_stations),
        ("Ghi danh thiết bị phát", air.enrol_players),
        ("Chương trình của trung tâm", air.make_programmes),
        ("Lịch phát trong khung cho phép", air.plan_and_publish),
        ("Tuần phát sóng", air.play_the_week),
        ("Xác nhận của người vận hành", logs.tick_the_sessions),
        ("Nhật ký nhà cung cấp", logs.import_vendor_logs),
        ("Hoạt động khác", logs.log_activities_of_people),
        ("Kế hoạch và thực tế", logs.compare_plan_and_plays),
        ("Các kênh khác", papers.print_the_district),
        ("Báo cáo của xã, phường", reporting.communes_report),
        ("Cấp huyện tổng hợp, ký", reporting.districts_consolidate),
        ("Báo cáo chính thức", reporting.issue_the_report),
        ("Kiểm tra báo cáo", reporting.check_the_report),
    ]


def _all_the_way(journey: "Journey") -> "Sequence[Outcome]":
    from loa.launch.week.journey import travel

    warnings.filterwarnings("ignore", message="No directory at")
    logging.getLogger("django.request").setLevel(logging.ERROR)
    return travel(journey, journey_steps())


def week_after(letter_date: date) -> date:
    """The Monday of the simulated week: the first one at least three days after the letter."""
    earliest = letter_date + timedelta(days=3)
    return earliest + timedelta(days=-earliest.weekday() % 7)


def _tell(outcomes: "Sequence[Outcome]", out: Path) -> None:
    table = Table(title="Hành trình của một văn bản (số liệu mô phỏng)", title_justify="left")
    table.add_column("Bước")
    table.add_column("Kết quả", overflow="fold")
    table.add_column("Làm được / có thể", justify="right", no_wrap=True)
    table.add_column("Giây", justify="right")
    for row in outcomes:
        table.add_row(row.step, row.made, f"{row.count} / {row.available}", f"{row.seconds:.1f}".replace(".", ","))
    console = Console(width=max(120, Console().width))
    console.print(table)
    console.print(f"Tổng cộng {sum(row.seconds for row in outcomes):.0f} giây. Kết quả trong {out}", highlight=False)
