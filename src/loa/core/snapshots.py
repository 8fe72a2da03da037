"""Snapshots: the frozen figures behind an official report, and how anybody checks them without a database.

A snapshot is one JSON object, self-contained one level down: it holds its figures and, under `below`, the whole content of
each report they were summed from. Every figure has a sha256 beside it, every report has one, and so has the whole; the
installation signs the whole. `verify` recomputes all of it and says which figure does not agree.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from loa.core.errors import BadInput
from loa.core.figures import Coverage, Figure
from loa.core.grades import Grade
from loa.core.words import vi

SCHEMA: Final = "loa.snapshot/1"
# What is added after the content was hashed.
_SEAL: Final = ("sha256", "signature", "public_key")

# A snapshot with its seal, as JSON values.
Sealed = Mapping[str, Any]

# (public key, message, signature) -> whether the signature is that key's over that message.
Check = Callable[[bytes, bytes, bytes], bool]


class SnapshotUnreadable(BadInput):
    """The file is not a snapshot."""

    code = "snapshots.unreadable"
    sentence = vi("Tệp không phải bản số liệu của Loa: {why}. Hãy chọn tệp .snapshot.json đi kèm báo cáo.")


def canonical(content: Any) -> bytes:
    """The one way to write a content as bytes: UTF-8 JSON, keys sorted, no spaces, no NaN."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def sha256_of(content: Any) -> str:
    """The sha256 of a content, in hex digits."""
    return hashlib.sha256(canonical(content)).hexdigest()


def figure_name(figure: Mapping[str, Any]) -> str:
    """The name of a figure within its report: "luot-tiep-phat/machine"."""
    return f"{figure.get('indicator')}/{figure.get('grade')}"


def report_content(
    *,
    report_id: str,
    agency: str,
    version: int,
    form: str,
    period: Mapping[str, str],
    figures: Iterable[Figure],
    coverage: Mapping[str, Coverage],
    narrative: Mapping[str, str],
    cites: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """The content of one report of one level, with the sha256 of each figure and of the whole: what the level above cites.

    `cites` lists every report it was summed from (`id`, `agency`, `version`, `sha256`), those without figures too.
    """
    held = [figure.to_json() for figure in figures]
    content = {
        "id": report_id,
        "agency": agency,
        "version": version,
        "form": form,
        "period": dict(period),
        "coverage": {level: one.to_json() for level, one in coverage.items()},
        "narrative": dict(narrative),
        "cites": [dict(one) for one in cites],
        "figures": held,
        "figure_sha256": {figure_name(figure): sha256_of(figure) for figure in held},
    }
    return {**content, "sha256": sha256_of(content)}


def snapshot_content(
    report: Mapping[str, Any],
    *,
    below: Sequence[Mapping[str, Any]],
    direct: Mapping[str, Mapping[str, Any]],
    level_below: str,
    about: Mapping[str, Any],
) -> dict[str, Any]:
    """The content of a snapshot, not yet sealed: the issuing level's report, what it is about, and each report below it.

    `direct` is the coverage of the units that report to the issuing level itself, by level; `level_below` the highest of these levels.
    """
    top = {key: value for key, value in report.items() if key != "sha256"}
    held = {"report_sha256": report["sha256"], "level_below": level_below, "direct": dict(direct), "below": list(below)}
    return {"schema": SCHEMA, **about, **top, **held}


def directly_below(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """The coverage of the units that report to the issuing level itself. Snapshots that do not say it have one level directly below."""
    level = snapshot["level_below"]
    return dict(snapshot["direct"]) if "direct" in snapshot else {level: snapshot["coverage"][level]}


def seal(content: Mapping[str, Any], *, sign: Callable[[bytes], bytes], public_key: bytes) -> dict[str, Any]:
    """Hash the content and sign its canonical bytes; the signature and the public key stand in the snapshot itself."""
    return {**content, "sha256": sha256_of(content), "signature": sign(canonical(content)).hex(), "public_key": public_key.hex()}


def read_snapshot(data: bytes) -> dict[str, Any]:
    """The snapshot in a file. Raises `SnapshotUnreadable`. A key written twice is refused: readers would differ on it."""
    try:
        held = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_such_number)
    except UnicodeDecodeError:
        raise SnapshotUnreadable(why="nội dung không phải văn bản UTF-8") from None
    except (ValueError, RecursionError):  # not JSON, or a number of thousands of digits
        raise SnapshotUnreadable(why="nội dung không phải JSON") from None
    if not isinstance(held, dict) or held.get("schema") != SCHEMA:
        raise SnapshotUnreadable(why=f"không có dòng “schema”: “{SCHEMA}”")
    return held


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) != len(pairs):
        raise SnapshotUnreadable(why="có mục được ghi hai lần")
    return held


