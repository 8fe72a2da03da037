"""Gói cho nhà chung cư: a notice for the lift, a page for the lobby's screen, a text for the residents' group."""

from pathlib import Path
from typing import Final

from loa.core.channel_types import ChannelType
from loa.server.channels.rendering.cleaning import file_name
from loa.server.channels.rendering.content import Content, LengthFact, RenderedFile, Rendition
from loa.server.channels.rendering.dates import moment_of_paper
from loa.server.channels.rendering.packing import zip_of
from loa.server.channels.rendering.papers import facts_of, pdf
from loa.server.channels.rendering.passages import chat_text, require_something
from loa.server.channels.rendering.screen import screen_page

NAME: Final = "building"
TITLE: Final = "Gói nhà chung cư"
CHANNEL_TYPE: Final = ChannelType.DOCUMENT
INPUT: Final = Content

_TEMPLATE: Final = Path(__file__).with_name("lift.typ")
_READ_ME: Final = """GÓI TUYÊN TRUYỀN CHO NHÀ CHUNG CƯ

thong-bao-thang-may.pdf    In khổ A4, dán trong thang máy và ở sảnh.
man-hinh-sanh.html         Chép vào máy của màn hình sảnh, mở toàn màn hình; không cần mạng, tự ngừng khi hết hiệu lực.
tin-nhom-cu-dan.txt        Sao chép nguyên văn vào nhóm cư dân.

Không sửa nội dung. Khi hết hiệu lực, hãy gỡ giấy và nhận gói mới từ đơn vị phát hành.
"""


def render(content: Content) -> Rendition:
    """One ZIP. Raises `NothingToShow`, `PageOverfull`."""
    require_something(content, channel=TITLE)
    at = moment_of_paper(content.valid_from)
    text = chat_text(content)
    pack = zip_of(
        {
            "DOC-TRUOC.txt": _READ_ME.encode("utf-8-sig"),
            "thong-bao-thang-may.pdf": pdf(_TEMPLATE, facts_of(content), at=at, paper="thông báo thang máy A4"),
            "man-hinh-sanh.html": screen_page(content),
            "tin-nhom-cu-dan.txt": (text + "\n").encode("utf-8-sig"),
        },
        at=at,
    )
    file = RenderedFile(f"goi-chung-cu-{file_name(content.title)}.zip", "application/zip", pack)
    return Rendition((file,), text, (LengthFact("thông báo thang máy", 1, "trang", 1),))
