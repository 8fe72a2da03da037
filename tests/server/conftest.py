"""Hà Nội as it ships, loaded once a module, and a small cast who work there in the week of 2–8/8/2021."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import transaction
from kept_maps import loaded_or_kept
from pytest_django import DjangoDbBlocker

from loa.core.roles import Role
from loa.server.agencies.queries import agency_named
from loa.server.agencies.services import load_agencies
from loa.server.bulletins.models import Bulletin, BulletinKind
from loa.server.bulletins.services import Words, approve_bulletin, draft_bulletin, submit_bulletin
from loa.server.documents.models import OfficialDocument
from loa.server.documents.services import receive_document
from loa.server.kit.actors import Actor
from loa.server.kit.models import AuditEntry
from loa.server.people.queries import actors_of
from loa.server.people.services import Newcomer, take_in
from loa.server.places.queries import territory_of_city
from loa.server.places.services import load_hanoi

OWNER = Actor.system("thử nghiệm")
NOW = datetime(2021, 7, 29, 2, 0, tzinfo=UTC)  # 09:00 in Hà Nội, the day after the letter
DAY = date(2021, 7, 29)
WEEK = (date(2021, 8, 2), date(2021, 8, 8))
LOADED_AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)

LETTER = """Số: {number}/STTTT-BCXBTT
V/v đẩy mạnh tuyên truyền
Chiến dịch tiêm chủng vắc xin phòng COVID-19

Hà Nội, ngày 28 tháng 7 năm 2021

Kính gửi:

- Phòng Văn hóa và Thông tin quận Hai Bà Trưng;
- Phòng Văn hóa và Thông tin quận Ba Đình.

Sở Thông tin và Truyền thông đề nghị các đơn vị thực hiện các nội dung sau:

1. Tuyên truyền sâu rộng về mục đích, đối tượng và thời gian tiêm chủng trên hệ thống truyền thanh cơ sở.

2. Báo cáo kết quả về Sở trước ngày 10/8/2021.

Nơi nhận:
- Như trên;
- Lưu: VT, BCXBTT.

KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC

Nguyễn Văn Mẫu
"""


def _load() -> None:
    load_hanoi(by=OWNER, now=LOADED_AT)
    load_agencies(by=OWNER, now=LOADED_AT)


@pytest.fixture(scope="module")
def agencies_loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Both maps of Hà Nội and their agencies; each test works in a savepoint above them."""
    with django_db_blocker.unblock(), transaction.atomic():
        loaded_or_kept("agencies", _load)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def agencies(agencies_loaded: None, db: None) -> None:
    """All agencies of Hà Nội stand."""


@pytest.fixture
def home(settings, tmp_path):
    """A LOA_HOME of the test's own: files, keys, clock."""
    settings.LOA_HOME = tmp_path
    return tmp_path


@dataclass(frozen=True, slots=True)
class Cast:
    """Who works where: the Sở, the Phòng of Hai Bà Trưng, the ward Bạch Mai and its neighbour."""

    department: UUID
    office: UUID
    other_office: UUID
    ward: UUID
    neighbour: UUID
    drafter: Actor
    approver: Actor
    clerk: Actor
    office_drafter: Actor
    office_leader: Actor
    officer: Actor
    leader: Actor
    neighbour_officer: Actor
    neighbour_leader: Actor


