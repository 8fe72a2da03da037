"""How long it takes to abolish 30 districts and make 126 communes of 579 in one go, with people, stations and open work everywhere.

The map is Hà Nội's of 2021 as if nothing were known of what came later; which old commune goes into which new one is arranged by the order
of codes, not as it was. Prints each part against its limit; exit 1 over a limit.

usage: .venv/bin/python bench/reorganise.py
"""

import csv
import io
import os
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from loa.server.kit.actors import Actor
    from loa.server.site.models import ReorganisationStep

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src/loa/server/places/data"
LIMITS = {"plan": 60.0, "apply": 300.0}
DAY = date(2025, 7, 1)
NOW = datetime(2025, 6, 20, 2, 0, tzinfo=UTC)
THEN = datetime(2025, 7, 1, 1, 0, tzinfo=UTC)

LETTER = """Số: 77/SVHTT-QLVH

Hà Nội, ngày 1 tháng 6 năm 2025

Sở Văn hóa và Thể thao đề nghị thực hiện các nội dung sau:

1. Tuyên truyền trên hệ thống truyền thanh cơ sở.
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LOA_HOME"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loa.server.site.settings")
        (Path(folder) / "loa-home.json").write_text("{}")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        took = measured(Path(folder))
    for name, limit in LIMITS.items():
        print(f"{name:<8}{took[name]:>8.1f} s   limit {limit:.0f} s")
    return int(any(took[name] > limit for name, limit in LIMITS.items()))


def measured(home: Path) -> dict[str, float]:
    from loa.core.roles import Role
    from loa.server.agencies.queries import agency_named
    from loa.server.kit import clock
    from loa.server.kit.actors import Actor
    from loa.server.people.queries import actors_of
    from loa.server.people.services import Newcomer, take_in
    from loa.server.site.reorganising.applying import apply_steps, confirm_reorganisation, start_reorganisation
    from loa.server.site.reorganising.planning import prepare_reorganisation

    clock.take_from(lambda: NOW)
    owner = Actor.system("bench")
    old, new = load_map(home, owner), new_names()
    department = agency_named("Sở Văn hóa và Thể thao thành phố Hà Nội", on=NOW.date()).agency_id
    furnish(owner, department)
    second = take_in([Newcomer("Quản trị", ((Role.ADMINISTRATOR, department),))], valid_from=date(2021, 1, 1), by=owner, now=NOW)[0]
    took: dict[str, float] = {}
    started = time.perf_counter()
    plan = prepare_reorganisation(data=table(old, new), file_name="sap-xep.xlsx", act="NQ", by=owner, now=NOW)
    took["plan"] = time.perf_counter() - started
    print(f"{plan.steps.count()} steps, {len(plan.conflicts)} conflicts, {plan.counts}")
    actor = actors_of([second], on=NOW.date())[second.pk]
    confirm_reorganisation(reorganisation_id=plan.pk, plan_sha256=plan.plan_sha256, why="bench", by=actor, now=NOW)
    start_reorganisation(reorganisation_id=plan.pk, by=actor, now=NOW)
    started = time.perf_counter()
    slow: dict[str, float] = {}
    last = [started]

    def note(step: "ReorganisationStep") -> None:
        at = time.perf_counter()
        slow[step.verb] = slow.get(step.verb, 0.0) + at - last[0]
        last[0] = at

    done = apply_steps(reorganisation_id=plan.pk, by=owner, clock=lambda: THEN, told=note)
    took["apply"] = time.perf_counter() - started
    print({verb: round(seconds, 1) for verb, seconds in slow.items()}, done.state)
    check()
    return took


def load_map(home: Path, owner: "Actor") -> list[dict[str, str]]:
    """Hà Nội of 2021, its ends left out."""
    from loa.server.agencies.services import load_agencies
    from loa.server.places.services import load_territories

    rows = list(csv.DictReader(io.StringIO((DATA / "hanoi-2021.csv").read_text(encoding="utf-8"))))
    for row in rows:
        row["valid_to"] = row["end_act"] = ""
    kept = home / "map.csv"
    with kept.open("w", encoding="utf-8", newline="") as file:
        written = csv.DictWriter(file, rows[0].keys())
        written.writeheader()
        written.writerows(rows)
    load_territories(paths=[kept], by=owner, now=NOW)
    load_agencies(by=owner, now=NOW)
    return rows


def new_names() -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO((DATA / "hanoi-2025-07.csv").read_text(encoding="utf-8")))
    return [row for row in rows if row["kind"] == "commune"]


def furnish(owner: "Actor", department: "UUID") -> None:
    """Three people, a station with a player and fourteen sessions, an assignment and an unsent report at each commune."""
    from loa.core.agencies import AgencyKind
    from loa.core.roles import Role
    from loa.core.stations import StationKind, Technology
    from loa.server.agencies.queries import agency_versions_on
    from loa.server.campaigns.models import Assignment, Campaign
    from loa.server.channels.services import NewStation, register_stations
    from loa.server.dispatch.models import Player
    from loa.server.documents.services import receive_document
    from loa.server.people.services import Newcomer, take_in
    from loa.server.places.queries import territory_of_city
    from loa.server.reports.models import ExpectedReport, ReportingRound
    from loa.server.schedules.models import Session

    communes = list(agency_versions_on(NOW.date()).filter(kind=AgencyKind.COMMUNE_COMMITTEE))
    roles = (Role.COMMUNE_OFFICER, Role.APPROVER, Role.COMMUNICATOR)
    people = [Newcomer(f"Người {n} {v.name}", ((role, v.agency_id),)) for v in communes for n, role in enumerate(roles)]
    take_in(people, valid_from=date(2021, 1, 1), by=owner, now=NOW)
    new = [NewStation(agency_id=v.agency_id, name="Đài truyền thanh", kind=StationKind.OWN, technology=Technology.IP) for v in communes]
    stations = register_stations(stations=new, by=owner, now=NOW)
    Player.objects.bulk_create(
        [Player(station=s, token_sha256=s.pk.hex, output="log", software="loa", enrolled_at=NOW) for s in stations], batch_size=500
    )
    Session.objects.bulk_create(
        [
            Session(station=s, agency_id=s.agency_id, day=DAY + timedelta(days=n), starts_at=THEN + timedelta(days=n), max_seconds=900)
            for s in stations
            for n in range(14)
        ],
        batch_size=500,
    )
    letter = receive_document(data=LETTER.encode(), name="1.txt", agency_id=department, by=owner, now=NOW)
    days = {"map_date": date(2025, 6, 1), "starts_on": date(2025, 6, 1), "ends_on": date(2025, 8, 31)}
    campaign = Campaign.objects.create(
        title="Đợt", document=letter, agency_id=department, territory_id=territory_of_city(NOW.date()), opened_at=NOW, **days
    )
    opened = ReportingRound.objects.create(
        campaign=campaign,
        agency_id=department,
        form_code="chien-dich-tuyen-truyen",
        form_version=1,
        starts_on=days["starts_on"],
        ends_on=days["ends_on"],
        opened_at=NOW,
    )
    Assignment.objects.bulk_create(
        [Assignment(campaign=campaign, agency_id=v.agency_id, letter=letter, sent_at=NOW) for v in communes], batch_size=500
    )
    ExpectedReport.objects.bulk_create(
        [
            ExpectedReport(round=opened, agency_id=v.agency_id, level="communes", code=str(v.agency_id), name=v.name, due_at=THEN)
            for v in communes
        ],
        batch_size=500,
    )


def table(old: list[dict[str, str]], new: list[dict[str, str]]) -> bytes:
    from openpyxl import Workbook

    from loa.core.reorganising.sheet import Column

    names = {row["identity"]: row for row in old}
    book = Workbook()
    page = book.active
    page.append([column.vi for column in Column])

    def add(**said: object) -> None:
        page.append([said.get(column.value) for column in Column])

    communes = [row for row in old if row["kind"] == "commune"]
    for at, row in enumerate(communes):
        into = new[at * len(new) // len(communes)]
        above = names[row["parent"]]
        said = {"old": f"{row['form']} {row['name']}", "old_parent": f"{above['form']} {above['name']}", "old_code": row["code"]}
        add(**said, kind="nhập", form=into["form"], new=into["name"], parent="thành phố Hà Nội", effective_on=DAY)
    for row in (one for one in old if one["kind"] == "district"):
        unit = f"{row['form']} {row['name']}"
        add(old=unit, old_code=row["code"], kind="kết thúc", effective_on=DAY, receiver="Sở VH&TT Hà Nội")
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def check() -> None:
    """The new map, and nothing left behind."""
    from loa.server.channels.models import Station
    from loa.server.places.queries import count_by_kind, territory_of_city
    from loa.server.schedules.models import Session

    counted = count_by_kind(territory_of_city(DAY), DAY)
    before = count_by_kind(territory_of_city(DAY), DAY - timedelta(days=1))
    agencies = Station.objects.values("agency").distinct().count()
    print(f"{before} -> {counted}, stations at {agencies} agencies, sessions {Session.objects.count()}")
    if (counted, agencies) != ({"commune": 126}, 126):
        sys.exit("the map is not as planned")


if __name__ == "__main__":
    sys.exit(main())
