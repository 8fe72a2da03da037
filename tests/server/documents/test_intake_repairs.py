"""What the recogniser misreads is put right where no other word can stand, doubted where one can."""

import pytest

from loa.server.documents.intake.repairs import DOUBT, PAIRS, repaired
from loa.server.documents.leafing.leaves import Word

BOX = (0, 0, 1, 1)


def words(text: str) -> list[Word]:
    return [Word(one, BOX, 0.9) for one in text.split()]


def said(text: str) -> str:
    return " ".join(word.text for word in repaired(words(text)))


@pytest.mark.parametrize(("misread", "printed"), PAIRS.items())
def test_each_pair_is_put_right_letter_for_letter(misread, printed):
    assert [len(word) for word in misread.split()] == [len(word) for word in printed.split()]
    assert misread != printed
    assert said(misread) == printed
    assert said(misread.upper()) == printed.upper()


def test_capitals_and_marks_about_a_word_stay():
    assert said("(Đế báo cáo); Các Tố dân phố.") == "(Để báo cáo); Các Tổ dân phố."


def test_words_that_can_stand_alone_are_left_and_doubted():
    mended = repaired(words("bị tố cáo"))
    assert [word.text for word in mended] == ["bị", "tố", "cáo"]
    assert [word.sure for word in mended] == [0.9, pytest.approx(0.9 * DOUBT), 0.9]


def test_right_words_are_not_touched():
    text = "tổ dân phố tổ chức thành phố biến đổi kế hoạch trực tuyến thế kỷ kiểm tra"
    assert said(text) == text
