"""Letters written before Unicode, and files in which encodings meet, read as what they say."""

import io
import re
import unicodedata
from pathlib import Path

import docx
import pytest

from loa.core import legacy
from loa.server.documents.intake import extract, read_file

LETTER = (Path(__file__).parents[2] / "core" / "reading" / "samples" / "cong-van-so-y-te.txt").read_text()
TO_TCVN3 = {letter: chr(byte) for byte, letter in legacy.TCVN3.items()}
TO_VNI = {letter: written for written, letter in reversed(legacy.VNI.items())}
BIG_IN_VNI = {letter: written for written, letter in legacy.VNI.items() if written.isupper() or len(written) == 1}


def in_tcvn3(text: str) -> str:
    """TCVN3 has no capitals with tones in one font: offices set them in a second font, or left them small."""
    return "".join(TO_TCVN3.get(c) or TO_TCVN3.get(c.lower(), c) for c in text)


def in_vni(text: str) -> str:
    return "".join(BIG_IN_VNI.get(c) or TO_VNI.get(c, c) for c in text)


def runs_as_docx(text: str, font: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        paragraph = document.add_paragraph()
        for at in range(0, len(line), 7):  # a word processor cuts runs anywhere, also between a letter and its mark
            paragraph.add_run(line[at : at + 7]).font.name = font
    document.save(out)
    return out.getvalue()


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_each_letter_of_vietnamese_stands_in_both_tables():
    base = "aăâeêioôơuưy"
    tones = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
    small = {unicodedata.normalize("NFC", letter + tone) for letter in base for tone in tones} - set(base[0:1]) | {"đ"}
    marked = {letter for letter in small if not letter.isascii()}
    assert len(marked) == 67
    assert marked <= set(legacy.TCVN3.values())
    assert marked | {letter.upper() for letter in marked} <= set(legacy.VNI.values())


@pytest.mark.parametrize("letter", sorted({c for c in LETTER if not c.isascii()}))
def test_each_letter_comes_back_from_vni(letter):
    assert legacy.from_vni(in_vni(letter)) in (letter, letter.translate({0x2013: "–"}))


def test_a_letter_in_tcvn3_bytes_is_read():
    read = read_file(in_tcvn3(LETTER).encode("latin-1", "replace"), name="a.txt")
    assert (read.letter.number, read.letter.date, read.letter.deadline_dates) == ("2715", "2023-09-05", ("2023-09-20",))
    assert [note.code for note in read.notes] == ["encoding"]
    assert dict(read.notes[0].facts) == {"encoding": "TCVN3"}


def test_a_letter_in_vni_bytes_is_read_letter_for_letter():
    plain = LETTER.replace("–", "-").replace("“", '"').replace("”", '"')
    read = extract(in_vni(plain).encode("latin-1"), name="a.txt")
    assert words(read.text) == words(plain)


def test_a_letter_in_windows_1258_is_read():
    pieces = []
    for letter in LETTER.replace("–", "-"):
        try:
            pieces.append(letter.encode("cp1258"))
        except UnicodeEncodeError:  # tones stand after their letter there
            whole = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in whole if mark in "\u0300\u0301\u0303\u0309\u0323")
            pieces.append(unicodedata.normalize("NFC", whole.replace(tone, "")).encode("cp1258") + tone.encode("cp1258"))
    read = extract(b"".join(pieces), name="a.txt")
    assert words(read.text) == words(LETTER)


def test_tcvn3_that_was_saved_as_unicode_is_read():
    assert read_file(in_tcvn3(LETTER).encode(), name="a.txt").letter.number == "2715"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-32"])
def test_unicode_of_every_width_is_read(encoding):
    assert words(extract(LETTER.encode(encoding), name="a.txt").text) == words(LETTER)


def test_decomposed_letters_come_out_composed():
    assert extract(unicodedata.normalize("NFD", LETTER).encode(), name="a.txt").text == unicodedata.normalize("NFC", LETTER)


def test_a_file_of_two_encodings_is_read_line_by_line():
    half = LETTER.splitlines(keepends=True)
    mixed = "".join(half[:9]).encode() + "".join(in_tcvn3(line) for line in half[9:]).encode("latin-1", "replace")
    read = read_file(mixed, name="a.txt")
    assert read.letter.issuer
    assert read.letter.deadline_dates == ("2023-09-20",)


@pytest.mark.parametrize(("font", "write"), [(".VnTime", in_tcvn3), ("VNI-Times", in_vni)])
def test_a_docx_in_fonts_of_old_encodings_is_read_by_its_fonts(font, write):
    read = read_file(runs_as_docx(write(LETTER), font), name="a.docx")
    assert (read.letter.number, read.letter.symbol, read.letter.date) == ("2715", "SYT-NVY", "2023-09-05")
    assert [note.code for note in read.notes] == ["encoding"]


def test_unicode_that_stands_in_an_old_font_is_left_alone():
    assert words(extract(runs_as_docx(LETTER, ".VnTime"), name="a.docx").text) == words(LETTER)


def test_the_capitals_of_a_capital_font_come_out_as_capitals():
    font, text = ".VnTimeH", in_tcvn3("ủy ban nhân dân xã mẫu")
    assert extract(runs_as_docx(text, font), name="a.docx").text == "ỦY BAN NHÂN DÂN XÃ MẪU"


@pytest.mark.parametrize("text", ["Müller & Söhne, Straße 12, façade", "¿Qué tal? ¡Años!", "100 µg · 50 °C ± 2 %"])
def test_other_languages_are_not_taken_for_old_vietnamese(text):
    assert legacy.recognised(text) is None
