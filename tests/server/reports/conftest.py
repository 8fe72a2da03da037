"""A city of one department, two districts and three communes each, a campaign, and the people who report."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from loa.core.agencies import AgencyKind
from loa.core.figures import LoggedFigure, Source, SourceKind
from loa.core.grades import Grade
from loa.core.roles import Role
from loa.server.agencies.models import Agency, AgencyVersion
from loa.server.campaigns.models import Campaign
from loa.server.channels.models import Station
from loa.server.documents.models import OfficialDocument
from loa.server.kit.actors import Actor, Grant
from loa.server.kit.ids import new_id
from loa.server.places.models import Territory, TerritoryClosure, TerritoryVersion
from loa.server.playlogs.models import Play
from loa.server.reports.consolidation.issuing import About, Direction, Letterhead
from loa.server.reports.models import Level
from loa.server.reports.queries import expected_units
from loa.server.reports.services import confirm_report, consolidate_level, fill_report, issue_official_report, open_round, sign_report

NOW = datetime(2021, 8, 9, 2, tzinfo=UTC)
DAY = date(2021, 8, 2)
FORM = "chien-dich-tuyen-truyen"
DISTRICTS = {
    "quận Ba Đình": ["phường Phúc Xá", "phường Trúc Bạch", "phường Vĩnh Phúc"],
    "huyện Ba Vì": ["xã Cổ Đô", "xã Tản Hồng", "xã Vạn Thắng"],
}


def logged(indicator, value, grade=Grade.MACHINE):
    return LoggedFigure(indicator, value, grade, (Source(SourceKind.LOG, f"nhat-ky/{indicator}", value, "ab" * 32, count=value),))


@dataclass
class City:
    territory_id: UUID
    department: UUID
    districts: list[UUID]
    communes: dict[UUID, list[UUID]]
    campaign: Campaign
    officer: Actor
    leader: Actor


def _place(name, kind, above):
    form, bare = name.split(" ", 1)
    territory = Territory.objects.create(key=name)
    parent = above[0] if above else None
    TerritoryVersion.objects.create(
        territory=territory,
        parent=parent,
        code="",
        name=bare,
        form=form,
        kind=kind,
        source="thử",
        search_key=name,
        valid_from=date(2021, 1, 1),
    )
    for depth, ancestor in enumerate([territory, *above]):
        TerritoryClosure.objects.create(ancestor=ancestor, descendant=territory, depth=depth, valid_from=date(2021, 1, 1))
    return territory


def _agency(key, kind, name, territory, parent=None):
    agency = Agency.objects.create(key=key)
    AgencyVersion.objects.create(
        agency=agency,
        kind=kind,
        name=name,
        short_name=name,
        territory=territory,
        parent=parent,
        source="thử",
        search_key=name,
        valid_from=date(2021, 1, 1),
    )
    return agency


@pytest.fixture
def city(db):
    whole = _place("thành phố Hà Nội", "city", [])
    department = _agency("so-tttt", AgencyKind.DEPARTMENT_INFORMATION, "Sở Thông tin và Truyền thông", whole)
    districts, communes = [], {}
    for place, (name, below) in enumerate(DISTRICTS.items()):
        territory = _place(name, "district", [whole])
        district = _agency(f"quan-{place}", AgencyKind.DISTRICT_COMMITTEE, f"Ủy ban nhân dân {name}", territory)
        districts.append(district.pk)
        communes[district.pk] = [
            _agency(
                f"xa-{place}-{n}",
                AgencyKind.COMMUNE_COMMITTEE,
                f"Ủy ban nhân dân {one}",
                _place(one, "commune", [territory, whole]),
                district,
            ).pk
            for n, one in enumerate(below)
        ]
    letter = OfficialDocument.objects.create(
        agency=department, direction="out", register_number=1, register_year=2021, number="1349", symbol="STTTT-BCXBTT", registered_at=NOW
    )
    campaign = Campaign.objects.create(
        title="Tiêm chủng",
        document=letter,
        agency=department,
        territory=whole,
        map_date=DAY,
        starts_on=DAY,
        ends_on=date(2021, 8, 8),
        simulated=True,
        opened_at=NOW,
    )
    everyone = [department.pk, *districts, *(c for held in communes.values() for c in held)]
    roles = (Role.DRAFTER, Role.COMMUNE_OFFICER)
    officer = Actor("Cán bộ", person_id=new_id(), grants=tuple(Grant(role, agency) for agency in everyone for role in roles))
    leader = Actor("Lãnh đạo", person_id=new_id(), grants=tuple(Grant(Role.APPROVER, agency) for agency in everyone))
    return City(whole.pk, department.pk, districts, communes, campaign, officer, leader)


@pytest.fixture
def opened(city):
    due = {
        Level.COMMUNE: datetime(2021, 8, 9, 10, tzinfo=UTC),
        Level.DISTRICT: datetime(2021, 8, 10, 10, tzinfo=UTC),
        Level.CITY: datetime(2021, 8, 11, 10, tzinfo=UTC),
    }
    units = expected_units(territory_id=city.territory_id, root_agency_id=city.department, on=DAY, due=due)
    return open_round(
        campaign_id=city.campaign.pk,
        agency_id=city.department,
        form=FORM,
        starts_on=DAY,
        ends_on=date(2021, 8, 8),
        expected=units,
        by=city.officer,
        now=NOW,
    )


@pytest.fixture
def communes_reported(city, opened):
    """Five of six communes confirm: 10 machine-logged relays and 4 declared posters each; the last one is silent."""
    silent = city.communes[city.districts[1]][-1]
    for district in city.districts:
        for commune in city.communes[district]:
            if commune != silent:
                figures = [logged("luot-tiep-phat", 10), logged("ap-phich", 4, Grade.DECLARED)]
                fill_report(round_id=opened.pk, agency_id=commune, logged=figures, by=city.officer, now=NOW)
                confirm_report(round_id=opened.pk, agency_id=commune, by=city.officer, now=NOW)
    return silent


@pytest.fixture
def about():
    head = Letterhead(
        superior_agency="Ủy ban nhân dân thành phố Hà Nội",
        agency="Sở Thông tin và Truyền thông",
        symbol="BC-STTTT",
        place="Hà Nội",
        addressed_to=["Ủy ban nhân dân thành phố Hà Nội"],
        signature_lines=["KT. Giám đốc", "Phó Giám đốc"],
        signer="",
        recipients=["Như trên", "Sở Y tế (để phối hợp)"],
        archive="VT, BCXBTT",
    )
    direction = Direction(addressed=90, addressed_accepted=88, handed_down=2, below=6, below_accepted=5)
    return About(
        "Kết quả tuyên truyền", "Tiêm chủng", "Công văn số 1349/STTTT-BCXBTT ngày 28/7/2021", ["Thông báo số 409-TB/TU"], head, direction
    )


@pytest.fixture
def issued(city, opened, communes_reported, about):
    for agency in [*city.districts, city.department]:
        consolidate_level(round_id=opened.pk, agency_id=agency, by=city.officer, now=NOW)
        sign_report(round_id=opened.pk, agency_id=agency, by=city.leader, now=NOW)
    return issue_official_report(round_id=opened.pk, about=about, by=city.officer, now=NOW)


@pytest.fixture
def commune(city):
    return city.communes[city.districts[0]][0]


@pytest.fixture
def station(commune):
    return Station.objects.create(agency_id=commune, name="Đài", search_key="dai", kind="own", technology="ip")


@pytest.fixture
def make_play(city, commune, station):
    def make(session=None, slot=None, *, origin="relayed", grade=Grade.MACHINE, seconds=90.0, outcome="complete", **more):
        source = {"machine": "player", "vendor": "vendor_import", "declared": "tick"}[grade]
        facts = {
            "station": station,
            "agency_id": commune,
            "slot_id": slot or new_id(),
            "session_id": session or new_id(),
            "campaign_id": city.campaign.pk,
            "title": "Tin",
            "priority": "normal",
            "origin": origin,
            "planned_at": datetime(2021, 8, 2, 0, tzinfo=UTC),
            "seconds": seconds,
            "outcome": outcome,
            "grade": grade,
            "grade_rank": list(Grade).index(grade),
            "source": source,
            "source_ref": str(new_id()),
            "recorded_at": NOW - timedelta(hours=1),
        }
        return Play.objects.create(**{**facts, **more})

    return make
