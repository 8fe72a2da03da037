"""Names on the broker. Nothing that matters travels there: a message only says "ask again"."""

from uuid import UUID


def wake_topic(player_id: UUID) -> str:
    """Where the server wakes one player; the message has no content."""
    return f"loa/player/{player_id}/wake"
