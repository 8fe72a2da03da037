"""Chọn đơn vị: search without diacritics, for pickers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from loa.server.agencies.queries import latest_agencies, search_agencies
from loa.server.kit import clock
from loa.server.kit.requests import Request


@require_GET
def agencies(request: Request) -> HttpResponse:
    """Các đơn vị có tên khớp, mỗi đơn vị cùng cơ quan chủ quản vì nhiều đơn vị trùng tên; public facts."""
    words = request.GET.get("tim", "")[:100]
    found = search_agencies(words, clock.today(), limit=30)
    above = latest_agencies(version.parent_id for version in found)
    shown = [(version, above.get(version.parent_id) if version.parent_id else None) for version in found]
    return render(request, "site/agencies.html", {"words": words, "found": shown})
