"""What became of agencies: which function passed to whom, from which day, and what is not known."""

from datetime import UTC, date, datetime

import pytest

from loa.core.tables import TableRefused
from loa.server.agencies.errors import AgencySuccessionBroken
from loa.server.agencies.models import Agency, AgencyDescent, AgencySuccession, AgencyVersion
from loa.server.agencies.services import agency_id
from loa.server.agencies.succession import (
    agencies_of_ended_territories,
    agency_lineage_changed,
    functions_passed,
    load_agency_lineage,
    predecessors_of,
    successors_of,
)
from loa.server.kit.actors import Actor
from loa.server.kit.models import AuditEntry
from loa.server.places.models import Succession

OWNER = Actor.system("thử nghiệm")
LOADED_AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
HEAD = "old,new,function,kind,effective_on,weight,basis,act,source,note\n"
TTTT, VHTT = agency_id("so-tttt-ha-noi"), agency_id("so-vhtt-ha-noi")


def load():
    return load_agency_lineage(by=OWNER, now=LOADED_AT)


def test_grassroots_information_passed_from_one_department_to_another(agencies):
    load()
    passed = functions_passed(TTTT).get()
    assert (passed.new_id, passed.function, passed.effective_on) == (VHTT, "thông tin cơ sở", date(2025, 3, 1))
    assert passed.weight is None
    assert list(predecessors_of(VHTT)) == [Agency.objects.get(pk=TTTT)]
    assert list(successors_of(TTTT)) == [Agency.objects.get(pk=VHTT)]


def test_a_ministry_that_took_over_one_function_has_its_predecessor_and_goes_on(agencies):
    load()
    assert [one.key for one in predecessors_of(agency_id("bo-vhttdl"))] == ["bo-tttt"]
    assert not successors_of(agency_id("bo-vhttdl")).exists()


def test_what_became_of_the_district_centres_is_not_known(agencies):
    load()
    centres = AgencyVersion.objects.filter(kind="district_media_centre").values("agency")
    assert not AgencySuccession.objects.filter(old__in=centres).exists()
    assert not AgencyDescent.objects.filter(predecessor__in=centres).exists()


def test_the_same_table_again_changes_nothing_and_records_nothing(agencies):
    assert load().added == 3
    recorded = AuditEntry.objects.count()
    assert (load().added, AuditEntry.objects.count()) == (0, recorded)


def test_the_committee_of_a_merged_ward_is_a_predecessor_of_that_of_the_new_one(agencies):
    merged = Succession.objects.filter(effective_on=date(2025, 7, 1), new__isnull=False).select_related("old", "new").order_by("pk")[0]
    before, after = (agency_id(f"commune_committee:{one.key}") for one in (merged.old, merged.new))
    assert before in set(predecessors_of(after).values_list("pk", flat=True))
    assert after in set(successors_of(before).values_list("pk", flat=True))
    assert before in set(agencies_of_ended_territories([merged.new_id]).values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("so-la,so-vhtt-ha-noi,thông tin cơ sở,part,2025-03-01,,,,,", "so-la"),
        ("so-tttt-ha-noi,so-tttt-ha-noi,thông tin cơ sở,part,2025-03-01,,,,,", "chính nó"),
        ("so-tttt-ha-noi,so-vhtt-ha-noi,thông tin cơ sở,part,2025-04-01,,,,,", "liền trước"),
        ("so-tttt-ha-noi,so-vhtt-ha-noi,thông tin cơ sở,part,2025-03-01,2,,,,", "“2”"),
    ],
)
def test_a_bad_row_takes_nothing_and_is_named(agencies, tmp_path, line, said):
    path = tmp_path / "co-quan.csv"
    path.write_text(f"{HEAD}{line}\n", encoding="utf-8")
    with pytest.raises(TableRefused, match=r"co-quan\.csv, dòng 2:") as refused:
        load_agency_lineage(paths=[path], by=OWNER, now=LOADED_AT)
    assert said in str(refused.value)
    assert not AgencySuccession.objects.exists()


def test_parts_of_two_functions_are_not_added_up(agencies, tmp_path):
    path = tmp_path / "co-quan.csv"
    rows = (
        "so-tttt-ha-noi,so-vhtt-ha-noi,thông tin cơ sở,part,2025-03-01,1,,,,",
        "so-tttt-ha-noi,so-y-te-ha-noi,báo chí,part,2025-03-01,1,,,,",
    )
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    assert load_agency_lineage(paths=[path], by=OWNER, now=LOADED_AT).added == 2


def test_days_that_no_longer_agree_with_a_recorded_succession_are_refused(agencies):
    load()
    AgencyVersion.objects.filter(agency=TTTT).update(valid_to=date(2025, 1, 31))
    with pytest.raises(AgencySuccessionBroken, match="Sở TT&TT"):
        agency_lineage_changed()
