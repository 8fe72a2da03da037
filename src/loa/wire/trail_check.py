"""Is this trail whole? The rule of the sealed trail, and a program that checks an exported one without Loa.

    python trail_check.py nhat-ky.ndjson [--anchor 2026-11-23.json ...]

Only the standard library: this one file can be handed to whoever audits. Signatures of anchors (Ed25519) are checked where the
package `cryptography` is installed; where it is not, the answer says so.

The chain: the sha256 of a row covers the sha256 of the row before it. Format 1 covers all values. Format 2 covers who (an id), what,
when and where, and for every value that may name a person only a commitment: an HMAC-SHA256 of the value. Its key stands outside the
chain, one for each person or one for each value; without the key a blanked value can no longer be guessed, and the chain still holds.
"""

import argparse
import base64
import binascii
import hashlib
import hmac
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

FIRST: Final = "0" * 64
SCHEMA: Final = "loa.trail/1"
ANCHOR: Final = "loa.trail-anchor/1"
ERASED: Final = "(đã xóa)"
ERASURE: Final = "people.person_erased"
_WHO = ("at", "event", "subject_id", "actor_person_id", "agency_id", "agency_name", "via", "refused")
SEALED: Final[Mapping[int, tuple[str, ...]]] = {
    1: (*_WHO, "actor_name", "payload", "before", "after", "why"),
    2: (*_WHO, "format", "behalf_person_id", "commitments"),
}
# What stands outside the chain of format 2 once it has a commitment.
COVERED: Final = ("actor_name", "behalf_of", "why", "payload", "before", "after")

Row = Mapping[str, Any]


