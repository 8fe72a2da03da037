"""Steps 1 to 4: the letter comes in, becomes a campaign, is accepted and handed down level by level."""

import csv
import io
from dataclasses import replace
from datetime import datetime, timedelta

from loa.core.agencies import AgencyKind
from loa.core.roles import Role
from loa.launch.week.cast import gather_cast
from loa.launch.week.journey import SIMULATION, Journey
from loa.server.agencies.models import AgencyVersion
from loa.server.agencies.queries import subordinate_communes
from loa.server.campaigns.models import AcceptedBy, Assignment, AssignmentState, Campaign
from loa.server.campaigns.papers.forwarding import letter_handing_down
from loa.server.campaigns.queries import assignments_of
from loa.server.campaigns.services import HandOver, accept_assignments, hand_down, open_campaign, release_overdue
from loa.server.documents.models import Direction, OfficialDocument
from loa.server.documents.papers import paper_from_json, to_docx, to_pdf
from loa.server.documents.services import draw_up_papers, enter_office_number, receive_document
from loa.server.kit import clock
from loa.server.places.queries import count_by_kind, territory_of_city

RELEASE_AFTER_HOURS = 48
NOTE = "Ưu tiên phát trong buổi sáng; bổ sung địa điểm, giờ tiêm của địa phương khi đã có thông báo; báo cáo theo mẫu trên hệ thống."
DEMO_COMMUNE = "UBND phường Bạch Mai"
SLEEPING_COMMITTEES = 0.07  # UBND quận, huyện that never answer: they are shown by name
SLEEPING_OFFICES = 1  # one Phòng of several sleeps; its work goes on by the announced release


def meet_the_cast(journey: Journey) -> tuple[str, int, int]:
    """Địa bàn, đơn vị and the people of the demo."""
    map_date = journey.facts["map_date"]
    journey.at(journey.week_starts_on - timedelta(days=4), 8)
    journey.cast = gather_cast(on=map_date, by=SIMULATION, now=journey.now, limits=journey.limits)
    counts = count_by_kind(territory_of_city(map_date), map_date)
    communes = counts.get("commune", 0)
    districts = counts.get("district", 0)
    return f"{districts} quận, huyện, thị xã; {communes} xã, phường, thị trấn; {len(journey.cast.agencies)} đơn vị", communes, communes


def receive_letter(journey: Journey) -> tuple[str, int, int]:
    """Tiếp nhận, đọc, vào sổ."""
    office = journey.cast.department()
    journey.at(journey.week_starts_on - timedelta(days=4), 8, 20)
    document = receive_document(
        data=journey.letter,
        name=journey.letter_name,
        agency_id=office.agency_id,
        by=journey.cast.at(office.agency_id, Role.CLERK),
        now=journey.now,
        simulated=True,
    )
    journey.facts["document"] = document
    addressed = document.recipients.values_list("agencies", flat=True).distinct().count()
    journey.facts["addressed"] = addressed
    lines = [f"{r.text}: {r.agencies.count()} đơn vị" for r in document.recipients.prefetch_related("agencies")]
    journey.keep("01-van-ban", "doc-duoc.txt", "\n".join([f"{document.reference}: {document.subject}", *lines]) + "\n")
    journey.keep("01-van-ban", f"ban-goc-{document.file_sha256[:12]}{_ending(journey.letter_name)}", journey.letter)
    return f"{document.reference}, {document.clauses.count()} yêu cầu, gửi {addressed} đơn vị", addressed, addressed


def open_the_campaign(journey: Journey) -> tuple[str, int, int]:
    """Mở đợt; the addressees are told that their work goes on by itself after 48 hours."""
    office = journey.cast.department()
    document: OfficialDocument = journey.facts["document"]
    journey.at(journey.week_starts_on - timedelta(days=4), 8, 40)
    campaign = open_campaign(
        document_id=document.pk,
        title=document.subject[:1].upper() + document.subject[1:],
        agency_id=office.agency_id,
        territory_id=territory_of_city(journey.facts["map_date"]),
        starts_on=journey.day(0),
        ends_on=journey.day(6),
        due_at=_moment(journey, 8, 17),
        release_after_hours=RELEASE_AFTER_HOURS,
        by=journey.cast.at(office.agency_id, Role.DRAFTER),
        now=journey.now,
    )
    journey.facts["campaign"] = campaign
    given = campaign.assignments.count()
    return f"“{campaign.title[:60]}”: {given} việc được giao", given, given


