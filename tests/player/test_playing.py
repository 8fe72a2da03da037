import wave
from datetime import UTC, datetime, timedelta

import pytest

from loa.core.airtime import Because
from loa.core.priorities import Priority
from loa.player.deck import NO_FILE, OFF, STOPPED, TOO_LATE, WITHDRAWN
from loa.wire.plays import ClockQuality, Outcome

MONDAY = datetime(2021, 8, 1, 17, tzinfo=UTC)  # 00:00 on 2/8/2021 in Hà Nội
MORNING = MONDAY + timedelta(hours=6, minutes=30)
EVENING = MONDAY + timedelta(hours=17)
MINUTE = timedelta(minutes=1)


def test_a_session_is_played_recorded_and_sent(server, make_item, make_player):
    server.publish(make_item(1), make_item(2), make_item(3, starts_at=EVENING, session=2))
    make_player().run_until(MORNING - MINUTE, EVENING + timedelta(minutes=5))
    assert server.titles("complete") == ["Bản tin 1", "Bản tin 2", "Bản tin 3"]
    assert server.chain_holds()


def test_a_record_says_when_how_long_of_what_and_from_which_letter(server, make_item, make_player):
    server.publish(make_item(1), make_item(2))
    make_player().run_until(MORNING - MINUTE, MORNING + 3 * MINUTE)
    record = server.records[2]
    assert (record.planned_at, record.started_at, record.seconds) == (MORNING + timedelta(seconds=3),) * 2 + (3.0,)
    assert (record.letter_number, record.outcome, record.output, record.simulated) == ("1349/STTTT-BCXBTT", Outcome.COMPLETE, "log", True)


def test_the_log_is_emptied_only_of_what_was_acknowledged(server, make_item, make_player):
    server.publish(make_item(1))
    player = make_player()
    player.step(MORNING - MINUTE)
    server.is_away = True
    player.run_until(MORNING - MINUTE, MORNING + 5 * MINUTE)
    assert player.records_unsent == 1
    server.is_away = False
    player.run_until(MORNING + 5 * MINUTE, MORNING + 20 * MINUTE)
    assert (player.records_unsent, server.titles("complete")) == (0, ["Bản tin 1"])


def test_an_answer_that_was_lost_loses_and_doubles_nothing(server, make_item, make_player):
    server.publish(make_item(1))
    player = make_player()
    player.step(MORNING - MINUTE)
    server.loses_answers_to = {"plays"}
    player.run_until(MORNING - MINUTE, MORNING + 5 * MINUTE)
    assert (player.records_unsent, len(server.records)) == (1, 1)
    server.loses_answers_to = set()
    player.run_until(MORNING + 5 * MINUTE, MORNING + 20 * MINUTE)
    assert (player.records_unsent, len(server.records)) == (0, 1)


def test_a_kill_between_play_and_acknowledgement_loses_nothing(server, make_item, make_player):
    server.publish(make_item(1), make_item(2))
    killed = make_player()
    killed.step(MORNING - MINUTE)
    server.is_away = True
    killed.run_until(MORNING - MINUTE, MORNING + timedelta(seconds=4))  # the first is over, the second sounds; nobody calls close()
    server.is_away = False
    again = make_player(now=MORNING + 5 * MINUTE)
    again.step(MORNING + 5 * MINUTE)
    assert server.titles("complete") == ["Bản tin 1"]
    assert [(r.title, r.reason, r.seconds) for r in server.records.values() if r.outcome is Outcome.CUT] == [("Bản tin 2", STOPPED, 0.0)]
    assert server.chain_holds()


def test_what_fell_into_a_stop_of_the_player_is_accounted_for(server, make_item, make_player):
    server.publish(make_item(1), make_item(2, starts_at=MORNING + 10 * MINUTE, session=2))
    make_player().step(MORNING - MINUTE)
    make_player(now=MORNING + 60 * MINUTE).step(MORNING + 60 * MINUTE)
    assert [(r.title, r.reason) for r in server.records.values()] == [("Bản tin 1", OFF), ("Bản tin 2", OFF)]


def test_after_a_start_the_held_manifest_plays_without_the_server(server, make_item, make_player):
    server.publish(make_item(1))
    make_player().step(MORNING - MINUTE)
    server.is_away = True
    player = make_player(now=MORNING - timedelta(seconds=30))
    player.run_until(MORNING - timedelta(seconds=30), MORNING + timedelta(seconds=1))
    assert player.now_playing == "Bản tin 1"


def test_nothing_begins_in_its_middle(server, make_item, make_player):
    server.publish(make_item(1, seconds=60), make_item(2))
    make_player(now=MORNING + timedelta(seconds=30)).run_until(MORNING + timedelta(seconds=30), MORNING + 5 * MINUTE)
    assert (server.titles("skipped"), server.titles("complete")) == (["Bản tin 1"], ["Bản tin 2"])
    assert server.records[1].reason == TOO_LATE


