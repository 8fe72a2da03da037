"""Reports that an agency which ends has not sent, those it waits for, and the rounds it leads. What was sent is never touched."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from loa.core.agencies import AgencyKind
from loa.core.reorganising.holdings import Carried, HandOver, Holding, Item, Mark, refuse_moved
from loa.core.reorganising.sheet import Rule
from loa.core.words import vi
from loa.server.agencies.models import Agency, AgencyVersion
from loa.server.kit.actors import Actor
from loa.server.kit.clock import HANOI
from loa.server.kit.periods import in_force
from loa.server.reports.models import UNSENT, ExpectedReport, ExpectedState, Level, Report, ReportingRound, ReportState

EXPECTED, ROUNDS = vi("Báo cáo chưa gửi"), vi("Kỳ báo cáo đang mở")
END_OF_OFFICE_HOURS = time(17)


def _owed() -> QuerySet[ExpectedReport]:
    """Not sent, in a round whose official report is not yet out."""
    return ExpectedReport.objects.filter(state__in=UNSENT, round__official_reports=None)


def _due_by(agency_ids: Collection[UUID]) -> Q:
    """What these agencies are to send: their own, and what they report for a unit that ended before them."""
    return Q(agency__in=agency_ids, passed_to=None) | Q(passed_to__agency__in=agency_ids)


def holdings_of(agency_ids: Collection[UUID], *, on: date) -> Iterator[Holding]:  # noqa: ARG001 -- every stage is asked alike
    """What these agencies still owe (drafts marked), and the rounds they lead that are not issued."""
    drafts = Report.objects.filter(expected=OuterRef("pk"), state=ReportState.DRAFT)
    owed: dict[UUID, list[Item]] = defaultdict(list)
    found = _owed().filter(_due_by(agency_ids)).annotate(has_draft=Exists(drafts)).select_related("round__campaign", "passed_to")
    for one in found.order_by("due_at", "pk"):
        mark = Mark.DRAFT if one.has_draft else Mark.NONE
        owed[one.reporter_id].append(Item(str(one.pk), f"{one.round.campaign.title}: {one.called}", mark))
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
    """Carried: where the successor has not begun its report, that report holds the old unit's work too, and the old row is excused.

    Where it has begun or sent it, that report was made without the old unit's work and is left alone: the old row stays due, with its
    deadline and with whoever was to report to it, and the successor reports for it. Finished by the old agency: its deadline is drawn to
    that day. Whoever was to report to the old agency reports to the successor, where the old row is excused.
    """
    mine = ExpectedReport.objects.filter(Q(agency=handing.old) | Q(passed_to__agency=handing.old))
    refuse_moved(handing, "expected", EXPECTED, held={str(pk) for pk in mine.values_list("pk", flat=True)})
    # In one order, the successor's too: whoever fills its report meanwhile comes before or after, never between.
    concerned = (Q(state__in=UNSENT) & _due_by([handing.old])) | Q(agency=handing.new)
    rows = ExpectedReport.objects.filter(concerned, round__official_reports=None)
    held = list(rows.select_for_update(of=("self",)).select_related("passed_to").order_by("pk"))
    owed = [one for one in held if one.agency_id != handing.new]
    if handing.rule is Rule.FINISH:
        return _draw_in(handing, owed)
    if not handing.carries_work:
        return Carried(moved={}, after={"left": [str(one.pk) for one in owed]})
    there, begun = _expected_there(handing, owed, [one for one in held if one.agency_id == handing.new])
    before = {str(one.pk): str(one.passed_to_id) for one in owed if one.passed_to_id}
    held_by_successor = [one for one in owed if one.round_id not in begun]
    for one in owed:
        one.passed_to = there[one.round_id]
    for one in held_by_successor:
        one.state = ExpectedState.EXEMPT.value
    ExpectedReport.objects.bulk_update(owed, ["state", "passed_to"], batch_size=500)
    redirected = _redirect(held_by_successor, handing.new)
    led = [str(pk) for pk in _led().filter(agency=handing.old).values_list("pk", flat=True)]
    ReportingRound.objects.filter(pk__in=led).update(agency=handing.new)
    after: dict[str, Any] = {
        "passed_to": {str(one.pk): str(one.passed_to_id) for one in owed},
        "owed_besides": [str(one.pk) for one in owed if one.round_id in begun],
        "agency": handing.new,
    }
    return Carried(
        moved={"expected": len(owed), "redirected": len(redirected), "round": len(led)},
        before={
            "expected": [str(one.pk) for one in owed],
            "passed_to": before,
            "redirected": redirected,
            "rounds": led,
            "agency": handing.old,
        },
        after=after,
    )


def _redirect(excused: list[ExpectedReport], successor: UUID | None) -> dict[str, str]:
    """Whoever was to report to a unit that reports no more reports to its successor; to whom each was to report."""
    there = [Q(round=one.round_id, reports_to=one.agency_id) for one in excused]
    if not there:
        return {}
    below = ExpectedReport.objects.filter(reduce(or_, there)).exclude(agency=successor)
    redirected = {str(pk): str(superior) for pk, superior in below.values_list("pk", "reports_to")}
    ExpectedReport.objects.filter(pk__in=list(redirected)).update(reports_to=successor)
    return redirected


def _expected_there(
    handing: HandOver, owed: list[ExpectedReport], standing: list[ExpectedReport]
) -> tuple[dict[UUID, ExpectedReport], set[UUID]]:
    """The successor's row in each round, made where it is not there yet; and the rounds in which its report is begun, sent or excused."""
    assert handing.new is not None
    there = {one.round_id: one for one in standing}
    with_versions = Report.objects.filter(expected__in=[one.pk for one in standing]).values_list("expected__round", flat=True)
    begun = {*with_versions, *(one.round_id for one in standing if one.state not in UNSENT)}
    key = Agency.objects.values_list("key", flat=True).get(pk=handing.new)
    level = _level_of(handing.new, handing.effective_on)
    fresh: dict[UUID, ExpectedReport] = {}
    # Its own first: of several that it takes over, what the unit that ends was asked is nearest to what it is asked.
    for one in sorted(owed, key=lambda row: row.agency_id != handing.old):
        if one.round_id not in there and one.round_id not in fresh:
            fresh[one.round_id] = ExpectedReport(
                round_id=one.round_id,
                agency_id=handing.new,
                reports_to_id=one.reports_to_id if one.reports_to_id != handing.new else None,
                level=level or one.level,
                code=key[:80],
                name=handing.new_name[:300],
                due_at=one.due_at,
            )
    ExpectedReport.objects.bulk_create(fresh.values(), batch_size=500)
    return {**there, **fresh}, begun


def _level_of(agency_id: UUID, on: date) -> str | None:
    """What the successor really is, whatever ended; None where its kind has no level of its own."""
    kind = AgencyVersion.objects.filter(in_force(on), agency=agency_id).values_list("kind", flat=True).first()
    return {AgencyKind.COMMUNE_COMMITTEE.value: Level.COMMUNE.value, AgencyKind.DISTRICT_COMMITTEE.value: Level.DISTRICT.value}.get(
        kind or ""
    )


def _draw_in(handing: HandOver, owed: list[ExpectedReport]) -> Carried:
    assert handing.finish_by is not None
    limit = datetime.combine(handing.finish_by, END_OF_OFFICE_HOURS, tzinfo=HANOI)
    late = [one for one in owed if one.due_at > limit]
    before = {str(one.pk): one.due_at for one in late}
    for one in late:
        one.due_at = limit
    ExpectedReport.objects.bulk_update(late, ["due_at"], batch_size=500)
    return Carried(moved={}, before={"due_at": before}, after={"due_at": limit, "left": [str(one.pk) for one in owed]})
