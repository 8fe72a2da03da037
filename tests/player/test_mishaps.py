"""Power cuts, lost answers and long outages in any order: nothing is lost, nothing is claimed twice, nothing planned is passed over."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

MONDAY = datetime(2021, 8, 1, 17, tzinfo=UTC)
DAYS = 2
END = MONDAY + timedelta(days=DAYS)
MISHAPS = st.lists(
    st.tuples(
        st.integers(0, DAYS * 86_400) | st.integers(23_380, 23_640),  # often in the first session, where it hurts
        st.sampled_from(["kill", "away", "back", "answers lost", "answers come"]),
        st.integers(0, 7200),
    ),
    max_size=12,
)


def happen(server, what: str) -> None:
    server.is_away = {"away": True, "back": False}.get(what, server.is_away)
    server.loses_answers_to = {"answers lost": {"plays", "heartbeat"}, "answers come": set()}.get(what, server.loses_answers_to)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mishaps=MISHAPS)
def test_whatever_happens_every_planned_item_ends_up_in_the_log_once(server, make_item, make_player, tmp_path_factory, mishaps):
    server.start_over()
    clip = (server.asset(1),)
    items = [
        make_item(
            10 * day + 5 * hour + n,
            starts_at=MONDAY + timedelta(days=day, hours=(6.5, 17)[hour]),
            session=2 * day + hour + 1,
            seconds=60,
            assets=clip,
        )
        for day in range(DAYS)
        for hour in range(2)
        for n in range(3)
    ]
    server.publish(*items, poll_seconds=3600)
    home = tmp_path_factory.mktemp("player")
    now, player = MONDAY, make_player(now=MONDAY, home=home)
    player.step(now)  # the first manifest is there before anything happens
    for seconds, what, off_seconds in sorted(mishaps):
        at = max(MONDAY + timedelta(seconds=seconds), now)
        player.run_until(now, at)
        now = at
        happen(server, what)
        if what == "kill":
            now = min(at + timedelta(seconds=off_seconds), END)
            player = make_player(now=now, home=home)
    happen(server, "back")
    happen(server, "answers come")
    player.run_until(now, END)
    player.wake(END)
    player.step(END)
    counted = Counter(record.slot_id for record in server.records.values())
    assert counted == Counter(item.slot_id for item in items)
    assert server.chain_holds()
    assert player.records_unsent == 0
