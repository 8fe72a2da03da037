import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.sms import Alphabet, measure, without_accents


@pytest.mark.parametrize(
    ("text", "alphabet", "places", "segments"),
    [
        ("", Alphabet.GSM7, 0, 0),
        ("a" * 160, Alphabet.GSM7, 160, 1),
        ("a" * 161, Alphabet.GSM7, 161, 2),
        ("a" * 306, Alphabet.GSM7, 306, 2),
        ("a" * 307, Alphabet.GSM7, 307, 3),
        ("ế" * 70, Alphabet.UCS2, 70, 1),
        ("ế" * 71, Alphabet.UCS2, 71, 2),
        ("ế" * 134, Alphabet.UCS2, 134, 2),
        ("ế" * 135, Alphabet.UCS2, 135, 3),
        ("[" * 80, Alphabet.GSM7, 160, 1),
        ("😀" * 35, Alphabet.UCS2, 70, 1),
    ],
)
def test_a_message_is_measured_as_operators_count_it(text, alphabet, places, segments):
    found = measure(text)
    assert (found.alphabet, found.places, found.segments) == (alphabet, places, segments)


def test_a_character_of_two_places_is_never_cut_in_the_middle():
    # 152 places, then two: the pair moves to the next part and one place stays empty.
    assert measure("a" * 152 + "[" + "a" * 152 + "a").segments == 3


def test_a_message_of_four_parts_does_not_fit():
    assert measure("a" * 459).fits
    assert not measure("a" * 460).fits
    assert not measure("").fits


def test_without_accents_keeps_the_letters():
    assert without_accents("Đi đúng giờ hẹn – “Trạm Y tế” 😀…") == 'Di dung gio hen - "Tram Y te" ...'


@given(st.text())
def test_without_accents_always_fits_the_small_alphabet(text):
    assert measure(without_accents(text)).alphabet is Alphabet.GSM7
