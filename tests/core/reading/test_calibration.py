"""Confidence means something: of the fields given 0.9 at least nine in ten are right, on clean texts and on spoiled ones."""

import random
from collections import defaultdict

import pytest
from tests.core.reading.measure import FATAL, SPOILED, is_right, labelled, scored_fields

from loa.core.reading import read_letter

SURE = 0.9


def sure_fields(how: str):
    """(paper, field, right) of every field the reader is sure of."""
    for name, text, label in labelled():
        got = read_letter(SPOILED[how](text, random.Random(name))).as_json()
        for field in scored_fields(label):
            if got["evidence"][field]["confidence"] >= SURE:
                yield name, field, is_right(field, got[field], label.get(field))


@pytest.mark.parametrize("how", SPOILED)
def test_nine_in_ten_of_the_sure_fields_are_right(how):
    tally = defaultdict(lambda: [0, 0])
    for _, field, right in sure_fields(how):
        tally[field][0] += right
        tally[field][1] += 1
    assert {f: t for f, t in tally.items() if t[0] < 0.9 * t[1]} == {}


@pytest.mark.parametrize("how", SPOILED)
def test_a_number_a_symbol_a_date_or_a_deadline_is_never_sure_and_wrong(how):
    assert [(name, field) for name, field, right in sure_fields(how) if field in FATAL and not right] == []


def test_the_reader_is_sure_of_most_of_what_a_clean_paper_says():
    held = [(field, read["evidence"][field]["confidence"] >= SURE) for _, read, label in clean_readings() for field in scored_fields(label)]
    plain = [sure for field, sure in held if field in ("number", "symbol", "date", "doc_type")]
    assert sum(plain) > 0.85 * len(plain)


def clean_readings():
    """Every labelled paper as it is."""
    for name, text, label in labelled():
        yield name, read_letter(text).as_json(), label
