"""Wards merge, split, change their name and their district; people, stations and open work go where the plan says, facts stay."""

from datetime import date, datetime

import pytest

from loa.core.errors import LoaError
from loa.core.roles import Role
from loa.server.agencies.models import AgencyDescent, AgencySuccession, AgencyVersion
from loa.server.agencies.queries import agency_named, agency_on, agency_on_or_first, agency_versions_on
from loa.server.agencies.services import load_agencies
from loa.server.campaigns.models import Assignment, Campaign
from loa.server.campaigns.queries import own_assignments
from loa.server.channels.models import AssetKeeping, Station
from loa.server.kit import clock
from loa.server.kit.models import AuditEntry
from loa.server.people.models import RoleGrant
from loa.server.people.queries import actors_of, agencies_seen_by
from loa.server.people.services import Newcomer, take_in
from loa.server.places.models import Descent, Succession, TerritoryVersion
from loa.server.places.queries import ancestors_of, count_by_kind, territories_under, territory_named, territory_of_city
from loa.server.places.services import load_hanoi, load_territories, territory_id
from loa.server.places.succession import lineage_held
from loa.server.reports.models import ExpectedReport, ExpectedState
from loa.server.reports.services import fill_report
from loa.server.schedules.models import Session
from loa.server.site.errors import PlanNotDone
from loa.server.site.models import ReorganisationState
from loa.server.site.reorganising.applying import apply_steps, start_reorganisation
from loa.server.site.reorganising.queries import record_lines

from .conftest import AFTER, DAY, EARLY, NOW, OWNER, WARDS, merging

LAST = date(2027, 2, 28)


def test_three_wards_merge_and_the_new_ward_has_their_people_stations_open_work_and_unsent_reports(prepare, carry_out, busy_wards, wards):
    sent = ExpectedReport.objects.get(agency_id=wards["Giảng Võ"])
    ExpectedReport.objects.filter(pk=sent.pk).update(state=ExpectedState.SUBMITTED)
    plan = prepare(merging(*WARDS))
    assert plan.counts == {
        "units_end": 3,
        "units_begin": 1,
        "units_change": 0,
        "agencies_end": 3,
        "agencies_begin": 1,
        "grant": 3,
        "assignment": 3,
        "station": 3,
        "session": 3,
        "player": 3,
        "expected": 2,
    }
    assert carry_out(plan).state == ReorganisationState.FINISHED

    new = agency_named("Ủy ban nhân dân phường Trung Tâm", on=DAY)
    assert territory_named("phường Trung Tâm", on=DAY).parent_id == territory_of_city(DAY)
    assert {v.short_name for v in agency_versions_on(DAY).filter(agency__in=wards.values())} == set()
    assert agency_on(wards["Ba Đình"], LAST).name.endswith("Ba Đình")
    assert Succession.objects.filter(new=new.territory_id, weight=1).count() == 3
    olds = set(Succession.objects.filter(new=new.territory_id).values_list("old_id", flat=True))
    assert olds < set(Descent.objects.filter(successor=new.territory_id).values_list("predecessor_id", flat=True))
    assert set(AgencySuccession.objects.filter(new=new.agency_id).values_list("old_id", flat=True)) == set(wards.values())
    assert AgencyDescent.objects.filter(successor=new.agency_id).count() == 3

    for officer in busy_wards["officers"]:
        old, begun = RoleGrant.objects.filter(person=officer).order_by("valid_from")
        assert (old.valid_to, begun.agency_id, begun.role, begun.valid_from, begun.valid_to) == (LAST, new.agency_id, old.role, DAY, None)
    assert set(Station.objects.values_list("agency_id", flat=True)) == {new.agency_id}
    assert Station.objects.values_list("name", flat=True).distinct().count() == 3
    assert set(AssetKeeping.objects.values_list("agency_id", "until")) == {(agency, DAY) for agency in wards.values()}
    assert set(Session.objects.filter(day__lt=DAY).values_list("agency_id", flat=True)) == set(wards.values())
    assert set(Session.objects.filter(day__gte=DAY).values_list("agency_id", flat=True)) == {new.agency_id}

    asked = Assignment.objects.get(agency=new.agency_id)
    assert asked.taken_from.count() == 3
    assert asked.clauses.count() == busy_wards["campaign"].document.clauses.count() > 0
    owed = ExpectedReport.objects.get(agency=new.agency_id)
    assert (owed.name, owed.state, owed.taken_from.count()) == ("Ủy ban nhân dân phường Trung Tâm", ExpectedState.EXPECTED, 2)
    sent.refresh_from_db()
    assert (sent.state, sent.agency_id, sent.passed_to) == (ExpectedState.SUBMITTED, wards["Giảng Võ"], None)


