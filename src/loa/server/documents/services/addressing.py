"""Which agencies the lines of "Kính gửi" mean: at the register, and again when the letter's day, place or issuer is put right."""

from collections.abc import Sequence
from datetime import datetime

from loa.core.recipients import Resolution
from loa.server.documents.models import OfficialDocument, Recipient
from loa.server.documents.queries import resolved_lines
from loa.server.documents.services.books import name_agencies
from loa.server.kit.actors import Actor


def address_paper(document: OfficialDocument, lines: Sequence[str], /, *, first: int = 1, at: int | None = None) -> list[Recipient]:
    """Hold each line against the agencies of the letter's day; what stays unresolved stays visible.

    Their positions count from `first`; with `at` all stand at that one, in their order.
    """
    found = resolved_lines(document, lines)
    return [_named(document, at or position, one) for position, one in enumerate(found, start=first)]


def resolve_recipients_again(document: OfficialDocument, /, *, by: Actor, now: datetime) -> int:  # noqa: ARG001 -- a part of the act of `by`
    """Every standing line held against the agencies anew; one that means others now ends and stands again. Returns how many changed."""
    standing = list(document.recipients.prefetch_related("agencies"))
    changed = 0
    for held, found in zip(standing, resolved_lines(document, [one.text for one in standing]), strict=True):
        if {agency.pk for agency in held.agencies.all()} != set(found.agencies) or held.reason != reason_of(found):
            end_line(held, now=now)
            _named(document, held.position, found)
            changed += 1
    return changed


def end_line(line: Recipient, /, *, now: datetime) -> None:
    """A line stands no more."""
    line.ended_at = now
    line.save(update_fields=["ended_at"])


def reason_of(found: Resolution, /) -> str:
    """Why a line means nobody, or how it was understood."""
    return (found.reason or found.reading)[:300]


def _named(document: OfficialDocument, position: int, found: Resolution) -> Recipient:
    line = Recipient.objects.create(
        document=document, position=position, text=found.text, confidence=found.confidence, reason=reason_of(found)
    )
    name_agencies(line, found.agencies)
    return line
