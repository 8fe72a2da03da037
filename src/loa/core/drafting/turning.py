"""A request of the superior in the words in which the office hands it on.

What changes: the superior's asking verb and the office's own name go, since the draft asks in its own opening; "chỉ đạo, hướng dẫn X" becomes X
where the draft goes to X itself; coordination with a neighbour of the office's own level is left out and said. Nothing is added.
"""

import re
from typing import Final

from loa.core.drafting.above import Office, Remark
from loa.core.drafting.asked import Piece, Whom
from loa.core.drafting.tables import ASKING, LEADING
from loa.core.folding import lower_first, search_key
from loa.core.reading.asked import VERB, named
from loa.core.recipients import BODIES
from loa.core.words import vi

_ASKING: Final = re.compile(rf"(?:{'|'.join(ASKING)})\s+", re.IGNORECASE)
_LEADING: Final = re.compile(rf"(?:(?:{'|'.join(LEADING)})(?:,\s*|\s+và\s+|\s+))+", re.IGNORECASE)
_TOGETHER: Final = re.compile(
    rf"(?:chủ trì\s*[,;]?\s*(?:và\s+)?)?phối hợp(?:\s+chặt chẽ)?\s+(?:với|cùng)\s+(?P<who>[^.;:]{{3,200}}?),?\s+(?P<rest>{VERB}(?!\w).*)", re.IGNORECASE | re.DOTALL
)  # fmt: skip
_FALSE_VERB: Final = re.compile(r"(?:cơ quan|đơn vị|tổ chức|ban|các|và|phòng|liên)\s*$", re.IGNORECASE)
_NUMBER: Final = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)]|[-+*•])\s+")
_ENDS: Final = re.compile(r"[\s./,;:]+$")


def turned(piece: Piece, office: Office) -> tuple[str, tuple[Remark, ...]]:
    """The piece's words for those to whom the draft goes, and what a person should look at."""
    first, _, rest = piece.text.strip().partition("\n")
    first = _NUMBER.sub("", first)
    names, end = named(first)
    body = first[end:].lstrip(" :,-") if names else _ASKING.sub("", first, count=1) if _ASKING.match(first) else first
    remarks: tuple[Remark, ...] = ()
    if piece.whom is Whom.US:
        body, remarks = for_those_below(body, office)
    elif piece.whom is Whom.BELOW and len(piece.meant) < len(office.below):
        body = f"{', '.join(names or piece.addressees)} {lower_first(body)}"
    elif piece.whom is Whom.OTHERS:
        body = _ASKING.sub("", first, count=1)
    text = body[:1].upper() + body[1:]
    return "\n".join((*([text] if text else []), *([rest] if rest else []))).strip(), remarks


def for_those_below(body: str, office: Office) -> tuple[str, tuple[Remark, ...]]:
    """What the office was asked to do, as what it asks of those below it."""
    remarks: list[Remark] = []
    if (together := _TOGETHER.match(body)) and not _FALSE_VERB.search(together["who"]):
        remarks.append(left_out(body[: together.start("rest")].strip(" ,")))
        body = together["rest"]
    if (leads := _LEADING.match(body)) and names_below(body[leads.end() :], office):
        remarks.append(left_out(leads[0].strip(" ,")))
        body = body[leads.end() :]
    return body, tuple(remarks)


def names_below(words: str, office: Office) -> bool:
    """Whether the words begin with a body to which the draft goes."""
    folded = re.sub(r"^(?:cac|toan the)\s+", "", search_key(words[:200]))
    kinds = {one.kind for one in office.below}
    return any(pattern.match(folded) and kinds & set(of.values()) for pattern, of in BODIES)


def left_out(words: str) -> Remark:
    """What the draft does not say although the paper above does."""
    return Remark(
        "left_out",
        vi("Đã bỏ “{words}” của văn bản trên vì văn bản này gửi thẳng nơi thực hiện. Hãy kiểm tra câu còn lại."),
        {"words": words},
    )


def ended(text: str) -> str:
    """The text with a full stop at the end."""
    bare = _ENDS.sub("", text)
    return f"{bare}." if bare and not bare.endswith((".", "!", "?", "”")) else bare