def test_the_counts_of_the_day_before_and_of_the_day_are_those_of_the_two_maps(prepare, carry_out, busy_wards):
    city = territory_of_city(DAY)
    before = count_by_kind(city, LAST)
    carry_out(prepare(merging(*WARDS)))
    assert count_by_kind(city, LAST) == before
    assert count_by_kind(city, DAY) == {**before, "commune": before["commune"] - 2}


def test_steps_of_people_and_work_wait_for_the_day(prepare, agree, busy_wards, wards):
    plan = prepare(merging(*WARDS))
    agree(plan)
    assert apply_steps(reorganisation_id=plan.pk, by=OWNER, clock=lambda: NOW).state == ReorganisationState.WAITING
    assert agency_named("Ủy ban nhân dân phường Trung Tâm", on=DAY)
    assert set(Station.objects.values_list("agency_id", flat=True)) == set(wards.values())
    assert apply_steps(reorganisation_id=plan.pk, by=OWNER, clock=lambda: AFTER).state == ReorganisationState.FINISHED
    assert not Station.objects.filter(agency__in=wards.values()).exists()


def row(old, kind="nhập", form="phường", new="Trung Tâm", **more):
    return {"old": old, "kind": kind, "form": form, "new": new, "effective_on": DAY, **more}


def test_a_ward_splits_and_the_chosen_part_takes_its_people_and_work(prepare, carry_out, busy_wards, wards):
    halves = [
        row("phường Ba Đình", kind="chia", new=n, weight=w, basis="dân số", receiver="phường Hạ")
        for n, w in (("Thượng", "60%"), ("Hạ", "40%"))
    ]
    carry_out(prepare(halves))
    upper, lower = (agency_named(f"Ủy ban nhân dân phường {name}", on=DAY) for name in ("Thượng", "Hạ"))
    weights = dict(Succession.objects.filter(old__key="hanoi-2025-07:00004", effective_on=DAY).values_list("new_id", "weight"))
    assert {unit: float(weight) for unit, weight in weights.items()} == {upper.territory_id: 0.6, lower.territory_id: 0.4}
    assert set(AgencySuccession.objects.filter(old=wards["Ba Đình"]).values_list("new_id", flat=True)) == {upper.agency_id, lower.agency_id}
    assert Assignment.objects.filter(agency=lower.agency_id).exists()
    assert not Assignment.objects.filter(agency=upper.agency_id).exists()
    assert Station.objects.get(pk=busy_wards["stations"][0].pk).agency_id == lower.agency_id


def test_without_a_choice_people_and_work_stay_and_their_roles_end(prepare, carry_out, busy_wards, wards):
    carry_out(prepare([row("phường Ba Đình", kind="chia", new=name) for name in ("Thượng", "Hạ")]))
    assert list(RoleGrant.objects.filter(person=busy_wards["officers"][0]).values_list("agency_id", "valid_to")) == [
        (wards["Ba Đình"], LAST)
    ]
    assert Assignment.objects.filter(agency=wards["Ba Đình"], passed_to=None).exists()
    assert Station.objects.get(pk=busy_wards["stations"][0].pk).agency_id == wards["Ba Đình"]


def test_a_rename_keeps_the_identity_of_unit_and_agency_and_moves_nobody(prepare, carry_out, busy_wards, wards):
    plan = prepare([row("phường Ba Đình", kind="đổi tên", new="Ba Đình Mới")])
    assert "grant" not in plan.counts
    carry_out(plan)
    renamed = territory_named("phường Ba Đình Mới", on=DAY)
    assert renamed.territory_id == territory_named("phường Ba Đình", on=LAST).territory_id
    assert agency_on(wards["Ba Đình"], DAY).name == "Ủy ban nhân dân phường Ba Đình Mới"
    assert agency_on(wards["Ba Đình"], LAST).name == "Ủy ban nhân dân phường Ba Đình"
    assert RoleGrant.objects.get(person=busy_wards["officers"][0]).valid_to is None


