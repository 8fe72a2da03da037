"""Đề cương nói: one page a communicator holds in the hand while speaking to neighbours."""

from pathlib import Path
from typing import Final

from loa.core.channel_types import ChannelType
from loa.server.channels.rendering.cleaning import file_name, one_line
from loa.server.channels.rendering.content import Content, LengthFact, RenderedFile, Rendition
from loa.server.channels.rendering.dates import moment_of_paper
from loa.server.channels.rendering.papers import PDF, facts_of, pdf
from loa.server.channels.rendering.passages import require_something

NAME: Final = "talking_points"
TITLE: Final = "Đề cương nói"
CHANNEL_TYPE: Final = ChannelType.COMMUNICATOR
INPUT: Final = Content

_TEMPLATE: Final = Path(__file__).with_name("talking_points.typ")


def render(content: Content) -> Rendition:
    """A PDF of exactly one page. Raises `NothingToShow`; `PageOverfull` where it does not fit at 11 points."""
    require_something(content, channel=TITLE)
    say = tuple(one_line(point) for point in content.talking_points or content.points)
    facts = {**facts_of(content), "say": list(say), "body": [one_line(s) for s in content.body] if content.talking_points else []}
    data = pdf(_TEMPLATE, facts, at=moment_of_paper(content.valid_from), paper="đề cương nói A4")
    file = RenderedFile(f"de-cuong-noi-{file_name(content.title)}.pdf", PDF, data)
    text = "\n".join((content.title, *(f"{n}. {point}" for n, point in enumerate(say, start=1))))
    return Rendition((file,), text, (LengthFact("đề cương nói", 1, "trang", 1),))
