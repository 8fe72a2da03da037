"""A paper of the Sở, packed for the Phòng of Hai Bà Trưng, and both with identifiers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from loa.core.roles import Role
from loa.server.agencies.services import enter_identifier
from loa.server.documents.edxml.packet import Attachment, Organ, Packet, document_id
from loa.server.kit.actors import Actor, Grant

from ...conftest import LETTER, NOW, Cast

DEPARTMENT, OFFICE = "H26.3", "H26.21"


def administrator(agency: UUID) -> Actor:
    """Who may say under which identifier the agency exchanges papers."""
    return Actor(name="Quản trị", grants=(Grant(Role.ADMINISTRATOR, agency),))


@pytest.fixture
def identified(cast: Cast) -> None:
    """The Sở and the Phòng have entered their identifiers."""
    for agency, identifier in ((cast.department, DEPARTMENT), (cast.office, OFFICE)):
        by = administrator(agency)
        enter_identifier(agency_id=agency, identifier=identifier, source="QĐ 4078/QĐ-UBND", valid_from=date(2021, 1, 1), by=by, now=NOW)


@pytest.fixture
def packet() -> Packet:
    """Circular 1349 as the Sở sends it to the Phòng."""
    return Packet(
        sender=Organ(DEPARTMENT, "Sở Thông tin và Truyền thông Hà Nội"),
        to=(Organ(OFFICE, "Phòng Văn hóa và Thông tin quận Hai Bà Trưng"),),
        document_id=document_id(DEPARTMENT, date(2021, 7, 28), "1349/STTTT-BCXBTT"),
        number="1349",
        symbol="STTTT-BCXBTT",
        place="Hà Nội",
        promulgated=date(2021, 7, 28),
        type_name="Công văn",
        subject="đẩy mạnh tuyên truyền Chiến dịch tiêm chủng vắc xin phòng COVID-19",
        signer="Nguyễn Văn Mẫu",
        attachments=(Attachment("1349.txt", LETTER.format(number=1349).encode(), "text/plain"), Attachment("phu-luc.txt", b"Phu luc")),
    )


@pytest.fixture
def changed(packet: Packet) -> Callable[..., Packet]:
    """The same packet with other values."""
    return lambda **values: replace(packet, **values)
