"""Wards of today's map with people, stations, open work and unsent reports, in a week of 2027; and tables to reorganise them."""

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from openpyxl import Workbook

from loa.core.reorganising.sheet import Column
from loa.core.roles import Role
from loa.core.stations import StationKind, Technology
from loa.server.agencies.queries import agency_named
from loa.server.campaigns.models import Assignment, Campaign
from loa.server.channels.services import NewStation, register_station
from loa.server.dispatch.models import Player
from loa.server.documents.services import receive_document
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.people.queries import actors_of
from loa.server.people.services import Newcomer, take_in
from loa.server.places.queries import territory_of_city
from loa.server.reports.models import ExpectedReport, ReportingRound
from loa.server.schedules.models import Session
from loa.server.site.reorganising.applying import apply_steps, confirm_reorganisation, start_reorganisation
from loa.server.site.reorganising.planning import prepare_reorganisation

NOW = datetime(2027, 2, 24, 9, 30, tzinfo=clock.HANOI)
DAY = date(2027, 3, 1)  # the new units' first day
AFTER = datetime(2027, 3, 1, 0, 10, tzinfo=clock.HANOI)
EARLY = date(2026, 1, 1)
OWNER = Actor.system("người quản trị máy", via="cli")
ACT = "Nghị quyết 99/NQ-UBTVQH15"
WARDS = ("Ba Đình", "Ngọc Hà", "Giảng Võ")


LETTER = """Số: 77/SVHTT-QLVH

Hà Nội, ngày 1 tháng 2 năm 2027

Kính gửi:

- Ủy ban nhân dân phường Ba Đình.

Sở Văn hóa và Thể thao đề nghị thực hiện các nội dung sau:

1. Tuyên truyền trên hệ thống truyền thanh cơ sở.

2. Báo cáo kết quả về Sở trước ngày 10/3/2027.
"""


def sheet(rows, *, head=None) -> bytes:
    """A workbook with these rows: dictionaries by column, or bare lists under a heading of one's own."""
    book = Workbook()
    page = book.active
    page.append(head or [column.vi for column in Column])
    for row in rows:
        page.append([row.get(column.value) for column in Column] if isinstance(row, dict) else row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def merging(*wards, into="Trung Tâm", **more):
    return [
        {
            "old": f"phường {ward}",
            "kind": "nhập",
            "form": "phường",
            "new": into,
            "effective_on": DAY,
            **more,
        }
        for ward in wards
    ]


@pytest.fixture(autouse=True)
def on_wednesday() -> Iterator[None]:
    clock.take_from(lambda: NOW)
    yield
    clock.take_from(None)


@pytest.fixture
def department(agencies, home):
    """The Sở in charge of grassroots information."""
    return agency_named("Sở Văn hóa và Thể thao thành phố Hà Nội", on=NOW.date()).agency_id


@pytest.fixture
def two_administrators(department):
    """Of the Sở: one prepares, the other confirms."""
    who = [Newcomer(full_name=f"Quản trị {n}", roles=((Role.ADMINISTRATOR, department),), simulated=True) for n in ("Một", "Hai")]
    people = take_in(who, valid_from=EARLY, by=OWNER, now=NOW)
    actors = actors_of(people, on=NOW.date())
    return [actors[person.pk] for person in people]


@pytest.fixture
def wards(agencies):
    """The committees of three wards."""
    return {ward: agency_named(f"Ủy ban nhân dân phường {ward}", on=NOW.date()).agency_id for ward in WARDS}


@pytest.fixture
def busy_wards(department, wards):
    """Each ward with an officer, a station and its player, a session after the day, an open assignment and an unsent report."""
    letter = receive_document(data=LETTER.encode(), name="77.txt", agency_id=department, by=OWNER, now=NOW)
    campaign = Campaign.objects.create(
        title="Tiêm chủng",
        document=letter,
        agency_id=department,
        territory_id=territory_of_city(NOW.date()),
        map_date=date(2027, 2, 1),
        starts_on=date(2027, 2, 1),
        ends_on=date(2027, 3, 31),
        opened_at=NOW,
    )
    opened = ReportingRound.objects.create(
        campaign=campaign,
        agency_id=department,
        form_code="chien-dich-tuyen-truyen",
        form_version=1,
        starts_on=date(2027, 2, 1),
        ends_on=date(2027, 3, 31),
        opened_at=NOW,
    )
    newcomers = [
        Newcomer(full_name=f"Cán bộ {w}", roles=((Role.COMMUNE_OFFICER, a),), username=f"cb-{a.hex[:8]}") for w, a in wards.items()
    ]
    officers = take_in(newcomers, valid_from=EARLY, by=OWNER, now=NOW)
    stations = [_station_with_work(ward, agency_id, campaign, opened) for ward, agency_id in wards.items()]
    return {"campaign": campaign, "round": opened, "officers": officers, "stations": stations}


def _station_with_work(ward, agency_id, campaign, opened):
    new = NewStation(agency_id=agency_id, name="Đài truyền thanh", kind=StationKind.OWN, technology=Technology.IP)
    station = register_station(station=new, by=OWNER, now=NOW)
    Player.objects.create(station=station, token_sha256=station.pk.hex, output="log", software=f"loa {ward}", enrolled_at=NOW)
    for day in (date(2027, 2, 26), date(2027, 3, 2)):
        starts_at = datetime.combine(day, datetime.min.time(), tzinfo=clock.HANOI) + timedelta(hours=7)
        Session.objects.create(station=station, agency_id=agency_id, day=day, starts_at=starts_at, max_seconds=900)
    assignment = Assignment.objects.create(campaign=campaign, agency_id=agency_id, letter=campaign.document, sent_at=NOW)
    assignment.clauses.set(campaign.document.clauses.all())
    ExpectedReport.objects.create(
        round=opened,
        agency_id=agency_id,
        reports_to_id=opened.agency_id,
        level="communes",
        code=str(agency_id),
        name=f"Phường {ward}",
        due_at=AFTER + timedelta(days=10),
    )
    return station


@pytest.fixture
def prepare(two_administrators) -> Callable:
    """Prepare a plan as the first administrator."""

    def make(rows, *, by=None, now=NOW, act=ACT, **more):
        data = rows if isinstance(rows, bytes) else sheet(rows)
        return prepare_reorganisation(data=data, file_name="sap-xep.xlsx", act=act, by=by or two_administrators[0], now=now, **more)

    return make


@pytest.fixture
def agree(two_administrators) -> Callable:
    """Confirm a plan as the second administrator, and start it."""

    def confirm(plan, *, now=NOW):
        confirm_reorganisation(reorganisation_id=plan.pk, plan_sha256=plan.plan_sha256, why="đã rà soát", by=two_administrators[1], now=now)
        return start_reorganisation(reorganisation_id=plan.pk, by=two_administrators[1], now=now)

    return confirm


@pytest.fixture
def carry_out(agree) -> Callable:
    """Confirm a plan and apply it, all of it, on the day."""

    def run(plan, *, now=AFTER):
        agree(plan)
        return apply_steps(reorganisation_id=plan.pk, by=OWNER, clock=lambda: now)

    return run
