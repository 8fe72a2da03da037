"""What a page's view is handed: a request with its actor; and how it answers with a file or with one part of a list."""

from typing import Any
from urllib.parse import quote

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse

from loa.server.kit.actors import Actor


class Request(HttpRequest):
    """A request after the entry: who acts is known."""

    actor: Actor


def send_file(data: bytes, *, name: str, media_type: str, inline: bool = False) -> HttpResponse:
    """Bytes to keep or to show; names with diacritics reach every browser."""
    response = HttpResponse(data, content_type=media_type)
    how = "inline" if inline else "attachment"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(name)}"
    return response


def page_of(request: HttpRequest, rows: Any, *, size: int = 50) -> Page[Any]:
    """The page of a list that the address names; a number that is none, or too large, gives the nearest."""
    return Paginator(rows, size).get_page(request.GET.get("trang"))
