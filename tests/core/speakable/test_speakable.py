import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loa.core.speakable import speakable

HERE = Path(__file__).parent


def sentences(name):
    return [tuple(line.split("\t")) for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line]


GOLDEN = sentences("golden.tsv")
# Labelled by another hand that had not seen the rules: "{a|b}" where announcers differ; only the words count, not the signs between them.
SECOND = sentences("golden-second.tsv")
# The same; when nobody who works on the rules had seen them, 0.90 were right, and of the third, the hardest on purpose, 0.76.
UNSEEN = sentences("golden-unseen.tsv")
THIRD = sentences("golden-third.tsv")


def words(text):
    return " ".join(re.sub(r"[.,;:?!]", " ", text.casefold()).split())


def any_of(label):
    """The readings a label allows."""
    parts = [part.split("|") for part in re.split(r"\{([^}]*)\}", label)[1::2]]
    fixed = re.split(r"\{[^}]*\}", label)
    pattern = r"\s*".join(
        re.escape(words(text)) + (rf"\s*(?:{'|'.join(re.escape(words(one)) for one in choice)})" if choice else "")
        for text, choice in zip(fixed, [*parts, []], strict=True)
    )
    return re.compile(rf"\s*{pattern}\s*")


@pytest.mark.parametrize(("written", "label"), SECOND, ids=[written for written, _ in SECOND])
def test_a_sentence_labelled_by_another_hand_is_said_in_one_of_its_ways(written, label):
    spoken = speakable(written)
    assert any_of(label).fullmatch(words(spoken)), spoken
    assert speakable(spoken) == spoken


@pytest.mark.parametrize(("labelled", "at_least"), [(UNSEEN, 0.97), (THIRD, 0.97)], ids=["unseen", "third"])
def test_sentences_that_other_hands_wrote_are_said_in_one_of_their_ways(labelled, at_least):
    """What is left are readings that announcers differ on. A rule that is mended by them is mended for its kind; others are measured next."""
    wrong = [written for written, label in labelled if not any_of(label).fullmatch(words(speakable(written)))]
    assert len(labelled) >= 100
    assert 1 - len(wrong) / len(labelled) >= at_least, wrong
    assert all(speakable(speakable(written)) == speakable(written) for written, _ in labelled)


@pytest.mark.parametrize(("written", "spoken"), GOLDEN, ids=[written for written, _ in GOLDEN])
def test_a_golden_sentence_is_said_as_written_down(written, spoken):
    assert speakable(written) == spoken


@pytest.mark.parametrize(("written", "spoken"), GOLDEN, ids=[written for written, _ in GOLDEN])
def test_what_is_speakable_stays_as_it_is(written, spoken):
    assert speakable(spoken) == spoken


PIECES = st.sampled_from(
    [
        "ngày",
        "tháng",
        "năm",
        "số",
        "Điều",
        "khoản",
        "điểm",
        "quý",
        "TP.",
        "P.",
        "Q.",
        "UBND",
        "T2",
        "T7",
        "CN",
        "TT",
        "CT",
        "17/CT-UBND",
        "7h30",
        "2/8",
        "23/7/2021",
        "1.000",
        "3,5",
        "70%",
        "≥65",
        "tuổi",
        "km/h",
        "0912345678",
        "1900",
        "9095",
        "COVID-19",
        "XIII",
        "I",
        "V.v",
        "a)",
        "1.",
        "-",
        "+",
        "/",
        "(",
        ")",
        ";",
        ":",
        ",",
        ".",
        "…",
        "đ",
        "k",
        "tr",
        "QL1A",
        "B12",
        "a@b.vn",
        "hanoi.gov.vn",
        "5K",
        "F0",
        "và/hoặc",
        "-5°C",
        "24/7",
        "\n",
        '"',
        "“",
        "x",
        "12A",
        "&",
        "v.v.",
        "2021-2025",
        "lh:",
        "đ/c",
        "Đ.5",
        "0",
        "00",
        "05",
        "9999999999",
        "ABC",
        "8-9",
        "số:",
        "từ",
        "đến",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=12).map(" ".join) | st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=60))
def test_any_text_becomes_plain_words_once_and_for_all(text):
    spoken = speakable(text)
    assert speakable(spoken) == spoken
    assert all(c.isalpha() or c in " .,;:?!\n" or not c.isascii() for c in spoken)
    assert not any(c in "0123456789" for c in spoken)


