"""What colleagues do for the air: stations, programmes, sessions, schedules, and the tick after each session."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from loa.core.agencies import AgencyKind
from loa.core.bulletin_steps import State
from loa.core.roles import Role
from loa.core.rundown import Part, Soundtrack
from loa.core.stations import StationKind, Technology
from loa.launch.demo.company import Company
from loa.launch.demo.first import DEMO
from loa.launch.week.air import IP_SHARE, SESSIONS_OF_A_WARD, VENDOR_NAME, campaign_wishes, make_programme_of
from loa.server.agencies.models import AgencyVersion
from loa.server.agencies.queries import subordinate_communes
from loa.server.bulletins.models import Bulletin, Revision
from loa.server.campaigns.models import Campaign
from loa.server.channels.models import Station
from loa.server.channels.services import NewStation, accept_machine_voice, register_stations
from loa.server.playlogs import services as playlogs
from loa.server.playlogs.models import SessionTick
from loa.server.playlogs.queries import planned_of_stations
from loa.server.playlogs.services import Tick
from loa.server.schedules.models import Programme, ProgrammeItem, ProgrammeState, PublishedSchedule, Session, SessionState, Slot
from loa.server.schedules.services import fill_sessions, plan_week, publish_schedule
from loa.server.voices.queries import soundtracks_of
from loa.server.voices.services import voice_frame
from loa.wire.manifest import Item

STATIONS_A_TURN = 40
CENTRES_A_TURN = 1
DISTRICTS_A_TURN = 1
AFTER_SESSION = timedelta(minutes=30)
LOOKING_BACK = timedelta(days=8)
TICKED = 0.93
SETTLED_AFTER = timedelta(minutes=3)  # some texts approved, the others left for later: the centres do not wait for ever


def enter_stations(company: Company) -> int:
    """Communes elsewhere enter their stations, one in five a vendor's; their leaders accept machine voices."""
    held = set(Station.objects.values_list("agency_id", flat=True))
    missing = [v for v in company.of_kind(AgencyKind.COMMUNE_COMMITTEE) if v.agency_id not in held][:STATIONS_A_TURN]
    stations = register_stations(stations=[_station(company, v) for v in missing], by=DEMO, now=company.journey.now)
    for station in stations:
        leader = company.journey.cast.at(station.agency_id, Role.APPROVER)
        accept_machine_voice(station_ids=[station.pk], by=leader, now=company.journey.now)
    return len(stations)


def _station(company: Company, commune: AgencyVersion) -> NewStation:
    vendor = company.journey.chance.happens(IP_SHARE, "station_kind", commune.agency.key)
    return NewStation(
        agency_id=commune.agency_id,
        name=f"Đài truyền thanh {commune.short_name.removeprefix('UBND ')}",
        kind=StationKind.VENDOR if vendor else StationKind.HAND,
        technology=Technology.IP if vendor else Technology.FM,
        vendor=VENDOR_NAME if vendor else "",
    )


def make_programmes(company: Company) -> int:
    """Once the Sở's texts are approved, each centre makes the week's programme and its director approves it, the person's own centre too."""
    done = 0
    week = company.journey.week_starts_on
    for campaign in company.campaigns_of_the_week():
        revisions = _approved(campaign, company)
        made = set(Programme.objects.filter(week_starts_on=week).values_list("agency_id", flat=True))
        waiting = [v for v in company.of_kind(AgencyKind.DISTRICT_MEDIA_CENTRE) if v.agency_id not in made]
        waiting.sort(key=lambda v: v.agency_id != company.setting.centre)
        tracks = soundtracks_of([r.pk for r in revisions])
        for centre in waiting[: CENTRES_A_TURN - done] if revisions else []:
            make_programme_of(company.journey, centre, revisions, tracks)
            done += 1
    return done


def _approved(campaign: Campaign, company: Company) -> list[Revision]:
    """The campaign's approved texts in force, in order; none while the Sở is still at work on them."""
    day = company.journey.week_starts_on
    texts = Bulletin.objects.filter(campaign=campaign, agency=campaign.agency_id).exclude(state=State.WITHDRAWN)
    revisions = list(
        Revision.objects.filter(bulletin__in=texts, bulletin__state=State.APPROVED, approval__isnull=False, valid_from__lte=day)
        .exclude(valid_to__lt=day)
        .select_related("bulletin", "approval")
        .order_by("bulletin__position", "number")
    )
    newest = list({r.bulletin_id: r for r in revisions}.values())
    unsettled = texts.exclude(state=State.APPROVED).exists()
    last = max((r.approval.at for r in newest), default=company.journey.now)
    return [] if unsettled and company.journey.now - last < SETTLED_AFTER else newest


def publish_weeks(company: Company) -> int:
    """Each district's stations get their week; again when a commune's own words have become sound since. The person's district first."""
    done = 0
    for campaign in company.campaigns_of_the_week():
        revisions = _approved(campaign, company)
        for communes, programme in _areas(company) if revisions else []:
            stations = list(Station.objects.filter(agency__in=communes, ended_on=None).order_by("search_key", "pk"))
            if done < DISTRICTS_A_TURN and stations and _is_due(company, stations, programme, revisions):
                _publish(company, [s.pk for s in stations], programme, revisions)
                company.published_at[stations[0].pk] = company.journey.now
                done += 1
    return done