@pytest.fixture
def other_province(agencies, tmp_path):
    table = tmp_path / "tinh-thu.csv"
    head = "identity,code,name,form,kind,parent,valid_from,valid_to,act,end_act,note"
    table.write_text(f"{head}\nthu:98,98,Thử,tỉnh,province,vn,2021-01-01,,,,\n", encoding="utf-8")
    load_territories(paths=[table], by=OWNER, now=NOW)
    return territory_named("tỉnh Thử", on=NOW.date()).territory_id


def test_a_commune_moves_to_another_province_and_the_map_of_before_still_shows_it_where_it_was(prepare, carry_out, other_province):
    city = territory_of_city(DAY)
    ward = territory_named("phường Ba Đình", on=LAST).territory_id
    plan = prepare([row("phường Ba Đình", kind="chuyển đơn vị cấp trên", form="", new="", parent="tỉnh Thử")])
    assert "không còn loại cơ quan phù hợp" in plan.conflicts[0]["text"], "no kinds of agencies are known for that province"
    carry_out(plan)
    assert city in ancestors_of(ward, on=LAST).values_list("territory_id", flat=True)
    assert other_province in ancestors_of(ward, on=DAY).values_list("territory_id", flat=True)
    assert city not in ancestors_of(ward, on=DAY).values_list("territory_id", flat=True)
    assert territories_under(other_province, on=DAY).count() == 1


def test_a_part_goes_to_a_unit_that_stands_and_both_go_on(prepare, carry_out, busy_wards, wards):
    part = row("phường Ba Đình", kind="nhập một phần", new="Ngọc Hà", stands="có", weight="10%", basis="số hộ")
    plan = prepare([part])
    assert (plan.counts["units_end"], plan.counts["units_begin"], plan.counts["agencies_end"]) == (0, 0, 0)
    carry_out(plan)
    passed = Succession.objects.get(old__key="hanoi-2025-07:00004", effective_on=DAY)
    assert (passed.new.key, float(passed.weight), passed.basis, passed.act) == ("hanoi-2025-07:00008", 0.1, "số hộ", plan.act)
    assert agency_on(wards["Ba Đình"], DAY)


def test_a_whole_unit_goes_into_one_that_stands(prepare, carry_out, busy_wards, wards):
    carry_out(prepare([row("phường Ba Đình", new="Ngọc Hà", stands="có")]))
    assert Assignment.objects.get(agency=wards["Ba Đình"]).passed_to == Assignment.objects.get(agency=wards["Ngọc Hà"])
    assert ExpectedReport.objects.filter(agency=wards["Ngọc Hà"]).count() == 1
    assert not agency_versions_on(DAY).filter(agency=wards["Ba Đình"]).exists()


def test_what_is_to_be_finished_stays_with_the_old_unit_until_its_day(prepare, carry_out, busy_wards, wards):
    by = date(2027, 3, 5)
    carry_out(prepare(merging("Ba Đình", rule="hoàn thành", finish_by=by)))
    new = agency_named("Ủy ban nhân dân phường Trung Tâm", on=DAY).agency_id
    assert Assignment.objects.get(agency=wards["Ba Đình"]).passed_to is None
    owed = ExpectedReport.objects.get(agency=wards["Ba Đình"])
    assert (owed.state, owed.due_at.astimezone(NOW.tzinfo).date()) == (ExpectedState.EXPECTED, by)
    grants = dict(RoleGrant.objects.filter(person=busy_wards["officers"][0]).values_list("agency_id", "valid_to"))
    assert grants == {wards["Ba Đình"]: by, new: None}
    assert Station.objects.get(pk=busy_wards["stations"][0].pk).agency_id == new


def test_what_is_abolished_hands_over_to_the_agency_that_is_named(prepare, carry_out, busy_wards, wards, department):
    plan = prepare([row("phường Ba Đình", kind="kết thúc", form="", new="", receiver="Sở VH&TT Hà Nội")])
    carry_out(plan)
    assert Assignment.objects.get(agency=wards["Ba Đình"]).passed_to.agency_id == department
    assert Succession.objects.get(old__key="hanoi-2025-07:00004", effective_on=DAY).new is None
    assert AgencySuccession.objects.get(old=wards["Ba Đình"]).new_id == department


