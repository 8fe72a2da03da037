"""Steps 10 and 11: what operators tick, what a vendor's system logged, what people did otherwise."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from PIL import Image

from loa.core.activity_kinds import Unit, kinds_that_gather
from loa.core.roles import Role
from loa.core.stations import StationKind
from loa.launch.week.air import VENDOR_NAME
from loa.launch.week.journey import SIMULATION, Journey
from loa.server.activities.errors import ActivitySuspended
from loa.server.activities.services import Done, log_activities, suspend_kinds
from loa.server.channels.models import Station
from loa.server.kit import clock
from loa.server.places.queries import territory_of_city
from loa.server.playlogs.models import Play, VendorImport
from loa.server.playlogs.queries import planned_of_stations
from loa.server.playlogs.services import Tick, TickException, import_vendor_log, tick_sessions
from loa.server.schedules.models import Session
from loa.server.site.renditions import session_code
from loa.wire.manifest import Item
from loa.wire.plays import Outcome

FORGOTTEN = 0.04  # sessions nobody ticks: shown as not recorded, never counted
EXCEPTIONS = 0.03
REASONS = ("Mất điện trong buổi phát.", "Mưa lớn, hỏng một cụm loa.", "Máy phát báo lỗi, đã gọi thợ.")
VENDOR_FAILURES = 0.03
# In force from the day after it was issued; the simulated week lies in its first fortnight, and no longer is claimed here.
ORDER_FROM, ORDER_TO = date(2021, 7, 24), date(2021, 8, 8)
ORDER = ("17/CT-UBND", "Chủ tịch UBND thành phố Hà Nội")
# Kind, unit, least and most in the week, share of communes that do it, and whether the figure is rounded by whoever tells it.
CUSTOMS: tuple[tuple[str, Unit, int, int, float, bool], ...] = (
    ("mobile_loudspeaker", Unit.SESSION, 2, 10, 0.55, False),
    ("hand_loudspeaker", Unit.SESSION, 3, 14, 0.6, False),
    ("poster_put_up", Unit.SHEET, 5, 60, 0.5, False),
    ("banner_put_up", Unit.BANNER, 1, 6, 0.3, False),
    ("leaflet_handed_out", Unit.SHEET, 200, 2500, 0.25, True),
    ("board_notice", Unit.COPY, 2, 20, 0.6, False),
    ("building_notice", Unit.BUILDING, 1, 12, 0.2, False),
    ("phone_call", Unit.CALL, 20, 400, 0.35, True),
    ("zalo_post", Unit.POST, 2, 15, 0.7, False),
    ("facebook_post", Unit.POST, 1, 8, 0.4, False),
)


def tick_the_sessions(journey: Journey) -> tuple[str, int, int]:
    """Đài vận hành bằng tay: the officer ticks each session that sounded; exceptions one by one with a reason; some forget."""
    hand = [s for s in journey.facts["stations"] if s.kind == StationKind.HAND]
    ticked = sessions = 0
    for evening in (2, 6):  # officers catch up in the middle and at the end of the week
        journey.now = _evening(journey, evening)
        planned = planned_of_stations(
            station_ids=[s.pk for s in hand],
            first_day=journey.day(0 if evening == 2 else 3),
            last_day=journey.day(evening),
            seen_by=SIMULATION,
        )
        for station in journey.bar(hand, "Cán bộ xác nhận các buổi phát"):
            items = planned.get(station.pk, ())
            ticks = _ticks(journey, station, items)
            sessions += len({item.session_id for item in items})
            if not ticks:
                continue
            officer = journey.cast.at(station.agency_id, Role.COMMUNE_OFFICER)
            tick_sessions(ticks=ticks, by=officer, now=journey.now)
            ticked += len(ticks)
    return f"{ticked} buổi đã xác nhận, {sessions - ticked} buổi chưa ai xác nhận (không tính)", ticked, sessions


def _ticks(journey: Journey, station: Station, items: Sequence[Item]) -> list[Tick]:
    by_session: dict[UUID, list[Item]] = {}
    for item in items:
        by_session.setdefault(item.session_id, []).append(item)
    ticks = []
    for session_id, held in by_session.items():
        question = (station.search_key, held[0].starts_at.isoformat())
        if journey.chance.happens(FORGOTTEN, "forgets_tick", *question):
            continue
        ticks.append(Tick(session_id, station.pk, tuple(held), _exceptions(journey, held, question), simulated=True))
    return ticks


def _exceptions(journey: Journey, items: Sequence[Item], question: tuple[str, ...]) -> tuple[TickException, ...]:
    if not journey.chance.happens(EXCEPTIONS, "exception", *question):
        return ()
    draw = journey.chance.of("which_exception", *question)
    item = draw.choice(list(items))
    return (TickException(item.slot_id, Outcome.FAILED, draw.choice(REASONS)),)


def import_vendor_logs(journey: Journey) -> tuple[str, int, int]:
    """Nhật ký của nhà cung cấp: the simulator writes each system's CSV as it would export it; it is imported as a file."""
    journey.now = _evening(journey, 6)
    every = [s for s in journey.facts["stations"] if s.kind == StationKind.VENDOR]
    planned = planned_of_stations(station_ids=[s.pk for s in every], first_day=journey.day(0), last_day=journey.day(6), seen_by=SIMULATION)
    vendor = [s for s in every if planned.get(s.pk)]  # a system that was sent nothing logs nothing
    sessions = {s.pk: s for s in Session.objects.filter(station__in=vendor)}
    codes = {session_code(s): s.pk for s in sessions.values()}
    taken = problems = 0
    for station in journey.bar(vendor, "Nhập nhật ký nhà cung cấp"):
        made = hand_in_vendor_log(journey, station, planned.get(station.pk, ()), sessions, codes)
        taken += made.plays_taken
        problems += len(made.problems)
    return f"{taken} lượt phát từ {len(vendor)} tệp nhật ký, {problems} dòng không khớp", len(vendor), len(every)


