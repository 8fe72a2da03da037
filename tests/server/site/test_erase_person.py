"""A person's data are handed out and erased by the register: afterwards no table says the name, and the trail still holds."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from loa.core.errors import NotFound
from loa.core.folding import search_key
from loa.core.roles import Role
from loa.server.activities.models import Activity
from loa.server.activities.services import Done, log_activity
from loa.server.kit import acts, outbox, trail
from loa.server.kit.actors import Actor, RightMissing
from loa.server.kit.forgetting import Words, spellings
from loa.server.kit.models import AuditEntry
from loa.server.people.models import Account, Person, RoleGrant
from loa.server.people.queries import actor_of
from loa.server.people.services import end_account, note_sign_in, take_in_one
from loa.server.site.erasing import clear_old_rows, erase_person, export_person
from loa.server.site.errors import AccountNotEnded, AlreadyErased, ErasureUnexplained, OwnErasure
from loa.server.site.impact import as_docx, as_markdown
from loa.server.site.personal_data import register
from loa.wire.trail_check import ERASED

from ..conftest import DAY, NOW, OWNER

NAME, USERNAME, PHONE = "Đỗ Thị Quỳnh Trang", "trang.dothi", "0912 345 678"
LATER = NOW + timedelta(days=30)


@pytest.fixture
def person(cast, make_bulletin):
    """Somebody with a past: an account, acts, a bulletin, an activity, words of others about her, failed sign-ins, a session."""
    person, _password = take_in_one(
        full_name=NAME, username=USERNAME, roles=[(Role.COMMUNE_OFFICER, cast.ward)], valid_from=DAY, by=OWNER, now=NOW
    )
    Person.objects.filter(pk=person.pk).update(phone=PHONE)
    her = actor_of(Person.objects.get(pk=person.pk), on=DAY)
    note_sign_in(by=her, now=NOW)
    done = Done(agency_id=cast.ward, kind="zalo_post", done_on=DAY, quantity=1, note=f"Đăng xong, hỏi {NAME} ({PHONE})")
    log_activity(done=done, by=her, now=NOW)
    log_activity(done=replace(done, note=f"{USERNAME} đã đăng"), by=cast.officer, now=NOW)
    make_bulletin(agency_id=cast.ward, author=her, title="Lịch tiêm")
    acts.record_refusal(code="people.right_missing", facts={"name": NAME, "right": "approve"}, by=her, now=NOW, what="/duyet/")
    attempt = apps.get_model("axes.AccessAttempt")
    attempt.objects.create(username=USERNAME, ip_address="192.0.2.9", failures_since_start=1)
    session = SessionStore()
    session["_auth_user_id"] = str(person.account.pk)
    session.create()
    trail.seal()
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def ended(person):
    end_account(account_id=person.account.pk, why=f"{NAME} nghỉ việc", by=OWNER, now=NOW)
    return person


def everything() -> str:
    """Every value of every row of every table, as the database holds it."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found)


def in_json(word: str) -> str:
    return json.dumps(word)[1:-1]


def test_after_an_erasure_no_table_says_name_username_or_telephone(ended):
    held = everything()
    assert all(word in held for word in (NAME, USERNAME, PHONE))
    done = erase_person(person_id=ended.pk, why=f"Theo đơn của {NAME}", by=OWNER, now=LATER)
    held = everything()
    assert [word for word in (NAME, USERNAME, PHONE, search_key(NAME)) for written in {word, in_json(word)} if written in held] == []
    assert (done.trail_values > 5, done.links_given_up, done.namesake) == (True, 0, False)
    assert AuditEntry.objects.get(event="people.person_erased").why == f"Theo đơn của {ERASED}"


def test_what_was_done_stays_and_its_figures_too(ended, cast):
    before = Activity.objects.count(), AuditEntry.objects.count(), RoleGrant.objects.count()
    erase_person(person_id=ended.pk, why="đơn", by=OWNER, now=LATER)
    assert (Activity.objects.count(), AuditEntry.objects.count() - 1, RoleGrant.objects.count()) == before
    hers = Activity.objects.get(recorded_by_person_id=ended.pk)
    assert (hers.recorded_by, hers.note) == (ERASED, f"Đăng xong, hỏi {ERASED} ({ERASED})")
    other = Activity.objects.get(recorded_by_person_id=cast.officer.person_id)
    assert (other.recorded_by, other.note) == (cast.officer.name, f"{ERASED} đã đăng")


