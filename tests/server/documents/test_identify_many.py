"""A list of identifiers: looked at row by row first, entered whole or not at all, and only for agencies the actor is administrator of."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from loa.core.roles import Role
from loa.server.agencies.errors import IdentifierTaken
from loa.server.agencies.models import Agency, AgencyIdentifier
from loa.server.agencies.queries import agency_named, agency_versions_on, bearers_in_the_way, identifiers_on
from loa.server.agencies.services import NewIdentifier, enter_identifier, enter_identifiers
from loa.server.documents.errors import IdentifiersRefused
from loa.server.documents.services.identifying import enter_listed_identifiers, plan_identifiers
from loa.server.kit import files
from loa.server.kit.actors import Actor, Grant, RightMissing
from loa.server.kit.models import AuditEntry
from loa.server.kit.sheets import SheetTooLarge, TableUnreadable

from ..conftest import DAY, NOW

HEAD = ("Cơ quan", "Mã định danh", "Hiệu lực từ ngày", "Theo quyết định")
ACT = "QĐ 4078/QĐ-UBND"
OFFICE, OTHER = "Phòng Văn hóa và Thông tin quận Hai Bà Trưng", "Phòng Văn hóa và Thông tin quận Ba Đình"
WARD = "Ủy ban nhân dân phường Bạch Mai"


def as_csv(*rows, head=HEAD, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([head, *rows])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(*rows, head=HEAD):
    book, out = Workbook(), io.BytesIO()
    for row in (head, *rows):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@pytest.fixture
def administrator(cast):
    """Of the committee of the city: everything below it is theirs to administer."""
    committee = agency_named("Ủy ban nhân dân thành phố Hà Nội", on=DAY).agency_id
    return Actor(name="Quản trị thành phố", grants=(Grant(Role.ADMINISTRATOR, committee),), on=DAY)


@pytest.fixture
def plan(administrator, home):
    def plan(data, *, by=None, name="ma.csv", **told):
        return plan_identifiers(data=data, name=name, by=by or administrator, now=NOW, **told)

    return plan


@pytest.fixture
def enter(administrator, plan):
    def enter(data, *, by=None, **told):
        kept = plan(data, by=by, **told).list_sha256
        return enter_listed_identifiers(list_sha256=kept, name="ma.csv", by=by or administrator, now=NOW, **told)

    return enter


@pytest.mark.parametrize("written", [as_csv, as_xlsx, lambda *rows: as_csv(*rows, delimiter=";")])
def test_a_list_is_shown_row_by_row_and_entered_as_one_act(cast, plan, enter, written):
    data = written((OFFICE, "h26.21", "01/01/2021", ACT), (WARD, "H26.21.5", "2021-02-01", ACT), ("", "", "", ""))
    shown = plan(data)
    assert [(row.agency_id, row.borne, row.new.identifier) for row in shown.rows] == [
        (cast.office, "", "H26.21"),
        (cast.ward, "", "H26.21.5"),
    ]
    assert (shown.problems, AgencyIdentifier.objects.count()) == ((), 0)
    assert enter(data) == 2
    assert identifiers_on([cast.office, cast.ward], DAY) == {cast.office: "H26.21", cast.ward: "H26.21.5"}
    act = AuditEntry.objects.get(event="agencies.identifiers_listed")
    assert (act.payload["agencies"], files.read(act.payload["list_sha256"])) == (2, data)


def test_the_same_list_again_says_nothing_new(enter):
    data = as_csv((OFFICE, "H26.21", "01/01/2021", ACT))
    assert (enter(data), enter(data)) == (1, 0)
    assert AgencyIdentifier.objects.count() == 1


def test_what_was_borne_before_ends_the_day_before(cast, enter):
    enter(as_csv((OFFICE, "H26.21", "01/01/2021", ACT)))
    enter(as_csv((OFFICE, "H26.22", "01/07/2021", ACT)))
    assert identifiers_on([cast.office], date(2021, 6, 30)) == {cast.office: "H26.21"}
    assert identifiers_on([cast.office], date(2021, 7, 1)) == {cast.office: "H26.22"}


def test_day_and_act_are_said_once_for_rows_that_leave_them_blank(plan):
    data = as_csv((OFFICE, "H26.21", "", ""))
    assert [problem.line for problem in plan(data).problems] == [2]
    (row,) = plan(data, source=ACT, valid_from=DAY).rows
    assert (row.new.valid_from, row.new.source) == (DAY, ACT)


ROWS = {
    "không đúng dạng": ((OFFICE, "H26-21", "1/1/2021", ACT),),
    "không phải ngày có thật": ((OFFICE, "H26.21", "31/02/2021", ACT),),
    "không thuộc các cơ quan": (("Phòng Không Có", "H26.21", "1/1/2021", ACT),),
    "đã có ở dòng 2": ((OFFICE, "H26.21", "1/1/2021", ACT), (OFFICE, "H26.22", "1/1/2021", ACT)),
    "đã ghi ở dòng 2": ((OFFICE, "H26.21", "1/1/2021", ACT), (OTHER, "h26.21", "1/1/2021", ACT)),
    "là công thức": ((OFFICE, "=A1", "1/1/2021", ACT),),
    "Thiếu tên cơ quan": (("", "H26.21", "1/1/2021", ACT),),
}


@pytest.mark.parametrize("sentence", ROWS)
def test_a_row_that_cannot_be_is_named_and_then_nothing_is_entered(plan, enter, sentence):
    good = (WARD, "H26.30", "1/1/2021", ACT)
    data = as_csv(*ROWS[sentence], good)
    told = [problem.say() for problem in plan(data).problems]
    assert len(told) == 1
    assert sentence in told[0]
    assert told[0].startswith("Dòng ")
    with pytest.raises(IdentifiersRefused, match=sentence):
        enter(data)
    assert not AgencyIdentifier.objects.exists()


def test_an_identifier_that_another_bears_is_refused_unless_that_one_gives_it_up_in_the_same_list(cast, enter, plan):
    enter(as_csv((OFFICE, "H26.21", "01/01/2021", ACT), (OTHER, "H26.22", "01/01/2021", ACT)))
    (problem,) = plan(as_csv((WARD, "H26.21", "01/07/2021", ACT))).problems
    assert OFFICE in problem.say()
    swapped = as_csv((OFFICE, "H26.22", "01/07/2021", ACT), (OTHER, "H26.21", "01/07/2021", ACT))
    assert enter(swapped) == 2
    assert identifiers_on([cast.office, cast.other_office], DAY) == {cast.office: "H26.22", cast.other_office: "H26.21"}
    later = [(cast.office, "H26.40", date(2021, 9, 1)), (cast.ward, "H26.22", date(2021, 8, 1))]
    assert bearers_in_the_way(later) == {1: cast.office}  # given up only a month later


def test_names_borne_by_several_are_told_apart_by_the_key(cast, plan):
    key = Agency.objects.get(pk=cast.office).key
    head = ("Mã trong Loa", *HEAD)
    (row,) = plan(as_csv((key, "", "H26.21", "1/1/2021", ACT), head=head)).rows
    assert row.agency_id == cast.office
    (problem,) = plan(as_csv((key, OTHER, "H26.21", "1/1/2021", ACT), head=head)).problems
    assert "lệch dòng" in problem.say()
    named = [version.name for version in agency_versions_on(DAY) if version.territory_id]
    twice = next((name for name in named if named.count(name) > 1), None)
    assert twice is not None
    (problem,) = plan(as_csv((twice, "H26.21", "1/1/2021", ACT))).problems
    assert "cùng tên" in problem.say()


def test_only_what_one_administers_is_entered(cast, plan, enter):
    office = Actor(name="Quản trị Phòng", grants=(Grant(Role.ADMINISTRATOR, cast.office),), on=DAY)
    assert enter(as_csv((OFFICE, "H26.21", "1/1/2021", ACT)), by=office) == 1
    (problem,) = plan(as_csv((OTHER, "H26.22", "1/1/2021", ACT)), by=office).problems
    assert "không thuộc các cơ quan" in problem.say()
    with pytest.raises(RightMissing):
        plan(as_csv((OFFICE, "H26.21", "1/1/2021", ACT)), by=cast.clerk)
    with pytest.raises(RightMissing):
        enter_identifiers([NewIdentifier(cast.ward, "H26.9", DAY, ACT)], managed=[cast.office], list_sha256="0" * 64, by=office, now=NOW)


def test_one_entered_meanwhile_by_somebody_else_stops_the_list(cast, administrator, plan):
    data = as_csv((OFFICE, "H26.21", "1/1/2021", ACT))
    kept = plan(data).list_sha256
    ward = Actor(name="Quản trị", grants=(Grant(Role.ADMINISTRATOR, cast.ward),))
    enter_identifier(agency_id=cast.ward, identifier="H26.21", source=ACT, valid_from=date(2021, 1, 1), by=ward, now=NOW)
    with pytest.raises(IdentifiersRefused):
        enter_listed_identifiers(list_sha256=kept, name="a", by=administrator, now=NOW)
    with pytest.raises(IdentifierTaken):
        enter_identifiers(
            [NewIdentifier(cast.office, "H26.21", DAY, ACT)], managed=[cast.office], list_sha256=kept, by=administrator, now=NOW
        )


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"\xff\xd8\xff a picture", TableUnreadable),
        (b"PK\x03\x04 no workbook", TableUnreadable),
        (b"", TableUnreadable),
        ("Cơ quan;Mã".encode("utf-16"), None),
        (b"a,b\n" * 50_000, SheetTooLarge),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(plan, data, refusal):
    if refusal is None:
        assert "dòng tiêu đề" in plan(data).problems[0].say()
        return
    with pytest.raises(refusal):
        plan(data)


def test_a_long_list_asks_no_more_questions_than_a_short_one(plan, enter):
    names = [OFFICE, OTHER, WARD, "Ủy ban nhân dân phường Bạch Đằng"]
    data = [as_csv(*((name, f"H26.{place}", "1/1/2021", ACT) for place, name in enumerate(names[:count], 1))) for count in (1, 4)]
    asked = []
    for one in data:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            plan(one)
        asked.append(len(queries))
    assert asked[0] == asked[1]
