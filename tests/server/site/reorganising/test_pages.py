"""The administrators of the province at their pages; nobody else gets in."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from loa.core.roles import Role
from loa.server.kit import clock
from loa.server.people.models import Account
from loa.server.people.queries import actors_of
from loa.server.people.services import Newcomer, take_in
from loa.server.site.models import Reorganisation, ReorganisationState
from loa.server.site.tasks import go_on_reorganising, reorganise

from .conftest import ACT, AFTER, EARLY, NOW, OWNER, WARDS, merging, sheet

HOME = "/dia-ban/sap-xep/"


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def as_():
    """A browser in which this person has signed in, by two steps."""

    def sign_in(actor):
        name = f"nguoi-{actor.person_id}"
        account, _ = Account.objects.get_or_create(person_id=actor.person_id, defaults={"username": name, "password": make_password("x")})
        client = Client()
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["second_factor"] = "test"
        session.save()
        return client

    return sign_in


def upload(rows):
    return SimpleUploadedFile("sap-xep.xlsx", rows if isinstance(rows, bytes) else sheet(rows))


def test_one_prepares_another_confirms_and_the_worker_carries_it_out(as_, two_administrators, busy_wards):
    one, two = (as_(actor) for actor in two_administrators)
    page = one.post(f"{HOME}lap/", {"act": ACT, "file": upload(merging(*WARDS))}, follow=True)
    assert "Chưa có gì thay đổi" in text_of(page)
    assert "Người lập không tự xác nhận" in text_of(page)
    plan = Reorganisation.objects.get()
    door = f"{HOME}{plan.pk}/"
    assert one.post(f"{door}xac-nhan/", {"plan": plan.plan_sha256}).status_code == 403
    seen = text_of(two.get(door))
    for said in ("Cán bộ Ba Đình", "Đài truyền thanh", "Báo cáo chưa gửi", "Thiết bị phát"):
        assert said in seen
    assert "Đã xác nhận" in text_of(two.post(f"{door}xac-nhan/", {"plan": plan.plan_sha256}, follow=True))
    assert "Đã làm 0 /" in text_of(two.post(f"{door}ap-dung/", follow=True))
    assert reorganise.call(str(plan.pk)) == ReorganisationState.WAITING
    assert "chuyển vào ngày 1/3/2027" in text_of(two.get(f"{door}tien-do/"))
    clock.take_from(lambda: AFTER)
    go_on_reorganising()
    assert Reorganisation.objects.get().state == ReorganisationState.FINISHED
    record = two.get(f"{door}ho-so/")
    assert record["Content-Type"].startswith("text/plain")
    assert "Quản trị Hai" in record.content.decode()
    assert two.get(f"{door}bang/").content.startswith(b"PK")


def test_a_bad_table_is_told_row_by_row_on_the_page(as_, two_administrators):
    bad = [*merging("Ba Đình", "Ba Đình"), *merging("Không Có")]
    page = as_(two_administrators[0]).post(f"{HOME}lap/", {"act": ACT, "file": upload(bad)})
    assert page.status_code == 422
    assert "Dòng 3: phường Ba Đình đã có ở dòng 2" in text_of(page)
    assert ACT in page.content.decode()
    assert not Reorganisation.objects.exists()


def test_conflicts_come_first_and_ask_for_a_reason(as_, two_administrators, busy_wards, prepare):
    halves = [{**merging("Ba Đình")[0], "kind": "chia", "new": name} for name in ("Thượng", "Hạ")]
    plan = prepare(halves)
    browser, door = as_(two_administrators[1]), f"{HOME}{plan.pk}/"
    page = text_of(browser.get(door))
    assert page.index("Điểm cần quyết định") < page.index("Phạm vi ảnh hưởng của phương án")
    refused = browser.post(f"{door}xac-nhan/", {"plan": plan.plan_sha256, "why": ""})
    assert refused.status_code == 422
    assert "Lý do vẫn áp dụng : Hãy điền ô này." in text_of(refused)
    assert "Đã xác nhận" in text_of(browser.post(f"{door}xac-nhan/", {"plan": plan.plan_sha256, "why": "bố trí sau"}, follow=True))


def test_who_is_no_administrator_of_the_province_finds_nothing(as_, wards, prepare):
    plan = prepare(merging(*WARDS))
    who = [Newcomer(full_name="Quản trị phường", roles=((Role.ADMINISTRATOR, wards["Ba Đình"]),))]
    person = take_in(who, valid_from=EARLY, by=OWNER, now=NOW)[0]
    browser = as_(actors_of([person], on=NOW.date())[person.pk])
    assert browser.get(HOME).status_code == 403
    for door in ("", "tien-do/", "ho-so/", "bang/"):
        assert browser.get(f"{HOME}{plan.pk}/{door}").status_code == 404
    for door in ("xac-nhan/", "ap-dung/", "bo/"):
        assert browser.post(f"{HOME}{plan.pk}/{door}").status_code == 404


def test_the_template_is_handed_out_and_a_plan_is_withdrawn(as_, two_administrators, prepare):
    browser, plan = as_(two_administrators[1]), prepare(merging(*WARDS))
    assert browser.get(f"{HOME}bang-mau.xlsx").content.startswith(b"PK")
    assert "Đã bỏ phương án" in text_of(browser.post(f"{HOME}{plan.pk}/bo/", follow=True))
    assert Reorganisation.objects.get().state == ReorganisationState.WITHDRAWN


VIETNAMESE = re.compile(r"\b(Dòng|chưa|đơn vị|hiệu lực|nơi nhận|trước:|vai trò|thuộc|Lập:|Xong:)\b")


def in_english(client):
    client.post("/ngon-ngu/", {"language": "en"})
    return client


def test_who_reads_english_gets_problems_conflicts_and_the_record_in_english(as_, two_administrators, busy_wards, prepare, carry_out):
    one, two = (in_english(as_(actor)) for actor in two_administrators)
    page = text_of(one.post(f"{HOME}lap/", {"act": ACT, "file": upload([*merging("Ba Đình", "Ba Đình"), *merging("Không Có")])}))
    assert "Row 3: phường Ba Đình stands in row 2 already." in page
    assert VIETNAMESE.findall(page) == []
    halves = [{**merging("Ngọc Hà")[0], "kind": "chia", "new": name} for name in ("Thượng", "Hạ")]
    plan = carry_out(prepare(halves))
    shown, record = text_of(two.get(f"{HOME}{plan.pk}/")), two.get(f"{HOME}{plan.pk}/ho-so/").content.decode()
    assert "2 successors" in shown
    assert "nobody takes over yet" in shown
    for told in (shown, record):
        assert VIETNAMESE.findall(told) == []
    assert "chưa chọn nơi nhận việc" in text_of(as_(two_administrators[1]).get(f"{HOME}{plan.pk}/"))


def test_a_plan_that_kept_only_words_is_shown_in_these_words(as_, two_administrators, prepare):
    plan = prepare(merging(*WARDS))
    Reorganisation.objects.update(conflicts=[{"line": 2, "text": "Dòng 2: lời cũ."}])
    assert "Dòng 2: lời cũ." in text_of(in_english(as_(two_administrators[1])).get(f"{HOME}{plan.pk}/"))