def test_the_trail_holds_before_and_after_an_erasure(ended):
    trail.seal()
    assert trail.verify().holds
    anchored = trail.anchor_today(now=NOW)
    erase_person(person_id=ended.pk, why="đơn", by=OWNER, now=LATER)
    trail.seal()
    verdict = trail.verify()
    assert (verdict.holds, verdict.check.anchors_held, verdict.check.erased_values > 0) == (True, 1, True)
    assert verdict.sealed > anchored.position


def opened(copy):
    with zipfile.ZipFile(io.BytesIO(copy.data)) as archive:
        return json.loads(archive.read("du-lieu.json")), archive.read("doc-truoc.txt").decode()


def test_an_export_holds_what_is_kept_of_a_person_and_why(person):
    copy = export_person(person_id=person.pk, by=actor_of(person, on=DAY), now=NOW)
    content, readme = opened(copy)
    assert {"people.Person", "people.Account", "people.RoleGrant", "activities.Activity", "bulletins.Bulletin", "kit.AuditEntry"} <= set(
        content["rows"]
    )
    assert content["rows"]["people.Person"][0]["phone"] == PHONE
    assert "password" not in content["rows"]["people.Account"][0]
    assert set(content["why_held"]) == set(content["rows"])
    assert [place["table"] for place in content["named_in"]] == ["activities.Activity"]
    assert "Mật khẩu" in readme
    assert copy.rows == sum(len(rows) for rows in content["rows"].values())


def test_after_an_erasure_an_export_says_nothing_of_the_person(ended):
    erase_person(person_id=ended.pk, why="đơn", by=OWNER, now=LATER)
    content, _readme = opened(export_person(person_id=ended.pk, by=OWNER, now=LATER))
    text = json.dumps(content, ensure_ascii=False)
    assert not any(word in text for word in (NAME, USERNAME, PHONE))
    assert content["named_in"] == []
    assert not {"axes.AccessAttempt", "sessions.Session"} & set(content["rows"])


def test_a_name_that_two_people_bear_stays_in_the_words_of_others(ended):
    Person.objects.create(full_name=NAME)
    done = erase_person(person_id=ended.pk, why="đơn", by=OWNER, now=LATER)
    assert done.namesake
    assert Activity.objects.get(recorded_by_person_id=ended.pk).note == f"Đăng xong, hỏi {NAME} ({ERASED})"
    assert Person.objects.get(pk=ended.pk).full_name == ERASED


def test_nobody_is_erased_who_still_has_an_account(person):
    with pytest.raises(AccountNotEnded):
        erase_person(person_id=person.pk, why="đơn", by=OWNER, now=LATER)
    assert Person.objects.get(pk=person.pk).full_name == NAME


def test_nobody_is_erased_twice_or_without_a_reason(ended):
    with pytest.raises(ErasureUnexplained):
        erase_person(person_id=ended.pk, why="  ", by=OWNER, now=LATER)
    erase_person(person_id=ended.pk, why="đơn", by=OWNER, now=LATER)
    with pytest.raises(AlreadyErased):
        erase_person(person_id=ended.pk, why="đơn", by=OWNER, now=LATER)


@pytest.fixture
def administrator(cast):
    def make(*agency_ids) -> Actor:
        person, _password = take_in_one(
            full_name="Quản trị viên",
            username=f"quan.tri{len(agency_ids)}",
            roles=[(Role.ADMINISTRATOR, agency_id) for agency_id in agency_ids],
            valid_from=DAY,
            by=OWNER,
            now=NOW,
        )
        return actor_of(person, on=DAY)

    return make


def test_only_who_manages_every_agency_of_a_person_erases(ended, cast, administrator):
    RoleGrant.objects.create(
        person=ended, agency_id=cast.neighbour, role=Role.COMMUNE_OFFICER, valid_from=date(2021, 1, 1), valid_to=date(2021, 2, 1)
    )
    with pytest.raises(RightMissing):
        erase_person(person_id=ended.pk, why="đơn", by=cast.officer, now=LATER)
    of_one = administrator(cast.ward)
    with pytest.raises(RightMissing):
        erase_person(person_id=ended.pk, why="đơn", by=of_one, now=LATER)
    with pytest.raises(OwnErasure):
        erase_person(person_id=of_one.person_id, why="đơn", by=of_one, now=LATER)
    assert erase_person(person_id=ended.pk, why="đơn", by=administrator(cast.ward, cast.neighbour), now=LATER).trail_values


