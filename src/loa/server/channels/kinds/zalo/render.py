"""Tin cho nhóm Zalo: groups have no interface for programs, so the text is copied by hand and the post is logged."""

from typing import Final

from loa.core.channel_types import ChannelType
from loa.server.channels.errors import ContentTooLong
from loa.server.channels.rendering.content import Content, LengthFact, RenderedFile, Rendition
from loa.server.channels.rendering.passages import chat_text, require_something

NAME: Final = "zalo"
TITLE: Final = "Tin nhóm Zalo"
CHANNEL_TYPE: Final = ChannelType.SOCIAL
INPUT: Final = Content

MOST_CHARACTERS: Final = 2000


def render(content: Content) -> Rendition:
    """Plain text with line breaks. Raises `NothingToShow`, `ContentTooLong` above 2000 characters."""
    require_something(content, channel=TITLE)
    text = chat_text(content)
    if len(text) > MOST_CHARACTERS:
        raise ContentTooLong(channel=TITLE, amount=len(text), unit="ký tự", limit=MOST_CHARACTERS)
    file = RenderedFile("tin-zalo.txt", "text/plain; charset=utf-8", text.encode())
    return Rendition((file,), text, (LengthFact(TITLE, len(text), "ký tự", MOST_CHARACTERS),))
