"""From what the stages hold to the frozen values that channels print: one text for one unit, one session, one station's week."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from loa.core.priorities import Priority
from loa.core.sentences import split_sentences
from loa.core.speakable import script
from loa.server.agencies.models import AgencyVersion
from loa.server.agencies.queries import agency_versions_on
from loa.server.bulletins.models import Approval, Revision, UnitText
from loa.server.bulletins.queries import own_sentences, sentences_of
from loa.server.channels.models import LinkPurpose, Station
from loa.server.channels.queries import link_url, public_url
from loa.server.channels.rendering.content import Content, SessionItem, SessionPack, SessionSheet, Sound
from loa.server.channels.services import make_short_link
from loa.server.kit import clock, files
from loa.server.kit.actors import Actor
from loa.server.schedules.models import ProgrammeItem, Session
from loa.server.schedules.queries import PlannedItem, planned_items_of
from loa.server.voices.queries import Speech, clips_by_mp3, script_of, speech_of, track_of
from loa.server.voices.services import join_clips


def content_of(revision: Revision, agency_id: UUID, *, on: date, channel: str, by: Actor, now: datetime) -> Content:
    """One approved text as this unit prints it: its own approved words in place, its own name, a link only where a phone can reach it."""
    agency = _version(agency_id, on)
    own = own_sentences([revision.pk], on=on, agency_ids=[agency_id]).get((revision.pk, agency_id), {})
    details = _details(revision, agency_id, own)
    campaign = revision.bulletin.campaign
    return Content(
        title=revision.bulletin.title,
        body=tuple(sentence.text for sentence in sentences_of(revision, own)),
        short_text=revision.short_text,
        board_text=revision.board_text,
        talking_points=tuple(revision.talking_points),
        campaign_title=campaign.title if campaign else "",
        letter_number=campaign.document.reference if campaign else "",
        agency_name=agency.name,
        parent_agency_name=agency.superior_line,
        place=details.get("dia_diem", ""),
        hours=" ".join(filter(None, (details.get("gio", ""), details.get("ngay", "")))),
        hotline=details.get("dien_thoai", ""),
        source_line=revision.source,
        valid_from=_start(revision.valid_from),
        valid_to=_start(revision.valid_to + timedelta(days=1)) - timedelta(seconds=1) if revision.valid_to else None,
        language=revision.language,
        priority=Priority(revision.bulletin.priority),
        link=_link(revision, agency_id, channel, by, now),
        sample=revision.bulletin.simulated,
        sound=_sound(revision, agency_id),
    )


@dataclass(frozen=True, slots=True)
class _Texts:
    """What the sessions say: texts by revision and how they are said (`None` where nobody reads aloud), frame lines by slot."""

    revisions: Mapping[UUID, Revision]
    speeches: Mapping[UUID, Speech] | None
    frame: Mapping[UUID, str]


def sheets_of(sessions: Iterable[Session], *, seen_by: Actor, with_sound: bool, with_script: bool = True) -> list[SessionSheet]:
    """The sessions as an operator or a vendor's system takes them: items in order, bản đọc, and the joined file on demand."""
    sessions = list(sessions)
    items = planned_items_of(sessions, seen_by=seen_by)
    revisions = {
        r.pk: r
        for r in Revision.objects.filter(pk__in={i.revision_id for each in items.values() for i in each if i.revision_id}).select_related(
            "bulletin"
        )
    }
    words = {p.pk: p.text for p in ProgrammeItem.objects.filter(slots__session__in=sessions).distinct()}
    slots = ProgrammeItem.objects.filter(slots__session__in=sessions).values_list("slots__pk", "pk")
    frame = {**words, **{slot: words[item] for slot, item in slots}}
    texts = _Texts(revisions, _speeches(revisions.values()) if with_script else None, frame)
    return [_sheet(session, items[session.pk], texts, with_sound=with_sound) for session in sessions]


def _sheet(
    session: Session,
    planned: Sequence[PlannedItem],
    texts: _Texts,
    *,
    with_sound: bool,
) -> SessionSheet:
    going_out = [item for item in planned if item.withheld is None]
    agency = _version(session.agency_id, session.day)
    own = own_sentences({i.revision_id for i in going_out if i.revision_id}, on=session.day, agency_ids=[session.agency_id])
    joined = _joined(session, going_out) if with_sound and going_out else None
    return SessionSheet(
        code=session_code(session),
        station_name=session.station.name,
        agency_name=agency.name,
        starts_at=session.starts_at,
        items=tuple(
            SessionItem(
                position=position,
                title=item.title,
                duration_seconds=item.planned_seconds,
                text=_text(item, texts, own),
                script=tuple(_script(item, texts, own)),
                sha256=item.assets[0].mp3_sha256 if len(item.assets) == 1 else "",
                machine_voice=item.machine_voice,
                mp3=_item_mp3(item) if with_sound else None,
            )
            for position, item in enumerate(going_out, start=1)
        ),
        parent_agency_name=agency.superior_line,
        place=agency.place_name,
        mp3=joined,
        sample=any(r.bulletin.simulated for r in texts.revisions.values()),
    )


