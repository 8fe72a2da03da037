"""Who may be given work by whom (quyền giao việc): the lines along which agencies direct, as they run on a day.

Seeing is not directing: an office sees every agency in its territory, also its equals there; it gives work only to those that answer to
it. Two lines are known of each agency: where it belongs (tổ chức, biên chế, công tác) and who guides its work in this field (nghiệp
vụ); both stand in Luật Tổ chức chính quyền địa phương 77/2015/QH13, Điều 9, on the specialised agencies of a committee. A specialised
agency carries out the committee's administration of a field, so a letter that it issues itself may ask the committees below its own;
a letter that it merely received gives it no such word. Reasons and doubts: docs/adr/0017.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from loa.core.agencies import AgencyKind
from loa.core.faces import Faced
from loa.core.words import vi

Id = TypeVar("Id", bound=Hashable)
COMMITTEES = frozenset({AgencyKind.CITY_COMMITTEE, AgencyKind.DISTRICT_COMMITTEE, AgencyKind.COMMUNE_COMMITTEE})
# Cơ quan chuyên môn of a committee. A centre (đơn vị sự nghiệp) is none: it asks no committee for anything.
SPECIALISED = frozenset(
    {AgencyKind.DEPARTMENT_INFORMATION, AgencyKind.DEPARTMENT_CULTURE, AgencyKind.DEPARTMENT, AgencyKind.DISTRICT_CULTURE_OFFICE}
)


class Standing(Faced):
    """How an agency that a letter names stands to the one that would give it work."""

    ITSELF = "itself", "chính cơ quan mình"
    BELONGS = "belongs", "trực thuộc cơ quan mình"
    GUIDED = "guided", "do cơ quan mình chỉ đạo, hướng dẫn chuyên môn"
    REQUESTED = "requested", "Ủy ban nhân dân cấp dưới, theo văn bản do cơ quan mình ban hành"
    FURTHER_DOWN = "further_down", "ở dưới đơn vị cấp dưới của cơ quan mình"
    ABOVE = "above", "cấp trên của cơ quan mình"
    BESIDE = "beside", "không thuộc quyền giao việc của cơ quan mình"
    GONE = "gone", "đã kết thúc hoạt động"


# By a letter received, work goes one level down the lines; by a letter of one's own, to all whom one may write to with authority.
HANDED_ON = frozenset({Standing.ITSELF, Standing.BELONGS, Standing.GUIDED})
BY_OWN_LETTER = HANDED_ON | {Standing.REQUESTED, Standing.FURTHER_DOWN}

# Said beside an agency that a letter names and that gets no work by it.
WHY_NOT: dict[Standing, str] = {
    Standing.REQUESTED: vi("cùng nhận văn bản này; cơ quan ban hành giao trực tiếp, cơ quan mình không giao lại"),
    Standing.FURTHER_DOWN: vi("đơn vị cấp dưới trực tiếp của cơ quan mình giao tiếp bằng văn bản của họ"),
    Standing.ABOVE: vi("cấp trên của cơ quan mình; gửi để báo cáo"),
    Standing.BESIDE: vi("không thuộc quyền giao việc của cơ quan mình; gửi để biết, phối hợp"),
    Standing.GONE: vi("đã kết thúc hoạt động"),
}


@dataclass(frozen=True, slots=True)
class Line(Generic[Id]):
    """Whom an agency answers to on a day: where it belongs, and who guides its work in this field."""

    agency: Id
    kind: AgencyKind
    belongs_to: Id | None = None
    guided_by: Id | None = None

    @property
    def answers_to(self) -> frozenset[Id]:
        """Both, where they are known."""
        return frozenset(one for one in (self.belongs_to, self.guided_by) if one is not None)


def standing_to(giver: Line[Id] | None, asked: Line[Id] | None, lines: Mapping[Id, Line[Id]]) -> Standing:
    """How `asked` stands to `giver`; None is an agency that does not stand on that day. `lines` holds whoever is above either."""
    if asked is None or giver is None:
        return Standing.GONE
    if asked.agency == giver.agency:
        return Standing.ITSELF
    if asked.belongs_to == giver.agency:
        return Standing.BELONGS
    if asked.guided_by == giver.agency:
        return Standing.GUIDED
    if asked.kind in COMMITTEES and giver.kind in SPECIALISED and giver.belongs_to is not None and asked.belongs_to == giver.belongs_to:
        return Standing.REQUESTED
    if giver.agency in above(asked, lines):
        return Standing.FURTHER_DOWN
    return Standing.ABOVE if asked.agency in above(giver, lines) else Standing.BESIDE


def above(line: Line[Id], lines: Mapping[Id, Line[Id]]) -> frozenset[Id]:
    """Everybody it answers to, up to the top, along both lines. A ring in the data ends."""
    found: set[Id] = set()
    waiting = set(line.answers_to)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting |= lines[one].answers_to if one in lines else frozenset()
    return frozenset(found)


def may_be_given_work(standing: Standing, *, by_own_letter: bool) -> bool:
    """Whether work may be given: along the lines, and by a letter of one's own to those below whom one asks with authority."""
    return standing in (BY_OWN_LETTER if by_own_letter else HANDED_ON)
