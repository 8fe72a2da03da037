"""A ward on air, small and quick: a station with a player, a text with its sound, a published week, a campaign with an open assignment."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from loa.core.stations import StationKind
from loa.server.bulletins.models import Approval, Bulletin, BulletinKind, Revision, UnitText
from loa.server.campaigns.models import Assignment, Campaign
from loa.server.channels.models import Station
from loa.server.dispatch.services import enrol_player, make_enrolment_code
from loa.server.documents.models import OfficialDocument
from loa.server.kit import files
from loa.server.schedules.models import Session, Slot
from loa.server.schedules.services import Wish, fill_sessions, plan_week, publish_schedule
from loa.server.voices.models import Clip, Recording, Track
from loa.server.voices.queries import soundtracks_of
from loa.wire.heartbeat import EnrolmentRequest

from ..schedules.conftest import NOW, OWNER, WEEK, Unit, World

LATER = datetime(2021, 8, 1, 3, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class OnAir:
    """The ward's things, by the names that events call them."""

    ward: Unit
    ids: dict[str, object]

    @property
    def session_id(self) -> UUID:
        return UUID(str(self.ids["session_id"]))


def put_on_air() -> OnAir:
    """Build it; what its acts owe stands in the outbox."""
    world = World()
    ward = world.add("phường", "Bạch Mai", world.quan)[0]
    Station.objects.filter(pk=ward.station.pk).update(kind=StationKind.OWN)
    station = Station.objects.get(pk=ward.station.pk)
    code = make_enrolment_code(station_id=station.pk, by=OWNER, now=NOW)
    player = enrol_player(asked=EnrolmentRequest(code=code.code, output="log", software="loa thử"), now=NOW)
    revision, clip = _text_with_sound(world)
    plan_week(station_ids=[station.pk], week_starts_on=WEEK, by=OWNER, now=NOW)
    campaign, assignment = _campaign(world, ward)
    wish = Wish(revision_id=revision.pk, seconds=60, airings=10, accepted=True)
    fill_sessions(station_ids=[station.pk], week_starts_on=WEEK, wishes=[wish], by=OWNER, now=NOW)
    publish_schedule(station_ids=[station.pk], week_starts_on=WEEK, soundtracks=soundtracks_of([revision.pk]), by=OWNER, now=NOW)
    slot = Slot.objects.order_by("session__starts_at", "pk").first()
    Slot.objects.filter(pk=slot.pk).update(campaign=campaign)
    unit_text = UnitText.objects.create(
        revision=revision, agency=ward.agency, key="diem_tiem", sentence="Điểm tiêm ở phường.", source="Trạm", text_sha256="d" * 64,
        valid_from=date(2021, 8, 1), valid_to=date(2021, 8, 9), author_name="An", made_at=NOW,
    )  # fmt: skip
    recording = Recording.objects.create(
        revision=revision, agency=ward.agency, text_sha256=revision.text_sha256, original_sha256="9" * 64, clip=clip, speaker="An", at=NOW
    )
    session = Session.objects.filter(slots=slot).get()
    ids = {
        "agency_id": ward.agency.pk,
        "assignment_id": assignment.pk,
        "bulletin_id": revision.bulletin_id,
        "campaign_id": campaign.pk,
        "player_id": player.player_id,
        "recording_id": recording.pk,
        "revision": 1,
        "revision_id": revision.pk,
        "session_id": session.pk,
        "slot_id": slot.pk,
        "station_id": station.pk,
        "unit_text_id": unit_text.pk,
        "week_starts_on": WEEK,
    }
    return OnAir(ward, ids)


def _text_with_sound(world: World) -> tuple[Revision, Clip]:
    bulletin = Bulletin.objects.create(
        agency=world.city.agency, kind=BulletinKind.KIT, title="Tiêm vắc xin", state="approved", author_name="An", made_at=NOW
    )
    revision = Revision.objects.create(
        bulletin=bulletin, number=1, text="Mời bà con đi tiêm.", valid_from=date(2021, 7, 28), text_sha256="e" * 64, made_at=NOW
    )
    Approval.objects.create(revision=revision, text_sha256="e" * 64, audio_sha256="f" * 64, by_name="Bình", at=NOW)
    wav, mp3 = b"wav" * 100, b"mp3" * 20
    clip = Clip.objects.create(
        key_sha256="1" * 64, voice="thử", machine=True, seconds=60, made_at=NOW, wav_bytes=len(wav), mp3_bytes=len(mp3),
        wav_sha256=files.keep(wav, ending=".wav"), mp3_sha256=files.keep(mp3, ending=".mp3"),
    )  # fmt: skip
    Track.objects.create(
        revision=revision, text_sha256="e" * 64, clips=[clip.pk], audio_sha256="f" * 64, machine=True, seconds=60, made_at=NOW
    )
    return revision, clip


def _campaign(world: World, ward: Unit) -> tuple[Campaign, Assignment]:
    letter = OfficialDocument.objects.create(
        agency=world.city.agency, direction="in", register_year=2021, register_number=1, registered_at=NOW
    )
    campaign = Campaign.objects.create(
        title="Đợt tiêm chủng", document=letter, agency=world.city.agency, territory=world.city.territory, opened_at=NOW,
        map_date=date(2021, 7, 28), starts_on=WEEK, ends_on=WEEK + timedelta(days=6),
    )  # fmt: skip
    return campaign, Assignment.objects.create(campaign=campaign, agency=ward.agency, letter=letter, sent_at=NOW)
