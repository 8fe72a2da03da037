"""Pauses, and what is given again."""

from hypothesis import given
from hypothesis import strategies as st

from loa.core.speakable import Pause, again, given_again, phrases, speakable

from .test_speakable import GOLDEN


def test_a_sentence_is_cut_where_an_announcer_breathes():
    spoken = speakable("Mang theo:\n- CCCD; thẻ BHYT, bút.\nXin cảm ơn!")
    assert [(p.words, p.sign, p.pause) for p in phrases(spoken)] == [
        ("Mang theo", ":", Pause.PARAGRAPH),
        ("Căn cước công dân", ";", Pause.CLAUSE),
        ("thẻ bảo hiểm y tế", ",", Pause.COMMA),
        ("bút", ".", Pause.PARAGRAPH),
        ("Xin cảm ơn", "!", Pause.PARAGRAPH),
    ]


def test_a_longer_sign_is_a_longer_pause():
    lengths = [pause.seconds for pause in (Pause.NONE, Pause.COMMA, Pause.CLAUSE, Pause.SENTENCE, Pause.PARAGRAPH)]
    assert lengths == sorted(lengths)


@given(st.sampled_from([spoken for _, spoken in GOLDEN]))
def test_no_word_is_lost_between_the_breaths(spoken):
    assert " ".join(p.words + p.sign for p in phrases(spoken)).split() == spoken.split()


def test_passages_are_given_again_in_the_order_in_which_they_stand():
    sentence = "Tiêm tại 41 Lò Đúc, gọi 1900 9095 để hỏi."
    assert given_again(sentence, ["1900 9095", "41 Lò Đúc", "Lò Đúc", "không có", ""]) == ("41 Lò Đúc", "1900 9095")
    assert speakable(again("41 Lò Đúc.")) == "Xin nhắc lại: bốn mươi mốt Lò Đúc."
