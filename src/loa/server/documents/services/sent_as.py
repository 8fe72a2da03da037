"""In which shape a paper of our own goes out: the signed file that stands for it, else the paper as rendered.

Rendering takes seconds, so nobody does it while rows are locked: `shape_of` says, in the transaction, whether what was made before still holds.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from loa.server.documents.models import OfficialDocument, PrintedPaper, SignedFile
from loa.server.documents.papers import paper_from_json, to_pdf
from loa.server.documents.papers.stored import content_sha256
from loa.server.kit import files


def pdf_of(document: OfficialDocument) -> bytes:
    """The PDF that receivers get. Raises FileGone where the store lost a signed file: the unsigned paper never takes its place in silence."""
    signed = signed_file_of(document)
    return files.read(signed.file_sha256) if signed else rendered_pdf(document)


def rendered_pdf(document: OfficialDocument) -> bytes:
    """The paper as Loa prints it, with the number of the office's book: made once, so that every receiver has the same bytes."""
    key = _print_key(document)
    made = PrintedPaper.objects.filter(pk=key).first()
    if made is not None and files.path_of(made.file_sha256).exists():
        return files.read(made.file_sha256)
    data = to_pdf(replace(paper_from_json(document.content), number=document.office_number))
    PrintedPaper.objects.update_or_create(key=key, defaults={"file_sha256": files.keep(data)})
    return data


def shape_of(document: OfficialDocument) -> str:
    """What `pdf_of` gives, by its hash or by what it is made of: while this stays the same, so does the PDF."""
    signed = signed_file_of(document)
    return signed.file_sha256 if signed else _print_key(document)


def _print_key(document: OfficialDocument) -> str:
    return hashlib.sha256(f"{content_sha256(document.content)} {document.office_number}".encode()).hexdigest()


def signed_file_of(document: OfficialDocument) -> SignedFile | None:
    """The latest signed file that stands for the paper as it is now: of this content, and with its number on it. None where there is none."""
    if not document.office_number:
        return None
    content = content_fixed(document.content)
    kept = document.signed_files.filter(content_sha256=content).order_by("-taken_at", "-pk")
    day = printed_day(document)
    return next((one for one in kept if _bears(one, document.office_number, day)), None)


def _bears(one: SignedFile, number: str, day: str) -> bool:
    """Number and day of the paper, or those that a person accepted; a signed file on which they were left blank does not go out."""
    accepted = any(code == "day_differs" for code, _facts in one.doubts)
    return (one.number is None or same_number(one.number, number)) and (not day or one.day in (None, day) or accepted)


def printed_day(document: OfficialDocument) -> str:
    """The day that the paper itself bears (d/m/yyyy); "" while it is left blank."""
    printed = document.content.get("signed_on")
    if not printed:
        return ""
    day = date.fromisoformat(printed)
    return f"{day.day}/{day.month}/{day.year}"


def content_fixed(content: Mapping[str, Any]) -> str:
    """The hash of what a paper says; its day may still be filled in."""
    return content_sha256({**content, "signed_on": None})


def number_key(number: str) -> str:
    """A number as it is compared: written 05 on the paper and 5 in the book."""
    return number.strip().lstrip("0").casefold() or "0"


def same_number(one: str, other: str) -> bool:
    """Whether both are one number of the book; a number left blank is none."""
    return bool(one.strip()) == bool(other.strip()) and number_key(one) == number_key(other)
