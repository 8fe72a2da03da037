"""The two ends of reporting, which join papers, campaigns and reports: asking with a guide, and issuing the official report."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from loa.core.folding import lower_first
from loa.core.reading.tables.kinds import kind_of_number
from loa.server.agencies.models import AgencyVersion
from loa.server.agencies.queries import agency_on_or_first, superior_of
from loa.server.campaigns.models import Campaign
from loa.server.documents.papers import Signature
from loa.server.documents.papers.signing import signature_of
from loa.server.documents.papers.stored import paper_to_json
from loa.server.documents.services import NewPaper, draw_up_papers
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.places.queries import version_on
from loa.server.reports.consolidation.issuing import About, Letterhead
from loa.server.reports.form_registry import newest_form
from loa.server.reports.models import Level, OfficialReport, Report, ReportingRound, ReportState
from loa.server.reports.official.letters import Asked, guide_letter
from loa.server.reports.queries import direction_of, expected_units
from loa.server.reports.services import issue_official_report, open_round

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

    `period` is the campaign's own unless given; `only` keeps the round to these agencies (a smaller city).
    """
    office, today = agency_on_or_first(campaign.agency_id, campaign.map_date), now.astimezone(clock.HANOI).date()
    lines = _recipients(campaign)
    guide = guide_letter(
        letterhead_of(campaign, office, symbol=campaign.document.symbol or office.symbol, addressed_to=[line for line, _ids in lines]),
        asked=Asked(letter=letter_of(campaign), campaign=lower_first(campaign.title), year=today.year, simulated=campaign.simulated),
        form=newest_form(FORM),
        due={level.value: at for level, at in due.items() if level is not Level.CITY},  # nobody tells itself
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
    starts_on, ends_on = period or (campaign.starts_on, campaign.ends_on)
    expected = expected_units(territory_id=campaign.territory_id, root_agency_id=campaign.agency_id, on=campaign.map_date, due=due)
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


def issue_report(*, opened: ReportingRound, by: Actor, now: datetime) -> OfficialReport:
    """Ban hành báo cáo chính thức of a round whose last consolidation is signed."""
    campaign = opened.campaign
    office = agency_on_or_first(opened.agency_id, campaign.map_date)
    superior = superior_of(office.agency_id, campaign.map_date)
    about = About(
        title=f"Kết quả {lower_first(campaign.title)}",
        campaign=campaign.title,
        letter=letter_of(campaign),
        bases=[_cited(basis) for basis in campaign.document.reading.get("basis_documents") or []],
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
        f"{one['name']} ({one['purpose']})" if one.get("purpose") else one["name"] for one in campaign.document.reading.get("cc") or []
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
        archive=campaign.document.reading.get("archive") or "VT",
    )


def campaign_city(campaign: Campaign) -> str:
    """The city as agencies' names end with it: the letterhead leaves it to the line above."""
    return version_on(campaign.territory_id, campaign.map_date).full_name


def _recipients(campaign: Campaign) -> list[tuple[str, list[UUID]]]:
    return [(r.text, [a.pk for a in r.agencies.all()]) for r in campaign.document.recipients.prefetch_related("agencies")]


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


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
