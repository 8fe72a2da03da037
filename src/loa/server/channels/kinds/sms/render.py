"""Tin nhắn viễn thông: the same message with and without accents, each within what operators take."""

from typing import Final

from loa.core.channel_types import ChannelType
from loa.core.sms import MAX_SEGMENTS, SmsLength, measure, without_accents
from loa.server.channels.errors import ContentTooLong
from loa.server.channels.rendering.cleaning import one_line
from loa.server.channels.rendering.content import Content, LengthFact, RenderedFile, Rendition
from loa.server.channels.rendering.look import SAMPLE_MARK_SHORT
from loa.server.channels.rendering.passages import require_something

NAME: Final = "sms"
TITLE: Final = "Tin nhắn SMS"
CHANNEL_TYPE: Final = ChannelType.TELECOM
INPUT: Final = Content

_TYPE: Final = "text/plain; charset=utf-8"


def render(content: Content) -> Rendition:
    """Two texts and what each costs. Raises `NothingToShow`; `ContentTooLong` where either needs more than three segments."""
    require_something(content, channel=TITLE)
    accented = _message(content)
    plain = without_accents(accented)
    texts = {"tin nhắn có dấu": accented, "tin nhắn không dấu": plain}
    lengths = tuple(fact for of, text in texts.items() for fact in _facts(of, measure(text)))
    files = (
        RenderedFile("sms-co-dau.txt", _TYPE, accented.encode()),
        RenderedFile("sms-khong-dau.txt", _TYPE, plain.encode("ascii", "replace")),
    )
    return Rendition(files, accented, lengths)


def _message(content: Content) -> str:
    parts = (SAMPLE_MARK_SHORT if content.sample else "", content.short_text or content.title, content.link or "")
    return one_line(" ".join(filter(None, parts)))


def _facts(of: str, found: SmsLength) -> tuple[LengthFact, LengthFact]:
    if not found.fits:
        raise ContentTooLong(channel=of, amount=found.segments, unit="tin", limit=MAX_SEGMENTS)
    return LengthFact(of, found.places, f"ký tự {found.alphabet}"), LengthFact(of, found.segments, "tin", MAX_SEGMENTS)