def hand_in_vendor_log(
    journey: Journey, station: Station, items: Sequence[Item], sessions: dict[UUID, Session], codes: Mapping[str, UUID]
) -> VendorImport:
    """One vendor's log of a week: written as its system would, kept, imported as a file."""
    data = _vendor_csv(journey, station, items, sessions)
    name = f"nhat-ky-{station.search_key.replace(' ', '-')}.csv"
    journey.keep("05-phat-song/nhat-ky-nha-cung-cap", name, data)
    return import_vendor_log(
        station_id=station.pk,
        data=data,
        name=name,
        planned=items,
        vendor=VENDOR_NAME,
        codes=codes,
        simulated=True,
        by=journey.cast.at(station.agency_id, Role.COMMUNE_OFFICER),
        now=journey.now,
    )


def _vendor_csv(journey: Journey, station: Station, items: Sequence[Item], sessions: dict[UUID, Session]) -> bytes:
    """What a vendor's system exports: one line an item, with its own words for what happened."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            "Đài truyền thanh",
            "Mã buổi",
            "Ngày",
            "Giờ bắt đầu",
            "Mục",
            "Nội dung",
            "Giờ bắt đầu mục",
            "Thời lượng mục (giây)",
            "Trạng thái",
            "Lý do",
        ]
    )
    positions: dict[UUID, int] = {}
    for item in items:
        positions[item.session_id] = positions.get(item.session_id, 0) + 1
        at = item.starts_at.astimezone(clock.HANOI)
        failed = journey.chance.happens(VENDOR_FAILURES, "vendor_fails", station.search_key, item.starts_at.isoformat())
        writer.writerow(
            [
                station.name,
                session_code(sessions[item.session_id]),
                f"{at:%d/%m/%Y}",
                f"{sessions[item.session_id].starts_at.astimezone(clock.HANOI):%H:%M:%S}",
                positions[item.session_id],
                item.title,
                f"{at:%H:%M:%S}",
                0 if failed else round(item.seconds, 1),
                "Lỗi" if failed else "Hoàn thành",
                "Mất kết nối tới cụm loa." if failed else "",
            ]
        )
    return out.getvalue().encode("utf-8-sig")


def log_activities_of_people(journey: Journey) -> tuple[str, int, int]:
    """Hoạt động khác: dated, counted, some with a photo; gatherings are suspended by the order and refused with its number."""
    journey.now = _evening(journey, 6) + timedelta(minutes=30)
    distancing = ORDER_FROM <= journey.day(0) <= ORDER_TO
    if distancing:
        suspend_kinds(
            number=ORDER[0],
            issuer=ORDER[1],
            kinds=kinds_that_gather(),
            territory_id=territory_of_city(journey.facts["map_date"]),
            valid_from=ORDER_FROM,
            valid_to=ORDER_TO,
            by=SIMULATION,
            now=journey.now,
        )
    logged = 0
    for agency_id in journey.bar(journey.facts["communes"], "Xã, phường ghi nhật ký hoạt động"):
        done = activities_of(journey, agency_id)
        if done:
            log_activities(done=done, by=journey.cast.at(agency_id, Role.COMMUNE_OFFICER), now=journey.now, simulated=True)
            logged += len(done)
    refused = f"; họp dân bị từ chối: {_try_a_meeting(journey)}" if distancing else ""
    return f"{logged} hoạt động{refused}", logged, logged


def activities_of(journey: Journey, agency_id: UUID) -> list[Done]:
    commune = journey.cast.agencies[agency_id]
    campaign_id = journey.facts["campaign"].pk
    found = []
    for kind, unit, least, most, share, rounded in CUSTOMS:
        draw = journey.chance.of("activity", commune.agency.key, kind)
        if draw.random() >= share:
            continue
        quantity = draw.randint(least, most)
        found.append(
            Done(
                agency_id=agency_id,
                kind=kind,
                done_on=journey.day(draw.randint(0, 6)),
                quantity=round(quantity, -1) or 10 if rounded else quantity,
                unit=unit,
                campaign_id=campaign_id,
                approximate=rounded,
                photo=_photo() if agency_id == journey.facts["demo_commune"].agency_id and kind == "poster_put_up" else None,
            )
        )
    return found


def _try_a_meeting(journey: Journey) -> str:
    """Somebody tries to log a residents' meeting in a week of distancing: refused, with the order's number."""
    demo = journey.facts["demo_commune"].agency_id
    meeting = Done(agency_id=demo, kind="meeting", done_on=journey.day(2), quantity=1, campaign_id=journey.facts["campaign"].pk)
    try:
        log_activities(done=[meeting], by=journey.cast.at(demo, Role.COMMUNE_OFFICER), now=journey.now, simulated=True)
    except ActivitySuspended as refusal:
        return ORDER[0] if ORDER[0] in str(refusal) else str(refusal)
    return "không"


def _photo() -> bytes:
    """A plain grey picture, drawn here: no camera stood anywhere."""
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (200, 200, 200)).save(out, "JPEG")
    return out.getvalue()


def compare_plan_and_plays(journey: Journey) -> tuple[str, int, int]:
    """Kế hoạch và thực tế: every slot that was published, against what is recorded of it."""
    recorded = Play.objects.filter(withdrawn_at=None)
    planned = sum(
        len(items)
        for items in planned_of_stations(
            station_ids=[s.pk for s in journey.facts["stations"]], first_day=journey.day(0), last_day=journey.day(6), seen_by=SIMULATION
        ).values()
    )
    complete = recorded.filter(outcome=Outcome.COMPLETE).values("slot_id").distinct().count()
    failed = recorded.exclude(outcome=Outcome.COMPLETE).count()
    return f"{complete} mục đã phát đủ, {failed} mục hỏng có lý do, {planned - complete - failed} mục không có ghi nhận", complete, planned


def _evening(journey: Journey, day_number: int) -> datetime:
    """Eight in the evening of that day. The officers' evenings lie inside the week that the players have just gone through."""
    day = journey.day(day_number)
    return datetime(day.year, day.month, day.day, 20, tzinfo=clock.HANOI)
