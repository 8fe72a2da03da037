"""One paper laid out the many ways the world prints, copies, scans and pastes it; what it says stays the same."""

import re
import textwrap
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest

STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
PARTY = ("ĐẢNG CỘNG SẢN VIỆT NAM",)
WIDTH = 88


@dataclass(frozen=True)
class Paper:
    """What a paper says, apart from how it is laid out."""

    offices: tuple[str, ...]
    issuer: str
    number: str
    symbol: str
    place: str
    day: tuple[int, int, int]
    subject: str
    body: tuple[str, ...]
    copies: tuple[tuple[str, str | None], ...]
    archive: str
    capacity: tuple[str, ...]
    position: str | None
    signer: str
    kind: str = "Công văn"
    addressed: tuple[str, ...] = ()
    greeting: str = "Kính gửi:"
    nation: tuple[str, ...] = STATE
    basis: tuple[str, ...] = ()
    deadlines: tuple[str, ...] = ()

    @property
    def joined(self) -> str:
        """The number as printed: Party papers join it with a hyphen."""
        return f"{self.number}-{self.symbol}" if self.nation is PARTY else f"{self.number}/{self.symbol}"

    @property
    def dated(self) -> str:
        """Place and date as printed."""
        day, month, year = self.day
        return f"{self.place}, ngày {day:02d} tháng {month:02d} năm {year}"

    @property
    def signing(self) -> tuple[str, ...]:
        """The lines above the name."""
        return (*self.capacity, *((self.position,) if self.position else ()))


def beside(left: list[str], right: list[str], *, gap: int = 46) -> list[str]:
    """Two columns, set apart by blanks."""
    return [f"{a:<{gap}}{b}".rstrip() if len(a) < gap - 3 else f"{a}    {b}".rstrip() for a, b in zip_longest(left, right, fillvalue="")]


def about(paper: Paper) -> list[str]:
    """The V/v lines of a công văn."""
    return textwrap.wrap(f"V/v {paper.subject}", 38) if paper.kind == "Công văn" else []


def left_of(paper: Paper, number: str) -> list[str]:
    """The left column of the head."""
    return [*paper.offices, "-------", number, *about(paper)]


def right_of(paper: Paper, dated: str) -> list[str]:
    """The right column; the date stands beside the number."""
    fill = [""] * max(0, len(paper.offices) + 1 - len(paper.nation) - 1)
    return [*paper.nation, "---------------", *fill, dated]


HEADS: dict[str, Callable[[Paper, str, str], list[str]]] = {
    "side by side": lambda p, n, d: beside(left_of(p, n), right_of(p, d)),
    "side by side, indented": lambda p, n, d: ["   " + line for line in beside(left_of(p, n), right_of(p, d), gap=52)],
    "left then right": lambda p, n, d: [*p.offices, n, *about(p), "", *p.nation, "-----", d],
    "right then left": lambda p, n, d: [*p.nation, "-----", d, "", *p.offices, "-----", n, *about(p)],
    "nation, offices, number, date": lambda p, n, d: [*p.nation, "", *p.offices, "", n, *about(p), "", d],
    "offices, nation, number, date": lambda p, n, d: [*p.offices, *p.nation, n, d, *about(p)],
    "interleaved, all at the left": lambda p, n, d: [
        line for pair in zip_longest(left_of(p, n), right_of(p, d), fillvalue="") for line in (*pair, "") if line
    ],
    "interleaved with blanks": lambda p, n, d: [
        line for pair in zip_longest(left_of(p, n), right_of(p, d), fillvalue="") for line in pair if line for line in (line, "")
    ],
    "tabs": lambda p, n, d: [f"{a}\t\t{b}".rstrip() for a, b in zip_longest(left_of(p, n), right_of(p, d), fillvalue="")],
    "one tab": lambda p, n, d: [f"{a}\t{b}".rstrip() for a, b in zip_longest(left_of(p, n), right_of(p, d), fillvalue="")],
    "bars": lambda p, n, d: [f"| {a} | {b} |" for a, b in zip_longest(left_of(p, n), right_of(p, d), fillvalue="")],
    "one bar between": lambda p, n, d: [f"{a} | {b}" for a, b in zip_longest(left_of(p, n), right_of(p, d), fillvalue="")],
    "rows of a table": lambda p, n, d: [
        f"| {' '.join(p.offices)} ------- | {' '.join(p.nation)} --------------- |",
        f"| {' '.join((n, *about(p)))} | {d} |",
    ],
    "centred in one column": lambda p, n, d: [line.center(WIDTH).rstrip() for line in (*p.nation, "", *p.offices, n, *about(p), d)],
}

