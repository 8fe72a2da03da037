"""Identifiers of many offices from a list: the blank table, what the list would do row by row, and entering it."""

import io
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.identifier_table import Column
from loa.core.roles import Right
from loa.server.agencies.queries import agency_versions_on, identifiers_on
from loa.server.documents.errors import IdentifiersRefused
from loa.server.documents.forms import EnterListForm, IdentifierListForm
from loa.server.documents.services.identifying import SHEET, IdentifierPlan, enter_listed_identifiers, plan_identifiers
from loa.server.kit import answers, clock
from loa.server.kit.actors import Actor, RightMissing
from loa.server.kit.requests import Request, send_file, tell
from loa.server.people.queries import agencies_managed_by, manages

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def identifiers(request: Request) -> HttpResponse:
    """Danh sách mã định danh: sent in, and shown row by row before anything is entered."""
    _allowed(request.actor)
    form = IdentifierListForm(request.POST or None, request.FILES or None)
    plan = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        plan = form.carry_out(
            lambda: plan_identifiers(
                data=told["file"].read(),
                name=told["file"].name,
                source=told["source"],
                valid_from=told["valid_from"],
                by=request.actor,
                now=clock.now(),
            ),
            by=request.actor,
            what=request.path,
        )
    context = {"form": form, **(_shown(plan, form.cleaned_data) if plan else {})}
    return render(request, "documents/identifiers.html", context, status=form.status if form.errors else 200)


@require_POST
def enter_identifiers(request: Request) -> HttpResponse:
    """Ghi danh sách đã xem trước."""
    form = EnterListForm(request.POST)
    if not form.is_valid():
        return redirect("agency-identifiers")
    try:
        entered = enter_listed_identifiers(**form.cleaned_data, by=request.actor, now=clock.now())
    except IdentifiersRefused as refused:  # somebody entered one of them meanwhile
        answers.note(refused, by=request.actor, what=request.path)
        context = {"form": IdentifierListForm(), "problems": [problem.say(_) for problem in refused.problems][:MOST_SHOWN]}
        return render(request, "documents/identifiers.html", context, status=refused.status)
    told = ngettext("Đã ghi mã định danh của %(n)s cơ quan.", "Đã ghi mã định danh của %(n)s cơ quan.", entered) % {"n": entered}
    return tell(request, told, "exchanges")


@require_GET
def blank_identifiers(request: Request) -> HttpResponse:
    """Bảng mẫu: every agency that the actor is administrator of, with the identifier it bears."""
    _allowed(request.actor)
    today = clock.today()
    held = agency_versions_on(today).filter(agency__in=agencies_managed_by(request.actor)).select_related("agency").order_by("kind", "name")
    rows = [(one.agency.key, one.name, one.agency_id) for one in held]
    borne = identifiers_on([agency_id for _key, _name, agency_id in rows], today)
    table = _table([(key, name, borne.get(agency_id, "")) for key, name, agency_id in rows])
    return send_file(table, name="bang-ma-dinh-danh.xlsx", media_type=XLSX)


def _allowed(actor: Actor) -> None:
    if not manages(actor):
        raise RightMissing(name=actor.name, right=Right.MANAGE.value)


def _shown(plan: IdentifierPlan, told: dict[str, Any]) -> dict[str, Any]:
    again = {"list_sha256": plan.list_sha256, "name": told["file"].name[:255], "source": told["source"], "valid_from": told["valid_from"]}
    return {
        "plan": plan,
        "rows": plan.changing[:MOST_SHOWN],
        "more_rows": max(0, len(plan.changing) - MOST_SHOWN),
        "same": len(plan.rows) - len(plan.changing),
        "problems": [problem.say(_) for problem in plan.problems][:MOST_SHOWN],
        "more": max(0, len(plan.problems) - MOST_SHOWN),
        "enter": EnterListForm(initial=again, auto_id=False),
    }


def _table(rows: list[tuple[str, str, str]]) -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, text = book.add_format({"bold": True, "border": 1, "bg_color": "#E8EEF7"}), book.add_format({"num_format": "@"})
    page = book.add_worksheet(SHEET)
    for at, (column, width) in enumerate(zip(Column, (34, 60, 18, 18, 40), strict=True)):
        page.write_string(0, at, str(column.vi), bold)
        page.set_column(at, at, width, text)
    for line, cells in enumerate(rows, start=1):
        for at, cell in enumerate(cells):
            page.write_string(line, at, cell)
    page.freeze_panes(1, 2)
    book.close()
    return held.getvalue()