def session_mp3(session: Session, *, seen_by: Actor) -> bytes | None:
    """The joined file of a session alone, for a phone that plays it; None where nothing goes out."""
    going_out = [item for item in planned_items_of([session], seen_by=seen_by)[session.pk] if item.withheld is None]
    return _joined(session, going_out) if going_out else None


def vendor_pack(station: Station, sessions: Sequence[Session], *, seen_by: Actor, with_sound: bool = True) -> SessionPack:
    """A station's sessions of some days, for its vendor's own system."""
    return SessionPack(
        station_name=station.name,
        agency_name=_version(station.agency_id, sessions[0].day).name,
        vendor=station.vendor,
        first_day=min(s.day for s in sessions),
        last_day=max(s.day for s in sessions),
        sessions=tuple(sheet for sheet in sheets_of(sessions, seen_by=seen_by, with_sound=with_sound, with_script=False) if sheet.items),
        sample=True,
    )


def session_code(session: Session) -> str:
    """What operators and vendors' logs repeat: day, hour and the first eight digits of the session's id."""
    at = session.starts_at.astimezone(clock.HANOI)
    return f"{at:%Y%m%d-%H%M}-{str(session.pk)[:8]}"


def _text(item: PlannedItem, texts: _Texts, own: Mapping[tuple[UUID, UUID], dict[str, str]]) -> str:
    if item.revision_id:
        sentences = sentences_of(texts.revisions[item.revision_id], own.get((item.revision_id, item.agency_id), {}))
        return " ".join(sentence.text for sentence in sentences)
    return texts.frame.get(item.slot_id, "")


def _speeches(revisions: Iterable[Revision]) -> dict[UUID, Speech]:
    """How each of these texts is said: an approved one as it was when it was approved."""
    revisions = list(revisions)
    approved = dict(Approval.objects.filter(revision__in=revisions).values_list("revision_id", "at"))
    return {
        r.pk: speech_of(r.bulletin.agency_id, bulletin_id=r.bulletin_id, at=approved.get(r.pk) or clock.now())
        for r in revisions
        if r.language == "vi"
    }


def _script(item: PlannedItem, texts: _Texts, own: Mapping[tuple[UUID, UUID], dict[str, str]]) -> Iterator[tuple[tuple[str, str], ...]]:
    """What is said of this item, in breaths: what the machine says, or would say."""
    if texts.speeches is None:
        return
    if item.revision_id:
        revision, mine = texts.revisions[item.revision_id], own.get((item.revision_id, item.agency_id), {})
        if revision.pk not in texts.speeches:
            return
        ours = speech_of(item.agency_id, bulletin_id=revision.bulletin_id, at=clock.now()) if mine else None
        shared, priority = texts.speeches[revision.pk], Priority(revision.bulletin.priority)
        lines = script_of(sentences_of(revision, mine), shared, priority=priority, own=ours)
    else:
        lines = script(split_sentences(texts.frame.get(item.slot_id, "")))
    for line in lines:
        yield tuple((f"{phrase.words}{phrase.sign}", phrase.pause.mark) for phrase in line)


def _joined(session: Session, items: Sequence[PlannedItem]) -> bytes:
    # The title names no station: wards that air the same share one file.
    return join_clips(_keys(items), title=session.relays.title if session.relays else "Buổi phát thanh")


def _item_mp3(item: PlannedItem) -> bytes:
    if len(item.assets) == 1:
        return files.read(item.assets[0].mp3_sha256, ending=".mp3")
    return join_clips(_keys([item]), title=item.title)


def _keys(items: Sequence[PlannedItem]) -> list[str]:
    names = [asset.mp3_sha256 for item in items for asset in item.assets]
    held = clips_by_mp3(names)
    return [held[name] for name in names]


def _details(revision: Revision, agency_id: UUID, own: dict[str, str]) -> dict[str, str]:
    """The typed fields of the unit's own approved words: what a poster shows apart."""
    found = UnitText.objects.filter(revision=revision, agency=agency_id, key__in=own, ended_at=None).values_list("fields", flat=True)
    return {name: value for fields in found for name, value in fields.items()}


def _link(revision: Revision, agency_id: UUID, channel: str, by: Actor, now: datetime) -> str | None:
    if not public_url("/"):  # no phone could reach it: no link, no QR, nothing written
        return None
    made = make_short_link(
        purpose=LinkPurpose.RESIDENT,
        target_kind="revision",
        target_id=revision.pk,
        agency_id=agency_id,
        channel=channel,
        by=by,
        now=now,
    )
    return link_url(made)


def _sound(revision: Revision, agency_id: UUID) -> Sound | None:
    track = track_of(revision.pk, agency_id) or track_of(revision.pk)
    if track is None:
        return None
    return Sound(mp3_sha256=track.mp3_sha256, duration_seconds=track.seconds, machine_voice=track.machine)


def _version(agency_id: UUID, on: date) -> AgencyVersion:
    return agency_versions_on(on).get(agency_id=agency_id)


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), clock.HANOI)