NUMBERS: dict[str, Callable[[Paper], str]] = {
    "Số: 12/AB": lambda p: f"Số: {p.joined}",
    "Số :12/AB": lambda p: f"Số :{p.joined}",
    "Số 12/AB": lambda p: f"Số {p.joined}",
    "Số:12/AB": lambda p: f"Số:{p.joined}",
    "Sô: 12/AB": lambda p: f"Sô: {p.joined}",
    "Số:  12 /AB": lambda p: f"Số:   {p.number} {p.joined[len(p.number) :]}",
    "Số: 12 / AB": lambda p: f"Số: {p.number} {p.joined[len(p.number)]} {p.symbol}",
    "SỐ: 12/AB": lambda p: f"SỐ: {p.joined}",
    "Số; 12/AB": lambda p: f"Số; {p.joined}",
    "Số. 12/AB": lambda p: f"Số. {p.joined}",
}

DATES: dict[str, Callable[[Paper], str]] = {
    "ngày 05 tháng 08 năm 2021": lambda p: p.dated,
    "with dots": lambda p: re.sub(r"(\d+)", r"...\1...", p.dated) if not re.search(r"\d", p.place) else p.dated,
    "28/7/2021": lambda p: f"{p.place}, {p.day[0]}/{p.day[1]}/{p.day[2]}",
    "ngày 28/7/2021": lambda p: f"{p.place}, ngày {p.day[0]}/{p.day[1]}/{p.day[2]}",
    "no comma": lambda p: p.dated.replace(",", ""),
    "Ngày": lambda p: p.dated.replace("ngày", "Ngày"),
    "wide blanks": lambda p: re.sub(r"(\d+)", r"  \1  ", p.dated) if not re.search(r"\d", p.place) else p.dated,
    "in small figures": lambda p: f"{p.place}, ngày {p.day[0]} tháng {p.day[1]} năm {p.day[2]}",
    "28-7-2021": lambda p: f"{p.place}, ngày {p.day[0]:02d}-{p.day[1]:02d}-{p.day[2]}",
    "28.7.2021": lambda p: f"{p.place}, ngày {p.day[0]:02d}.{p.day[1]:02d}.{p.day[2]}",
}


def spaced(words: str) -> str:
    """Set with a blank between letters."""
    return "  ".join(" ".join(word) for word in words.split())


TITLES: dict[str, Callable[[Paper], list[str]]] = {
    "in the middle": lambda p: [
        "",
        p.kind.upper().center(WIDTH).rstrip(),
        p.subject.center(WIDTH).rstrip(),
        "-----".center(WIDTH).rstrip(),
        "",
    ],
    "at the left": lambda p: [p.kind.upper(), p.subject],
    "spaced": lambda p: ["", spaced(p.kind.upper()), p.subject, ""],
    "spaced widely": lambda p: ["", "   " + spaced(p.kind.upper()), "", p.subject, ""],
    "Về việc": lambda p: ["", p.kind.upper(), f"Về việc {p.subject}", ""],
    "V/v": lambda p: ["", p.kind.upper(), f"V/v {p.subject}", ""],
    "in brackets": lambda p: ["", p.kind.upper(), f"(V/v {p.subject})", ""],
    "Về việc in brackets": lambda p: ["", p.kind.upper(), f"(Về việc {p.subject})", ""],
    "starred": lambda p: ["", f"**{p.kind.upper()}**", p.subject, "***", ""],
    "in capitals": lambda p: ["", p.kind.upper(), *textwrap.wrap(p.subject.upper(), 60), ""],
    "title with a stop": lambda p: ["", f"{p.kind.upper()}:", *textwrap.wrap(p.subject, 60), ""],
    "broken": lambda p: ["", p.kind.upper(), *textwrap.wrap(p.subject, 40), "-----------", ""],
}


def listed(paper: Paper, mark: str, *, end: str = ";") -> list[str]:
    """The addressees below each other."""
    marks = [mark.replace("1", str(at)) for at in range(1, len(paper.addressed) + 1)]
    ends = [*([end] * (len(paper.addressed) - 1)), "." if end else ""]
    return [paper.greeting, *(f"{mark}{name}{stop}" for mark, name, stop in zip(marks, paper.addressed, ends, strict=True))]


