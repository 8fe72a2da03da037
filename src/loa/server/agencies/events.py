"""What happened to agencies."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from loa.core.words import vi
from loa.server.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class AgenciesLoaded(Event):
    """Đã nạp danh mục cơ quan."""

    code: ClassVar[str] = "agencies.loaded"
    sentence: ClassVar[str] = vi("Đã nạp danh mục cơ quan: thêm {added} và sửa {changed} phiên bản.")
    subject: ClassVar[str] = "tables_sha256"

    tables_sha256: str
    added: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class AgencyLineageLoaded(Event):
    """Đã nạp quan hệ kế tục của cơ quan."""

    code: ClassVar[str] = "agencies.lineage_loaded"
    sentence: ClassVar[str] = vi("Đã nạp quan hệ kế tục của cơ quan: thêm {added} và sửa {changed} dòng.")
    subject: ClassVar[str] = "tables_sha256"

    tables_sha256: str
    added: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class AgencyIdentifierEntered(Event):
    """Đã ghi mã định danh của cơ quan."""

    code: ClassVar[str] = "agencies.identifier_entered"
    sentence: ClassVar[str] = vi("Đã ghi mã định danh {identifier}, hiệu lực từ {valid_from}.")
    subject: ClassVar[str] = "agency_id"

    agency_id: UUID
    identifier: str
    valid_from: str


@dataclass(frozen=True, kw_only=True)
class AgencyIdentifiersListed(Event):
    """Đã ghi mã định danh của nhiều cơ quan theo một danh sách; the list is kept under its sha256."""

    code: ClassVar[str] = "agencies.identifiers_listed"
    sentence: ClassVar[str] = vi("Đã ghi mã định danh của {agencies} cơ quan theo danh sách.")
    subject: ClassVar[str] = "list_sha256"

    list_sha256: str
    agencies: int
