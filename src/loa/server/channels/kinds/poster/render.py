"""Áp phích: one A4 page a person reads from two metres away."""

from pathlib import Path
from typing import Final

from loa.core.channel_types import ChannelType
from loa.server.channels.rendering.cleaning import file_name
from loa.server.channels.rendering.content import Content, LengthFact, RenderedFile, Rendition
from loa.server.channels.rendering.dates import moment_of_paper
from loa.server.channels.rendering.papers import PDF, facts_of, pdf
from loa.server.channels.rendering.passages import chat_text, require_something

NAME: Final = "poster"
TITLE: Final = "Áp phích A4"
CHANNEL_TYPE: Final = ChannelType.DOCUMENT
INPUT: Final = Content

_TEMPLATE: Final = Path(__file__).with_name("poster.typ")


def render(content: Content) -> Rendition:
    """A PDF of one page, with a QR where the content has a link. Raises `NothingToShow`, `PageOverfull`."""
    require_something(content, channel=TITLE)
    data = pdf(_TEMPLATE, facts_of(content), at=moment_of_paper(content.valid_from), paper="A4")
    name = f"ap-phich-{file_name(content.title)}.pdf"
    return Rendition((RenderedFile(name, PDF, data),), chat_text(content), (LengthFact("áp phích", 1, "trang", 1),))
