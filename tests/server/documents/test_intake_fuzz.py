"""Whatever bytes come: text, or a refusal with a sentence. Never an error of the program, never without end."""

import io
import time
import zipfile

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loa.core.errors import LoaError
from loa.server.documents.intake import extract
from loa.server.documents.intake.lines import text_of
from loa.server.documents.leafing.leaves import WHOLE, Leaf, Word

from . import made_pages

MOST_SECONDS = 20
HEADS = (
    b"",
    b"%PDF-1.4\n",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0",
    b"II*\x00",
    b"GIF89a",
    b"BM",
    b"RIFF0000WEBP",
    b"PK\x03\x04word/",
    b"\xff\xfe",
)


def told(data: bytes) -> None:
    """Read, or refused in words, in bounded time."""
    began, said = time.monotonic(), ""
    try:
        said = extract(data, name="tep").text
    except LoaError as refusal:
        said = refusal.say()
    assert said.strip()
    assert time.monotonic() - began < MOST_SECONDS


def plain_docx() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("Kính gửi: Ủy ban nhân dân các xã", style="List Number")
    document.add_table(rows=2, cols=2).cell(0, 0).text = "Nơi nhận:"
    document.save(out)
    return out.getvalue()


def small_png() -> bytes:
    return made_pages.saved(made_pages.page(60).resize((90, 120)))


def mutated(data: bytes, cuts: list[tuple[float, bytes]]) -> bytes:
    changed = bytearray(data)
    for where, what in cuts:
        at = int(where * len(changed))
        changed[at : at + len(what)] = what
    return bytes(changed)


CUTS = st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=8)), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=3000))
def test_any_bytes_are_read_or_refused(data):
    told(data)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(HEADS), st.binary(max_size=600))
def test_bytes_that_begin_like_a_known_file_are_read_or_refused(head, data):
    told(head + data)


@settings(max_examples=60, deadline=None)
@given(CUTS)
def test_a_damaged_docx_is_read_or_refused(cuts):
    told(mutated(plain_docx(), cuts))


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="<>/w:ptrbl sdt='\"&;x", max_size=200))
def test_a_docx_with_any_body_is_read_or_refused(body):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain_docx())) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, part.replace(b"<w:body>", b"<w:body>" + body.encode()) if name == "word/document.xml" else part)
    told(out.getvalue())


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CUTS)
def test_a_damaged_pdf_is_read_or_refused(cuts):
    told(mutated(made_pages.pdf(), cuts))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CUTS)
def test_a_damaged_picture_is_read_or_refused(cuts):
    told(mutated(small_png(), cuts))


PLACE = st.integers(0, WHOLE)
WORDS = st.lists(
    st.builds(Word, st.text(min_size=1, max_size=8).map(lambda t: t.strip() or "a"), st.tuples(PLACE, PLACE, PLACE, PLACE)), max_size=60
)


@settings(max_examples=80, deadline=None)
@given(WORDS, st.floats(0.2, 5))
def test_every_word_of_a_page_comes_into_the_text_once_wherever_it_stands(words, height):
    ordered = [
        Word(w.text, (min(w.box[0], w.box[2]), min(w.box[1], w.box[3]), max(w.box[0], w.box[2]), max(w.box[1], w.box[3]))) for w in words
    ]
    text, places = text_of([Leaf(1, tuple(ordered), b"", height, scanned=True)])
    missing = len(ordered) - len(places)
    assert 0 <= missing <= sum(w.text.strip(" -–").isdigit() or set(w.text) <= set("-–") for w in ordered)  # numbers of pages
    assert all(text[p.start : p.end].strip() for p in places if text[p.start : p.end] != " ")
