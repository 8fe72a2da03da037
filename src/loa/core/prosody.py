"""How a text is said by its priority class: pace, pauses, what is said twice, which chime goes before it."""

from collections.abc import Sequence
from dataclasses import dataclass

from loa.core.faces import Faced
from loa.core.folding import search_key
from loa.core.priorities import Priority


class Call(Faced):
    """Nhạc hiệu before a text: by it a street knows, before the first word, whether to stop and listen."""

    CALLING = "calling", "nhạc hiệu thường"
    ATTENTION = "attention", "nhạc hiệu mời chú ý"
    URGENT = "urgent", "hiệu báo tin khẩn cấp"


@dataclass(frozen=True, slots=True)
class Prosody:
    """`rate` is a share of the voice's own pace, `pauses` a multiple of the customary ones; `key_twice`: the key sentence is given again."""

    rate: float
    pauses: float
    key_twice: bool
    call: Call


# A voice of the house says 187 syllables a minute, pauses counted. An emergency is for people indoors, in rain, under several horns at
# once: 0.85 and longer pauses bring it to what announcers are asked for outdoors (`loa.core.length.ANNOUNCER`).
PROSODY: dict[Priority, Prosody] = {
    Priority.NORMAL: Prosody(rate=1.0, pauses=1.0, key_twice=False, call=Call.CALLING),
    Priority.PRIORITY: Prosody(rate=0.95, pauses=1.15, key_twice=False, call=Call.ATTENTION),
    Priority.EMERGENCY: Prosody(rate=0.85, pauses=1.4, key_twice=True, call=Call.URGENT),
}
NORMAL = PROSODY[Priority.NORMAL]

# How texts begin before they say anything; compared without diacritics and capitals.
GREETINGS: tuple[str, ...] = (
    "kinh thua",
    "kinh chao",
    "kinh gui",
    "thua ba con",
    "thua quy vi",
    "thua nhan dan",
    "thua toan the",
    "day la dai",
    "dai truyen thanh",
    "xin moi",
    "moi quy vi",
    "moi ba con",
    "moi nhan dan",
    "sau day la",
)
# A line of so few words without a stop is a heading.
HEADING_WORDS = 12
STOPS = frozenset(".!?;…")
# What follows a greeting in fewer words than these is still the greeting: "Kính thưa bà con, các cụ, các bác."
FEWEST_WORDS = 5


def prosody_of(priority: Priority) -> Prosody:
    """How texts of this class are said."""
    return PROSODY[priority]


def key_sentence(sentences: Sequence[str]) -> int | None:
    """Which sentence says what matters: the first that is neither a greeting nor a heading; the first of all where each is; None of none.

    Officials write the news first, so nothing cleverer is needed; an editor who wants another marks it to be given again.
    """
    said = [at for at, sentence in enumerate(sentences) if any(c.isalnum() for c in sentence)]
    return next((at for at in said if not _only_opens(sentences[at])), said[0] if said else None)


def _only_opens(sentence: str) -> bool:
    words = " ".join(sentence.split())
    if search_key(words).startswith(GREETINGS):
        # "Kính thưa nhân dân, Thành phố đang giãn cách." greets and says.
        _, comma, rest = words.partition(",")
        return not comma or len(rest.split()) < FEWEST_WORDS or _only_opens(rest)
    return words[-1:] not in STOPS and len(words.split()) <= HEADING_WORDS
