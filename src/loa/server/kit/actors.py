"""Who acts. A frozen value in plain columns: audit and outbox rows hold it without any foreign key."""

from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from loa.core.errors import Refused
from loa.core.roles import Right, Role, rights_of
from loa.core.words import vi


class RightMissing(Refused):
    """The account holds no role with this right at this agency."""

    code = "people.right_missing"
    sentence = vi("Tài khoản {name} chưa được giao việc này tại đơn vị. Hãy đề nghị quản trị viên của đơn vị giao vai trò phù hợp.")


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held at an agency, as of now."""

    role: Role
    agency_id: UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """Người thực hiện: the person, the agency on whose behalf, the roles held now, and the way in."""

    name: str
    person_id: UUID | None = None
    agency_id: UUID | None = None
    agency_name: str = ""
    grants: tuple[Grant, ...] = ()
    via: str = "web"
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

    def roles_at(self, agency_id: UUID) -> frozenset[Role]:
        """The roles held at this agency."""
        return frozenset(grant.role for grant in self.grants if grant.agency_id == agency_id)

    def may(self, right: Right, agency_id: UUID) -> bool:
        """Whether a role held at this agency carries the right."""
        return self._trusted or right in rights_of(self.roles_at(agency_id))

    def require(self, right: Right, agency_id: UUID) -> None:
        """Raise `RightMissing` unless a role held at this agency carries the right."""
        if not self.may(right, agency_id):
            raise RightMissing(name=self.name, right=right.value)
