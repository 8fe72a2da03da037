"""Only what is approved, in force and accepted is sent to a station."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from loa.core.rundown import SoundAsset, Soundtrack
from loa.core.withholding import Candidate, Withheld, why_withheld

START = datetime(2021, 8, 2, 0, 0, tzinfo=UTC)  # 7 in the morning in Hà Nội
TRACK = Soundtrack((SoundAsset("a" * 64, "b" * 64, 1, 1, 60.0),), machine=True, text_sha256="c" * 64)
FINE = Candidate(
    taken=True,
    approved=True,
    valid_from=date(2021, 8, 1),
    valid_to=date(2021, 8, 2),
    starts_at=START,
    session_ends_at=START + timedelta(seconds=900),
    soundtrack=TRACK,
    machine_voice_accepted=True,
)


def test_what_is_approved_in_force_and_accepted_is_sent():
    assert why_withheld(FINE) is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"taken": False}, Withheld.NOT_TAKEN),
        ({"approved": False}, Withheld.NOT_APPROVED),
        ({"valid_to": date(2021, 8, 1)}, Withheld.OUT_OF_DATE),
        ({"valid_from": date(2021, 8, 3)}, Withheld.OUT_OF_DATE),
        ({"soundtrack": None}, Withheld.NO_SOUND),
        ({"soundtrack": Soundtrack((), machine=False, text_sha256="")}, Withheld.NO_SOUND),
        ({"as_heard": False}, Withheld.NOT_AS_HEARD),
        ({"machine_voice_accepted": False}, Withheld.MACHINE_VOICE),
        ({"session_ends_at": START + timedelta(seconds=59)}, Withheld.OVERRUNS),
    ],
)
def test_everything_else_is_withheld_with_its_reason(change, reason):
    assert why_withheld(replace(FINE, **change)) is reason


def test_a_person_is_heard_where_machines_are_not_accepted():
    person = replace(TRACK, machine=False)
    assert why_withheld(replace(FINE, soundtrack=person, machine_voice_accepted=False)) is None


def test_an_item_valid_to_a_day_may_sound_all_that_day_by_local_time():
    evening = datetime(2021, 8, 2, 13, 0, tzinfo=UTC)  # 20 giờ 2/8 in Hà Nội
    assert why_withheld(replace(FINE, starts_at=evening, session_ends_at=evening + timedelta(seconds=900))) is None


def test_a_units_words_hold_for_their_days_only():
    own = replace(TRACK, valid_from=START, valid_until=START + timedelta(hours=1))
    assert own.holds(START, START + timedelta(minutes=1))
    assert not own.holds(START - timedelta(seconds=1), START + timedelta(minutes=1))
    assert not own.holds(START + timedelta(minutes=59), START + timedelta(minutes=61))