def test_a_stranger_to_a_person_gets_no_copy(person, cast, administrator):
    with pytest.raises(RightMissing):
        export_person(person_id=person.pk, by=cast.officer, now=NOW)
    with pytest.raises(NotFound):
        export_person(person_id=person.pk, by=administrator(cast.other_office), now=NOW)


def test_what_is_too_old_goes_and_the_trail_says_so(person, home):
    attempt = apps.get_model("axes.AccessAttempt").objects.get()
    long_ago = timezone.now() - timedelta(days=91)
    type(attempt).objects.create(username="ai.do", ip_address="192.0.2.1", failures_since_start=1)
    type(attempt).objects.filter(pk=attempt.pk).update(attempt_time=long_ago)
    assert clear_old_rows(by=OWNER, now=timezone.now()) == 1
    assert list(type(attempt).objects.values_list("username", flat=True)) == ["ai.do"]
    assert AuditEntry.objects.get(event="site.old_rows_cleared").payload == {
        "table": "axes.AccessAttempt",
        "rows": 1,
        "older_than_days": 90,
    }
    assert clear_old_rows(by=OWNER, now=timezone.now()) == 0
    assert AuditEntry.objects.filter(event="site.old_rows_cleared").count() == 1


def test_the_record_for_an_impact_assessment_follows_the_register(person):
    text = as_markdown(now=NOW)
    for table in register().tables:
        assert (table.label in text) is table.personal, table.label
    assert all(law in text for law in register().laws.values())
    assert all(
        group.purpose in text for name, group in register().groups.items() if any(t.group == name and t.personal for t in register().tables)
    )
    assert NAME not in text
    assert as_docx(now=NOW)[:2] == b"PK"


def test_the_outbox_forgets_too(ended):
    assert outbox.drain(now=LATER) >= 0
    erase_person(person_id=ended.pk, why="đơn", by=OWNER, now=LATER)
    assert Account.objects.get(person=ended).username.startswith("da-xoa-")


WRITTEN = ("ĐỖ THỊ QUỲNH TRANG", "đỗ thị quỳnh trang", "Do Thi Quynh Trang", "DO THI QUYNH TRANG", "do thi quynh trang", "TRANG.DOTHI")


@pytest.mark.parametrize("written", WRITTEN)
def test_a_name_goes_however_it_was_written(ended, cast, written):
    done = Done(agency_id=cast.ward, kind="zalo_post", done_on=DAY, quantity=1, note=f"Hỏi {written} nhé")
    log_activity(done=done, by=cast.officer, now=NOW)
    erase_person(person_id=ended.pk, why=f"đơn của {written}", by=OWNER, now=LATER)
    held = everything()
    assert [form for form in {written, in_json(written)} if form in held] == []
    assert Activity.objects.filter(note=f"Hỏi {ERASED} nhé").exists()


def test_where_another_name_differs_only_in_its_marks_the_plain_spelling_stays(ended, cast):
    take_in_one(full_name="Đỗ Thị Quỳnh Tráng", username="trang.khac", roles=[(Role.VIEWER, cast.ward)], valid_from=DAY, by=OWNER, now=NOW)
    for written in ("Do Thi Quynh Trang", "ĐỖ THỊ QUỲNH TRANG"):
        done = Done(agency_id=cast.ward, kind="zalo_post", done_on=DAY, quantity=1, note=f"Hỏi {written} nhé")
        log_activity(done=done, by=cast.officer, now=NOW)
    erase_person(person_id=ended.pk, why="đơn", by=OWNER, now=LATER)
    notes = set(Activity.objects.values_list("note", flat=True))
    assert {"Hỏi Do Thi Quynh Trang nhé", f"Hỏi {ERASED} nhé"} <= notes


@pytest.mark.parametrize(
    ("name", "kept"), [("Hòa Bình", "vì hòa bình"), ("Lê Thị Hòa Bình", "vì hòa bình của bà con"), ("Lê Văn An", "Lê Văn Anh")]
)
def test_ordinary_words_and_longer_names_are_not_taken_for_a_name(name, kept):
    assert Words(spellings(name, plain=True)).out_of(kept) == kept


def test_the_record_says_what_leaves_the_installation_and_where_to(db, settings):
    assert "không gửi dữ liệu cá nhân ra ngoài" in as_markdown(now=NOW)
    settings.LOA_READING_MODEL = "http://mo-hinh.noi-bo:8000/v1/chat/completions"
    told = as_markdown(now=NOW)
    assert "mô hình ngôn ngữ của cơ quan tại mo-hinh.noi-bo" in told
    assert "không gửi dữ liệu cá nhân ra ngoài" not in told
