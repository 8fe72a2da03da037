"""Making and approving programmes (chương trình)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from loa.core.bulletin_steps import OwnWorkNotApprovable
from loa.core.folding import nfc
from loa.core.roles import Right
from loa.core.rundown import FrameLine, Line, Part, missing_parts
from loa.core.session_fit import spoken_length
from loa.server.bulletins.queries import revisions_within_reach
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.people.queries import agencies_seen_by
from loa.server.schedules.composing.caps import longest_session_of
from loa.server.schedules.composing.wishes import is_approved
from loa.server.schedules.errors import (
    ContentNotApproved,
    ContentNotFound,
    ProgrammeChanged,
    ProgrammeIncomplete,
    ProgrammeNotFound,
    ProgrammeTooLong,
    ProgrammeUnnamed,
    WishUnusable,
)
from loa.server.schedules.events import ProgrammeApproved, ProgrammeMade
from loa.server.schedules.models import Programme, ProgrammeItem, ProgrammeState

LONGEST_TITLE = 300


@dataclass(frozen=True, kw_only=True)
class ProgrammeEntry:
    """One tin or bài of a programme: an approved revision and its length in seconds."""

    part: Part
    revision_id: UUID
    seconds: int


@transaction.atomic
def make_programme(
    *,
    agency_id: UUID,
    title: str,
    week_starts_on: date,
    frame: Sequence[FrameLine],
    entries: Sequence[ProgrammeEntry],
    by: Actor,
    now: datetime,
) -> Programme:
    """Dựng chương trình: the frame around approved tin and bài, in the order they sound. A second of the same name is a new version.

    `frame` comes from `core.rundown.frame_lines`. Raises `ProgrammeUnnamed`, `ContentNotFound`, `ContentNotApproved`, `WishUnusable`.
    A draft may be incomplete or too long; approval is where that is refused.
    """
    by.require(Right.WRITE, agency_id)
    title = nfc(title).strip()
    if not 0 < len(title) <= LONGEST_TITLE:
        raise ProgrammeUnnamed
    items = _items(frame, entries, seen_by=by)
    versions = Programme.objects.filter(agency=agency_id, week_starts_on=week_starts_on, title=title)
    programme = Programme.objects.create(
        agency_id=agency_id,
        title=title,
        week_starts_on=week_starts_on,
        frame={line.part.value: line.text for line in frame},
        version=(versions.aggregate(last=Max("version"))["last"] or 0) + 1,
        total_seconds=sum(item.seconds for item in items),
        author_person_id=by.person_id,
        author_name=by.name,
        made_at=now,
        content_sha256=_content_sha256(items),
    )
    for item in items:
        item.programme = programme
    ProgrammeItem.objects.bulk_create(items)
    acts.record(
        ProgrammeMade(
            programme_id=programme.pk,
            agency_id=agency_id,
            title=title,
            version=programme.version,
            total_seconds=programme.total_seconds,
            content_sha256=programme.content_sha256,
        ),
        by=by,
        now=now,
    )
    return programme


@transaction.atomic
def approve_programme(*, programme_id: UUID, content_sha256: str, by: Actor, now: datetime) -> Programme:
    """Duyệt chương trình that the approver read and heard, named by its hash; never one's own.

    Raises `ProgrammeNotFound`, `OwnWorkNotApprovable`, `ProgrammeIncomplete`, `ProgrammeTooLong`, `ProgrammeChanged`.
    """
    programme = Programme.objects.filter(agency__in=agencies_seen_by(by), pk=programme_id).first()
    if programme is None:
        raise ProgrammeNotFound
    by.require(Right.APPROVE, programme.agency_id)
    if _own_work(programme, by):
        raise OwnWorkNotApprovable
    _must_be_whole(programme)
    still_as_read = Programme.objects.filter(pk=programme.pk, state=ProgrammeState.DRAFT, content_sha256=content_sha256)
    if not still_as_read.update(
        state=ProgrammeState.APPROVED, approved_by_person_id=by.person_id, approved_by_name=by.name, approved_at=now
    ):
        raise ProgrammeChanged
    programme.refresh_from_db()
    acts.record(
        ProgrammeApproved(
            programme_id=programme.pk,
            agency_id=programme.agency_id,
            title=programme.title,
            version=programme.version,
            content_sha256=content_sha256,
        ),
        by=by,
        now=now,
        before={"state": ProgrammeState.DRAFT},
        after={"state": ProgrammeState.APPROVED},
    )
    return programme


def _own_work(programme: Programme, by: Actor) -> bool:
    """Whether the person made this programme, or one of the same content before: a colleague who makes it again changes nothing in that."""
    same = Programme.objects.filter(agency=programme.agency_id, content_sha256=programme.content_sha256, author_person_id__in=by.persons)
    return programme.author_person_id in by.persons or same.exists()


def _items(frame: Sequence[FrameLine], entries: Sequence[ProgrammeEntry], *, seen_by: Actor) -> list[ProgrammeItem]:
    revisions = {one.pk: one for one in revisions_within_reach(seen_by=seen_by).filter(pk__in=[e.revision_id for e in entries])}
    items = [ProgrammeItem(part=line.part, title=line.part.vi.capitalize(), text=nfc(line.text), seconds=line.seconds) for line in frame]
    for entry in entries:
        revision = revisions.get(entry.revision_id)
        if revision is None:
            raise ContentNotFound(revision_id=entry.revision_id)
        if not is_approved(revision):
            raise ContentNotApproved(title=revision.bulletin.title)
        if entry.seconds < 1 or entry.part not in {Part.NEWS, Part.ITEM}:
            raise WishUnusable
        items.append(ProgrammeItem(part=entry.part, revision=revision, title=revision.bulletin.title, seconds=entry.seconds))
    order = list(Part)
    items.sort(key=lambda item: order.index(Part(item.part)))
    for position, item in enumerate(items, start=1):
        item.position = position
    return items


def _content_sha256(items: Sequence[ProgrammeItem]) -> str:
    lines = [[item.part, item.revision.text_sha256 if item.revision else item.text, item.seconds] for item in items]
    return hashlib.sha256(json.dumps(lines, ensure_ascii=False).encode()).hexdigest()


def _must_be_whole(programme: Programme) -> None:
    items = list(programme.items.select_related("revision__bulletin", "revision__approval"))
    if missing := missing_parts([Line(Part(item.part), item.title, item.seconds) for item in items]):
        raise ProgrammeIncomplete(title=programme.title, parts=", ".join(part.vi for part in missing))
    for item in items:
        if item.revision and not is_approved(item.revision):
            raise ContentNotApproved(title=item.title)
    longest = longest_session_of(programme.agency_id, programme.week_starts_on)
    if longest.seconds is not None and programme.total_seconds > longest.seconds:
        raise ProgrammeTooLong(length=spoken_length(programme.total_seconds), longest=spoken_length(longest.seconds), basis=longest.basis)
