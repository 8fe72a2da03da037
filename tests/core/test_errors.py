"""An error tells what happened, whatever was forgotten."""

from loa.core.errors import BadInput, Conflict, LoaError, NotFound, Refused, TooLarge, Unavailable
from loa.core.words import vi


class TooManyWords(BadInput):
    code = "thử.too_many"
    sentence = vi("Có {count} từ, tối đa {most}.")


def test_the_facts_stand_in_the_sentence() -> None:
    assert str(TooManyWords(count=7, most=5)) == "Có 7 từ, tối đa 5."


def test_a_fact_nobody_gave_shows_as_its_own_name() -> None:
    assert str(TooManyWords(count=7)) == "Có 7 từ, tối đa most."


def test_a_fact_that_looks_like_a_place_is_told_as_it_is() -> None:
    assert str(TooManyWords(count="{most}", most=5)) == "Có {most} từ, tối đa 5."


def test_a_translation_takes_the_same_facts() -> None:
    assert TooManyWords(count=7, most=5).say("{count} words of {most}") == "7 words of 5"


def test_each_kind_answers_with_its_status() -> None:
    kinds = (Refused, NotFound, Conflict, TooLarge, BadInput, Unavailable, LoaError)
    assert [kind.status for kind in kinds] == [403, 404, 409, 413, 422, 503, 500]
    assert TooManyWords.status == 422
