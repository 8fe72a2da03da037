import pytest

from loa.core.length import ANNOUNCER, ESPEAK, estimate_seconds, script_seconds, syllables
from loa.core.priorities import Priority
from loa.core.prosody import prosody_of
from loa.core.speakable import script, speakable

NOTICE = "Ngày 2/8/2021, phường tiêm vắc xin cho người trên 65 tuổi, từ 7h30 đến 11h30, tại nhà văn hóa."


def test_a_number_lasts_as_long_as_its_words():
    assert syllables(speakable("17.000 liều")) == 4
    assert estimate_seconds("17.000 liều") == estimate_seconds("mười bảy nghìn liều")


def test_pauses_take_time():
    assert estimate_seconds("một, hai. Ba") > estimate_seconds("một hai ba")


def test_a_person_takes_longer_than_the_machine():
    assert (
        estimate_seconds(NOTICE, syllables_per_minute=ANNOUNCER)
        > estimate_seconds(NOTICE)
        > estimate_seconds(NOTICE, syllables_per_minute=ESPEAK)
    )


def test_nothing_takes_no_time():
    assert estimate_seconds("") == 0


@pytest.mark.parametrize("repeat", [1, 10])
def test_length_grows_with_the_text(repeat):
    assert estimate_seconds("\n".join([NOTICE] * repeat)) == pytest.approx(estimate_seconds(NOTICE) * repeat, rel=0.1)


def test_an_offices_own_words_count_as_they_are_said():
    assert estimate_seconds("Họp tại TTVH.", dictionary={"TTVH": "trung tâm văn hóa của phường Bạch Mai"}) > estimate_seconds(
        "Họp tại TTVH."
    )


def test_an_emergency_takes_longer_by_its_pace_and_its_pauses():
    normal, urgent = (estimate_seconds(NOTICE, prosody=prosody_of(one)) for one in (Priority.NORMAL, Priority.EMERGENCY))
    assert urgent > normal / 0.85


def test_a_line_that_ends_with_a_stop_has_no_longer_pause_than_a_sentence():
    assert estimate_seconds("Một.\nHai.") == pytest.approx(estimate_seconds("Một. Hai."))
    assert estimate_seconds("Một\nHai") > estimate_seconds("Một Hai") + 0.5


def test_what_is_given_again_takes_its_time_too():
    once, twice = (list(script([NOTICE], repeated=again)) for again in ((), ("nhà văn hóa",)))
    assert script_seconds(twice) > script_seconds(once) + 1
