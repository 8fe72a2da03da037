"""In which font each run of a DOCX stands: the fonts of TCVN3 and VNI say which letters their characters are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from loa.core import legacy

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEEPEST: Final = 12  # styles based on styles


@dataclass(slots=True)
class Letters:
    """Fonts by style, and which old encodings were met."""

    usual: str = ""
    styles: dict[str, tuple[str, str]] = field(default_factory=dict)  # id -> font, style it is based on
    paragraph_style: str = ""
    converted: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, document: Any) -> "Letters":
        """From the styles of a document."""
        root = document.styles.element
        found = cls(usual=_font(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")))
        for style in root.findall(f"{W}style"):
            based = style.find(f"{W}basedOn")
            found.styles[style.get(f"{W}styleId") or ""] = (
                _font(style.find(f"{W}rPr")),
                "" if based is None else based.get(f"{W}val") or "",
            )
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                found.paragraph_style = style.get(f"{W}styleId") or ""
        return found

    def font_of_paragraph(self, paragraph: Any) -> str:
        """What its runs are printed in where they say nothing."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return self._of_style(self.paragraph_style if style is None else style.get(f"{W}val") or "") or self.usual

    def font_of_run(self, run: Any) -> str:
        """What the run itself says, or its character style; "" where it says nothing."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return ""
        style = properties.find(f"{W}rStyle")
        return _font(properties) or ("" if style is None else self._of_style(style.get(f"{W}val") or ""))

    def joined(self, runs: Iterable[tuple[str, str]]) -> str:
        """The text of runs, old letters put right; neighbours of one font together, since VNI writes a letter in two characters."""
        said = []
        for font, group in groupby(runs, key=lambda run: run[0]):
            text = "".join(part for _font_name, part in group)
            table = legacy.by_font(font)
            if table and not legacy.is_unicode(text):
                if not text.isascii():
                    self.converted.add(table[0])
                text = table[1](text)
            said.append(text)
        return "".join(said)

    def _of_style(self, name: str) -> str:
        for _step in range(DEEPEST):
            font, based = self.styles.get(name, ("", ""))
            if font or not based:
                return font
            name = based
        return ""


def _font(properties: Any) -> str:
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    return "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""
