"""The player's doors, mounted under /player/v1/: manifest, sound files, heartbeat, enrolment."""

import re

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from loa.server.dispatch.errors import AssetNotPlanned, NoManifestYet
from loa.server.dispatch.queries import current_manifest, must_be_planned
from loa.server.dispatch.services import authenticate_player, enrol_player, keep_heartbeat, read_message
from loa.server.kit import clock, files
from loa.wire.heartbeat import EnrolmentRequest, Heartbeat
from loa.wire.signing import KEY_HEADER, SIGNATURE_HEADER, TIME_HEADER

router = Router(tags=["player"])

TYPES = {"wav": "audio/wav", "mp3": "audio/mpeg"}
IMMUTABLE = "private, max-age=31536000, immutable"
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


@router.get("/manifest", summary="The signed manifest of this player; 304 where it holds it")
def get_manifest(request: HttpRequest) -> HttpResponse:
    """The exact bytes that were signed when it was published; nothing is worked out here."""
    player = authenticate_player(request)
    if not player.manifest_sha256:
        raise NoManifestYet
    headers = {"ETag": f'"{player.manifest_sha256}"', TIME_HEADER: clock.now().isoformat(), "Cache-Control": "private, no-cache"}
    if player.manifest_sha256 in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    manifest = current_manifest(player)
    signed = {SIGNATURE_HEADER: manifest.signature, KEY_HEADER: manifest.key_fingerprint}
    return HttpResponse(bytes(manifest.body), content_type="application/json", headers=headers | signed)


@router.get("/assets/{sha256}.{form}", summary="One sound file of this player's manifest; immutable, with ranges")
def get_asset(request: HttpRequest, sha256: str, form: str) -> HttpResponseBase:
    """Only what the player's current manifest names; the name is the hash, so the answer never changes."""
    player = authenticate_player(request)
    if form not in TYPES:
        raise AssetNotPlanned(name=form)
    must_be_planned(player, f"{sha256}.{form}")
    # Said so that no middleware compresses it: a range is counted in the file's own bytes.
    headers = {"Cache-Control": IMMUTABLE, "ETag": f'"{sha256}"', "Accept-Ranges": "bytes", "Content-Encoding": "identity"}
    path = files.path_of(sha256, ending=f".{form}")
    if not path.exists():
        raise files.FileGone(sha256=sha256)
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None:
        return FileResponse(path.open("rb"), content_type=TYPES[form], headers=headers)
    whole = path.stat().st_size
    first, last = int(asked[1]), min(int(asked[2] or whole - 1), whole - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{whole}"})
    with path.open("rb") as file:
        file.seek(first)
        piece = file.read(last - first + 1)
    headers["Content-Range"] = f"bytes {first}-{last}/{whole}"
    return HttpResponse(piece, status=206, content_type=TYPES[form], headers=headers)


@router.post("/heartbeat", summary="How the player is")
def post_heartbeat(request: HttpRequest) -> HttpResponse:
    """Kept as the player's state."""
    player = authenticate_player(request)
    now = clock.now()
    keep_heartbeat(player=player, heartbeat=read_message(Heartbeat, request), now=now)
    return HttpResponse(status=204, headers={TIME_HEADER: now.isoformat()})


@router.post("/enrol", summary="A one-time code for an identity, a token and the key to believe")
def post_enrol(request: HttpRequest) -> HttpResponse:
    """The only door here that asks for no token."""
    given = enrol_player(asked=read_message(EnrolmentRequest, request), now=clock.now())
    return HttpResponse(given.model_dump_json(), content_type="application/json", headers={"Cache-Control": "no-store"})
