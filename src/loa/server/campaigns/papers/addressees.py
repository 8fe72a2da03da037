"""To whom an office writes down, as lines of "Kính gửi": one for each kind of body that answers to it."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from loa.core.agencies import AgencyKind
from loa.core.directing import Standing, may_be_given_work
from loa.core.drafting import Below, Line, Office
from loa.core.drafting.draft import lines_of
from loa.server.agencies.queries import Names, agencies_below, standings_to
from loa.server.campaigns.errors import NotYoursToDirect
from loa.server.places.queries import versions_on

MOST_NAMED = 5


def offices_below(agency_id: UUID, on: date) -> tuple[Below, ...]:
    """Who may be given work by a letter of the office's own on that day, with what they are to it."""
    found = list(agencies_below(agency_id, on))
    served = [version.territory_id for version in found if version.territory_id]
    forms = dict(versions_on(on).filter(territory_id__in=served).values_list("territory_id", "form"))
    return tuple(
        Below(
            agency_id=version.agency_id,
            kind=AgencyKind(version.kind),
            name=version.name,
            form=forms.get(version.territory_id) if version.territory_id else None,
            own=version.parent_id == agency_id,
            guided=version.superior_id == agency_id,
        )
        for version in found
    )


def lines_below(agency_id: UUID, on: date, *, asked_already: Collection[UUID]) -> tuple[Line, ...]:
    """The same as lines of "Kính gửi"; chosen where somebody of the line was not asked yet."""
    below = offices_below(agency_id, on)
    waiting = frozenset(one.agency_id for one in below) - frozenset(asked_already)
    lines = lines_of(Office(agency_id=agency_id, name="", below=below), waiting)
    return tuple(Line(one.key, one.text, one.agencies, not waiting.isdisjoint(one.agencies)) for one in lines)


def refuse_undirected(agency_id: UUID, to: Iterable[UUID], *, on: date, by_own_letter: bool = True) -> None:
    """Raises `NotYoursToDirect` where one of these does not answer to the agency on that day: seeing it is not directing it."""
    standings = standings_to(agency_id, to, on=on)
    others = [
        one
        for one, standing in standings.items()
        if standing is Standing.ITSELF or not may_be_given_work(standing, by_own_letter=by_own_letter)
    ]
    if others:
        names = Names(others)
        raise NotYoursToDirect(agencies="; ".join(names.on(one, on) for one in others[:MOST_NAMED]), count=len(others))
