"""Letters written before Unicode, and files in which encodings meet, read as what they say."""

import io
import re
import subprocess
import unicodedata
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.run import Run

from loa.core import legacy
from loa.server.documents.intake import extract, old_word, read_file

from . import made_pages

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


def our_letter_in(encoding: str) -> bytes:
    """The letter of our own pages with its letterhead, set in fonts of old encodings; TCVN3 sets capitals in a font of their own."""
    document, out = docx.Document(io.BytesIO(made_pages.docx())), io.BytesIO()
    for element in document.element.body.iter(qn("w:r")):
        run = Run(element, document)
        said = run.text
        if not said.strip():
            continue
        if encoding == "VNI":
            run.font.name, run.text = "VNI-Times", in_vni(said)
        else:
            capitals = said.isupper()
            run.font.name, run.text = ".VnTimeH" if capitals else ".VnTime", in_tcvn3(said.lower() if capitals else said)
    document.save(out)
    return out.getvalue()


FIELDS = ("number", "symbol", "date", "place", "issuer", "subject", "recipients", "cc", "archive", "signer", "position", "deadline_dates")


@pytest.mark.heavy
@pytest.mark.skipif(old_word.converter() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])
@pytest.mark.parametrize(("ending", "written"), [("doc", "doc:MS Word 97"), ("rtf", "rtf:Rich Text Format")])
def test_an_old_word_file_in_old_fonts_reads_like_its_twin_of_today(encoding, ending, written, tmp_path):
    (tmp_path / "cu.docx").write_bytes(our_letter_in(encoding))
    own = f"-env:UserInstallation=file://{tmp_path}/office"
    asked = [old_word.converter(), own, "--headless", "--convert-to", written, "--outdir", str(tmp_path), str(tmp_path / "cu.docx")]
    subprocess.run(asked, check=True, capture_output=True, timeout=120)
    read, twin = read_file((tmp_path / f"cu.{ending}").read_bytes(), name=f"cu.{ending}"), read_file(made_pages.docx(), name="a")
    assert (read.format, [note.code for note in read.notes]) == (ending, ["converted", "encoding"])
    assert {field: getattr(read.letter, field) for field in FIELDS} == {field: getattr(twin.letter, field) for field in FIELDS}
    assert read.text.lower().split() == twin.text.lower().split()  # TCVN3 has no capital Ủ


def test_a_soft_hyphen_is_a_letter_in_tcvn3_alone():
    for font, read in ((".VnTime", "Như"), ("Arial", "Nh")):
        document, out = docx.Document(), io.BytesIO()
        run = document.add_paragraph().add_run("Nh")
        run.font.name = font
        run._r.append(run._r.makeelement(qn("w:softHyphen"), {}))
        document.save(out)
        assert extract(out.getvalue(), name="a").text == read


def pdf_in_font(font: str, *lines: str) -> bytes:
    """A page as printers of PDF wrote it from old fonts: the bytes as they are, called WinAnsi."""
    said = " ".join("({}) Tj T*".format(line.replace("(", "\\(").replace(")", "\\)")) for line in lines)
    shown = f"BT /F1 14 Tf 16 TL 50 700 Td {said} ET".encode("latin-1")
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
        f"<< /Type /Font /Subtype /TrueType /BaseFont /{font} /Encoding /WinAnsiEncoding >>".encode(),
    ]
    whole = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, body) for number, body in enumerate(bodies, start=1))
    return b"%PDF-1.4\n" + whole + b"trailer << /Size 6 /Root 1 0 R >>\n%%EOF"


@pytest.mark.parametrize("font", ["ABCDEF+.VnTime", "ABCDEF+Times"])
def test_the_letter_that_a_pdf_takes_for_a_hyphen_is_read_also_at_the_end_of_a_line(font):
    lines = (
        "Như trên, về việc tăng cường gửi thư",
        "trong trường học và phòng, chống bệnh như",
        "Số: 12/BC-UBND của thành phố kính gửi các sở",
    )
    read = extract(pdf_in_font(font, *map(in_tcvn3, lines)), name="a.pdf")
    assert read.text.split() == " ".join(lines).split()
    assert [note.code for note in read.notes] == ["encoding"]


@pytest.mark.parametrize(("lost", "found"), [
    ("h-ớng dẫn ng-ời d-ới đ-ợc tr-a -u tiên", "hướng dẫn người dưới được trưa ưu tiên"),
    ("TR-ỜNG, L-U: VT; T- vấn", "TRƯỜNG, LƯU: VT; Tư vấn"),
    ("12/BYT-DP, 37-HD/BTG, COVID-19, 7-8, A-B, Hà Nội-Huế, - Các sở;", "12/BYT-DP, 37-HD/BTG, COVID-19, 7-8, A-B, Hà Nội-Huế, - Các sở;"),
])  # fmt: skip
def test_a_hyphen_inside_a_syllable_is_the_lost_letter_and_any_other_stays(lost, found):
    assert legacy.with_lost_hooks(lost) == found


def test_every_word_of_a_hundred_papers_gets_its_lost_letter_back():
    kept = (Path(__file__).parents[2] / "core" / "reading").glob("*/*.txt")
    words = {word for file in kept for word in re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", file.read_text())) if "ư" in word[1:]}
    small = {word for word in words if word[1:].islower()} - {"Avương"}  # a river; no syllable
    assert len(small) > 80
    assert {word: legacy.with_lost_hooks(word.replace("ư", "-")) for word in small} == {word: word for word in small}