def _no_such_number(word: str) -> None:
    raise SnapshotUnreadable(why=f"{word} không phải một con số")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not agree. `figure` names the figure where it is one ("luot-tiep-phat/machine")."""

    where: str
    what: str
    figure: str = ""

    def say(self) -> str:
        """The finding as one sentence."""
        return f"{self.where}: số liệu “{self.figure}” {self.what}" if self.figure else f"{self.where}: {self.what}"


def verify(snapshot: Mapping[str, Any], check: Check) -> list[Finding]:
    """Recompute every figure, sum, hash and the signature; what does not agree, figures first. An empty list: all agree."""
    found: list[Finding] = []
    for part in (_figures(snapshot), _reports(snapshot), _covered(snapshot), _sealed(snapshot, check)):
        try:
            found.extend(part)  # what was found before a malformed place is kept
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            why = f"{type(error).__name__}: {error}"
            found.append(Finding(vi("Tệp"), vi("thiếu hoặc sai kiểu một mục bắt buộc ({why})").format(why=why)))
    return found


def _figures(snapshot: Mapping[str, Any]) -> Iterator[Finding]:
    """Each figure by itself, at the top and in each report below."""
    yield from _each(vi("Báo cáo tổng hợp"), snapshot)
    for report in snapshot["below"]:
        yield from _each(str(report["agency"]), report)
    yield from _sums(snapshot)


def _each(where: str, report: Mapping[str, Any]) -> Iterator[Finding]:
    hashes = dict(report["figure_sha256"])
    for figure in report["figures"]:
        name = figure_name(figure)
        if hashes.pop(name, None) != sha256_of(figure):
            yield Finding(where, vi("đã bị thay đổi sau khi chốt (giá trị, mức bằng chứng, đơn vị tính hoặc nguồn)"), name)
        yield from _carried(where, figure, name)
    for name in hashes:
        yield Finding(where, vi("đã bị xóa hoặc đổi tên sau khi chốt"), name)


def _carried(where: str, figure: Mapping[str, Any], name: str) -> Iterator[Finding]:
    """The value is what its sources add up to."""
    if set(figure) != {"indicator", "unit", "value", "grade", "sources"}:
        yield Finding(where, vi("không có đúng năm mục của một số liệu"), name)
        return
    if figure["grade"] not in set(Grade):
        yield Finding(where, vi("có mức bằng chứng không có trong bảng"), name)
    values = [figure["value"], *(source["value"] for source in figure["sources"])]
    if any(isinstance(value, bool) or not isinstance(value, int) or value < 0 for value in values):
        yield Finding(where, vi("không phải số nguyên từ 0 trở lên"), name)
    elif sum(values[1:]) != values[0]:
        yield Finding(where, vi("ghi {value}, các nguồn cộng lại được {sum}").format(value=values[0], sum=sum(values[1:])), name)


def _sums(snapshot: Mapping[str, Any]) -> Iterator[Finding]:
    """Each part of a sum is what the report below says, and nothing that a report below says is left out."""
    where = vi("Báo cáo tổng hợp")
    said = {(report["id"], figure_name(figure)): (report, figure) for report in snapshot["below"] for figure in report["figures"]}
    cited: Counter[tuple[str, str]] = Counter()
    for figure in snapshot["figures"]:
        name = figure_name(figure)
        for source in figure["sources"]:
            if source["kind"] != "report":
                continue
            cited[source["id"], name] += 1
            report, lower = said.get((source["id"], name), ({}, {}))
            held = (lower.get("value"), lower.get("unit"), report.get("version"), report.get("sha256"))
            if held != (source["value"], figure["unit"], source["version"], source["sha256"]):
                yield Finding(where, vi("dẫn nguồn không khớp báo cáo “{id}”").format(id=source["id"]), name)
    for (report_id, name), (report, _) in said.items():
        if cited[report_id, name] != 1:
            what = vi("không được cộng đúng một lần vào báo cáo tổng hợp (đang là {times} lần)")
            yield Finding(str(report["agency"]), what.format(times=cited[report_id, name]), name)


def _reports(snapshot: Mapping[str, Any]) -> Iterator[Finding]:
    """Each report below, and the issuing level's own, against its hash."""
    keys = {"id", "agency", "version", "form", "period", "coverage", "narrative", "cites", "figures", "figure_sha256"}
    own = {key: snapshot[key] for key in sorted(keys)}
    if snapshot["report_sha256"] != sha256_of(own):
        yield Finding(vi("Báo cáo tổng hợp"), vi("mã băm của báo cáo không khớp nội dung"))
    said = sorted((one["id"], one["version"], one["sha256"]) for one in snapshot["cites"])
    if said != sorted((one["id"], one["version"], one["sha256"]) for one in snapshot["below"]):
        yield Finding(vi("Báo cáo tổng hợp"), vi("danh sách báo cáo được tổng hợp không khớp các báo cáo kèm theo"))
    for report in snapshot["below"]:
        if report.get("sha256") != sha256_of({key: value for key, value in report.items() if key != "sha256"}):
            yield Finding(str(report["agency"]), vi("mã băm của báo cáo không khớp nội dung"))
        yield from _cites(report)
    for report_id, times in Counter(report["id"] for report in snapshot["below"]).items():
        if times > 1:
            yield Finding(vi("Tệp"), vi("báo cáo “{id}” có mặt {times} lần").format(id=report_id, times=times))


