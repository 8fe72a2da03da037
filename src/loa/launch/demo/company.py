"""The simulated offices around the person's own: who works there, what day it is for them, what the letter asks of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Self
from uuid import UUID

from rich.progress import Progress

from loa.core.agencies import AgencyKind
from loa.core.roles import Role
from loa.launch.demo.setting import Setting
from loa.launch.week.cast import Cast, Part
from loa.launch.week.chance import Chance
from loa.launch.week.journey import Journey
from loa.server.agencies.models import AgencyVersion
from loa.server.agencies.queries import agency_versions_on
from loa.server.campaigns.models import Campaign
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.people.models import RoleGrant
from loa.server.people.queries import actors_of

SEED = 2021
PAPERS = "colleagues"
WHO_ANSWERS = (Role.DRAFTER, Role.APPROVER, Role.COMMUNE_OFFICER)


@dataclass(slots=True)
class Company:
    """Everybody but the person. `journey` carries the cast, the seeded chance and the present moment to the steps of the week."""

    setting: Setting
    journey: Journey
    published_at: dict[UUID, datetime] = field(default_factory=dict)
    is_caught_up: bool = False  # with ticks, vendors' logs and activities: what a report is filled from

    @classmethod
    def of(cls, setting: Setting, home: Path) -> Self:
        """Gather them from the home's own data."""
        journey = Journey(
            letter=b"",
            letter_name="",
            out=home / PAPERS,
            chance=Chance(SEED),
            progress=Progress(disable=True),
            week_starts_on=monday_of(clock.today()),
            now=clock.now(),
            cast=_cast(setting.map_date),
        )
        return cls(setting, journey)

    def look_at_the_clock(self) -> None:
        """The person may have moved it."""
        self.journey.now = clock.now()
        self.journey.week_starts_on = monday_of(clock.today())

    @property
    def today(self) -> date:
        """The day it is for everybody, the person included."""
        return self.journey.now.astimezone(clock.HANOI).date()

    def campaigns(self) -> Iterator[Campaign]:
        """What runs now, on the map these people live on."""
        for campaign in Campaign.objects.filter(ended_at=None).select_related("document").order_by("opened_at"):
            if campaign.agency_id in self.journey.cast.agencies:
                yield campaign

    def campaigns_of_the_week(self) -> list[Campaign]:
        """Those that run in the present week."""
        monday = self.journey.week_starts_on
        return [c for c in self.campaigns() if c.starts_on <= monday + timedelta(days=6) and c.ends_on >= monday]

    def others(self, agency_ids: Iterable[UUID]) -> list[AgencyVersion]:
        """Those of these agencies that are simulated; the person's own wait for the person."""
        agencies = self.journey.cast.agencies
        return [agencies[agency_id] for agency_id in agency_ids if agency_id in agencies and agency_id not in self.setting.own]

    def who_answers(self, agency_id: UUID) -> Actor | None:
        """Whoever there may accept a letter."""
        parts = (Part(agency_id, role) for role in WHO_ANSWERS)
        return next((self.journey.cast.actors[part] for part in parts if part in self.journey.cast.actors), None)

    def of_kind(self, kind: AgencyKind) -> list[AgencyVersion]:
        """All agencies of a kind, the person's own among them."""
        return self.journey.cast.of_kind(kind)


def monday_of(day: date) -> date:
    """The Monday of that day's week."""
    return day - timedelta(days=day.weekday())


def _cast(on: date) -> Cast:
    """The cast as it was taken in at the first start."""
    grants = list(RoleGrant.objects.filter(person__simulated=True, valid_to=None).select_related("person"))
    actors = actors_of({grant.person_id: grant.person for grant in grants}.values(), on=clock.today(), via="simulation")
    return Cast(
        agencies={version.agency_id: version for version in agency_versions_on(on)},
        actors={Part(grant.agency_id, Role(grant.role)): actors[grant.person_id] for grant in grants},
    )
