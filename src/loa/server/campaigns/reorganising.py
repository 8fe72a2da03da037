"""Open assignments and running campaigns of an agency that ends, and how they pass on."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q, QuerySet

from loa.core.reorganising.holdings import Carried, HandOver, Holding, Item, Mark, refuse_moved
from loa.core.reorganising.sheet import Rule
from loa.core.words import vi
from loa.server.campaigns.models import Assignment, AssignmentState, Campaign
from loa.server.kit.actors import Actor
from loa.server.kit.clock import HANOI

ASSIGNMENTS, CAMPAIGNS = vi("Việc được giao chưa xong"), vi("Đợt đang chạy")
END_OF_OFFICE_HOURS = time(17)


def _running(on: date, path: str = "") -> Q:
    return Q(**{f"{path}ended_at": None, f"{path}ends_on__gte": on})


def _open(on: date) -> QuerySet[Assignment]:
    """Not yet handed on to others, in a campaign that still runs on that day."""
    return Assignment.objects.filter(_running(on, "campaign__"), passed_to=None).exclude(state=AssignmentState.HANDED_DOWN)


def holdings_of(agency_ids: Collection[UUID], *, on: date) -> Iterator[Holding]:
    """What these agencies were asked and have not handed on, and the campaigns they run."""
    asked: dict[UUID, list[Item]] = defaultdict(list)
    for one in _open(on).filter(agency__in=agency_ids).select_related("campaign").order_by("campaign__opened_at", "pk"):
        asked[one.agency_id].append(Item(str(one.pk), one.campaign.title, words=AssignmentState(one.state).vi))
    for agency_id, items in asked.items():
        yield Holding("assignment", ASSIGNMENTS, agency_id, tuple(items))
    run: dict[UUID, list[Item]] = defaultdict(list)
    for campaign in Campaign.objects.filter(_running(on), agency__in=agency_ids).order_by("opened_at", "pk"):
        run[campaign.agency_id].append(Item(str(campaign.pk), campaign.title, Mark.NONE))
    for agency_id, items in run.items():
        yield Holding("campaign", CAMPAIGNS, agency_id, tuple(items))


def carry_over(handing: HandOver, *, by: Actor, now: datetime) -> Carried:  # noqa: ARG001 -- every stage is asked alike
    """Carried: the successor is asked the same, once, by the same letter and deadline; the old row stays and points to it.

    Finished by the old agency: its deadline is drawn to that day. Running campaigns are led on by the successor.
    """
    refuse_moved(handing, "assignment", ASSIGNMENTS, held=_ids(Assignment.objects.filter(agency=handing.old)))
    refuse_moved(handing, "campaign", CAMPAIGNS, held=_ids(Campaign.objects.filter(agency=handing.old)))
    waiting = list(_open(handing.effective_on).select_for_update(of=("self",)).filter(agency=handing.old).order_by("pk"))
    if handing.rule is Rule.FINISH:
        return _draw_in(handing, waiting)
    if not handing.carries_work:
        return Carried(moved={}, after={"left": [str(one.pk) for one in waiting]})
    there = _asked_there(handing, waiting)
    for one in waiting:
        one.passed_to = there[one.campaign_id]
    Assignment.objects.bulk_update(waiting, ["passed_to"], batch_size=500)
    led = list(Campaign.objects.filter(_running(handing.effective_on), agency=handing.old).values_list("pk", flat=True))
    Campaign.objects.filter(pk__in=led).update(agency=handing.new)
    return Carried(
        moved={"assignment": len(waiting), "campaign": len(led)},
        before={"assignments": [str(one.pk) for one in waiting], "campaigns": [str(pk) for pk in led], "agency": handing.old},
        after={"passed_to": {str(one.pk): str(one.passed_to_id) for one in waiting}, "agency": handing.new},
    )


def _asked_there(handing: HandOver, waiting: list[Assignment]) -> dict[UUID, Assignment]:
    """The successor's assignment of each campaign, made where it is not there yet."""
    assert handing.new is not None
    campaign_ids = {one.campaign_id for one in waiting}
    there = {one.campaign_id: one for one in Assignment.objects.filter(agency=handing.new, campaign__in=campaign_ids)}
    fresh: dict[UUID, Assignment] = {}
    clauses: dict[UUID, Assignment] = {}
    for one in waiting:
        if one.campaign_id not in there and one.campaign_id not in fresh:
            fresh[one.campaign_id] = Assignment(
                campaign_id=one.campaign_id,
                agency_id=handing.new,
                handed_by_id=one.handed_by_id,
                letter_id=one.letter_id,
                note=one.note,
                due_at=one.due_at,
                state=one.state,
                sent_at=one.sent_at,
                accepted_at=one.accepted_at,
                accepted_by=one.accepted_by,
                release_at=one.release_at,
            )
            clauses[one.pk] = fresh[one.campaign_id]
    Assignment.objects.bulk_create(fresh.values(), batch_size=500)
    link = Assignment.clauses.through
    asked = link.objects.filter(assignment__in=list(clauses)).values_list("assignment_id", "clause_id")
    link.objects.bulk_create([link(assignment_id=clauses[old].pk, clause_id=clause) for old, clause in asked], batch_size=1000)
    return {**there, **fresh}


def _draw_in(handing: HandOver, waiting: list[Assignment]) -> Carried:
    assert handing.finish_by is not None
    limit = datetime.combine(handing.finish_by, END_OF_OFFICE_HOURS, tzinfo=HANOI)
    late = [one for one in waiting if one.due_at is None or one.due_at > limit]
    before = {str(one.pk): one.due_at for one in late}
    for one in late:
        one.due_at = limit
    Assignment.objects.bulk_update(late, ["due_at"], batch_size=500)
    return Carried(moved={}, before={"due_at": before}, after={"due_at": limit, "left": [str(one.pk) for one in waiting]})


def _ids(found: "QuerySet[Assignment] | QuerySet[Campaign]") -> set[str]:
    return {str(pk) for pk in found.values_list("pk", flat=True)}
