"""Pages photographed on a desk: found, laid flat, read. A scan is left as it is."""

from math import dist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from loa.server.documents.intake import read_file
from loa.server.documents.intake.lines import text_of
from loa.server.documents.intake.scans import _words
from loa.server.documents.leafing import cleaning, corners
from loa.server.documents.leafing.leaves import Leaf, Word

from . import made_pages

PAGE = made_pages.page(100)


@settings(max_examples=25, deadline=None)
@given(
    turned=st.floats(-18, 18),
    slant=st.floats(0, 0.28),
    part=st.floats(0.5, 0.66),
    desk=st.sampled_from([(96, 70, 48), (30, 30, 34), (120, 120, 125), (60, 90, 60)]),
)
def test_the_corners_of_a_page_on_a_desk_are_found_wherever_it_lies(turned, slant, part, desk):
    photo, true = made_pages.photographed(PAGE, turned=turned, slant=slant, part=part, desk=desk, size=(900, 1200))
    found = corners.corners_of(photo)
    if found is None:  # a page that lies straight needs no laying flat
        assert abs(turned) < 1.2
        assert slant < 0.05
        return
    assert max(dist(a, b) for a, b in zip(found, true, strict=True)) < 0.02 * 1200


def test_fingers_and_shadow_do_not_hide_the_corners():
    photo, true = made_pages.photographed(PAGE, turned=6, slant=0.15, size=(900, 1200))
    for spoiled in (made_pages.held(photo), made_pages.in_shadow(photo)):
        assert max(dist(a, b) for a, b in zip(corners.corners_of(spoiled), true, strict=True)) < 0.025 * 1200


def cut_off() -> Image.Image:
    photo, _corners = made_pages.photographed(PAGE, turned=8, part=0.7, size=(900, 1200))
    return photo.crop((200, 200, 900, 1200))


@pytest.mark.parametrize(
    "picture",
    [
        PAGE,
        made_pages.stamped(PAGE),
        PAGE.rotate(3, fillcolor="white"),
        cut_off(),
        made_pages.photographed(PAGE, turned=5, desk=(247, 246, 240), size=(900, 1200))[0],
        Image.new("RGB", (900, 1200), (90, 90, 90)),
    ],
    ids=["scan", "stamped scan", "tilted scan", "page that leaves the picture", "white desk", "nothing"],
)
def test_where_no_whole_page_stands_out_the_picture_stays_as_it_is(picture):
    assert corners.flattened(picture) is picture


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.integers(1, 60), st.randoms(use_true_random=False))
def test_any_small_picture_is_cleaned_without_an_error(width, height, random):
    picture = Image.frombytes("L", (width, height), random.randbytes(width * height)).resize(
        (width * 4, height * 4), Image.Resampling.NEAREST
    )
    grey, shown = cleaning.cleaned(picture.convert("RGB"))
    assert grey.size == shown.size


@pytest.mark.parametrize("angle", [-19, -11, 8, 15])
def test_a_scan_lying_askew_is_put_straight_whole(angle):
    askew = PAGE.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    grey, shown = cleaning.cleaned(askew)
    assert abs(cleaning.tilt(grey)) <= 0.4
    assert grey.size == shown.size
    ink = grey.point([255 if value < 110 else 0 for value in range(256)]).getbbox()
    assert ink is not None
    assert ink[0] > 0
    assert ink[3] < grey.height


FIELDS = ("number", "symbol", "date", "subject", "recipients", "deadline_dates")


@pytest.mark.heavy
@pytest.mark.parametrize("spoiled", [lambda photo: photo, made_pages.in_shadow, made_pages.held], ids=["plain", "in shadow", "held"])
def test_a_letter_photographed_at_a_slant_is_read(spoiled):
    photo, _corners = made_pages.photographed(made_pages.page(200), turned=12, slant=0.2, part=0.68)
    read = read_file(made_pages.saved(spoiled(photo), "JPEG", quality=60), name="anh.jpg")
    truth = read_file(made_pages.docx(), name="a").letter
    for field in FIELDS:
        assert getattr(read.letter, field) == getattr(truth, field) or read.letter.evidence[field].confidence < 0.9, field
    assert (read.letter.number, read.letter.date) == ("2715", "2023-09-05")
    assert read.leaves[0].height == pytest.approx(2**0.5, abs=0.05)  # people see the page laid flat


@pytest.mark.heavy
def test_a_scan_that_lies_eighteen_degrees_askew_is_read():
    scan = made_pages.page(200).rotate(18, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    letter = read_file(made_pages.saved(scan, "JPEG", quality=80), name="quet.jpg").letter
    assert (letter.number, letter.symbol, letter.date) == ("2715", "SYT-NVY", "2023-09-05")


HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def test_signs_that_no_keyboard_has_are_read_as_those_they_look_like_and_specks_are_left_out():
    rows = ("2715⁄SYT−NVY", "ˆ", "-", "|", "Số:")
    table = HEAD + "".join(f"5\t1\t1\t1\t1\t{n}\t{100 * n}\t50\t90\t30\t95\t{said}\n" for n, said in enumerate(rows, start=1))
    assert [word.text for word in _words(table, 1000, 1400)] == ["2715/SYT-NVY", "-", "Số:"]


def test_a_wide_margin_is_no_gutter_between_columns():
    lines = ("UBND PHƯỜNG AN BÌNH|CỘNG HÒA XÃ HỘI", "VĂN PHÒNG|Độc lập - Tự do", "Số: 12/UBND|An Bình, ngày 05")
    words = []
    for n, line in enumerate(lines):
        for column, cell in enumerate(line.split("|")):
            at = 3200 + 2000 * column
            for word in cell.split():
                words.append(Word(word, (at, 1500 + 200 * n, at + 60 * len(word), 1600 + 200 * n)))
                at += 60 * len(word) + 40
    text, _places = text_of([Leaf(1, tuple(words), b"", 1.414, scanned=True)])
    assert [line for line in text.splitlines() if line] == [line.split("|")[column] for column in (0, 1) for line in lines]
