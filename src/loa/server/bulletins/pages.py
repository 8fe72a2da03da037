"""Pages of texts: the list, writing, a unit's own words, one sentence back. Submission and approval join stages and live in site."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.bulletin_steps import State
from loa.core.errors import NotFound
from loa.core.priorities import Priority
from loa.core.roles import Right
from loa.core.unit_words import Declaration
from loa.server.agencies.queries import Names, agency_versions_on
from loa.server.bulletins import services
from loa.server.bulletins.forms import BulletinForm, NewBulletinForm, OpinionForm, OwnWordsForm
from loa.server.bulletins.models import Bulletin, BulletinKind, Revision, UnitText
from loa.server.bulletins.queries import bulletin_of, bulletins_of, unit_texts_awaiting_approval
from loa.server.campaigns.queries import campaigns_of
from loa.server.kit import clock
from loa.server.kit.requests import Request, page_of
from loa.server.people.queries import agencies_seen_by


@require_GET
def bulletins(request: Request) -> HttpResponse:
    """Bản tin của đơn vị và của các đợt đang thực hiện."""
    state = request.GET.get("trang-thai", "")
    found = bulletins_of(seen_by=request.actor).order_by("-made_at", "position")
    if state in list(State):
        found = found.filter(state=state)
    page = page_of(request, found, size=40)
    names = Names(bulletin.agency_id for bulletin in page)
    context = {
        "rows": [(bulletin, names.on(bulletin.agency_id, clock.day_of(bulletin.made_at))) for bulletin in page],
        "page": page,
        "state": state,
        "states": list(State),
        "own_words": unit_texts_awaiting_approval(seen_by=request.actor),
        "may_write": any(request.actor.may(Right.WRITE, agency_id) for agency_id in request.actor.agency_ids),
    }
    return render(request, "bulletins/bulletins.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request) -> HttpResponse:
    """Soạn bản tin hoặc thông báo của địa phương."""
    own = [agency_id for agency_id in request.actor.agency_ids if request.actor.may(Right.WRITE, agency_id)]
    names = dict(agency_versions_on(clock.today()).filter(agency_id__in=own).values_list("agency_id", "name"))
    campaigns = [(c.pk, c.title[:120]) for c in campaigns_of(seen_by=request.actor)[:100]]
    initial = {"valid_from": clock.today(), "language": "vi", "campaign": request.GET.get("dot", "")}
    form = NewBulletinForm(request.POST or None, initial=initial, agencies=list(names.items()), campaigns=campaigns)
    if request.method == "POST" and form.is_valid():
        bulletin = form.carry_out(lambda: _draft(request, form), by=request.actor, what=request.path)
        if bulletin is not None:
            messages.success(request, _("Đã lưu bản nháp."), extra_tags="good")
            return redirect("bulletin", bulletin.pk)
    return render(request, "bulletins/write.html", {"form": form, "allowed": bool(own)}, status=form.status if form.errors else 200)


def _draft(request: Request, form: NewBulletinForm) -> Bulletin:
    told = form.cleaned_data
    return services.draft_bulletin(
        agency_id=told["agency"],
        words=form.words(),
        kind=BulletinKind.KIT if told["campaign"] else BulletinKind.NOTICE,
        campaign_id=told["campaign"],
        priority=Priority(told["priority"]),
        by=request.actor,
        now=clock.now(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, bulletin_id: UUID) -> HttpResponse:
    """Sửa bản tin; an approved text gets a new revision, the approved one stays."""
    bulletin = bulletin_of(bulletin_id, seen_by=request.actor)
    held = get_object_or_404(bulletin.revisions, number=bulletin.current)
    form = BulletinForm(request.POST or None, initial=BulletinForm.initial_of(bulletin, held))
    if request.method == "POST" and form.is_valid():
        seen = int(request.POST.get("seen") or 0) if request.POST.get("seen", "").isdigit() else 0
        revision = form.carry_out(
            lambda: services.edit_bulletin(
                bulletin_id=bulletin.pk, words=form.words(held), seen_revision=seen, by=request.actor, now=clock.now()
            ),
            by=request.actor,
            what=request.path,
        )
        if revision is not None:
            messages.success(request, _("Đã lưu bản %(n)s.") % {"n": revision.number}, extra_tags="good")
            return redirect("bulletin", bulletin.pk)
    context = {"form": form, "bulletin": bulletin, "allowed": request.actor.may(Right.WRITE, bulletin.agency_id)}
    return render(request, "bulletins/write.html", context, status=form.status if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def own_words(request: Request, revision_id: UUID, key: str) -> HttpResponse:
    """Lời riêng của xã, phường trong một bản tin đã duyệt."""
    revision = _revision(request, revision_id)
    declaration = next((Declaration.of(d) for d in revision.declared if d["key"] == key), None)
    agency_id = next((a for a in sorted(request.actor.agency_ids) if request.actor.may(Right.WRITE, a)), None)
    if declaration is None or agency_id is None:
        raise NotFound
    held = UnitText.objects.filter(revision=revision, key=key, agency=agency_id, ended_at=None).first()
    form = OwnWordsForm(request.POST or None, declaration=declaration, initial=_initial(revision, held))
    if request.method == "POST" and form.is_valid():
        unit_text = form.carry_out(
            lambda: services.write_unit_text(
                revision_id=revision.pk, agency_id=agency_id, own=form.own(), by=request.actor, now=clock.now()
            ),
            by=request.actor,
            what=request.path,
        )
        if unit_text is not None:
            messages.success(request, _("Đã lưu lời riêng; chờ lãnh đạo đơn vị duyệt."), extra_tags="good")
            for warning in unit_text.warnings:
                messages.warning(request, warning, extra_tags="doubt")
            return redirect("own-words", revision.pk, key)
    context = {"form": form, "revision": revision, "declaration": declaration, "held": held}
    return render(request, "bulletins/own_words.html", context, status=form.status if form.errors else 200)


def _initial(revision: Revision, held: UnitText | None) -> dict[str, object]:
    initial = OwnWordsForm.initial_for(revision, clock.today())
    if held is not None:
        initial |= {f"o_{name}": value for name, value in held.fields.items()}
        initial |= {"source": held.source, "valid_from": held.valid_from, "valid_to": held.valid_to}
    return initial


@require_POST
def decide_unit_text(request: Request, unit_text_id: UUID) -> HttpResponse:
    """Duyệt hoặc trả lại lời riêng, by the unit's own leader."""
    unit_text = get_object_or_404(UnitText, pk=unit_text_id, agency__in=agencies_seen_by(request.actor))
    if "approve" in request.POST:
        services.approve_unit_text(
            unit_text_id=unit_text.pk, text_sha256=request.POST.get("text_sha256", ""), by=request.actor, now=clock.now()
        )
        messages.success(request, _("Đã duyệt lời riêng."), extra_tags="good")
    else:
        services.return_unit_text(unit_text_id=unit_text.pk, why=request.POST.get("why", "")[:2000], by=request.actor, now=clock.now())
        messages.success(request, _("Đã trả lại lời riêng kèm lý do."), extra_tags="good")
    return redirect("today")


