"""The two other ways in which leaders approve: a one-time link on any telephone, and an approval told by somebody else."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.bulletin_steps import State
from loa.core.errors import LoaError, NotFound
from loa.core.roles import Right
from loa.server.agencies.queries import Names
from loa.server.bulletins.models import Approval, ApprovalLink, Bulletin, Revision
from loa.server.bulletins.queries import (
    approval_link,
    approvals_awaiting_confirmation,
    approver_at,
    bulletin_of,
    bulletins_of,
    open_approval_links,
    sentences_of,
)
from loa.server.bulletins.services import (
    Decision,
    confirm_outside_approval,
    deny_outside_approval,
    end_approval_link,
    make_approval_link,
    prove_at_link,
    record_outside_approval,
    use_approval_link,
)
from loa.server.channels.rendering.codes import qr_svg
from loa.server.kit import answers, clock, files, photos
from loa.server.kit.actors import Actor
from loa.server.kit.links import address_of, row_of, signed
from loa.server.kit.requests import Request, send_file, send_sound, tell
from loa.server.people.errors import NoSecondFactor
from loa.server.people.queries import holders_of, must_see, needs_second_factor, second_factors_of
from loa.server.schedules.queries import longest_session
from loa.server.site.forms import ApprovalLinkForm, LinkDecisionForm, OutsideApprovalForm
from loa.server.voices.queries import estimated_seconds, recorded_by, track_of
from loa.server.voices.services import assemble_track

PURPOSE = "approval"


@require_http_methods(["GET", "HEAD", "POST"])
def otherwise(request: Request, bulletin_id: UUID) -> HttpResponse:
    """Duyệt cách khác: gửi liên kết một lần cho lãnh đạo, hoặc ghi nhận lãnh đạo đã duyệt."""
    held, revision = _submitted(request, bulletin_id)
    link_form = ApprovalLinkForm(_posted(request, "send"), approvers=_approvers(held))
    told_form = OutsideApprovalForm(_posted(request, "told"), request.FILES or None, approvers=_approvers(held), initial=_initially())
    if link_form.is_bound and link_form.is_valid():
        link = link_form.carry_out(lambda: _send(request, held, revision, link_form), by=request.actor, what=request.path)
        if link is not None:
            return redirect("approval-link", link.pk)
    if told_form.is_bound and told_form.is_valid():
        done = told_form.carry_out(lambda: _tell(request, held, revision, told_form), by=request.actor, what=request.path)
        if done is not None:
            return tell(request, _("Đã ghi nhận. Bản tin được phát; lần duyệt còn chờ lãnh đạo xác nhận."), "bulletin", held.pk)
    track = track_of(revision.pk)
    context = {
        "bulletin": held,
        "revision": revision,
        "track": track,
        "link_form": link_form,
        "told_form": told_form,
        "links": open_approval_links(held.pk, seen_by=request.actor, now=clock.now()),
    }
    refused = next((form.status for form in (link_form, told_form) if form.errors), 200)
    return render(request, "site/approve_otherwise.html", context, status=refused)


def _submitted(request: Request, bulletin_id: UUID) -> tuple[Bulletin, Revision]:
    held = bulletin_of(bulletin_id, seen_by=request.actor)
    request.actor.require(Right.WRITE, held.agency_id)
    return held, get_object_or_404(held.revisions, number=held.current)


def _posted(request: Request, what: str) -> object:
    return request.POST if request.method == "POST" and request.POST.get("what") == what else None


def _approvers(held: Bulletin) -> list[tuple[UUID, str]]:
    return [(person.pk, person.full_name) for person in holders_of(Right.APPROVE, held.agency_id, on=clock.today())]


def _initially() -> dict[str, object]:
    now = clock.now().astimezone(clock.HANOI)
    return {"given_on": now.date(), "given_at": f"{now:%H:%M}"}


def _send(request: Request, held: Bulletin, revision: Revision, form: ApprovalLinkForm) -> ApprovalLink:
    track = track_of(revision.pk)
    return make_approval_link(
        bulletin_id=held.pk,
        approver_id=form.cleaned_data["approver"],
        audio_sha256=track.audio_sha256 if track else "",
        by=request.actor,
        now=clock.now(),
    )


def _tell(request: Request, held: Bulletin, revision: Revision, form: OutsideApprovalForm) -> Bulletin:
    track = track_of(revision.pk)
    return record_outside_approval(
        bulletin_id=held.pk,
        told=form.told(text_sha256=revision.text_sha256, audio_sha256=track.audio_sha256 if track else "-"),
        held_audio_sha256=track.audio_sha256 if track else "",
        sound_by=recorded_by(track),
        by=request.actor,
        now=clock.now(),
    )


@require_GET
def link(request: Request, link_id: UUID) -> HttpResponse:
    """Liên kết vừa tạo: to copy into a message, or to photograph."""
    held = get_object_or_404(ApprovalLink, pk=link_id)
    bulletin = bulletin_of(held.revision.bulletin_id, seen_by=request.actor)
    request.actor.require(Right.WRITE, bulletin.agency_id)
    approval_link(link_id, now=clock.now())
    address = address_of(request, reverse("approve-at-link", args=[signed(held.pk, purpose=PURPOSE)]))
    return render(request, "site/approval_link.html", {"link": held, "bulletin": bulletin, "address": address, "qr": qr_svg(address)})


@require_POST
def end_link(request: Request, link_id: UUID) -> HttpResponse:
    """Thu hồi liên kết duyệt."""
    ended = end_approval_link(link_id=link_id, by=request.actor, now=clock.now())
    return tell(request, _("Đã thu hồi liên kết; không ai dùng được nữa."), "bulletin-otherwise", ended.revision.bulletin_id)


@require_http_methods(["GET", "HEAD", "POST"])
def at_link(request: Request, token: str) -> HttpResponse:
    """Duyệt bằng liên kết một lần: read, hear, decide, with the second factor. No account page, no list, this one text."""
    opened = approval_link(row_of(token, purpose=PURPOSE), now=clock.now())
    form = LinkDecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        approver = approver_at(opened, now=clock.now())
        decided = form.carry_out(lambda: _decide(request, opened, form), by=approver, what="/duyet/")
        if decided is not None:
            return render(request, "site/link_decided.html", {"bulletin": decided, "approved": form.cleaned_data["decision"] == "approve"})
    revision = opened.revision
    held, track = revision.bulletin, track_of(revision.pk)
    sentences = sentences_of(revision)
    context = {
        "link": opened,
        "token": token,
        "bulletin": held,
        "revision": revision,
        "sentences": sentences,
        "track": track,
        "seconds": track.seconds if track else estimated_seconds(revision, sentences, at=clock.now()),
        "longest": longest_session(agency_id=held.agency_id, day=clock.today(), seen_by=approver_at(opened, now=clock.now())),
        "agency": Names([held.agency_id]).on(held.agency_id, clock.today()),
        "changed": held.current != revision.number or track is None or track.audio_sha256 != opened.audio_sha256,
        "form": form,
        "asks_code": _asks_code(approver_at(opened, now=clock.now()), opened),
    }
    return render(request, "site/approve_at_link.html", context, status=form.status if form.errors else 200)


def _decide(request: Request, opened: ApprovalLink, form: LinkDecisionForm) -> Bulletin:
    approver = approver_at(opened, now=clock.now())
    _prove(approver, opened, form.cleaned_data["code"].strip())
    track = track_of(opened.revision_id)
    return use_approval_link(
        link_id=opened.pk,
        decision=Decision(
            approves=form.cleaned_data["decision"] == "approve",
            text_sha256=request.POST.get("text_sha256", "")[:64],
            audio_sha256=request.POST.get("audio_sha256", "")[:64] or "-",
            why=form.cleaned_data["why"],
        ),
        held_audio_sha256=track.audio_sha256 if track else "",
        sound_by=recorded_by(track),
        by=approver,
        now=clock.now(),
    )


def _prove(approver: Actor, opened: ApprovalLink, code: str) -> None:
    """The link shows what is asked; the second factor shows who answers. Raises LinkCodeWrong, LinkEndedByWrongCodes, NoSecondFactor."""
    if not _asks_code(approver, opened):
        return  # the embedded demo, where nobody has one
    account = getattr(opened.person, "account", None)
    if account is None or not second_factors_of(account).any:
        raise NoSecondFactor
    prove_at_link(link_id=opened.pk, code=code, at=clock.real(), by=approver, now=clock.now())


def _asks_code(approver: Actor, opened: ApprovalLink) -> bool:
    account = getattr(opened.person, "account", None)
    return account is None or second_factors_of(account).any or needs_second_factor(approver, account)


@require_GET
def link_sound(request: Request, token: str) -> HttpResponse:
    """Nghe: the one sound that the link is about."""
    opened = approval_link(row_of(token, purpose=PURPOSE), now=clock.now())
    track = track_of(opened.revision_id)
    if track is None or track.audio_sha256 != opened.audio_sha256:
        raise NotFound
    return send_sound(request, files.read(assemble_track(track).mp3_sha256, ending=".mp3"))


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request, revision_id: UUID) -> HttpResponse:
    """Xác nhận, hoặc phủ nhận, lần duyệt mà người khác ghi nhận. Who lost the role since finds it here: it is their name."""
    told = approvals_awaiting_confirmation(seen_by=request.actor).filter(revision=revision_id).first()
    if request.method != "POST":
        if told is None:
            raise NotFound
        where = _back_to(request, told.revision)
        return redirect(*where) if where[0] == "bulletin" else _own_approval(request, told)
    revision = told.revision if told else get_object_or_404(Revision.objects.select_related("bulletin"), pk=revision_id)
    which: dict[str, Any] = {"bulletin_id": revision.bulletin_id, "revision": revision.number}
    if told is None:
        bulletin_of(revision.bulletin_id, seen_by=request.actor)
    if "deny" not in request.POST:
        confirm_outside_approval(**which, by=request.actor, now=clock.now())
        return tell(request, _("Đã xác nhận lần duyệt."), *_back_to(request, revision))
    try:
        deny_outside_approval(**which, why=request.POST.get("why", "")[:2000], by=request.actor, now=clock.now())
    except NotFound:
        raise
    except LoaError as error:
        answers.note(error, by=request.actor, what=request.path)
        messages.error(request, answers.told(error), extra_tags="bad")
        return redirect(*_back_to(request, revision))
    revision.bulletin.refresh_from_db(fields=["state"])
    withdrawn = revision.bulletin.state == State.WITHDRAWN
    told_so = _("Đã phủ nhận; bản tin bị thu hồi ngay.") if withdrawn else _("Đã phủ nhận; bản mới hơn đã được duyệt vẫn giữ nguyên.")
    return tell(request, told_so, *_back_to(request, revision))


def _own_approval(request: Request, told: Approval) -> HttpResponse:
    revision = told.revision
    context = {"unconfirmed": told, "revision": revision, "bulletin": revision.bulletin, "sentences": sentences_of(revision)}
    return render(request, "site/own_approval.html", context)


def _back_to(request: Request, revision: Revision) -> tuple[str, *tuple[UUID, ...]]:
    """The text; for the approver who no longer sees it, what still waits, or else one's first page."""
    if bulletins_of(seen_by=request.actor).filter(pk=revision.bulletin_id).exists():
        return ("bulletin", revision.bulletin_id)
    waits = approvals_awaiting_confirmation(seen_by=request.actor).filter(revision=revision).exists()
    return ("approval-confirm", revision.pk) if waits else ("today",)


@require_GET
def evidence(request: Request, revision_id: UUID) -> HttpResponse:
    """Ảnh ghi nhận lần duyệt ngoài hệ thống, redrawn: a paper of the writer's agency, also where the text itself goes down to others."""
    revision = get_object_or_404(Revision.objects.select_related("approval", "bulletin"), pk=revision_id)
    approval = getattr(revision, "approval", None)
    if approval is None or request.actor.person_id is None or approval.by_person_id != request.actor.person_id:
        must_see(request.actor, revision.bulletin.agency_id)
    if approval is None or not approval.evidence_sha256:
        raise NotFound
    picture = photos.public_copy(files.read(approval.evidence_sha256))
    return send_file(picture, name="ghi-nhan-duyet.jpg", media_type="image/jpeg", inline=True)
