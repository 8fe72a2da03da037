"""What colleagues do after the week: vendors' logs, activities, reports of wards and districts; and the Sở's letter that asks for them."""

from dataclasses import replace
from datetime import timedelta

from loa.core.agencies import AgencyKind
from loa.core.roles import Role
from loa.core.stations import StationKind
from loa.launch.demo.company import Company, monday_of
from loa.launch.week import reporting
from loa.launch.week.journey import SIMULATION, Journey
from loa.launch.week.logs import activities_of, hand_in_vendor_log
from loa.server.activities.models import Activity
from loa.server.activities.services import log_activities
from loa.server.campaigns.models import Assignment, Campaign
from loa.server.channels.models import Station
from loa.server.playlogs.models import VendorImport
from loa.server.playlogs.queries import planned_of_stations
from loa.server.reports.models import ExpectedReport, ExpectedState, Level, OfficialReport, Report, ReportingRound, ReportState
from loa.server.reports.queries import logged_figures, work_behind
from loa.server.schedules.models import PublishedSchedule, Session
from loa.server.site.asking import issue_report
from loa.server.site.renditions import session_code

STATIONS_A_TURN = 6
COMMUNES_A_TURN = 25
DISTRICTS_A_TURN = 2


def ask_for_reports(company: Company) -> int:
    """Once schedules are out, the Sở asks for reports: form, round, a deadline for each level."""
    for campaign in company.campaigns():
        on_air = PublishedSchedule.objects.filter(week_starts_on__gte=monday_of(campaign.starts_on)).exists()
        if on_air and not ReportingRound.objects.filter(campaign=campaign).exists():
            reporting.ask_for_reports(_in_its_week(company, campaign))
            return 1
    return 0


def hand_in_vendor_logs(company: Company) -> int:
    """After the week each vendor's system gives out its log; the ward imports it."""
    done = 0
    for campaign in _ended(company):
        journey = _in_its_week(company, campaign)
        handed = VendorImport.objects.filter(at__date__gt=journey.day(6)).values("station_id")
        waiting = Station.objects.filter(kind=StationKind.VENDOR).exclude(pk__in=handed).order_by("search_key", "pk")
        stations = [s for s in waiting if company.others([s.agency_id])][: STATIONS_A_TURN - done]
        planned = planned_of_stations(
            station_ids=[s.pk for s in stations], first_day=journey.day(0), last_day=journey.day(6), seen_by=SIMULATION
        )
        sessions = {s.pk: s for s in Session.objects.filter(station__in=stations)}
        codes = {session_code(s): s.pk for s in sessions.values()}
        for station in stations:
            if items := planned.get(station.pk, ()):
                hand_in_vendor_log(journey, station, items, sessions, codes)
                done += 1
    return done


def write_down_activities(company: Company) -> int:
    """After the week communes write down what their people did otherwise."""
    done = 0
    for campaign in _ended(company):
        journey = _in_its_week(company, campaign)
        told = set(Activity.objects.filter(campaign=campaign).values_list("agency_id", flat=True))
        reached = Assignment.objects.filter(campaign=campaign).order_by("agency__key").values_list("agency_id", flat=True)
        for commune in company.others(agency_id for agency_id in reached if agency_id not in told):
            if commune.kind != AgencyKind.COMMUNE_COMMITTEE or done >= COMMUNES_A_TURN:
                continue
            if activities := activities_of(journey, commune.agency_id):
                officer = journey.cast.at(commune.agency_id, Role.COMMUNE_OFFICER)
                log_activities(done=activities, by=officer, now=journey.now, simulated=True)
                done += 1
    return done


def report_for_communes(company: Company) -> int:
    """Communes confirm their reports, filled from the logs; some do not report and will be named."""
    done = 0
    for opened in _rounds_to_report(company):
        journey = _in_its_week(company, opened.campaign)
        waiting = opened.expected.filter(level=Level.COMMUNE, state=ExpectedState.EXPECTED).order_by("code")
        asked = [one for one in waiting if company.others([one.agency_id]) and not _misses(journey, one)][: COMMUNES_A_TURN - done]
        work = work_behind([one.agency_id for one in asked], on=opened.ends_on)
        logged = logged_figures(opened.pk, work_of=work, as_of=journey.now, seen_by=SIMULATION) if asked else {}
        for one in asked:
            reporting.report_of_commune(journey, opened, one, logged[one.agency_id])
            done += 1
    return done


def consolidate_districts(company: Company) -> int:
    """A district consolidates and signs once its communes that report have reported; the person's own waits for the person."""
    done = 0
    for opened in _rounds_to_report(company):
        journey = _in_its_week(company, opened.campaign)
        for one in opened.expected.filter(level=Level.DISTRICT, state=ExpectedState.EXPECTED).order_by("code"):
            below = opened.expected.filter(reports_to=one.agency_id, state=ExpectedState.EXPECTED)
            awaited = [ward for ward in below if not _misses(journey, ward)]
            if company.others([one.agency_id]) and not awaited and done < DISTRICTS_A_TURN:
                reporting.consolidate_and_sign(journey, opened, one)
                done += 1
    return done


def issue_the_report(company: Company) -> int:
    """The Sở's leader has signed: the official report is made, its number and day left to văn thư."""
    for opened in ReportingRound.objects.select_related("campaign__document", "guide"):
        signed = Report.objects.filter(expected__round=opened, expected__level=Level.CITY, state=ReportState.SIGNED, superseded_at=None)
        if signed.exists() and not OfficialReport.objects.filter(report__in=signed).exists():
            drafter = company.journey.cast.at(opened.agency_id, Role.DRAFTER)
            issue_report(opened=opened, by=drafter, now=company.journey.now)
            return 1
    return 0


def _in_its_week(company: Company, campaign: Campaign) -> Journey:
    """The journey as it stands for this campaign: its own week, wherever the clock has got to."""
    ward = company.journey.cast.agencies[company.setting.ward]
    facts = {"campaign": campaign, "demo_commune": ward, "map_date": company.setting.map_date}
    return replace(company.journey, week_starts_on=monday_of(campaign.starts_on), facts=facts)


def _ended(company: Company) -> list[Campaign]:
    """Campaigns whose first week is over."""
    return [c for c in company.campaigns() if monday_of(c.starts_on) + timedelta(days=6) < company.today]


def _rounds_to_report(company: Company) -> list[ReportingRound]:
    """Rounds whose week is over and whose logs are in."""
    running = {campaign.pk for campaign in company.campaigns()}
    rounds = ReportingRound.objects.filter(campaign__in=running, ends_on__lt=company.today).select_related("campaign__document")
    return [opened for opened in rounds if company.is_caught_up]


def _misses(journey: Journey, one: ExpectedReport) -> bool:
    return journey.chance.happens(reporting.MISSING, "misses_report", one.code)
