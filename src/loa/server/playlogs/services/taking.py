"""Taking a player's records."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from loa.core.chain import Break, first_break, genesis
from loa.core.errors import LoaError
from loa.core.grades import Grade
from loa.server.channels.models import Station
from loa.server.dispatch.errors import ForeignMessage
from loa.server.dispatch.models import Player
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.playlogs.errors import PlayChainBroken, PlayContested, PlayUnplanned
from loa.server.playlogs.events import PlaysRefused, PlaysTaken
from loa.server.playlogs.models import Play, RecordProblem, Source
from loa.server.schedules.models import Slot
from loa.wire.plays import Acknowledgement, PlayBatch, PlayRecord


@transaction.atomic
def take_plays(*, batch: PlayBatch, player: Player, now: datetime) -> Acknowledgement:
    """Nhận nhật ký của thiết bị: each record once, in order, as far as the chain holds; the answer says what is held now.

    What is held is never changed: another content under a held number is refused and kept as a problem. A record of a slot that was never
    planned for the player's station is held, so that its chain goes on, but withdrawn from the start: it never counts, and is a problem
    that technicians see. Raises `ForeignMessage`.
    """
    if batch.player_id != player.pk:
        raise ForeignMessage
    Player.objects.select_for_update().get(pk=player.pk)  # batches of one player one after the other
    head, head_sha256 = _head(player)
    held = [record for record in batch.records if record.seq <= head]
    fresh = [record for record in batch.records if record.seq > head]
    contested = _contested(player, held)
    broken = first_break((record.as_json() for record in fresh), after_seq=head, after_sha256=head_sha256)
    whole = fresh[: broken.seq - head - 1] if broken else fresh
    if whole:
        _keep(whole, player, now)
    problem = _note_problems(player, contested, broken, fresh[len(whole) :], now)
    return Acknowledgement(
        highest_contiguous_seq=head + len(whole),
        problem_code=problem.code if problem else "",
        problem=problem.say() if problem else "",
    )


def _head(player: Player) -> tuple[int, str]:
    last = Play.objects.filter(player=player).order_by("-seq").values_list("seq", "record_sha256").first()
    return (last[0] or 0, last[1]) if last else (0, genesis(player.pk))


def _contested(player: Player, held: Sequence[PlayRecord]) -> list[PlayRecord]:
    if not held:
        return []
    known = dict(Play.objects.filter(player=player, seq__in=[record.seq for record in held]).values_list("seq", "record_sha256"))
    return [record for record in held if known.get(record.seq) != record.sha256]


def _keep(records: Sequence[PlayRecord], player: Player, now: datetime) -> None:
    at = Station.objects.get(pk=player.station_id)
    planned = _planned(records, at)
    plays = [_play(record, player, at, now) for record in records]
    for record, play in zip(records, plays, strict=True):
        if record.slot_id not in planned:
            play.withdrawn_at = now
            _note(player, record, PlayUnplanned(seq=record.seq, title=record.title), now)
    Play.objects.bulk_create(plays, batch_size=200)
    event = PlaysTaken(
        player_id=player.pk,
        station_id=at.pk,
        agency_id=at.agency_id,
        count=len(records),
        first_seq=records[0].seq,
        last_seq=records[-1].seq,
        head_sha256=records[-1].sha256,
    )
    acts.record(event, by=Actor.system("thiết bị phát", via="player"), now=now)


def _planned(records: Sequence[PlayRecord], at: Station) -> Collection[UUID]:
    """The slots of these records that were ever planned for the station, in the session that the record names; one query."""
    sessions = {record.slot_id: record.session_id for record in records}
    held = Slot.objects.filter(pk__in=list(sessions), session__station=at.pk).values_list("pk", "session")
    return {slot_id for slot_id, session_id in held if sessions[slot_id] == session_id}


def _play(record: PlayRecord, player: Player, at: Station, now: datetime) -> Play:
    return Play(
        station_id=at.pk,
        agency_id=at.agency_id,
        player_id=player.pk,
        seq=record.seq,
        record_sha256=record.sha256,
        slot_id=record.slot_id,
        session_id=record.session_id,
        bulletin_id=record.bulletin_id,
        revision_sha256=record.revision_sha256 or "",
        campaign_id=record.campaign_id,
        title=record.title,
        campaign_title=record.campaign_title,
        letter_number=record.letter_number or "",
        priority=record.priority,
        origin=record.origin,
        machine_voice=record.machine_voice,
        planned_at=record.planned_at,
        started_at=record.started_at,
        ended_at=record.ended_at,
        seconds=record.seconds,
        outcome=record.outcome,
        reason=record.reason,
        clock_quality=record.clock_quality,
        grade=Grade.MACHINE,
        grade_rank=list(Grade).index(Grade.MACHINE),
        source=Source.PLAYER,
        source_ref=f"{player.pk}:{record.seq}",
        simulated=player.simulated or record.simulated,
        recorded_at=now,
    )


def _note_problems(
    player: Player, contested: Sequence[PlayRecord], broken: Break | None, refused: Sequence[PlayRecord], now: datetime
) -> LoaError | None:
    """Each problem is kept once, however often the player sends it; the answer names the last."""
    problem: LoaError | None = None
    for record in contested:
        problem = PlayContested(seq=record.seq)
        _note(player, record, problem, now)
    if broken and refused:
        problem = PlayChainBroken(seq=broken.seq, what=broken.broken.vi)
        _note(player, refused[0], problem, now)
    return problem


def _note(player: Player, record: PlayRecord, problem: LoaError, now: datetime) -> None:
    _, is_new = RecordProblem.objects.get_or_create(
        player=player,
        seq=record.seq,
        given_sha256=record.sha256,
        defaults={"code": problem.code, "sentence": problem.say(), "first_at": now},
    )
    if is_new:
        event = PlaysRefused(player_id=player.pk, seq=record.seq, given_sha256=record.sha256, problem=problem.code)
        acts.record(event, by=Actor.system("thiết bị phát", via="player"), now=now)
