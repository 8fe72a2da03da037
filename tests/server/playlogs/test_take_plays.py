from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from loa.core.grades import Grade
from loa.player.player import Player as RealPlayer
from loa.player.settings import Settings
from loa.server.dispatch.errors import ForeignMessage
from loa.server.dispatch.services import publish_manifest
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.kit.keys import installation_key
from loa.server.kit.models import AuditEntry
from loa.server.playlogs.models import Play, RecordProblem
from loa.server.playlogs.queries import planned_against_played, play_totals, record_problems
from loa.server.playlogs.services import take_plays
from loa.wire.plays import Outcome, PlayBatch

MONDAY = datetime(2021, 8, 1, 17, tzinfo=UTC)
BY = Actor.system("thử")


def take(player, *records, now=MONDAY):
    return take_plays(batch=PlayBatch(player_id=player.pk, records=records), player=player, now=now)


def test_records_become_plays_with_the_names_they_had(make_player, make_records):
    player, _ = make_player()
    answer = take(player, *make_records(player.pk, 2))
    play = Play.objects.get(seq=2)
    assert (answer.highest_contiguous_seq, answer.problem_code) == (2, "")
    assert (play.title, play.letter_number, play.grade, play.agency_id) == (
        "Bản tin 2",
        "1349/STTTT-BCXBTT",
        Grade.MACHINE,
        player.station.agency_id,
    )


def test_what_comes_twice_is_kept_once(make_player, make_records):
    player, _ = make_player()
    records = make_records(player.pk, 3)
    take(player, *records[:2])
    answer = take(player, *records)
    assert (answer.highest_contiguous_seq, Play.objects.count()) == (3, 3)


def test_another_content_under_a_held_number_is_refused_and_remembered(make_player, make_records):
    player, _ = make_player()
    take(player, *make_records(player.pk, 2))
    for _ in range(3):
        answer = take(player, *make_records(player.pk, 2, title="Quảng cáo"))
    assert (answer.highest_contiguous_seq, answer.problem_code) == (2, "playlogs.play_contested")
    assert set(Play.objects.values_list("title", flat=True)) == {"Bản tin 1", "Bản tin 2"}
    assert RecordProblem.objects.count() == AuditEntry.objects.filter(event="playlogs.plays_refused").count() == 2


def test_a_missing_record_stops_the_taking_there(make_player, make_records):
    player, _ = make_player()
    records = make_records(player.pk, 4)
    answer = take(player, records[0], records[1], records[3])
    assert (answer.highest_contiguous_seq, answer.problem_code) == (2, "playlogs.chain_broken")
    assert "thiếu bản ghi" in answer.problem
    assert [problem.seq for problem in record_problems(seen_by=BY)] == [4]


def test_a_changed_record_stops_the_taking_there(make_player, make_records):
    player, _ = make_player()
    records = make_records(player.pk, 3)
    records[1] = records[1].model_copy(update={"seconds": 900.0})
    answer = take(player, *records)
    assert (answer.highest_contiguous_seq, Play.objects.count()) == (1, 1)


def test_the_chain_goes_on_over_batches(make_player, make_records):
    player, _ = make_player()
    first = make_records(player.pk, 2)
    take(player, *first)
    assert take(player, *make_records(player.pk, 2, after=first[-1])).highest_contiguous_seq == 4


def test_a_batch_in_the_name_of_another_is_refused(make_player, make_records):
    player, _ = make_player()
    with pytest.raises(ForeignMessage):
        take_plays(batch=PlayBatch(player_id=UUID(int=9), records=()), player=player, now=MONDAY)


def test_plays_of_a_simulated_player_are_marked_whatever_it_says(make_player, make_records):
    player, _ = make_player(simulated=True)
    take(player, *make_records(player.pk, 1, simulated=False))
    assert Play.objects.get().simulated


def test_the_door_asks_who_it_is_and_reads_only_what_it_knows(make_player, in_process):
    _, token = make_player()
    status, _, body = in_process.request("POST", "/player/v1/plays", {"Authorization": f"Bearer {token}"}, b"{")
    assert (status, b"dispatch.message_unreadable" in body) == (422, True)
    assert in_process.request("POST", "/player/v1/plays", {}, b"{}")[0] == 403


def test_the_real_player_and_the_real_server_agree_over_a_day(make_player, make_item, plan, in_process, tmp_path):
    player, token = make_player(simulated=True, poll_seconds=14_400)
    items = [make_item(1), make_item(2), make_item(3, session=2, starts_at=MONDAY + timedelta(hours=17))]
    plan(player.station, items)
    publish_manifest(player_id=player.pk, items=items, valid_from=MONDAY, valid_to=MONDAY + timedelta(days=7), by=BY, now=MONDAY)
    settings = Settings(
        server="http://loa.test",
        player_id=player.pk,
        station_id=player.station_id,
        token=token,
        public_key_hex=installation_key().public_bytes.hex(),
        output="log",
        simulated=True,
    )
    real = RealPlayer(tmp_path / "real", settings, in_process, now=MONDAY)
    now, end = MONDAY, MONDAY + timedelta(days=1)
    while now < end:
        now = min(real.step(now), end)
        clock.take_from(lambda now=now: now)
    real.close(end)
    player.refresh_from_db()
    assert (player.manifest_version_held, player.refusal, player.assets_held) == (1, "", 3)
    assert all(compared.is_played for compared in planned_against_played(planned=items, now=end, seen_by=BY))
    (total,) = play_totals(seen_by=BY, campaign_id=UUID(int=7))
    assert (total.airings, total.sessions, total.bulletins, total.seconds, total.grade) == (3, 2, 3, 180.0, Grade.MACHINE)
    assert {Outcome(play.outcome) for play in Play.objects.all()} == {Outcome.COMPLETE}
