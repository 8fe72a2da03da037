"""Typesetting: a Typst template and data in, PDF out. Data go in as JSON values, so no text is ever read as markup."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst

from loa.server.channels.errors import PageOverfull
from loa.server.channels.rendering.cleaning import one_line, printable
from loa.server.channels.rendering.codes import qr_svg
from loa.server.channels.rendering.content import Content
from loa.server.channels.rendering.coverage import drawable
from loa.server.channels.rendering.look import LOOKS, SAMPLE_MARK
from loa.server.channels.rendering.passages import foot
from loa.server.documents.fonts import FONT_DIR

# Templates may import one another inside this folder, and read nothing outside it.
_ROOT: Final = Path(__file__).resolve().parent.parent
_OVERFULL: Final = "loa-overfull"
PDF: Final = "application/pdf"
_LANGUAGE: Final = re.compile("[a-z]{2,3}")
NAMELESS: Final = "Thông báo"


def pdf(template: Path, data: dict[str, Any], *, at: datetime, paper: str) -> bytes:
    """The paper as an accessible PDF (PDF/UA-1), dated `at`, with whole fonts and a true text layer.

    Raises `PageOverfull`, naming `paper`, where the template's smallest legible size does not fit.
    """
    try:
        made = typst.compile(
            template,
            root=_ROOT,
            font_paths=[FONT_DIR],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(_titled(_printable(data)), ensure_ascii=False)},
            timestamp=int(at.timestamp()),
            pdf_standards="ua-1",
        )
    except typst.TypstError as error:
        if _OVERFULL in str(error):
            raise PageOverfull(paper=paper) from None
        raise
    return bytes(made)


def facts_of(content: Content) -> dict[str, Any]:
    """What a paper for residents may print of a content, as plain values."""
    return {
        "title": one_line(content.title),
        "points": [one_line(point) for point in content.points],
        "details": [list(row) for row in content.details],
        "foot": list(foot(content)),
        "campaign_title": one_line(content.campaign_title),
        "agency_name": one_line(content.agency_name),
        "parent_agency_name": one_line(content.parent_agency_name),
        "language": content.language if _LANGUAGE.fullmatch(content.language) else "vi",
        "look": asdict(LOOKS[content.priority]),
        "sample": SAMPLE_MARK if content.sample else "",
        "link": content.link or "",
        "qr": qr_svg(content.link) if content.link else "",
    }


def _titled(data: dict[str, Any]) -> dict[str, Any]:
    """A PDF/UA paper must have a title, also where the writer's holds no letter that the fonts can draw."""
    return data if data.get("title", NAMELESS).strip() else {**data, "title": NAMELESS}


# An address keeps its letters together; a drawing is not text.
_AS_IT_IS: Final[dict[str, Callable[[str], str]]] = {"link": drawable, "qr": str}


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _AS_IT_IS[key](item) if key in _AS_IT_IS else _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value
