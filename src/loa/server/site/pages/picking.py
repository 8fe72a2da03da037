"""Chọn đơn vị: search without diacritics, for pickers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from loa.server.agencies.queries import search_agencies
from loa.server.kit import clock
from loa.server.kit.requests import Request


@require_GET
def agencies(request: Request) -> HttpResponse:
    """Các đơn vị có tên khớp; public facts."""
    words = request.GET.get("tim", "")[:100]
    return render(request, "site/agencies.html", {"words": words, "found": search_agencies(words, clock.today(), limit=30)})
