"""Questions about sound."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet

from loa.core.errors import NotFound
from loa.core.length import script_seconds
from loa.core.priorities import Priority
from loa.core.prosody import key_sentence, prosody_of
from loa.core.quiet import midnight
from loa.core.rundown import SoundAsset, Soundtrack
from loa.core.speakable import STANDARD, Chosen, Manner, Phrase, manner, script, written_out
from loa.core.unit_words import Sentence
from loa.server.agencies.models import Agency, AgencyReach
from loa.server.bulletins.models import Approval, Revision, UnitText
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.kit.periods import in_force
from loa.server.people.queries import agencies_seen_by
from loa.server.voices.engines.http import NAME as RENTED
from loa.server.voices.engines.http import Rented
from loa.server.voices.engines.registry import DEFAULT, Beside, catalogue
from loa.server.voices.mixing.chime import SECONDS
from loa.server.voices.models import Clip, OfficeManner, OfficeVoice, Reading, ReadingKind, Recording, Track, VoiceSpending


def track_of(revision_id: UUID, agency_id: UUID | None = None) -> Track | None:
    """The newest track of a revision, as everybody hears it or as this unit does. Sound follows its text: whoever sees the text may hear it."""
    return Track.objects.filter(revision=revision_id, agency=agency_id).order_by("-made_at", "-pk").first()


def recorded_by(track: Track | None) -> frozenset[UUID]:
    """Who decided how this track sounds: the persons behind its recordings, and those who chose how its words are read."""
    if track is None:
        return frozenset()
    held = Recording.objects.filter(revision=track.revision_id, clip__in=track.clips).exclude(by_person_id=None)
    chosen = Reading.objects.filter(standing_at(track.made_at), bulletin__revisions=track.revision_id).exclude(by_person_id=None)
    return frozenset(person_id for rows in (held, chosen) for person_id in rows.values_list("by_person_id", flat=True) if person_id)


def soundtracks_of(revision_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID | None], Soundtrack]:
    """The newest soundtrack of each of these revisions, for everybody (agency `None`) and for each unit with words of its own.

    For everybody, once a revision is approved, it is the sound that was approved: a later recording waits for its own approval.
    A unit's soundtrack falls out when words in it were replaced since it was made.
    """
    revision_ids = list(revision_ids)
    approved = dict(Approval.objects.filter(revision__in=revision_ids).values_list("revision_id", "audio_sha256"))
    ended = UnitText.objects.filter(revision__in=revision_ids).exclude(approved_at=None).exclude(ended_at=None)
    replaced = {
        (row["revision_id"], row["agency_id"]): row["last"]
        for row in ended.order_by().values("revision_id", "agency_id").annotate(last=Max("ended_at"))
    }
    tracks = {
        (track.revision_id, track.agency_id): track
        for track in Track.objects.filter(revision__in=revision_ids).order_by("made_at", "pk")
        if (track.agency_id and track.made_at >= replaced.get((track.revision_id, track.agency_id), track.made_at))
        or (not track.agency_id and approved.get(track.revision_id, track.audio_sha256) == track.audio_sha256)
    }
    clips = Clip.objects.in_bulk({key for track in tracks.values() for key in track.clips})
    return {pair: _soundtrack(track, clips) for pair, track in tracks.items()}


def _soundtrack(track: Track, clips: dict[str, Clip]) -> Soundtrack:
    return Soundtrack(
        assets=tuple(asset_of(clips[key]) for key in track.clips),
        machine=track.machine,
        text_sha256=track.text_sha256,
        audio_sha256=track.audio_sha256,
        valid_from=midnight(track.valid_from) if track.valid_from else None,
        valid_until=midnight(track.valid_to) + timedelta(days=1) if track.valid_to else None,
    )


def asset_of(clip: Clip) -> SoundAsset:
    """A clip as the schedule and the wire know it."""
    return SoundAsset(
        wav_sha256=clip.wav_sha256, mp3_sha256=clip.mp3_sha256, wav_bytes=clip.wav_bytes, mp3_bytes=clip.mp3_bytes, seconds=clip.seconds
    )


@dataclass(frozen=True, slots=True)
class Speech:
    """How an office, or one bulletin of it, is said: readings by what is written, the manner of numbers, and what is given again."""

    words: Mapping[str, str]
    manner: Manner = STANDARD
    again: tuple[str, ...] = ()
    places: tuple[Chosen, ...] = ()

    def told(self, sentence: str, *, passage: str = "") -> str:
        """The sentence, or a passage of it, with the readings that were chosen for single places of it written in."""
        return written_out(sentence, self.places, passage=passage) if self.places else passage or sentence


PLAIN = Speech(words={})
PAUSE_AFTER_CHIME_SECONDS = 0.4


def standing_at(at: datetime) -> Q:
    """Rows made by this moment and not ended then."""
    return Q(made_at__lte=at) & (Q(ended_at=None) | Q(ended_at__gt=at))


def speech_of(agency_id: UUID, *, at: datetime, bulletin_id: UUID | None = None) -> Speech:
    """How this office's texts are said at this moment: what offices above it decided, its own over that, the bulletin's own over all.

    Of the offices above, the wider goes first, so that the nearer decides.
    """
    told = list(Reading.objects.filter(standing_at(at), Q(bulletin=None, agency__in=_deciding_for(agency_id, at)) | _of(bulletin_id)))
    manners = list(OfficeManner.objects.filter(standing_at(at), agency__in=_deciding_for(agency_id, at)))
    if not told and not manners:
        return PLAIN
    width = _widths({*(row.agency_id for row in told), *(row.agency_id for row in manners)}, agency_id, at)
    told.sort(key=lambda row: (row.bulletin_id is not None, -width[row.agency_id], str(row.agency_id)))
    chosen: dict[str, str] = {}
    for one in sorted(manners, key=lambda row: (-width[row.agency_id], str(row.agency_id))):
        chosen |= one.chosen
    return Speech(
        words={row.written: row.spoken for row in told if row.kind == ReadingKind.WORD and not row.place},
        manner=manner(**chosen),
        again=tuple(row.written for row in told if row.kind == ReadingKind.AGAIN),
        places=tuple(Chosen(row.place, row.written, row.spoken) for row in told if row.place),
    )


def _of(bulletin_id: UUID | None) -> Q:
    return Q(bulletin=bulletin_id) if bulletin_id else Q(pk__in=[])


def _deciding_for(agency_id: UUID, at: datetime) -> "QuerySet[Agency, UUID]":
    """This office and those above it on that day."""
    above = AgencyReach.objects.filter(in_force(clock.day_of(at)), seen=agency_id).values("seer")
    return Agency.objects.filter(Q(pk=agency_id) | Q(pk__in=above)).values_list("pk", flat=True)


def _widths(agency_ids: Collection[UUID], own: UUID, at: datetime) -> dict[UUID, int]:
    """How many offices each of these sees on that day; the office itself counts as the narrowest."""
    seen = AgencyReach.objects.filter(in_force(clock.day_of(at)), seer__in=agency_ids).order_by()
    counted = dict(seen.values_list("seer").annotate(n=Count("seen")))
    return {agency_id: counted.get(agency_id, 0) for agency_id in agency_ids} | {own: -1}


def script_of(
    sentences: Sequence[Sentence], shared: Speech, *, priority: Priority, own: Speech | None = None
) -> Iterator[tuple[Phrase, ...]]:
    """The text as its voice says it, line by line in breaths, with everything that is given again. `own`: how a unit says its own words."""
    key = key_sentence([sentence.text for sentence in sentences]) if prosody_of(priority).key_twice else None
    for at, sentence in enumerate(sentences):
        speech = own if own is not None and sentence.unit else shared
        repeated = (" ".join(sentence.text.split()),) if at == key else speech.again
        yield from script([sentence.text], dictionary=speech.words, manner=speech.manner, repeated=repeated, chosen=speech.places)


def seconds_of(sentences: Sequence[Sentence], speech: Speech, *, priority: Priority) -> float:
    """How long a text will last: chime, pace and pauses of its class, the words its office says, what is given again."""
    prosody = prosody_of(priority)
    chime = SECONDS[prosody.call] + PAUSE_AFTER_CHIME_SECONDS
    return chime + script_seconds(script_of(sentences, speech, priority=priority), prosody=prosody)


def estimated_seconds(revision: Revision, sentences: Sequence[Sentence], *, at: datetime) -> float:
    """How long this revision will last, before it has a voice. Whoever sees the text may know."""
    bulletin = revision.bulletin
    speech = speech_of(bulletin.agency_id, at=at, bulletin_id=bulletin.pk)
    return seconds_of(sentences, speech, priority=Priority(bulletin.priority))


def manner_of(agency_id: UUID, *, at: datetime) -> dict[str, str]:
    """What this office itself chose about how it says numbers."""
    held = OfficeManner.objects.filter(standing_at(at), agency=agency_id).first()
    return dict(held.chosen) if held else {}


def dictionary_of(agency_id: UUID, *, at: datetime) -> "QuerySet[Reading]":
    """The entries that decide how this office's texts are said, its own and those of the offices above it."""
    entries = Reading.objects.filter(standing_at(at), bulletin=None, kind=ReadingKind.WORD, agency__in=_deciding_for(agency_id, at))
    return entries.order_by("written", "made_at")


