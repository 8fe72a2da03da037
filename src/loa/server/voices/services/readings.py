"""Verbs about how words are said: an office's dictionary, a bulletin's own readings, what is given again, how numbers are said."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from loa.core.bulletin_steps import State
from loa.core.errors import NotFound
from loa.core.folding import nfc
from loa.core.roles import Right
from loa.core.speakable import manner, places_of, speakable
from loa.core.speakable.manner import CHOICES
from loa.server.bulletins.models import Bulletin
from loa.server.bulletins.queries import sentences_of
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.voices.errors import PassageMissing, PlaceGone, ReadingGivenMeanwhile, ReadingUnusable, SoundIsApproved
from loa.server.voices.events import MannerChosen, PassageGivenAgain, ReadingEnded, ReadingGiven
from loa.server.voices.models import OfficeManner, Reading, ReadingKind
from loa.server.voices.queries import reading_within

MOST_WRITTEN, MOST_SPOKEN, MOST_AROUND = 200, 300, 300


@transaction.atomic
def give_reading(*, agency_id: UUID, written: str, spoken: str, by: Actor, now: datetime) -> Reading:
    """Thêm vào từ điển của đơn vị: said so in every text of this office and of those below, from the next clip on. Ends an older entry.

    Raises `ReadingUnusable` where nothing is written or nothing of it can be said, `ReadingGivenMeanwhile` where somebody else was quicker.
    """
    by.require(Right.REVIEW, agency_id)
    return _give(agency_id=agency_id, bulletin=None, written=written, spoken=spoken, by=by, now=now)


@transaction.atomic
def choose_reading(*, bulletin_id: UUID, written: str, spoken: str, place: str = "", by: Actor, now: datetime) -> Reading:
    """Chọn cách đọc trong một bản tin: said so in this bulletin alone; the text on boards and papers stays. Ends an older choice.

    `place` (`core.speakable.place_of`) is the one place it holds for, over every choice for the whole bulletin; without it, it holds
    wherever it is written so. Raises `SoundIsApproved` after the approval, `ReadingUnusable` where nothing of it can be said,
    `PlaceGone` where the text has no such place (any more).
    """
    bulletin = _open_bulletin(bulletin_id, by)
    around = _sentence_of(bulletin, written, place) if place else ""
    return _give(
        agency_id=bulletin.agency_id, bulletin=bulletin, written=written, spoken=spoken, place=place, around=around, by=by, now=now
    )


@transaction.atomic
def give_again(*, bulletin_id: UUID, passage: str, by: Actor, now: datetime) -> Reading:
    """Nhắc lại chậm: this passage (a place, a hotline) is given once more, slowly, after its sentence. The text itself stays as it is.

    Raises `PassageMissing` where the text does not hold it, `SoundIsApproved` after the approval.
    """
    bulletin = _open_bulletin(bulletin_id, by)
    passage = _tidy(passage)[:MOST_WRITTEN]
    text = bulletin.revisions.get(number=bulletin.current).text
    if not passage or passage not in _tidy(text):
        raise PassageMissing(passage=passage)
    new = Reading(agency_id=bulletin.agency_id, bulletin=bulletin, kind=ReadingKind.AGAIN, written=passage)
    reading = _begin(new, by=by, now=now)
    acts.record(PassageGivenAgain(reading_id=reading.pk, bulletin_id=bulletin.pk, passage=passage), by=by, now=now)
    return reading


@transaction.atomic
def end_reading(*, reading_id: UUID, by: Actor, now: datetime) -> Reading:
    """Bỏ một cách đọc. It ends; sound made with it stays what it was. Raises `SoundIsApproved` for a choice in an approved bulletin."""
    reading = reading_within(reading_id, seen_by=by)
    if reading.bulletin_id:
        _open_bulletin(reading.bulletin_id, by)
    else:
        by.require(Right.REVIEW, reading.agency_id)
    if reading.ended_at is None:
        reading.ended_at = now
        reading.save(update_fields=["ended_at"])
        acts.record(
            ReadingEnded(reading_id=reading.pk, agency_id=reading.agency_id, bulletin_id=reading.bulletin_id, written=reading.written),
            by=by,
            now=now,
        )
    return reading


@transaction.atomic
def choose_manner(*, agency_id: UUID, chosen: Mapping[str, str], by: Actor, now: datetime) -> OfficeManner:
    """Chọn cách nói số của đơn vị (nghìn hay ngàn, linh hay lẻ…), for this office and those below that chose nothing themselves."""
    by.require(Right.REVIEW, agency_id)
    kept = {name: word for name, word in chosen.items() if word in CHOICES.get(name, ())}
    held = OfficeManner.objects.select_for_update().filter(agency=agency_id, ended_at=None).first()
    if held is not None and held.chosen == kept:
        return held
    before = {"chosen": held.chosen} if held else None
    if held is not None:
        held.ended_at = now
        held.save(update_fields=["ended_at"])
    made = OfficeManner(agency_id=agency_id, chosen=kept, made_at=now)
    _insert(made)
    how = manner(**kept)
    acts.record(
        MannerChosen(agency_id=agency_id, words=", ".join(getattr(how, name) for name in CHOICES)),
        by=by,
        now=now,
        before=before,
        after={"chosen": kept},
    )
    return made


def _sentence_of(bulletin: Bulletin, written: str, place: str) -> str:
    """The sentence of the current text in which this place is."""
    sentences = [sentence.text for sentence in sentences_of(bulletin.revisions.get(number=bulletin.current))]
    found = next((s for s in sentences if any(name == place for _, name in places_of(s, written))), None)
    if found is None:
        raise PlaceGone(written=written[:MOST_WRITTEN])
    return _tidy(found)[:MOST_AROUND]


def _give(
    *,
    agency_id: UUID,
    bulletin: Bulletin | None,
    written: str,
    spoken: str,
    place: str = "",
    around: str = "",
    by: Actor,
    now: datetime,
) -> Reading:
    written, said = _tidy(written)[:MOST_WRITTEN], speakable(_tidy(spoken)[:MOST_SPOKEN])
    if not written or not said:
        raise ReadingUnusable(written=written)
    new = Reading(agency_id=agency_id, bulletin=bulletin, kind=ReadingKind.WORD, written=written, spoken=said, place=place, around=around)
    reading = _begin(new, by=by, now=now)
    acts.record(
        ReadingGiven(
            reading_id=reading.pk, agency_id=agency_id, bulletin_id=bulletin.pk if bulletin else None, written=written, spoken=said
        ),
        by=by,
        now=now,
    )
    return reading


def _begin(new: Reading, *, by: Actor, now: datetime) -> Reading:
    older = Reading.objects.filter(
        agency=new.agency_id, bulletin=new.bulletin_id, kind=new.kind, written=new.written, place=new.place, ended_at=None
    )
    older.update(ended_at=now)
    new.by_person_id, new.made_at = by.person_id, now
    _insert(new)
    return new


def _insert(new: Reading | OfficeManner) -> None:
    """The constraint in the database decides who was first; whoever comes second is told so."""
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError:
        raise ReadingGivenMeanwhile from None


def _open_bulletin(bulletin_id: UUID, by: Actor) -> Bulletin:
    bulletin = Bulletin.objects.select_for_update().filter(pk=bulletin_id).first()
    if bulletin is None:
        raise NotFound
    by.require(Right.WRITE, bulletin.agency_id)
    if State(bulletin.state) not in {State.DRAFT, State.SUBMITTED}:
        raise SoundIsApproved
    return bulletin


def _tidy(text: str) -> str:
    return " ".join(nfc(text).split())
