"""Bảng tin công cộng: one page for a screen that works without a network once it is there."""

from typing import Final

from loa.core.channel_types import ChannelType
from loa.server.channels.rendering.content import Content, RenderedFile, Rendition
from loa.server.channels.rendering.passages import chat_text, require_something
from loa.server.channels.rendering.screen import HTML, screen_page

NAME: Final = "board"
TITLE: Final = "Bảng tin công cộng"
CHANNEL_TYPE: Final = ChannelType.BOARD
INPUT: Final = Content


def render(content: Content) -> Rendition:
    """One HTML file. Raises `NothingToShow`."""
    require_something(content, channel=TITLE)
    return Rendition((RenderedFile("bang-tin.html", HTML, screen_page(content)),), chat_text(content))
