"""Steps 12 to 14: the guide, the wards' reports, the districts' consolidation and signature, the official report."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from loa.core.figures import LoggedFigure, TypedFigure
from loa.core.roles import Role
from loa.launch.week.journey import SIMULATION, Journey
from loa.server.campaigns.models import Campaign
from loa.server.documents.papers import paper_from_json, to_docx, to_pdf
from loa.server.documents.services import enter_office_number
from loa.server.kit import clock, trail
from loa.server.kit.keys import installation_key
from loa.server.kit.models import Delivery
from loa.server.reports.models import ExpectedReport, Level, OfficialReport, ReportingRound
from loa.server.reports.queries import logged_figures, official_report_files, walk_to_logs, work_behind
from loa.server.reports.services import confirm_report, consolidate_level, fill_report, sign_report
from loa.server.site import asking

FORM = "chien-dich-tuyen-truyen"
MISSING = 0.06  # the seed decides who does not report; they are named
WORDY = 0.2  # of the districts add words of their own
SAID = {
    "ton-tai": (
        "Một số đài vận hành bằng tay gián đoạn do mất điện, mưa lớn (minh họa).",
        "Cán bộ phụ trách đài kiêm nhiệm nhiều việc, xác nhận buổi phát còn chậm (minh họa).",
        "Cụm loa tại khu vực mới xây dựng chưa phủ kín (minh họa).",
    ),
    "kien-nghi": (
        "Đề nghị hỗ trợ chuyển đổi đài FM sang ứng dụng công nghệ thông tin - viễn thông (minh họa).",
        "Đề nghị cấp thêm bản ghi âm của phát thanh viên cho các bản tin chung (minh họa).",
    ),
}
BOARD_STATES = ("Có đăng", "Không đăng", "Không có dữ liệu")


def ask_for_reports(journey: Journey) -> tuple[str, int, int]:
    """Hướng dẫn báo cáo: a letter gives the form and a deadline to each level, because the circular gave neither."""
    journey.at(journey.day(-3), 16)
    office = journey.cast.department()
    campaign: Campaign = journey.facts["campaign"]
    drafter = journey.cast.at(office.agency_id, Role.DRAFTER)
    due = {Level.COMMUNE: _moment(journey, 7, 17), Level.DISTRICT: _moment(journey, 8, 17), Level.CITY: _moment(journey, 9, 17)}
    week = (journey.day(0), journey.day(6))
    opened = asking.ask_for_reports(campaign=campaign, due=due, by=drafter, now=journey.now, period=week, only=set(journey.cast.agencies))
    assert opened.guide_id is not None
    letter = enter_office_number(
        document_id=opened.guide_id,
        office_number=str(journey.chance.between(1360, 1420, "guide_number")),
        by=journey.cast.at(office.agency_id, Role.CLERK),
        now=journey.now,
    )
    paper = replace(paper_from_json(letter.content), number=letter.office_number)
    journey.keep("06-bao-cao", "huong-dan-bao-cao.docx", to_docx(paper))
    journey.keep("06-bao-cao", "huong-dan-bao-cao.pdf", to_pdf(paper))
    journey.facts["round"] = opened
    expected = opened.expected.count()
    return f"biểu mẫu {opened.form_code}, phiên bản {opened.form_version}; {expected} đơn vị phải báo cáo", expected, expected


def communes_report(journey: Journey) -> tuple[str, int, int]:
    """Báo cáo của xã, phường: filled from the logs, the ward adds what no log knows and confirms; some do not report."""
    journey.at(journey.day(7), 9)
    opened: ReportingRound = journey.facts["round"]
    asked = list(opened.expected.filter(level=Level.COMMUNE).select_related("agency").order_by("code"))
    reporting = [one for one in asked if not journey.chance.happens(MISSING, "misses_report", one.code)]
    work = work_behind([one.agency_id for one in reporting], on=opened.ends_on)
    logged = logged_figures(opened.pk, work_of=work, as_of=journey.now, seen_by=SIMULATION)
    for one in journey.bar(reporting, "Xã, phường xác nhận báo cáo"):
        report_of_commune(journey, opened, one, logged[one.agency_id])
    return f"{len(reporting)} báo cáo đã xác nhận, {len(asked) - len(reporting)} xã, phường chưa báo cáo", len(reporting), len(asked)


def report_of_commune(journey: Journey, opened: ReportingRound, one: ExpectedReport, logged: Sequence[LoggedFigure]) -> None:
    """One ward's report: what the logs know, what only the ward knows, confirmed by its officer."""
    officer = journey.cast.at(one.agency_id, Role.COMMUNE_OFFICER)
    draw = journey.chance.of("typed", one.code)
    fill_report(
        round_id=opened.pk,
        agency_id=one.agency_id,
        logged=logged,
        typed=[TypedFigure("tuyen-truyen-vien", draw.randint(3, 28))],
        answers={"bang-dien-tu": draw.choices(BOARD_STATES, (5, 3, 2))[0]},
        by=officer,
        now=journey.now,
    )
    confirm_report(round_id=opened.pk, agency_id=one.agency_id, by=officer, now=journey.now)


