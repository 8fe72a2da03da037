"""The one error handler: every refusal becomes the same sentence for page, API, command line and task, and a row in the trail."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import DataError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from loa.core.errors import BadInput, LoaError, NotFound, Refused
from loa.core.folding import nfc
from loa.server.kit import acts, clock
from loa.server.kit.actors import Actor

log = logging.getLogger(__name__)

NOBODY = Actor(name="khách chưa đăng nhập", via="web")


def told(error: LoaError) -> str:
    """The sentence in the reader's language, facts filled in, in NFC."""
    return nfc(error.say(gettext))


def note(error: LoaError, *, by: Actor, what: str, source: str = "") -> None:
    """Write a refusal of rights into the trail; other errors are no act. `source`: the address a stranger called from."""
    if isinstance(error, Refused):
        acts.record_refusal(code=error.code, facts=error.facts, by=by, now=clock.now(), what=what, source=source)


class RefusalMiddleware:
    """Answers every LoaError that reaches the top of a request, after its transaction was rolled back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Called by Django for an exception out of a view."""
        error = _in_house(error)
        if not isinstance(error, LoaError):
            return None
        note(error, by=getattr(request, "actor", NOBODY), what=request.path, source=request.META.get("REMOTE_ADDR", ""))
        return refusal_response(request, error)


def _in_house(error: Exception) -> Exception:
    """What Django and the database say of bad input, in the house's words: an id that leads nowhere, a value that no column takes."""
    if isinstance(error, PermissionDenied) and not error.args:
        return Refused()
    if isinstance(error, ObjectDoesNotExist):
        log.warning("an id that leads nowhere: %s", error)
        return NotFound()
    if isinstance(error, DataError | OverflowError) or (isinstance(error, ValueError) and "NUL (0x00)" in str(error)):
        log.warning("a value that no column takes: %s", type(error).__name__)
        return BadInput()
    return error


def refusal_response(request: HttpRequest, error: LoaError) -> HttpResponse:
    """JSON for machines, a page for people, both with the same sentence."""
    sentence = told(error)
    if request.path.startswith(("/player/", "/api/")) or "application/json" in request.headers.get("Accept", ""):
        facts: dict[str, Any] = {key: str(value) for key, value in error.facts.items()}
        return JsonResponse({"code": error.code, "sentence": sentence, "facts": facts}, status=error.status)
    return render(request, "refusal.html", {"sentence": sentence, "code": error.code, "status": error.status}, status=error.status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- Django hands it over
    """Django's own 404, said in the house's words."""
    return refusal_response(request, NotFound())


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's own 500, said in the house's words."""
    return refusal_response(request, LoaError())
