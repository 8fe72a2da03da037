"""A page for a screen: one file, no request to anywhere, and it stops showing what no longer holds."""

import re
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template
from typing import Final

from loa.server.channels.rendering.cleaning import one_line
from loa.server.channels.rendering.codes import qr_svg
from loa.server.channels.rendering.content import Content
from loa.server.channels.rendering.dates import validity
from loa.server.channels.rendering.look import LOOKS, SAMPLE_MARK
from loa.server.channels.rendering.passages import foot

HTML: Final = "text/html; charset=utf-8"
_PAGE: Final = Path(__file__).with_name("screen.html")
_HYPHENATED: Final = re.compile(r"\b[^\W\d_]{1,12}-\d{1,4}\b")
_SHAPES: Final = {
    "circle": '<circle cx="10" cy="10" r="9"/>',
    "diamond": '<path d="M10 0 20 10 10 20 0 10Z"/>',
    "triangle": '<path d="M10 1 20 19H0Z"/>',
}


def screen_page(content: Content) -> bytes:
    """The content as a self-contained page, legible from afar on wide and upright screens and on a phone."""
    look = LOOKS[content.priority]
    page = Template(_PAGE.read_text(encoding="utf-8")).substitute(
        language=escape(content.language, quote=True),
        accent=look.colour,
        title=escape(one_line(content.title)),
        heading=_unbroken(content.title),
        mark=f'<div class="mark">{escape(SAMPLE_MARK)}</div>' if content.sample else "",
        agency=_agency(content),
        shape=f'<svg viewBox="0 0 20 20" aria-hidden="true">{_SHAPES[look.shape]}</svg>',
        word=look.word,
        campaign=_wrapped("p", content.campaign_title, css="campaign"),
        points="<ul>" + "".join(_wrapped("li", point) for point in content.points) + "</ul>" if content.points else "",
        details="<dl>" + "".join(_wrapped("dt", label) + _wrapped("dd", value) for label, value in content.details) + "</dl>"
        if content.details
        else "",
        link=_link(content.link) if content.link else "",
        again='<p><button type="button" id="again">Xem lại bản minh họa</button></p>' if content.sample else "",
        foot="".join(_wrapped("span", row) for row in foot(content)),
        validity=escape(validity(content.valid_from, content.valid_to)),
        valid_from=_moment(content.valid_from),
        valid_to=_moment(content.valid_to),
    )
    return page.encode()


def _wrapped(tag: str, text: str, *, css: str = "") -> str:
    opening = f'<{tag} class="{css}">' if css else f"<{tag}>"
    return f"{opening}{_unbroken(text)}</{tag}>" if text else ""


def _unbroken(text: str) -> str:
    """Escaped, with short words like COVID-19 kept on one line."""
    return _HYPHENATED.sub(r'<span class="word">\g<0></span>', escape(one_line(text)))


def _agency(content: Content) -> str:
    return _wrapped("span", content.parent_agency_name, css="above") + escape(one_line(content.agency_name))


def _link(address: str) -> str:
    return f'<div class="link">{qr_svg(address)}<p><strong>Quét để đọc và nghe lại</strong></p><p>{escape(address)}</p></div>'


def _moment(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
