"""Questions about official papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet

from loa.core.errors import LoaError, NotFound
from loa.core.paper_steps import PaperState
from loa.core.reading.proposals import bears_secrecy
from loa.core.reading.standing import deadlines_of, standing_of
from loa.core.receipts import OPEN
from loa.core.recipients import Resolution
from loa.core.roles import Right
from loa.core.words import vi
from loa.server.agencies.queries import Suggested, agencies_near, resolve_recipients
from loa.server.documents.engines import OfficeModel
from loa.server.documents.intake.registry import format_of
from loa.server.documents.models import (
    PLAIN_FIELDS,
    Clause,
    Correction,
    Delivery,
    Direction,
    Exchange,
    ExchangeAnswer,
    FilePage,
    GivenFile,
    GivenState,
    OfficialDocument,
    Proposal,
    ProposalState,
    Recipient,
    SignedUpload,
    UploadState,
)
from loa.server.kit import clock, files
from loa.server.kit.actors import Actor
from loa.server.people.queries import agencies_above, agencies_seen_by
from loa.server.places.queries import search_territories, territory_of_city

# What its addressees may read; before, a paper is the office's own matter.
GONE_OUT = (PaperState.ISSUED, PaperState.RECALLED, PaperState.REPLACED)
LISTS = ("recipients", "deadlines")  # fields of which a paper has several values
LEASE = timedelta(minutes=6)  # no slice of a file takes longer: whoever is silent for so long was killed


def documents_of(*, seen_by: Actor) -> "QuerySet[OfficialDocument]":
    """The papers in the registers that the actor sees, newest first; and those sent to the actor's own agencies, once they go out.

    What another office took in is its own matter, whomever the paper names; only the agencies above show it, with the work they give by it.
    Whoever was given work by a paper reads it: named in it or not, and also when its line was taken out afterwards.
    """
    addressed = Recipient.objects.filter(agencies__in=seen_by.agency_ids).values("document")
    delivered = Delivery.objects.filter(agency__in=seen_by.agency_ids).values("document")  # also for an office that has ended since
    by_it = Q(campaigns__assignments__agency__in=seen_by.agency_ids, campaigns__assignments__letter=F("pk"))
    given = Q(pk__in=OfficialDocument.objects.filter(by_it).order_by().values("pk"))
    sent = Q(direction=Direction.OUT) & (Q(goes_at_once=True) | Q(state__in=GONE_OUT)) & (Q(pk__in=addressed) | Q(pk__in=delivered))
    shown = Q(direction=Direction.IN, goes_at_once=True, agency__in=agencies_above(seen_by), pk__in=addressed)
    return OfficialDocument.objects.filter(Q(agency__in=agencies_seen_by(seen_by)) | sent | shown | given).order_by(
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


def clauses_standing(document: OfficialDocument, *, at: datetime | None = None) -> "QuerySet[Clause]":
    """What the paper asks, in its order: as it stands, or as it stood at a moment (a campaign keeps what it was opened by)."""
    if at is None:
        return document.clauses.filter(ended_at=None)
    return document.clauses.filter(Q(since=None) | Q(since__lte=at), Q(ended_at=None) | Q(ended_at__gt=at))


def standing_reading(document: OfficialDocument) -> dict[str, Any]:
    """What was read, with what a person put right in its place; the frozen `reading` itself stays. Recipients are rows of their own."""
    return standing_of(document.reading, document.corrected)


def corrections_since(document: OfficialDocument, moment: datetime) -> list[Correction]:
    """What a person put right after that moment; the caller has found the document in the actor's scope."""
    return [one for one in document.corrections.filter(at__gt=moment).order_by("at", "pk") if not one.confirms]


CONFIRMABLE: Final = (*PLAIN_FIELDS, "date", *LISTS)


@dataclass(frozen=True, slots=True)
class Settled:
    """What a person looked at: the last word on each plain field, and who confirmed which lines of "Kính gửi" and which deadlines."""

    fields: Mapping[str, Correction]
    lines: Mapping[int, str]
    deadlines: Mapping[tuple[Any, ...], str]

    def holds(self, field: str, value: Any) -> bool:
        """Whether somebody settled it: confirmed the very value, or put the plain field right."""
        if field == "recipients":
            return value["line"] in self.lines
        return deadline_key(value) in self.deadlines if field == "deadlines" else field in self.fields


def settled_of(document: OfficialDocument) -> Settled:
    """What people settled in a reading so far."""
    kept = list(document.corrections.order_by("at", "pk"))
    confirmed: list[tuple[str, Any, str]] = [(one.field, one.was, one.by_name) for one in kept if one.confirms]
    return Settled(
        fields={one.field: one for one in kept if one.field not in LISTS},
        lines={value["line"]: who for field, value, who in confirmed if field == "recipients"},
        deadlines={deadline_key(value): who for field, value, who in confirmed if field == "deadlines"},
    )


