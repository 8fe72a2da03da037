"""`loa read FILE`: what an official letter says. Registers nothing, needs no data."""

import argparse
import json
import sys
from pathlib import Path

from loa.core.errors import LoaError
from loa.core.reading import Letter
from loa.core.words import vi

NAME = "read"
HELP = vi("Đọc một văn bản (PDF, bản quét, ảnh, Word, chữ thuần) và in ra các trường: số, ký hiệu, ngày, nơi nhận, căn cứ, yêu cầu.")

# label as a clerk says it -> field of the letter
LABELS: dict[str, str] = {
    vi("Loại văn bản"): "doc_type",
    vi("Cơ quan ban hành"): "issuer",
    vi("Số"): "number",
    vi("Ký hiệu"): "symbol",
    vi("Nơi ban hành"): "place",
    vi("Ngày"): "date",
    vi("Trích yếu"): "subject",
    vi("Người ký"): "signer",
    vi("Chức vụ"): "position",
    vi("Quyền hạn ký"): "sign_capacity",
    vi("Lưu"): "archive",
}
DOUBT = 0.75  # below this the summary marks a value for checking


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One file, and the form of the answer."""
    parser.add_argument("file", type=Path, help=vi("tệp văn bản"))
    parser.add_argument("--json", action="store_true", help=vi("in một đối tượng JSON"))


def run(args: argparse.Namespace) -> int:
    """Print what was read on stdout; a refusal is one sentence on stderr and exit code 1."""
    from loa.server.documents import intake
    from loa.server.documents.errors import FileTooLarge
    from loa.server.documents.intake.notes import said

    path: Path = args.file
    try:
        size = path.stat().st_size
        if size > intake.FILE_LIMIT_BYTES:
            raise FileTooLarge(name=path.name, size_mb=-(-size // (1 << 20)), limit_mb=intake.FILE_LIMIT_BYTES >> 20)
        read = intake.read_file(path.read_bytes(), name=path.name, tell=count_pages if sys.stderr.isatty() else None)
    except LoaError as refusal:
        print(refusal.say(), file=sys.stderr)
        return 1
    except OSError:
        print(vi("Không mở được tệp {name}. Hãy kiểm tra đường dẫn và quyền đọc tệp.").format(name=path), file=sys.stderr)
        return 1
    for note in read.notes:
        print(said(note.code, dict(note.facts)), file=sys.stderr)
    print(json.dumps(read.letter.as_json(), ensure_ascii=False, indent=1) if args.json else summary(read.letter))
    return 0


def count_pages(done: int, pages: int) -> None:
    """How far a scan is, for a person who waits."""
    print(
        vi("\rĐã đọc {done}/{pages} trang").format(done=done, pages=pages), end="\n" if done == pages else "", file=sys.stderr, flush=True
    )


def summary(letter: Letter) -> str:
    """The letter for a person to read."""
    lines = []
    for label, field in LABELS.items():
        value = getattr(letter, field)
        doubtful = value is not None and letter.evidence[field].confidence < DOUBT
        lines.append(f"{label}: {value or '—'}{vi('  (cần kiểm tra)') if doubtful else ''}")
    lines += listed(vi("Kính gửi"), letter.recipients)
    lines += listed(vi("Căn cứ"), [c.number or c.name or "" for c in letter.basis_documents])
    lines += listed(vi("Văn bản nhắc tới"), [c.number or c.name or "" for c in letter.mentioned_documents])
    lines += listed(vi("Thời hạn"), (*letter.deadline_dates, *letter.deadline_recurring, *letter.deadline_months))
    lines += listed(vi("Yêu cầu"), [f"{c.number or '•'} {c.text.splitlines()[0]}" for c in letter.requests()])
    lines += listed(vi("Nơi nhận"), [f"{c.name} ({c.purpose})" if c.purpose else c.name for c in letter.cc])
    return "\n".join(lines)


def listed(label: str, entries: list[str] | tuple[str, ...]) -> list[str]:
    """A heading and its entries, or nothing."""
    return [f"{label}:", *(f"  - {entry}" for entry in entries)] if entries else []
