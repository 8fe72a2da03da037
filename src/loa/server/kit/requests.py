"""What a page's view is handed: a request with its actor; and how it answers with a file or with one part of a list."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from loa.core.roles import Right
from loa.server.kit.actors import Actor
from loa.server.kit.forms import ActForm

Outcome = TypeVar("Outcome")


class Request(HttpRequest):
    """A request after the entry: who acts is known."""

    actor: Actor


def form_page(
    request: Request,
    page: str,
    form: ActForm,
    /,
    *,
    act: Callable[[dict[str, Any]], Outcome],
    done: Callable[[Outcome], HttpResponse],
    **context: object,
) -> HttpResponse:
    """A page whose form is one act: shown; sent and done, answered by `done`; or refused, with what was typed and the sentence at its field."""
    if request.method == "POST" and form.is_valid():
        outcome = form.carry_out(lambda: act(form.cleaned_data), by=request.actor, what=request.path)
        if outcome is not None:
            return done(outcome)
    return render(request, page, {"form": form, **context}, status=form.status if form.errors else 200)


def tell(request: HttpRequest, sentence: str, to: str, *which: object) -> HttpResponse:
    """After an act: on to the page of that name, where the sentence says what was done."""
    messages.success(request, sentence, extra_tags="good")
    return redirect(to, *which)


def send_file(data: bytes, *, name: str, media_type: str, inline: bool = False) -> HttpResponse:
    """Bytes to keep or to show; names with diacritics reach every browser."""
    response = HttpResponse(data, content_type=media_type)
    how = "inline" if inline else "attachment"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(name)}"
    return response


def exporter_of(request: Request) -> Actor:
    """Who takes lists or reports out of the house as a file: the actor by those grants alone that carry export. Raises RightMissing."""
    return request.actor.only_with(Right.EXPORT)


def looker_of(request: Request) -> Actor:
    """Who looks at a list that can also be had as a file (`?dang=`): the actor, or for the file the exporter."""
    return exporter_of(request) if request.GET.get("dang") else request.actor


def wants_table(request: HttpRequest) -> bool:
    """Whether the address asks for the whole list as a file."""
    return request.GET.get("dang") == "csv"


def send_table(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A list as CSV that spreadsheets open with its diacritics; no cell is taken for a formula."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(header)
    table.writerows([_cell(value) for value in row] for row in rows)
    return send_file(out.getvalue().encode("utf-8-sig"), name=f"{name}.csv", media_type="text/csv; charset=utf-8")


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def page_of(request: HttpRequest, rows: Any, *, size: int = 50) -> Page[Any]:
    """The page of a list that the address names; a number that is none, or too large, gives the nearest."""
    return Paginator(rows, size).get_page(request.GET.get("trang"))


_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{1,12})?$")


def send_sound(request: HttpRequest, data: bytes, *, media_type: str = "audio/mpeg") -> HttpResponse:
    """Sound for a player in the browser, whole or the part it asks for: without parts, iPhones do not play and nobody can seek."""
    asked = _RANGE.match(request.headers.get("Range", ""))
    response = HttpResponse(data, content_type=media_type)
    if asked and int(asked[1]) < len(data):
        first, last = int(asked[1]), min(int(asked[2] or len(data) - 1), len(data) - 1)
        response = HttpResponse(data[first : last + 1], content_type=media_type, status=206)
        response["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
    response["Accept-Ranges"] = "bytes"
    response["Content-Encoding"] = "identity"  # said so that no middleware compresses it: a range is counted in the file's own bytes
    return response
