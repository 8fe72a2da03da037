"""Questions about official papers."""

from uuid import UUID

from django.db.models import Q, QuerySet

from loa.core.errors import NotFound
from loa.server.documents.models import OfficialDocument, Recipient
from loa.server.kit.actors import Actor
from loa.server.people.queries import agencies_seen_by


def documents_of(*, seen_by: Actor) -> "QuerySet[OfficialDocument]":
    """The papers in the registers that the actor sees, newest first; and those addressed to the actor's own agencies."""
    addressed = Recipient.objects.filter(agencies__in=seen_by.agency_ids).values("document")
    return OfficialDocument.objects.filter(Q(agency__in=agencies_seen_by(seen_by)) | Q(pk__in=addressed)).order_by(
        "-registered_at", "-register_number"
    )


def document_of(document_id: UUID, *, seen_by: Actor) -> OfficialDocument:
    """One paper. Raises `NotFound` outside the actor's scope."""
    document = documents_of(seen_by=seen_by).filter(pk=document_id).first()
    if document is None:
        raise NotFound
    return document


def recipients_of(document: OfficialDocument) -> list[tuple[str, int, float]]:
    """Each line of "Kính gửi", how many agencies it is, and how surely."""
    return [(r.text, r.agencies.count(), r.confidence) for r in document.recipients.prefetch_related("agencies")]
