"""Who stands in the signature block of a paper: the one answer for every paper that the house draws up."""

from datetime import date
from uuid import UUID

from loa.core.signatures import is_deputy, is_head, signature_lines
from loa.server.agencies.models import AgencyVersion
from loa.server.documents.papers.content import Signature
from loa.server.people.queries import title_on


def signature_of(
    office: AgencyVersion, *, on: date, person_id: UUID | None = None, name: str = "", for_person_id: UUID | None = None
) -> Signature:
    """Khối ký of the person who signs for the office on that day; `for_person_id` is who delegated the signing (TUQ.), if anybody did.

    The name is printed only with a title known on that day. Only a head delegates the signing of papers (NĐ 30/2020, Điều 13): where it is
    not known that the head did, and the signer is neither head nor deputy, the name is left to the hand.
    """
    title = title_on(person_id, office.agency_id, on) if person_id else ""
    lines = signature_lines(title, capacity=office.sign_capacity, position=office.position, delegated=for_person_id is not None)
    by_right = for_person_id is None or leads(title, office) or is_head(title_on(for_person_id, office.agency_id, on), office.position)
    return Signature(lines, name if title and by_right else "")


def leads(title: str, office: AgencyVersion) -> bool:
    """Whether who bears the title signs by it: the office's head or a deputy."""
    return is_head(title, office.position) or is_deputy(title, office.position)
