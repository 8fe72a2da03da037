"""What an official paper says, as frozen values: the renderers beside this file turn one `Paper` into DOCX and PDF.

Layout terms and order of the elements: Phụ lục I of Nghị định 30/2020/NĐ-CP.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from loa.core.folding import nfc
from loa.core.stamps import Security, Urgency
from loa.server.documents.papers.kinds import KINDS, Circulation, House, PaperKind

# The mark of a paper whose figures come from a simulated week, printed on every page.
ILLUSTRATION: Final = "BẢN MINH HỌA"

_CONCERNING: Final = re.compile(r"^\s*(?:V/v|Về việc)\s*:?\s*", re.IGNORECASE)
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """NFC without the characters that no page and no XML part can hold."""
    return nfc(_UNPRINTABLE.sub("", text))


def capitals(text: str) -> str:
    """Capitals written as capital characters, never as formatting: a search or a copy finds what the eye reads."""
    return clean(text).upper()


def hard_spaced(text: str) -> str:
    """Blanks left for the pen stay as wide as they are written: two spaces and more become hard ones."""
    return clean(text).replace("  ", "\u00a0\u00a0")


def two_digits(number: int | str) -> str:
    """A number below 10 carries a leading 0, in the number of a paper and in the day of its date."""
    text = str(number).strip()
    return text.zfill(2) if text.isdigit() else text


@dataclass(frozen=True)
class Heading:
    """A heading (mục): "I. CÔNG TÁC CHỈ ĐẠO" at level 1, "1. Kết quả" at level 2."""

    number: str
    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body, justified, its first line indented."""

    text: str
    italic: bool = False


@dataclass(frozen=True)
class Numbered:
    """A point (khoản "1.", điểm "a)") or a dash: the sign stands at the first-line indent."""

    number: str
    text: str


