"""The registered kinds of channel. A new one is a folder here and a line below; the contract tests find it by itself."""

from typing import Any, Final, Protocol

from loa.core.channel_types import ChannelType
from loa.server.channels.kinds import board, building, hand_session, loudspeaker, poster, sms, talking_points, vendor_export, zalo
from loa.server.channels.rendering.content import Rendition


class Kind(Protocol):
    """What a kind of channel offers. `INPUT` is the frozen value it takes; `render` is pure: same value, same bytes."""

    NAME: str
    TITLE: str
    CHANNEL_TYPE: ChannelType
    INPUT: type

    @staticmethod
    def render(value: Any, /) -> Rendition:
        """Raises only refusals of `loa.core.errors`."""
        ...


KINDS: Final[tuple[Kind, ...]] = (loudspeaker, hand_session, vendor_export, board, poster, sms, zalo, talking_points, building)  # type: ignore[assignment]


def kind_named(name: str) -> Kind:
    """The kind of that name. Raises KeyError."""
    return {kind.NAME: kind for kind in KINDS}[name]
