import unicodedata
from datetime import date

import pytest
from tests.server.channels.conftest import NOW, person

from loa.core.roles import Role
from loa.core.stations import StationKind, Technology
from loa.server.channels import queries
from loa.server.channels.errors import EndsBeforeStart, NameMissing, NameTaken, SpeakersImplausible, StationNotFound, TechnologyUnfit
from loa.server.channels.models import BoardKind, Station
from loa.server.channels.services import (
    NewBoard,
    NewCluster,
    NewStation,
    accept_machine_voice,
    close_station,
    register_boards,
    register_clusters,
    register_station,
    register_stations,
    withdraw_machine_voice,
)
from loa.server.kit.actors import RightMissing
from loa.server.kit.models import AuditEntry


def new(agency, name="Đài Bạch Mai", **given):
    return NewStation(**{"agency_id": agency.pk, "name": name, "kind": StationKind.HAND, "technology": Technology.FM, **given})


def test_many_stations_are_entered_at_once_with_a_trail_entry_each(ward, owner, django_assert_max_num_queries):
    stations = [new(ward, f"Đài số {n}") for n in range(200)]
    with django_assert_max_num_queries(12):
        register_stations(stations=stations, by=owner, now=NOW)
    assert Station.objects.count() == AuditEntry.objects.filter(event="station.registered").count() == 200


def test_a_name_is_kept_in_one_form_and_found_without_accents(ward, owner):
    station = register_station(station=new(ward, unicodedata.normalize("NFD", "  Đài  Bạch Mai ")), by=owner, now=NOW)
    station.refresh_from_db()
    assert (station.name, station.search_key) == ("Đài Bạch Mai", "dai bach mai")


def test_a_player_does_not_run_on_fm(ward, owner):
    with pytest.raises(TechnologyUnfit, match="Đài Bạch Mai"):
        register_station(station=new(ward, kind=StationKind.OWN), by=owner, now=NOW)


@pytest.mark.parametrize("name", ["", "  ", "ệ" * 301])
def test_a_station_needs_a_name_of_sensible_length(ward, owner, name):
    with pytest.raises(NameMissing):
        register_station(station=new(ward, name), by=owner, now=NOW)


def test_three_hundred_letters_in_nfd_fit(ward, owner):
    assert register_station(station=new(ward, unicodedata.normalize("NFD", "ệ" * 300)), by=owner, now=NOW).name == "ệ" * 300


def test_a_name_is_used_once_at_an_agency_and_then_nothing_is_entered(ward, neighbour, owner):
    with pytest.raises(NameTaken):
        register_stations(stations=[new(ward), new(ward)], by=owner, now=NOW)
    assert not Station.objects.exists()
    register_stations(stations=[new(ward), new(neighbour)], by=owner, now=NOW)


def test_only_who_equips_the_agency_enters_a_station(ward, neighbour):
    register_station(station=new(ward), by=person(ward, Role.TECHNICIAN), now=NOW)
    with pytest.raises(RightMissing):
        register_station(station=new(ward), by=person(neighbour, Role.TECHNICIAN), now=NOW)


def test_the_neighbour_does_not_see_the_station(ward, neighbour, make_station):
    station = make_station(ward.pk)
    assert list(queries.stations(seen_by=person(ward, Role.VIEWER))) == [station]
    assert not queries.stations(seen_by=person(neighbour, Role.VIEWER)).exists()
    with pytest.raises(StationNotFound):
        queries.station(station.pk, seen_by=person(neighbour, Role.VIEWER))


def test_a_closed_station_stays_in_the_past(ward, owner, make_station):
    station = make_station(ward.pk, started_on=date(2020, 1, 1))
    close_station(station_id=station.pk, ended_on=date(2021, 8, 5), by=owner, now=NOW)
    days = [date(2019, 12, 31), date(2021, 8, 4), date(2021, 8, 5)]
    assert [queries.stations(seen_by=owner, on=day).exists() for day in days] == [False, True, False]


def test_a_machine_voice_is_accepted_by_the_stations_own_approver(ward, neighbour, make_station):
    station = make_station(ward.pk)
    assert not station.machine_voice_accepted
    for stranger in (person(neighbour, Role.APPROVER), person(ward, Role.TECHNICIAN)):
        with pytest.raises(RightMissing):
            accept_machine_voice(station_ids=[station.pk], by=stranger, now=NOW)
    accept_machine_voice(station_ids=[station.pk], by=person(ward, Role.APPROVER), now=NOW)
    station.refresh_from_db()
    assert (station.machine_voice_accepted, station.machine_voice_accepted_by, station.machine_voice_accepted_at) == (
        True,
        "Nguyễn Thị Lan",
        NOW,
    )


def test_what_was_accepted_can_be_withdrawn(ward, make_station):
    station, approver = make_station(ward.pk), person(ward, Role.APPROVER)
    accept_machine_voice(station_ids=[station.pk], by=approver, now=NOW)
    withdraw_machine_voice(station_ids=[station.pk], by=approver, now=NOW, why="Đã có phát thanh viên")
    station.refresh_from_db()
    assert not station.machine_voice_accepted
    assert AuditEntry.objects.get(event="station.machine_voice_withdrawn").why == "Đã có phát thanh viên"


def test_clusters_and_boards_are_entered_and_scoped(ward, neighbour, owner, make_station):
    station = make_station(ward.pk)
    register_clusters(clusters=[NewCluster(station_id=station.pk, name="Cụm ngõ 8", speakers=2)], by=owner, now=NOW)
    register_boards(boards=[NewBoard(agency_id=ward.pk, name="Bảng điện tử chợ Mơ", kind=BoardKind.ELECTRONIC)], by=owner, now=NOW)
    mine, theirs = person(ward, Role.VIEWER), person(neighbour, Role.VIEWER)
    assert queries.clusters(seen_by=mine, station_id=station.pk).get().speakers == 2
    assert queries.boards(seen_by=mine).count() == 1
    assert not queries.clusters(seen_by=theirs).exists()
    assert not queries.boards(seen_by=theirs).exists()


def test_a_station_does_not_end_before_it_began(ward, owner, make_station):
    station = make_station(ward.pk, started_on=date(2021, 8, 5))
    with pytest.raises(EndsBeforeStart):
        close_station(station_id=station.pk, ended_on=date(2021, 8, 5), by=owner, now=NOW)


@pytest.mark.parametrize("speakers", [-1, 0, 201, 10**9])
def test_a_cluster_has_a_plausible_number_of_loudspeakers(ward, owner, make_station, speakers):
    with pytest.raises(SpeakersImplausible):
        register_clusters(clusters=[NewCluster(station_id=make_station(ward.pk).pk, name="Cụm 1", speakers=speakers)], by=owner, now=NOW)
