from datetime import UTC, datetime, timedelta

import pytest

from loa.core.roles import Role
from loa.core.stations import StationKind
from loa.server.dispatch.errors import EnrolmentCodeUnusable, StationNotForPlayers
from loa.server.dispatch.models import EnrolmentCode, Player
from loa.server.dispatch.queries import players
from loa.server.dispatch.services import end_player, enrol_player, make_enrolment_code
from loa.server.kit.actors import Actor, RightMissing
from loa.server.kit.keys import installation_key
from loa.server.kit.models import AuditEntry
from loa.wire.heartbeat import EnrolmentRequest

NOW = datetime(2021, 8, 1, 17, tzinfo=UTC)


def request(code: str) -> EnrolmentRequest:
    return EnrolmentRequest(code=code, output="log", software="loa thử")


def test_a_code_gives_an_identity_a_token_and_the_key_to_believe(enrol):
    given = enrol()
    player = Player.objects.get(pk=given.player_id)
    assert given.public_key_hex == installation_key().public_bytes.hex()
    assert given.token not in (player.token_sha256, "")


def test_neither_code_nor_token_is_kept(make_station, make_actor):
    at = make_station()
    made = make_enrolment_code(station_id=at.pk, by=make_actor(at.agency_id), now=NOW)
    given = enrol_player(asked=request(made.code.lower()), now=NOW)
    kept = str([*EnrolmentCode.objects.values(), *Player.objects.values(), *AuditEntry.objects.values()])
    assert made.code not in kept
    assert given.token not in kept


def test_a_code_is_good_once(make_station, make_actor):
    at = make_station()
    made = make_enrolment_code(station_id=at.pk, by=make_actor(at.agency_id), now=NOW)
    enrol_player(asked=request(made.code), now=NOW)
    with pytest.raises(EnrolmentCodeUnusable):
        enrol_player(asked=request(made.code), now=NOW)


def test_a_code_grows_old(make_station, make_actor):
    at = make_station()
    made = make_enrolment_code(station_id=at.pk, by=make_actor(at.agency_id), now=NOW)
    with pytest.raises(EnrolmentCodeUnusable):
        enrol_player(asked=request(made.code), now=NOW + timedelta(days=4))


def test_a_new_player_at_a_station_ends_the_one_before(enrol, make_station, ask):
    at = make_station()
    first, second = enrol(at), enrol(at)
    assert [player.pk for player in players(seen_by=Actor.system("thử"))] == [second.player_id]
    assert ask("GET", "manifest", first.token).json()["code"] == "dispatch.player_unknown"


def test_only_a_station_with_our_player_is_enrolled(make_station, make_actor):
    at = make_station(StationKind.HAND)
    with pytest.raises(StationNotForPlayers):
        make_enrolment_code(station_id=at.pk, by=make_actor(at.agency_id), now=NOW)


def test_who_may_only_look_gets_no_code(make_station, make_actor):
    at = make_station()
    with pytest.raises(RightMissing):
        make_enrolment_code(station_id=at.pk, by=make_actor(at.agency_id, Role.VIEWER), now=NOW)


def test_the_players_of_a_neighbour_are_not_seen(enrol, make_station, make_actor):
    enrol()
    assert not players(seen_by=make_actor(make_station().agency_id))


def test_an_ended_player_is_known_no_more(enrol, ask):
    given = enrol()
    end_player(player_id=given.player_id, by=Actor.system("thử"), now=NOW)
    assert ask("GET", "manifest", given.token).status_code == 403


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b'{"code": "SAISAISAI", "output": "log", "software": "x"}'])
def test_a_bad_enrolment_is_a_sentence(ask, body):
    answer = ask("POST", "enrol", body=body)
    assert answer.status_code in (403, 422)
    assert answer.json()["sentence"].endswith(".")