@dataclass(frozen=True)
class Column:
    """A column of a table. `share` is its part of the width, relative to the others."""

    title: str
    share: float = 1.0
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True)
class Table:
    """A table with ruled cells; its header repeats on each page. `totals` rows are bold; `notes` stand under it."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()
    size_pt: float = 11


def heading_text(heading: Heading) -> str:
    """Headings of the first level stand in capitals."""
    return capitals(heading.text) if heading.level == 1 else clean(heading.text)


@dataclass(frozen=True)
class Division:
    """Phần, Chương, Mục, Tiểu mục: "Chương I" on a line of its own, its title below in capitals, both centred and bold."""

    level: Literal["phan", "chuong", "muc", "tieu_muc"]
    number: str
    title: str = ""


@dataclass(frozen=True)
class Article:
    """Điều: "Điều 1." bold with its title, if it has one; the text follows on the same line where there is no title."""

    number: str
    title: str = ""
    text: str = ""


DIVISION_WORDS: Final[dict[str, str]] = {"phan": "Phần", "chuong": "Chương", "muc": "Mục", "tieu_muc": "Tiểu mục"}


Block = Heading | Paragraph | Numbered | Table | Division | Article


@dataclass(frozen=True)
class Signature:
    """The signature block (thể thức ký): authority lines such as "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", then the name."""

    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True)
class Annex:
    """An annex (phụ lục) on pages of its own; a wide one lies across (landscape)."""

    number: str
    title: str
    body: tuple[Block, ...]
    wide: bool = False


@dataclass(frozen=True)
class CoIssuer:
    """An agency that issues a joint paper (văn bản liên tịch) together with the one that leads, and its own signature."""

    agency: str
    signature: Signature


@dataclass(frozen=True)
class Paper:
    """One official paper. `number` empty leaves room for văn thư; `signed_on` None leaves the day and month blank.

    `symbol` is what follows the number: "UBND-VHTT" for a công văn, "BC-STTTT" for a named type, "HD/BTGTU" for a Party paper.
    `authority` is who ordains in a quyết định ("Chủ tịch Ủy ban nhân dân phường …"), wires in a công điện, invites in a giấy mời.
    `draft` is printed in a frame ("DỰ THẢO LẦN 2"). `contact` is the line of address, telephone and e-mail at the foot of page 1.
    """

    kind: PaperKind
    issuing_agency: str
    symbol: str
    place: str
    subject: str
    signature: Signature
    superior_agency: str = ""
    number: str = ""
    signed_on: date | None = None
    year: int | None = None
    addressed_to: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    recipients: tuple[str, ...] = ()
    archive: str = "VT"
    mark: str = ""
    mark_why: str = ""
    annexes: tuple[Annex, ...] = ()
    house: House = House.STATE
    authority: str = ""
    urgency: Urgency = Urgency.NONE
    security: Security = Security.NONE
    circulation: Circulation = Circulation.NONE
    draft: str = ""
    drafter: str = ""
    copies: int | None = None
    contact: str = ""
    joint: tuple[CoIssuer, ...] = ()

    @property
    def is_party(self) -> bool:
        """Party papers have a head of their own, and write their number without a colon."""
        return self.house is House.PARTY

    @property
    def number_line(self) -> str:
        """ "Số: 07/BC-STTTT", "Số 37-HD/BTGTU" for the Party; blanks while văn thư has not given the number."""
        return f"{'Số' if self.is_party else 'Số:'} {self._reference}"

    @property
    def _reference(self) -> str:
        return f"{two_digits(self.number) if self.number else '     '}{'-' if self.is_party else '/'}{self.symbol}"

    @property
    def who_acts(self) -> str:
        """Who ordains, wires or invites: the authority where it is named, else the agency."""
        return self.authority or self.issuing_agency

    @property
    def addressing(self) -> str:
        """The words before the names of those addressed: "Kính gửi:", "… trân trọng kính mời:"."""
        return KINDS[self.kind].lead.format(who=self.who_acts)

    @property
    def drafter_line(self) -> str:
        """The drafter's code and how many copies are issued: "NTA.50"."""
        return ".".join(part for part in (capitals(self.drafter).strip(), str(self.copies or "")) if part)

    @property
    def day_words(self) -> str:
        """ "ngày 08 tháng 8 năm 2021"; the day and the month stay blank until the paper is signed."""
        if self.signed_on is None:
            return f"ngày      tháng      năm {self.year or '      '}"
        month = two_digits(self.signed_on.month) if self.signed_on.month <= 2 else str(self.signed_on.month)
        return f"ngày {two_digits(self.signed_on.day)} tháng {month} năm {self.signed_on.year}"

    @property
    def date_line(self) -> str:
        """Place and day, on the line of the number."""
        return f"{self.place}, {self.day_words}"

    @property
    def concerning(self) -> str:
        """The subject of a công văn after its "V/v", whatever the author began it with."""
        return _CONCERNING.sub("", self.subject)

    @property
    def recipient_lines(self) -> tuple[str, ...]:
        """ "Nơi nhận" as it is written: "- Như trên;" … "- Lưu: VT, BCXBTT."."""
        listed = tuple(f"- {_bare(name)};" for name in self.recipients)
        return (*listed, f"- Lưu: {_bare(self.archive)}.")

    @property
    def addressee_lines(self) -> tuple[str, ...]:
        """Several addressees, one a line: "- … ;", the last with a full stop."""
        ends = [";"] * (len(self.addressed_to) - 1) + ["."]
        return tuple(f"- {_bare(name)}{end}" for name, end in zip(self.addressed_to, ends, strict=True)) if self.addressed_to else ()

    @property
    def base_lines(self) -> tuple[str, ...]:
        """Legal bases (căn cứ): each ends with ";", the last with "."."""
        ends = [";"] * (len(self.bases) - 1) + ["."]
        return tuple(f"{_bare(base)}{end}" for base, end in zip(self.bases, ends, strict=True)) if self.bases else ()

    @property
    def annex_reference(self) -> str:
        """The line under an annex's title that ties it to its paper."""
        return f"(Kèm theo {self.kind.vi} số {self._reference} {self.day_words} của {self.issuing_agency})"


def _bare(text: str) -> str:
    """Without the sign that the layout itself sets at the end, or the dash at the start."""
    return text.strip().removeprefix("- ").rstrip(" .;,/")
