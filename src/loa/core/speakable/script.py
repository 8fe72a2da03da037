"""Bản đọc: a text as an announcer has it on the desk: what is said, in breaths, and what is given again."""

from collections.abc import Iterable, Iterator, Mapping

from loa.core.speakable.breath import Phrase, again, given_again, phrases
from loa.core.speakable.manner import STANDARD, Manner
from loa.core.speakable.say import NO_WORDS, speakable


def script(
    sentences: Iterable[str], *, dictionary: Mapping[str, str] = NO_WORDS, manner: Manner = STANDARD, repeated: Iterable[str] = ()
) -> Iterator[tuple[Phrase, ...]]:
    """Each sentence in breaths; after it, each passage of it that is to be given again. What has no word in it is left out."""
    repeated = tuple(repeated)
    for sentence in sentences:
        written = " ".join(sentence.split())
        for said in (sentence, *(again(passage) for passage in given_again(written, repeated))):
            line = phrases(speakable(said, dictionary=dictionary, manner=manner))
            if line:
                yield line
