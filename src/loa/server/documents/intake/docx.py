"""DOCX: paragraphs and tables in the order of the paper, headers, lists with their printed numbers."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from loa.core import legacy
from loa.server.documents.errors import DocxDamaged, DocxUnsafe, FileEmpty, PasswordProtected
from loa.server.documents.intake.letters import Letters
from loa.server.documents.intake.notes import noted
from loa.server.documents.intake.numbering import Numbering
from loa.server.documents.leafing.leaves import Extracted, Note

UNPACKED_LIMIT_BYTES = 150 * 1024 * 1024  # a letter with photographs stays far below
XML_LIMIT_BYTES = 24 * 1024 * 1024  # one XML part: some 5,000 pages
RATIO_LIMIT = 200  # unpacked to packed, of parts over 1 MB; real text reaches 30
PARTS_LIMIT = 4_000
CHUNK_BYTES = 1 << 16
# All that zipfile raises over a damaged package; NotImplementedError is its word for a way of packing it does not know.
BROKEN_ZIP = (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError, zlib.error)
DECLARATIONS = tuple(mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LETTER_MARKS = ("CỘNG HÒA", "CỘNG HOÀ", "ĐẢNG CỘNG SẢN", "Độc lập", "Nơi nhận", "Số:", "Số ")
PLAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OTHER_TYPES = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?|openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml"
)
SOFT_HYPHEN = "\u00ad"  # byte AD, which in TCVN3 is the letter ư
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
UNPRINTED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", FALLBACK})
CONTAINERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}smartTag", f"{W}customXml"})


def extract(data: bytes, *, name: str, tell: Callable[[int, int], None] | None = None) -> Extracted:  # noqa: ARG001 -- one step
    """The printed text. Raises DocxUnsafe for bombs, DocxDamaged for what cannot be opened, FileEmpty for a paper without text."""
    parts = check_package(data, name=name)
    try:
        document = docx.Document(io.BytesIO(as_document(data)))
        letters = Letters.of(document)
        lines = list(printed_lines(document, letters))
        notes = noted_of(document, parts)
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        KeyError,
        IndexError,
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
    ) as failure:
        raise DocxDamaged(name=name) from failure
    text = "\n".join(lines).strip("\n")
    if not text.strip():
        raise FileEmpty(name=name)
    old = sorted(letters.converted)
    if not old and (known := legacy.recognised(text)):
        old, text = [known[0]], known[1]
    return Extracted(text, notes=(*(noted("encoding", encoding=one) for one in old), *notes))


def as_document(data: bytes) -> bytes:
    """A .docm or a template under the name of a plain document: the library opens only those, and nothing of the macros is ever run."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        types = package.read("[Content_Types].xml")
        plain = OTHER_TYPES.sub(PLAIN_TYPE, types)
        if plain == types:
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
            for part in package.infolist():
                copy.writestr(part.filename, plain if part.filename == "[Content_Types].xml" else package.read(part))
        return out.getvalue()


def noted_of(document: Any, parts: list[str]) -> Iterator[Note]:
    """What to tell of it."""
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        yield noted("macros")
    if next(document.element.body.iter(f"{W}ins", f"{W}del", f"{W}moveFrom"), None) is not None:
        yield noted("tracked")
    if any(True for _ in footnotes_of(document)):
        yield noted("footnotes")


def check_package(data: bytes, *, name: str) -> list[str]:
    """Read every part once, in small bites, before anything is kept: sizes, ratios, and no DTD in any XML part. Returns the names of the parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise PasswordProtected(name=name)
            if len(parts) > PARTS_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT_BYTES:
                raise DocxUnsafe(name=name)
            unpacked = 0
            for part in parts:
                unpacked += check_part(package, part, name=name)
                if unpacked > UNPACKED_LIMIT_BYTES:
                    raise DocxUnsafe(name=name)
            return [part.filename for part in parts]
    except BROKEN_ZIP as failure:
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


def printed_lines(document: Any, letters: Letters) -> Iterator[str]:
    """Header of the first page, then the body, then the footnotes."""
    numbering = Numbering.of(document)
    section = document.sections[0] if len(document.sections) else None
    for header in (section.first_page_header, section.header) if section is not None else ():
        if not header.is_linked_to_previous:
            lines = [line for line in blocks(header._element, numbering, letters) if line.strip() and not line.strip().isdigit()]  # noqa: SLF001 python-docx offers no public walk that keeps content controls
            yield from lines
    yield from blocks(document.element.body, numbering, letters)
    for number, note in enumerate(footnotes_of(document), start=1):
        yield f"[{number}] {' '.join(' '.join(blocks(note, numbering, letters)).split())}"


def footnotes_of(document: Any) -> Iterator[Any]:
    """Notes that a person wrote; the separators are of no type of theirs."""
    part = next(
        (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/footnotes") and not rel.is_external), None
    )
    if part is not None:
        root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
        yield from (note for note in root.iter(f"{W}footnote") if note.get(f"{W}type") in (None, "normal"))


def blocks(parent: Any, numbering: Numbering, letters: Letters) -> Iterator[str]:
    """Paragraphs and tables of a container, in order, content controls opened."""
    for child in parent:
        if child.tag == f"{W}p":
            yield from paragraph_lines(child, numbering, letters)
        elif child.tag == f"{W}tbl":
            yield from table_lines(child, numbering, letters)
        elif child.tag in CONTAINERS:
            yield from blocks(child, numbering, letters)


def paragraph_lines(paragraph: Any, numbering: Numbering, letters: Letters) -> Iterator[str]:
    """One paragraph as lines (a manual break ends a line), with the number or bullet that Word prints before it; text boxes after it."""
    words = letters.joined(run_text(paragraph, letters.font_of_paragraph(paragraph), letters))
    label = numbering.label_of(paragraph) if words.strip() else ""
    yield from f"{label}{words}".split("\n")
    for box in paragraph.iter(f"{W}txbxContent"):
        if not any(ancestor.tag == FALLBACK for ancestor in box.iterancestors()):
            yield from blocks(box, numbering, letters)


def run_text(element: Any, font: str, letters: Letters) -> Iterator[tuple[str, str]]:
    """Printed characters below an element, each with its font; deleted text, field codes and text boxes are not among them."""
    for child in element:
        if child.tag == f"{W}t":
            yield font, child.text or ""
        elif child.tag == f"{W}tab":
            yield font, "\t" if element.tag == f"{W}r" else ""
        elif child.tag in (f"{W}br", f"{W}cr"):
            yield font, "\n"
        elif child.tag == f"{W}noBreakHyphen":
            yield font, "-"
        elif child.tag == f"{W}softHyphen":
            yield font, SOFT_HYPHEN if legacy.is_tcvn3(font) else ""
        elif child.tag not in UNPRINTED and child.tag not in (f"{W}txbxContent", f"{W}pPr", f"{W}rPr"):
            yield from run_text(child, letters.font_of_run(child) or font if child.tag == f"{W}r" else font, letters)


def table_lines(table: Any, numbering: Numbering, letters: Letters) -> Iterator[str]:
    """A letterhead or signature table: the left column, then the right one. Any other table: a row a line."""
    rows = [list(own(row, f"{W}tc")) for row in own(table, f"{W}tr")]
    cells = [[list(blocks(cell, numbering, letters)) for cell in row] for row in rows]
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
