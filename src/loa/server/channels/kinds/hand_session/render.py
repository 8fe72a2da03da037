"""Buổi phát vận hành bằng tay: what an operator without a network needs for one session."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from loa.core.channel_types import ChannelType
from loa.server.channels.errors import NothingToShow
from loa.server.channels.kinds.hand_session.pauses import runs
from loa.server.channels.rendering.cleaning import file_name, one_line
from loa.server.channels.rendering.content import LengthFact, RenderedFile, Rendition, SessionItem, SessionSheet
from loa.server.channels.rendering.dates import clock, hour, length, local, minutes_and_seconds, weekday_and_day
from loa.server.channels.rendering.look import SAMPLE_MARK
from loa.server.channels.rendering.packing import zip_of
from loa.server.channels.rendering.papers import PDF, pdf

NAME: Final = "hand_session"
TITLE: Final = "Buổi phát vận hành bằng tay"
CHANNEL_TYPE: Final = ChannelType.LOUDSPEAKER
INPUT: Final = SessionSheet

MP3: Final = "audio/mpeg"
_HERE: Final = Path(__file__).parent
_READ_ME: Final = """BUỔI PHÁT {when}
{station}

Chép tất cả tệp MP3 vào USB đã định dạng FAT32, cắm vào thiết bị, phát lần lượt theo số đầu tên tệp.
DANH-SACH.m3u   danh sách phát theo đúng thứ tự
Trinh-tu.pdf    trình tự buổi phát, ký xác nhận sau khi phát
Ban-doc.pdf     bản đọc khi phát thanh viên đọc trực tiếp

Tổng thời lượng: {length}. Mã buổi: {code}.
Sau buổi phát, bấm "đã phát đủ" hoặc ghi mục nào không phát và lý do.
{mark}"""


def render(session: SessionSheet) -> Rendition:
    """Joined MP3 (where handed in), folder for a memory stick (ZIP), bản đọc, running order (PDF and data of the phone page).

    Raises `NothingToShow` for a session without items, `PageOverfull` where the running order needs a second page.
    """
    if not session.items:
        raise NothingToShow(channel=f"buổi phát {session.code}")
    order = running_order(session)
    papers = {
        "Trinh-tu.pdf": pdf(_HERE / "running_order.typ", order, at=session.starts_at, paper="trình tự buổi phát A4"),
        "Ban-doc.pdf": pdf(_HERE / "script.typ", _script(session), at=session.starts_at, paper="bản đọc A4"),
    }
    stick = {**_sounds(session), **papers, "DOC-TRUOC.txt": _read_me(session)}
    stem = f"{local(session.starts_at):%Y%m%d-%H%M}-{file_name(session.station_name, most=40)}"
    files = [
        RenderedFile(f"usb-{stem}.zip", "application/zip", zip_of(stick, at=session.starts_at)),
        RenderedFile(f"trinh-tu-{stem}.pdf", PDF, papers["Trinh-tu.pdf"]),
        RenderedFile(f"ban-doc-{stem}.pdf", PDF, papers["Ban-doc.pdf"]),
        RenderedFile(f"trinh-tu-{stem}.json", "application/json", _json(order)),
    ]
    if session.mp3 is not None:
        files.insert(0, RenderedFile(f"ca-buoi-{stem}.mp3", MP3, session.mp3))
    return Rendition(tuple(files), _text(session), _lengths(session))


def running_order(session: SessionSheet) -> dict[str, Any]:
    """Trình tự buổi phát as plain values, for the printed sheet and for the page on a phone."""
    rows, at = [], session.starts_at
    for item in session.items:
        rows.append(_row(item, at))
        at += timedelta(seconds=item.duration_seconds)
    return {
        "code": session.code,
        "title": f"Trình tự buổi phát {hour(session.starts_at)}, {weekday_and_day(session.starts_at)}",
        "when": f"{hour(session.starts_at)}, {weekday_and_day(session.starts_at)}",
        "starts_at": session.starts_at.isoformat(),
        "ends_at": at.isoformat(),
        "ends": clock(at),
        "station_name": one_line(session.station_name),
        "agency_name": one_line(session.agency_name),
        "parent_agency_name": one_line(session.parent_agency_name),
        "place": one_line(session.place),
        "source_line": one_line(session.source_line),
        "length": length(session.duration_seconds),
        "duration_seconds": round(session.duration_seconds, 3),
        "items": rows,
        "sample": SAMPLE_MARK if session.sample else "",
    }


def _row(item: SessionItem, at: datetime) -> dict[str, Any]:
    return {
        "position": item.position,
        "at": clock(at),
        "title": one_line(item.title),
        "length": minutes_and_seconds(item.duration_seconds),
        "duration_seconds": round(item.duration_seconds, 3),
        "voice": "giọng máy" if item.machine_voice else "bản ghi",
        "machine_voice": item.machine_voice,
        "sha256": item.sha256,
    }


def _script(session: SessionSheet) -> dict[str, Any]:
    order = running_order(session)
    texts = [{**row, "paragraphs": _paragraphs(item)} for row, item in zip(order["items"], session.items, strict=True)]
    return {**order, "title": f"Bản đọc buổi phát {order['when']}", "items": texts}


def _paragraphs(item: SessionItem) -> list[list[tuple[str, str]]]:
    """As it is said; a text in another language has no script and is printed as it is written."""
    if item.script:
        return [[run for words, mark in line for run in (("text", words), ("pause", mark)) if run[1]] for line in item.script]
    return [runs(line) for line in item.text.splitlines() if line.strip()]


def _sounds(session: SessionSheet) -> dict[str, bytes]:
    """Numbered files in order, and their list. Where the items' own sounds were not handed in, the joined file stands alone."""
    named = {f"{item.position:02d}_{file_name(item.title, most=40)}.mp3": item.mp3 for item in session.items}
    sounds = {name: mp3 for name, mp3 in named.items() if mp3 is not None}
    if len(sounds) < len(session.items):
        sounds = {"01_Ca-buoi-phat.mp3": session.mp3} if session.mp3 is not None else {}
    playlist = "".join(f"{line}\r\n" for line in ("#EXTM3U", *sounds)).encode("ascii")
    return {**sounds, "DANH-SACH.m3u": playlist} if sounds else {}


def _read_me(session: SessionSheet) -> bytes:
    text = _READ_ME.format(
        when=f"{hour(session.starts_at)}, {weekday_and_day(session.starts_at)}",
        station=session.station_name,
        length=length(session.duration_seconds),
        code=session.code,
        mark=f"{SAMPLE_MARK}\n" if session.sample else "",
    )
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _json(order: dict[str, Any]) -> bytes:
    return (json.dumps(order, ensure_ascii=False, indent=2) + "\n").encode()


def _text(session: SessionSheet) -> str:
    return "\n\n".join(f"{item.position}. {one_line(item.title)}\n{item.text}".strip() for item in session.items)


def _lengths(session: SessionSheet) -> tuple[LengthFact, ...]:
    return LengthFact("buổi phát", round(session.duration_seconds, 1), "giây"), LengthFact("buổi phát", len(session.items), "mục")
