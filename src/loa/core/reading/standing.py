"""A reading as it stands after a person's corrections: the read values stay, what was put right stands over them.

Clauses here are as printed (plain mappings). A clause is named by its path in the tree: "0", "1.2" for the third part of the second.
"""

import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from loa.core.folding import nfc
from loa.core.reading.clause import CONTEXT, REPORT, REQUEST, SECTION
from loa.core.reading.dates import full_dates, next_after, yearless_dates
from loa.core.reading.page import Span, lay_out

Printed = Mapping[str, Any]
Tree = Sequence[Printed]

ASKS = (REQUEST, REPORT)
KINDS = (REQUEST, REPORT, CONTEXT, SECTION)
# Deadlines of every sort in one list: the sort -> the key of the reading that holds it.
SORTS = {"date": "deadline_dates", "recurring": "deadline_recurring", "relative": "deadline_relative", "month": "deadline_months"}
DEADLINES = "deadlines"
AROUND = 40  # characters shown on either side of a day
MOST_DAYS = 60
NUMBERED = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2}){0,2}|[IVX]{1,5}|[a-zđ])[.)/]\s+(?=\S)")


def standing_of(reading: Printed, corrected: Printed) -> dict[str, Any]:
    """The reading with what a person put right in its place; what was corrected has no evidence any more."""
    over = {key: value for key, value in corrected.items() if key != DEADLINES}
    if DEADLINES in corrected:
        over |= _spread(corrected[DEADLINES])
    evidence = {name: told for name, told in (reading.get("evidence") or {}).items() if name not in over}
    return {**reading, **over, "evidence": evidence}


def deadlines_of(reading: Printed, corrected: Printed) -> list[dict[str, Any]]:
    """All deadlines: `sort` (date, recurring, relative, month), `value`, `time` of a date or None, `span` or None, `words` where known."""
    if DEADLINES in corrected:
        return [dict(one) for one in corrected[DEADLINES]]
    evidence = reading.get("evidence") or {}
    hours = dict(str(moment).split("T", 1) for moment in reading.get("deadline_times") or () if "T" in str(moment))
    found: list[dict[str, Any]] = []
    for sort, key in SORTS.items():
        values = reading.get(key) or []
        told = evidence.get(key) or {}
        spans = told.get("spans") or ([told["span"]] if told.get("span") and len(values) == 1 else [])
        spans = spans if len(spans) == len(values) else [None] * len(values)
        for value, span in zip(values, spans, strict=True):
            time = hours.get(str(value)) if sort == "date" else None
            found.append({"sort": sort, "value": str(value), "time": time, "span": span, "words": None})
    return found


def _spread(deadlines: Iterable[Printed]) -> dict[str, Any]:
    """The list of deadlines under the keys of a reading."""
    told = sorted(deadlines, key=lambda one: str(one["value"]))
    spread: dict[str, Any] = {key: [one["value"] for one in told if one["sort"] == sort] for sort, key in SORTS.items()}
    spread["deadline_times"] = [f"{one['value']}T{one['time']}" for one in told if one["sort"] == "date" and one.get("time")]
    return spread


def clause_at(tree: Tree, path: str) -> Printed | None:
    """The clause of that path; None where there is none."""
    found: Printed | None = None
    for step in path.split("."):
        below = tree if found is None else found.get("children") or []
        if not step.isascii() or not step.isdigit() or len(step) > 6 or int(step) >= len(below):
            return None
        found = below[int(step)]
    return found


def paths_of(tree: Tree, above: str = "") -> Iterator[tuple[str, Printed]]:
    """Every clause with its path, in the order of the letter."""
    for place, clause in enumerate(tree):
        path = f"{above}{place}"
        yield path, clause
        yield from paths_of(clause.get("children") or [], f"{path}.")


