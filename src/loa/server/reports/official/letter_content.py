"""Letters about reporting from facts that a person writes in JSON (`loa write`): the guide and the reminder."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from loa.core.faces import Faced
from loa.server.documents.papers.checked import checked
from loa.server.documents.papers.content import Paper, Signature
from loa.server.reports.consolidation.issuing import Letterhead
from loa.server.reports.form_registry import newest_form
from loa.server.reports.official.letters import Asked, guide_letter, reminder_letter


class LetterKind(Faced):
    """Letters that are written from facts, not from a text."""

    GUIDE = "huong_dan_bao_cao", "Công văn hướng dẫn báo cáo"
    REMINDER = "don_doc", "Công văn đôn đốc báo cáo"


@dataclass(frozen=True, kw_only=True)
class _Head:
    """What every letter needs of its office. `letter` reads "Công văn số 12/UBND-VHXH ngày 02/3/2026"."""

    issuing_agency: str
    symbol: str
    place: str
    signature: Signature
    letter: str
    campaign: str
    year: int
    addressed_to: tuple[str, ...]
    superior_agency: str = ""
    recipients: tuple[str, ...] = ("Như trên",)
    archive: str = "VT"

    @property
    def head(self) -> Letterhead:
        return Letterhead(
            superior_agency=self.superior_agency,
            agency=self.issuing_agency,
            symbol=self.symbol,
            place=self.place,
            addressed_to=self.addressed_to,
            signature_lines=self.signature.lines,
            signer=self.signature.name,
            recipients=self.recipients,
            archive=self.archive,
        )

    @property
    def asked(self) -> Asked:
        return Asked(letter=self.letter, campaign=self.campaign, year=self.year, simulated=False)


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """Until when the agencies of one level send."""

    level: Literal["communes", "districts"]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class GuideContent(_Head):
    """Who sends by when, and on which form."""

    due: tuple[Deadline, ...]
    form: str = "chien-dich-tuyen-truyen"


@dataclass(frozen=True, kw_only=True)
class ReminderContent(_Head):
    """Who is late, since when, and until when they may still send."""

    late: tuple[str, ...]
    due_at: datetime
    new_due_at: datetime


def _guide(held: object) -> Paper:
    content = checked(GuideContent, held)
    due: Mapping[str, datetime] = {one.level: one.at for one in content.due}
    return guide_letter(content.head, asked=content.asked, form=newest_form(content.form), due=due)


def _reminder(held: object) -> Paper:
    content = checked(ReminderContent, held)
    return reminder_letter(content.head, asked=content.asked, late=content.late, due_at=content.due_at, new_due_at=content.new_due_at)


WRITERS: Final[Mapping[LetterKind, Callable[[object], Paper]]] = {LetterKind.GUIDE: _guide, LetterKind.REMINDER: _reminder}

_SHARED: Final = {
    "issuing_agency": "Sở Văn hóa và Thể thao",
    "superior_agency": "Ủy ban nhân dân thành phố Bình Minh",
    "symbol": "SVHTT-TTCS",
    "place": "Bình Minh",
    "year": 2026,
    "letter": "Công văn số 120/SVHTT-TTCS ngày 02/3/2026",
    "campaign": "tuyên truyền phòng, chống bệnh sốt xuất huyết",
    "addressed_to": ["Ủy ban nhân dân các xã, phường"],
    "signature": {"lines": ["KT. Giám đốc", "Phó Giám đốc"], "name": "Nguyễn Văn A"},
    "archive": "VT, TTCS",
}
EXAMPLES: Final[Mapping[LetterKind, Mapping[str, object]]] = {
    LetterKind.GUIDE: {**_SHARED, "due": [{"level": "communes", "at": "2026-04-02T17:00"}]},
    LetterKind.REMINDER: {
        **_SHARED,
        "late": ["Phường An Bình", "Xã Hòa Lạc"],
        "due_at": "2026-04-02T17:00",
        "new_due_at": "2026-04-06T17:00",
    },
}
