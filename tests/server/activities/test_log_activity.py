"""Logging activities, undoing them, and orders that suspend kinds."""

import io
from datetime import UTC, date, datetime

import pytest
from PIL import Image

from loa.core.activity_kinds import Unit, kinds_that_gather
from loa.core.errors import NotFound
from loa.core.grades import Grade
from loa.core.roles import Role
from loa.server.activities import queries
from loa.server.activities.errors import (
    ActivityNotFound,
    ActivitySuspended,
    AlreadyUndone,
    DayInFuture,
    OrderIncomplete,
    QuantityUnusable,
    TextTooLong,
    UnitUnfit,
    UnknownKind,
)
from loa.server.activities.models import Activity
from loa.server.activities.services import MOST, Done, log_activities, log_activity, suspend_kinds, undo_activity
from loa.server.agencies.models import Agency, AgencyVersion
from loa.server.kit import files
from loa.server.kit.actors import Actor, Grant, RightMissing
from loa.server.kit.photos import PhotoTooLarge, PhotoUnusable
from loa.server.places.models import Territory, TerritoryClosure

NOW = datetime(2021, 8, 5, 3, 0, tzinfo=UTC)
DAY = date(2021, 8, 4)
OWNER = Actor.system("thử nghiệm")
SINCE = date(2008, 8, 1)


def place(key: str, *above: Territory) -> tuple[Territory, Agency]:
    territory = Territory.objects.create(key=key)
    for depth, ancestor in enumerate([territory, *above]):
        TerritoryClosure.objects.create(ancestor=ancestor, descendant=territory, depth=depth, valid_from=SINCE)
    agency = Agency.objects.create(key=f"ubnd-{key}")
    AgencyVersion.objects.create(agency=agency, kind="committee", name=f"UBND {key}", territory=territory, valid_from=SINCE)
    return territory, agency


@pytest.fixture
def city(db: None):
    return place("thành phố")


@pytest.fixture
def ward(city):
    return place("phường", city[0])[1]


@pytest.fixture
def neighbour(city):
    return place("phường khác", city[0])[1]


def officer(agency: Agency, role: Role = Role.COMMUNE_OFFICER) -> Actor:
    return Actor(name="Lan", agency_id=agency.pk, grants=(Grant(role=role, agency_id=agency.pk),))


def log(agency: Agency, *, by: Actor | None = None, **given) -> Activity:
    told = {"kind": "mobile_loudspeaker", "done_on": DAY, "quantity": 3, **given}
    return log_activity(done=Done(agency_id=agency.pk, **told), by=by or officer(agency), now=NOW)


def suspend_gatherings(city) -> None:
    suspend_kinds(
        number="17/CT-UBND",
        issuer="UBND thành phố Hà Nội",
        kinds=kinds_that_gather(),
        territory_id=city[0].pk,
        valid_from=date(2021, 7, 24),
        by=OWNER,
        now=NOW,
    )


def picture(size: tuple[int, int] = (1200, 800), **save) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, **{"format": "JPEG", **save})
    return out.getvalue()


def test_an_activity_is_counted_in_its_customary_unit_and_declared(ward):
    activity = log(ward)
    assert (activity.unit, activity.grade, activity.recorded_by) == (Unit.SESSION, Grade.DECLARED, "Lan")


def test_an_approximate_figure_is_an_estimate(ward):
    assert log(ward, approximate=True).grade == Grade.ESTIMATED


def test_totals_never_mix_units_grades_or_sources(ward):
    log(ward)
    log(ward, quantity=4)
    log(ward, unit=Unit.RUN)
    log(ward, approximate=True)
    log(ward, kind="leaflet_handed_out", quantity=500, supplied_by="Quận cấp")
    log(ward, kind="leaflet_handed_out", quantity=100, supplied_by="Phường in")
    totals = queries.activity_totals(seen_by=officer(ward))
    assert {(t.kind, t.unit, t.grade, t.supplied_by): (t.quantity, t.activities) for t in totals} == {
        ("mobile_loudspeaker", Unit.SESSION, Grade.DECLARED, ""): (7, 2),
        ("mobile_loudspeaker", Unit.RUN, Grade.DECLARED, ""): (3, 1),
        ("mobile_loudspeaker", Unit.SESSION, Grade.ESTIMATED, ""): (3, 1),
        ("leaflet_handed_out", Unit.SHEET, Grade.DECLARED, "Quận cấp"): (500, 1),
        ("leaflet_handed_out", Unit.SHEET, Grade.DECLARED, "Phường in"): (100, 1),
    }


def test_totals_keep_to_their_period(ward):
    log(ward)
    log(ward, done_on=date(2021, 8, 1), quantity=9)
    (total,) = queries.activity_totals(seen_by=officer(ward), first_day=date(2021, 8, 2), last_day=date(2021, 8, 8))
    assert total.quantity == 3


