"""A reading may hold for one place alone: it stays where it was chosen, whatever else the text says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.speakable import Chosen, place_of, places_of, script, written_out

SENTENCE = "Họp tại TT lúc 8h, sau đó TT tặng quà; xong thì về TT."


def chosen(sentence, nth, spoken, written="TT"):
    return Chosen([place for _, place in places_of(sentence, written)][nth], written, spoken)


def test_only_the_chosen_place_is_said_otherwise():
    assert written_out(SENTENCE, [chosen(SENTENCE, 1, "thường trực")]) == (
        "Họp tại TT lúc 8h, sau đó thường trực tặng quà; xong thì về TT."
    )


def test_two_places_of_one_sentence_are_two_choices():
    both = [chosen(SENTENCE, 0, "trung tâm"), chosen(SENTENCE, 2, "thị trấn")]
    assert written_out(SENTENCE, both) == "Họp tại trung tâm lúc 8h, sau đó TT tặng quà; xong thì về thị trấn."


def test_a_changed_sentence_is_another_place():
    assert written_out(SENTENCE.replace("8h", "9h"), [chosen(SENTENCE, 0, "thị trấn")]) == SENTENCE.replace("8h", "9h")


def test_a_line_break_in_the_sentence_changes_nothing():
    broken = SENTENCE.replace(" sau", "\nsau")
    assert "trung tâm" in written_out(broken, [chosen(SENTENCE, 0, "trung tâm")])


def test_a_passage_is_given_again_as_it_was_said():
    told = [chosen(SENTENCE, 1, "thường trực")]
    assert written_out(SENTENCE, told, passage="sau đó TT tặng quà") == "sau đó thường trực tặng quà"
    assert written_out(SENTENCE, told, passage="tại TT lúc 8h") == "tại TT lúc 8h"
    assert written_out(SENTENCE, told, passage="không có trong câu") == "không có trong câu"


def test_the_announcers_sheet_says_it_too():
    [line, again] = script([SENTENCE], chosen=[chosen(SENTENCE, 0, "thị trấn")], repeated=["tại TT"])
    assert "Họp tại thị trấn lúc tám giờ" in " ".join(p.words for p in line)
    assert [p.words for p in again] == ["Xin nhắc lại", "tại thị trấn"]


@pytest.mark.parametrize(("written", "spoken"), [("TT", "x"), ("TT tặng", "y")])
def test_where_two_choices_touch_the_longer_one_counts(written, spoken):
    told = [chosen(SENTENCE, 1, "x"), chosen(SENTENCE, 0, "y", "TT tặng")]
    assert written_out(SENTENCE, told) == "Họp tại TT lúc 8h, sau đó y quà; xong thì về TT."


@given(st.lists(st.sampled_from(["TT", "TT tặng", "lúc", "8h"]), min_size=1, max_size=6), st.data())
def test_every_place_can_be_chosen_by_its_name(parts, data):
    sentence = " ".join(parts)
    written = data.draw(st.sampled_from(parts))
    for at, place in places_of(sentence, written):
        assert place == place_of(sentence, written, at)
        assert written_out(sentence, [Chosen(place, written, "ở đây")]) == f"{sentence[:at]}ở đây{sentence[at + len(written) :]}"