def canonical(value: Any) -> bytes:
    """The one way to write a value as bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode()


def row_sha256(row: Row, previous: str) -> str:
    """The sha256 of a row on top of the one before it. `at` is in seconds since 1970, ids are text."""
    values: dict[str, Any] = {name: row[name] for name in SEALED[row["format"]]}
    if row["format"] > 1:
        values["open"] = {name: row[name] for name in COVERED if name not in row["commitments"]}
    return hashlib.sha256(canonical([previous, values])).hexdigest()


def commitment(key: str, name: str, value: Any) -> str:
    """What the chain holds in the place of a value: an HMAC under a key (hex) that can be thrown away."""
    return hmac.new(bytes.fromhex(key), canonical([name, value]), hashlib.sha256).hexdigest()


def value_of(row: Row, name: str) -> Any:
    """The value that stands outside the chain under this name: a column, or a field of one ("payload.username")."""
    return row[name] if name in COVERED else row["personal"].get(name)


def signed_bytes(anchor: Row) -> bytes:
    """The bytes of an anchor that its signature is over."""
    return canonical({name: value for name, value in anchor.items() if name != "signature"})


Signed = Callable[[bytes, bytes, bytes], bool | None]


@dataclass(slots=True)
class Check:
    """Takes the rows of a trail in their order and says what it found. `names`: whether names and keys of persons were handed over."""

    keys: Mapping[str, str] = field(default_factory=dict)
    names: bool = True
    sealed: int = 0
    previous: str = FIRST
    broken_at: int | None = None
    problem: str = ""
    erased_values: int = 0
    unseen_values: int = 0
    anchors_held: int = 0
    signatures_unchecked: int = 0
    _erased_links: Counter[str] = field(default_factory=Counter)
    _erased: Counter[str] = field(default_factory=Counter)
    _declared_links: Counter[str] = field(default_factory=Counter)
    _declared: Counter[str] = field(default_factory=Counter)
    _waiting: dict[int, str] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """True where nothing was found that contradicts the trail."""
        return self.broken_at is None

    @property
    def erased_links(self) -> int:
        """Rows of format 1 whose values were erased: their own content can no longer be recomputed, their place in the chain can."""
        return sum(self._erased_links.values())

    @property
    def unexplained(self) -> set[str]:
        """Persons whose values were erased, and about whom no act of erasure was seen yet."""
        return set(self._erased) - set(self._declared)

    def anchor(self, anchor: Row, signed: Signed) -> None:
        """An anchor to hold the chain against. Hand all of them over before the rows."""
        try:
            public, signature = (base64.b64decode(anchor[name], validate=True) for name in ("public_key", "signature"))
            position, sha256 = int(anchor["position"]), str(anchor["sha256"])
        except (KeyError, TypeError, ValueError, binascii.Error):
            self.break_at(0, "tệp mốc không đọc được")
            return
        good = signed(public, signed_bytes(anchor), signature)
        if good is False:
            self.break_at(position, f"chữ ký của mốc ngày {anchor.get('day')} sai")
        self.signatures_unchecked += good is None
        if self._waiting.setdefault(position, sha256) != sha256:
            self.break_at(position, "hai mốc nói khác nhau về cùng một dòng")

    def row(self, row: Row) -> bool:
        """The next sealed row; False once the trail is broken."""
        if not self.holds:
            return False
        position = self.sealed + 1
        if row["seal_position"] != position:
            return self.break_at(position, f"thiếu dòng: sau dòng {self.sealed} là dòng {row['seal_position']}")
        if row["format"] not in SEALED:
            return self.break_at(position, f"dạng {row['format']} chưa biết; hãy dùng bản kiểm tra mới hơn")
        if not self._link(row):
            return self.break_at(position, "nội dung không khớp mã băm")
        if wrong := self._covered(row) or self._beyond(row):
            return self.break_at(position, wrong)
        self._erased.update(row["erased"].values())
        if position in self._waiting:
            if self._waiting.pop(position) != row["seal_sha256"]:
                return self.break_at(position, "không khớp mốc đã giữ")
            self.anchors_held += 1
        self._note_erasure(row)
        self.sealed, self.previous = position, row["seal_sha256"]
        return True

    def tail(self, row: Row) -> None:
        """A row that is not sealed yet: it may be the act that explains an erasure."""
        self._note_erasure(row)

    def end(self) -> None:
        """After the last row: nothing was cut off, and every erased value is explained by an act."""
        if self.holds and self._waiting:
            self.break_at(self.sealed + 1, f"mốc đã giữ nói có dòng {max(self._waiting)}, dấu vết chỉ còn {self.sealed} dòng")
        for person in sorted(self._erased):
            if self.holds and person not in self._declared:
                self.break_at(self.sealed + 1, f"giá trị của {person} đã xóa mà không có việc xóa nào được ghi")
            if self.holds and self._erased_links[person] > self._declared_links[person]:
                self.break_at(self.sealed + 1, f"nhiều dòng bị xóa hơn số đã ghi khi xóa {person}")
            if self.holds and self._erased[person] > self._declared[person]:
                self.break_at(self.sealed + 1, f"nhiều giá trị bị xóa hơn số đã ghi khi xóa {person}")

    def break_at(self, position: int, problem: str) -> bool:
        """Note the first contradiction; False, always."""
        if self.broken_at is None:
            self.broken_at, self.problem = position, problem
        return False

    def _link(self, row: Row) -> bool:
        if row["format"] == 1 and row["erased"]:
            self._erased_links.update(set(row["erased"].values()))
            return len(row["seal_sha256"]) == 64  # its content is gone; the next row was built on this sha256
        return bool(row_sha256(row, self.previous) == row["seal_sha256"])

    def _covered(self, row: Row) -> str:
        """Whether the values outside the chain are those that were written; else what is wrong."""
        if row["format"] == 1:
            return ""
        for name, held in row["commitments"].items():
            if name in row["erased"]:
                if held["of"] and value_of(row, name) not in (None, ERASED):
                    return f"“{name}” đã xóa mà vẫn có giá trị"
                if held["of"] not in ("", row["erased"][name]):
                    return f"“{name}” ghi là xóa theo người khác"
                self.erased_values += 1
            elif held["of"] and not self.names:
                if value_of(row, name) is not None:
                    return f"“{name}” có giá trị trong tệp không kèm họ tên"
                self.unseen_values += 1
            else:
                key = self.keys.get(held["of"]) if held["of"] else row["salts"].get(name)
                if not key:
                    return f"mất khóa của “{name}” mà không có việc xóa nào được ghi"
                if commitment(key, name, value_of(row, name)) != held["hmac"]:
                    return f"“{name}” không phải giá trị đã ghi"
        return ""

    def _beyond(self, row: Row) -> str:
        """Whether a value stands in the row of which the chain knows nothing; else nothing is wrong."""
        if unknown := set(row["personal"]) - set(row["commitments"]):
            return f"“{min(unknown)}” không có trong chuỗi"
        if row["format"] == 1 and (row["behalf_of"] or row["behalf_person_id"]):
            return "dạng cũ không có người được làm thay"
        return ""

    def _note_erasure(self, row: Row) -> None:
        if row["event"] == ERASURE and not row["refused"]:
            said = row["payload"] or {}
            self._declared_links[row["subject_id"]] += int(said.get("links_given_up", 0))
            self._declared[row["subject_id"]] += int(said.get("trail_values", 0))


def signed_by(public: bytes, data: bytes, signature: bytes) -> bool | None:
    """Whether the signature is that key's over the data; `None` where it cannot be checked on this machine."""
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 -- there or not: this file stands alone
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415
    except ImportError:
        return None
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint_of(public: bytes) -> str:
    """What Loa prints of a key: 40 hex digits in groups of four."""
    digest = hashlib.sha256(public).hexdigest()[:40]
    return " ".join(digest[i : i + 4] for i in range(0, 40, 4))