ADDRESSES: dict[str, Callable[[Paper], list[str]]] = {
    "dashes": lambda p: ["", *listed(p, "- "), ""],
    "dashes, far right": lambda p: ["", "      " + p.greeting, *("            " + line for line in listed(p, "- ")[1:]), ""],
    "dashes without a blank": lambda p: ["", *listed(p, "-"), ""],
    "plus": lambda p: ["", *listed(p, "+ "), ""],
    "dots": lambda p: ["", *listed(p, "• "), ""],
    "stars": lambda p: ["", *listed(p, "* "), ""],
    "long dashes": lambda p: ["", *listed(p, "– "), ""],
    "numbered": lambda p: ["", *listed(p, "1. "), ""],
    "numbered with brackets": lambda p: ["", *listed(p, "1) "), ""],
    "no marks": lambda p: ["", *listed(p, ""), ""],
    "no end marks": lambda p: ["", *listed(p, "- ", end=""), ""],
    "commas at the ends": lambda p: ["", *listed(p, "- ", end=","), ""],
    "on one line": lambda p: ["", f"{p.greeting} {'; '.join(p.addressed)}.", ""],
    "on one line, no stop": lambda p: ["", f"{p.greeting} {'; '.join(p.addressed)}", ""],
    "first beside the greeting": lambda p: [
        "",
        f"{p.greeting} {listed(p, '- ')[1]}",
        *(" " * 10 + line for line in listed(p, "- ")[2:]),
        "",
    ],
    "first beside, no marks": lambda p: ["", f"{p.greeting} {listed(p, '')[1]}", *(" " * 10 + line for line in listed(p, "")[2:]), ""],
    "no blank below": lambda p: listed(p, "- "),
    "a blank below each": lambda p: [line for one in listed(p, "- ") for line in (one, "")],
    "Kính gửi :": lambda p: ["", p.greeting.replace(":", " :"), *listed(p, "- ")[1:], ""],
}


def copied(paper: Paper, *, same: bool = True) -> list[str]:
    """The lines of Nơi nhận."""
    first = ["- Như trên;"] if same and paper.addressed else []
    return [
        "Nơi nhận:",
        *first,
        *(f"- {name}{f' ({purpose})' if purpose else ''};" for name, purpose in paper.copies),
        f"- Lưu: {paper.archive}.",
    ]


def signed(paper: Paper, *between: str) -> list[str]:
    """The signature column."""
    return [*paper.signing, *between, paper.signer]


def on_one_line(paper: Paper) -> str:
    """Nơi nhận in one line."""
    return " ".join(line.removeprefix("- ") for line in copied(paper))


TAILS: dict[str, Callable[[Paper], list[str]]] = {
    "side by side": lambda p: beside(copied(p), signed(p, "", "", "")),
    "side by side, signature far right": lambda p: beside(copied(p), signed(p, "", ""), gap=70),
    "signature, then copies": lambda p: ["", *signed(p, "", ""), "", *copied(p)],
    "signature far right, then copies": lambda p: ["", *(" " * 50 + line for line in signed(p, "", "")), "", *copied(p)],
    "copies, then signature": lambda p: ["", *copied(p), "", *signed(p, "", "")],
    "copies, then signature at once": lambda p: [*copied(p), *signed(p)],
    "copies, then signature far right": lambda p: ["", *copied(p), "", *(" " * 50 + line for line in signed(p, "", ""))],
    "interleaved": lambda p: [line for pair in zip_longest(copied(p), signed(p, "", ""), fillvalue="") for line in pair if line],
    "tabs": lambda p: [f"{a}\t\t{b}".rstrip() for a, b in zip_longest(copied(p), signed(p, "", ""), fillvalue="")],
    "bars": lambda p: [f"| {a} | {b} |" for a, b in zip_longest(copied(p), signed(p, "", ""), fillvalue="")],
    "row of a table": lambda p: [f"| {' '.join(copied(p))} | {' '.join(signed(p))} |"],
    "copies on one line": lambda p: ["", *signed(p, "", ""), "", on_one_line(p)],
    "copies on one line first": lambda p: ["", on_one_line(p), "", *signed(p, "", "")],
    "signed": lambda p: beside(copied(p), signed(p, "", "(Đã ký)", "")),
    "signed, no brackets": lambda p: beside(copied(p), signed(p, "Đã ký")),
    "signed and sealed": lambda p: beside(copied(p), signed(p, "(Ký, đóng dấu)", "")),
    "signed by figures": lambda p: beside(copied(p), signed(p, "(Đã ký số)", "")),
    "name in capitals": lambda p: beside(copied(p), [*p.signing, "", "", p.signer.upper()]),
    "name beside the position": lambda p: ["", *p.signing[:-1], f"{p.signing[-1]} {p.signer}", "", *copied(p)],
    "name beside the position, wide": lambda p: ["", *p.signing[:-1], f"{p.signing[-1]}      {p.signer}", "", *copied(p)],
    "stars": lambda p: beside([line.replace("- ", "* ", 1) for line in copied(p)], signed(p, "", "")),
    "plus": lambda p: beside([line.replace("- ", "+ ", 1) for line in copied(p)], signed(p, "", "")),
    "no marks": lambda p: ["", *signed(p, ""), "", *(line.removeprefix("- ") for line in copied(p))],
    "Lưu without colon": lambda p: beside([line.replace("Lưu:", "Lưu") for line in copied(p)], signed(p, "", "")),
    "Nơi nhận :": lambda p: beside([line.replace("Nơi nhận:", "Nơi nhận :") for line in copied(p)], signed(p, "", "")),
    "Nơi nhận": lambda p: beside([line.replace("Nơi nhận:", "Nơi nhận") for line in copied(p)], signed(p, "", "")),
    "NƠI NHẬN:": lambda p: beside([line.replace("Nơi nhận:", "NƠI NHẬN:") for line in copied(p)], signed(p, "", "")),
    "first copy beside Nơi nhận": lambda p: ["", *signed(p, ""), "", " ".join(copied(p)[:2]), *copied(p)[2:]],
}