def accept_and_hand_down(journey: Journey) -> tuple[str, int, int]:
    """Mỗi cấp tiếp nhận, ra văn bản của mình, giao cấp dưới sớm hơn hạn của mình; one level sleeps and is passed over, announced."""
    campaign: Campaign = journey.facts["campaign"]
    journey.at(journey.week_starts_on - timedelta(days=4), 14)
    offices = [v for v in journey.cast.of_kind(AgencyKind.DISTRICT_CULTURE_OFFICE) if _assignment(campaign, v) is not None]
    asleep = set(
        journey.chance.of("sleeping_office").sample([o.agency_id for o in offices], min(SLEEPING_OFFICES, max(len(offices) - 1, 0)))
    )
    for kind in (AgencyKind.DISTRICT_COMMITTEE, AgencyKind.DISTRICT_MEDIA_CENTRE):
        for version in journey.cast.of_kind(kind):
            if kind is AgencyKind.DISTRICT_COMMITTEE and journey.chance.happens(SLEEPING_COMMITTEES, "sleeps", version.agency_id):
                continue
            if (assignment := _assignment(campaign, version)) is not None:
                role = Role.APPROVER if kind is AgencyKind.DISTRICT_COMMITTEE else Role.DRAFTER
                accept_assignments(assignment_ids=[assignment.pk], by=journey.cast.at(version.agency_id, role), now=journey.now)
    for office in journey.bar([o for o in offices if o.agency_id not in asleep], "Phòng VH&TT ra văn bản giao xã, phường"):
        forward(journey, campaign, office)
    journey.at(journey.week_starts_on - timedelta(days=1), 9)
    below = {office.agency_id: tuple(v.agency_id for v in subordinate_communes(office.agency_id, campaign.map_date)) for office in offices}
    released = release_overdue(below=below, by=SIMULATION, now=journey.now)
    _communes_accept(journey, campaign)
    communes = len(journey.cast.of_kind(AgencyKind.COMMUNE_COMMITTEE))
    journey.facts["demo_commune"] = demo_commune(journey)
    reached = Assignment.objects.filter(
        campaign=campaign, agency__in=[v.agency_id for v in journey.cast.of_kind(AgencyKind.COMMUNE_COMMITTEE)]
    )
    journey.facts["communes"] = list(reached.order_by("agency__key").values_list("agency_id", flat=True))
    answered = reached.exclude(state=AssignmentState.SENT).count()
    _keep_what_was_handed_down(journey, campaign)
    return (
        f"{len(offices) - released} phòng ra văn bản, {released} tự chuyển sau {RELEASE_AFTER_HOURS} giờ; {answered} xã, phường đã tiếp nhận",
        reached.count(),
        communes,
    )


def forward(journey: Journey, campaign: Campaign, office: AgencyVersion, *, due_at: datetime | None = None) -> None:
    """One Phòng's own letter to its wards: basis, an earlier deadline, the office's number entered by its văn thư."""
    due_at = due_at or _moment(journey, 7, 17)
    communes = [v.agency_id for v in subordinate_communes(office.agency_id, campaign.map_date)]
    drafter = journey.cast.at(office.agency_id, Role.DRAFTER)
    assignment = _assignment(campaign, office)
    assert assignment is not None
    paper = letter_handing_down(assignment, office, to=communes, note=NOTE, due_at=due_at, on=clock.today(), by=drafter)
    letter = draw_up_papers({office.agency_id: paper}, by=drafter, now=journey.now)[office.agency_id]
    numbered = OfficialDocument.objects.filter(agency=office.agency_id, direction=Direction.OUT).exclude(office_number="").count()
    number = f"{journey.chance.between(101, 480, 'office_number', office.agency_id) + numbered}"  # the book goes on from letter to letter
    enter_office_number(document_id=letter.pk, office_number=number, by=journey.cast.at(office.agency_id, Role.CLERK), now=journey.now)
    hand_down(
        hand_over=HandOver(
            assignment_id=assignment.pk,
            letter_id=letter.pk,
            to=tuple(communes),
            due_at=due_at,
            note=NOTE,
        ),
        by=drafter,
        now=journey.now,
    )


def _communes_accept(journey: Journey, campaign: Campaign) -> None:
    """Most communes answer with a tap; the others accept by opening their session or filling the report."""
    waiting = Assignment.objects.filter(campaign=campaign, state=AssignmentState.SENT)
    for version in journey.bar(journey.cast.of_kind(AgencyKind.COMMUNE_COMMITTEE), "Xã, phường tiếp nhận"):
        if journey.chance.happens(0.82, "accepts", version.agency_id):
            ids = list(waiting.filter(agency=version.agency_id).values_list("pk", flat=True))
            accept_assignments(assignment_ids=ids, by=journey.cast.at(version.agency_id, Role.COMMUNE_OFFICER), now=journey.now)


def _keep_what_was_handed_down(journey: Journey, campaign: Campaign) -> None:
    """Who was asked by which letter, as a table; and the demo district's own letter as it will be signed."""
    rows = assignments_of(campaign.pk, seen_by=SIMULATION).order_by("agency__key")
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["Đơn vị", "Tình trạng", "Tiếp nhận bằng", "Văn bản giao", "Hạn báo cáo"])
    for row in rows:
        due = f"{row.due_at.astimezone(clock.HANOI):%H:%M %d/%m/%Y}" if row.due_at else ""
        state, how = AssignmentState(row.state).vi, AcceptedBy(row.accepted_by).vi if row.accepted_by else ""
        table.writerow([getattr(row, "agency_name", ""), state, how, row.letter.reference, due])
    journey.keep("02-giao-viec", "giao-viec.csv", out.getvalue().encode("utf-8-sig"))
    demo = Assignment.objects.filter(campaign=campaign, agency=journey.facts["demo_commune"].agency_id).select_related("letter").first()
    if demo and demo.letter.content:
        paper = replace(paper_from_json(demo.letter.content), number=demo.letter.office_number)
        journey.keep("02-giao-viec", "cong-van-giao-viec.docx", to_docx(paper))
        journey.keep("02-giao-viec", "cong-van-giao-viec.pdf", to_pdf(paper))


def _assignment(campaign: Campaign, version: AgencyVersion) -> Assignment | None:
    return Assignment.objects.filter(campaign=campaign, agency=version.agency_id).first()


def _moment(journey: Journey, day_number: int, hour: int) -> datetime:
    day = journey.day(day_number)
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.HANOI)


def _ending(name: str) -> str:
    return ".docx" if name.lower().endswith(".docx") else ".txt"


def demo_commune(journey: Journey) -> AgencyVersion:
    """The ward of the demo accounts, or the first one on a map that has it no more."""
    communes = journey.cast.of_kind(AgencyKind.COMMUNE_COMMITTEE)
    return next((v for v in communes if v.short_name == DEMO_COMMUNE), communes[0])