def test_the_trail_and_the_record_tell_who_prepared_who_confirmed_and_every_step(prepare, carry_out, busy_wards):
    plan = carry_out(prepare(merging(*WARDS)))
    told = list(AuditEntry.objects.filter(subject_id=str(plan.pk)).order_by("pk").values_list("event", flat=True))
    steps = plan.steps.count()
    head = ["reorganisation.prepared", "reorganisation.confirmed", "reorganisation.started"]
    assert told == [*head, *["reorganisation.step_applied"] * steps, "reorganisation.finished"]
    text = "\n".join(record_lines(plan))
    assert "Quản trị Một" in text
    assert "Quản trị Hai" in text
    assert text.count("sau: ") == steps
    assert "Kết thúc đơn vị cũ: phường Ba Đình: " in text
    assert "UTC" not in text  # people read the hours of Hà Nội, and no names of columns
    assert not [word for word in ("valid_from", "=commune", "unit.end", "None") if word in text]


def test_loading_the_shipped_tables_again_does_not_undo_it(prepare, carry_out, busy_wards):
    carry_out(prepare([*merging("Ba Đình", "Ngọc Hà"), row("phường Giảng Võ", kind="đổi tên", new="Giảng Võ Mới")]))
    before = set(TerritoryVersion.objects.values_list("pk", "name", "valid_from", "valid_to"))
    stood = set(AgencyVersion.objects.values_list("pk", "name", "valid_from", "valid_to"))
    load_hanoi(by=OWNER, now=AFTER)
    load_agencies(by=OWNER, now=AFTER)
    assert set(TerritoryVersion.objects.values_list("pk", "name", "valid_from", "valid_to")) == before
    assert set(AgencyVersion.objects.values_list("pk", "name", "valid_from", "valid_to")) == stood


def test_a_step_that_does_not_find_what_it_expected_stops_and_goes_on_once_that_is_mended(prepare, agree, busy_wards):
    plan = prepare(merging(*WARDS))
    agree(plan)
    TerritoryVersion.objects.filter(territory__key="hanoi-2025-07:00008").update(code="99999")
    with pytest.raises(PlanNotDone, match="99999"):
        apply_steps(reorganisation_id=plan.pk, by=OWNER, clock=lambda: AFTER)
    plan.refresh_from_db()
    assert plan.state == ReorganisationState.STOPPED
    assert "ngày" not in plan.stopped_why[:3]
    TerritoryVersion.objects.filter(territory__key="hanoi-2025-07:00008").update(code="00008")
    start_reorganisation(reorganisation_id=plan.pk, by=OWNER, now=AFTER)
    assert apply_steps(reorganisation_id=plan.pk, by=OWNER, clock=lambda: AFTER).state == ReorganisationState.FINISHED


def test_what_was_finished_or_came_between_plan_and_day_follows_the_rule_and_what_went_elsewhere_stops(
    prepare, agree, busy_wards, wards, department
):
    plan = prepare(merging(*WARDS))
    agree(plan)
    late = take_in([Newcomer(full_name="Người mới", roles=((Role.VIEWER, wards["Ba Đình"]),))], valid_from=EARLY, by=OWNER, now=NOW)[0]
    ExpectedReport.objects.filter(agency=wards["Ngọc Hà"]).update(state=ExpectedState.SUBMITTED)
    station = busy_wards["stations"][0]
    Station.objects.filter(pk=station.pk).update(agency=department)
    with pytest.raises(PlanNotDone, match="Đài truyền thanh"):
        apply_steps(reorganisation_id=plan.pk, by=OWNER, clock=lambda: AFTER)
    assert RoleGrant.objects.filter(person=late).count() == 1, "the step was rolled back whole"
    Station.objects.filter(pk=station.pk).update(agency=wards["Ba Đình"])
    start_reorganisation(reorganisation_id=plan.pk, by=OWNER, now=AFTER)
    apply_steps(reorganisation_id=plan.pk, by=OWNER, clock=lambda: AFTER)
    assert RoleGrant.objects.filter(person=late).count() == 2
    assert ExpectedReport.objects.get(agency=wards["Ngọc Hà"]).passed_to is None


def test_the_successor_reports_what_is_owed_and_leads_on_the_campaigns_of_the_old_ward(prepare, carry_out, busy_wards, wards):
    led = busy_wards["campaign"]
    Campaign.objects.filter(pk=led.pk).update(agency=wards["Ba Đình"])
    carry_out(prepare(merging(*WARDS)))
    new = agency_named("Ủy ban nhân dân phường Trung Tâm", on=DAY)
    led.refresh_from_db()
    assert led.agency_id == new.agency_id
    assert agency_on_or_first(led.agency_id, led.map_date).name == new.name
    officer = actors_of([busy_wards["officers"][0]], on=DAY)[busy_wards["officers"][0].pk]
    filled = fill_report(round_id=busy_wards["round"].pk, agency_id=new.agency_id, logged=[], by=officer, now=AFTER)
    assert filled.expected.agency_id == new.agency_id
    with pytest.raises(LoaError):
        fill_report(round_id=busy_wards["round"].pk, agency_id=wards["Ba Đình"], logged=[], by=officer, now=AFTER)
    mine = own_assignments(seen_by=officer)
    assert [one.agency_id for one in mine] == [new.agency_id]


