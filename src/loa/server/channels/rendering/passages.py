"""Passages that several channels put together alike."""

from loa.server.channels.errors import NothingToShow
from loa.server.channels.rendering.content import Content
from loa.server.channels.rendering.dates import validity
from loa.server.channels.rendering.look import SAMPLE_MARK


def require_something(content: Content, *, channel: str) -> None:
    """Raise `NothingToShow` for a content without a title."""
    if content.is_empty:
        raise NothingToShow(channel=channel)


def foot(content: Content) -> tuple[str, ...]:
    """What stands small below: the source, how long it holds, whom it comes from."""
    source = content.source_line or (f"Căn cứ: {content.letter_number}" if content.letter_number else "")
    return tuple(filter(None, (source, validity(content.valid_from, content.valid_to))))


def chat_text(content: Content) -> str:
    """Plain text with line breaks, for copying into a chat group: title, points, where and when, source."""
    blocks = [
        SAMPLE_MARK if content.sample else "",
        content.title.upper(),
        "\n".join(f"• {point}" for point in content.points),
        "\n".join(f"{label}: {value}" for label, value in content.details),
        f"Xem và nghe lại: {content.link}" if content.link else "",
        "\n".join(filter(None, (*foot(content), content.agency_name))),
    ]
    return "\n\n".join(filter(None, blocks))
