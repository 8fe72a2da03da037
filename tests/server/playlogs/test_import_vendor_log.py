import io
import zipfile
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from openpyxl import Workbook

from loa.core.errors import LoaError
from loa.core.grades import Grade
from loa.core.roles import Role
from loa.core.stations import StationKind
from loa.server.kit.actors import Actor, RightMissing
from loa.server.playlogs.models import Play, VendorImport
from loa.server.playlogs.queries import play_totals
from loa.server.playlogs.services import Tick, import_vendor_log, tick_session

MONDAY = datetime(2021, 8, 1, 17, tzinfo=UTC)
NOW = MONDAY + timedelta(days=7)
BY = Actor.system("thử")
HEADING = "Mã buổi,Đài truyền thanh,Ngày,Giờ bắt đầu,Thời lượng (giây),Trạng thái,Lý do\n"


@pytest.fixture
def station(make_station):
    return make_station(StationKind.VENDOR, "Đài truyền thanh phường Cống Vị")


@pytest.fixture
def take(station, make_item):
    """Import into the station, against one session of three items at 06:30."""

    def take(data: bytes | str, name: str = "nhat-ky.csv", **changes):
        planned = [make_item(1), make_item(2), make_item(3)]
        facts = {"data": data.encode() if isinstance(data, str) else data, "planned": planned, "codes": {"B0208S": UUID(int=1)}, "by": BY}
        return import_vendor_log(station_id=station.pk, name=name, now=NOW, **(facts | changes))

    return take


def outcomes() -> list[tuple[str, str, float]]:
    return list(Play.objects.order_by("planned_at").values_list("title", "outcome", "seconds"))


def xlsx(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_row_of_a_whole_session_proves_all_its_items(take):
    made = take(HEADING + "B0208S,Đài truyền thanh phường Cống Vị,02/08/2021,06:30,180,Đã phát,\n")
    assert (made.plays_taken, made.problems) == (3, [])
    assert outcomes() == [("Bản tin 1", "complete", 60.0), ("Bản tin 2", "complete", 60.0), ("Bản tin 3", "complete", 60.0)]
    assert set(Play.objects.values_list("grade", flat=True)) == {Grade.VENDOR}
    assert Play.objects.get(title="Bản tin 2").started_at == MONDAY + timedelta(hours=6, minutes=31)


def test_a_session_that_was_cut_proves_only_what_sounded(take):
    take(HEADING + "B0208S,,02/08/2021,06:30,90,Đã phát,mất điện\n")
    assert outcomes() == [("Bản tin 1", "complete", 60.0), ("Bản tin 2", "cut", 30.0), ("Bản tin 3", "skipped", 0.0)]
    assert Play.objects.get(title="Bản tin 3").reason == "mất điện"


def test_a_session_is_found_by_its_time_where_the_code_is_missing(take):
    take("Ngày;Bắt đầu;Kết thúc\n02/08/2021;6h28;6h31\n")
    assert len(outcomes()) == 3


def test_a_log_of_single_items_is_read_too(take):
    take("Ngày\tGiờ bắt đầu\tThời lượng\tNội dung\tKết quả\n2021-08-02\t06:31:02\t60\tBẢN TIN 2\tLỗi\n")
    assert outcomes() == [("Bản tin 2", "failed", 0.0)]


def test_the_export_package_sent_back_with_results_is_read(take):
    heading = "Mã buổi,Ngày,Giờ bắt đầu,Thời lượng (giây),Mục,Nội dung,Giờ bắt đầu mục,Thời lượng mục (giây),Trạng thái"
    rows = [f"B0208S,02/08/2021,06:30,180,{n},Bản tin {n},06:{29 + n},{60 if n < 3 else 10},Đã phát" for n in (1, 2, 3)]
    take("\n".join([heading, *rows]))
    assert outcomes() == [("Bản tin 1", "complete", 60.0), ("Bản tin 2", "complete", 60.0), ("Bản tin 3", "cut", 10.0)]


def test_a_workbook_with_a_title_above_and_real_dates_is_read(take):
    data = xlsx(
        ["NHẬT KÝ PHÁT SÓNG"], [], ["Ngày", "Giờ phát", "Thời lượng (giây)"], [date(2021, 8, 2), time(6, 30), 180], [None, None, None]
    )
    take(data, "nhat-ky.xlsx")
    assert len(outcomes()) == 3


def test_an_excel_csv_in_utf_16_is_read(take):
    take((HEADING + "B0208S,,02/08/2021,06:30,180,,\n").replace(",", "\t").encode("utf-16"))
    assert len(outcomes()) == 3


def test_the_same_file_again_changes_nothing(take):
    text = HEADING + "B0208S,,02/08/2021,06:30,180,,\n"
    assert take(text).pk == take(text).pk
    assert (VendorImport.objects.count(), Play.objects.count()) == (1, 3)


def test_a_row_that_another_file_brought_is_not_taken_twice(take):
    row = "B0208S,,02/08/2021,06:30,180,,\n"
    take(HEADING + row)
    again = take(HEADING + row + row)
    assert (again.plays_taken, again.rows_known, Play.objects.count()) == (0, 6, 3)


def test_bad_rows_are_listed_by_number_and_the_good_ones_taken(take):
    made = take(
        HEADING
        + "B0208S,,02/08/2021,06:30,180,Đã phát,\n"
        + "B0208S,,31/02/2021,06:30,180,Đã phát,\n"
        + "B0208S,,02/08/2021,25:99,180,Đã phát,\n"
        + "B0208S,,02/08/2021,06:30,rất lâu,Đã phát,\n"
        + "B0208S,,02/08/2021,06:30,180,Chắc là rồi,\n"
        + ",,05/08/2021,06:30,180,Đã phát,\n"
    )
    assert [problem["row"] for problem in made.problems] == [3, 4, 5, 6, 7]
    assert "“31/02/2021”" in made.problems[0]["sentence"]
    assert (made.rows_read, made.plays_taken) == (6, 3)


def test_rows_of_other_stations_are_left_to_them(take):
    made = take(HEADING + "B0208S,Đài truyền thanh phường Kim Mã,02/08/2021,06:30,180,,\n")
    assert (made.rows_of_others, made.plays_taken) == (1, 0)


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (101 * 1024 * 1024))
    return out.getvalue()


