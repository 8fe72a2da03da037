import pytest

from loa.core.length import ANNOUNCER, ESPEAK, estimate_seconds, syllables
from loa.core.speakable import speakable

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
