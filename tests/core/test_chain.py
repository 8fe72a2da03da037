import pytest

from loa.core.chain import Break, Broken, first_break, genesis, record_sha256

START = genesis("loa-1")


def chain_of(count: int) -> list[dict[str, object]]:
    records: list[dict[str, object]] = []
    sha = START
    for seq in range(1, count + 1):
        record: dict[str, object] = {"seq": seq, "prev_sha256": sha, "title": f"Bản tin {seq}"}
        sha = record_sha256(record)
        records.append({**record, "sha256": sha})
    return records


def test_a_whole_chain_holds():
    assert first_break(chain_of(5), after_seq=0, after_sha256=START) is None


def test_a_chain_holds_from_any_known_link():
    records = chain_of(5)
    assert first_break(records[2:], after_seq=2, after_sha256=str(records[1]["sha256"])) is None


@pytest.mark.parametrize("index", range(5))
def test_a_changed_record_is_found_where_it_stands(index):
    records = chain_of(5)
    records[index]["title"] = "Bản tin khác"
    assert first_break(records, after_seq=0, after_sha256=START) == Break(index + 1, Broken.CONTENT)


def test_a_missing_record_is_found():
    records = chain_of(5)
    del records[2]
    assert first_break(records, after_seq=0, after_sha256=START) == Break(3, Broken.GAP)


def test_a_record_hashed_anew_no_longer_links():
    records = chain_of(3)
    records[0]["title"] = "Bản tin khác"
    records[0]["sha256"] = record_sha256(records[0])
    assert first_break(records, after_seq=0, after_sha256=START) == Break(2, Broken.LINK)


def test_the_chain_of_another_player_does_not_fit():
    assert first_break(chain_of(1), after_seq=0, after_sha256=genesis("loa-2")) == Break(1, Broken.LINK)
