"""Reads pages back for tests: where each phrase stands on a PDF page, in which face and size; and each paragraph of a DOCX."""

import ctypes
import io
import re
from dataclasses import dataclass

import pypdfium2
from docx import Document
from docx.oxml.ns import qn
from pypdfium2 import raw

MM = 25.4 / 72


@dataclass(frozen=True)
class Char:
    text: str
    left: float
    right: float
    baseline: float  # millimetres from the top of the page
    size: float
    bold: bool
    italic: bool


@dataclass(frozen=True)
class Phrase:
    """Some words on a page: their outline in millimetres from the left and the top, and how they are printed."""

    left: float
    right: float
    baseline: float
    sizes: frozenset[float]
    bold: frozenset[bool]
    italic: frozenset[bool]

    @property
    def centre(self):
        return (self.left + self.right) / 2


class Page:
    def __init__(self, page):
        self.width, self.height = page.get_width() * MM, page.get_height() * MM
        text = page.get_textpage()
        self.chars = [c for c in (_char(text.raw, i, self.height) for i in range(text.count_chars())) if c]
        self._said = "".join(c.text for c in self.chars)
        self.rules = list(_rules(page, self.height))

    def find(self, words):
        """The first place of these words; blanks of any number count as none."""
        bare = re.sub(r"\s+", "", words)
        at = self._said.find(bare)
        assert at >= 0, f"{words!r} is not on the page: {self._said[:400]}"
        found = self.chars[at : at + len(bare)]
        return Phrase(
            min(c.left for c in found),
            max(c.right for c in found),
            found[0].baseline,
            *(frozenset(getattr(c, how) for c in found) for how in ("size", "bold", "italic")),
        )

    def says(self, words):
        return re.sub(r"\s+", "", words) in self._said


def pages_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return [Page(document[i]) for i in range(len(document))]


def _char(page, index, height):
    text = chr(raw.FPDFText_GetUnicode(page, index))
    if text.isspace() or text == "\x00":
        return None
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(page, index, left, right, bottom, top)
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(page, index, x, y)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(page, index, matrix)
    name = ctypes.create_string_buffer(200)
    raw.FPDFText_GetFontInfo(page, index, name, 200, ctypes.c_int())
    face = name.value.decode()
    # The size of the type is set partly in the text matrix, partly as the font's own.
    size = round(raw.FPDFText_GetFontSize(page, index) * abs(matrix.d), 1)
    return Char(text, left.value * MM, right.value * MM, height - y.value * MM, size, "Bold" in face, "Italic" in face)


def _rules(page, height):
    """Straight horizontal lines and frames: (left, top, width, height) in millimetres."""
    for item in page.get_objects([raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = (edge * MM for edge in item.get_bounds())
        yield left, height - top, right - left, top - bottom


@dataclass(frozen=True)
class Line:
    """A paragraph of a DOCX, in the order of the file."""

    text: str
    size: float
    bold: bool
    italic: bool
    alignment: str
    first_line_mm: float
    left_mm: float
    cell: tuple[int, int] | None  # row and column of the table it stands in


def lines_of(docx):
    document = Document(io.BytesIO(docx))
    return [_line(p) for p in document.element.body.iter(qn("w:p"))]


def _line(p):
    runs = [r for r in p.iter(qn("w:r")) if "".join(t.text or "" for t in r.iter(qn("w:t")))]
    shape = runs[0].rPr if runs else None
    size = float(shape.sz.get(qn("w:val"))) / 2 if shape is not None and shape.find(qn("w:sz")) is not None else 0
    ind = p.pPr.find(qn("w:ind")) if p.pPr is not None else None
    jc = p.pPr.find(qn("w:jc")) if p.pPr is not None else None

    def mm(key):
        return int(ind.get(qn(key)) or 0) / 1440 * 25.4 if ind is not None else 0

    cell = next(p.iterancestors(qn("w:tc")), None)
    return Line(
        "".join((t.text or "") if t.tag == qn("w:t") else "\n" for t in p.iter(qn("w:t"), qn("w:br"))),
        size,
        _on(shape, "w:b"),
        _on(shape, "w:i"),
        jc.get(qn("w:val")) if jc is not None else "left",
        mm("w:firstLine") - mm("w:hanging"),
        mm("w:left"),
        None if cell is None else (_index(cell.getparent(), "w:tr"), _index(cell, "w:tc")),
    )


def _index(element, tag):
    return len(list(element.itersiblings(qn(tag), preceding=True)))


def _on(shape, tag):
    mark = None if shape is None else shape.find(qn(tag))
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false")
