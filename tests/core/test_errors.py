"""An error tells what happened, whatever was forgotten."""

from loa.core.errors import BadInput, Conflict, LoaError, NotFound, Refused, TooLarge, Unavailable
from loa.core.words import Counts, Said, vi


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
    assert TooManyWords(count=7, most=5).say({TooManyWords.sentence: "{count} words of {most}"}.__getitem__) == "7 words of 5"


def test_words_that_stand_as_a_fact_are_translated_with_the_sentence() -> None:
    english = {TooManyWords.sentence: "{count} words, at most {most}.", "vài": "a few", "Đài": "Stations"}.__getitem__
    told = TooManyWords(count=Said("vài"), most=Counts((("Đài", 2),)))
    assert told.say(english) == "a few words, at most stations 2."
    assert str(told) == "Có vài từ, tối đa đài 2."


def test_each_kind_answers_with_its_status() -> None:
    kinds = (Refused, NotFound, Conflict, TooLarge, BadInput, Unavailable, LoaError)
    assert [kind.status for kind in kinds] == [403, 404, 409, 413, 422, 503, 500]
    assert TooManyWords.status == 422
