"""People at their pages: a browser without JavaScript, signed in as one of the cast, on the Wednesday of the week."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from loa.core.stations import StationKind, Technology
from loa.server.channels.services import NewStation, register_station
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.people.models import Account

WEDNESDAY = datetime(2021, 8, 4, 5, 30, tzinfo=clock.HANOI)


@pytest.fixture(autouse=True)
def on_wednesday() -> Iterator[None]:
    clock.take_from(lambda: WEDNESDAY)
    yield
    clock.take_from(None)


@pytest.fixture
def at() -> Iterator[Callable[[datetime], None]]:
    """Let it be another time."""
    yield lambda moment: clock.take_from(lambda: moment)
    clock.take_from(None)


@pytest.fixture
def as_(cast) -> Callable[[Actor], Client]:
    """A browser in which this person has signed in."""

    def sign_in(actor: Actor) -> Client:
        account, _ = Account.objects.get_or_create(
            person_id=actor.person_id, defaults={"username": f"nguoi-{actor.person_id}", "password": make_password("x")}
        )
        client = Client()
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["second_factor"] = "test"  # leaders and administrators come in by two steps
        session.save()
        return client

    return sign_in


@pytest.fixture
def station(cast):
    """The ward's station, run by hand."""
    new = NewStation(agency_id=cast.ward, name="Đài phường Bạch Mai", kind=StationKind.HAND, technology=Technology.FM)
    return register_station(station=new, by=Actor.system("thử"), now=WEDNESDAY)
