"""The players' doors, each owned by its stage, under one address: /player/v1/."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from loa.core.errors import LoaError
from loa.server.dispatch.api import router as dispatch_router
from loa.server.kit.actors import Actor
from loa.server.kit.answers import note, refusal_response
from loa.server.playlogs.api import router as playlogs_router

STRANGER = Actor(name="thiết bị chưa rõ", via="player")

api = NinjaAPI(title="Loa: players", version="1", urls_namespace="player", docs_url=None, openapi_url=None)
api.add_router("", dispatch_router)
api.add_router("", playlogs_router)


@api.exception_handler(LoaError)
def refused(request: HttpRequest, error: LoaError) -> HttpResponse:
    """Machines hear the same sentence as people; a wrong token or code leaves a trace, so that guessing is seen."""
    note(error, by=STRANGER, what=request.path, source=request.META.get("REMOTE_ADDR", ""))
    return refusal_response(request, error)
