"""Steps 7 to 9: stations, programmes, sessions under caps, published schedules, and the week on the air of 100 real players."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import time, timedelta
from pathlib import Path
from uuid import UUID

from loa.core.agencies import AgencyKind
from loa.core.length import estimate_seconds
from loa.core.roles import Role
from loa.core.rundown import Part, Soundtrack, frame_lines
from loa.core.sessions import CUSTOMARY_TIMES, SessionTime
from loa.core.stations import StationKind, Technology
from loa.launch.week.inprocess import InProcessTransport
from loa.launch.week.journey import SIMULATION, Journey
from loa.player.enrol import enrol
from loa.player.player import Player
from loa.player.settings import Settings
from loa.server.agencies.models import AgencyVersion
from loa.server.agencies.queries import subordinate_communes
from loa.server.bulletins.models import Revision
from loa.server.channels.models import BoardKind, Station
from loa.server.channels.services import NewBoard, NewStation, accept_machine_voice, register_boards, register_stations
from loa.server.dispatch.services import make_enrolment_code
from loa.server.playlogs.models import Play
from loa.server.schedules.composing.items import Soundtracks
from loa.server.schedules.composing.wishes import Wish
from loa.server.schedules.models import Programme, ProgrammeItem, PublishedSchedule, Session
from loa.server.schedules.services.filling import fill_sessions
from loa.server.schedules.services.programmes import ProgrammeEntry, approve_programme, make_programme
from loa.server.schedules.services.publishing import publish_schedule
from loa.server.schedules.services.sessions import plan_week
from loa.server.site.wsgi import application
from loa.server.voices.queries import soundtracks_of
from loa.server.voices.services import voice_frame

IP_SHARE = 0.2  # one in five, as in 2023 nationwide
VENDOR_STATIONS = 16
WAV_PLAYERS = 3
REFUSES_MACHINE_VOICE = 0.02
VENDOR_NAME = "Nhà cung cấp minh họa"
SERVER = "http://loa.local"
# A ward in a quận sounds twice on working days; communes of huyện and thị xã, whose sessions may be longer, once every day.
TIMES = {"quận": CUSTOMARY_TIMES, "": (SessionTime(time(6, 30)),)}
SESSIONS_OF_A_WARD, SESSIONS_OF_A_COMMUNE = 10, 7


def set_up_stations(journey: Journey) -> tuple[str, int, int]:
    """Đài truyền thanh of every commune: own players, a vendor's system, operated by hand. Leaders accept machine voices, or not."""
    journey.at(journey.day(-2), 10)
    communes = [journey.cast.agencies[agency_id] for agency_id in journey.facts["communes"]]
    kinds = _kinds(journey, communes)
    stations = register_stations(
        stations=[_new_station(commune, kinds[commune.agency_id]) for commune in communes], by=SIMULATION, now=journey.now
    )
    demo = journey.facts["demo_commune"]
    register_boards(
        boards=[NewBoard(agency_id=demo.agency_id, name="Bảng tin điện tử trước trụ sở", kind=BoardKind.ELECTRONIC)],
        by=SIMULATION,
        now=journey.now,
    )
    for station in journey.bar(stations, "Lãnh đạo xã, phường đồng ý dùng giọng máy"):
        commune = journey.cast.agencies[station.agency_id]
        if (
            not journey.chance.happens(REFUSES_MACHINE_VOICE, "refuses_machine_voice", commune.agency.key)
            or station.kind == StationKind.OWN
        ):
            accept_machine_voice(station_ids=[station.pk], by=journey.cast.at(station.agency_id, Role.APPROVER), now=journey.now)
    stations = list(Station.objects.filter(pk__in=[s.pk for s in stations]).order_by("search_key", "pk"))
    journey.facts["stations"] = stations
    counted = Counter(station.kind for station in stations)
    made = f"{counted[StationKind.OWN]} đài có thiết bị Loa, {counted[StationKind.VENDOR]} của nhà cung cấp, {counted[StationKind.HAND]} vận hành bằng tay"
    return made, len(stations), len(communes)


def _kinds(journey: Journey, communes: list[AgencyVersion]) -> dict[UUID, StationKind]:
    """The seed decides which station is of which kind; the demo ward has a player of our own."""
    draw = journey.chance.of("station_kinds")
    demo = journey.facts["demo_commune"].agency_id
    others = [c.agency_id for c in communes if c.agency_id != demo]
    ip = draw.sample(others, round(len(communes) * IP_SHARE) - 1)
    vendor = set(draw.sample(ip, min(VENDOR_STATIONS, len(ip))))
    own = (set(ip) - vendor) | {demo}
    return {
        c.agency_id: StationKind.VENDOR if c.agency_id in vendor else StationKind.OWN if c.agency_id in own else StationKind.HAND
        for c in communes
    }