def _areas(company: Company) -> list[tuple[list[UUID], Programme | None]]:
    """Each centre's communes with its approved programme; a map without districts is one area without a programme."""
    centres = company.of_kind(AgencyKind.DISTRICT_MEDIA_CENTRE)
    if not centres:
        return [([v.agency_id for v in company.of_kind(AgencyKind.COMMUNE_COMMITTEE)], None)]
    approved = Programme.objects.filter(week_starts_on=company.journey.week_starts_on, state=ProgrammeState.APPROVED)
    programmes = {programme.agency_id: programme for programme in approved.order_by("made_at")}
    ready = [c for c in centres if c.agency_id in programmes]
    ready.sort(key=lambda v: v.agency_id != company.setting.centre)
    on = company.setting.map_date
    return [([v.agency_id for v in subordinate_communes(c.agency_id, on)], programmes[c.agency_id]) for c in ready]


def _is_due(company: Company, stations: Sequence[Station], programme: Programme | None, revisions: Sequence[Revision]) -> bool:
    """Never published this week, or something was approved since. Own words and changed sessions go out by the house's own reactions."""
    week = company.journey.week_starts_on
    last = PublishedSchedule.objects.filter(station__in=stations, week_starts_on=week).order_by("-published_at").first()
    if last is None:
        return True
    # Publishing what changes nothing leaves no version behind, hence the memory.
    seen_at = max(last.published_at, company.published_at.get(stations[0].pk, last.published_at))
    approved = [r.approval.at for r in revisions] + ([programme.approved_at] if programme and programme.approved_at else [])
    return max(approved) > seen_at


def _publish(company: Company, station_ids: Collection[UUID], programme: Programme | None, revisions: Sequence[Revision]) -> None:
    week, now = company.journey.week_starts_on, company.journey.now
    tracks = soundtracks_of([r.pk for r in revisions])
    plan_week(station_ids=station_ids, week_starts_on=week, by=DEMO, now=now)
    wishes = campaign_wishes(revisions, programme, tracks, sessions=SESSIONS_OF_A_WARD)
    fill_sessions(station_ids=station_ids, week_starts_on=week, wishes=wishes, by=DEMO, now=now)
    publish_schedule(station_ids=station_ids, week_starts_on=week, soundtracks=_all_sounds(station_ids, company), by=DEMO, now=now)


def _all_sounds(station_ids: Collection[UUID], company: Company) -> dict[tuple[UUID, UUID | None], Soundtrack]:
    """The sound of all that these stations have planned this week, whoever planned it."""
    week = company.journey.week_starts_on
    planned = Slot.objects.filter(session__station__in=station_ids, session__day__range=(week, week + timedelta(days=6)))
    revisions = {one for one in planned.values_list("revision", flat=True).distinct() if one}
    items = ProgrammeItem.objects.filter(pk__in=planned.filter(revision=None).values("programme_item"))
    frame = {item.pk: "" if item.part == Part.SIGNATURE else item.text for item in items}
    return soundtracks_of(revisions) | {(key, None): sound for key, sound in voice_frame(lines=frame, now=company.journey.now).items()}


def tick_sessions(company: Company) -> int:
    """Operators elsewhere tick the sessions that have ended, a station at a time; a few sessions are forgotten."""
    now = company.journey.now
    ended = Session.objects.filter(state=SessionState.PUBLISHED, station__kind=StationKind.HAND, starts_at__lt=now - AFTER_SESSION)
    ended = ended.exclude(pk__in=SessionTick.objects.filter(ended_at=None).values("session_id")).order_by("starts_at", "pk")
    by_station: dict[UUID, dict[UUID, Session]] = defaultdict(dict)
    for held in ended.filter(starts_at__gt=now - LOOKING_BACK):
        if held.agency_id not in company.setting.own and company.journey.chance.happens(TICKED, "ticks", held.agency_id, held.starts_at):
            by_station[held.station_id][held.pk] = held
    chosen = list(by_station)[:STATIONS_A_TURN]
    days = [held.day for station_id in chosen for held in by_station[station_id].values()]
    planned = planned_of_stations(station_ids=chosen, first_day=min(days), last_day=max(days), seen_by=DEMO) if chosen else {}
    return sum(_tick(company, list(by_station[station_id].values()), planned.get(station_id, ())) for station_id in chosen)


def _tick(company: Company, sessions: Sequence[Session], planned: Sequence[Item]) -> int:
    """All these sessions of one station, by its officer."""
    items: dict[UUID, list[Item]] = defaultdict(list)
    for item in planned:
        items[item.session_id].append(item)
    over = {
        session_id
        for session_id, each in items.items()
        if max(i.starts_at + timedelta(seconds=i.seconds) for i in each) <= company.journey.now
    }
    ticks = [Tick(held.pk, held.station_id, items[held.pk], simulated=True) for held in sessions if held.pk in over]
    if ticks:
        officer = company.journey.cast.at(sessions[0].agency_id, Role.COMMUNE_OFFICER)
        playlogs.tick_sessions(ticks=ticks, by=officer, now=company.journey.now)
    return len(ticks)
