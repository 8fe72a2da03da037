"""Questions about campaigns: who was asked, who answered, who did not, at every level."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from loa.core.errors import NotFound
from loa.server.agencies.models import AgencyVersion
from loa.server.agencies.queries import agency_versions_on
from loa.server.campaigns.models import Assignment, AssignmentState, Campaign
from loa.server.documents.models import OfficialDocument
from loa.server.kit.actors import Actor
from loa.server.people.queries import agencies_seen_by


def campaigns_of(*, seen_by: Actor) -> "QuerySet[Campaign]":
    """The campaigns that the actor's agencies opened, were asked to carry, or see below them; newest first."""
    seen = agencies_seen_by(seen_by)
    asked = Assignment.objects.filter(agency__in=seen).values("campaign")
    return Campaign.objects.filter(Q(agency__in=seen) | Q(pk__in=asked)).select_related("document").order_by("-opened_at")


def campaign_of(campaign_id: UUID, *, seen_by: Actor) -> Campaign:
    """One campaign. Raises `NotFound` outside the actor's scope."""
    campaign = campaigns_of(seen_by=seen_by).filter(pk=campaign_id).first()
    if campaign is None:
        raise NotFound
    return campaign


def addressed_within(document: OfficialDocument, *, by: Actor, on: date) -> list[UUID]:
    """Agencies that get work if the actor opens a campaign from the letter, in its order.

    A letter may address half a province; whoever opens a campaign from it gives work only where its own authority reaches.
    What ended is seen for its history and given nothing more.
    """
    addressed = list(dict.fromkeys(document.recipients.order_by("position").values_list("agencies", flat=True)))
    standing = agency_versions_on(on).filter(agency__in=addressed).values("agency")
    within = set(agencies_seen_by(by).filter(pk__in=standing))
    return [agency for agency in addressed if agency in within]


def assignments_of(campaign_id: UUID, *, seen_by: Actor) -> "QuerySet[Assignment]":
    """The assignments of a campaign within the actor's scope, each with `agency_name` and `agency_kind` of the campaign's map."""
    version = AgencyVersion.objects.filter(agency=OuterRef("agency"), valid_from__lte=OuterRef("campaign__map_date")).order_by(
        "-valid_from"
    )
    first = AgencyVersion.objects.filter(agency=OuterRef("agency")).order_by("valid_from")
    return (
        Assignment.objects.filter(_within_reach(seen_by), campaign=campaign_id)
        .annotate(
            # An agency that took over later was not on the campaign's map: it bears its first name.
            agency_name=Coalesce(Subquery(version.values("name")[:1]), Subquery(first.values("name")[:1])),
            agency_kind=Coalesce(Subquery(version.values("kind")[:1]), Subquery(first.values("kind")[:1])),
        )
        .select_related("letter", "campaign")
        .order_by("agency_name")
    )


def _within_reach(actor: Actor) -> Q:
    """What is asked of agencies seen; and what an agency seen has asked itself, of a unit too that has moved elsewhere since."""
    seen = agencies_seen_by(actor)
    return Q(agency__in=seen) | Q(campaign__agency__in=seen) | Q(handed_by__agency__in=seen)


@dataclass(frozen=True, slots=True)
class LevelAnswer:
    """How one level (agencies of one kind) answered."""

    agency_kind: str
    asked: int
    accepted: int
    handed_down: int

    @property
    def silent(self) -> int:
        """Those that have not answered."""
        return self.asked - self.accepted


def answers_by_level(campaign_id: UUID, *, seen_by: Actor) -> list[LevelAnswer]:
    """Asked, accepted and handed down, for each kind of agency."""
    rows = (
        assignments_of(campaign_id, seen_by=seen_by)
        .filter(passed_to=None)
        .order_by()
        .values(kind=F("agency_kind"))
        .annotate(
            asked=Count("pk"),
            accepted=Count("pk", filter=~Q(state=AssignmentState.SENT)),
            passed_on=Count("pk", filter=Q(state=AssignmentState.HANDED_DOWN)),
        )
        .order_by("kind")
    )
    return [LevelAnswer(r["kind"] or "", r["asked"], r["accepted"], r["passed_on"]) for r in rows]


def silent_assignments(campaign_id: UUID, *, seen_by: Actor) -> "QuerySet[Assignment]":
    """Who has not answered, those waiting longest first."""
    return (
        assignments_of(campaign_id, seen_by=seen_by).filter(state=AssignmentState.SENT, passed_to=None).order_by("sent_at", "agency__key")
    )


def own_assignments(*, seen_by: Actor) -> "QuerySet[Assignment]":
    """What is asked of the actor's own agencies, newest first."""
    return (
        Assignment.objects.filter(agency__in=seen_by.agency_ids, passed_to=None)
        .select_related("campaign__document", "letter")
        .prefetch_related("clauses")
        .order_by("-sent_at")
    )