def _new_station(commune: AgencyVersion, kind: StationKind) -> NewStation:
    name = commune.short_name.removeprefix("UBND ")
    technology = Technology.FM if kind is StationKind.HAND else Technology.IP
    vendor = VENDOR_NAME if kind is StationKind.VENDOR else ""
    return NewStation(agency_id=commune.agency_id, name=f"Đài truyền thanh {name}", kind=kind, technology=technology, vendor=vendor)


def make_programmes(journey: Journey) -> tuple[str, int, int]:
    """Chương trình of each district centre: signature tune, opening words, the campaign's texts, closing words; approved by its director."""
    journey.at(journey.day(-2), 14)
    centres = journey.cast.of_kind(AgencyKind.DISTRICT_MEDIA_CENTRE)
    revisions: list[Revision] = journey.facts["revisions"]
    tracks = soundtracks_of([r.pk for r in revisions])
    programmes: dict[UUID, Programme] = {}
    frames: dict[UUID, str] = {}
    for centre in journey.bar(centres if revisions else [], "Trung tâm dựng và duyệt chương trình"):
        programme = make_programme_of(journey, centre, revisions, tracks)
        programmes[centre.agency_id] = programme
        for item in ProgrammeItem.objects.filter(programme=programme, revision=None):
            frames[item.pk] = "" if item.part == Part.SIGNATURE else item.text
    journey.facts["programmes"] = programmes
    journey.facts["frame_sound"] = voice_frame(lines=frames, now=journey.now)
    return f"{len(programmes)} chương trình đã duyệt", len(programmes), len(centres)


def make_programme_of(
    journey: Journey, centre: AgencyVersion, revisions: Sequence[Revision], tracks: Mapping[tuple[UUID, UUID | None], Soundtrack]
) -> Programme:
    """One centre's programme, made by its editor and approved by its director."""
    place = centre.short_name.removeprefix("Trung tâm VH-TT&TT ")
    frame = frame_lines(station=place, date_text=f"{journey.day(0):%-d/%-m/%Y}", seconds_of=estimate_seconds)
    programme = make_programme(
        agency_id=centre.agency_id,
        title=f"Chương trình truyền thanh {place}: tiêm chủng vắc xin phòng COVID-19",
        week_starts_on=journey.day(0),
        frame=frame,
        entries=[ProgrammeEntry(part=Part.NEWS, revision_id=r.pk, seconds=tracks[r.pk, None].planned_seconds) for r in revisions],
        by=journey.cast.at(centre.agency_id, Role.EDITOR),
        now=journey.now,
    )
    approve_programme(
        programme_id=programme.pk,
        content_sha256=programme.content_sha256,
        by=journey.cast.at(centre.agency_id, Role.APPROVER),
        now=journey.now,
    )
    return programme


def plan_and_publish(journey: Journey) -> tuple[str, int, int]:
    """Buổi phát of the week under the caps of the parent's kind, filled by priority, frozen and published per station."""
    journey.at(journey.day(-1), 15)
    stations: list[Station] = journey.facts["stations"]
    revisions: list[Revision] = journey.facts["revisions"]
    tracks = soundtracks_of([r.pk for r in revisions] + [journey.facts["notice"].revisions.get().pk])
    sounds: dict[tuple[UUID, UUID | None], Soundtrack] = dict(tracks)
    home = frozenset({journey.facts["demo_commune"].agency_id})
    notice = _wish(journey.facts["notice"].revisions.get(), tracks, airings=4, agency_ids=home)
    sounds.update({(key, None): sound for key, sound in journey.facts["frame_sound"].items()})
    by_commune = {s.agency_id: s for s in stations}
    kept_back = unplaced = 0
    for district in journey.bar(_districts(journey), "Lên lịch, xếp bản tin và phát hành"):
        here = [by_commune[a] for a in district.communes if a in by_commune]
        ids = [s.pk for s in here]
        plan_week(station_ids=ids, week_starts_on=journey.day(0), times=TIMES, by=SIMULATION, now=journey.now)
        filled = fill_sessions(
            station_ids=ids,
            week_starts_on=journey.day(0),
            wishes=[*campaign_wishes(revisions, district.programme, tracks, sessions=district.sessions), notice],
            by=SIMULATION,
            now=journey.now,
        )
        published = publish_schedule(station_ids=ids, week_starts_on=journey.day(0), soundtracks=sounds, by=SIMULATION, now=journey.now)
        kept_back += len(published.kept_back)
        unplaced += len(filled.not_placed)
    sessions = Session.objects.count()
    schedules = PublishedSchedule.objects.count()
    journey.facts["kept_back"] = kept_back
    return (
        f"{sessions} buổi, {schedules} lịch phát; {unplaced} lượt chưa xếp được và {kept_back} mục giữ lại, có lý do",
        schedules,
        len(stations),
    )


