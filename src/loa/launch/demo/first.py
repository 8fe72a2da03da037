"""The first start: the cast arrives, the demo's clock is set, the letter reaches the Sở, the district's stations are entered."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction

from loa.core.activity_kinds import kinds_that_gather
from loa.core.roles import Role
from loa.core.stations import StationKind, Technology
from loa.launch.demo.accounts import Way, new_ways, write_accounts
from loa.launch.demo.places import Places, places_on
from loa.launch.demo.setting import Setting
from loa.launch.letters import NobodyLeads, day_of
from loa.launch.week.air import VENDOR_NAME
from loa.launch.week.cast import Cast, Part, gather_cast
from loa.launch.week.logs import ORDER
from loa.server.activities.services import suspend_kinds
from loa.server.agencies.models import AgencyVersion
from loa.server.channels.models import BoardKind, Station
from loa.server.channels.services import NewBoard, NewStation, accept_machine_voice, register_boards, register_stations
from loa.server.documents.intake import read_file
from loa.server.documents.models import OfficialDocument
from loa.server.documents.services import receive_document
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.places.queries import territory_of_city

DEMO = Actor.system("bản chạy thử", via="simulation")
NOTICE_BEFORE_WEEK = timedelta(days=3)
MOST_STATIONS = 40  # on a map without districts: enough for a start, colleagues enter the others
DISTANCING = (date(2021, 7, 24), date(2021, 9, 21))


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What the first start made."""

    setting: Setting
    ways: tuple[Way, ...]
    document: OfficialDocument
    ward_name: str


def first_start(*, letter: bytes, name: str, home: Path) -> FirstStart:
    """All of it or nothing. Raises what the intake raises for an unusable letter, and `NobodyLeads` for a day we have no map of."""
    read = read_file(letter, name=name)
    day = min(day_of(read, otherwise=clock.today()), clock.today())
    shown = week_to_show(day)
    places = places_on(day)
    if places is None:
        raise NobodyLeads(on=f"{day:%-d/%-m/%Y}")
    ways = new_ways(places)
    with transaction.atomic():
        now = shown or clock.now()
        usernames = [(way.username, Part(way.agency_id, way.role), way.password) for way in ways]
        cast = gather_cast(on=day, by=DEMO, now=now, usernames=usernames)
        document = receive_document(
            data=letter,
            name=name,
            agency_id=places.department.agency_id,
            by=cast.at(places.department.agency_id, Role.CLERK),
            now=now,
            read=read,
            simulated=True,  # whatever becomes of it here rests on simulated offices, and its papers say so
        )
        station = _enter_stations(places, cast, now)
        _suspend_gatherings(day, now)
    if shown is not None:
        clock.shift_to(shown)
    write_accounts(ways, home)
    setting = _setting(places, station, day)
    setting.write(home)
    return FirstStart(setting, tuple(ways), document, places.ward.short_name)


def week_to_show(letter_day: date) -> datetime | None:
    """06:45 on the Monday of the first week that starts at least three days after the letter; `None` where that is still to come."""
    earliest = letter_day + NOTICE_BEFORE_WEEK
    monday = earliest + timedelta(days=-earliest.weekday() % 7)
    shown = datetime(monday.year, monday.month, monday.day, 6, 45, tzinfo=clock.HANOI)
    return shown if shown < clock.now() else None


def _enter_stations(places: Places, cast: Cast, now: datetime) -> Station:
    """The ward's own with a player of Loa, one of a vendor's, the others of the district operated by hand; their leaders accept machine voices."""
    others = [v for v in places.wards if v.agency_id not in (places.ward.agency_id, places.neighbour.agency_id)]
    wards = [places.ward, *others[:1], places.neighbour, *others[1:MOST_STATIONS]]
    stations = register_stations(stations=[_station(ward, position) for position, ward in enumerate(wards)], by=DEMO, now=now)
    for station in stations:
        accept_machine_voice(station_ids=[station.pk], by=cast.at(station.agency_id, Role.APPROVER), now=now)
    board = NewBoard(agency_id=places.ward.agency_id, name="Bảng tin điện tử trước trụ sở", kind=BoardKind.ELECTRONIC)
    register_boards(boards=[board], by=DEMO, now=now)
    return stations[0]


def _suspend_gatherings(day: date, now: datetime) -> None:
    """In the weeks of distancing of 2021 whoever logs a meeting is told the order that forbids it."""
    if DISTANCING[0] <= day <= DISTANCING[1]:
        suspend_kinds(
            number=ORDER[0],
            issuer=ORDER[1],
            kinds=sorted(kinds_that_gather()),
            territory_id=territory_of_city(day),
            valid_from=DISTANCING[0],
            by=DEMO,
            now=now,
        )


def _station(ward: AgencyVersion, position: int) -> NewStation:
    kind = {0: StationKind.OWN, 1: StationKind.VENDOR}.get(position, StationKind.HAND)
    return NewStation(
        agency_id=ward.agency_id,
        name=f"Đài truyền thanh {ward.short_name.removeprefix('UBND ')}",
        kind=kind,
        technology=Technology.FM if kind is StationKind.HAND else Technology.IP,
        vendor=VENDOR_NAME if kind is StationKind.VENDOR else "",
    )


def _setting(places: Places, station: Station, day: date) -> Setting:
    return Setting(
        map_date=day,
        department=places.department.agency_id,
        office=places.office.agency_id if places.office else None,
        committee=places.committee.agency_id if places.committee else None,
        centre=places.centre.agency_id if places.centre else None,
        health=places.health.agency_id if places.health else None,
        ward=places.ward.agency_id,
        neighbour=places.neighbour.agency_id,
        station=station.pk,
    )
