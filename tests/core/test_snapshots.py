"""Snapshots: whatever is changed is found, and the figure is named."""

import copy
import hashlib
import hmac
import json

import pytest

from loa.core.figures import Below, Coverage, Figure, Source, SourceKind, consolidate
from loa.core.grades import Grade
from loa.core.snapshots import (
    SCHEMA,
    SnapshotUnreadable,
    canonical,
    read_snapshot,
    report_content,
    seal,
    sha256_of,
    snapshot_content,
    verify,
)

KEY = b"k" * 32
PERIOD = {"from": "2021-08-02", "to": "2021-08-08"}


def sign(message, key=KEY):
    """A dummy of a signature: what matters here is that it covers the bytes."""
    return hmac.digest(key, message, hashlib.sha256)


def check(public_key, message, signature):
    return hmac.compare_digest(sign(message, public_key), signature)


def _report(name, figures, coverage=None, cites=()):
    return report_content(
        report_id=name,
        agency=name.upper(),
        version=1,
        form="mau/1",
        period=PERIOD,
        figures=figures,
        coverage=coverage or {},
        narrative={},
        cites=cites,
    )


def _summed(name, below, coverage):
    cites = [{key: one[key] for key in ("id", "agency", "version", "sha256")} for one in below]
    held = [Below(one["id"], one["version"], one["sha256"], tuple(Figure.from_json(f) for f in one["figures"])) for one in below]
    return _report(name, consolidate(held), coverage, cites)


def _commune(name, value):
    def one(indicator, amount, grade):
        return Figure(indicator, "lượt", amount, grade, (Source(SourceKind.LOG, "nhat-ky", amount, "ab" * 32, count=amount),))

    return _report(name, [one("luot", value, Grade.MACHINE), one("luot", 2, Grade.DECLARED), one("to-roi", 5, Grade.ESTIMATED)])


@pytest.fixture
def snapshot():
    districts = []
    for d in "ab":
        communes = [_commune(f"xa-{d}{n}", n + 1) for n in range(3)]
        missing = (f"Xã {d}3",)
        districts.append(_summed(f"quan-{d}", communes, {"communes": Coverage(4, 3, missing)}))
    coverage = {"districts": Coverage(2, 2, ()), "communes": Coverage(8, 6, ("Xã a3", "Xã b3"))}
    top = _summed("so", districts, coverage)
    direct = {"districts": coverage["districts"].to_json()}
    return seal(
        snapshot_content(top, below=districts, direct=direct, level_below="districts", about={"title": "Kết quả"}),
        sign=sign,
        public_key=KEY,
    )


@pytest.fixture
def mixed():
    """One district goes on; the communes of the other, which ended, report to the department themselves, and one is silent."""
    communes = [_commune(f"xa-b{n}", n + 1) for n in range(2)]
    district = _summed("quan-a", [_commune(f"xa-a{n}", n + 1) for n in range(3)], {"communes": Coverage(4, 3, ("Xã a3",))})
    direct = {"districts": Coverage(1, 1, ()), "communes": Coverage(3, 2, ("Xã b2",))}
    below = [district, *communes]
    top = _summed("so", below, {"districts": direct["districts"], "communes": Coverage(7, 5, ("Xã b2", "Xã a3"))})
    said = {level: one.to_json() for level, one in direct.items()}
    content = snapshot_content(top, below=below, direct=said, level_below="districts", about={"title": "Kết quả"})
    return seal(content, sign=sign, public_key=KEY)


def test_districts_and_communes_side_by_side_are_counted_each_as_what_they_are(mixed):
    assert verify(mixed, check) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s["below"].pop(),
        lambda s: s["direct"]["communes"].update(reported=3, missing=[]),
        lambda s: s["direct"]["communes"].update(expected=2, missing=[]),
        lambda s: s["coverage"]["communes"].update(expected=6, missing=["Xã a3"]),
        lambda s: s["coverage"]["communes"].update(reported=6, missing=["Xã b2"]),
        lambda s: s["direct"].pop("communes"),
        lambda s: s["direct"].update(villages={"expected": 0, "reported": 0, "missing": []}),
    ],
    ids=["report dropped", "silent said to report", "silent left out below", "silent left out above", "one too many", "level", "stranger"],
)
def test_hiding_a_unit_of_either_level_is_found(mixed, change):
    changed = copy.deepcopy(mixed)
    change(changed)
    assert "Độ phủ" in _told(changed)


def test_a_snapshot_of_before_which_tells_one_level_directly_below_still_agrees(snapshot):
    content = {key: value for key, value in snapshot.items() if key not in ("sha256", "signature", "public_key", "direct")}
    assert verify(seal(content, sign=sign, public_key=KEY), check) == []


def _told(snapshot):
    return "\n".join(finding.say() for finding in verify(snapshot, check))


def test_an_untouched_snapshot_agrees(snapshot):
    assert verify(snapshot, check) == []
    assert verify(json.loads(canonical(snapshot)), check) == []


def test_every_figure_has_exactly_its_five_parts(snapshot):
    for figure in [*snapshot["figures"], *(f for r in snapshot["below"] for f in r["figures"])]:
        assert set(figure) == {"indicator", "unit", "value", "grade", "sources"}
        assert isinstance(figure["value"], int)


