"""What an agency that ends still holds, and how one agency hands it to another: the values that the stages exchange about it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from loa.core.errors import Conflict
from loa.core.faces import Faced
from loa.core.reorganising.sheet import Rule
from loa.core.words import Said, vi


class Mark(Faced):
    """What a person should look at before agreeing."""

    NONE = "", ""
    ADMINISTRATOR = "administrator", "quản trị viên"
    DRAFT = "draft", "đang soạn dở"
    STAYS = "stays", "ở lại đơn vị cũ"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing held, by its id, as people call it. A person is named by id alone: the plan outlives what is known of people.

    `words` tell its sort or its state in words of the catalogue.
    """

    id: str
    label: str = ""
    mark: Mark = Mark.NONE
    person_id: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """What one agency holds of one sort; `what` is the code of the sort, `name` its Vietnamese noun."""

    what: str
    name: str
    agency_id: UUID
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """One agency hands what it holds to another (`new` None: to nobody) from a day on. `expected` is what the plan saw, by sort."""

    old: UUID
    new: UUID | None
    old_name: str
    new_name: str
    effective_on: date
    rule: Rule
    finish_by: date | None
    expected: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def last_day(self) -> date:
        """The last day on which people may still act for the old agency."""
        if self.rule is Rule.FINISH and self.finish_by is not None:
            return self.finish_by
        return self.effective_on - timedelta(days=1)

    @property
    def carries_work(self) -> bool:
        """Whether open work goes to the new agency."""
        return self.new is not None and self.rule is Rule.CARRY


@dataclass(frozen=True, slots=True)
class Carried:
    """What a hand-over did: how many things moved, of each sort, and their values before and after."""

    moved: Mapping[str, int]
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


class HoldingMoved(Conflict):
    """Something the plan saw at the old agency is meanwhile held by another one."""

    code = "reorganising.holding_moved"
    sentence = vi("{what} của {unit} đã được chuyển đi nơi khác sau khi lập phương án ({count} mục). Hãy lập lại phương án.")


def refuse_moved(handing: HandOver, what: str, name: str, *, held: Collection[str]) -> None:
    """Raise HoldingMoved where something the plan saw is no longer the old agency's. `held` is all that is, open or done.

    What was finished since, or came to it since, is no conflict: the rule that two people agreed to covers it.
    """
    gone = handing.expected.get(what, frozenset()) - {str(one) for one in held}
    if gone:
        raise HoldingMoved(what=Said(name), unit=handing.old_name, count=len(gone))