def _cites(report: Mapping[str, Any]) -> Iterator[Finding]:
    """What a report below cites one level further down: only reports that it lists, in the version that it lists."""
    listed = {(one["id"], one["version"], one["sha256"]) for one in report["cites"]}
    for figure in report["figures"]:
        for source in figure["sources"]:
            if source["kind"] == "report" and (source["id"], source["version"], source["sha256"]) not in listed:
                what = vi("dẫn báo cáo “{id}” không có trong danh sách tổng hợp").format(id=source["id"])
                yield Finding(str(report["agency"]), what, figure_name(figure))


def _covered(snapshot: Mapping[str, Any]) -> Iterator[Finding]:
    """The coverage of the whole is that of the reports below, the missing by name."""
    where = vi("Độ phủ")
    direct = directly_below(snapshot)
    if sum(one["reported"] for one in direct.values()) != len(snapshot["below"]) or not direct.keys() <= snapshot["coverage"].keys():
        yield Finding(where, vi("“{level}” không khớp các báo cáo cấp dưới").format(level=snapshot["level_below"]))
    for level, one in [*direct.items(), *snapshot["coverage"].items()]:
        if one["expected"] - one["reported"] != len(one["missing"]):
            yield Finding(where, vi("“{level}”: số đơn vị còn thiếu không bằng số tên được nêu").format(level=level))
    for level, whole in snapshot["coverage"].items():
        if not _covers(snapshot, level, whole, direct):
            yield Finding(where, vi("“{level}” không khớp các báo cáo cấp dưới").format(level=level))


def _covers(snapshot: Mapping[str, Any], level: str, whole: Mapping[str, Any], direct: Mapping[str, Any]) -> bool:
    """Units of a level are those that report here and those that the reports below tell of."""
    parts = [report["coverage"][level] for report in snapshot["below"] if level in report["coverage"]]
    parts += [direct[level]] if level in direct else []
    named = Counter(whole["missing"])
    told = Counter(name for part in parts for name in part["missing"])
    # Units behind a report that is itself missing are named only at the top.
    behind = any(one["missing"] for one in direct.values())
    whole_agrees = named >= told if behind else named == told
    return whole_agrees and bool(whole["reported"] == sum(part["reported"] for part in parts))


def _sealed(snapshot: Mapping[str, Any], check: Check) -> Iterator[Finding]:
    """The hash and the signature of the whole."""
    content = {key: value for key, value in snapshot.items() if key not in _SEAL}
    if snapshot["sha256"] != sha256_of(content):
        yield Finding(vi("Toàn tệp"), vi("mã băm không khớp nội dung: có chỗ đã bị thay đổi sau khi ký"))
    if not check(bytes.fromhex(snapshot["public_key"]), canonical(content), bytes.fromhex(snapshot["signature"])):
        yield Finding(vi("Toàn tệp"), vi("chữ ký không phải của khóa ghi trong tệp trên nội dung này"))