def test_quiet_hours_hold_on_the_device_whatever_was_scheduled(server, make_item, make_player):
    night = MONDAY + timedelta(hours=3, minutes=15)
    server.publish(make_item(1, starts_at=night), make_item(2, starts_at=night, session=2, priority=Priority.EMERGENCY))
    make_player(now=MONDAY).run_until(MONDAY, MONDAY + timedelta(hours=8))
    assert (server.titles("complete"), server.titles("skipped")) == (["Bản tin 2"], ["Bản tin 1"])
    assert next(r.reason for r in server.records.values() if r.outcome is Outcome.SKIPPED) == Because.QUIET_HOURS.vi


def test_what_a_new_manifest_withdraws_falls_silent_at_once(server, make_item, make_player):
    server.publish(make_item(1, seconds=120))
    player = make_player()
    player.run_until(MORNING - MINUTE, MORNING + timedelta(seconds=20))
    server.publish(version=2)
    player.wake(MORNING + timedelta(seconds=20))
    player.step(MORNING + timedelta(seconds=20))
    assert not player.is_playing
    player.close(MORNING + timedelta(seconds=21))
    assert [(r.outcome, r.reason, r.seconds) for r in server.records.values()] == [(Outcome.CUT, WITHDRAWN, 20.0)]


def test_a_new_manifest_with_the_same_item_plays_it_once(server, make_item, make_player):
    server.publish(make_item(1, seconds=60))
    player = make_player()
    player.run_until(MORNING - MINUTE, MORNING + timedelta(seconds=20))
    server.publish(make_item(1, seconds=60), make_item(2, starts_at=EVENING, session=2), version=2)
    player.wake(MORNING + timedelta(seconds=20))
    player.run_until(MORNING + timedelta(seconds=20), MORNING + 5 * MINUTE)
    assert [(r.title, r.outcome) for r in server.records.values()] == [("Bản tin 1", Outcome.COMPLETE)]


def test_an_item_whose_file_is_missing_fails_and_the_next_one_plays(server, make_item, make_player):
    server.publish(make_item(1), make_item(2))
    player = make_player()
    player.step(MORNING - MINUTE)
    lost = server.asset(3, 301).mp3_sha256
    player._cache.path_of(lost, "mp3").unlink()
    player.run_until(MORNING - MINUTE, MORNING + 5 * MINUTE)
    assert [(r.outcome, r.reason) for r in server.records.values()] == [(Outcome.FAILED, NO_FILE), (Outcome.COMPLETE, "")]


def test_a_file_changed_on_the_card_is_not_played(server, make_item, make_player):
    server.publish(make_item(1))
    player = make_player()
    player.step(MORNING - MINUTE)
    player._cache.path_of(server.asset(3, 301).mp3_sha256, "mp3").write_bytes(b"foreign audio")
    server.is_away = True
    player.run_until(MORNING - MINUTE, MORNING + timedelta(seconds=10))
    server.is_away = False
    player.close(MORNING + timedelta(seconds=10))
    assert server.records[1].outcome is Outcome.FAILED


@pytest.mark.parametrize(("minutes", "quality"), [(0, ClockQuality.SYNCED), (5, ClockQuality.OFF)])
def test_records_say_whether_the_clock_agreed_with_the_server(server, make_item, make_player, minutes, quality):
    server.clock = lambda: MORNING - MINUTE - timedelta(minutes=minutes)
    server.publish(make_item(1))
    make_player().run_until(MORNING - MINUTE, MORNING + 5 * MINUTE)
    assert server.records[1].clock_quality is quality


def test_the_wav_output_writes_a_session_as_it_would_sound(server, make_item, make_player, tmp_path):
    server.publish(make_item(1, seconds=2), make_item(2, seconds=3), make_item(3, starts_at=MORNING + MINUTE, session=2, seconds=1))
    player = make_player(output="wav")
    player.run_until(MORNING - MINUTE, MORNING + 5 * MINUTE)
    player.close(MORNING + 5 * MINUTE)
    lengths = []
    for path in sorted((tmp_path / "player" / "played").iterdir()):
        with wave.open(str(path)) as file:
            lengths.append((path.name[:15], file.getnframes() / file.getframerate()))
    assert lengths == [("2021-08-02_0630", 5.0), ("2021-08-02_0631", 1.0)]


def test_the_wav_output_can_leave_out_what_is_of_no_campaign(server, make_item, make_player, tmp_path):
    server.publish(make_item(1, campaign_id=None), make_item(2, session=2, starts_at=MORNING + MINUTE))
    player = make_player(output="wav", options={"campaign_only": True})
    player.run_until(MORNING - MINUTE, MORNING + 5 * MINUTE)
    player.close(MORNING + 5 * MINUTE)
    assert server.titles("complete") == ["Bản tin 1", "Bản tin 2"]
    assert [path.name[:15] for path in (tmp_path / "player" / "played").iterdir()] == ["2021-08-02_0631"]


def test_a_clip_that_is_no_wav_fails_and_says_so(server, make_item, make_player):
    asset = server.asset()
    server.publish(make_item(1, assets=(asset.model_copy(update={"wav_sha256": asset.mp3_sha256, "wav_bytes": asset.mp3_bytes}),)))
    server.files[f"{asset.mp3_sha256}.wav"] = server.files[f"{asset.mp3_sha256}.mp3"]
    make_player(output="wav").run_until(MORNING - MINUTE, MORNING + 5 * MINUTE)
    assert server.records[1].outcome is Outcome.FAILED
    assert "không phát được" in server.records[1].reason