def readings_in(bulletin_id: UUID, *, at: datetime) -> "QuerySet[Reading]":
    """What was chosen for this bulletin alone. Whoever sees the bulletin may see it."""
    return Reading.objects.filter(standing_at(at), bulletin=bulletin_id).order_by("kind", "made_at")


def reading_within(reading_id: UUID, *, seen_by: Actor) -> Reading:
    """One reading of an office the actor sees. Raises `NotFound` outside."""
    reading = Reading.objects.filter(pk=reading_id, agency__in=agencies_seen_by(seen_by)).first()
    if reading is None:
        raise NotFound
    return reading


def clips_by_mp3(mp3_sha256s: Iterable[str]) -> dict[str, str]:
    """Keys of the clips behind these MP3 files."""
    return dict(Clip.objects.filter(mp3_sha256__in=set(mp3_sha256s)).values_list("mp3_sha256", "key_sha256"))


def voices_beside() -> Beside:
    """What this installation has beside the built-in voice, as its administrator set it."""
    url = settings.LOA_VOICE_HTTP_URL
    rented = Rented(
        url=url,
        name=(settings.LOA_VOICE_HTTP_NAME or str(urlsplit(url).hostname))[:50],
        body=settings.LOA_VOICE_HTTP_BODY,
        header=settings.LOA_VOICE_HTTP_HEADER,
        key=settings.LOA_VOICE_HTTP_KEY,
        most_characters=settings.LOA_VOICE_HTTP_CHARACTERS,
    )
    return Beside(folder=settings.LOA_VOICES, rented=rented if url else None)


