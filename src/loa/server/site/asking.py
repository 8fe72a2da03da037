"""The two ends of reporting, which join papers, campaigns and reports: asking with a guide, and issuing the official report."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from loa.core.directing import may_be_given_work
from loa.core.errors import LoaError
from loa.core.folding import lower_first
from loa.core.reading.tables.kinds import kind_of_number
from loa.server.agencies.models import AgencyVersion
from loa.server.agencies.queries import Names, agency_on_or_first, predecessors_of, standings_to, superior_of
from loa.server.campaigns.models import Assignment, Campaign
from loa.server.campaigns.papers.addressees import lines_below
from loa.server.documents.models import Recipient
from loa.server.documents.papers import Signature
from loa.server.documents.papers.signing import signature_of
from loa.server.documents.papers.stored import paper_to_json
from loa.server.documents.queries import standing_reading
from loa.server.documents.services import NewPaper, draw_up_papers
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.places.queries import version_on
from loa.server.reports.consolidation.expecting import Expected
from loa.server.reports.consolidation.issuing import About, Letterhead
from loa.server.reports.form_registry import newest_form
from loa.server.reports.models import Level, OfficialReport, Report, ReportingRound, ReportState
from loa.server.reports.official.letters import Asked, guide_letter
from loa.server.reports.queries import direction_of, expected_units
from loa.server.reports.services import issue_official_report, open_round
from loa.server.site.errors import ReportDeadlinePast, ReportDeadlineTooEarly

FORM = "chien-dich-tuyen-truyen"


@transaction.atomic
def ask_for_reports(
    *,
    campaign: Campaign,
    due: Mapping[Level, datetime],
    by: Actor,
    now: datetime,
    period: tuple[date, date] | None = None,
    only: Collection[UUID] | None = None,
) -> ReportingRound:
    """Hướng dẫn báo cáo: the campaign's agency draws up a guide (form, deadline of each level), and the round opens.

    `period` is the campaign's own unless given; `only` keeps the round to these agencies (a smaller city). Asked are those to whom the
    agency may give work. Raises `ReportDeadlinePast`, `ReportDeadlineTooEarly`.
    """
    starts_on, ends_on = period or (campaign.starts_on, campaign.ends_on)
    for _level, fault in deadline_faults(due, ends_on=ends_on, now=now):
        raise fault
    office, today = agency_on_or_first(campaign.agency_id, campaign.map_date), now.astimezone(clock.HANOI).date()
    lines = _asked_by_guide(campaign, on=today)
    expected = units_asked(campaign, due)
    levels = {one.level for one in expected} - {Level.CITY}  # nobody tells itself
    guide = guide_letter(
        letterhead_of(campaign, office, symbol=campaign.document.symbol or office.symbol, addressed_to=[line for line, _ids in lines]),
        asked=Asked(letter=letter_of(campaign), campaign=lower_first(campaign.title), year=today.year, simulated=campaign.simulated),
        form=newest_form(FORM),
        due={level.value: at for level, at in due.items() if level in levels},
    )
    paper = NewPaper(
        goes_at_once=True,
        doc_type="Công văn",
        symbol=guide.symbol,
        subject=guide.subject,
        issuer=office.name,
        place=guide.place,
        date=today,
        signer="",
        content=paper_to_json(guide),
        to=lines,
        basis_id=campaign.document_id,
        simulated=campaign.simulated,
    )
    letter = draw_up_papers({campaign.agency_id: paper}, by=by, now=now)[campaign.agency_id]
    return open_round(
        campaign_id=campaign.pk,
        agency_id=campaign.agency_id,
        form=FORM,
        starts_on=starts_on,
        ends_on=ends_on,
        expected=[one for one in expected if only is None or one.agency_id in only],
        guide_id=letter.pk,
        by=by,
        now=now,
    )


def deadline_faults(due: Mapping[Level, datetime], *, ends_on: date, now: datetime) -> list[tuple[Level, LoaError]]:
    """What is wrong with these deadlines: gone by already, or before the last day whose figures are asked."""
    faults: list[tuple[Level, LoaError]] = []
    for level, at in due.items():
        if at <= now:
            faults.append((level, ReportDeadlinePast(due=_moment(at), now=_moment(now))))
        elif clock.day_of(at) < ends_on:
            faults.append((level, ReportDeadlineTooEarly(due=_moment(at), ends_on=_day(ends_on))))
    return faults


def units_asked(campaign: Campaign, due: Mapping[Level, datetime]) -> list[Expected]:
    """Who reports: those who answer to the campaign's agency, or answered to one whose work it took over, on the campaign's map.

    Who answers to it and would report to one that does not, reports to it.
    """
    units = expected_units(territory_id=campaign.territory_id, root_agency_id=campaign.agency_id, on=campaign.map_date, due=due)
    root, asked = campaign.agency_id, [one.agency_id for one in units]
    kept = {root}
    for giver in (root, *predecessors_of(root)):
        standings = standings_to(giver, asked, on=campaign.map_date)
        kept |= {one for one, standing in standings.items() if may_be_given_work(standing, by_own_letter=True)}
    return [
        one if one.reports_to is None or one.reports_to in kept else replace(one, reports_to=root) for one in units if one.agency_id in kept
    ]


def issue_report(*, opened: ReportingRound, by: Actor, now: datetime) -> OfficialReport:
    """Ban hành báo cáo chính thức of a round whose last consolidation is signed."""
    campaign = opened.campaign
    office = agency_on_or_first(opened.agency_id, campaign.map_date)
    superior = superior_of(office.agency_id, campaign.map_date)
    about = About(
        title=f"Kết quả {lower_first(campaign.title)}",
        campaign=campaign.title,
        letter=letter_of(campaign),
        bases=[_cited(basis) for basis in standing_reading(campaign.document).get("basis_documents") or []],
        letterhead=letterhead_of(
            campaign,
            office,
            symbol=f"BC-{office.symbol}",
            addressed_to=[superior.name if superior else "Ủy ban nhân dân Thành phố"],
            signature=_signature(opened, office, clock.day_of(now)),
        ),
        direction=direction_of(campaign, guide=f"Công văn số {opened.guide.reference}" if opened.guide else ""),
    )
    return issue_official_report(round_id=opened.pk, about=about, by=by, now=now)


def _signature(opened: ReportingRound, office: AgencyVersion, on: date) -> Signature:
    """Of who signed the consolidation, with the title borne on that day, and for whom."""
    signed = Report.objects.filter(expected__round=opened, expected__agency=opened.agency_id, state=ReportState.SIGNED, superseded_at=None)
    report = signed.first()
    if report is None:
        return signature_of(office, on=on)
    return signature_of(
        office, on=on, person_id=report.signed_by_person_id, name=report.signed_by, for_person_id=report.signed_for_person_id
    )


def letterhead_of(
    campaign: Campaign, office: AgencyVersion, *, symbol: str, addressed_to: list[str], signature: Signature | None = None
) -> Letterhead:
    """Who writes, to whom, with copies to those to whom the campaign's letter went in copy. Without a signature a deputy's is prepared."""
    signed = signature or signature_of(office, on=campaign.map_date)
    copies = [
        f"{one['name']} ({one['purpose']})" if one.get("purpose") else one["name"]
        for one in standing_reading(campaign.document).get("cc") or []
    ]
    return Letterhead(
        superior_agency=office.superior_line,
        agency=office.name.removesuffix(f" {campaign_city(campaign)}"),
        symbol=symbol,
        place=office.place_name or "Hà Nội",
        addressed_to=addressed_to,
        signature_lines=list(signed.lines),
        signer=signed.name,
        recipients=["Như trên", *(copy for copy in copies if not any(copy.startswith(to) for to in addressed_to))],
        archive=standing_reading(campaign.document).get("archive") or "VT",
    )


def campaign_city(campaign: Campaign) -> str:
    """The city as agencies' names end with it: the letterhead leaves it to the line above."""
    return version_on(campaign.territory_id, campaign.map_date).full_name