def mark_of(clause: Printed) -> str:
    """What a page saw of a clause, short: another mark means that somebody changed it meanwhile."""
    return hashlib.sha256(json.dumps(clause, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def with_clause(tree: Tree, path: str, clause: Printed) -> list[dict[str, Any]]:
    """The tree with another clause at that path. What only explained, and now holds a request, becomes a section."""
    step, _, below = path.partition(".")
    changed = [dict(one) for one in tree]
    if not below:
        changed[int(step)] = dict(clause)
        return changed
    above = changed[int(step)]
    above["children"] = with_clause(above.get("children") or [], below, clause)
    if above.get("kind") == CONTEXT and clause.get("kind") in ASKS:
        above["kind"] = SECTION
    return changed


def with_added(tree: Tree, clause: Printed) -> list[dict[str, Any]]:
    """The tree with one clause more, at its place in the letter: in the section that holds its words, else beside the others."""
    start, end = clause["span"]
    changed = [dict(one) for one in tree]
    for one in changed:
        span = one.get("span") or [0, 0]
        if one.get("kind") == SECTION and one.get("children") and span[0] <= start and end <= span[1]:
            one["children"] = with_added(one["children"], clause)
            return changed
    place = next((at for at, one in enumerate(changed) if (one.get("span") or [0, 0])[0] > start), len(changed))
    return [*changed[:place], dict(clause), *changed[place:]]


def with_day_moved(tree: Tree, was: str, became: str | None, time: str | None) -> list[dict[str, Any]]:
    """The tree with a deadline's day moved, or taken out, in every clause that names it."""
    changed = []
    for clause in tree:
        one = {**clause, "children": with_day_moved(clause.get("children") or [], was, became, time)}
        due = one.get("due") or {}
        if due.get("date") == was:
            one["due"] = {**due, "date": became, "time": time} if became else None
        changed.append(one)
    return changed


def days_named(tree: Tree) -> set[str]:
    """The days that clauses name as their deadline."""
    return {clause["due"]["date"] for _path, clause in paths_of(tree) if (clause.get("due") or {}).get("date")}


class Places:
    """A text in which words are looked up, whatever white space lies between them."""

    def __init__(self, text: str) -> None:
        found = list(re.finditer(r"\S+", text))
        self._starts = [one.start() for one in found]
        self._plain = " ".join(one[0] for one in found)
        # Where each word begins in the text with single blanks.
        self._at = list(accumulate((len(one[0]) + 1 for one in found), initial=0))[: len(found)]

    def of(self, words: str, *, whole: bool = False) -> Span | None:
        """The first place of these words. Letters count as they are; where that finds nothing, capitals and small ones are alike.

        `whole`: not inside a longer word or figure.
        """
        wanted = " ".join(nfc(words).split())
        if not wanted:
            return None
        for text, sought in ((self._plain, wanted), (_small(self._plain), _small(wanted))):
            at = text.find(sought)
            while whole and at >= 0 and not _stands_alone(text, at, at + len(sought)):
                at = text.find(sought, at + 1)
            if at >= 0:
                return self._back(at), self._back(at + len(wanted) - 1) + 1
        return None

    def _back(self, at: int) -> int:
        word = bisect_right(self._at, at) - 1
        return self._starts[word] + at - self._at[word]


def _stands_alone(text: str, start: int, end: int) -> bool:
    begins = start == 0 or not (text[start].isalnum() and text[start - 1].isalnum())
    return begins and (end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum()))


def _small(words: str) -> str:
    """In small letters, of the same length."""
    small = words.lower()
    return small if len(small) == len(words) else "".join(one.lower() if len(one.lower()) == 1 else one for one in words)


def place_of(words: str, text: str) -> Span | None:
    """Where these words stand in a text; None where they do not."""
    return Places(text).of(words)


def asked_in_words(words: str) -> tuple[str | None, str]:
    """A clause's number and text, out of words chosen in the letter: "3. Báo cáo …" is number 3."""
    found = NUMBERED.match(words)
    lines = words[found.end() :] if found else words
    folded = "\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", lines.strip()) if part.strip())
    return (found[1] if found else None), folded


def days_in(text: str, *, since: str | None, within: Sequence[int] | None = None) -> list[tuple[str, Span, str]]:
    """Days named in a letter, or at a place of it, each once: ISO, its place, and the words around it.

    A day without a year is the first after `since`.
    """
    page, (start, end) = lay_out(text), within or (0, len(text))
    found: dict[str, tuple[Span, str]] = {}
    days = [*full_dates(page, start, end), *(yearless_dates(page, start, end) if since else ())]
    for day in sorted(days, key=lambda one: one.span):
        iso = day.iso or (next_after(day.day, day.month, since=since) if since and day.year is None else None)
        if iso and iso not in found and len(found) < MOST_DAYS:
            found[iso] = day.span, around(text, day.span)
    return [(iso, span, words) for iso, (span, words) in found.items()]


def around(text: str, span: Span) -> str:
    """The words at a place with some on either side, on one line; whole words only."""
    start, end = max(0, span[0] - AROUND), min(len(text), span[1] + AROUND)
    before, after = text[start : span[0]], text[span[1] : end]
    before = before.partition(" ")[2] if start and " " in before else before
    after = after.rpartition(" ")[0] if end < len(text) and " " in after else after
    return " ".join(f"{'…' if start else ''}{before}{text[slice(*span)]}{after}{'…' if end < len(text) else ''}".split())
