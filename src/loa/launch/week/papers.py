"""Step 15: what goes out beside the loudspeakers, of one district (or all): posters, boards, messages, session files, vendor package."""

from collections.abc import Iterable

from loa.core.folding import search_key
from loa.core.stations import StationKind
from loa.launch.week.journey import SIMULATION, Journey
from loa.server.agencies.models import AgencyVersion
from loa.server.bulletins.models import Revision
from loa.server.channels.kinds import kind_named
from loa.server.channels.models import Station
from loa.server.channels.rendering.content import Rendition
from loa.server.schedules.models import Session
from loa.server.site.renditions import content_of, sheets_of, vendor_pack

PRINTED = ("poster", "board", "sms", "zalo", "talking_points", "building")
FOLDER = "04-kenh"
MOST_WARDS = 40  # of one district; a map without districts would otherwise print them all


def print_the_district(journey: Journey) -> tuple[str, int, int]:
    """Every channel of every text for each ward of the district; one station's week as its vendor takes it."""
    journey.now = journey.facts["week_ended_at"]
    wards = _wards(journey)
    made = 0
    for ward in journey.bar(wards, "In, ghép tệp cho các kênh"):
        made += sum(_keep(journey, ward, place, rendition) for place, rendition in _texts(journey, ward))
        made += sum(_keep(journey, ward, place, rendition) for place, rendition in _sessions(journey, ward))
    made += _vendor(journey)
    return f"{made} tệp cho {len(wards)} xã, phường", made, made


def _wards(journey: Journey) -> list[AgencyVersion]:
    communes = [journey.cast.agencies[a] for a in journey.facts["communes"]]
    if journey.all_districts:
        return communes
    demo = journey.facts["demo_commune"]
    return [c for c in communes if c.parent_id == demo.parent_id][:MOST_WARDS]


def _texts(journey: Journey, ward: AgencyVersion) -> Iterable[tuple[str, Rendition]]:
    day = journey.day(0)
    revisions: list[Revision] = [r for r in journey.facts["revisions"] if r.valid_to is None or r.valid_to >= day]
    for number, revision in enumerate(revisions, start=1):
        content = content_of(revision, ward.agency_id, on=journey.day(0), channel="poster", by=SIMULATION, now=journey.now)
        for name in PRINTED:
            yield f"tin-{number:02d}", kind_named(name).render(content)


def _sessions(journey: Journey, ward: AgencyVersion) -> Iterable[tuple[str, Rendition]]:
    """Monday's sessions of a hand-operated station: joined MP3, memory stick, bản đọc, running order."""
    station = next((s for s in journey.facts["stations"] if s.agency_id == ward.agency_id), None)
    if station is None or station.kind != StationKind.HAND or not station.machine_voice_accepted:
        return
    sessions = Session.objects.filter(station=station, day=journey.day(0)).select_related("station", "relays")
    for sheet in sheets_of(sessions, seen_by=SIMULATION, with_sound=True):
        if sheet.items:
            yield f"buoi-{sheet.code[:13]}", kind_named("hand_session").render(sheet)


def _vendor(journey: Journey) -> int:
    """The export package of a vendor's station for its Monday: one, preferably of the demo district, or all of them."""
    demo = journey.facts["demo_commune"]
    vendor: list[Station] = sorted(
        (s for s in journey.facts["stations"] if s.kind == StationKind.VENDOR and s.machine_voice_accepted),
        key=lambda s: (journey.cast.agencies[s.agency_id].parent_id != demo.parent_id, s.search_key),
    )
    return sum(_package(journey, station) for station in (vendor if journey.all_districts else vendor[:1]))


def _package(journey: Journey, station: Station) -> int:
    sessions = list(Session.objects.filter(station=station, day=journey.day(0)).select_related("station", "relays").order_by("starts_at"))
    pack = vendor_pack(station, sessions, seen_by=SIMULATION) if sessions else None
    if pack is None or not pack.sessions:  # nothing of this letter may sound there
        return 0
    rendition = kind_named("vendor_export").render(pack)
    for file in rendition:
        journey.keep(f"{FOLDER}/goi-nha-cung-cap", file.name, file.data)
    return len(rendition.files)


def _keep(journey: Journey, ward: AgencyVersion, place: str, rendition: Rendition) -> int:
    folder = f"{FOLDER}/{_slug(ward.short_name.removeprefix('UBND '))}/{place}"
    for file in rendition:
        journey.keep(folder, file.name, file.data)
    return len(rendition.files)


def _slug(name: str) -> str:
    return search_key(name).replace(" ", "-")