class District:
    """One district's communes and the programme they relay; a map without districts is one such area without a programme."""

    def __init__(self, communes: list[UUID], programme: Programme | None, *, of_wards: bool) -> None:
        self.communes = communes
        self.programme = programme
        self.sessions = SESSIONS_OF_A_WARD if of_wards else SESSIONS_OF_A_COMMUNE


def _districts(journey: Journey) -> list[District]:
    centres = journey.cast.of_kind(AgencyKind.DISTRICT_MEDIA_CENTRE)
    if not centres:
        return [District(journey.facts["communes"], None, of_wards=False)]
    map_date = journey.facts["map_date"]
    return [
        District(
            [v.agency_id for v in subordinate_communes(c.agency_id, map_date)],
            journey.facts["programmes"].get(c.agency_id),
            of_wards=" quận " in c.short_name,
        )
        for c in centres
    ]


def campaign_wishes(revisions: Sequence[Revision], programme: Programme | None, sounds: Soundtracks, *, sessions: int) -> list[Wish]:
    """The district's programme in each of so many sessions; on a map without districts, the texts themselves."""
    if programme is not None:
        return [Wish(programme_id=programme.pk, seconds=programme.total_seconds, airings=sessions, accepted=True)]
    return [_wish(revision, sounds, airings=sessions) for revision in revisions]


def _wish(revision: Revision, tracks: Soundtracks, *, airings: int, agency_ids: frozenset[UUID] | None = None) -> Wish:
    longer = {agency: t.planned_seconds for (pk, agency), t in tracks.items() if pk == revision.pk and agency is not None}
    return Wish(
        revision_id=revision.pk,
        seconds=tracks[revision.pk, None].planned_seconds,
        seconds_at=longer,
        airings=airings,
        agency_ids=agency_ids,
        accepted=True,
    )


def enrol_players(journey: Journey) -> tuple[str, int, int]:
    """Ghi danh thiết bị: a one-time code each, over the in-process way to the real application."""
    journey.at(journey.day(-2), 16)
    own = [s for s in journey.facts["stations"] if s.kind == StationKind.OWN]
    home = journey.out / "home" / "players"
    transport = InProcessTransport(application)
    demo = journey.facts["demo_commune"].agency_id
    players: list[tuple[Path, Settings]] = []
    own.sort(key=lambda s: (s.agency_id != demo, s.search_key, str(s.pk)))
    for number, station in enumerate(journey.bar(own, "Ghi danh thiết bị phát")):
        made = make_enrolment_code(station_id=station.pk, by=SIMULATION, now=journey.now, simulated=True, poll_seconds=6 * 3600)
        folder = home / f"{number + 1:03d}"
        output = {"output": "wav", "output_options": {"campaign_only": True}} if number < WAV_PLAYERS else {"output": "log"}
        settings = enrol(
            transport,
            server=SERVER,
            code=made.code,
            home=folder,
            cache=str(home / "cache"),
            cache_is_shared=True,
            simulated=True,
            durable_log=False,
            **output,
        )
        players.append((folder, settings))
    journey.facts["players"] = players
    return f"{len(players)} thiết bị đã ghi danh, {min(WAV_PLAYERS, len(players))} thiết bị ghi WAV", len(players), len(own)


def play_the_week(journey: Journey) -> tuple[str, int, int]:
    """Tuần phát sóng: each player alone, through its own week, with its own log; the server's clock follows it."""
    transport = InProcessTransport(application)
    starts, ends = journey.at(journey.day(-1), 18), journey.at(journey.day(-1), 18) + timedelta(days=7, hours=5)
    unsent = 0
    for folder, settings in journey.bar(journey.facts["players"], "Thiết bị phát cả tuần"):
        journey.now = starts
        player = Player(folder, settings, transport, now=starts)
        now = starts
        while now < ends:
            now = min(player.step(now), ends)
            journey.now = now
        player.wake(now)
        player.step(now)
        unsent += player.records_unsent
        player.close(now)
    journey.now = ends
    played = Play.objects.filter(player__isnull=False)
    journey.facts["week_ended_at"] = ends
    return (
        f"{played.count()} lượt phát do máy ghi, {unsent} bản ghi chưa được xác nhận",
        played.values("player").distinct().count(),
        len(journey.facts["players"]),
    )