@pytest.mark.parametrize(
    "change",
    [
        lambda f: f.update(value=f["value"] + 1),
        lambda f: f.update(value=float(f["value"])),
        lambda f: f.update(value="nhiều"),
        lambda f: f.update(unit="phút"),
        lambda f: f["sources"].pop(),
        lambda f: f["sources"].append(dict(f["sources"][0])),
        lambda f: f["sources"][0].update(sha256="0" * 64),
        lambda f: f["sources"][0].update(value=f["sources"][0]["value"] + 1),
        lambda f: f.update(note="thêm"),
    ],
    ids=["value", "float", "word", "unit", "source dropped", "source twice", "source hash", "source value", "sixth part"],
)
@pytest.mark.parametrize("where", ["top", "below"])
def test_a_changed_figure_is_found_and_named(snapshot, change, where):
    changed = copy.deepcopy(snapshot)
    figures = changed["figures"] if where == "top" else changed["below"][0]["figures"]
    change(figures[0])
    assert "luot/machine" in _told(changed)


def test_a_stronger_grade_than_was_earned_is_found_and_named(snapshot):
    snapshot["figures"][-1]["grade"] = "machine"
    assert "to-roi/machine" in _told(snapshot)
    assert "to-roi/estimated" in _told(snapshot)


def test_a_figure_left_out_is_found_and_named(snapshot):
    snapshot["figures"].pop(0)
    assert "luot/machine" in _told(snapshot)


def test_a_sum_changed_with_its_own_hash_still_betrays_itself(snapshot):
    figure = snapshot["figures"][0]
    figure["value"] += 1
    figure["sources"][0]["value"] += 1
    snapshot["figure_sha256"]["luot/machine"] = sha256_of(figure)
    assert "dẫn nguồn không khớp báo cáo “quan-a”" in _told(snapshot)


def test_rewriting_everything_without_the_key_fails_the_signature(snapshot):
    forged = copy.deepcopy(snapshot)
    forged["title"] = "Kết quả tốt hơn"
    forged["sha256"] = sha256_of({k: v for k, v in forged.items() if k not in ("sha256", "signature", "public_key")})
    assert [finding.figure for finding in verify(forged, check)] == [""]
    assert "chữ ký" in _told(forged)


def test_another_key_in_the_file_does_not_fit_the_signature(snapshot):
    assert "chữ ký" in _told({**snapshot, "public_key": (b"x" * 32).hex()})


def test_hiding_a_missing_commune_is_found(snapshot):
    snapshot["coverage"]["communes"]["missing"].pop()
    assert "Độ phủ" in _told(snapshot)


def test_a_report_dropped_from_below_is_found(snapshot):
    snapshot["below"].pop()
    assert "quan-b" in _told(snapshot)


@pytest.mark.parametrize("gone", ["figures", "below", "coverage", "signature", "public_key", "figure_sha256", "sha256"])
def test_a_file_with_a_part_missing_is_told_not_crashed_on(snapshot, gone):
    del snapshot[gone]
    assert verify(snapshot, check)


@pytest.mark.parametrize("put", [None, 3, "chữ", [], {}, [[]]])
@pytest.mark.parametrize("part", ["figures", "below", "coverage", "signature", "public_key", "cites", "figure_sha256"])
def test_a_part_of_another_kind_is_told_not_crashed_on(snapshot, part, put):
    assert verify({**snapshot, part: put}, check)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"{}",
        b"[1]",
        b"%PDF-1.7",
        json.dumps({"schema": "khac/1"}).encode(),
        f'{{"schema": "{SCHEMA}", "figures": [], "figures": [1]}}'.encode(),
        b'{"a":' * 200000,
        b'{"schema": ' + b"9" * 9999 + b"}",
        b'{"schema": NaN}',
    ],
    ids=["empty", "binary", "empty object", "list", "pdf", "other schema", "key twice", "deep", "endless number", "nan"],
)
def test_what_is_no_snapshot_gets_a_sentence(data):
    with pytest.raises(SnapshotUnreadable) as refused:
        read_snapshot(data)
    assert "snapshot.json" in str(refused.value)


def test_canonical_bytes_do_not_depend_on_the_order_of_keys():
    assert canonical({"b": 1, "a": "ế"}) == canonical({"a": "ế", "b": 1}) == '{"a":"ế","b":1}'.encode()


def _leaves(held, path=()):
    """Every place of a JSON value that holds a plain value."""
    parts = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    for key, value in parts:
        yield from _leaves(value, (*path, key))
    if not isinstance(held, dict | list):
        yield path


def test_no_single_value_can_be_changed_unnoticed(snapshot):
    paths = list(_leaves(snapshot))
    assert len(paths) > 200
    for path in paths:
        changed = copy.deepcopy(snapshot)
        place = changed
        for key in path[:-1]:
            place = place[key]
        old = place[path[-1]]
        place[path[-1]] = old + 1 if isinstance(old, int) else f"{old[:-1]}{'0' if old[-1:] != '0' else '1'}"
        assert verify(changed, check), path


def test_no_part_can_be_taken_away_unnoticed(snapshot):
    for key in snapshot:
        assert verify({k: v for k, v in snapshot.items() if k != key}, check), key
    assert verify({**snapshot, "extra": 1}, check)
