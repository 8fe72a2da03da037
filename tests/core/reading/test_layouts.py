"""A paper says the same in every layout: letterheads in either order, tables, bars, broken lines, stamps and stray characters."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.reading.layout_papers import LETTERS
from tests.core.reading.layouts import AXES, Paper, laid_out
from tests.core.reading.measure import same

from loa.core.reading import read_letter

FIELDS = 15  # what is compared of a paper
TOGETHER = 300  # papers laid out by chance


def differences(paper: Paper, text: str) -> dict[str, tuple[object, object]]:
    """What was not read as it is: field -> (read, right)."""
    read = read_letter(text).as_json()
    day, month, year = paper.day
    plain = {
        "number": paper.number, "symbol": paper.symbol, "doc_type": paper.kind, "issuer": paper.issuer, "place": paper.place, "date": f"{year}-{month:02d}-{day:02d}",
        "subject": paper.subject, "archive": paper.archive, "signer": paper.signer, "position": paper.position, "sign_capacity": ", ".join(paper.capacity) or None,
    }  # fmt: skip
    wrong = {f: (read[f], want) for f, want in plain.items() if same(read[f]) != same(want)}
    lists = {
        "recipients": ([same(r) for r in read["recipients"]], [same(r) for r in paper.addressed]),
        "cc": ([(same(c["name"]), same(c["purpose"])) for c in read["cc"]], [(same(n), same(p)) for n, p in paper.copies]),
        "deadline_dates": (read["deadline_dates"], list(paper.deadlines)),
    }
    wrong |= {f: (got, want) for f, (got, want) in lists.items() if got != want}
    based = {re.sub(r"\s", "", c["number"] or "") for c in read["basis_documents"]}
    if not set(paper.basis) <= based:
        wrong["basis_documents"] = (sorted(based), list(paper.basis))
    return wrong


def fits(paper: Paper, axis: str, way: str) -> bool:
    """A công điện names its addressees in one way only, and a Party paper carries no national motto beside its offices."""
    if axis == "title":
        return paper.kind != "Công văn"
    return axis != "address" or bool(paper.addressed)


CASES = [
    pytest.param(name, axis, way, id=f"{name}: {axis} {way}")
    for name, paper in LETTERS.items()
    for axis, ways in AXES.items()
    for way in ways
    if fits(paper, axis, way)
]


@pytest.mark.parametrize(("name", "axis", "way"), CASES)
def test_a_paper_says_the_same_in_every_layout(name, axis, way):
    assert differences(LETTERS[name], laid_out(LETTERS[name], **{axis: way})) == {}


@given(
    name=st.sampled_from(sorted(LETTERS)), chosen=st.fixed_dictionaries({axis: st.sampled_from(list(ways)) for axis, ways in AXES.items()})
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_layouts_that_come_together_spoil_hardly_anything(name, chosen):
    assert len(differences(LETTERS[name], laid_out(LETTERS[name], **chosen))) <= 3


def test_of_many_layouts_that_come_together_nearly_all_is_read():
    dice = random.Random(20210805)
    wrong = 0
    for _ in range(TOGETHER):
        paper = LETTERS[dice.choice(sorted(LETTERS))]
        wrong += len(differences(paper, laid_out(paper, **{axis: dice.choice(list(ways)) for axis, ways in AXES.items()})))
    assert wrong <= 0.01 * FIELDS * TOGETHER
