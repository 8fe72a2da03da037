"""Questions about official papers."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from loa.core.errors import NotFound
from loa.core.paper_steps import PaperState
from loa.core.receipts import OPEN
from loa.server.documents.models import (
    Delivery,
    Direction,
    Exchange,
    ExchangeAnswer,
    FilePage,
    GivenFile,
    GivenState,
    OfficialDocument,
    Recipient,
)
from loa.server.kit.actors import Actor
from loa.server.people.queries import agencies_above, agencies_seen_by

# What its addressees may read; before, a paper is the office's own matter.
GONE_OUT = (PaperState.ISSUED, PaperState.RECALLED, PaperState.REPLACED)
LEASE = timedelta(minutes=6)  # no slice of a file takes longer: whoever is silent for so long was killed


def documents_of(*, seen_by: Actor) -> "QuerySet[OfficialDocument]":
    """The papers in the registers that the actor sees, newest first; and those sent to the actor's own agencies, once they go out.

    What another office took in is its own matter, whomever the paper names; only the agencies above show it, with the work they give by it.
    """
    addressed = Recipient.objects.filter(agencies__in=seen_by.agency_ids).values("document")
    delivered = Delivery.objects.filter(agency__in=seen_by.agency_ids).values("document")  # also for an office that has ended since
    sent = Q(direction=Direction.OUT) & (Q(goes_at_once=True) | Q(state__in=GONE_OUT)) & (Q(pk__in=addressed) | Q(pk__in=delivered))
    shown = Q(direction=Direction.IN, goes_at_once=True, agency__in=agencies_above(seen_by), pk__in=addressed)
    return OfficialDocument.objects.filter(Q(agency__in=agencies_seen_by(seen_by)) | sent | shown).order_by(
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


def given_files(*, seen_by: Actor) -> "QuerySet[GivenFile]":
    """Files that were given in at agencies the actor sees and are not registered, newest first."""
    return GivenFile.objects.filter(agency__in=agencies_seen_by(seen_by)).exclude(state=GivenState.REGISTERED).order_by("-given_at", "pk")


def given_file(given_id: UUID, *, seen_by: Actor) -> GivenFile:
    """One file, whatever became of it. Raises `NotFound` outside the actor's scope."""
    given = GivenFile.objects.filter(agency__in=agencies_seen_by(seen_by), pk=given_id).select_related("document").first()
    if given is None:
        raise NotFound
    return given


def page_of_document(document: OfficialDocument, number: int) -> FilePage:
    """One page of the original. Raises `NotFound`."""
    page = FilePage.objects.filter(given__document=document, number=number).defer("words", "places").first()
    if page is None:
        raise NotFound
    return page


def files_resting(*, now: datetime) -> list[UUID]:
    """Files under way on which nobody has worked for longer than a slice takes."""
    before = now - LEASE
    under_way = GivenFile.objects.filter(state__in=[GivenState.WAITING, GivenState.READING], given_at__lte=before)
    return list(under_way.filter(Q(worked_at=None) | Q(worked_at__lte=before)).order_by("given_at").values_list("pk", flat=True)[:20])


def delivery_at(delivery_id: UUID, *, of: Actor) -> Delivery:
    """A paper that waits at one of the actor's offices, locked. Raises `NotFound` for anybody else's."""
    found = (
        Delivery.objects.select_for_update(of=("self",)).select_related("document").filter(pk=delivery_id, agency__in=of.agency_ids).first()
    )
    if found is None:
        raise NotFound
    return found


def deliveries_waiting(*, seen_by: Actor) -> "QuerySet[Delivery]":
    """Papers sent to the actor's own offices and not yet taken in, oldest first."""
    waiting = Delivery.objects.filter(agency__in=seen_by.agency_ids, state__in=OPEN)
    return waiting.select_related("document").order_by("delivered_at", "pk")


def deliveries_of(document: OfficialDocument) -> "QuerySet[Delivery]":
    """Where an issued paper stands at each office it went to; the caller has found the document in the actor's scope."""
    return document.deliveries.order_by("delivered_at", "agency__key")


def issued_papers_of(agency_id: UUID, *, seen_by: Actor) -> "QuerySet[OfficialDocument]":
    """The agency's own papers that are issued and in force, newest first."""
    return documents_of(seen_by=seen_by).filter(agency=agency_id, direction=Direction.OUT, state=PaperState.ISSUED)


def delivery_seen(delivery_id: UUID, *, seen_by: Actor) -> Delivery:
    """A paper that came to one of the actor's offices. Raises `NotFound` for anybody else's."""
    found = Delivery.objects.select_related("document").filter(pk=delivery_id, agency__in=seen_by.agency_ids).first()
    if found is None:
        raise NotFound
    return found


def receipts_counted(document: OfficialDocument) -> dict[str, int]:
    """How many offices stand in each state with this paper; the caller has found the document in the actor's scope."""
    return dict(document.deliveries.order_by().values_list("state").annotate(Count("pk")))


def exchanges_of(*, seen_by: Actor) -> "QuerySet[Exchange]":
    """Packets that came to and went from the offices the actor sees, the last first."""
    found = Exchange.objects.filter(agency__in=agencies_seen_by(seen_by))
    return found.select_related("document").prefetch_related("answers").order_by("-at", "pk")


def exchange_of(exchange_id: UUID, *, seen_by: Actor) -> Exchange:
    """One packet. Raises `NotFound` outside the actor's scope."""
    found = exchanges_of(seen_by=seen_by).filter(pk=exchange_id).first()
    if found is None:
        raise NotFound
    return found


def exchange_reply(exchange: Exchange, reply_id: int) -> ExchangeAnswer:
    """One of our own answers to a packet that came. Raises `NotFound`."""
    found = exchange.answers.filter(pk=reply_id).first() if exchange.direction == Direction.IN else None
    if found is None:
        raise NotFound
    return found
