"""What happened to campaigns and assignments."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from loa.core.words import vi
from loa.server.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class CampaignOpened(Event):
    """Mở đợt tuyên truyền."""

    code: ClassVar[str] = "campaign.opened"
    sentence: ClassVar[str] = vi("Mở đợt tuyên truyền “{title}” cho {agencies} đơn vị")
    subject: ClassVar[str] = "campaign_id"
    campaign_id: UUID
    title: str
    agencies: int


@dataclass(frozen=True, kw_only=True)
class AssignmentAccepted(Event):
    """Tiếp nhận việc được giao."""

    code: ClassVar[str] = "campaign.assignment_accepted"
    sentence: ClassVar[str] = vi("Tiếp nhận việc được giao ({accepted_by})")
    subject: ClassVar[str] = "assignment_id"
    assignment_id: UUID
    agency_id: UUID
    accepted_by: str


@dataclass(frozen=True, kw_only=True)
class WorkHandedDown(Event):
    """Chuyển việc cho cấp dưới."""

    code: ClassVar[str] = "campaign.work_handed_down"
    sentence: ClassVar[str] = vi("Chuyển việc cho {agencies} đơn vị cấp dưới")
    subject: ClassVar[str] = "assignment_id"
    assignment_id: UUID
    letter_id: UUID
    agencies: int
    released: bool
