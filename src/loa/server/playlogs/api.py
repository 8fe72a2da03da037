"""The player's door for its log, mounted under /player/v1/."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from loa.server.dispatch.services import authenticate_player, read_message
from loa.server.kit import clock
from loa.server.playlogs.services import take_plays
from loa.wire.plays import PlayBatch

router = Router(tags=["player"])


@router.post("/plays", summary="Play records, in order; answered with what the server holds")
def post_plays(request: HttpRequest) -> HttpResponse:
    """Idempotent on player and number: sending again what was taken changes nothing."""
    player = authenticate_player(request)
    answer = take_plays(batch=read_message(PlayBatch, request), player=player, now=clock.now())
    return HttpResponse(answer.model_dump_json(), content_type="application/json")
