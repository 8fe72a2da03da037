"""DOCX: paragraphs and tables in the order of the paper, headers, lists with their printed numbers."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from loa.server.documents.errors import DocxDamaged, DocxUnsafe, FileEmpty
from loa.server.documents.intake.numbering import Numbering

UNPACKED_LIMIT_BYTES = 150 * 1024 * 1024  # a letter with photographs stays far below
XML_LIMIT_BYTES = 24 * 1024 * 1024  # one XML part: some 5,000 pages
RATIO_LIMIT = 200  # unpacked to packed, of parts over 1 MB; real text reaches 30
PARTS_LIMIT = 4_000
CHUNK_BYTES = 1 << 16
DECLARATIONS = tuple(mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LETTER_MARKS = ("CỘNG HÒA", "CỘNG HOÀ", "ĐẢNG CỘNG SẢN", "Độc lập", "Nơi nhận", "Số:", "Số ")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
UNPRINTED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", FALLBACK})
CONTAINERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}smartTag", f"{W}customXml"})


def extract(data: bytes, *, name: str) -> str:
    """The printed text. Raises DocxUnsafe for bombs, DocxDamaged for what cannot be opened, FileEmpty for a paper without text."""
    check_package(data, name=name)
    try:
        document = docx.Document(io.BytesIO(data))
        lines = list(printed_lines(document))
    except (PackageNotFoundError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, AttributeError) as failure:
        raise DocxDamaged(name=name) from failure
    text = "\n".join(lines).strip("\n")
    if not text.strip():
        raise FileEmpty(name=name)
    return text


def check_package(data: bytes, *, name: str) -> None:
    """Read every part once, in small bites, before anything is kept: sizes, ratios, and no DTD in any XML part."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise DocxUnsafe(name=name)
            if len(parts) > PARTS_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT_BYTES:
                raise DocxUnsafe(name=name)
            unpacked = 0
            for part in parts:
                unpacked += check_part(package, part, name=name)
                if unpacked > UNPACKED_LIMIT_BYTES:
                    raise DocxUnsafe(name=name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError, zlib.error) as failure:
        raise DocxDamaged(name=name) from failure


def check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, *, name: str) -> int:
    """Unpacked bytes of one part, counted while reading; zipfile checks its checksum at the end."""
    is_xml = part.filename.endswith((".xml", ".rels"))
    size, carry = 0, b""
    with package.open(part) as stream:
        while bite := stream.read(CHUNK_BYTES):
            size += len(bite)
            too_dense = size > 1 << 20 and size > RATIO_LIMIT * max(part.compress_size, 1)
            if too_dense or (is_xml and size > XML_LIMIT_BYTES) or (is_xml and any(mark in carry + bite for mark in DECLARATIONS)):
                raise DocxUnsafe(name=name)
            carry = bite[-24:]
    return size


def printed_lines(document: Any) -> Iterator[str]:
    """Header of the first page, then the body."""
    numbering = Numbering.of(document)
    section = document.sections[0] if len(document.sections) else None
    for header in (section.first_page_header, section.header) if section is not None else ():
        if not header.is_linked_to_previous:
            lines = [line for line in blocks(header._element, numbering) if line.strip() and not line.strip().isdigit()]  # noqa: SLF001 python-docx offers no public walk that keeps content controls
            yield from lines
    yield from blocks(document.element.body, numbering)


def blocks(parent: Any, numbering: Numbering) -> Iterator[str]:
    """Paragraphs and tables of a container, in order, content controls opened."""
    for child in parent:
        if child.tag == f"{W}p":
            yield from paragraph_lines(child, numbering)
        elif child.tag == f"{W}tbl":
            yield from table_lines(child, numbering)
        elif child.tag in CONTAINERS:
            yield from blocks(child, numbering)


def paragraph_lines(paragraph: Any, numbering: Numbering) -> Iterator[str]:
    """One paragraph as lines (a manual break ends a line), with the number or bullet that Word prints before it; text boxes after it."""
    words = "".join(run_text(paragraph))
    label = numbering.label_of(paragraph) if words.strip() else ""
    yield from f"{label}{words}".split("\n")
    for box in paragraph.iter(f"{W}txbxContent"):
        if not any(ancestor.tag == FALLBACK for ancestor in box.iterancestors()):
            yield from blocks(box, numbering)


def run_text(element: Any) -> Iterator[str]:
    """Printed characters below an element; deleted text, field codes and text boxes are not among them."""
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag == f"{W}tab":
            yield "\t" if element.tag == f"{W}r" else ""
        elif child.tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        elif child.tag not in UNPRINTED and child.tag not in (f"{W}txbxContent", f"{W}pPr", f"{W}rPr"):
            yield from run_text(child)


def table_lines(table: Any, numbering: Numbering) -> Iterator[str]:
    """A letterhead or signature table: the left column, then the right one. Any other table: a row a line."""
    rows = [list(own(row, f"{W}tc")) for row in own(table, f"{W}tr")]
    cells = [[list(blocks(cell, numbering)) for cell in row] for row in rows]
    if is_layout(cells):
        for column in range(max((len(row) for row in cells), default=0)):
            for row in cells:
                yield from row[column] if column < len(row) else ()
            yield ""
        return
    for row in cells:
        yield " | ".join(" ".join(" ".join(cell).split()) for cell in row)


def own(parent: Any, tag: str) -> Iterator[Any]:
    """Children with this tag, also inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in CONTAINERS:
            yield from own(child, tag)


def is_layout(cells: list[list[list[str]]]) -> bool:
    """Two or three columns, few rows, and a mark of a letterhead or a signature block; or a single row."""
    if not cells or max(len(row) for row in cells) > 3 or len(cells) > 8:
        return False
    words = "\n".join(line for row in cells for cell in row for line in cell)
    return len(cells) == 1 or any(mark in words for mark in LETTER_MARKS)
