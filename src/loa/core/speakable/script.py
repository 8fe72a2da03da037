"""Bản đọc: a text as an announcer has it on the desk: what is said, in breaths, and what is given again."""

from collections.abc import Iterable, Iterator, Mapping

from loa.core.speakable.breath import Phrase, again, given_again, phrases
from loa.core.speakable.manner import STANDARD, Manner
from loa.core.speakable.places import Chosen, written_out
from loa.core.speakable.say import NO_WORDS, speakable


def script(
    sentences: Iterable[str],
    *,
    dictionary: Mapping[str, str] = NO_WORDS,
    manner: Manner = STANDARD,
    repeated: Iterable[str] = (),
    chosen: Iterable[Chosen] = (),
) -> Iterator[tuple[Phrase, ...]]:
    """Each sentence in breaths; after it, each passage of it that is to be given again. What has no word in it is left out.

    `chosen` are readings for single places; they go before the dictionary.
    """
    repeated, chosen = tuple(repeated), tuple(chosen)
    for sentence in sentences:
        written = " ".join(sentence.split())
        passages = (again(written_out(written, chosen, passage=passage)) for passage in given_again(written, repeated))
        for said in (written_out(sentence, chosen), *passages):
            line = phrases(speakable(said, dictionary=dictionary, manner=manner))
            if line:
                yield line