def check_export(lines: Iterable[str], anchors: Iterable[Row] = (), *, signed: Signed = signed_by) -> tuple[Check, int]:
    """Check an export line by line: header, keys, anchors, rows in order, unsealed rows, end. Returns the check and the unsealed rows."""
    check, unsealed, ended, begun = Check(), 0, False, False
    for anchor in anchors:
        check.anchor(anchor, signed)
    for text in lines:
        line, ended = json.loads(text), False
        match line.get("line"):
            case "trail":
                begun = line.get("schema") == SCHEMA
                check.names = bool(line.get("names"))
                check.keys = line.get("keys", {})
            case "anchor":
                check.anchor(line["anchor"], signed)
            case "row" if line["row"]["seal_position"] is None:
                unsealed += 1
                check.tail(line["row"])
            case "row":
                check.row(line["row"])
            case "end":
                ended = line.get("sealed") == check.sealed and line.get("unsealed") == unsealed
    check.end()
    if check.holds and not (begun and ended):
        check.broken_at, check.problem = check.sealed + 1, "tệp xuất không trọn vẹn"
    return check, unsealed


def told(check: Check, unsealed: int) -> list[str]:
    """What was found, in sentences."""
    said = [f"Đã niêm phong và khớp: {check.sealed} dòng."]
    if not check.holds:
        said.append(f"Dấu vết đứt tại dòng {check.broken_at}: {check.problem}. Hãy giữ nguyên dữ liệu và báo người quản trị.")
        return said
    if check.anchors_held:
        said.append(f"Khớp với {check.anchors_held} mốc đã ký.")
    if check.signatures_unchecked:
        said.append(f"Chưa kiểm tra được chữ ký của {check.signatures_unchecked} mốc: máy này không có gói cryptography.")
    if check.erased_values:
        said.append(f"Đã xóa theo yêu cầu về dữ liệu cá nhân: {check.erased_values} giá trị, chuỗi vẫn tính lại được.")
    if check.erased_links:
        said.append(
            f"Đã xóa {check.erased_links} dòng dạng cũ: nội dung các dòng này không tính lại được nữa, chỉ còn vị trí và mã băm trong chuỗi."
        )
    if check.unseen_values:
        said.append(f"Không kèm họ tên và khóa: {check.unseen_values} giá trị không được kiểm tra.")
    said.append(f"Chưa niêm phong: {unsealed} dòng mới nhất.")
    return said


def main(argv: list[str] | None = None) -> int:
    """0 where the trail holds, 1 where it is broken, 2 where a file cannot be read."""
    parser = argparse.ArgumentParser(description="Kiểm tra dấu vết đã xuất của Loa, không cần Loa.")
    parser.add_argument("export", help="tệp NDJSON do `loa trail export` ghi")
    parser.add_argument("--anchor", action="append", default=[], metavar="TỆP", help="mốc đã giữ; có thể ghi nhiều lần")
    parser.add_argument("--fingerprint", help="chỉ chấp nhận mốc ký bằng khóa có dấu vân tay này")
    args = parser.parse_args(argv)
    try:
        anchors = []
        for path in args.anchor:
            with Path(path).open(encoding="utf-8") as file:
                anchors.append(json.load(file))
        with Path(args.export).open(encoding="utf-8") as file:
            check, unsealed = check_export(file, anchors, signed=_only(args.fingerprint))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        sys.stderr.write(f"Không đọc được: {error}\n")
        return 2
    sys.stdout.write("\n".join(told(check, unsealed)) + "\n")
    return 0 if check.holds else 1


def _only(fingerprint: str | None) -> Signed:
    wanted = "".join((fingerprint or "").split())

    def signed(public: bytes, data: bytes, signature: bytes) -> bool | None:
        if wanted and fingerprint_of(public).replace(" ", "") != wanted:
            return False
        return signed_by(public, data, signature)

    return signed


if __name__ == "__main__":
    sys.exit(main())
