"""What makes the reader less sure afterwards: a noisy scan, a word no Vietnamese can have written, dates that contradict each other."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from loa.core.reading.legibility import disagreements, misspelt, noise_of
from loa.core.reading.letter import Citation, Evidence
from loa.core.reading.page import Page

NOISY = 0.006  # share of misspelt words; clean papers have less
DISAGREEING = 0.08  # share of word pairs spelt in several ways; clean papers have less
LOST = 0.12  # most diacritics are gone
SURE = 0.9
WORDS = ("subject", "issuer", "recipients", "cc", "signer", "signers", "position", "sign_capacity", "archive", "place", "annexes")
FIGURES = ("number", "symbol", "date", "deadline_dates", "deadline_times")


def doubted(evidence: Mapping[str, Evidence], values: Mapping[str, Any], page: Page) -> dict[str, Evidence]:
    """The evidence with what the text as a whole says about its reading.

    Of a noisy scan no words and no figures are sure; without diacritics words are doubtful. A value with a misspelt word never is sure.
    """
    noise = noise_of(page.raw)
    noisy = noise > NOISY or disagreements(page) > DISAGREEING
    caps = dict.fromkeys(WORDS, 0.6 if noise > LOST else 0.85) | dict.fromkeys(FIGURES, 0.85) if noisy else {}
    out = {name: capped(found, caps.get(name, 1.0)) for name, found in evidence.items()}
    for name in WORDS:
        if name in out and (misspelt(words_of(values.get(name))) or misread(page, out[name])):
            out[name] = capped(out[name], 0.7)
    return out


def misread(page: Page, evidence: Evidence) -> bool:
    """A figure of this value was printed as a letter."""
    return evidence.span is not None and page.misread(evidence.span)


def capped(evidence: Evidence, most: float) -> Evidence:
    """Not surer than this."""
    return replace(evidence, confidence=most) if evidence.confidence > most else evidence


def words_of(value: Any) -> str:
    """The words of a value, whatever it is made of."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple | list):
        return "\n".join(words_of(one) for one in value)
    return words_of(getattr(value, "name", None) or getattr(value, "title", None)) if value is not None else ""


def doubt_date(day: str | None, evidence: Evidence, cited: tuple[Citation, ...]) -> Evidence:
    """A letter cannot cite a paper that is younger than itself: then one of the dates is misread."""
    later = tuple(c.date for c in cited if day and c.date and c.date > day)
    if later:
        return Evidence(min(evidence.confidence, 0.6), evidence.span, (*evidence.alternatives, *later[:2]))
    return evidence
