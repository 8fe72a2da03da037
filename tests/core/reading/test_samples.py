"""Letters of our own, fictional, of every kind and layout, each with its right answers beside it."""

import json
import re
from pathlib import Path

import pytest

from loa.core.reading import read_letter

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))
PLAIN = ("number", "symbol", "doc_type", "issuer", "date", "signer", "position", "sign_capacity", "archive")


def gold_of(sample: Path) -> dict:
    return json.loads(sample.with_suffix(".json").read_text())


def folded(words: str | None) -> str:
    return re.sub(r"^(về việc|v/v) ", "", " ".join((words or "").casefold().split()))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.stem)
def test_a_letter_is_read_as_a_clerk_would(sample):
    got, gold = read_letter(sample.read_text()).as_json(), gold_of(sample)
    assert {k: got[k] for k in PLAIN} == {k: gold[k] for k in PLAIN}
    assert folded(got["subject"]) == folded(gold["subject"])
    assert got["recipients"] == gold["recipients"]
    assert got["cc"] == gold["cc"]
    assert got["deadline_dates"] == gold["deadline_dates"]
    names = [c.get("name") or c["number"] for c in got["basis_documents"]]
    assert set(names) >= {c.get("name") or c["number"] for c in gold["basis_documents"]}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.stem)
def test_every_place_lies_in_the_original(sample):
    text = sample.read_text()
    letter = read_letter(text)
    assert letter.evidence["number"].span is not None
    start, end = letter.evidence["number"].span
    assert text[start:end] == letter.number
    assert all(0 <= e.span[0] <= e.span[1] <= len(text) for e in letter.evidence.values() if e.span)


def test_the_labelled_documents_are_read_where_they_are_at_hand():
    folder = Path(__file__).parents[4] / "shared" / "documents"
    golds = sorted(folder.glob("*.json"))
    if not golds:
        pytest.skip("the labelled documents are not on this machine")
    for gold_file in golds:
        gold = json.loads(gold_file.read_text())
        got = read_letter(gold_file.with_suffix(".txt").read_text()).as_json()
        for field in ("number", "symbol", "doc_type", "date", "recipients", "deadline_dates"):
            if field not in (gold.get("unscored_fields") or []):
                assert got[field] == gold[field], (gold_file.stem, field)
