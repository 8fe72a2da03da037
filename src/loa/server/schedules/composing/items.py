"""From slots and sound to the items of a published schedule: exactly what a player, a vendor's system or a person will play."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from loa.core.origins import Origin
from loa.core.priorities import Priority
from loa.core.rundown import Soundtrack
from loa.core.withholding import Candidate, Withheld, why_withheld
from loa.server.bulletins.models import Revision
from loa.server.channels.models import Station
from loa.server.schedules.composing.wishes import end_of, is_approved
from loa.server.schedules.models import ProgrammeItem, ProgrammeState, Session, Slot, SlotState
from loa.wire.manifest import Asset, Item

# By (revision, or item of a programme without one; agency or None for everybody): what it sounds like there.
Soundtracks = Mapping[tuple[UUID, UUID | None], Soundtrack]


@dataclass(frozen=True, slots=True)
class KeptBack:
    """A slot that is not sent, and why."""

    station_id: UUID
    slot_id: UUID
    title: str
    reason: Withheld


@dataclass(frozen=True, slots=True)
class Library:
    """Everything slots refer to, loaded once for all stations."""

    revisions: Mapping[UUID, Revision]
    programme_items: Mapping[UUID, ProgrammeItem]
    soundtracks: Soundtracks
    assets: dict[int, tuple[Asset, ...]]

    @classmethod
    def load(cls, slots: Iterable[Slot], soundtracks: Soundtracks) -> "Library":
        """Three queries, however many slots."""
        slots = list(slots)
        items = {
            one.pk: one
            for one in ProgrammeItem.objects.filter(pk__in={s.programme_item_id for s in slots if s.programme_item_id}).select_related(
                "programme"
            )
        }
        wanted = {s.revision_id for s in slots if s.revision_id}
        revisions = Revision.objects.filter(pk__in=wanted).select_related("bulletin__campaign__document", "approval")
        return cls({one.pk: one for one in revisions}, items, soundtracks, {})

    def soundtrack(self, slot: Slot, agency_id: UUID, starts_at: datetime, most_seconds: float) -> Soundtrack | None:
        """The agency's own version while its words are in force, else everybody's."""
        content_id = slot.revision_id or slot.programme_item_id
        assert content_id is not None
        own = self.soundtracks.get((content_id, agency_id))
        if own and own.holds(starts_at, starts_at + timedelta(seconds=min(own.seconds, most_seconds))):
            return own
        return self.soundtracks.get((content_id, None))

    def wire_assets(self, track: Soundtrack) -> tuple[Asset, ...]:
        """The clips as the wire names them, made once a soundtrack."""
        if id(track) not in self.assets:
            self.assets[id(track)] = tuple(
                Asset(wav_sha256=a.wav_sha256, mp3_sha256=a.mp3_sha256, wav_bytes=a.wav_bytes, mp3_bytes=a.mp3_bytes, seconds=a.seconds)
                for a in track.assets
            )
        return self.assets[id(track)]


def items_of_session(session: Session, slots: Sequence[Slot], station: Station, library: Library) -> tuple[list[Item], list[KeptBack]]:
    """Items back to back from the session's start, in order of position; what is withheld takes no time."""
    items: list[Item] = []
    kept_back: list[KeptBack] = []
    starts_at = session.starts_at
    ends_at = session.starts_at + timedelta(seconds=session.max_seconds)
    for slot in slots:
        track = library.soundtrack(slot, station.agency_id, starts_at, (ends_at - starts_at).total_seconds())
        reason = why_withheld(
            _candidate(slot, session=session, station=station, library=library, track=track, starts_at=starts_at, ends_at=ends_at)
        )
        if reason or track is None:
            kept_back.append(KeptBack(station.pk, slot.pk, slot.title, reason or Withheld.NO_SOUND))
            continue
        items.append(_item(slot, session, library, track, starts_at))
        starts_at += timedelta(seconds=track.seconds)
    return items, kept_back


def frozen(items: Sequence[Item]) -> tuple[list[dict[str, Any]], str]:
    """The items as JSON values, and the sha256 of their canonical text."""
    values = [item.model_dump(mode="json") for item in items]
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return values, hashlib.sha256(text.encode()).hexdigest()


def _candidate(
    slot: Slot, *, session: Session, station: Station, library: Library, track: Soundtrack | None, starts_at: datetime, ends_at: datetime
) -> Candidate:
    revision = library.revisions.get(slot.revision_id) if slot.revision_id else None
    programme = library.programme_items[slot.programme_item_id].programme if slot.programme_item_id else None
    return Candidate(
        taken=slot.state == SlotState.PLANNED,
        approved=(revision is None or is_approved(revision)) and (programme is None or programme.state == ProgrammeState.APPROVED),
        valid_from=revision.valid_from if revision else session.day,
        valid_to=revision.valid_to if revision else session.day,
        starts_at=starts_at,
        session_ends_at=ends_at,
        soundtrack=track,
        machine_voice_accepted=station.machine_voice_accepted,
        as_heard=_is_as_heard(revision, track, library),
    )


def _is_as_heard(revision: Revision | None, track: Soundtrack | None, library: Library) -> bool:
    """Approval froze everybody's sound by hash; a unit's own version differs by the sentences its own leader approved."""
    everybodys = revision is not None and track is not None and track is library.soundtracks.get((revision.pk, None))
    if revision is None or track is None or not everybodys or not is_approved(revision):
        return True
    return track.audio_sha256 in {"", revision.approval.audio_sha256}


def _item(slot: Slot, session: Session, library: Library, track: Soundtrack, starts_at: datetime) -> Item:
    revision = library.revisions.get(slot.revision_id) if slot.revision_id else None
    campaign = revision.bulletin.campaign if revision else None
    ends = [moment for moment in (end_of(revision.valid_to) if revision and revision.valid_to else None, track.valid_until) if moment]
    return Item(
        slot_id=slot.pk,
        session_id=session.pk,
        starts_at=starts_at,
        seconds=track.seconds,
        priority=Priority(slot.priority),
        title=slot.title,
        assets=library.wire_assets(track),
        machine_voice=track.machine,
        origin=Origin(slot.origin),
        bulletin_id=revision.bulletin_id if revision else None,
        revision_sha256=revision.text_sha256 if revision else None,
        campaign_id=campaign.pk if campaign else None,
        campaign_title=campaign.title if campaign else "",
        letter_number=campaign.document.reference if campaign else None,
        valid_until=min(ends, default=None),
    )