def districts_consolidate(journey: Journey) -> tuple[str, int, int]:
    """Cấp huyện tổng hợp và ký: its communes and its own centre's work; the absent are named, nobody waits."""
    journey.at(journey.day(8), 10)
    opened: ReportingRound = journey.facts["round"]
    districts = list(opened.expected.filter(level=Level.DISTRICT).order_by("code"))
    signed = 0
    for one in journey.bar(districts, "Cấp huyện tổng hợp và ký"):
        consolidate_and_sign(journey, opened, one)
        signed += 1
    return f"{signed} báo cáo cấp huyện đã ký", signed, len(districts)


def consolidate_and_sign(journey: Journey, opened: ReportingRound, one: ExpectedReport) -> None:
    drafter = journey.cast.at(one.agency_id, Role.DRAFTER)
    own = logged_figures(opened.pk, work_of=work_behind([one.agency_id], on=opened.ends_on), as_of=journey.now, seen_by=SIMULATION)
    consolidate_level(
        round_id=opened.pk,
        agency_id=one.agency_id,
        own=own[one.agency_id],
        narrative=_narrative(journey, one),
        by=drafter,
        now=journey.now,
    )
    sign_report(round_id=opened.pk, agency_id=one.agency_id, by=journey.cast.at(one.agency_id, Role.APPROVER), now=journey.now)


def _narrative(journey: Journey, one: ExpectedReport) -> dict[str, str]:
    """What some units add in words; most have nothing to add."""
    draw = journey.chance.of("narrative", one.code)
    return {code: draw.choice(said) for code, said in SAID.items() if draw.random() < WORDY}


def issue_the_report(journey: Journey) -> tuple[str, int, int]:
    """Báo cáo chính thức: the Sở consolidates the districts with the wards behind them, signs, and freezes the snapshot."""
    journey.at(journey.day(8), 15)
    opened: ReportingRound = journey.facts["round"]
    root = opened.expected.get(level=Level.CITY)
    consolidate_and_sign(journey, opened, root)
    drafter = journey.cast.at(opened.agency_id, Role.DRAFTER)
    issued = asking.issue_report(opened=ReportingRound.objects.get(pk=opened.pk), by=drafter, now=journey.now)
    for name, data in official_report_files(issued).items():
        (journey.out / name).write_bytes(data)
    journey.facts["official"] = issued
    return _coverage(issued)


def check_the_report(journey: Journey) -> tuple[str, int, int]:
    """What anybody can do with the snapshot: recompute it, and here walk down to the logs; the trail verifies, no reaction is owed."""
    path = journey.out / "bao-cao-SO.snapshot.json"
    walk = walk_to_logs(json.loads(path.read_bytes()))
    assert walk is not None
    while trail.seal():
        pass
    verdict = trail.verify()
    journey.keep("06-bao-cao", "dau-van-tay-khoa.txt", installation_key().fingerprint + "\n")
    wrong = len(walk.findings) + (not verdict.holds) + Delivery.objects.filter(done_at=None).count()
    journey.facts["wrong"] = wrong
    said = f"{walk.reports} báo cáo và {walk.log_sources} nguồn nhật ký khớp; dấu vết {verdict.sealed} dòng nguyên vẹn"
    return said if not wrong else f"{wrong} điểm không khớp", walk.log_sources - len(walk.findings), walk.log_sources


def _coverage(issued: OfficialReport) -> tuple[str, int, int]:
    coverage = issued.report.coverage
    said = {level: (held["reported"], held["expected"]) for level, held in coverage.items()}
    communes = said.get("communes", (0, 0))
    words = "; ".join(f"{reported}/{expected} {level}" for level, (reported, expected) in said.items())
    names = {"districts": "quận, huyện, thị xã", "communes": "xã, phường, thị trấn", "city": "thành phố"}
    for level, name in names.items():
        words = words.replace(level, name)
    return f"báo cáo từ {words}", *communes


def _moment(journey: Journey, day_number: int, hour: int) -> datetime:
    day = journey.day(day_number)
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.HANOI)