def voices_installed() -> dict[str, str]:
    """The voices an office may choose among, by name, as people know them. A fact of the installation, open to whoever works here."""
    return catalogue(voices_beside())


def samples_by_mark(text: str, marks: Iterable[str]) -> dict[str, Clip]:
    """The newest clip of this text by each of these marks: what a voice sounds like, once somebody asked. The text is the house's own."""
    clips = Clip.objects.filter(text=text, mark__in=set(marks)).order_by("made_at")
    return {clip.mark: clip for clip in clips}


def voice_of(agency_id: UUID, *, at: datetime) -> str:
    """The name of the voice that speaks for this office at this moment: its own choice, else that of the nearest office above."""
    chosen = list(OfficeVoice.objects.filter(standing_at(at), agency__in=_deciding_for(agency_id, at)))
    if not chosen:
        return DEFAULT
    width = _widths({row.agency_id for row in chosen}, agency_id, at)
    return min(chosen, key=lambda row: (width[row.agency_id], str(row.agency_id))).voice


def sent_out_to(agency_id: UUID, *, at: datetime) -> Rented | None:
    """The service that would be sent this office's words when they are voiced now; None where they stay in the house."""
    rented = voices_beside().rented
    return rented if rented and not rented.fault and voice_of(agency_id, at=at) == RENTED else None


def own_voice(agency_id: UUID, *, at: datetime) -> str:
    """What this office itself chose; empty where it leaves it to the offices above."""
    held = OfficeVoice.objects.filter(standing_at(at), agency=agency_id).first()
    return held.voice if held else ""


def spending_of(month: date) -> "QuerySet[VoiceSpending]":
    """What was sent to rented voices in the month that begins on this day. A fact of the installation, for its administrators."""
    return VoiceSpending.objects.filter(month=month).order_by("voice")


def marks_of(track: Track | None) -> tuple[str, ...]:
    """Whose voices a track holds, as its file says, each once; none where only people speak. Whoever may hear it may know."""
    if track is None:
        return ()
    return tuple(dict.fromkeys(Clip.objects.filter(pk__in=track.clips).exclude(mark="").order_by("mark").values_list("mark", flat=True)))
