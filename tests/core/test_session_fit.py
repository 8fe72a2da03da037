"""No text is submitted that can never air."""

import pytest

from loa.core.session_fit import LongerThanSession, must_fit, spoken_length


def test_a_text_as_long_as_the_session_fits() -> None:
    must_fit(900, 900, basis="khung giờ")


def test_a_text_longer_than_the_session_is_told_both_lengths_and_why() -> None:
    with pytest.raises(LongerThanSession) as refusal:
        must_fit(900.6, 900, basis="Quyết định về khung giờ")
    said = str(refusal.value)
    assert "15 phút 1 giây" in said
    assert "(15 phút; Quyết định về khung giờ)" in said
    assert "Bản nháp đã được lưu" in said


def test_where_no_cap_is_known_nothing_is_refused() -> None:
    must_fit(1e6, None, basis="")


@pytest.mark.parametrize(("seconds", "said"), [(0, "0 giây"), (59.4, "59 giây"), (59.6, "1 phút"), (60, "1 phút"), (725, "12 phút 5 giây")])
def test_a_length_is_said_as_people_say_it(seconds: float, said: str) -> None:
    assert spoken_length(seconds) == said
