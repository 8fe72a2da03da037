"""Who is asked in a clause, and what they are to do first."""

import re

from loa.core.reading.page import CAPITALS
from loa.core.reading.tables.offices import NOT_OFFICES, OFFICE_OPENINGS
from loa.core.reading.tables.requests import ASKED_GROUPS, LEADS, NOT_TASKS, TASK_VERBS

LINE_LENGTH = 130
NAMED_LENGTH = 300  # characters; the longest list of addressees before what they are to do


def either_case(words: tuple[str, ...]) -> str:
    """An alternation with its first letter in both cases; any white space between the words."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(rf"[{w[0].lower()}{w[0].upper()}]" + r"\s+".join(re.escape(p) for p in w[1:].split(" ")) for w in longest)


OFFICES = "(?!(?:" + "|".join(NOT_OFFICES) + r")\b)(?:" + "|".join(sorted(OFFICE_OPENINGS, key=len, reverse=True)) + ")"
LEAD = rf"(?:{either_case(LEADS)})"
SPLIT_WHO = re.compile(r";\s*|,\s+(?=(?:các\s+)?" + OFFICES + r"\b)")
ASKED = re.compile(
    rf"(?<![Bb]àn )(?<!chuyển )(?<!được )(?:[Gg]iao(?:\s+cho)?|[Đđ]ề nghị|[Yy]êu cầu|[Kk]iến nghị|[Kk]ính trình|ĐỀ NGHỊ|YÊU CẦU|ĐỐI VỚI|Đối với)\s+(?=(?:{LEAD}|{either_case(ASKED_GROUPS)})(?!\w)|{OFFICES}\b)"
)
WHO = re.compile(rf"(?:(?:{LEAD}|và|,)\s+)*(?:{OFFICES}|(?:{either_case(ASKED_GROUPS)}))\b")
VERB = rf"(?:{either_case(TASK_VERBS)})"
NOT_TASK = re.compile(rf"\b(?:{'|'.join(sorted(NOT_TASKS, key=len, reverse=True))})(?!\w)", re.IGNORECASE)
SMALL_VERB = "|".join(r"\s+".join(map(re.escape, v.split())) for v in sorted(TASK_VERBS, key=len, reverse=True))
DOES = re.compile(rf":|\n|(?<![Xx]ây)[\s,](?:(?:phải|cần|đã|sẽ)\s+)?(?:{SMALL_VERB})(?!\w)")
PLACE = r"[" + CAPITALS + r"][\w-]*(?:[ ][" + CAPITALS + r"0-9][\w-]*)*"
PLACES = re.compile(rf"\s*{PLACE}(?:(?:\s*,\s*|\s+và\s+){PLACE})*(?=\s*(?:[:;.\n,]|$)|\s+[a-zđ])")
BEGINS_TASK = re.compile(rf"(?!(?:[Gg]iao|[Đđ]ề nghị|[Yy]êu cầu)\b)(?:{VERB})(?!\w)")
ASKS = re.compile(r"(?:[Gg]iao(?:\s+cho)?|[Đđ]ề nghị|[Yy]êu cầu)\s+")
PERSON = re.compile(r"((?:Các\s+)?(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|Đ/c)\s+(?=[" + CAPITALS + r"])[^:;]{5,120}):")
ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
UNKNOWN_WORDS = 6  # a longer run after "Giao …" is no name
DO = re.compile(rf"[\s:,-]*(?:có trách nhiệm\s+)?({VERB})(?!\w)")
HANGS = re.compile(r"\b(?:và|của|các|với|thuộc|về|cùng)$")
OPENS_TASK = re.compile(r"(?:Có|Là|Tự|Khi|Trên|Căn|Hằng|Hàng|Định|Theo|Trong|Trước|Mỗi|Không|Phải|Nếu)\b")
NUMBER_PREFIX = re.compile(r"\s*(?:(?:[Ll]à|[Pp]hải|[Cc]ần)\s+)?")


def named(text: str) -> tuple[tuple[str, ...], int]:
    """Agencies named before what they are to do ("2. Sở Nội vụ chủ trì …", "Đề nghị các đơn vị …"), and where their naming ends.

    Empty where the clause names nobody.
    """
    first = text.split("\n", 1)[0][:700]
    asked = None if BEGINS_TASK.match(first) else asked_in(first)
    begin = asked.end() if asked else 0
    if person := PERSON.match(first, begin):
        return (person[1].strip(" ,"),), person.end(1)
    who = WHO.match(first, begin) or (asked or ASKS.match(first))
    if who is None:
        return (), begin
    unknown = WHO.match(first, begin) is None
    begin = who.end() if unknown else begin
    tasks = NOT_TASK.sub(lambda m: "-" * len(m[0]), first)
    does = DOES.search(tasks, who.end())
    end = does.start() if does else len(first)
    words = first[begin:end].strip(" ,;.")
    if does and does[0] == ":":
        end, listed = names_after_colon(first, tasks, does.end())
        words += listed
    if unknown and (does is None or not 1 < len(words.split()) <= UNKNOWN_WORDS):
        return (), 0
    if len(words) > NAMED_LENGTH or (does is None and first.rstrip().endswith(".") and len(first) > LINE_LENGTH):
        return (), begin
    words = ASIDE.sub("", words)
    return tuple(part.strip(" ,;.:") for part in SPLIT_WHO.split(words) if part.strip(" ,;.:")), end


def asked_in(first: str) -> re.Match[str] | None:
    """Where somebody is asked by "đề nghị", "giao": at the beginning, or after reasons or the asking office, never inside a task."""
    asked = ASKED.search(first[:200])
    if asked and WHO.match(first) and DOES.search(NOT_TASK.sub(lambda m: "-" * len(m[0]), first[: asked.start()])):
        return None
    return asked


def asked_at_end(opening: str) -> tuple[str, ...]:
    """Whom the opening asks, last: "…, Phòng Y tế đề nghị UBND các xã:". Empty where it names nobody."""
    found = list(ASKED.finditer(opening))
    if not found:
        return ()
    parts = opening[found[-1].start() :].split(";")
    return tuple(dict.fromkeys(who for part in parts for who in named(part.strip())[0]))


def names_after_colon(first: str, tasks: str, at: int) -> tuple[int, str]:
    """ "UBND các huyện: U Minh, Thới Bình": names go on behind the colon; else there begins what is to be done."""
    places = PLACES.match(first, at)
    if places and (places.end() >= len(first) or "," in places[0] or " và " in places[0]) and not DO.match(first[at:]):
        return places.end(), ":" + places[0].rstrip(" ,")
    if WHO.match(first[at:].lstrip()) and (further := DOES.search(tasks, at)):
        return further.start(), ":" + first[at : further.start()]
    return at - 1, ""


def heads(first: str, rest: str) -> bool:
    """The first line is a heading that names who is asked ("4. Công an tỉnh"); what they are to do begins on the next."""
    if len(first) > LINE_LENGTH or first.endswith((".", ";", ",", ":")) or HANGS.search(first) or not rest[:1].isupper():
        return False
    whom = ASKED.match(first)
    at = whom.end() if whom else 0
    return (
        WHO.match(first, at) is not None and DOES.search(NOT_TASK.sub(lambda m: "-" * len(m[0]), first), at) is None and begins_task(rest)
    )


def begins_task(rest: str) -> bool:
    """A verb, or an agency no further named."""
    return DO.match(rest) is not None or OPENS_TASK.match(rest) is not None


def verb_after(text: str, at: int) -> str | None:
    """The verb with which the task begins, after the agencies named."""
    rest = text[at : at + 200]
    found = DO.match(NUMBER_PREFIX.sub("", rest, count=1) if not rest.startswith((":", ",")) else rest)
    return found[1].lower() if found else None
