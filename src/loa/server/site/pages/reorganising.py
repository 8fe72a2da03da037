"""Sắp xếp đơn vị: all plans, preparing one, what it would do, the second person's agreement, progress, the record."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.server.kit import clock, files
from loa.server.kit.actors import Actor
from loa.server.kit.requests import Request, page_of, send_file
from loa.server.site.errors import NotReorganiser, SheetRefused
from loa.server.site.forms import AgreeForm, ReorganiseForm
from loa.server.site.models import Reorganisation, ReorganisationState
from loa.server.site.reorganising.applying import UNDER_WAY, confirm_reorganisation, start_reorganisation, withdraw_reorganisation
from loa.server.site.reorganising.faces import COUNTED, VERBS
from loa.server.site.reorganising.planning import prepare_reorganisation
from loa.server.site.reorganising.queries import (
    may_reorganise,
    progress_of,
    record_lines,
    reorganisation,
    reorganisations,
    shown_conflicts,
    shown_holdings,
    steps_of,
    subject_of,
)
from loa.server.site.reorganising.workbook import template
from loa.server.site.tasks import reorganise

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def all_reorganisations(request: Request) -> HttpResponse:
    """Các lần sắp xếp, the newest first."""
    _allowed(request.actor)
    page = page_of(request, reorganisations(seen_by=request.actor, on=clock.today()), size=30)
    return render(request, "site/reorganising/list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: Request) -> HttpResponse:
    """Lập phương án from a table."""
    _allowed(request.actor)
    form = ReorganiseForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        made = form.carry_out(lambda: _prepare(form.cleaned_data, problems, by=request.actor), by=request.actor, what=request.path)
        if made is not None:
            messages.success(
                request, _("Đã lập phương án. Chưa có gì thay đổi; một quản trị viên khác cần xem và xác nhận."), extra_tags="good"
            )
            return redirect("reorganisation", made.pk)
    context = {"form": form, "problems": problems[:200], "more": max(0, len(problems) - 200)}
    return render(request, "site/reorganising/prepare.html", context, status=form.status if form.errors else 200)


def _prepare(told: dict[str, Any], problems: list[str], *, by: Actor) -> Reorganisation:
    try:
        return prepare_reorganisation(
            data=told["file"].read(),
            file_name=told["file"].name,
            act=told["act"],
            effective_on=told["effective_on"],
            by=by,
            now=clock.now(),
        )
    except SheetRefused as refused:
        problems += [problem.say(_) for problem in refused.problems]
        raise


@require_GET
def blank(request: Request) -> HttpResponse:
    """Bảng mẫu."""
    _allowed(request.actor)
    return send_file(template(), name="bang-sap-xep-mau.xlsx", media_type=XLSX)


@require_GET
def one_reorganisation(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """Một phương án: conflicts first, then what it would do, or did."""
    return _show(request, reorganisation(reorganisation_id, seen_by=request.actor, on=clock.today()))


def _show(request: Request, held: Reorganisation, *, form: AgreeForm | None = None, status: int = 200) -> HttpResponse:
    verb = request.GET.get("buoc", "")
    counted = Counter(steps_of(held).order_by().values_list("verb", flat=True))
    done, steps = progress_of(held)
    page = page_of(request, steps_of(held, verb=verb if verb in VERBS else ""), size=50)
    held_by_step = shown_holdings(page)
    own = request.actor.person_id is not None and request.actor.person_id == held.prepared_by_person_id
    context = {
        "plan": held,
        "state": ReorganisationState(held.state),
        "counts": [(COUNTED[name], held.counts[name]) for name in COUNTED if held.counts.get(name)],
        "verbs": [(name, VERBS[name], counted[name]) for name in VERBS if counted[name]],
        "verb": verb if verb in VERBS else "",
        "page": page,
        "conflicts": shown_conflicts(held),
        "rows": [(step, VERBS[step.verb], subject_of(step), held_by_step[step.pk]) for step in page],
        "done": done,
        "steps": steps,
        "under_way": held.state in UNDER_WAY,
        "moving": held.state == ReorganisationState.APPLYING,
        "may_confirm": held.state == ReorganisationState.PREPARED and request.actor.person_id is not None and not own,
        "waits_for_another": held.state == ReorganisationState.PREPARED and own,
        "may_start": held.state in {ReorganisationState.CONFIRMED, ReorganisationState.STOPPED},
        "may_withdraw": held.state in {ReorganisationState.PREPARED, ReorganisationState.CONFIRMED} and not done,
        "form": form or AgreeForm(initial={"plan": held.plan_sha256}, conflicts=len(held.conflicts)),
    }
    return render(request, "site/reorganising/plan.html", context, status=status)


@require_GET
def progress(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """How far it is: the part of the page that looks again by itself."""
    held = reorganisation(reorganisation_id, seen_by=request.actor, on=clock.today())
    done, steps = progress_of(held)
    context = {"plan": held, "done": done, "steps": steps, "moving": held.state == ReorganisationState.APPLYING}
    return render(request, "site/reorganising/progress.html", context)


@require_POST
def confirm(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """Xác nhận, by somebody else than who prepared it."""
    held = reorganisation(reorganisation_id, seen_by=request.actor, on=clock.today())
    form = AgreeForm(request.POST, conflicts=len(held.conflicts))
    if form.is_valid():
        said = form.cleaned_data
        agreed = form.carry_out(
            lambda: confirm_reorganisation(
                reorganisation_id=held.pk, plan_sha256=said["plan"], why=said.get("why", ""), by=request.actor, now=clock.now()
            ),
            by=request.actor,
            what=request.path,
        )
        if agreed is not None:
            messages.success(request, _("Đã xác nhận phương án. Bấm “Áp dụng” để bắt đầu."), extra_tags="good")
            return redirect("reorganisation", held.pk)
    return _show(request, held, form=form, status=form.status)


@require_POST
def start(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """Áp dụng, hoặc áp dụng tiếp: the worker does it."""
    held = reorganisation(reorganisation_id, seen_by=request.actor, on=clock.today())
    start_reorganisation(reorganisation_id=held.pk, by=request.actor, now=clock.now())
    reorganise.enqueue(str(held.pk))
    return redirect("reorganisation", held.pk)


@require_POST
def withdraw(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """Bỏ phương án chưa áp dụng."""
    held = reorganisation(reorganisation_id, seen_by=request.actor, on=clock.today())
    withdraw_reorganisation(reorganisation_id=held.pk, why=request.POST.get("why", ""), by=request.actor, now=clock.now())
    messages.success(request, _("Đã bỏ phương án. Hồ sơ của phương án vẫn giữ."), extra_tags="good")
    return redirect("reorganisations")


@require_GET
def record(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """Hồ sơ: who, when, and every step with what it found and left, as text."""
    held = reorganisation(reorganisation_id, seen_by=request.actor, on=clock.today())
    text = "\n".join(record_lines(held)) + "\n"
    return send_file(text.encode(), name=f"sap-xep-{held.effective_on.isoformat()}.txt", media_type="text/plain; charset=utf-8")


@require_GET
def table(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """Bảng đã gửi, byte for byte."""
    held = reorganisation(reorganisation_id, seen_by=request.actor, on=clock.today())
    return send_file(files.read(held.file_sha256, ending=".xlsx"), name=held.file_name, media_type=XLSX)


def _allowed(actor: Actor) -> None:
    if not may_reorganise(actor, clock.today()):
        raise NotReorganiser
