"""Loading lineage: in line with the tables, twice the same as once, and every refusal names file and row."""

from datetime import date
from pathlib import Path

import pytest

from loa.core.lineage import LineageCycle
from loa.core.tables import TableRefused
from loa.server.kit.models import AuditEntry
from loa.server.places.models import Descent, ShareTable, Succession, Territory
from loa.server.places.succession import came_from, load_lineage, share_table, successions_of, went_to

from .conftest import NOW, OWNER
from .test_restate import BEFORE, MERGER, SECOND, TODAY, place

HEAD = "old,new,kind,effective_on,weight,basis,act,source,note\n"


@pytest.fixture(autouse=True)
def _places(db: None) -> None:
    """Two communes that ended, the one that took their place, and one that goes on."""
    place("một", last=BEFORE)
    place("hai", last=BEFORE)
    place("mới", MERGER)
    place("còn")


@pytest.fixture
def load(tmp_path: Path):
    def loaded(*lines: str, file: str = "ke-tuc.csv"):
        path = tmp_path / file
        path.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
        return load_lineage(paths=[path], by=OWNER, now=NOW)

    return loaded


ONE = "thu:một,thu:mới,merge,2025-01-01,1,,NQ 1,báo,"
TWO = "thu:hai,thu:mới,merge,2025-01-01,1,,NQ 1,báo,"


def test_a_table_gives_successions_and_descents(load):
    assert (load(ONE, TWO).added, Descent.objects.count()) == (2, 2)
    new = Territory.objects.get(key="thu:mới")
    assert [one.old.key for one in came_from(new.pk)] == ["thu:hai", "thu:một"]
    one = went_to(Territory.objects.get(key="thu:một").pk).get()
    assert (one.new, one.kind, one.weight, one.act, one.effective_on) == (new, "merge", 1, "NQ 1", date(2025, 1, 1))
    assert successions_of(new.pk).count() == 2


def test_the_same_table_again_changes_nothing_and_records_nothing(load):
    load(ONE, TWO)
    recorded, made = AuditEntry.objects.count(), share_table(TODAY)
    again = load(ONE, TWO)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert AuditEntry.objects.count() == recorded
    assert ShareTable.objects.get() == made


def test_a_changed_row_changes_its_succession_and_keeps_its_identity(load):
    load(ONE)
    before = Succession.objects.get()
    taken = load("thu:một,thu:mới,part,2025-01-01,0.4,dân số,NQ 1,báo,")
    assert (taken.added, taken.changed) == (0, 1)
    after = Succession.objects.get()
    assert (after.pk, after.kind, str(after.weight)) == (before.pk, "part", "0.40000000")


def test_an_unknown_successor_is_recorded_as_unknown(load):
    load("thu:một,,part,2025-01-01,,,,báo,Chưa rõ nhập vào đâu.")
    assert Succession.objects.get().new is None


def test_the_load_stands_in_the_trail(load):
    load(ONE)
    entry = AuditEntry.objects.latest("pk")
    assert entry.event == "places.lineage_loaded"


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        (["thu:một,thu:lạ,merge,2025-01-01,1,,,,"], 2, "thu:lạ"),
        (["thu:lạ,thu:mới,merge,2025-01-01,1,,,,"], 2, "thu:lạ"),
        ([ONE, "thu:còn,thu:còn,rename,2025-01-01,1,,,,"], 3, "chính nó"),
        (["thu:một,thu:mới,merge,2025-02-01,1,,,,"], 2, "liền trước"),
        (["thu:còn,thu:một,merge,2025-01-01,1,,,,"], 2, "Đơn vị mới không có hiệu lực"),
        (
            ["thu:một,thu:mới,part,2025-01-01,0.7,dân số,,,", "thu:một,thu:còn,part,2025-01-01,0.4,dân số,,,"],
            3,
            "vượt quá 1",
        ),
        ([ONE, "thu:một,thu:mới,part,2025-01-01,0.7,dân số,,,"], 3, "dòng 2"),
        ([ONE, "thu:hai,thu:mới,nuốt,2025-01-01,1,,,,"], 3, "“nuốt”"),
        ([ONE, "thu:hai,thu:mới,merge"], 3, "3 ô"),
    ],
)
def test_a_bad_row_takes_nothing_and_is_named(load, lines, line, said):
    with pytest.raises(TableRefused, match=rf"ke-tuc\.csv, dòng {line}:") as refused:
        load(*lines)
    assert said in str(refused.value)
    assert not Succession.objects.exists()
    assert not Descent.objects.exists()


def test_the_newcomer_is_blamed_for_what_does_not_fit_what_is_held(load):
    load("thu:một,thu:mới,part,2025-01-01,0.7,dân số,,,")
    with pytest.raises(TableRefused, match=r"them\.csv, dòng 2:"):
        load("thu:một,thu:còn,part,2025-01-01,0.7,dân số,,,", file="them.csv")
    assert Succession.objects.count() == 1


def test_a_circle_in_time_is_refused(load):
    place("vòng", MERGER, date(2025, 6, 30))
    again = Territory.objects.get(key="thu:một")
    again.versions.create(
        name="một", form="xã", kind="commune", valid_from=SECOND, source="thử", search_key="xa mot", note="lập lại dưới mã cũ: không được"
    )
    with pytest.raises(LineageCycle):
        load("thu:một,thu:vòng,merge,2025-01-01,1,,,,", "thu:vòng,thu:một,merge,2025-07-01,1,,,,")
    assert not Succession.objects.exists()
