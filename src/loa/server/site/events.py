"""What happened in matters that join stages."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from loa.core.words import vi
from loa.server.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class ReorganisationPrepared(Event):
    """Lập phương án sắp xếp đơn vị."""

    code: ClassVar[str] = "reorganisation.prepared"
    sentence: ClassVar[str] = vi("Lập phương án sắp xếp đơn vị theo {act}: {steps} bước, {conflicts} điểm cần quyết")
    subject: ClassVar[str] = "reorganisation_id"
    reorganisation_id: UUID
    act: str
    effective_on: str
    plan_sha256: str
    steps: int
    conflicts: int


@dataclass(frozen=True, kw_only=True)
class ReorganisationConfirmed(Event):
    """Xác nhận phương án sắp xếp đơn vị."""

    code: ClassVar[str] = "reorganisation.confirmed"
    sentence: ClassVar[str] = vi("Xác nhận phương án sắp xếp đơn vị theo {act}")
    subject: ClassVar[str] = "reorganisation_id"
    reorganisation_id: UUID
    act: str
    plan_sha256: str
    conflicts: int


@dataclass(frozen=True, kw_only=True)
class ReorganisationWithdrawn(Event):
    """Bỏ phương án sắp xếp đơn vị."""

    code: ClassVar[str] = "reorganisation.withdrawn"
    sentence: ClassVar[str] = vi("Bỏ phương án sắp xếp đơn vị theo {act}")
    subject: ClassVar[str] = "reorganisation_id"
    reorganisation_id: UUID
    act: str


@dataclass(frozen=True, kw_only=True)
class ReorganisationStarted(Event):
    """Bắt đầu, hoặc tiếp tục, áp dụng phương án."""

    code: ClassVar[str] = "reorganisation.started"
    sentence: ClassVar[str] = vi("Áp dụng phương án sắp xếp đơn vị theo {act}")
    subject: ClassVar[str] = "reorganisation_id"
    reorganisation_id: UUID
    act: str


@dataclass(frozen=True, kw_only=True)
class ReorganisationStepApplied(Event):
    """Áp dụng một bước."""

    code: ClassVar[str] = "reorganisation.step_applied"
    sentence: ClassVar[str] = vi("Áp dụng bước {position}: {verb}")
    subject: ClassVar[str] = "reorganisation_id"
    reorganisation_id: UUID
    position: int
    verb: str


@dataclass(frozen=True, kw_only=True)
class ReorganisationStopped(Event):
    """Dừng vì một bước không thấy điều phải thấy."""

    code: ClassVar[str] = "reorganisation.stopped"
    sentence: ClassVar[str] = vi("Dừng ở bước {position} vì xung đột")
    subject: ClassVar[str] = "reorganisation_id"
    reorganisation_id: UUID
    position: int
    refusal: str


@dataclass(frozen=True, kw_only=True)
class ReorganisationFinished(Event):
    """Áp dụng xong phương án."""

    code: ClassVar[str] = "reorganisation.finished"
    sentence: ClassVar[str] = vi("Áp dụng xong phương án sắp xếp đơn vị theo {act}: {steps} bước")
    subject: ClassVar[str] = "reorganisation_id"
    reorganisation_id: UUID
    act: str
    steps: int


@dataclass(frozen=True, kw_only=True)
class PersonErased(Event):
    """Xóa dữ liệu cá nhân. `links_given_up`: rows of the trail's first format whose own content can no longer be recomputed."""

    code: ClassVar[str] = "people.person_erased"
    sentence: ClassVar[str] = vi("Xóa dữ liệu cá nhân của một người theo sổ đăng ký")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    trail_values: int
    links_given_up: int
    rows_changed: int
    rows_deleted: int
    namesake: bool


@dataclass(frozen=True, kw_only=True)
class PersonDataExported(Event):
    """Trích dữ liệu cá nhân."""

    code: ClassVar[str] = "people.person_data_exported"
    sentence: ClassVar[str] = vi("Trích dữ liệu cá nhân của một người")
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    tables: int
    rows: int


@dataclass(frozen=True, kw_only=True)
class OldRowsCleared(Event):
    """Bỏ dòng quá hạn giữ."""

    code: ClassVar[str] = "site.old_rows_cleared"
    sentence: ClassVar[str] = vi("Bỏ {rows} dòng đã quá hạn giữ của bảng {table}")
    subject: ClassVar[str] = "table"
    table: str
    rows: int
    older_than_days: int
