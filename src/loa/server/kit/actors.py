"""Who acts. A frozen value in plain columns: audit and outbox rows hold it without any foreign key."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self
from uuid import UUID

from loa.core.errors import Refused
from loa.core.roles import Right, Role, rights_of_grant
from loa.core.words import vi


class RightMissing(Refused):
    """The account holds no role with this right at this agency."""

    code = "people.right_missing"
    sentence = vi("Tài khoản {name} chưa được giao việc này tại đơn vị. Hãy đề nghị quản trị viên của đơn vị giao vai trò phù hợp.")


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held at an agency, as of now; with a set of rights of its own, or with those of the role."""

    role: Role
    agency_id: UUID
    own_rights: frozenset[Right] = frozenset()

    @property
    def rights(self) -> frozenset[Right]:
        """What the grant lets its holder do at the agency."""
        return rights_of_grant(self.role, self.own_rights)


@dataclass(frozen=True, slots=True)
class Actor:
    """Người thực hiện: the person, the agency on whose behalf, the roles held now, and the way in.

    `on` is the day the roles were read; `behalf_of` names who delegated (ủy quyền), where the actor acts for somebody else.
    """

    name: str
    person_id: UUID | None = None
    agency_id: UUID | None = None
    agency_name: str = ""
    grants: tuple[Grant, ...] = ()
    via: str = "web"
    on: date | None = None
    behalf_of: str = ""
    behalf_person_id: UUID | None = None
    _trusted: bool = field(default=False, repr=False)

    @classmethod
    def system(cls, name: str, *, via: str = "system") -> Self:
        """The installation itself, at work without a person: loading data, the worker, the command line of its owner."""
        return cls(name=name, via=via, _trusted=True)

    @property
    def is_system(self) -> bool:
        """True for the installation itself."""
        return self._trusted

    @property
    def agency_ids(self) -> frozenset[UUID]:
        """The agencies where the person holds any role."""
        return frozenset(grant.agency_id for grant in self.grants)

    @property
    def persons(self) -> tuple[UUID, ...]:
        """The actor, and the one for whom the actor acts: the work of either is own work, and nobody approves that."""
        return tuple(person_id for person_id in (self.person_id, self.behalf_person_id) if person_id is not None)

    def roles_at(self, agency_id: UUID) -> frozenset[Role]:
        """The roles held at this agency."""
        return frozenset(grant.role for grant in self.grants if grant.agency_id == agency_id)

    def rights_at(self, agency_id: UUID) -> frozenset[Right]:
        """All rights that the grants at this agency carry together."""
        return frozenset().union(*(grant.rights for grant in self.grants if grant.agency_id == agency_id))

    def may(self, right: Right, agency_id: UUID) -> bool:
        """Whether a grant at this agency carries the right."""
        return self._trusted or any(grant.agency_id == agency_id and right in grant.rights for grant in self.grants)

    def require(self, right: Right, agency_id: UUID) -> None:
        """Raise `RightMissing` unless a grant at this agency carries the right."""
        if not self.may(right, agency_id):
            raise RightMissing(name=self.name, right=right.value)

    def only_with(self, right: Right) -> Self:
        """The same actor by those grants alone that carry the right: what one may export is what one sees through them.

        Raises RightMissing where there is none.
        """
        if self._trusted:
            return self
        carrying = tuple(grant for grant in self.grants if right in grant.rights)
        if not carrying:
            raise RightMissing(name=self.name, right=right.value)
        return replace(self, grants=carrying)
