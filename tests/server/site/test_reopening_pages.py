"""Reopening a leader's way in, on the pages: asked, seen by all concerned, confirmed by a second person or stopped."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from loa.core.roles import Role
from loa.server.kit import clock
from loa.server.people.models import Account, AskedReopening, TimeCode
from loa.server.people.queries import actor_of, second_factors_of
from loa.server.people.services import Newcomer, take_in

from ..conftest import OWNER

PASSWORD = "mot-mat-khau"


def phone_of(account):
    return TimeCode.objects.create(account=account, sealed_secret="x", added_at=clock.now() - timedelta(days=30))


@pytest.fixture
def leader(cast):
    account = Account.objects.create(username="lanh-dao", person_id=cast.leader.person_id, password=make_password(PASSWORD))
    phone_of(account)
    return account


@pytest.fixture
def make_administrator(cast, as_):
    def make(name, agency_id):
        new = Newcomer(full_name=name, roles=((Role.ADMINISTRATOR, agency_id),), username=name, password=PASSWORD)
        person = take_in([new], valid_from=clock.today(), by=OWNER, now=clock.now())[0]
        phone_of(person.account)
        return as_(actor_of(person, on=clock.today()))

    return make


@pytest.fixture
def desk(make_administrator, cast):
    return make_administrator("quan-tri-mot", cast.ward)


@pytest.fixture
def above(make_administrator, cast):
    return make_administrator("quan-tri-hai", cast.department)


def page_of(leader):
    return reverse("person", args=[leader.person_id])


def ask(desk, leader, door="second-factors-reset", why="mất điện thoại"):
    return desk.post(reverse(door, args=[leader.person_id]), {"why": why}, follow=True).content.decode()


def test_the_second_administrator_finds_it_confirms_and_the_first_one_does_it(desk, above, leader):
    assert "Yêu cầu đặt lại" in desk.get(page_of(leader)).content.decode()
    assert "Một quản trị viên khác của đơn vị" in ask(desk, leader)
    asked = AskedReopening.objects.get()
    confirm = reverse("reopening-confirm", args=[asked.pk])
    assert confirm not in desk.get(page_of(leader)).content.decode()
    for where in (reverse("today"), reverse("people"), page_of(leader)):
        assert "quan-tri-mot yêu cầu" in above.get(where).content.decode(), where
    assert confirm in above.get(page_of(leader)).content.decode()
    assert above.post(confirm)["Location"] == page_of(leader)
    assert "quan-tri-hai đã xác nhận" in desk.get(page_of(leader)).content.decode()
    assert second_factors_of(leader).any
    assert "Đã đặt lại đăng nhập hai bước" in ask(desk, leader)
    assert not second_factors_of(leader).any


def test_the_leader_hears_of_it_when_coming_in_and_stops_it(desk, leader, cast, as_):
    assert "24 giờ" in ask(desk, leader)
    own = as_(cast.leader)
    assert "Xem, dừng" in own.get(reverse("today")).content.decode()
    stop = reverse("reopening-stop", args=[AskedReopening.objects.get().pk])
    assert stop in own.get(reverse("own-account")).content.decode()
    assert "Đã dừng yêu cầu" in own.post(stop, follow=True).content.decode()
    assert own.post(stop).status_code == 409
    assert "đã dừng" in own.get(reverse("own-account")).content.decode()
    assert second_factors_of(leader).any


def test_who_comes_in_is_told_of_it(desk, leader):
    TimeCode.objects.filter(account=leader).update(ended_at=clock.now())  # so that the password alone leads to the next page
    ask(desk, leader, "invite")
    leader.person.grants.update(role=Role.VIEWER)
    browser = Client()
    browser.post(reverse("sign-in"), {"username": "lanh-dao", "password": PASSWORD})
    assert "Có yêu cầu mở lại đăng nhập của ông/bà" in browser.get(reverse("today")).content.decode()


def test_an_invitation_is_asked_for_and_shown_to_who_asked_once_it_is_agreed(desk, above, leader):
    assert 'id="duong-dan"' not in ask(desk, leader, "invite", why="quên mật khẩu")
    assert leader.invitations.count() == 0
    above.post(reverse("reopening-confirm", args=[AskedReopening.objects.get().pk]))
    assert 'id="duong-dan"' in ask(desk, leader, "invite")
    assert leader.invitations.count() == 1


def test_without_a_reason_nothing_is_asked(desk, leader):
    assert desk.post(reverse("second-factors-reset", args=[leader.person_id]), {"why": " "}).status_code == 422
    assert not AskedReopening.objects.exists()


def test_an_officers_way_in_is_reopened_with_one_press(desk, cast):
    officer = Account.objects.create(username="can-bo", person_id=cast.officer.person_id, password=make_password(PASSWORD))
    page = desk.get(page_of(officer)).content.decode()
    assert "Tạo đường dẫn mời" in page
    assert "Yêu cầu đường dẫn mời" not in page
    assert 'id="duong-dan"' in desk.post(reverse("invite", args=[officer.person_id])).content.decode()


def test_a_neighbours_administrator_confirms_and_stops_nothing(desk, leader, make_administrator, cast):
    ask(desk, leader)
    asked = AskedReopening.objects.get()
    neighbour = make_administrator("lang-gieng", cast.neighbour)
    for door in ("reopening-confirm", "reopening-stop"):
        assert neighbour.post(reverse(door, args=[asked.pk])).status_code == 404
    assert "mất điện thoại" not in neighbour.get(reverse("people")).content.decode()