def deadline_key(deadline: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes a deadline this one: its sort, its value, its hour."""
    return deadline["sort"], deadline["value"], deadline.get("time")


def values_standing(document: OfficialDocument, field: str) -> list[Any]:
    """What stands of a field and can be confirmed: one value; of "Kính gửi" the lines that mean somebody; all deadlines."""
    if field == "recipients":
        return [line_value(one) for one in document.recipients.filter(agencies__isnull=False).distinct()]
    if field == "deadlines":
        return deadlines_of(document.reading, document.corrected)
    return [plain_value(document, field)]


def line_value(line: Recipient) -> dict[str, Any]:
    """A line of "Kính gửi" as a confirmation keeps it: a line never changes, it ends."""
    return {"line": line.pk, "name": line.text}


def plain_value(document: OfficialDocument, field: str) -> str:
    """A plain field as a correction keeps it: a day as ISO."""
    value = getattr(document, field)
    return value.isoformat() if isinstance(value, date) else str(value or "")


def model_of_the_office() -> OfficeModel | None:
    """The language model that this installation may ask, as its administrator set it; None where none is."""
    url = settings.LOA_READING_MODEL
    if not url:
        return None
    name = settings.LOA_READING_MODEL_NAME or str(urlsplit(url).hostname)
    return OfficeModel(url=url, name=name[:120], key=settings.LOA_READING_MODEL_KEY, seconds=settings.LOA_READING_MODEL_SECONDS)


class Openness(StrEnum):
    """Whether a paper may leave for a language model."""

    OPEN = "open"
    UNSEEN = "unseen"  # read from pages: a stamp of secrecy is a picture there, and red ones are taken off before reading
    STAMPED = "stamped"


def openness_of(document: OfficialDocument) -> Openness:
    """As far as the paper itself tells."""
    if bears_secrecy(document.text, document.reading):
        return Openness.STAMPED
    try:
        slow = not document.file_sha256 or format_of(files.read(document.file_sha256)).slow
    except (LoaError, OSError):  # the original is not in the store: nobody can have looked at it
        return Openness.UNSEEN
    return Openness.UNSEEN if slow else Openness.OPEN


def fields_as_they_stand(document: OfficialDocument) -> dict[str, Any]:
    """Every field that may be proposed, with the values that stand and what is known of how sure they are."""
    standing = {**standing_reading(document), **{field: getattr(document, field) for field in PLAIN_FIELDS}}
    standing["date"] = document.date.isoformat() if document.date else ""
    standing["recipients"] = [line.text for line in document.recipients.all()]
    return standing | {"deadlines": standing.get("deadline_dates") or []}


def open_proposals(document: OfficialDocument) -> list[Proposal]:
    """What a language model proposed for the paper, nobody answered and nobody put right meanwhile."""
    waiting = list(document.proposals.filter(state=ProposalState.OPEN))
    if not waiting:
        return []
    corrected, standing = set(document.corrections.values_list("field", flat=True)), fields_as_they_stand(document)
    return [one for one in waiting if (one.value not in standing[one.field] if one.field in LISTS else one.field not in corrected)]


def resolved_lines(document: OfficialDocument, lines: Sequence[str]) -> list[Resolution]:
    """The agencies that lines of "Kính gửi" mean on the letter's day; of a letter from elsewhere none is ours."""
    day = _day_of(document)
    if _from_elsewhere(document, day):
        # "các xã, phường" of another province's letter are not ours.
        reason = vi("Văn bản ban hành tại {place}, ngoài địa bàn của hệ thống.").format(place=document.place)
        return [Resolution(text=line, reason=reason) for line in lines]
    return resolve_recipients(lines, on=day, within=territory_of_city(day), issuer=document.issuer) if lines else []


def suggested_agencies(document: OfficialDocument, lines: Sequence[str]) -> dict[str, list[Suggested]]:
    """For lines of "Kính gửi" that mean nobody: agencies of the letter's day whose names come near, the nearest first."""
    day = _day_of(document)
    if not lines or _from_elsewhere(document, day):
        return {}
    return agencies_near(lines, on=day, within=territory_of_city(day))


def _day_of(document: OfficialDocument) -> date:
    return document.date or clock.day_of(document.registered_at)


def _from_elsewhere(document: OfficialDocument, day: date) -> bool:
    return bool(document.place) and not search_territories(document.place, day, limit=1)


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


def signed_uploads_resting(*, now: datetime) -> list[UUID]:
    """Signed files under way on which nobody has worked for longer than a check takes."""
    before = now - LEASE
    under_way = SignedUpload.objects.filter(state__in=[UploadState.WAITING, UploadState.CHECKING], brought_at__lte=before)
    return list(under_way.filter(Q(worked_at=None) | Q(worked_at__lte=before)).order_by("brought_at").values_list("pk", flat=True)[:20])


def signed_uploads_of(document: OfficialDocument, *, seen_by: Actor) -> "QuerySet[SignedUpload]":
    """Signed files brought back for a paper, the newest first: the office's own matter, of those who may bring one."""
    may = seen_by.may(Right.REGISTER, document.agency_id) or seen_by.may(Right.APPROVE, document.agency_id)
    return document.signed_uploads.all() if may else document.signed_uploads.none()


def signed_upload_of(document: OfficialDocument, upload_id: UUID, *, seen_by: Actor) -> SignedUpload:
    """One of them. Raises `NotFound`."""
    found = signed_uploads_of(document, seen_by=seen_by).filter(pk=upload_id).first()
    if found is None:
        raise NotFound
    return found


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