def test_who_finishes_for_the_old_ward_can_still_report_for_it_until_the_day(prepare, carry_out, busy_wards, wards):
    carry_out(prepare(merging("Ba Đình", rule="hoàn thành", finish_by=date(2027, 3, 5))))
    person = busy_wards["officers"][0]
    officer = actors_of([person], on=DAY)[person.pk]
    filled = fill_report(round_id=busy_wards["round"].pk, agency_id=wards["Ba Đình"], logged=[], by=officer, now=AFTER)
    assert filled.expected.agency_id == wards["Ba Đình"]
    later = actors_of([person], on=date(2027, 3, 6))[person.pk]
    assert wards["Ba Đình"] not in later.agency_ids


@pytest.mark.usefixtures("other_province")
def test_the_new_ward_sees_the_work_of_those_before_it_and_a_ward_that_left_the_province_is_seen_no_more(
    prepare, carry_out, busy_wards, wards, department
):
    away = {"old": "phường Hoàn Kiếm", "kind": "chuyển đơn vị cấp trên", "parent": "tỉnh Thử", "effective_on": DAY}
    gone = agency_named("Ủy ban nhân dân phường Hoàn Kiếm", on=LAST).agency_id
    officer_of = take_in([Newcomer("Sở", ((Role.DRAFTER, department),))], valid_from=EARLY, by=OWNER, now=NOW)[0]
    assert gone in agencies_seen_by(actors_of([officer_of], on=LAST)[officer_of.pk])
    carry_out(prepare([*merging(*WARDS), away]))
    person = busy_wards["officers"][0]
    assert set(wards.values()) <= set(agencies_seen_by(actors_of([person], on=DAY)[person.pk]))
    city_officer = actors_of([officer_of], on=DAY)[officer_of.pk]
    assert set(wards.values()) <= set(agencies_seen_by(city_officer))
    assert gone not in agencies_seen_by(city_officer)


def test_a_merged_ward_splits_is_renamed_and_moves_to_another_province_and_nothing_of_it_is_lost(
    prepare, carry_out, busy_wards, other_province
):
    def on(day, *rows):
        carry_out(
            prepare([{"effective_on": day, **one} for one in rows]), now=datetime.combine(day, datetime.min.time(), tzinfo=clock.HANOI)
        )

    days = [date(2027, month, 1) for month in (3, 4, 5, 6)]
    on(days[0], *merging(*WARDS))
    halves = [{"old": "phường Trung Tâm", "kind": "chia", "form": "phường", "new": n, "receiver": "phường Hạ"} for n in ("Thượng", "Hạ")]
    on(days[1], *[{**one, "weight": weight, "basis": "dân số"} for one, weight in zip(halves, ("60%", "40%"), strict=True)])
    on(days[2], {"old": "phường Hạ", "kind": "đổi tên", "form": "phường", "new": "Hạ Mới"})
    on(days[3], {"old": "phường Hạ Mới", "kind": "chuyển đơn vị cấp trên", "parent": "tỉnh Thử"})
    lower = territory_named("phường Hạ Mới", on=days[3])
    assert lower.parent_id == other_province
    lineage = lineage_held()
    for ward in ("hanoi-2025-07:00004", "hanoi-2025-07:00008", "hanoi-2025-07:00025"):
        shares = lineage.shares(str(territory_id(ward)), on=LAST, map_date=days[3])
        assert sum(share.weight for share in shares) == 1
        assert {str(share.weight): share.unit for share in shares}["2/5"] == str(lower.territory_id)
    person = busy_wards["officers"][0]
    held = RoleGrant.objects.filter(person=person).order_by("valid_from").values_list("agency__versions__territory", flat=True).distinct()
    assert lower.territory_id in set(held)
    assert actors_of([person], on=days[2])[person.pk].agency_id == agency_named("Ủy ban nhân dân phường Hạ Mới", on=days[2]).agency_id