def test_what_is_undone_counts_no_more_but_stays(ward):
    activity = log(ward)
    undo_activity(activity_id=activity.pk, by=officer(ward), now=NOW)
    assert queries.activity_totals(seen_by=officer(ward)) == []
    assert Activity.objects.get().ended_at == NOW
    with pytest.raises(AlreadyUndone):
        undo_activity(activity_id=activity.pk, by=officer(ward), now=NOW)


def test_the_neighbour_neither_sees_nor_undoes_nor_logs(ward, neighbour):
    activity = log(ward)
    assert not queries.activities(seen_by=officer(neighbour)).exists()
    with pytest.raises(ActivityNotFound):
        undo_activity(activity_id=activity.pk, by=officer(neighbour), now=NOW)
    with pytest.raises(RightMissing):
        log(ward, by=officer(neighbour))


def test_an_order_suspends_gatherings_with_its_number_from_its_day(city, ward):
    suspend_gatherings(city)
    with pytest.raises(ActivitySuspended) as refusal:
        log(ward, kind="meeting")
    assert "17/CT-UBND" in str(refusal.value)
    assert log(ward, kind="meeting", done_on=date(2021, 7, 23)).pk
    assert log(ward).pk


def test_suspended_kinds_are_shown_as_such(city, ward):
    suspend_gatherings(city)
    shown = {one.kind.code: one.suspended_by for one in queries.kinds_open_to(agency_id=ward.pk, day=DAY, seen_by=officer(ward))}
    assert shown["meeting"].number == "17/CT-UBND"
    assert shown["mobile_loudspeaker"] is None


def test_an_order_of_one_ward_does_not_bind_the_neighbour(ward, neighbour):
    territory_id = AgencyVersion.objects.get(agency=ward).territory_id
    suspend_kinds(number="5", issuer="UBND phường", kinds={"meeting"}, territory_id=territory_id, valid_from=DAY, by=officer(ward), now=NOW)
    assert log(neighbour, kind="meeting").pk
    with pytest.raises(ActivitySuspended):
        log(ward, kind="meeting")


def test_a_ward_cannot_suspend_for_the_city(city, ward):
    with pytest.raises(NotFound):
        suspend_kinds(number="5", issuer="P", kinds={"meeting"}, territory_id=city[0].pk, valid_from=DAY, by=officer(ward), now=NOW)


def test_an_order_needs_a_number_and_known_kinds(city):
    given = {"issuer": "UBND", "territory_id": city[0].pk, "valid_from": DAY, "by": OWNER, "now": NOW}
    with pytest.raises(OrderIncomplete):
        suspend_kinds(number=" ", kinds={"meeting"}, **given)
    with pytest.raises(UnknownKind):
        suspend_kinds(number="5", kinds={"gì đó"}, **given)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"kind": "gì đó"}, UnknownKind),
        ({"unit": Unit.SHEET}, UnitUnfit),
        ({"quantity": 0}, QuantityUnusable),
        ({"quantity": MOST + 1}, QuantityUnusable),
        ({"done_on": date(2021, 8, 6)}, DayInFuture),
        ({"note": "ế" * 2001}, TextTooLong),
        ({"photo": b""}, PhotoUnusable),
        ({"photo": b"<script>alert(1)</script>"}, PhotoUnusable),
        ({"photo": picture()[:500]}, PhotoUnusable),
        ({"photo": b"\xff" * (12 * 1024 * 1024 + 1)}, PhotoTooLarge),
        ({"photo": picture((9000, 9000), format="PNG")}, PhotoTooLarge),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence(ward, given, refusal):
    with pytest.raises(refusal) as raised:
        log(ward, **given)
    assert "{" not in str(raised.value)
    assert "Hãy" in str(raised.value)
    assert not Activity.objects.exists()


def test_all_or_none_are_logged(ward):
    fine = Done(agency_id=ward.pk, kind="sms", done_on=DAY, quantity=1)
    with pytest.raises(UnknownKind):
        log_activities(done=[fine, Done(agency_id=ward.pk, kind="gì đó", done_on=DAY, quantity=1)], by=officer(ward), now=NOW)
    assert not Activity.objects.exists()


def test_the_public_copy_of_a_photo_says_nothing_of_where_it_was_taken(ward):
    exif = Image.Exif()
    exif[0x010E] = "nhà ông An, tổ 5"
    original = picture((3000, 2000), exif=exif)
    activity = log(ward, photo=original)
    public = files.read(activity.public_photo_sha256, ending=".jpg")
    assert files.read(activity.photo_sha256) == original
    assert "ông An".encode() not in public
    with Image.open(io.BytesIO(public)) as copy:
        assert (copy.size, dict(copy.getexif())) == ((1600, 1067), {})
