"""Exchange with other offices' systems by edXML files: what came and went, answers, and the office's own identifier."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.exchange import FOLLOWS, PacketStatus
from loa.core.roles import Right
from loa.server.agencies.queries import Names, identifiers_on
from loa.server.agencies.services import enter_identifier
from loa.server.documents.edxml.reading import is_answer
from loa.server.documents.forms import AnswerForm, IdentifierForm, PacketForm
from loa.server.documents.models import Direction, Exchange
from loa.server.documents.queries import document_of, exchange_of, exchange_reply, exchanges_of
from loa.server.documents.services.exchanging import answer_file, answer_packet, pack_paper, take_answer, take_packet
from loa.server.kit import clock, files
from loa.server.kit.requests import Request, form_page, page_of, send_file, tell
from loa.server.people.queries import manages

EDXML = "application/xml"


@require_GET
def exchanges(request: Request) -> HttpResponse:
    """Liên thông văn bản: packets that came and went, and how far each has come."""
    page = page_of(request, exchanges_of(seen_by=request.actor), size=30)
    own = sorted(request.actor.agency_ids)
    identifiers, names = identifiers_on(own, clock.today()), Names([*own, *(one.agency_id for one in page)])
    context = {
        "page": page,
        "rows": [
            (one, names.on(one.agency_id, clock.today()), [told for told in one.answers.all() if told.addressed][-1:]) for one in page
        ],
        "offices": [(one, names.on(one, clock.today()), identifiers.get(one, ""), request.actor.may(Right.MANAGE, one)) for one in own],
        "may_take": any(request.actor.may(Right.REGISTER, one) for one in own),
        "may_list": manages(request.actor),
    }
    return render(request, "documents/exchanges.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: Request) -> HttpResponse:
    """Nhận gói edXML: a paper, or another office's answer to one of ours."""
    own = [one for one in request.actor.agency_ids if request.actor.may(Right.REGISTER, one)]
    names = Names(own)
    form = PacketForm(request.POST or None, request.FILES or None, agencies=[(one, names.on(one, clock.today())) for one in own])

    def act(told: dict[str, Any]) -> Exchange:
        data, name = told["file"].read(), told["file"].name
        verb = take_answer if is_answer(data, name=name) else take_packet
        return verb(data=data, name=name, agency_id=told["agency"], by=request.actor, now=clock.now())

    return form_page(
        request,
        "documents/exchange_take.html",
        form,
        act=act,
        done=lambda taken: tell(request, _("Đã nhận gói liên thông."), "exchange", taken.pk),
        allowed=bool(own),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: Request, exchange_id: UUID) -> HttpResponse:
    """Một gói liên thông: what it says, its history of answers, and the next answer of ours."""
    held = exchange_of(exchange_id, seen_by=request.actor)
    last = held.answers.last()
    following = FOLLOWS[PacketStatus(last.status) if last else None]
    may_answer = held.direction == Direction.IN and request.actor.may(Right.REGISTER, held.agency_id) and bool(following)
    return form_page(
        request,
        "documents/exchange.html",
        AnswerForm(request.POST or None, statuses=following),
        act=lambda told: answer_packet(
            exchange_id=held.pk, status=PacketStatus(told["answer"]), description=told["description"], by=request.actor, now=clock.now()
        ),
        done=lambda answered: tell(request, _("Đã ghi trạng thái; tệp trả lời chờ gửi."), "exchange", answered.pk),
        exchange=held,
        answers=held.answers.all(),
        agency_name=Names([held.agency_id]).on(held.agency_id, clock.day_of(held.at)),
        may_answer=may_answer,
        without_identifier=_left_out(held),
    )


def _left_out(held: Exchange) -> int:
    """How many receivers of our paper stand in no packet, for want of an identifier."""
    if held.direction != Direction.OUT or held.document is None:
        return 0
    addressed = held.document.recipients.exclude(agencies=None).values("agencies").distinct().count()
    return max(addressed - len(held.to), 0)


@require_GET
def packet_file(request: Request, exchange_id: UUID) -> HttpResponse:
    """Tải gói edXML."""
    held = exchange_of(exchange_id, seen_by=request.actor)
    return send_file(files.read(held.file_sha256), name=f"{held.pk}.edxml", media_type=EDXML)


@require_GET
def reply_file(request: Request, exchange_id: UUID, reply_id: int) -> HttpResponse:
    """Tải tệp trả lời của đơn vị cho nơi gửi."""
    reply = exchange_reply(exchange_of(exchange_id, seen_by=request.actor), reply_id)
    return send_file(answer_file(reply), name=f"{exchange_id}-{reply_id}.edxml", media_type=EDXML)


@require_POST
def pack(request: Request, document_id: UUID) -> HttpResponse:
    """Đóng gói văn bản đã phát hành."""
    document = document_of(document_id, seen_by=request.actor)
    packed = pack_paper(paper_id=document.pk, by=request.actor, now=clock.now())
    return redirect("exchange", packed.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def identifier(request: Request, agency_id: UUID) -> HttpResponse:
    """Ghi mã định danh của cơ quan."""
    request.actor.require(Right.MANAGE, agency_id)
    held = identifiers_on([agency_id], clock.today()).get(agency_id, "")
    return form_page(
        request,
        "documents/identifier.html",
        IdentifierForm(request.POST or None, initial={"identifier": held, "valid_from": clock.today()}),
        act=lambda told: enter_identifier(agency_id=agency_id, by=request.actor, now=clock.now(), **told),
        done=lambda entered: tell(request, _("Đã ghi mã định danh %(code)s.") % {"code": entered.identifier}, "exchanges"),
        agency_name=Names([agency_id]).on(agency_id, clock.today()),
    )
