"""A region's way of saying numbers: the same sentence in other words, and only the numbers of it."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.speakable import STANDARD, Manner, manner, speakable
from loa.core.speakable.manner import CHOICES

from .test_speakable import GOLDEN

SOUTHERN = Manner(thousand="ngàn", odd="lẻ", billion="tỉ", four="bốn", slash="xẹt")


@pytest.mark.parametrize(
    ("chosen", "written", "spoken"),
    [
        ({"thousand": "ngàn"}, "Giá 15.000đ", "Giá mười lăm ngàn đồng"),
        ({"odd": "lẻ"}, "Có 105 hộ", "Có một trăm lẻ năm hộ"),
        ({"billion": "tỉ"}, "Vay 2 tỷ đồng", "Vay hai tỉ đồng"),
        ({"four": "bốn"}, "Số 24", "Số hai mươi bốn"),
        ({"slash": "xẹt"}, "Hẻm 12/4", "Hẻm mười hai xẹt bốn"),
    ],
)
def test_each_choice_changes_its_own_word(chosen, written, spoken):
    assert speakable(written, manner=manner(**chosen)) == spoken


def test_words_that_only_look_alike_stay():
    written = "Bà con Linh Đàm linh hoạt, tỷ lệ đạt cao, thứ tư, tháng tư, ông Tỷ"
    assert speakable(written, manner=SOUTHERN) == written


def test_whoever_chooses_nothing_speaks_the_standard_way():
    assert manner() == STANDARD
    assert manner(thousand="nghìn", odd="chẳng biết", unknown="x") == STANDARD


def test_the_standard_is_the_first_of_each_choice():
    assert asdict(STANDARD) == {name: words[0] for name, words in CHOICES.items()}


@given(st.sampled_from([written for written, _ in GOLDEN]), st.builds(Manner, **{k: st.sampled_from(v) for k, v in CHOICES.items()}))
def test_speakable_text_stays_as_it_is_in_every_manner(written, how):
    spoken = speakable(written, manner=how)
    assert speakable(spoken, manner=how) == spoken