# What wards write, broken at random places and put together anew: each shape a rule knows, beside every other.
FRAGMENTS = [piece for written, _ in GOLDEN for piece in written.split(" ")]
SAID = [piece for _, spoken in GOLDEN for piece in spoken.split(", ")]


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=14).map(" ".join)
    | st.lists(st.sampled_from(FRAGMENTS + SAID), max_size=8).map(" ".join)
    | st.lists(st.sampled_from([written for written, _ in GOLDEN]), max_size=3).map("\n".join)
)
def test_pieces_of_real_sentences_in_any_order_become_plain_words_once_and_for_all(text):
    spoken = speakable(text)
    assert speakable(spoken) == spoken
    assert not any(c in "0123456789" for c in spoken)


@pytest.mark.parametrize("text", ["xem a.vn/m²", "gọi ٠٩١٢٣٤٥٦٧٨", "² ³ ① Ⅳ ½", "T² 5² m²²", "₫₫ 5₫", "a@²b.vn", "１２/８"])
def test_digits_of_other_scripts_harm_nothing(text):
    spoken = speakable(text)
    assert speakable(spoken) == spoken


@pytest.mark.parametrize(
    "piece",
    ["0", "1900", "A.", "I", "Aa", "☎ ", "☎", "📢", "T2-", "|", "\t", "#a", "áàá", "a.", "/", "- ", "1,", "(a", "~1", "+1", "TP ", "Ở"],
)
def test_no_text_keeps_the_rules_busy_for_long(piece):
    begun = time.process_time()
    speakable((piece * 4000)[:4000] + "à")
    assert time.process_time() - begun < 2


def test_text_in_decomposed_form_is_read_alike():
    import unicodedata

    written = "Ủy ban nhân dân TP. Hà Nội, ngày 2/8"
    assert speakable(unicodedata.normalize("NFD", written)) == speakable(written)


def test_an_office_has_its_own_dictionary():
    assert (
        speakable("Họp tại TTHTCĐ lúc 8h", dictionary={"TTHTCĐ": "trung tâm học tập cộng đồng"})
        == "Họp tại trung tâm học tập cộng đồng lúc tám giờ"
    )


def test_an_entry_of_a_dictionary_does_not_bite_into_a_longer_number():
    assert speakable("Đạt 3/4 ngày 3/4/2021", dictionary={"3/4": "ba trên bốn"}) == (
        "Đạt ba trên bốn ngày ba tháng tư năm hai nghìn không trăm hai mươi mốt"
    )


def test_each_line_of_a_list_ends_with_a_pause():
    assert speakable("Mang theo:\n- CCCD;\n- Thẻ BHYT\n- Bút") == "Mang theo:\nCăn cước công dân;\nThẻ bảo hiểm y tế.\nBút"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "-", "()", "…"])
def test_nothing_to_say_is_nothing(text):
    assert speakable(text) == ""


def test_tables_hold_only_what_can_be_said():
    from loa.core.speakable.tables.abbreviations import ABBREVIATIONS
    from loa.core.speakable.tables.contexts import CONTEXTS
    from loa.core.speakable.tables.doubts import DOUBTS
    from loa.core.speakable.tables.foreign import FOREIGN
    from loa.core.speakable.tables.papers import ISSUERS, KINDS
    from loa.core.speakable.tables.units import PER, UNITS
    from loa.core.speakable.tables.web import WORDS

    for table in (ABBREVIATIONS, FOREIGN, ISSUERS, KINDS, PER, UNITS, WORDS):
        for spoken in table.values():
            assert speakable(spoken) == spoken.replace(" - ", ", ")
    for spoken in (*(line[3] for line in CONTEXTS), *(one for meanings in DOUBTS.values() for one in meanings)):
        assert speakable(spoken) == spoken


def test_no_abbreviation_stands_in_two_tables():
    from loa.core.speakable.tables.bodies import BODIES
    from loa.core.speakable.tables.fields import FIELDS
    from loa.core.speakable.tables.localities import LOCALITIES
    from loa.core.speakable.tables.shorthand import SHORTHAND
    from loa.core.speakable.tables.work import WORK

    tables = (BODIES, FIELDS, LOCALITIES, WORK, SHORTHAND)
    assert sum(map(len, tables)) == len({key for table in tables for key in table})
