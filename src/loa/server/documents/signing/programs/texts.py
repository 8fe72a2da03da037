"""Text layers of PDF files: `python -m loa.server.documents.signing.programs.texts FILE …`. Prints {"texts": […]}."""

import json
import sys
from typing import Final

import pypdfium2 as pdfium

from loa.server.documents.intake import lines
from loa.server.documents.leafing import pdf_words
from loa.server.documents.leafing.leaves import Leaf, Word

MOST_PAGES: Final = 200


def text_of(path: str) -> str:
    """All pages in the order of reading, without page numbers."""
    document = pdfium.PdfDocument(path)
    return lines.text_of([_leaf(document[number], number) for number in range(min(len(document), MOST_PAGES))])[0]


def _leaf(page: pdfium.PdfPage, number: int) -> Leaf:
    words, _old, _upright = pdf_words.words_of(page)
    width, height = page.get_size()
    found = tuple(Word(text, (left, top, right, bottom)) for text, left, top, right, bottom in words)
    return Leaf(number + 1, found, b"", height / max(width, 1), scanned=False)


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"texts": [text_of(path) for path in sys.argv[1:]]}))
