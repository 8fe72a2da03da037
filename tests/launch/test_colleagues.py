"""The simulated colleagues: they answer everywhere, except where a person sits."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from amqtt.contexts import Action

from loa.launch.broker import knows, may
from loa.launch.demo import answering, writing
from loa.launch.demo.accounts import ACCOUNTS
from loa.launch.demo.company import Company
from loa.launch.demo.first import DEMO, FirstStart, first_start
from loa.launch.samples import NAME, sample_letter
from loa.server.agencies.services import load_agencies
from loa.server.bulletins.models import Bulletin
from loa.server.campaigns.models import Assignment, AssignmentState
from loa.server.campaigns.services import open_campaign
from loa.server.channels.models import Station
from loa.server.documents.models import OfficialDocument
from loa.server.kit import clock
from loa.server.people.models import Account
from loa.server.people.queries import actor_of
from loa.server.places.queries import territory_of_city
from loa.server.places.services import load_hanoi
from loa.wire.topics import wake_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(tmp_path: Path, settings: pytest.FixtureRequest) -> FirstStart:
    settings.LOA_HOME = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    load_hanoi(by=DEMO, now=clock.now())
    load_agencies(by=DEMO, now=clock.now())
    return first_start(letter=sample_letter(), name=NAME, home=tmp_path)


def open_the_campaign(document: OfficialDocument) -> None:
    drafter = actor_of(Account.objects.get(username="so.chuyenvien").person, on=clock.today())
    open_campaign(
        document_id=document.pk,
        title=document.subject,
        agency_id=document.agency_id,
        territory_id=territory_of_city(clock.today()),
        starts_on=clock.today(),
        ends_on=clock.today() + timedelta(days=6),
        due_at=datetime(2021, 8, 10, 17, tzinfo=clock.HANOI),
        release_after_hours=48,
        by=drafter,
        now=clock.now(),
    )


def test_the_first_start_leaves_the_letter_to_the_person(demo: FirstStart) -> None:
    assert clock.today().isoformat() == "2021-08-02"
    assert demo.document.recipients.values_list("agencies", flat=True).distinct().count() == 90
    assert {way.username for way in demo.ways} == {username for username, *_ in ACCOUNTS}
    assert not Assignment.objects.exists()
    assert Station.objects.get(pk=demo.setting.station).agency_id == demo.setting.ward
    assert Station.objects.filter(agency=demo.setting.neighbour, kind="hand").exists()


def test_colleagues_answer_everywhere_but_at_the_persons_own_agencies(demo: FirstStart, tmp_path: Path) -> None:
    open_the_campaign(demo.document)
    company = Company.of(demo.setting, tmp_path)
    for _ in range(12):
        answering.accept_above(company)
        answering.hand_down(company)
        answering.accept_below(company)
    own = Assignment.objects.filter(agency__in=demo.setting.own)
    assert set(own.values_list("state", flat=True)) == {AssignmentState.SENT}
    assert Assignment.objects.filter(state=AssignmentState.HANDED_DOWN).count() >= 20
    assert Assignment.objects.filter(state=AssignmentState.ACCEPTED).count() >= 200
    assert not Assignment.objects.filter(agency=demo.setting.ward).exists()


def test_the_content_kit_lies_ready_as_drafts_once(demo: FirstStart, tmp_path: Path) -> None:
    open_the_campaign(demo.document)
    company = Company.of(demo.setting, tmp_path)
    made = writing.lay_out_the_kit(company)
    assert made == Bulletin.objects.filter(state="draft", agency=demo.setting.department).count() > 3
    assert writing.lay_out_the_kit(company) == 0


def test_a_player_hears_its_own_wake_up_and_nothing_else(settings: pytest.FixtureRequest) -> None:
    settings.LOA_MQTT_URL = "mqtt://loa:secret@127.0.0.1:1"
    player, other = uuid4(), uuid4()
    assert may(str(player), wake_topic(player), Action.SUBSCRIBE)
    assert not may(str(player), wake_topic(player), Action.PUBLISH)
    assert not may(str(player), wake_topic(other), Action.SUBSCRIBE)
    assert not may(str(player), "#", Action.SUBSCRIBE)
    assert not may(None, wake_topic(player), Action.SUBSCRIBE)
    assert may("loa", wake_topic(player), Action.PUBLISH)


@pytest.mark.parametrize(
    ("username", "password", "known"), [("loa", "secret", True), ("loa", "", False), ("", "", False), ("somebody", "secret", False)]
)
def test_the_broker_knows_the_server_by_its_password(settings: pytest.FixtureRequest, username: str, password: str, known: bool) -> None:
    settings.LOA_MQTT_URL = "mqtt://loa:secret@127.0.0.1:1"
    assert knows(username, password) is known
