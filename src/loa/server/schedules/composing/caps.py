"""The longest session of an agency's area on a day: what no bulletin and no programme may exceed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from loa.core.caps import Cap, cap_on
from loa.core.sessions import basis_of
from loa.server.schedules.composing.areas import areas_of, district_forms_below


@dataclass(frozen=True, slots=True)
class LongestSession:
    """Seconds of the longest session allowed; None where nothing limits it. `basis` says on what that rests."""

    seconds: int | None
    basis: str


def longest_session_of(agency_id: UUID, day: date) -> LongestSession:
    """For a commune by its parent, for a district by itself, for a city the longest of its districts; exemptions included."""
    area = areas_of([agency_id], from_day=day, to_day=day).get(agency_id)
    if area is None:
        return LongestSession(None, basis_of(cap_on("", day)))
    forms = {area.parent_form} if area.parent_form else district_forms_below(area.territory_id, on=day)
    answers = [cap_on(form, day, area.exemptions) for form in sorted(forms)] or [cap_on("", day)]
    if any(not isinstance(cap, Cap) or cap.session_seconds is None for cap in answers):
        free = next(cap for cap in answers if not isinstance(cap, Cap) or cap.session_seconds is None)
        return LongestSession(None, basis_of(free))
    longest = max((cap for cap in answers if isinstance(cap, Cap)), key=lambda cap: cap.session_seconds or 0)
    return LongestSession(longest.session_seconds, basis_of(longest))
