"""`loa report verify`: check an official report's figures on any machine, without a database."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from loa.core.errors import BadInput
from loa.core.words import vi

NAME = "report"
HELP = vi("kiểm tra số liệu của báo cáo chính thức")
NEEDS_HOME = False

_MOST_BYTES = 200 * 1024 * 1024
_MOST_SHOWN = 50


class SnapshotMissing(BadInput):
    """No file, or one that cannot be read."""

    code = "report.snapshot_missing"
    sentence = vi("Không đọc được tệp {path}: {why}. Hãy kiểm tra lại đường dẫn.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`report verify SNAPSHOT [--fingerprint F]`."""
    actions = parser.add_subparsers(dest="action", required=True)
    verify = actions.add_parser("verify", help=vi("tính lại tổng, mã băm và chữ ký của một bản số liệu"))
    verify.add_argument("snapshot", type=Path, metavar="SNAPSHOT", help=vi("tệp bao-cao-SO.snapshot.json"))
    verify.add_argument("--fingerprint", metavar="F", help=vi("chỉ chấp nhận khóa có dấu vân tay này (in trong báo cáo)"))


def run(args: argparse.Namespace) -> int:
    """0 where every figure, hash and the signature agree (and the key is the one demanded); 1 otherwise, naming what does not."""
    from loa.core.snapshots import read_snapshot, verify

    snapshot = read_snapshot(_bytes(args.snapshot))
    findings = [finding.say() for finding in verify(snapshot, _signed_by)]
    fingerprint = _fingerprint(snapshot)
    print(f"Dấu vân tay của khóa đã ký: {fingerprint or 'không đọc được'}")
    print(_known(fingerprint, _own(args.home)))
    if args.fingerprint is not None and _bare(args.fingerprint) != _bare(fingerprint):
        findings.append(f"Khóa đã ký không phải khóa được yêu cầu ({args.fingerprint})")
    if not findings:
        findings += _walked(snapshot, args.home)
    return _told(findings, snapshot)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SnapshotMissing(path=path, why="tệp lớn hơn 200 MB")
        return path.read_bytes()
    except OSError as error:
        raise SnapshotMissing(path=path, why=error.strerror) from None


def _signed_by(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Ed25519, detached. A key or signature of the wrong length signs nothing."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _fingerprint(snapshot: dict[str, Any]) -> str:
    from loa.wire.signing import fingerprint_of

    try:
        return fingerprint_of(bytes.fromhex(snapshot["public_key"]))
    except (KeyError, TypeError, ValueError):
        return ""


def _own(home: Path) -> str | None:
    """The fingerprint of this home's key; a key file that cannot be read is no key."""
    from loa.server.kit.keys import known_fingerprint

    try:
        return known_fingerprint(home)
    except (OSError, TypeError, ValueError):
        return None


def _known(fingerprint: str, own: str | None) -> str:
    if own is None:
        return "Máy này chưa có khóa của Loa: chữ ký đúng chỉ cho biết tệp không bị sửa; hãy đối chiếu dấu vân tay với báo cáo giấy."
    if own == fingerprint:
        return "Bản cài đặt này biết khóa đó: là khóa của chính nó."
    return "Bản cài đặt này không biết khóa đó; hãy đối chiếu dấu vân tay với báo cáo giấy."


def _bare(fingerprint: str) -> str:
    return "".join(fingerprint.split()).replace(":", "").lower()


def _walked(snapshot: dict[str, Any], home: Path) -> Iterable[str]:
    """Where this home's database holds the report: down to the logs."""
    from loa.launch.home import MARK, open_home

    if not (home / MARK).exists():
        return []
    open_home(home)
    from django.db import DatabaseError

    from loa.server.reports.queries import walk_to_logs

    try:
        walked = walk_to_logs(snapshot)
    except DatabaseError:  # not migrated yet, or its server is away
        print("Không mở được cơ sở dữ liệu của máy này: chỉ kiểm tra trong tệp.")
        return []
    if walked is None:
        print("Cơ sở dữ liệu của máy này không có báo cáo này: chỉ kiểm tra trong tệp.")
        return []
    print(f"Cơ sở dữ liệu của máy này có báo cáo này: đã đi đến {walked.reports} báo cáo và {walked.log_sources} nguồn nhật ký.")
    return [finding.say() for finding in walked.findings]


def _printable(text: str) -> str:
    """Names come from a file that somebody may have changed: nothing in them may steer a terminal."""
    return "".join(char if char.isprintable() else "?" for char in text)


def _told(findings: list[str], snapshot: dict[str, Any]) -> int:
    for finding in findings[:_MOST_SHOWN]:
        print(f"SAI  {_printable(finding)}", file=sys.stderr)
    if len(findings) > _MOST_SHOWN:
        print(f"SAI  … và {len(findings) - _MOST_SHOWN} chỗ khác", file=sys.stderr)
    if findings:
        return 1
    print(f"ĐÚNG  {len(snapshot['figures'])} số liệu, {len(snapshot['below'])} báo cáo cấp dưới: tổng, mã băm và chữ ký đều khớp.")
    return 0
