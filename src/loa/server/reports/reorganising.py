"""Reports that an agency which ends has not sent, those it waits for, and the rounds it leads. What was sent is never touched."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from loa.core.reorganising.holdings import Carried, HandOver, Holding, Item, Mark, refuse_moved
from loa.core.reorganising.sheet import Rule
from loa.core.words import vi
from loa.server.agencies.models import Agency
from loa.server.kit.actors import Actor
from loa.server.kit.clock import HANOI
from loa.server.reports.models import ExpectedReport, ExpectedState, Report, ReportingRound, ReportState

EXPECTED, ROUNDS = vi("Báo cáo chưa gửi"), vi("Kỳ báo cáo đang mở")
UNSENT = (ExpectedState.EXPECTED, ExpectedState.MISSING)
END_OF_OFFICE_HOURS = time(17)


def _owed() -> QuerySet[ExpectedReport]:
    """Not sent, in a round whose official report is not yet out."""
    return ExpectedReport.objects.filter(state__in=UNSENT, passed_to=None, round__official_reports=None)


def holdings_of(agency_ids: Collection[UUID], *, on: date) -> Iterator[Holding]:  # noqa: ARG001 -- every stage is asked alike
    """What these agencies still owe (drafts marked), and the rounds they lead that are not issued."""
    drafts = Report.objects.filter(expected=OuterRef("pk"), state=ReportState.DRAFT)
    owed: dict[UUID, list[Item]] = defaultdict(list)
    found = _owed().filter(agency__in=agency_ids).annotate(has_draft=Exists(drafts)).select_related("round__campaign")
    for one in found.order_by("due_at", "pk"):
        owed[one.agency_id].append(Item(str(one.pk), f"{one.round.campaign.title}: {one.name}", Mark.DRAFT if one.has_draft else Mark.NONE))
    for agency_id, items in owed.items():
        yield Holding("expected", EXPECTED, agency_id, tuple(items))
    led: dict[UUID, list[Item]] = defaultdict(list)
    for one_round in _led().filter(agency__in=agency_ids).select_related("campaign").order_by("opened_at", "pk"):
        led[one_round.agency_id].append(Item(str(one_round.pk), one_round.campaign.title))
    for agency_id, items in led.items():
        yield Holding("round", ROUNDS, agency_id, tuple(items))


def _led() -> QuerySet[ReportingRound]:
    return ReportingRound.objects.filter(official_reports=None)


def carry_over(handing: HandOver, *, by: Actor, now: datetime) -> Carried:  # noqa: ARG001 -- every stage is asked alike
    """Carried: the successor is expected once in each round, and the old unit's row is excused and points to it.

    Finished by the old agency: its deadline is drawn to that day. Whoever was to report to the old agency reports to the successor.
    """
    mine = ExpectedReport.objects.filter(agency=handing.old)
    refuse_moved(handing, "expected", EXPECTED, held={str(pk) for pk in mine.values_list("pk", flat=True)})
    owed = list(_owed().select_for_update(of=("self",)).filter(agency=handing.old).order_by("pk"))
    if handing.rule is Rule.FINISH:
        return _draw_in(handing, owed)
    if not handing.carries_work:
        return Carried(moved={}, after={"left": [str(one.pk) for one in owed]})
    there = _expected_there(handing, owed)
    below = ExpectedReport.objects.filter(reports_to=handing.old, round__in=[one.round_id for one in owed])
    redirected = [str(pk) for pk in below.exclude(agency=handing.new).values_list("pk", flat=True)]
    for one in owed:
        one.state, one.passed_to = ExpectedState.EXEMPT.value, there[one.round_id]
    ExpectedReport.objects.bulk_update(owed, ["state", "passed_to"], batch_size=500)
    ExpectedReport.objects.filter(pk__in=redirected).update(reports_to=handing.new)
    led = [str(pk) for pk in _led().filter(agency=handing.old).values_list("pk", flat=True)]
    ReportingRound.objects.filter(pk__in=led).update(agency=handing.new)
    after: dict[str, Any] = {"passed_to": {str(one.pk): str(one.passed_to_id) for one in owed}, "agency": handing.new}
    return Carried(
        moved={"expected": len(owed), "redirected": len(redirected), "round": len(led)},
        before={"expected": [str(one.pk) for one in owed], "redirected": redirected, "rounds": led, "agency": handing.old},
        after=after,
    )


def _expected_there(handing: HandOver, owed: list[ExpectedReport]) -> dict[UUID, ExpectedReport]:
    """The successor's row in each round, made where it is not there yet."""
    assert handing.new is not None
    there = {one.round_id: one for one in ExpectedReport.objects.filter(agency=handing.new, round__in=[one.round_id for one in owed])}
    key = Agency.objects.values_list("key", flat=True).get(pk=handing.new)
    fresh = {
        one.round_id: ExpectedReport(
            round_id=one.round_id,
            agency_id=handing.new,
            reports_to_id=one.reports_to_id if one.reports_to_id != handing.new else None,
            level=one.level,
            code=key[:80],
            name=handing.new_name[:300],
            due_at=one.due_at,
        )
        for one in owed
        if one.round_id not in there
    }
    ExpectedReport.objects.bulk_create(fresh.values(), batch_size=500)
    return {**there, **fresh}


def _draw_in(handing: HandOver, owed: list[ExpectedReport]) -> Carried:
    assert handing.finish_by is not None
    limit = datetime.combine(handing.finish_by, END_OF_OFFICE_HOURS, tzinfo=HANOI)
    late = [one for one in owed if one.due_at > limit]
    before = {str(one.pk): one.due_at for one in late}
    for one in late:
        one.due_at = limit
    ExpectedReport.objects.bulk_update(late, ["due_at"], batch_size=500)
    return Carried(moved={}, before={"due_at": before}, after={"due_at": limit, "left": [str(one.pk) for one in owed]})
