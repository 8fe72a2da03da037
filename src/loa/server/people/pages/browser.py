"""What a signed-in browser keeps of itself in its session."""

from uuid import UUID

from django.http import HttpRequest

SIGN_IN = "sign_in"  # the id of its row; it stays through every change of the session's key
ACTING_FOR = "acting_for"  # the delegation by which the person acts for somebody else


def own_session(request: HttpRequest) -> UUID | None:
    """The row of the browser that asks."""
    told = request.session.get(SIGN_IN)
    return UUID(told) if told else None
