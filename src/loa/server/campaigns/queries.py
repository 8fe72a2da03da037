"""Questions about campaigns: who was asked, who answered, who did not, at every level."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from loa.core.directing import Standing, may_be_given_work
from loa.core.errors import NotFound
from loa.core.reading import requests_in
from loa.server.agencies.models import AgencyVersion
from loa.server.agencies.queries import Names, agencies_below, agency_versions_on, is_called, resolve_recipients, standings_to
from loa.server.campaigns.models import Assignment, AssignmentState, Campaign
from loa.server.campaigns.papers.asked import as_received
from loa.server.documents.models import Clause, Direction, OfficialDocument, Recipient
from loa.server.kit.actors import Actor
from loa.server.people.queries import agencies_seen_by
from loa.server.places.queries import search_territories, territory_of_city


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


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One line of those whom a letter addresses: who gets work by it, and who is left out, by how they stand to the giver."""

    text: str
    given: tuple[UUID, ...]
    left_out: tuple[tuple[Standing, tuple[UUID, ...]], ...] = ()
    reason: str = ""  # why nobody was found

    @property
    def named(self) -> int:
        """How many agencies the line means."""
        return len(self.given) + sum(len(agencies) for _standing, agencies in self.left_out)


@dataclass(frozen=True, slots=True)
class WorkGiven:
    """Whom an agency gives work by a letter. `saluted`: the letter has a "Kính gửi"; `wrote`: the agency issued it itself."""

    lines: tuple[AskedLine, ...]
    saluted: bool
    wrote: bool

    @property
    def agencies(self) -> list[UUID]:
        """Who gets work, in the order of the letter, each once."""
        return list(dict.fromkeys(agency for line in self.lines for agency in line.given))


def work_given_by(document: OfficialDocument, *, giver: UUID, on: date) -> WorkGiven:
    """Whom the letter addresses, and who of them gets work from this agency on that day (`core.directing` has the rule).

    A letter may address half a province. Whoever issued it asks all below with whom its word counts; whoever received it hands on to what
    answers to itself, and what the letter asks of itself is its own work. What ended is given nothing more.
    """
    saluted = [(line.text, tuple(agency.pk for agency in line.agencies.all()), line.reason) for line in _recipients(document)]
    lines = saluted or _without_salutation(document, on)
    wrote = _is_of(document, giver, on=document.date or on)
    standings = standings_to(giver, [agency for _text, agencies, _reason in lines for agency in agencies], on=on)
    shown = (_parted(text, agencies, reason, standings, wrote) for text, agencies, reason in lines)
    return WorkGiven(tuple(shown), saluted=bool(saluted), wrote=wrote)


def _is_of(document: OfficialDocument, giver: UUID, *, on: date) -> bool:
    """Whether the agency issued it: a paper of its own, or one registered under its name. Another province has a Sở of the same name."""
    if document.direction == Direction.OUT and document.agency_id == giver:
        return True
    return _is_from_here(document, on) and is_called(giver, document.issuer, on=on)


def _is_from_here(document: OfficialDocument, on: date) -> bool:
    return not document.place or bool(search_territories(document.place, on, limit=1))


def _recipients(document: OfficialDocument) -> "QuerySet[Recipient]":
    return document.recipients.order_by("position").prefetch_related("agencies")


def _parted(text: str, agencies: Sequence[UUID], reason: str, standings: Mapping[UUID, Standing], wrote: bool) -> AskedLine:
    given, others = [], defaultdict(list)
    for agency in agencies:
        if may_be_given_work(standings[agency], by_own_letter=wrote):
            given.append(agency)
        else:
            others[standings[agency]].append(agency)
    return AskedLine(text, tuple(given), tuple((one, tuple(others[one])) for one in Standing if one in others), "" if agencies else reason)


def _without_salutation(document: OfficialDocument, on: date) -> list[tuple[str, tuple[UUID, ...], str]]:
    """A plan or a notice has no "Kính gửi": it asks the office that registered it, and those whom its clauses and "Nơi nhận" name.

    A line of "Nơi nhận" that says what for (để báo cáo, để phối hợp) asks nothing.
    """
    day = document.date or on
    own = Names([document.agency_id]).on(document.agency_id, day)
    lines: list[tuple[str, tuple[UUID, ...], str]] = [(own, (document.agency_id,), "")]
    reading, _text = as_received(document)
    asked = [name for clause in requests_in(reading.get("clauses") or ()) for name in clause.get("addressees") or ()]
    copied = [str(one["name"]) for one in reading.get("cc") or () if not one.get("purpose")]
    named = [line for line in dict.fromkeys([*asked, *copied]) if line != "Như trên"]
    if not named or not _is_from_here(document, day):
        return lines
    listed = {document.agency_id}
    for one in resolve_recipients(named, on=day, within=territory_of_city(day), issuer=document.issuer):
        more = tuple(agency for agency in one.agencies if agency not in listed)  # plans name the same office again and again
        listed.update(more)
        if more or (one.text in asked and not one.agencies):
            lines.append((one.text, more, str(one.reason or "")))
    return lines


def letters_to_open(*, seen_by: Actor, at: Collection[UUID], on: date) -> "QuerySet[OfficialDocument]":
    """Letters in the registers of these agencies that ask something of them or of those below, and of which no campaign was opened."""
    wanted = Q(pk=None)
    for agency_id in set(at) & set(seen_by.agency_ids):
        called = agency_versions_on(on).filter(agency=agency_id).values("name")
        below = agencies_below(agency_id, on).values("agency_id")
        addressed = Recipient.objects.filter(Q(agencies=agency_id) | Q(agencies__in=below)).values("document")
        own = Recipient.objects.filter(agencies__isnull=False, document__issuer__in=called).values("document")
        wanted |= Q(agency=agency_id) & (Q(pk__in=addressed) | Q(pk__in=own) | _asks_without_salutation())
    letters = OfficialDocument.objects.filter(wanted, direction=Direction.IN, campaigns=None)
    return letters.order_by("-registered_at", "-register_number")


def _asks_without_salutation() -> Q:
    asks = Clause.objects.filter(document=OuterRef("pk"), ended_at=None)
    return ~Q(Exists(Recipient.objects.filter(document=OuterRef("pk")))) & Q(Exists(asks))


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