@require_POST
def send_back(request: Request, bulletin_id: UUID) -> HttpResponse:
    """Trả lại bản tin, with one sentence."""
    bulletin = bulletin_of(bulletin_id, seen_by=request.actor)
    services.return_bulletin(bulletin_id=bulletin.pk, why=request.POST.get("why", "")[:2000], by=request.actor, now=clock.now())
    messages.success(request, _("Đã trả lại để sửa."), extra_tags="good")
    return redirect("bulletin", bulletin.pk)


@require_POST
def withdraw(request: Request, bulletin_id: UUID) -> HttpResponse:
    """Thu hồi một bản tin đã duyệt."""
    bulletin = bulletin_of(bulletin_id, seen_by=request.actor)
    services.withdraw_bulletin(bulletin_id=bulletin.pk, why=request.POST.get("why", "")[:2000], by=request.actor, now=clock.now())
    messages.success(request, _("Đã thu hồi; từ nay bản tin này không phát nữa."), extra_tags="good")
    return redirect("bulletin", bulletin.pk)


@require_POST
def opinion(request: Request, revision_id: UUID) -> HttpResponse:
    """Ý kiến chuyên môn của một cơ quan khác, beside the approval."""
    revision = _revision(request, revision_id)
    form = OpinionForm(request.POST)
    agency_id = next((a for a in sorted(request.actor.agency_ids) if request.actor.may(Right.APPROVE, a)), None)
    if agency_id is None or not form.is_valid():
        messages.error(request, _("Chưa ghi được ý kiến. Hãy chọn đồng ý hoặc chưa đồng ý."), extra_tags="bad")
        return redirect("bulletin", revision.bulletin_id)
    services.give_opinion(
        revision_id=revision.pk,
        agency_id=agency_id,
        agrees=form.cleaned_data["agrees"] == "yes",
        text=form.cleaned_data["text"],
        by=request.actor,
        now=clock.now(),
    )
    messages.success(request, _("Đã ghi ý kiến bên cạnh bản tin."), extra_tags="good")
    return redirect("bulletin", revision.bulletin_id)


def _revision(request: Request, revision_id: UUID) -> Revision:
    revision = get_object_or_404(Revision.objects.select_related("bulletin"), pk=revision_id)
    bulletin_of(revision.bulletin_id, seen_by=request.actor)
    return revision
