"""What the draft rests on, worded as a clerk writes it: "Thực hiện Công văn số 2222/UBND-KGVX ngày 20/7/2021 của … về việc …"."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from loa.core.drafting.above import PaperAbove, Remark, said
from loa.core.drafting.tables import GROUNDS, RANKS, SHORT_NAMES, THINGS
from loa.core.folding import lower_first, search_key
from loa.core.reading.tables.kinds import kind_of_number
from loa.core.words import vi

CARRIES_OUT: Final = "Thực hiện"
RESTS_ON: Final = "Căn cứ"
FOLLOWS: Final = "Tiếp theo"
SURE: Final = 0.9
DIRECTS: Final = ("căn cứ", "thực hiện")
FACTS: Final = {"number": vi("số"), "date": vi("ngày"), "issuer": vi("cơ quan ban hành"), "subject": vi("trích yếu")}
_ABOUT: Final = ("về việc ", "v/v ", "về ")


@dataclass(frozen=True, slots=True)
class Basis:
    """One paper the draft rests on. `text` is the whole line. `papers` is the key of the paper above that it is; or, where it is only
    `cited_by` them, the keys of those that cite it.
    """

    key: str
    text: str
    chosen: bool
    papers: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()
    cited_by: bool = False


def ranked(papers: Sequence[PaperAbove]) -> list[PaperAbove]:
    """The papers by the rank of who issued them, then by day."""
    return sorted(papers, key=lambda paper: (rank_of(paper.reading.get("issuer")), paper.day or date.max))


def bases_of(papers: Sequence[PaperAbove], office_name: str, *, used: Collection[str]) -> tuple[Basis, ...]:
    """The papers above by rank and date, chosen where something of the draft is from them; then, not chosen, what they rest on themselves."""
    places = {paper.key: place for place, paper in enumerate(papers)}
    own = [
        Basis(f"b{places[paper.key]}", f"{lead_of(paper, office_name)} {cited(paper.reading)}", paper.key in used, (paper.key,), tuple(doubts_of(paper)))
        for paper in ranked(papers)
    ]  # fmt: skip
    return (*own, *further(papers, start=len(own)))


def lead_of(paper: PaperAbove, office_name: str) -> str:
    """What the paper is to this office: carried out if it comes from above, gone on from if it is the office's own, else a ground."""
    issuer = paper.reading.get("issuer") or ""
    if search_key(office_name) in search_key(issuer):
        return FOLLOWS
    level = rank_of(issuer) >= rank_of(office_name) and issuer
    return RESTS_ON if level or paper.reading.get("doc_type") in GROUNDS else CARRIES_OUT


def cited(reading: Mapping[str, Any]) -> str:
    """ "Công văn số 2222/UBND-KGVX ngày 20/7/2021 của Ủy ban nhân dân thành phố Hà Nội về việc …"; what was not read is left out."""
    number, symbol = reading.get("number") or "", reading.get("symbol") or ""
    words = reading.get("doc_type") or "Văn bản"
    if number:
        joint = "-" if symbol.split("/")[0].isupper() and "/" in symbol else "/"  # Party papers: 409-TB/TU
        words += f" số {number}{joint}{symbol}" if symbol else f" số {number}"
    if reading.get("date"):
        words += f" ngày {day_words(date.fromisoformat(reading['date']))}"
    if reading.get("issuer"):
        words += f" của {reading['issuer']}"
    return f"{words} {about(reading['subject'])}" if reading.get("subject") else words


def about(subject: str) -> str:
    """The subject as the end of a citation."""
    bare = " ".join(subject.split()).rstrip(" .;,")
    if bare.lower().startswith(_ABOUT):
        first, _, rest = bare.partition(" ")
        return f"về việc {rest}" if first.lower() == "v/v" else lower_first(bare)
    joined = "về" if search_key(bare).startswith(THINGS) else "về việc"
    return f"{joined} {lower_first(bare)}"


def day_words(day: date) -> str:
    """20/7/2021, 08/02/2021: a day below 10 and the months 1 and 2 with a 0, as the decree has it (Phụ lục I, II.4)."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day.month <= 2 else f"{day.day:02d}/{day.month}/{day.year}"


def doubts_of(paper: PaperAbove) -> Iterator[Remark]:
    """What of the citation was not read, or not surely."""
    evidence = paper.reading.get("evidence") or {}
    for name, word in FACTS.items():
        if not paper.reading.get(name):
            yield Remark("unread", vi("Chưa đọc được {what} của văn bản này. Hãy điền vào dòng căn cứ."), {"what": said(word)})
        elif name in evidence and evidence[name].get("confidence", 1) < SURE and name != "subject":
            yield Remark("unsure", vi("Đọc chưa chắc {what} của văn bản này. Hãy đối chiếu bản gốc."), {"what": said(word)})


def further(papers: Sequence[PaperAbove], *, start: int) -> Iterator[Basis]:
    """Papers on which those above rest themselves, once each, with all that cite them. Offered, not chosen."""
    held = {search_key(paper.reference) for paper in papers} | {search_key(paper.reference).replace("/", "-", 1) for paper in papers}
    cites: dict[str, tuple[Mapping[str, Any], list[str]]] = {}
    for paper in papers:
        for one in paper.reading.get("basis_documents") or ():
            key = search_key(one.get("number") or one.get("name") or "")
            if key and key not in held and one.get("role", "căn cứ") in DIRECTS:
                cites.setdefault(key, (one, []))[1].append(paper.key)
    for place, (one, by) in enumerate(cites.values(), start=start):
        lead = CARRIES_OUT if one.get("role") == "thực hiện" else RESTS_ON
        yield Basis(f"b{place}", f"{lead} {cited_briefly(one)}", False, tuple(dict.fromkeys(by)), cited_by=True)


def cited_briefly(one: Mapping[str, Any]) -> str:
    """A paper known only from being cited: its kind by its number, day and issuer as far as the other says them."""
    number = one.get("number")
    words = f"{kind_of_number(number) or 'Văn bản'} số {number}" if number else str(one.get("name") or "")
    if one.get("date"):
        words += f" ngày {day_words(date.fromisoformat(one['date']))}"
    return words + (f" của {one['issuer']}" if one.get("issuer") else "")


def rank_of(issuer: str | None) -> int:
    """Where an issuer stands among others; unknown ones last."""
    name = search_key(issuer or "") + " "
    for short, long in SHORT_NAMES.items():
        name = re.sub(rf"\b{short}\b", long, name)
    return next((rank for rank, openings in enumerate(RANKS) if name.startswith(openings)), len(RANKS))


def opening(bases: Sequence[str], office_name: str, *, asks: str) -> str:
    """The first sentence: what it rests on, and that the office asks. A lead word that comes again is said once.

    "Thực hiện Thông báo số … ; Công văn số …, Sở … đề nghị các đơn vị thực hiện các nội dung sau:"
    """
    said_lead = ""
    parts: list[str] = []
    for line in (" ".join(one.split()).strip(" .;,") for one in bases):
        lead = next((word for word in (CARRIES_OUT, RESTS_ON, FOLLOWS) if line.startswith(f"{word} ")), "")
        parts.append(
            line.removeprefix(lead).strip() if lead and lead == said_lead else line if not parts else lower_first(line) if lead else line
        )
        said_lead = lead or said_lead
    rest = f"{office_name} {asks} các đơn vị thực hiện các nội dung sau:"
    return f"{'; '.join(parts)}, {rest}" if parts else rest