@pytest.fixture
def cast(agencies: None, home) -> Cast:
    names = {
        "department": "Sở Thông tin và Truyền thông",
        "office": "Phòng Văn hóa và Thông tin quận Hai Bà Trưng",
        "other_office": "Phòng Văn hóa và Thông tin quận Ba Đình",
        "ward": "Ủy ban nhân dân phường Bạch Mai",
        "neighbour": "Ủy ban nhân dân phường Bạch Đằng",
    }
    at = {key: agency_named(name, on=DAY).agency_id for key, name in names.items()}
    parts = {
        "drafter": (Role.DRAFTER, "department", "Chuyên viên Sở"),
        "approver": (Role.APPROVER, "department", "Lãnh đạo Sở"),
        "clerk": (Role.CLERK, "department", "Văn thư Sở"),
        "office_drafter": (Role.DRAFTER, "office", "Chuyên viên Phòng"),
        "office_leader": (Role.APPROVER, "office", "Trưởng phòng"),
        "officer": (Role.COMMUNE_OFFICER, "ward", "Cán bộ phường Bạch Mai"),
        "leader": (Role.APPROVER, "ward", "Lãnh đạo phường Bạch Mai"),
        "neighbour_officer": (Role.COMMUNE_OFFICER, "neighbour", "Cán bộ phường Bạch Đằng"),
        "neighbour_leader": (Role.APPROVER, "neighbour", "Lãnh đạo phường Bạch Đằng"),
    }
    newcomers = [Newcomer(full_name=name, roles=((role, at[where]),), simulated=True) for role, where, name in parts.values()]
    people = take_in(newcomers, valid_from=date(2021, 1, 1), by=OWNER, now=NOW)
    actors = actors_of(people, on=DAY)
    return Cast(**at, **{part: actors[person.pk] for part, person in zip(parts, people, strict=True)})


@pytest.fixture
def make_letter(cast: Cast) -> Callable[..., OfficialDocument]:
    """A letter of the Sở, received and registered by its văn thư."""

    def make(number: int = 1349, *, text: str = LETTER, agency_id: UUID | None = None, by: Actor | None = None) -> OfficialDocument:
        data = text.format(number=number).encode()
        return receive_document(data=data, name=f"{number}.txt", agency_id=agency_id or cast.department, by=by or cast.clerk, now=NOW)

    return make


@pytest.fixture
def city(agencies: None) -> UUID:
    return territory_of_city(DAY)


DECLARED = {
    "key": "diem_tiem",
    "sentence": "Địa điểm tiêm được báo trong giấy mời.",
    "template": "Điểm tiêm đặt tại {dia_diem}, ngày {ngay}",
    "fields": [
        {"name": "dia_diem", "label": "Địa điểm tiêm", "type": "place"},
        {"name": "ngay", "label": "Ngày tiêm", "type": "dates"},
    ],
}


@pytest.fixture
def words() -> Callable[..., Words]:
    def make(text: str = "Kính thưa nhân dân. [[diem_tiem]] Đề nghị bà con đến đúng giờ.", **given) -> Words:
        facts = {"title": "Lịch tiêm vắc xin", "valid_from": date(2021, 7, 29), "valid_to": date(2021, 12, 31), "declared": [DECLARED]}
        return Words(text=text, **{**facts, **given})

    return make


@pytest.fixture
def make_bulletin(cast: Cast, words) -> Callable[..., Bulletin]:
    """A bulletin of the Sở, brought as far as `state` says, by the people whose work that is."""

    def make(state: str = "draft", *, agency_id=None, author=None, approver=None, campaign_id=None, **given) -> Bulletin:
        bulletin = draft_bulletin(
            agency_id=agency_id or cast.department,
            words=words(**given),
            kind=BulletinKind.KIT,
            campaign_id=campaign_id,
            by=author or cast.drafter,
            now=NOW,
        )
        if state != "draft":
            ready = {"length_seconds": 60, "longest_session_seconds": 900, "basis": "thử"}
            bulletin = submit_bulletin(bulletin_id=bulletin.pk, **ready, by=author or cast.drafter, now=NOW)
        if state == "approved":
            seen = bulletin.revisions.get(number=bulletin.current)
            heard = {"text_sha256": seen.text_sha256, "audio_sha256": "a" * 64, "held_audio_sha256": "a" * 64, "sound_by": frozenset()}
            bulletin = approve_bulletin(bulletin_id=bulletin.pk, **heard, by=approver or cast.approver, now=NOW)
        return bulletin

    return make


@pytest.fixture
def trail_of() -> Callable[[object], list[str]]:
    """The events of one thing, in order."""
    return lambda subject: list(AuditEntry.objects.filter(subject_id=str(subject)).order_by("pk").values_list("event", flat=True))