BAD = {
    "empty": lambda: (b"", "playlogs.vendor_log_empty"),
    "blank": lambda: (b" \n\n ", "playlogs.vendor_log_empty"),
    "only a heading": lambda: (HEADING.encode(), "playlogs.vendor_log_empty"),
    "binary": lambda: (bytes(range(256)) * 10, "playlogs.vendor_log_unreadable"),
    "nul bytes": lambda: (b"a,b\n\x00,1\n", "playlogs.vendor_log_unreadable"),
    "a zip that is none": lambda: (b"PK\x03\x04 broken", "playlogs.vendor_log_unreadable"),
    "a zip that is no workbook": lambda: (_zip("a.txt"), "playlogs.vendor_log_unreadable"),
    "with a password": lambda: (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600, "playlogs.vendor_log_unreadable"),
    "a zip bomb": lambda: (_bomb(), "playlogs.vendor_log_too_large"),
    "eleven megabytes": lambda: (b"x" * (11 * 1024 * 1024), "playlogs.vendor_log_too_large"),
    "too many rows": lambda: (HEADING.encode() + b",,,,,,\n" * 50_001, "playlogs.vendor_log_too_large"),
    "a shopping list": lambda: ("Rau,Thịt\n1,2\n".encode(), "playlogs.vendor_log_without_columns"),
}


def _zip(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_is_no_log_is_a_sentence_and_leaves_nothing(take, case):
    data, code = BAD[case]()
    with pytest.raises(LoaError) as caught:
        take(data)
    assert caught.value.code == code
    assert caught.value.say().endswith(".")
    assert not VendorImport.objects.exists()


def test_a_huge_cell_is_a_sentence(take):
    with pytest.raises(LoaError):
        take(HEADING + '"' + "x" * 200_000)


def test_who_may_only_look_cannot_import(take, station, make_actor):
    with pytest.raises(RightMissing):
        take(HEADING, by=make_actor(station.agency_id, Role.VIEWER))


def test_a_slot_known_twice_counts_once_by_its_strongest_evidence(take, station, make_item, plan):
    take(HEADING + "B0208S,,02/08/2021,06:30,180,,\n")
    plan(station, [make_item(1)])
    ticked = Tick(session_id=UUID(int=1), station_id=station.pk, planned=[make_item(1), make_item(2), make_item(3), make_item(4)])
    tick_session(tick=ticked, by=BY, now=NOW)
    assert {(total.grade, total.airings) for total in play_totals(seen_by=BY)} == {(Grade.VENDOR, 3), (Grade.DECLARED, 1)}