def _asked_by_guide(campaign: Campaign, *, on: date) -> list[tuple[str, list[UUID]]]:
    """Lines of "Kính gửi": those of the letters that gave the agency's work, with who got it; whom else a letter named is not asked.

    Where the agency has given nobody work yet, whoever it may give work.
    """
    own = campaign.agency_id
    given = Assignment.objects.filter(campaign=campaign, passed_to=None).filter(Q(handed_by=None) | Q(handed_by__agency=own))
    letters = {campaign.document_id, *given.values_list("letter_id", flat=True)}
    waiting = set(given.exclude(agency=own).values_list("agency_id", flat=True))
    if not waiting:
        return [(line.text, list(line.agencies)) for line in lines_below(own, on, asked_already=())]
    lines: list[tuple[str, list[UUID]]] = []
    for one in Recipient.objects.filter(document__in=letters).order_by("document__registered_at", "position").prefetch_related("agencies"):
        meant = [agency.pk for agency in one.agencies.all() if agency.pk in waiting]
        waiting.difference_update(meant)
        if meant:
            lines.append((one.text, meant))
    names = Names(waiting)  # asked by the clauses of a paper that greets nobody
    return [*lines, *sorted((names.on(agency, on), [agency]) for agency in waiting)]


def letter_of(campaign: Campaign) -> str:
    """The campaign's letter as papers cite it: "Công văn số 1349/STTTT-BCXBTT ngày 28/7/2021"."""
    document = campaign.document
    return f"{document.doc_type or 'Văn bản'} số {document.reference}" + (f" ngày {_day(document.date)}" if document.date else "")


def _cited(basis: Mapping[str, str | None]) -> str:
    number = basis.get("number")
    words = f"{lower_first(kind_of_number(number) or 'văn bản')} số {number}" if number else str(basis.get("name") or "")
    if basis.get("date"):
        words += f" ngày {_day(date.fromisoformat(str(basis['date'])))}"
    return words + (f" của {basis['issuer']}" if basis.get("issuer") else "")


def _moment(at: datetime) -> str:
    local = at.astimezone(clock.HANOI)
    return f"{local:%H:%M} {_day(local.date())}"


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
