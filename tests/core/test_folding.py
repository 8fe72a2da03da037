"""Text as it is kept and as it is searched."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from loa.core.folding import nfc, search_key


def test_both_ways_to_write_a_letter_are_kept_as_one() -> None:
    assert nfc(unicodedata.normalize("NFD", "Hà Nội")) == "Hà Nội"


def test_search_knows_no_diacritics_no_case_and_no_spaces() -> None:
    assert search_key("  Phường  BẠCH Đằng\n") == "phuong bach dang"
    assert search_key("Đống Đa") == search_key("dong da") == search_key(unicodedata.normalize("NFD", "ĐỐNG ĐA"))


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)
    assert search_key(search_key(text)) == search_key(text)


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặệủứừợỹ ", max_size=60))
def test_vietnamese_folds_to_plain_letters_however_it_is_written(text: str) -> None:
    assert search_key(text) == search_key(unicodedata.normalize("NFD", text).upper())
    assert search_key(text).replace(" ", "a").isascii()
