"""The letter as it lies before the reader: one text in three views of the same length, so that every find has its place in the original."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from loa.core.folding import nfc

Span = tuple[int, int]

# For character classes: capitals of Vietnamese (a range of code points would take small letters in)
CAPITALS = "A-ZĐÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
SPACES = dict.fromkeys(map(ord, "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"), " ")
UNSEEN = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"), " ")
BREAKS = dict.fromkeys(map(ord, "\r\x0b\x0c\x85\u2028\u2029"), "\n")
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uf02d\uf0b7"), "-")
QUOTES = {ord("“"): '"', ord("”"): '"', ord("„"): '"', ord("‘"): "'", ord("’"): "'"}
TIDY = SPACES | UNSEEN | BREAKS | DASHES | QUOTES

BULLET = re.compile(r"(?:[-+*•●▪·◦](?![-+*=_])|\+)[ ]*(?=[^\s-])")
# Figures that a scan reads as letters (1 as l or I, 0 as O) where only a figure can stand: beside other figures, in dates, numbers, hours
MISREAD_FIGURES = re.compile(
    r"(?<!\w)(?!\d+l(?![\w/]))(?=[lIOo]*\d)[\dlIOo]+(?![^\W\dh_])|(?<!\w)[lIO\d]{1,2}(?=h\d{2}\b)|(?:(?<=[Nn]gày )|(?<=[Tt]háng )|(?<=[Ss]ố )|(?<=[Ss]ố: ))[ ]*[lIO]{1,2}(?=[ ]?[\s/])"
)
FIGURES = {ord("l"): "1", ord("I"): "1", ord("O"): "0", ord("o"): "0"}
# What a program leaves of two columns; a tab after "1." or "II." only sets its words off
COLUMN_TAB = re.compile(
    r"(?:(?<=[\w;,)])|(?<=[^\s(]{3}\)\.)|(?<=nhận:)|(?<=NHẬN:)|(?<=[^\W\d_IVX]\.)(?<!(?<!\w)\w\.)|(?<=[A-ZĐ]\d\.)|(?<=[A-ZĐ]\d\d\.))\t+(?=[^\W\d_(])"
)
SMALL_L = re.compile(r"(?<=[" + CAPITALS + r"])l(?![a-zà-ỹ])")  # "XÃ HỘl": a scan reads I as l
BRACE = re.compile(r"(?<=[ ;])[{}](?=[ ]*(?:\(|$))", re.MULTILINE)  # drawn beside lines that share a purpose
RULE = re.compile(r"[-_=*~.\s|—]*")
FOLD = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Page:
    """`raw` is the original in NFC, `text` has one kind of space, dash and quote, `bare` is lower case without diacritics.

    All three have the same length: a span found in one holds in the others. Scans lose diacritics first, so anchors are sought in `bare`.
    """

    raw: str
    text: str
    bare: str

    def said(self, span: Span) -> str:
        """The words of the original at this place, white space folded."""
        words = self.raw[span[0] : span[1]].translate(UNSEEN)
        return FOLD.sub(" ", words).strip()

    def without(self, spans: Iterable[Span]) -> "Page":
        """The same page with these places blanked; line breaks stay."""
        text, bare = list(self.text), list(self.bare)
        for start, end in spans:
            for at in range(start, end):
                if text[at] != "\n":
                    text[at] = bare[at] = " "
        return Page(self.raw, "".join(text), "".join(bare))

    def misread(self, span: Span) -> bool:
        """A letter stood there where only a figure can."""
        printed = self.raw[slice(*span)].translate(TIDY)
        return any(was != now and now not in " \n|" for was, now in zip(printed, self.text[slice(*span)], strict=True))

    def trimmed(self, start: int, end: int) -> Span:
        """The span without the white space at its ends."""
        end = min(end, len(self.text))
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def lines(self, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """Trimmed spans of the lines; a blank line is an empty span."""
        end = len(self.text) if end is None else min(end, len(self.text))
        while start < end:
            stop = self.text.find("\n", start, end)
            stop = end if stop < 0 else stop
            yield self.trimmed(start, stop)
            start = stop + 1

    def is_blank(self, span: Span) -> bool:
        """Nothing there, or only a drawn rule (-----, ____)."""
        return RULE.fullmatch(self.text, span[0], span[1]) is not None

    def is_rule(self, span: Span) -> bool:
        """A drawn rule."""
        return span[1] - span[0] >= 3 and self.is_blank(span)

    def is_capitals(self, span: Span) -> bool:
        """Written in capitals; a few small letters (COVID-19, TTg, điện) are forgiven in a long line."""
        return written_in_capitals(self.text[span[0] : span[1]])


def written_in_capitals(words: str) -> bool:
    """At least nine letters in ten are capitals."""
    letters = [c for c in words if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


@cache
def fold_letter(letter: str) -> str:
    """One character without its diacritics, in lower case; always one character."""
    if letter in "đĐ":
        return "d"
    bare = "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c)).lower()
    return bare if len(bare) == 1 else (letter if len(bare) == 0 else bare[0])


def fold(words: str) -> str:
    """Words as they stand in `Page.bare`: for tables that are written in proper Vietnamese."""
    words = nfc(words).translate(TIDY)
    return words.translate({ord(c): fold_letter(c) for c in set(words)})


def lay_out(text: str) -> Page:
    """Prepare a text for reading. CR LF counts as one line break."""
    raw = nfc(text)
    columns = COLUMN_TAB.sub(lambda found: "|" + " " * (len(found[0]) - 1), raw)
    tidy = columns.replace("\r\n", " \n").translate(TIDY)
    tidy = BRACE.sub("|", SMALL_L.sub("I", tidy))
    tidy = MISREAD_FIGURES.sub(lambda found: found[0].translate(FIGURES), tidy)
    return Page(raw, tidy, tidy.translate({ord(c): fold_letter(c) for c in set(tidy)}))


def pattern_of(phrases: Iterable[str]) -> str:
    """An alternation of phrases for `Page.bare`: longest first, any white space between the words."""
    folded = sorted({fold(p) for p in phrases}, key=len, reverse=True)
    return "(?:" + "|".join(r"\s+".join(re.escape(w) for w in p.split()) for p in folded) + ")"