def wrapped(body: tuple[str, ...], width: int) -> list[str]:
    """Paragraphs broken at a width, in the middle of dates and names too."""
    return [line for words in body for line in (*textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False), "")]


def unwrapped(body: tuple[str, ...]) -> list[str]:
    """A paragraph a line."""
    return list(body)


BODIES: dict[str, Callable[[Paper], list[str]]] = {
    "a paragraph a line": lambda p: unwrapped(p.body),
    **{f"broken at {width}": (lambda p, width=width: wrapped(p.body, width)) for width in (60, 67, 72, 80, 96, 110)},
    "broken, no blanks between": lambda p: [line for line in wrapped(p.body, 76) if line],
    "indented": lambda p: [("        " if first else "") + line for words in p.body for first, line in _firsts(textwrap.wrap(words, 80))],
}


def _firsts(lines: list[str]) -> list[tuple[bool, str]]:
    """Each line, and whether it is the first of its paragraph."""
    return [(at == 0, line) for at, line in enumerate(lines)]


def page_numbers(text: str) -> str:
    """A number at the foot of each page of thirty lines."""
    lines = text.split("\n")
    return "\n".join(f"{line}\n\n{' ' * 40}{at // 30 + 1}\n" if at % 30 == 29 else line for at, line in enumerate(lines))


STAMP = "Người ký: VĂN PHÒNG\nEmail: vanthu@mau.example\nCơ quan: {issuer}\nThời gian ký: 05.08.2021 16:21:05 +07:00\n\n"

WHOLES: dict[str, Callable[[Paper, str], str]] = {
    "as it is": lambda p, t: t,
    "decomposed": lambda p, t: unicodedata.normalize("NFD", t),
    "hard blanks": lambda p, t: t.replace(" ", "\u00a0"),
    "soft hyphens": lambda p, t: re.sub(r"(?<=[^\W\d_]{2})(?=[^\W\d_]{2})", "\u00ad", t),
    "blank lines dropped": lambda p, t: re.sub(r"\n\s*\n+", "\n", t),
    "lines doubled": lambda p, t: t.replace("\n", "\n\n"),
    "Windows line ends": lambda p, t: t.replace("\n", "\r\n"),
    "blanks at line ends": lambda p, t: t.replace("\n", "   \n"),
    "page numbers": lambda p, t: page_numbers(t),
    "signature stamp first": lambda p, t: STAMP.format(issuer=p.issuer) + t,
    "indented": lambda p, t: textwrap.indent(t, "      "),
    "zero width": lambda p, t: re.sub(r"(?<=\w)(?= )", "\u200b", t),
    "byte order mark": lambda p, t: "\ufeff" + t,
    "curly quotes": lambda p, t: re.sub(r'"([^"]*)"', "“\\1”", t),
}

ENDS: dict[str, str] = {"./.": "./.", "/.": "/.", ".": ".", "././": "././.", " ./.": " ./."}

AXES = {
    "head": HEADS,
    "number": NUMBERS,
    "dated": DATES,
    "title": TITLES,
    "address": ADDRESSES,
    "tail": TAILS,
    "body": BODIES,
    "end": ENDS,
    "whole": WHOLES,
}


def laid_out(paper: Paper, **chosen: str) -> str:
    """The paper in the layout whose axes are named; what is not named stands as the decree has it."""
    of = {axis: ways[chosen.get(axis, next(iter(ways)))] for axis, ways in AXES.items()}
    ended = (*paper.body[:-1], paper.body[-1].rstrip(".") + of["end"])
    body = Paper(**{**{f: getattr(paper, f) for f in paper.__dataclass_fields__}, "body": ended})
    lines = [
        *of["head"](paper, of["number"](paper), of["dated"](paper)),
        *(of["title"](paper) if paper.kind != "Công văn" else []),
        *(of["address"](paper) if paper.addressed else []),
        *of["body"](body),
        "",
        *of["tail"](paper),
    ]
    return of["whole"](paper, "\n".join(lines) + "\n")
