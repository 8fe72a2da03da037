"""Reactions of voices: sound is made before anybody is asked to approve it."""

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from loa.server.bulletins.models import Bulletin, Revision
from loa.server.voices import services
from loa.server.voices.engines.errors import NothingToSpeak
from loa.server.voices.models import Recording


def prepare_preview(payload: dict[str, Any], *, now: datetime) -> None:
    """A text was drafted or submitted: make the sound its approver will hear. One of signs alone stays silent: trying again gives no words."""
    revision = Revision.objects.get(bulletin=payload["bulletin_id"], number=payload["revision"])
    with suppress(NothingToSpeak):
        services.prepare_track(revision_id=revision.pk, now=now)


def prepare_unit_track(payload: dict[str, Any], *, now: datetime) -> None:
    """A unit's own words were approved: make the track as that unit hears it."""
    revision_id = Revision.objects.get(unit_texts=payload["unit_text_id"]).pk
    services.prepare_track(revision_id=revision_id, agency_id=UUID(payload["agency_id"]), now=now)


def prepare_recorded(payload: dict[str, Any], *, now: datetime) -> None:
    """A person read the text: the sound changes, for everybody or for one unit."""
    recording = Recording.objects.get(pk=payload["recording_id"])
    agency_id = recording.agency_id if recording.unit_text_id else None
    services.prepare_track(revision_id=recording.revision_id, agency_id=agency_id, now=now)


def prepare_as_read(payload: dict[str, Any], *, now: datetime) -> None:
    """Somebody chose how a bulletin is read: its preview is made anew. An office's dictionary counts from the next clip on."""
    if payload.get("bulletin_id"):
        bulletin = Bulletin.objects.get(pk=payload["bulletin_id"])
        services.prepare_track(revision_id=Revision.objects.get(bulletin=bulletin, number=bulletin.current).pk, now=now)
