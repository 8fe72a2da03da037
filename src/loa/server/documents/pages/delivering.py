"""Papers sent inside the house: where an issued one stands at each office, and what waits at one's own."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.exchange import Business
from loa.core.paper_steps import PaperState
from loa.core.receipts import ReceiptState, is_late
from loa.core.roles import Right
from loa.core.stamps import Urgency
from loa.server.agencies.queries import Names
from loa.server.documents.forms import ReturnForm
from loa.server.documents.models import Delivery, Direction, OfficialDocument
from loa.server.documents.queries import deliveries_of, deliveries_waiting, delivery_seen, document_of, receipts_counted
from loa.server.documents.services.delivering import accept_delivery, remind_receivers, return_delivery
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.kit.requests import Request, form_page, page_of, tell

LOOK: Final = {ReceiptState.ACCEPTED: "good", ReceiptState.RETURNED: "bad", ReceiptState.OPENED: "doubt"}


@dataclass(frozen=True, slots=True)
class Receipts:
    """How far an issued paper has come: a count for each state, and whether the reader may remind."""

    counted: tuple[tuple[ReceiptState, int], ...]
    total: int
    may_remind: bool


@require_GET
def waiting(request: Request) -> HttpResponse:
    """Văn bản chờ tiếp nhận: what was sent to one's own offices and is in no book yet."""
    page = page_of(request, deliveries_waiting(seen_by=request.actor), size=30)
    held = list(page)
    names = Names([one.document.agency_id for one in held] + [one.agency_id for one in held])
    rows = [
        (one, names.on(one.document.agency_id, clock.today()), names.on(one.agency_id, clock.today()), _late(one), _may(request.actor, one))
        for one in held
    ]
    return render(request, "documents/waiting.html", {"page": page, "rows": rows})


@require_POST
def accept(request: Request, delivery_id: UUID) -> HttpResponse:
    """Tiếp nhận, vào sổ văn bản đến."""
    delivery = delivery_seen(delivery_id, seen_by=request.actor)
    taken = accept_delivery(delivery_id=delivery.pk, by=request.actor, now=clock.now())
    return tell(request, _("Đã vào sổ đến số %(number)s.") % {"number": taken.register_number}, "document", taken.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: Request, delivery_id: UUID) -> HttpResponse:
    """Trả lại nơi gửi."""
    delivery = delivery_seen(delivery_id, seen_by=request.actor)
    return form_page(
        request,
        "documents/give_back.html",
        ReturnForm(request.POST or None),
        act=lambda told: return_delivery(delivery_id=delivery.pk, why=told["why"], by=request.actor, now=clock.now()),
        done=lambda _done: tell(request, _("Đã trả lại văn bản; nơi gửi thấy lý do."), "deliveries-waiting"),
        delivery=delivery,
    )


@require_GET
def receipts(request: Request, document_id: UUID) -> HttpResponse:
    """Tình trạng nhận của từng nơi."""
    document = document_of(document_id, seen_by=request.actor)
    if receipts_of(document, request.actor) is None:
        return tell(request, _("Chỉ nơi gửi xem được tình trạng nhận. Hãy hỏi nơi gửi."), "document", document.pk)
    page = page_of(request, deliveries_of(document), size=100)
    names = Names(one.agency_id for one in page)
    rows = [(one, names.on(one.agency_id, clock.today()), LOOK.get(ReceiptState(one.state), ""), _late(one)) for one in page]
    return render(
        request,
        "documents/receipts.html",
        {"document": document, "page": page, "rows": rows, "receipts": receipts_of(document, request.actor)},
    )


@require_POST
def remind(request: Request, document_id: UUID) -> HttpResponse:
    """Nhắc các nơi chưa tiếp nhận."""
    document = document_of(document_id, seen_by=request.actor)
    count = remind_receivers(document_id=document.pk, by=request.actor, now=clock.now())
    said = ngettext("Đã nhắc %(n)d nơi nhận.", "Đã nhắc %(n)d nơi nhận.", count) if count else _("Không còn nơi nào để nhắc lúc này.")
    return tell(request, said % {"n": count} if count else said, "document-receipts", document.pk)


def receipts_of(document: OfficialDocument, actor: Actor) -> Receipts | None:
    """For the office that sent it, and those above; None for everybody else, and for a paper that went nowhere."""
    own = actor.is_system or document.agency_id in actor.agency_ids
    if document.direction != Direction.OUT or not own:
        return None
    counted = receipts_counted(document)
    total = sum(counted.values())
    shown = tuple((state, counted[state]) for state in ReceiptState if counted.get(state))
    return Receipts(shown, total, actor.may(Right.REGISTER, document.agency_id)) if total else None


def sender_says(document: OfficialDocument) -> list[tuple[str, str]]:
    """What the sender did with a paper after it came: recalled, updated, replaced; each with its reason."""
    said = [
        (str(PaperState(one.document.state).vi), "")
        for one in document.came_as.select_related("document")
        if one.document.state in (PaperState.RECALLED, PaperState.REPLACED)
    ]
    if document.direction == Direction.IN:
        later = document.exchanges.exclude(business=Business.NEW).order_by("at")
        said += [(str(Business(one.business).vi), one.reason) for one in later]
    return said


def waits_here(document: OfficialDocument, actor: Actor) -> list[tuple[Delivery, str]]:
    """The paper on its way into a book of the reader's own offices."""
    found = [one for one in document.deliveries.filter(agency__in=actor.agency_ids) if _may(actor, one)]
    names = Names(one.agency_id for one in found)
    return [(one, names.on(one.agency_id, clock.today())) for one in found]


def _may(actor: Actor, delivery: Delivery) -> bool:
    return delivery.state in (ReceiptState.DELIVERED, ReceiptState.OPENED) and actor.may(Right.REGISTER, delivery.agency_id)


def _late(delivery: Delivery) -> bool:
    urgent = str(delivery.document.content.get("urgency", "")) != Urgency.NONE
    return is_late(ReceiptState(delivery.state), delivery.delivered_at, urgent=urgent, now=clock.now())
