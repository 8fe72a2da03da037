"""Gói xuất cho hệ thống của nhà cung cấp: what Loa would have sounded, for a system that is not Loa's to sound it."""

import hashlib
from datetime import timedelta
from typing import Any, Final

from loa.core.channel_types import ChannelType
from loa.server.channels.errors import NothingToShow, SoundMissing
from loa.server.channels.rendering.cleaning import file_name, one_line
from loa.server.channels.rendering.content import LengthFact, RenderedFile, Rendition, SessionPack, SessionSheet
from loa.server.channels.rendering.dates import clock, day, local
from loa.server.channels.rendering.look import SAMPLE_MARK
from loa.server.channels.rendering.packing import csv_of, sha256_list, xlsx_of, zip_of

NAME: Final = "vendor_export"
TITLE: Final = "Gói xuất cho nhà cung cấp"
CHANNEL_TYPE: Final = ChannelType.LOUDSPEAKER
INPUT: Final = SessionPack

SCHEDULE_HEADER: Final = (
    "Mã buổi",
    "Đài truyền thanh",
    "Ngày",
    "Giờ bắt đầu",
    "Giờ kết thúc",
    "Thời lượng (giây)",
    "Tệp âm thanh",
    "SHA-256",
    "Mục",
    "Nội dung",
    "Giờ bắt đầu mục",
    "Thời lượng mục (giây)",
    "SHA-256 của mục",
    "Giọng",
)
_READ_ME: Final = """GÓI PHÁT THANH CHO HỆ THỐNG {vendor}
{station}
Đơn vị quản lý: {agency}
Từ ngày {first} đến hết ngày {last}; {sessions} buổi phát.

lich-phat.csv, lich-phat.xlsx   lịch phát, cùng một nội dung; mỗi dòng là một mục của một buổi
am-thanh-...                    âm thanh của từng buổi, đặt lịch đúng ngày và giờ bắt đầu
SHA256SUMS.txt                  mã kiểm tra; chạy "sha256sum -c SHA256SUMS.txt" trước khi nạp

Chỉ phát những tệp có mã kiểm tra đúng. Không cắt, không ghép thêm, không đổi thứ tự.
Sau đợt phát, xuất nhật ký phát của hệ thống (CSV hoặc XLSX), giữ nguyên cột "Mã buổi", gửi lại đơn vị để nhập vào Loa.
{mark}"""


def render(pack: SessionPack) -> Rendition:
    """One ZIP for the days of the pack. Raises `NothingToShow` without sessions, `SoundMissing` for a session without sound."""
    if not pack.sessions:
        raise NothingToShow(channel=TITLE)
    at = pack.sessions[0].starts_at
    sounds = {name: data for session in pack.sessions for name, data in _sounds(session).items()}
    rows = [row for session in pack.sessions for row in _rows(session)]
    files = {
        "DOC-TRUOC.txt": _read_me(pack),
        "lich-phat.csv": csv_of(SCHEDULE_HEADER, rows),
        "lich-phat.xlsx": xlsx_of("Lịch phát", SCHEDULE_HEADER, rows, at=at),
        **sounds,
    }
    name = f"goi-{file_name(pack.station_name, most=40)}-{pack.first_day:%Y%m%d}-{pack.last_day:%Y%m%d}.zip"
    archive = zip_of({**files, "SHA256SUMS.txt": sha256_list(files)}, at=at)
    seconds = sum(session.duration_seconds for session in pack.sessions)
    lengths = (LengthFact("gói xuất", len(pack.sessions), "buổi"), LengthFact("gói xuất", round(seconds, 1), "giây"))
    return Rendition((RenderedFile(name, "application/zip", archive),), _text(pack), lengths)


def _sounds(session: SessionSheet) -> dict[str, bytes]:
    stem = f"am-thanh-{local(session.starts_at):%Y%m%d-%H%M}-{file_name(session.code, most=20)}"
    found = {f"{stem}{ending}": data for ending, data in ((".mp3", session.mp3), (".wav", session.wav)) if data is not None}
    if not found:
        raise SoundMissing(session=session.code)
    return found


def _rows(session: SessionSheet) -> list[tuple[Any, ...]]:
    (file, data), *_ = _sounds(session).items()
    end = session.starts_at + timedelta(seconds=session.duration_seconds)
    whole = (
        session.code,
        one_line(session.station_name),
        day(session.starts_at),
        clock(session.starts_at),
        clock(end),
        round(session.duration_seconds, 1),
        file,
        hashlib.sha256(data).hexdigest(),
    )
    rows, at = [], session.starts_at
    for item in session.items:
        voice = "giọng máy" if item.machine_voice else "bản ghi"
        rows.append((*whole, item.position, one_line(item.title), clock(at), round(item.duration_seconds, 1), item.sha256, voice))
        at += timedelta(seconds=item.duration_seconds)
    return rows


def _read_me(pack: SessionPack) -> bytes:
    text = _READ_ME.format(
        vendor=pack.vendor,
        station=pack.station_name,
        agency=pack.agency_name,
        first=day(pack.first_day),
        last=day(pack.last_day),
        sessions=len(pack.sessions),
        mark=f"{SAMPLE_MARK}\n" if pack.sample else "",
    )
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _text(pack: SessionPack) -> str:
    lines = [f"{pack.station_name}: {len(pack.sessions)} buổi, {day(pack.first_day)} - {day(pack.last_day)}"]
    for session in pack.sessions:
        titles = "; ".join(one_line(item.title) for item in session.items)
        lines.append(f"{session.code} · {day(session.starts_at)} {clock(session.starts_at)} · {titles}")
    return "\n".join(lines)
